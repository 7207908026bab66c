"""Excerpts of passages as long and strange as a file may hold: quick, short, with the marks where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest

from library.model.passage import Part, Passage
from library.search.index import Slot, WordMatch
from library.search.passages import SHOWN, Excerpt, best_passages, excerpt
from library.search.words import spans, words
from tests.steps import TWICE, steps

LONG_WORD = 40

SLOT = Slot.FIRST_PASSAGE


def best_of(passages: Sequence[Passage], *arguments: Any) -> tuple[Excerpt, ...]:
    return best_passages(dict(enumerate(passages, start=int(Slot.FIRST_PASSAGE))), *arguments)


def excerpt_at(text: str, *at: int) -> Excerpt:
    """Return the excerpt of a passage in which some words matched."""
    passage = Passage(Part.BODY, "p1", text, "en", "")
    (excerpt,) = best_of([passage], [WordMatch(SLOT, word, SLOT, 0, 0, 1.0) for word in at], 1)
    return excerpt


@pytest.mark.parametrize("text", ["A b. " * 20_000, "word " * 20_000, "a/" * 20_000, "Is it? No! " * 10_000])
def test_the_work_of_cutting_a_passage_grows_with_it_and_no_faster(text: str) -> None:
    def cut(some: str) -> None:
        last = len(words(some)) - 1
        for at in (0, last // 2, last):
            excerpt_at(some.strip(), at)

    half, whole = (steps(partial(cut, some)) for some in (text[: len(text) // 2], text))
    assert whole < TWICE * half


@pytest.mark.parametrize(
    "text", ["A b. " * 300, "word " * 300, "a/" * 1_000, "https://example.org/" * 100, "한국어, " * 300]
)
def test_an_excerpt_is_no_longer_than_what_is_shown(text: str) -> None:
    text = text.strip()
    count = len(words(text))
    for at in (0, 1, count // 3, count // 2, count - 1):
        part = excerpt_at(text, at)
        start, end = list(spans(text))[at]
        assert [part.text[first:last] for first, last in part.marks] == [text[start:end]]
        assert len(part.text) <= SHOWN + LONG_WORD


@pytest.mark.parametrize(
    "text", ["One kettle. " + "-" * 400, "One kettle. " + "* " * 200, "-" * 300 + " A kettle. " + "=" * 400]
)
def test_a_long_run_of_signs_beside_the_words_is_cut(text: str) -> None:
    part = excerpt_at(text, 1)
    assert [part.text[first:last] for first, last in part.marks] == ["kettle"]
    assert len(part.text) <= SHOWN + LONG_WORD


@pytest.mark.parametrize("text", ["_" * 300, ". " * 300, "\U0001fad6 " * 200])
def test_a_passage_of_signs_alone_below_a_heading_with_the_words_is_cut(text: str) -> None:
    shown = excerpt(
        Passage(Part.BODY, "p1", text.strip(), "en", "Your kettle"), SLOT, [WordMatch(SLOT, 1, SLOT, 0, 0, 1.0)]
    )
    assert shown.marks == ()
    assert 0 < len(shown.text) <= SHOWN + 1


def test_the_part_with_most_words_is_shown() -> None:
    text = "One kettle here. " + "Nothing at all. " * 30 + "A kettle, a kettle and a kettle. " + "Nothing more. " * 30
    at = [number for number, word in enumerate(words(text)) if word == "kettle"]
    assert len(excerpt_at(text.strip(), *at).marks) == 3


def test_quotation_marks_belong_to_the_sentence_they_close() -> None:
    text = "“Is it the kettle?” " + "She said no more that day. " * 20
    part = excerpt_at(text.strip(), 3)
    assert part.text.startswith("“Is it the kettle?” She said")
    assert part.text.endswith(".")
