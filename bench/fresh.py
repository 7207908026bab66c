"""Keeping a library for later runs only while the current code would make the same one.

A publish notices changed content and changed rules. Figures must not depend on a guess about which code matters, so
here any change of the code rebuilds the library.
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

# The packages that decide how a document is stored.
BUILT_BY = ("content", "model", "search", "storage")


def publish_fresh(place: Place) -> None:
    """Bring a library up to date: its changed content, or all of it if the code has changed.

    Raises:
        Missing: It cannot be published.
    """
    builder = digest(file for part in BUILT_BY for file in (ROOT / "library" / part).rglob("*.py"))
    note = place.data.parent / "built"
    run_library(place, "publish", *([] if says(note, builder) else ["--rebuild", "--allow-removals"]))
    note.write_text(builder, "utf-8")


def digest(files: Iterable[Path]) -> str:
    """Return a digest of some files."""
    return sha256(b"".join(sha256(file.read_bytes()).digest() for file in sorted(files))).hexdigest()


def says(note: Path, words: str) -> bool:
    """Return whether a note exists with exactly these words."""
    return note.is_file() and note.read_text("utf-8") == words
