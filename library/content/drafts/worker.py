"""The process that reads one Word file and ends: the file in; a draft, text for one, or why it cannot be read, out.

    python -m library.content.drafts.worker draft|addition PARENT SECONDS MEGABYTES

The input is one line of JSON (``DraftAsked`` or ``AdditionAsked``), then the file. The output is one line, empty or why
the file cannot be read, then a ``Draft`` or an ``Addition`` as MessagePack.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from library.content.drafts.addition import Addition, addition_of
from library.content.drafts.draft import Draft, draft_of
from library.content.word.archive import UnusableWordFile
from library.errors import LibraryError
from library.model.vocabulary import Vocabulary
from library.process.child import work

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class DraftAsked:
    """What ``draft_of`` needs besides the file."""

    stem: str
    shelf: str
    vocabulary: Vocabulary
    name: str
    note: str

    def made(self, data: bytes) -> Draft:
        """Return the draft."""
        return draft_of(data, self.stem, self.shelf, self.vocabulary, self.name, self.note)


@dataclass(frozen=True, slots=True)
class AdditionAsked:
    """What ``addition_of`` needs besides the file."""

    slug: str
    title: str
    text: str

    def made(self, data: bytes) -> Addition:
        """Return the text for a draft."""
        return addition_of(data, self.slug, self.title, self.text)


ASKED: Mapping[str, type[DraftAsked | AdditionAsked]] = {"draft": DraftAsked, "addition": AdditionAsked}


def main() -> int:
    """Read the Word file that is given on standard input, and return the exit code."""
    return work(_read, LibraryError)


def _read(arguments: Sequence[str], file: BinaryIO) -> bytes:
    asked = msgspec.json.decode(file.readline(), type=ASKED[arguments[0]])
    try:
        return b"\n" + msgspec.msgpack.encode(asked.made(file.read()))
    except UnusableWordFile as error:
        return f"{error}\n".encode()


if __name__ == "__main__":
    sys.exit(main())
