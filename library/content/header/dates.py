"""Dates written in another way than ``YYYY-MM-DD``, read so that an author can be given the right one."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]{{0,6}}"
_YEAR = r"(?P<year>[12][0-9]{3})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_BETWEEN = r"[ ,./-]{1,3}"

# As people in Britain write a date, most usual first: 3 March 2026, 3/3/2026; then 2026/3/3 and March 3, 2026.
_FORMS = tuple(
    re.compile(_BETWEEN.join(parts), re.IGNORECASE)
    for parts in (
        (_DAY, _MONTH, _YEAR),
        (_DAY, r"(?P<month>[0-9]{1,2})", _YEAR),
        (_YEAR, r"(?P<month>[0-9]{1,2})", _DAY),
        (_MONTH, _DAY, _YEAR),
    )
)
_WITH_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{1,2}:[0-9]{2}.*", re.IGNORECASE)
_LONGEST = 40


def written_otherwise(text: str) -> date | None:
    """Return the day that a text means, or ``None`` if it is not a day or is ambiguous.

    Of two numbers the first is the day, as in Britain, unless both could be the month.
    """
    with_time = _WITH_TIME.fullmatch(text.strip()[:_LONGEST])
    if with_time:
        with suppress(ValueError):
            return date.fromisoformat(with_time[1])
    match = next((found for form in _FORMS if (found := form.fullmatch(text.strip()))), None)
    if match is None or len(text) > _LONGEST:
        return None
    parts = match.groupdict()
    day, named = int(parts["day"]), parts.get("name")
    month = _MONTHS.index(named.lower()) + 1 if named else int(parts["month"])
    if not named and match.start("day") == 0 and day <= 12 and month != day:
        return None
    with suppress(ValueError):
        return date(int(parts["year"]), month, day)
    return None
