"""A zip file with a list of files that is too long is refused before the list is in memory, by all that read one."""

from __future__ import annotations

import io
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from library.content.attachments.word import read_word as read_attachment
from library.content.companions import UnusableFile
from library.content.transcripts.findings import Findings, Unreadable
from library.content.transcripts.word_document import text_of_word
from library.content.uploads.office import office_type
from library.content.word.archive import Archive, UnusableWordFile
from library.model.attachment_text import Problem
from tests.content.uploads.hostile import long_list

if TYPE_CHECKING:
    from collections.abc import Callable

REFUSED = (UnusableFile, UnusableWordFile, Unreadable)


def attachment(data: bytes) -> None:
    """Read a Word file that readers download; a problem of it is a value."""
    if read_attachment(io.BytesIO(data)).problem is Problem.LARGE:
        raise UnusableFile


READERS: dict[str, Callable[[bytes], object]] = {
    "a Word file to import": Archive,
    "an Office file to download": lambda data: office_type(io.BytesIO(data)),
    "the words of a download": attachment,
    "a transcript": lambda data: text_of_word(data, Findings()),
}


@pytest.mark.parametrize("size", [(100_000, 0), (200, 65_000)], ids=["many files", "long entries"])
@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_a_list_of_files_that_is_too_long_is_refused_before_it_is_in_memory(
    read: Callable[[bytes], object], size: tuple[int, int]
) -> None:
    data = long_list(*size)
    tracemalloc.start()
    try:
        with pytest.raises(REFUSED):
            read(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2 * len(data)
