"""Drafts for tests of what becomes of them."""

from __future__ import annotations

from library.actions.whole_files import digest_of
from library.actions.writing.saving import file_of, save
from library.model.draft import Draft
from tests.making import Making

MORAG, IONA = 1, 2
ONE, NEW, UN = "stories/one.md", "stories/new.md", "stories/un.md"


def text_of(making: Making, words: str, **header: str) -> bytes:
    """Return the bytes of a story, which is not in the content folder."""
    making.write("scratch", f"{words}\n", **header)
    path = making.root / "content/stories/scratch.md"
    data = path.read_bytes()
    path.unlink()
    return data


def draft_of(making: Making, path: str, text: bytes, person: int = MORAG) -> Draft:
    """Start a draft from the file, and save a text as the draft."""
    file, library = file_of(making.library, path), making.library
    if file is None:
        return library.drafts.start(path, text, "", person, library.now())
    draft = library.drafts.start(path, file, digest_of(file), person, library.now())
    return save(library, path, text, draft.version, person, "a")
