"""Differences between two records, file by file."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Compared by their answers, not by their bytes.
_NOT_COMPARED = frozenset({"records.sqlite"})

_LONGEST_LINE = 200

# How many files with the same change are named.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """One change, and where it is.

    Attributes:
        files: Paths within the records, sorted; never empty.
        change: Changed lines after ``-`` and ``+``, or which of the records has the files.
    """

    files: tuple[str, ...]
    change: tuple[str, ...]

    def told(self, lines: int) -> str:
        """Return a paragraph for people, with at most this many changed lines."""
        more = len(self.files) - _NAMED
        named = [*self.files[:_NAMED], *([f"… and {more} more files with the same change"] if more > 0 else [])]
        left = len(self.change) - lines
        shown = [*self.change[:lines], *([f"… and {left} more lines"] if left > 0 else [])]
        return "\n".join([*named, *(f"    {line[:_LONGEST_LINE]}" for line in shown)])


def differences(old: Path, new: Path) -> tuple[Difference, ...]:
    """Return what differs between two folders that ``record`` wrote, by the first file of each change."""
    before, after = _files(old), _files(new)
    found: dict[tuple[str, ...], list[str]] = {}
    for name in sorted({*before, *after} - _NOT_COMPARED):
        if change := _change(before.get(name), after.get(name)):
            found.setdefault(change, []).append(name)
    return tuple(Difference(tuple(files), change) for change, files in found.items())


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def _change(old: Path | None, new: Path | None) -> tuple[str, ...]:
    if old is None or new is None:
        return ("only in the new record" if old is None else "only in the old record",)
    if old.read_bytes() == new.read_bytes():
        return ()
    compared = difflib.unified_diff(_lines(old), _lines(new), lineterm="", n=0)
    changed = tuple(line for line in compared if line[:1] in "+-" and not line.startswith(("+++", "---")))
    return changed or ("the ends of lines differ",)


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()
