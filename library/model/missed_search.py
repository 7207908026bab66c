"""A search that found little, on so many days that it names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

# On how many different days the same words must be searched for before anyone can read them.
FLOOR_DAYS = 3


@dataclass(frozen=True, slots=True)
class Missed:
    """A search that found little.

    Attributes:
        words: The searched words, in lower case, without extra white space.
        days: On how many different days, at least ``FLOOR_DAYS``; how often on a day is not known.
        last_day: The last of them, in London.
    """

    words: str
    days: int
    last_day: date
