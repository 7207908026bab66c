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

from library.actions.packs.timing import read_clock
from library.errors import InvalidInput
from library.model.pack import MOST_ITEMS, MOST_LINES, MOST_MINUTES, MOST_PEOPLE, MOST_TITLE, MOST_WORDS, SlideText, Way

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# Several blank lines say no more than one.
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
LONGEST_CLOCK = len("12:30 p.m.")


class Problem(StrEnum):
    """Why an entry cannot be stored."""

    NO_TIME = "no-time"
    NO_NUMBER = "no-number"
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
    NUMBER = "number"
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
        least: The smallest number.
        hint: English, what to know before writing; may be empty.
        value: Converts the entry to the value that a pack or item holds.
    """

    name: str
    label: str
    kind: Kind
    most: int = 0
    least: int = 0
    hint: str = ""
    value: Callable[[str], Any] = str

    @property
    def letters(self) -> int:
        """Return how many characters a page lets people type; 0 for a choice."""
        return {Kind.NUMBER: len(str(self.most)), Kind.CLOCK: LONGEST_CLOCK}.get(self.kind, self.most)

    def read(self, typed: str, choices: Collection[str], stored: str) -> str | Problem:
        """Return an entry as it is stored, or why it cannot be.

        Args:
            typed: The entry.
            choices: Values allowed for a choice.
            stored: The current value; text that is already too long may stay as long.
        """
        match self.kind:
            case Kind.CLOCK:
                clock = read_clock(typed)
                return Problem.NO_TIME if clock is None else clock
            case Kind.NUMBER:
                return self._number(typed.strip())
            case Kind.CHOICE:
                return typed if typed in choices else Problem.NO_CHOICE
        return self._words(BLANK_LINES.sub("\n\n", typed), stored)

    def _words(self, typed: str, stored: str) -> str | Problem:
        if len(typed) > max(self.most, len(stored)):
            return Problem.TOO_LONG
        too_many = len(typed.splitlines()) > max(MOST_LINES, len(stored.splitlines()))
        return Problem.TOO_MANY_LINES if too_many else typed

    def _number(self, typed: str) -> str | Problem:
        if not typed:
            return ""
        is_number = typed.isdecimal() and len(typed) <= len(str(self.most)) and self.least <= int(typed) <= self.most
        return str(int(typed)) if is_number else Problem.NO_NUMBER


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
            hint=_("Participants will not see these. They are not in the handouts."),
        ),
        Field(
            "minutes",
            _("Length (minutes)"),
            Kind.NUMBER,
            MOST_MINUTES,
            hint=_("Leave blank to use our estimate."),
            value=_number_or_none,
        ),
        Field("discussion", _("Discussion (minutes)"), Kind.NUMBER, MOST_MINUTES, value=_number_or_zero),
        Field("way", _("How people will read or watch it"), Kind.CHOICE, value=Way),
        Field(
            "slides",
            _("Text on slides"),
            Kind.CHOICE,
            hint=_("The text to read aloud is always in the speaker notes and the handout."),
            value=SlideText,
        ),
        Field("starts", _("Start time"), Kind.CLOCK),
        Field("available", _("Time available (minutes)"), Kind.NUMBER, MOST_MINUTES, value=_number_or_zero),
        Field("people", _("Number of participants"), Kind.NUMBER, MOST_PEOPLE, value=_number_or_zero),
        Field(
            "nation",
            _("Country (for helplines)"),
            Kind.CHOICE,
            hint=_("We use this to list the right helplines in your handouts."),
        ),
        Field("to", _("Position"), Kind.NUMBER, MOST_ITEMS, least=1, value=_number_or_zero),
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
) -> dict[str, str]:
    """Return entries as they are stored: a time as ``HH:MM``, a number in ASCII digits, text as it is.

    Args:
        form: The names of the fields that the form declares.
        fields: The entries by name of their field; empty means none.
        nations: Term ids allowed for ``nation``, besides empty.
        stored: The current values. Text that is already too long is accepted if it gets no longer.

    Raises:
        InvalidInput: An entry cannot be stored as typed, or there is no such field; reports all at once.
    """
    choices: dict[str, Collection[str]] = {"way": set(Way), "slides": set(SlideText), "nation": {"", *nations}}
    read = {
        name: FIELDS[name].read(typed, choices.get(name, ()), (stored or {}).get(name, ""))
        if name in form
        else Problem.NO_FIELD
        for name, typed in fields.items()
    }
    problems = {name: found.value for name, found in read.items() if isinstance(found, Problem)}
    if problems:
        raise InvalidInput(problems)
    return {name: str(found) for name, found in read.items()}
