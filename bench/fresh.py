"""Kept libraries that are still what today's code would make of their content.

A publish sees when content has changed, and when the rules have that decide what an index keeps of a word. Figures must
not rest on a guess about which code counts, so here any change of it builds the library anew.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from bench.machine import ROOT
from bench.processes import run_library

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bench.processes import Place

# What decides how a document is kept.
BUILT_BY = ("content", "model", "search", "storage")


def publish_fresh(place: Place) -> None:
    """Bring a library up to date: its changed content, or all of it where the code has changed.

    Raises:
        Missing: It cannot be published.
    """
    builder = digest(file for part in BUILT_BY for file in (ROOT / "library" / part).rglob("*.py"))
    note = place.data.parent / "built"
    run_library(place, "publish", *([] if says(note, builder) else ["--rebuild", "--allow-removals"]))
    note.write_text(builder, "utf-8")


def digest(files: Iterable[Path]) -> str:
    """Return what changes when one of some files does."""
    return sha256(b"".join(sha256(file.read_bytes()).digest() for file in sorted(files))).hexdigest()


def says(note: Path, words: str) -> bool:
    """Tell whether a note is there and says just this."""
    return note.is_file() and note.read_text("utf-8") == words
