"""Quotation marks, apostrophes and dashes: right in three languages, one character for one character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.model.typography import typeset


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('"Tell them," Isa said, "I\'ve gone off boxes."', "“Tell them,” Isa said, “I’ve gone off boxes.”"),
        ("She said 'no', and meant 'no'.", "She said ‘no’, and meant ‘no’."),
        ("'Come in,' said the workers' friend.", "‘Come in,’ said the workers’ friend."),
        ("\"He said 'yes'\"", "“He said ‘yes’”"),
        ("the nurses' station in the '90s, 'tis true", "the nurses’ station in the ’90s, ’tis true"),
        ('A dash - like this - and "so—"', "A dash – like this – and “so—”"),
        ('("Yes")', "(“Yes”)"),
        ("well-being, -hospital, 3 -4", "well-being, -hospital, 3 -4"),
        ("Mae'r allwedd i'r drws a'i phlant", "Mae’r allwedd i’r drws a’i phlant"),
        ("y stori 'ma, 'r un fath, 'n ôl ac 'i gilydd'", "y stori ’ma, ’r un fath, ’n ôl ac ’i gilydd’"),
        ("'S e sgeulachd a th' ann, 's chan eil 'ga dhèanamh", "’S e sgeulachd a th’ ann, ’s chan eil ’ga dhèanamh"),
        ('"\'S e," thuirt i', "“’S e,” thuirt i"),
        ("O'Neill's, rock 'n' roll", "O’Neill’s, rock ’n’ roll"),
        ("A lone 'word without an end", "A lone ’word without an end"),
        ("“Already” set – ‘fine’", "“Already” set – ‘fine’"),
        ("", ""),
    ],
)
def test_marks_are_set_as_a_printer_would(typed: str, shown: str) -> None:
    assert typeset(typed) == shown


@given(st.text(alphabet="ab '\"-—.,(1\n"))
def test_every_character_becomes_one_and_what_is_set_stays_so(text: str) -> None:
    shown = typeset(text)
    assert len(shown) == len(text)
    assert not set("'\"") & set(shown)
    assert typeset(shown) == shown
    assert [a for a, b in zip(text, shown, strict=True) if a != b and a not in "'\"-"] == []
