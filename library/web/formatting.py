"""Times, sizes, dates and numbers in the format of the page's language."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from library.web.languages import locale, words_language
from library.web.phrases import gettext, ngettext

if TYPE_CHECKING:
    from library.model.card import Card

# Dates in the library are whole days here.
PLACE = ZoneInfo("Europe/London")


def today() -> date:
    """Return today's date in the time zone of the library's dates."""
    return datetime.now(PLACE).date()


def day_of(seconds: int) -> str:
    """Return the date of a time in Unix seconds, in the time zone of the library's dates."""
    return day(datetime.fromtimestamp(seconds, PLACE).date())


def minute_of(seconds: int) -> str:
    """Return the date and time of a time in Unix seconds, such as ``22 November 2026, 14:05``."""
    then = datetime.fromtimestamp(seconds, PLACE)
    return f"{day(then.date())}, {then:%H:%M}"


def time_of_day(seconds: int) -> str:
    """Return the time of day of a time in Unix seconds, such as ``14:05``."""
    return f"{datetime.fromtimestamp(seconds, PLACE):%H:%M}"


def iso_minute_of(seconds: int) -> str:
    """Return the same for machines, such as ``2026-11-22T14:05+00:00``."""
    return datetime.fromtimestamp(seconds, PLACE).isoformat(timespec="minutes")


def day(value: date) -> str:
    """Return a date such as ``22 November 2026``."""
    return format_date(value, "d MMMM y", locale())


def number(value: float) -> str:
    """Return a number with the separators of the language."""
    return format_decimal(value, locale=locale())


def clock(seconds: float) -> str:
    """Return a time within a recording: ``1:16``, or ``1:02:03`` from an hour on."""
    whole = int(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def size(count: int) -> str:
    """Return a file's size: whole kilobytes, or megabytes with one decimal place."""
    if count < 1_000_000:
        return gettext("%(size)s KB", size=number(max(1, round(count / 1_000))))
    return gettext("%(size)s MB", size=number(round(count / 1_000_000, 1)))


def minutes(count: int) -> str:
    """Return ``1 minute`` or ``5 minutes``."""
    return ngettext("%(num)s minute", "%(num)s minutes", count)


def time_of(card: Card) -> str:
    """Return how long a document takes, as shown in lists."""
    return _time_of(words_language(), card.minutes, playable=card.playable, link_only=card.link_only)


# Few documents take longer than an hour.
@lru_cache(maxsize=1_024)
def _time_of(language: str, count: int, *, playable: bool, link_only: bool) -> str:
    del language  # that of the phrase
    if playable:
        return gettext("%(minutes)s long", minutes=minutes(count))
    if link_only:
        return gettext("Our summary: %(minutes)s to read", minutes=minutes(count))
    return gettext("%(minutes)s to read", minutes=minutes(count))
