"""A Word file is read in a process of its own: with the same result, and within limits."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED

import pytest

from library.content.drafts.addition import addition_of
from library.content.drafts.draft import draft_of
from library.content.drafts.reading import read_addition, read_draft
from library.content.word.archive import UnusableWordFile
from library.process.parent import Limits
from tests.content.test_drafts import ENGLISH, VOCABULARY, image
from tests.content.word.files import paragraph, picture, run, word_file

if TYPE_CHECKING:
    from collections.abc import Callable

STORY = word_file(
    paragraph("The red chair", "Title") + paragraph(run(ENGLISH) + run("Gone", "<w:vanish/>")) + picture("rPic", "Tea"),
    ("rPic", "image", "media/1.png"),
    parts={"word/media/1.png": image()},
)
LONG = word_file("".join(paragraph(f"Words {number}") for number in range(3_000)), compression=ZIP_DEFLATED)

READERS: dict[str, Callable[[bytes, Limits], object]] = {
    "a draft": lambda data, limits: read_draft(data, "a", "stories", VOCABULARY, limits=limits),
    "text for one": lambda data, limits: read_addition(data, "a", "", "", limits),
}


def test_the_process_gives_the_same_draft_and_the_same_text() -> None:
    draft = read_draft(STORY, "a file", "stories", VOCABULARY, "name", "# A note")
    assert draft == draft_of(STORY, "a file", "stories", VOCABULARY, "name", "# A note")
    assert draft.pictures
    assert draft.changes
    assert read_addition(STORY, "key", "A", "[^4]: B") == addition_of(STORY, "key", "A", "[^4]: B")


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize(
    ("data", "limits", "said"),
    [
        (b"{\\rtf1 words}", Limits(60, 400), "This is an RTF file"),
        (STORY, Limits(0, 400), "takes too long or too much memory"),
        (LONG, Limits(60, 40), "takes too long or too much memory"),
    ],
    ids=["no Word file", "too slow", "too large"],
)
def test_what_cannot_be_read_is_refused_in_words(
    read: Callable[[bytes, Limits], object], data: bytes, limits: Limits, said: str
) -> None:
    with pytest.raises(UnusableWordFile, match=said):
        read(data, limits)
