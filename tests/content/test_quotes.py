"""Sentences about a file, with and without the author's words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from library.content.mistakes import quoted, without_quotes


def test_a_sentence_is_left_without_what_it_quotes() -> None:
    assert without_quotes("Check the speakers: “Ann Farr”, “Bob”.") == "Check the speakers: “…”, “…”."
    assert without_quotes("Add alt text.") == "Add alt text."


@given(st.text(alphabet=st.characters(exclude_characters="“”…"), min_size=1))
def test_no_quoted_word_is_left(words: str) -> None:
    assert without_quotes(f"Check {quoted(words)} here.") == "Check “…” here."
