"""What the library has too little of: documents counted by theme and sector, role, circumstance, voice and nation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.model.facets import FACET_OF
from library.model.vocabulary import Axis

if TYPE_CHECKING:
    from library.actions.library import View
    from library.model.vocabulary import Term

AXES = (Axis.ROLE, Axis.CIRCUMSTANCE, Axis.VOICE, Axis.NATION)


@dataclass(frozen=True, slots=True)
class Counted:
    """A term and how many documents have it."""

    term: Term
    count: int


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme with its documents by sector.

    Attributes:
        theme: The theme.
        counts: For each sector of ``Gaps.sectors``, in that order.
        total: With any sector.
    """

    theme: Term
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Gaps:
    """Documents counted as readers see them: a translation counts with its original.

    Attributes:
        sectors: In the order of the vocabulary.
        themes: In the order of the vocabulary.
        by_axis: Every term of each of ``AXES`` with its count, fewest first.
    """

    sectors: tuple[Term, ...]
    themes: tuple[ThemeRow, ...]
    by_axis: dict[Axis, tuple[Counted, ...]]


def find_gaps(view: View) -> Gaps:
    """Return the counts of all documents that a coordinator sees."""
    terms = view.snapshot.vocabulary
    sectors = tuple(terms.on(Axis.SECTOR).values())
    return Gaps(
        sectors=sectors,
        themes=tuple(_row(view, theme, sectors) for theme in terms.on(Axis.THEME).values()),
        by_axis={axis: _fewest_first(view, axis) for axis in AXES},
    )


def _row(view: View, theme: Term, sectors: tuple[Term, ...]) -> ThemeRow:
    on_theme = _having(view, Axis.THEME, theme)
    counts = tuple(_count(view, on_theme & _having(view, Axis.SECTOR, sector)) for sector in sectors)
    return ThemeRow(theme, counts, _count(view, on_theme))


def _fewest_first(view: View, axis: Axis) -> tuple[Counted, ...]:
    counted = [
        Counted(term, _count(view, _having(view, axis, term))) for term in view.snapshot.vocabulary.on(axis).values()
    ]
    return tuple(sorted(counted, key=lambda each: each.count))


def _having(view: View, axis: Axis, term: Term) -> BitMap:
    return view.visible & view.snapshot.values.get(FACET_OF[axis], {}).get(term.id, BitMap())


def _count(view: View, documents: BitMap) -> int:
    return len(view.groups.one_per_work(documents))
