"""From what was typed to the value of a key. What is not valid becomes text, so that it is there to be corrected."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from library.content.form.field import Control
from library.content.form.shown import CHOSEN, SEVERAL, folded
from library.content.header.dates import written_otherwise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.content.form.field import Field
    from library.content.form.shown import Values
    from library.content.header.yaml_writer import Value

# More than any document has; the numbers of rows come from outside.
MOST_ROWS = 1_000

_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_CLOCK = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,2}):([0-5][0-9])")
_ROW = re.compile(r"[0-9]{1,4}")
_BETWEEN = re.compile(r"[\s,]+")


def tidied(field: Field, name: str, sent: Values) -> Values:
    """Return the values of a field as the header would hold them: no blanks, names apart, lines folded.

    Args:
        field: The field.
        name: Of its control.
        sent: All values that were sent, by the names of their controls.

    Returns:
        The values of this field's controls that were sent; rows without any value are left out.
    """
    if field.control is Control.GROUP:
        return {
            part: values for each in field.parts for part, values in tidied(each, f"{name}.{each.name}", sent).items()
        }
    if field.control is Control.GROUPS:
        return _rows(field, name, sent)
    return {name: _values(field, sent[name])} if name in sent else {}


def value_of(field: Field, name: str, values: Values, before: Values) -> Value | None:
    """Return the value of a key, or ``None`` to remove it.

    Args:
        field: The field.
        name: Of its control.
        values: As ``tidied`` returns them.
        before: The values that the header has now, as ``shown`` returns them.
    """
    if field.control is Control.GROUP:
        return _group(field, name, values, before)
    if field.control is Control.GROUPS:
        rows = [_group(field, row, values, before) for row in _row_names(name, values)]
        return [row for row in rows if row is not None] or None
    entered = values.get(name, ())
    if field.control in CHOSEN:
        return _in_order(entered, before.get(name, ())) or None
    if field.control in SEVERAL:
        return [*entered] or None
    return _single(field.control, entered[0]) if entered else None


def _group(field: Field, name: str, values: Values, before: Values) -> Value | None:
    """Return the value of a group; a list to choose from is there even if nothing is chosen, because that is said."""
    group = {part.name: value_of(part, f"{name}.{part.name}", values, before) for part in field.parts}
    if not any(group.values()):
        return None
    lists: dict[str, Value | None] = {part.name: [] for part in field.parts if part.control is Control.OPTIONS}
    full = {part: value if value is not None else lists.get(part) for part, value in group.items()}
    return {part: value for part, value in full.items() if value is not None}


def _as_group(field: Field) -> Field:
    return type(field)(field.name, Control.GROUP, parts=field.parts)


def _rows(field: Field, name: str, sent: Values) -> Values:
    """Return the values of rows that have any, numbered from 0 without gaps."""
    rows = (tidied(_as_group(field), row, sent) for row in _row_names(name, sent))
    found: dict[str, tuple[str, ...]] = {}
    for number, row in enumerate(row for row in rows if any(row.values())):
        found |= {f"{name}.{number}.{part.rpartition('.')[2]}": values for part, values in row.items()}
    return found


def row_numbers(name: str, values: Iterable[str]) -> list[int]:
    """Return the numbers of the rows of a list of groups, in order, at most ``MOST_ROWS``.

    Args:
        name: Of the list.
        values: Names of controls.
    """
    starts = (each.removeprefix(f"{name}.").partition(".")[0] for each in values if each.startswith(f"{name}."))
    return sorted({int(start) for start in starts if _ROW.fullmatch(start)})[:MOST_ROWS]


def _row_names(name: str, values: Values) -> list[str]:
    return [f"{name}.{number}" for number in row_numbers(name, values)]


def _values(field: Field, sent: Iterable[str]) -> tuple[str, ...]:
    if field.control is Control.LINES:
        sent = (line for text in sent for line in text.splitlines())
    elif field.control is Control.NAMES:
        sent = (name for text in sent for name in _BETWEEN.split(text))
    return tuple(filter(None, map(folded, sent)))


def _in_order(entered: tuple[str, ...], before: tuple[str, ...]) -> list[Value]:
    """Return what is chosen: what was there in its order, then what is new."""
    there = dict.fromkeys(each for each in before if each in entered)
    return [*there, *(each for each in dict.fromkeys(entered) if each not in there)]


def _single(control: Control, text: str) -> Value:
    if control is Control.NUMBER and _NUMBER.fullmatch(text):
        return int(text)
    if control is Control.TIME:
        return _clock(text)
    return _day(text) if control is Control.DATE else text


def _clock(text: str) -> str:
    found = _CLOCK.fullmatch(text)
    return ":".join(f"{int(part or 0):02}" for part in found.groups()) if found else text


def _day(text: str) -> Value:
    with suppress(ValueError):
        if len(text) == len("2026-11-22"):
            return date.fromisoformat(text)
    return written_otherwise(text) or text
