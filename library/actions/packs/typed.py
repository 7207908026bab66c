"""What people type into the forms of a pack: read as it is kept, or said what would be right.

Nothing that was typed is cut or guessed at without a word: what cannot be kept as it stands is not kept at all, and the
page shows it again beside the reason.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from library.actions.packs.timing import read_clock
from library.errors import NotUnderstood
from library.model.pack import MOST_ITEMS, MOST_MINUTES, MOST_PEOPLE, MOST_TITLE, MOST_WORDS, Way

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# The most that a field may be: a number, or characters.
NUMBERS = {"available": MOST_MINUTES, "people": MOST_PEOPLE, "minutes": MOST_MINUTES, "to": MOST_ITEMS}
LEAST = {"to": 1}
LENGTHS = {"title": MOST_TITLE, "text": MOST_WORDS, "notes": MOST_WORDS}
MOST = NUMBERS | LENGTHS
CLOCK = "starts"


class Problem(StrEnum):
    """Why something that was typed cannot be kept."""

    NO_TIME = "no-time"
    NO_NUMBER = "no-number"
    TOO_LONG = "too-long"
    NO_CHOICE = "no-choice"


def understood(fields: Mapping[str, str], nations: Collection[str] = ()) -> dict[str, str]:
    """Return what was typed as it is kept: a clock time as ``HH:MM``, a number in ASCII digits, words as they are.

    Args:
        fields: What was typed, by the name of its field; empty means none.
        nations: Term ids that ``nation`` may be, beside empty.

    Raises:
        NotUnderstood: Something cannot be kept as it stands; says all of it at once.
    """
    choices: dict[str, Collection[str]] = {"way": set(Way), "nation": {"", *nations}}
    read = {
        name: _read(name, typed) if typed in choices.get(name, (typed,)) else Problem.NO_CHOICE
        for name, typed in fields.items()
    }
    problems = {name: found.value for name, found in read.items() if isinstance(found, Problem)}
    if problems:
        raise NotUnderstood(problems)
    return {name: str(found) for name, found in read.items()}


def _read(name: str, typed: str) -> str | Problem:
    if name == CLOCK:
        clock = read_clock(typed)
        return Problem.NO_TIME if clock is None else clock
    if name in NUMBERS:
        return _number(typed.strip(), LEAST.get(name, 0), NUMBERS[name])
    return Problem.TOO_LONG if len(typed) > LENGTHS.get(name, len(typed)) else typed


def _number(typed: str, least: int, most: int) -> str | Problem:
    if not typed:
        return ""
    is_number = typed.isdecimal() and len(typed) <= len(str(most)) and least <= int(typed) <= most
    return str(int(typed)) if is_number else Problem.NO_NUMBER
