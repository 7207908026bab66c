"""The types of values: text, choice, date, time, number, slug, list.

A shape reads an ``Entry`` and returns its value, or reports a mistake and returns ``None``. Those that take something
are values themselves, so that a form can ask them what they read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from library.content.comments import comments_in, without
from library.content.header.dates import written_otherwise
from library.content.header.entry import Entry
from library.content.header.yaml_messages import is_surprise
from library.content.header.yaml_nodes import Scalar
from library.content.mistakes import printable, quoted
from library.content.nearest import did_you_mean, suggestion
from library.content.plain_text import CONTROL
from library.content.slugs import RULE, is_slug, suggested_slug

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Shape = Callable[[Entry], T | None]

LONGEST_TEXT = 2_000
FIRST_YEAR, LAST_YEAR = 1900, 2200

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([0-9]{2}):([0-5][0-9]):([0-5][0-9])")


def text(entry: Entry) -> str | None:
    """Read text on one line, white space folded, never empty."""
    scalar = entry.scalar()
    if scalar is None:
        return None
    words = " ".join(scalar.text.split())
    if scalar.plain and is_surprise(scalar.text):
        entry.wrong(
            f'Put quotation marks around this: "{printable(scalar.text)}". Without them it is not read as text.'
        )
    elif scalar.cut:
        entry.wrong(
            "Put quotation marks around the whole value. Without them, the words after # are left out as a comment."
        )
    elif CONTROL.search(scalar.text):
        entry.wrong("Retype this value. It contains an invisible character.")
    elif len(words) > LONGEST_TEXT:
        entry.wrong(f"Shorten this to {LONGEST_TEXT} characters.")
    else:
        return _without_comments(entry, words)
    return None


def _without_comments(entry: Entry, words: str) -> str | None:
    """Return text without its private comments, and report them."""
    comments = comments_in(words)
    shown = " ".join(without(words, comments).split())
    for comment in comments:
        report = entry.wrong if comment.is_open else entry.advise
        report(comment.sentence)
    if not shown:
        entry.wrong("Add words for readers. This has only a private comment.")
    return shown or None


@dataclass(frozen=True, slots=True)
class Word:
    """A shape that reads one of a few words.

    Attributes:
        allowed: In the order in which people choose from them.
    """

    allowed: tuple[str, ...]

    def __call__(self, entry: Entry) -> str | None:
        """Read the word."""
        choices = f"Choose from: {', '.join(self.allowed)}."
        scalar = entry.scalar(choices)
        if scalar is None:
            return None
        if scalar.text in self.allowed:
            return scalar.text
        hint = did_you_mean(scalar.text, self.allowed)
        entry.wrong(f"{quoted(scalar.text)} cannot be used here.{hint} {choices}")
        return None


def word(*allowed: str) -> Word:
    """Make a shape that reads one of a few words."""
    return Word(allowed)


@dataclass(frozen=True, slots=True)
class Choice(Generic[E]):
    """A shape that reads a member of an enumeration by its value.

    Attributes:
        members: The enumeration.
        former: Words of older files and the members they mean: read as the same, with advice to write the new word.
    """

    members: type[E]
    former: Mapping[str, E] = field(default_factory=dict, hash=False)

    def __call__(self, entry: Entry) -> E | None:
        """Read the member."""
        meant = self.former.get(entry.node.text) if isinstance(entry.node, Scalar) else None
        if meant is not None:
            entry.advise(f"The word for this is now {meant}. Write {meant} instead. Nothing else changes.")
            return meant
        value = word(*self.members)(entry)
        return None if value is None else self.members(value)


def calendar_date(entry: Entry) -> date | None:
    """Read a day that exists, written ``YYYY-MM-DD``."""
    scalar = entry.scalar()
    if scalar is None:
        return None
    if not _DATE.fullmatch(scalar.text):
        day = written_otherwise(scalar.text)
        how = f"must be written {day}." if day else "is not a date. Write year-month-day, such as 2026-11-22."
        entry.wrong(f"{quoted(scalar.text)} {how}")
        return None
    return _existing_day(entry, scalar.text)


def _existing_day(entry: Entry, digits: str) -> date | None:
    try:
        day = date.fromisoformat(digits)
    except ValueError:
        entry.wrong(f"Check the month and the day. There is no date {digits}.")
        return None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        entry.wrong(f"Check the year of {digits}. It must be between {FIRST_YEAR} and {LAST_YEAR}.")
        return None
    return day


def clock(entry: Entry) -> int | None:
    """Read a time from the start, written ``"HH:MM:SS"``, as whole seconds."""
    scalar = entry.scalar()
    if scalar is None:
        return None
    match = _TIME.fullmatch(scalar.text)
    if not match:
        entry.wrong(f'Write hours, minutes and seconds, such as "00:01:12". {quoted(scalar.text)} is not a time.')
        return None
    if scalar.plain:
        entry.wrong(f'Put quotation marks around the time: "{scalar.text}". Without them it can be read as a number.')
        return None
    hours, minutes, seconds = (int(part) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A shape that reads a whole number between two bounds, inclusive."""

    least: int
    most: int

    def __call__(self, entry: Entry) -> int | None:
        """Read the number."""
        scalar = entry.scalar()
        if scalar is None:
            return None
        # Check the length first, because Python takes quadratic time to read a long number.
        digits = re.fullmatch(r"[0-9]{1,9}", scalar.text)
        if digits and self.least <= int(scalar.text) <= self.most:
            return int(scalar.text)
        entry.wrong(f"Write a whole number from {self.least} to {self.most}. {quoted(scalar.text)} is not one.")
        return None


def slug(entry: Entry) -> str | None:
    """Read the name of another document, without folder and ending."""
    scalar = entry.scalar()
    if scalar is None:
        return None
    if is_slug(scalar.text):
        return scalar.text
    last = scalar.text.rstrip("/").rpartition("/")[2].removesuffix(".md")
    hint = suggestion(suggested_slug(last))
    entry.wrong(f"{quoted(scalar.text)} is not the name of a document.{hint} Use {RULE}.")
    return None


@dataclass(frozen=True, slots=True)
class ListOf(Generic[T]):
    """A shape that reads a list whose items differ, in order.

    Attributes:
        item: The shape of each.
        most: How many there may be.
        may_be_empty: Whether ``[]`` is allowed.
        example: How one item is written, or empty if it is one word or text.
    """

    item: Shape[T]
    most: int = 200
    may_be_empty: bool = False
    example: str = ""

    def __call__(self, entry: Entry) -> tuple[T, ...] | None:
        """Read the items."""
        entries = entry.items(self.example)
        if entries is None:
            return None
        if not entries and not self.may_be_empty:
            entry.wrong(f"This list is empty. {entry.fill('Add something to it')}")
            return None
        values = [self.item(each) for each in entries]
        found = tuple(value for value in values if value is not None)
        right = _all_differ(entries, values)
        if len(entries) > self.most:
            entry.wrong(f"Choose at most {self.most}. There are {len(entries)}.")
        return found if right and len(found) == len(entries) <= self.most else None


def _all_differ(entries: tuple[Entry, ...], values: list[T | None]) -> bool:
    """Report each value that is repeated."""
    seen: list[T] = []
    right = True
    for entry, value in zip(entries, values, strict=True):
        if value is not None and value in seen:
            entry.wrong("This is listed twice. Delete one.")
            right = False
        elif value is not None:
            seen.append(value)
    return right
