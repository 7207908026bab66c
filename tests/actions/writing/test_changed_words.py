"""What changed in a version, as a list of versions says it."""

from __future__ import annotations

import pytest

from library.actions.writing import changed_words as words
from library.actions.writing.changed_words import MOST_SHOWN, ChangedWords, changed_words, changes_of
from library.model.revision import Change
from tests.making import Making

PATH = "stories/kettle.md"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (b"One two.", b"One two.", ChangedWords()),
        (b"One two.", b"One  two.\r\n", ChangedWords()),
        (b"One two.", b"One two!", ChangedWords(0, 0, ".", "!")),
        (b"One two.\n", b"One two.\n\nThree four.\n", ChangedWords(2, 0, "", "Three four.")),
        (b"One two three.", b"One three.", ChangedWords(0, 1, "two", "")),
        (b"\xff\xfe no text", b"", ChangedWords(0, 2, "\ufffd\ufffd no text", "")),
    ],
)
def test_words_are_counted_and_the_first_that_changed_are_given(old: bytes, new: bytes, found: ChangedWords) -> None:
    assert changed_words(old, new) == found


def test_a_long_change_is_cut_off() -> None:
    found = changed_words(b"", b"word " * 500)
    assert (found.added, len(found.now)) == (500, MOST_SHOWN + 1)


def test_a_page_compares_no_more_than_it_may(making: Making, monkeypatch: pytest.MonkeyPatch) -> None:
    revisions = making.library.revisions
    for number in range(4):
        revisions.add(PATH, b"word " * 10 + b"%d" % number, Change.SAVED, now=number)
    every = revisions.of(PATH)
    assert list(changes_of(making.library, every)) == [each.id for each in every[:3]]
    monkeypatch.setattr(words, "MOST_COMPARED", 2 * (every[0].length + every[1].length))
    assert list(changes_of(making.library, every)) == [each.id for each in every[:2]]
