"""The fields of a pack's forms: each is declared in one row, which pages, parser and errors read.

Entries are never cut or guessed at silently. If one cannot be stored as typed, nothing is stored, and the page shows
the entry again with the reason. A field that the form does not declare is refused in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from library.actions.packs.timing import read_clock, read_minutes
from library.errors import InvalidInput
from library.model.pack import MOST_ITEMS, MOST_LINES, MOST_MINUTES, MOST_PEOPLE, MOST_TITLE, MOST_WORDS, SlideText, Way

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# Several blank lines say no more than one.
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
# ``12`` or ``12 people``.
PEOPLE = re.compile(r"(\d{1,9})(?: (?:people|persons?|participants?))?", re.IGNORECASE)


class Problem(StrEnum):
    """Why an entry cannot be stored."""

    NO_TIME = "no-time"
    NO_MINUTES = "no-minutes"
    NO_NUMBER = "no-number"
    NO_POSITION = "no-position"
    TOO_HIGH = "too-high"
    TOO_LONG = "too-long"
    TOO_MANY_LINES = "too-many-lines"
    PACK_FULL = "pack-full"
    NO_CHOICE = "no-choice"
    EMPTY = "empty"
    NO_FIELD = "no-field"


class Kind(StrEnum):
    """How a field is written and read."""

    LINE = "line"
    PARAGRAPHS = "paragraphs"
    CLOCK = "clock"
    MINUTES = "minutes"
    NUMBER = "number"
    POSITION = "position"
    CHOICE = "choice"


def _(english: str) -> str:
    """Mark words for translation; pages say them in the reader's language."""
    return english


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        name: In the form, and in the pack or item.
        label: English, for people.
        kind: How it is written and read.
        most: The largest number, or the most characters of text; 0 for a choice.
        hint: English, what to know before writing; may be empty.
        value: Converts the entry to the value that a pack or item holds.
    """

    name: str
    label: str
    kind: Kind
    most: int = 0
    hint: str = ""
    value: Callable[[str], Any] = str

    def read(self, typed: str, choices: Collection[str], stored: str, most: int) -> str | Problem:
        """Return an entry as it is stored, or why it cannot be.

        Args:
            typed: The entry.
            choices: Values allowed for a choice.
            stored: The current value; text that is already too long may stay as long.
            most: The largest number that the form accepts.
        """
        match self.kind:
            case Kind.CLOCK:
                clock = read_clock(typed)
                return Problem.NO_TIME if clock is None else clock
            case Kind.MINUTES | Kind.NUMBER | Kind.POSITION:
                return self._number(typed, most) if typed.strip() else ""
            case Kind.CHOICE:
                return typed if typed in choices else Problem.NO_CHOICE
        return self._words(BLANK_LINES.sub("\n\n", typed), stored)

    def _words(self, typed: str, stored: str) -> str | Problem:
        if len(typed) > max(self.most, len(stored)):
            return Problem.TOO_LONG
        too_many = len(typed.splitlines()) > max(MOST_LINES, len(stored.splitlines()))
        return Problem.TOO_MANY_LINES if too_many else typed

    def _number(self, typed: str, most: int) -> str | Problem:
        number = read_minutes(typed) if self.kind is Kind.MINUTES else _read_number(typed)
        if self.kind is Kind.POSITION:
            return str(number) if number and number <= most else Problem.NO_POSITION
        if number is None:
            return Problem.NO_MINUTES if self.kind is Kind.MINUTES else Problem.NO_NUMBER
        return str(number) if number <= most else Problem.TOO_HIGH


def _read_number(typed: str) -> int | None:
    found = PEOPLE.fullmatch(typed.strip())
    return int(found[1]) if found else None


def _number_or_zero(read: str) -> int:
    return int(read or 0)


def _number_or_none(read: str) -> int | None:
    return int(read) if read else None


FIELDS = {
    field.name: field
    for field in (
        Field("title", _("Title"), Kind.LINE, MOST_TITLE),
        Field("text", _("Text"), Kind.PARAGRAPHS, MOST_WORDS),
        Field(
            "notes",
            _("Facilitator notes"),
            Kind.PARAGRAPHS,
            MOST_WORDS,
            hint=_("They appear only in your running order and slide notes."),
        ),
        Field(
            "minutes",
            _("Length (minutes)"),
            Kind.MINUTES,
            MOST_MINUTES,
            hint=_("Leave blank to use our estimate. Discussion time is added to this."),
            value=_number_or_none,
        ),
        Field("discussion", _("Discussion (minutes)"), Kind.MINUTES, MOST_MINUTES, value=_number_or_zero),
        Field("way", _("How people will read or watch it"), Kind.CHOICE, value=Way),
        Field(
            "slides",
            _("Text on slides"),
            Kind.CHOICE,
            hint=_("The text to read aloud is always in the speaker notes and the handout."),
            value=SlideText,
        ),
        Field("starts", _("Start time"), Kind.CLOCK),
        Field("available", _("Time available (minutes)"), Kind.MINUTES, MOST_MINUTES, value=_number_or_zero),
        Field("people", _("Number of participants"), Kind.NUMBER, MOST_PEOPLE, value=_number_or_zero),
        Field(
            "nation",
            _("Country (for helplines)"),
            Kind.CHOICE,
            hint=_("We use this to list the right helplines in your handouts."),
        ),
        Field("to", _("Position"), Kind.POSITION, MOST_ITEMS, value=_number_or_zero),
    )
}

# The fields of each form, by name.
PLANNED = ("title", "starts", "available", "people")
DETAILS = ("title", "starts", "available", "people", "nation")
OWN_WORDS = ("title", "text", "notes")
ITEM = (*OWN_WORDS, "minutes", "discussion", "way", "slides")
MOVE = ("to",)


def parse_fields(
    form: Collection[str],
    fields: Mapping[str, str],
    nations: Collection[str] = (),
    stored: Mapping[str, str] | None = None,
    most: Mapping[str, int] | None = None,
) -> dict[str, str]:
    """Return entries as they are stored: a time as ``HH:MM``, a number in ASCII digits, text as it is.

    Args:
        form: The names of the fields that the form declares.
        fields: The entries by name of their field; empty means none.
        nations: Term ids allowed for ``nation``, besides empty.
        stored: The current values. Text that is already too long is accepted if it gets no longer.
        most: The largest numbers by name of their field, where they are not always the same.

    Raises:
        InvalidInput: An entry cannot be stored as typed, or there is no such field; reports all at once.
    """
    choices: dict[str, Collection[str]] = {"way": set(Way), "slides": set(SlideText), "nation": {"", *nations}}
    read = {
        name: FIELDS[name].read(
            typed, choices.get(name, ()), (stored or {}).get(name, ""), (most or {}).get(name, FIELDS[name].most)
        )
        if name in form
        else Problem.NO_FIELD
        for name, typed in fields.items()
    }
    problems = {name: found.value for name, found in read.items() if isinstance(found, Problem)}
    if problems:
        raise InvalidInput(problems)
    return {name: str(found) for name, found in read.items()}
