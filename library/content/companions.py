"""Files that come with a document: media, transcripts, pictures and attachments, wherever they are.

A document is read from its bytes and its companions. In the content folder they are beside it (``folder_files``); those
of an upload or a form are in memory or in a temporary file (``HeldCompanions``). Either way, a companion is named by
the path that it has, or would have, in the content folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from library.content.file_names import plain_name
from library.content.nearest import did_you_mean
from library.content.source import cannot_open, of_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from io import BufferedIOBase

    from library.content.mistakes import Mistakes

# A folder of media has a few hundred files; comparing with more would take too long.
MOST_NEIGHBOURS = 1_000


class UnusableFile(ValueError):
    """A file that cannot be used; its message completes a sentence that begins with the file's name."""


class Companions(Protocol):
    """Where the files of documents are."""

    def find(self, path: str) -> str:
        """Return the path by which a file is known here, if only invisible details of its name differ.

        Args:
            path: Relative to the content folder, with forward slashes; plain, see ``file_names``.

        Raises:
            UnusableFile: It is not here, or it is not an ordinary file.
            OSError: It cannot be examined.
        """
        ...

    def open(self, path: str) -> BufferedIOBase:
        """Open a file to read its bytes.

        Args:
            path: As ``find`` returned it.

        Raises:
            OSError: It cannot be opened.
        """
        ...


@dataclass(frozen=True, slots=True)
class HeldCompanions:
    """Files that were received with a document, before those that are already somewhere else.

    Attributes:
        files: The bytes of each, or where an upload is, by its path in the content folder.
        others: Where to look for a file that is not among them, or ``None``.
    """

    files: Mapping[str, bytes | Path]
    others: Companions | None = None

    def find(self, path: str) -> str:
        """Return the path by which a file is known here; see ``Companions``."""
        alike = [held for held in self.files if plain_name(held) == path]
        if path in self.files or len(alike) == 1:
            return path if path in self.files else alike[0]
        if self.others:
            return self.others.find(path)
        raise missing(path, (PurePosixPath(held).name for held in self.files))

    def open(self, path: str) -> BufferedIOBase:
        """Open a file to read its bytes; see ``Companions``."""
        if path not in self.files and self.others:
            return self.others.open(path)
        if path not in self.files:
            raise FileNotFoundError(2, "There is no such file", path)
        held = self.files[path]
        return held.open("rb") if isinstance(held, Path) else BytesIO(held)


NO_COMPANIONS = HeldCompanions({})


def missing(path: str, neighbours: Iterable[str]) -> UnusableFile:
    """Return that there is no such file, with a suggestion.

    Args:
        path: Of the file.
        neighbours: The names of those where it should be.
    """
    ending = PurePosixPath(path).suffix.lower()
    names = [name for name in neighbours if PurePosixPath(name).suffix.lower() == ending]
    hint = did_you_mean(PurePosixPath(path).name, names) if len(names) <= MOST_NEIGHBOURS else ""
    return UnusableFile(f"is missing. Check the name, including capitals, or put the file beside this one.{hint}")


def read_companion(companions: Companions, path: str, largest: int, mistakes: Mistakes) -> bytes | None:
    """Read a whole file of at most ``largest`` bytes, or report why not and return ``None``.

    Args:
        companions: Where it is.
        path: As ``find`` returned it.
        largest: Bytes.
        mistakes: Of this file.
    """
    try:
        with companions.open(path) as file:
            return of_size(file.read(largest + 1), largest, mistakes)
    except OSError as error:
        mistakes.add(1, cannot_open(error))
        return None
