"""About how big each file of a pack is, without making it.

Measured with packs of 1 to 16 of the library's own documents, with quotes or all of the text on slides: estimates were
within a third of the true size, most within a tenth. Pages say "about", to ten kilobytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.packs.file_limits import film_bytes, picture_bytes, poster_bytes, size_of
from library.model.pack import ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from library.model.workshop import Step

# Bytes of a file without items, for each item and for each word.
_BYTES = {
    "slides.pptx": (34_000, 2_300, 54),
    "run-sheet.pdf": (22_000, 4_900, 0),
    "handout.pdf": (21_000, 4_200, 18),
    "handout-large.pdf": (21_000, 4_500, 22),
    "handout.docx": (37_000, 190, 3),
    "handout-large.docx": (37_000, 190, 3),
    "cards.pdf": (19_000, 2_300, 44),
    "briefs.pdf": (13_000, 2_500, 26),
    "offline.html": (40_000, 1_900, 10),
    "pack.md": (400, 510, 7),
    "chat.txt": (250, 280, 7),
    "report.docx": (37_000, 200, 0),
    "citations.ris": (0, 270, 0),
}
_STEP = 10_000
# A word that slides have only in their notes, because a quote is shown.
_NOTED = 6
# Pictures of texts are inside these, and in the offline page as letters: four for three bytes.
_WITH_PICTURES = frozenset({"handout.pdf", "handout-large.pdf", "handout.docx", "handout-large.docx", "cards.pdf"})
_AS_LETTERS = 4 / 3
# There is a page for each document, and none for other items.
_OF_DOCUMENTS = frozenset({"briefs.pdf"})


def estimated_sizes(steps: Iterable[Step]) -> dict[str, int]:
    """Return about how many bytes each file would have, by name."""
    every = tuple(steps)
    exact = {name: _size(name, every) for name in _BYTES}
    return {name: max(_STEP, round(count / _STEP) * _STEP) for name, count in exact.items()}


def _size(name: str, steps: Sequence[Step]) -> float:
    empty, an_item, a_word = _BYTES[name]
    items = sum(name not in _OF_DOCUMENTS or step.kind is ItemKind.DOCUMENT for step in steps)
    return empty + items * an_item + _words(name, steps, a_word) + _films(name, steps)


def _words(name: str, steps: Sequence[Step], a_word: int) -> int:
    quoted = [step for step in steps if step.excerpts and name == "slides.pptx"]
    noted = size_of(quoted).words
    return noted * _NOTED + (size_of(steps).words - noted) * a_word


def _films(name: str, steps: Sequence[Step]) -> float:
    """Return the bytes of videos and pictures in a file."""
    if name == "slides.pptx":
        return film_bytes(steps)
    if name == "offline.html":
        return _AS_LETTERS * (picture_bytes(steps) + poster_bytes(steps))
    return picture_bytes(steps) if name in _WITH_PICTURES else 0
