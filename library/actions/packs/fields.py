"""What people type into the forms of a pack: read as it is kept, or said what would be right.

Nothing that was typed is cut or guessed at without a word: what cannot be kept as it stands is not kept at all, and the
page shows it again beside the reason.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from library.actions.packs.timing import read_clock
from library.errors import NotUnderstood
from library.model.pack import MOST_ITEMS, MOST_LINES, MOST_MINUTES, MOST_PEOPLE, MOST_TITLE, MOST_WORDS, Way

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# The most that a field may be: a number, or characters.
NUMBERS = {"available": MOST_MINUTES, "people": MOST_PEOPLE, "minutes": MOST_MINUTES, "to": MOST_ITEMS}
LEAST = {"to": 1}
LENGTHS = {"title": MOST_TITLE, "text": MOST_WORDS, "notes": MOST_WORDS}
MOST = NUMBERS | LENGTHS
CLOCK = "starts"

# Several blank lines say no more than one.
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


class Problem(StrEnum):
    """Why something that was typed cannot be kept."""

    NO_TIME = "no-time"
    NO_NUMBER = "no-number"
    TOO_LONG = "too-long"
    TOO_MANY_LINES = "too-many-lines"
    PACK_FULL = "pack-full"
    NO_CHOICE = "no-choice"


def understood(
    fields: Mapping[str, str], nations: Collection[str] = (), stored: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return what was typed as it is kept: a clock time as ``HH:MM``, a number in ASCII digits, words as they are.

    Args:
        fields: What was typed, by the name of its field; empty means none.
        nations: Term ids that ``nation`` may be, beside empty.
        stored: What stands in the fields now. What is longer than it may be is understood where it gets no longer.

    Raises:
        NotUnderstood: Something cannot be kept as it stands; says all of it at once.
    """
    choices: dict[str, Collection[str]] = {"way": set(Way), "nation": {"", *nations}}
    read = {
        name: _read(name, typed, (stored or {}).get(name, ""))
        if typed in choices.get(name, (typed,))
        else Problem.NO_CHOICE
        for name, typed in fields.items()
    }
    problems = {name: found.value for name, found in read.items() if isinstance(found, Problem)}
    if problems:
        raise NotUnderstood(problems)
    return {name: str(found) for name, found in read.items()}


def _read(name: str, typed: str, stored: str) -> str | Problem:
    if name == CLOCK:
        clock = read_clock(typed)
        return Problem.NO_TIME if clock is None else clock
    if name in NUMBERS:
        return _number(typed.strip(), LEAST.get(name, 0), NUMBERS[name])
    return _words(name, BLANK_LINES.sub("\n\n", typed), stored) if name in LENGTHS else typed


def _words(name: str, typed: str, stored: str) -> str | Problem:
    if len(typed) > max(LENGTHS[name], len(stored)):
        return Problem.TOO_LONG
    too_many = len(typed.splitlines()) > max(MOST_LINES, len(stored.splitlines()))
    return Problem.TOO_MANY_LINES if too_many else typed


def _number(typed: str, least: int, most: int) -> str | Problem:
    if not typed:
        return ""
    is_number = typed.isdecimal() and len(typed) <= len(str(most)) and least <= int(typed) <= most
    return str(int(typed)) if is_number else Problem.NO_NUMBER
