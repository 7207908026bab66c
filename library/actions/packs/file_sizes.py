"""About how big each file of a pack is, without making it.

Measured with packs of 1 to 20 of the library's own documents: without films, estimates were within a quarter of the
true size, most within a twentieth. Pages say "about", to ten kilobytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.packs.file_limits import film_bytes, size_of

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    "briefs.pdf": (14_000, 5_800, 3),
    "offline.html": (40_000, 1_900, 10),
    "pack.md": (400, 510, 7),
    "chat.txt": (250, 280, 7),
    "report.docx": (37_000, 200, 0),
    "citations.ris": (0, 270, 0),
}
_STEP = 10_000
# Videos and pictures are inside these.
_WITH_FILMS = frozenset({"slides.pptx", "offline.html"})


def estimated_sizes(steps: Iterable[Step]) -> dict[str, int]:
    """Return about how many bytes each file would have, by name."""
    every = tuple(steps)
    words, films = size_of(every).words, film_bytes(every)
    exact = {
        name: empty + len(every) * an_item + words * a_word + (films if name in _WITH_FILMS else 0)
        for name, (empty, an_item, a_word) in _BYTES.items()
    }
    return {name: max(_STEP, round(count / _STEP) * _STEP) for name, count in exact.items()}
