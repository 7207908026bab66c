"""Figures for quality: more is better, so the limit is a minimum."""

from __future__ import annotations

from dataclasses import dataclass

from bench.figures import Figure


@dataclass(frozen=True, slots=True)
class Score(Figure):
    """A row whose numbers must not be below their limits.

    Attributes:
        decimals: How many the numbers are written with; the verdict is that of the exact numbers.
        more: Whether a number that only equals its limit is too little.
    """

    unit: str = ""
    decimals: int = 4
    more: bool = False

    @property
    def verdict(self) -> str:
        """Say whether every number reaches its limit."""
        if not self.measured:
            return "not measured"
        if not self.limits:
            return ""
        kept = all(
            number > limit or (number == limit and not self.more)
            for number, limit in zip(self.measured, self.limits, strict=True)
        )
        return "kept" if kept else "MISSED"

    def row(self) -> tuple[str, ...]:
        """Return the cells of the row; the cell under *at most* says that the limit is a minimum."""
        limits = " / ".join(f"{'above' if self.more else 'at least'} {limit:g}" for limit in self.limits)
        names = [f"{part} " for part in self.parts] or [""] * len(self.measured)
        numbers = (f"{name}{number:.{self.decimals}f}" for name, number in zip(names, self.measured, strict=True))
        return self.name, limits, f"{' / '.join(numbers)} {self.unit}".rstrip(), self.verdict
