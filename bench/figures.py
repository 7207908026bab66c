"""Figures: what was measured, its limit, and the table."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLES = ("figure", "at most", "measured", "verdict")


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table.

    Attributes:
        name: What was measured.
        measured: One number for each name of ``parts``; empty if it could not be measured.
        limits: As many numbers; empty if there is none.
        unit: Of all numbers.
        parts: Such as ``("p50", "p95")``; empty for a single number.
        how: Number of runs and what else a reader needs to know, or why it could not be measured.
    """

    name: str
    measured: tuple[float, ...]
    limits: tuple[float, ...] = ()
    unit: str = "ms"
    parts: tuple[str, ...] = ()
    how: str = ""

    @property
    def verdict(self) -> str:
        """Return whether every number is within its limit, in words."""
        if not self.measured:
            return "not measured"
        if not self.limits:
            return ""
        kept = all(number <= limit for number, limit in zip(self.measured, self.limits, strict=True))
        return "kept" if kept else "MISSED"

    def row(self) -> tuple[str, ...]:
        """Return the cells of the row, in the order of ``TITLES``."""
        limits = _numbers(self.limits, self.unit, ())
        return self.name, limits, _numbers(self.measured, self.unit, self.parts), self.verdict


def unmeasured(name: str, why: str) -> Figure:
    """Return the row for something that could not be measured."""
    return Figure(name, (), how=why)


def p50_p95(times: Sequence[float]) -> tuple[float, float]:
    """Return median and 95th percentile (nearest rank) of some times; at least one."""
    ranked = sorted(times)
    return statistics.median(ranked), ranked[max(0, -(-95 * len(ranked) // 100) - 1)]


def p99_worst(times: Sequence[float]) -> tuple[float, float]:
    """Return the 99th percentile (nearest rank) and the longest of some times; at least one."""
    ranked = sorted(times)
    return ranked[-(-99 * len(ranked) // 100) - 1], ranked[-1]


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a Markdown table that is aligned in a terminal, with a line of notes for each."""
    rows = [TITLES, *(figure.row() for figure in figures)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(TITLES))]
    rule = tuple("-" * width for width in widths)
    lines = [_line(row, widths) for row in (rows[0], rule, *rows[1:])]
    return "\n".join([*lines, "", *(f"- {figure.name}: {figure.how}" for figure in figures if figure.how)])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"


def _numbers(numbers: Sequence[float], unit: str, parts: Sequence[str]) -> str:
    if not numbers:
        return ""
    names = [f"{part} " for part in parts] or [""] * len(numbers)
    written = (f"{name}{_short(number)}" for name, number in zip(names, numbers, strict=True))
    return f"{' / '.join(written)} {unit}".rstrip()


def _short(number: float) -> str:
    """Return a number with about three significant figures."""
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if abs(number) >= 10 else f"{number:.2f}"
