"""Tellers' names in addresses and names of files."""

from __future__ import annotations

import pytest

from library.content.header.teller_names import names_in
from tests.content.writing import MP4, VIDEO, Folder

GIVEN = "{audience: public, shown_as: full-name, given: 2026-01-01}"


@pytest.mark.parametrize(
    ("name", "author", "found"),
    [
        ("margaret-and-the-key", "Margaret Hill", ("margaret",)),
        ("margarets-key", "Margaret Hill", ("margarets",)),
        ("the-hill", "Margaret HILL", ("hill",)),
        ("IMG_Sian-2", "Siân Evans", ("sian",)),
        ("margarethill-film", "Margaret Hill", ("margarethill",)),
        ("hill-margaret", "Margaret Hill", ("hill", "margaret")),
        ("the-spare-key", "The Monday group", ()),
        ("planning-ahead", "Ann Li", ()),
        ("li-and-the-key", "Ann Li", ()),
        ("spare-key", "A. Name", ()),
    ],
)
def test_words_of_a_name_are_found(name: str, author: str, found: tuple[str, ...]) -> None:
    assert names_in(name, [author]) == found


def sentence(path: str, word: str) -> str:
    """Return what is said of a name in a name."""
    return (
        f"authors: Rename the file {path}. It contains “{word}”, which is part of an author’s name. "
        "Everyone can read it in the address of the page."
    )


def test_the_address_of_a_told_story_does_not_name_its_teller(folder: Folder) -> None:
    path = "stories/anns-key.md"
    told = {"provenance": "told", "authors": "[Ann Hill]", "consent": GIVEN}
    assert folder.mistakes_with(path, **told) == [f"9: {sentence(path, 'anns')}"]
    assert folder.mistakes_with(path, authors="[Ann Hill]") == []
    assert folder.mistakes_with("stories/other-key.md", **told) == []


def test_no_file_of_a_told_document_names_its_teller(folder: Folder) -> None:
    folder.put("resources/ann.mp4", MP4)
    mistakes = folder.mistakes_with(
        VIDEO,
        kind="video",
        provenance="told",
        authors="[Ann Hill]",
        consent=GIVEN,
        media='{file: ann.mp4, duration: "00:01:00"}',
    )
    assert mistakes == [f"9: {sentence('resources/ann.mp4', 'ann')}"]
