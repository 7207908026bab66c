"""The fields of a form: one for each key of the header, with how its value is entered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from library.content.header.groups import Group, anchor
from library.content.header.named_files import NamedFile
from library.content.header.schema import HEADER
from library.content.header.terms import TermOf
from library.content.header.value_types import (
    Choice,
    ListOf,
    WholeNumber,
    Word,
    calendar_date,
    clock,
    slug,
)

if TYPE_CHECKING:
    from library.content.header.fields import Key
    from library.content.header.value_types import Shape
    from library.model.vocabulary import Axis


class Control(StrEnum):
    """How a value is entered."""

    LINE = "line"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    FILE = "file"
    OPTION = "option"
    OPTIONS = "options"
    TERM = "term"
    TERMS = "terms"
    # Names without spaces: one, or several on one line.
    NAME = "name"
    NAMES = "names"
    # Texts, one on each line.
    LINES = "lines"
    GROUP = "group"
    GROUPS = "groups"


# What a list of such values is entered with.
_LISTS = {
    Control.OPTION: Control.OPTIONS,
    Control.TERM: Control.TERMS,
    Control.NAME: Control.NAMES,
    Control.GROUP: Control.GROUPS,
}
_PLAIN: dict[object, Control] = {
    calendar_date: Control.DATE,
    clock: Control.TIME,
    slug: Control.NAME,
    anchor: Control.NAME,
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        name: Of the key; of a part of a group, the part's.
        control: How it is entered.
        required: Whether a document cannot be published without it.
        options: The words to choose from; empty for other controls.
        axis: Whose terms to choose from, or ``None``.
        parts: The fields of a group; empty for other controls.
    """

    name: str
    control: Control
    required: bool = False
    options: tuple[str, ...] = ()
    axis: Axis | None = None
    parts: tuple[Field, ...] = ()


def field_of(key: Key[Any]) -> Field:
    """Return the field of a key."""
    return replace(_entered(key.shape), name=key.name, required=key.required)


def _entered(shape: Shape[Any]) -> Field:
    field = Field("", _PLAIN.get(shape, Control.LINE))
    match shape:
        case Word():
            field = Field("", Control.OPTION, options=shape.allowed)
        case Choice():
            field = Field("", Control.OPTION, options=tuple(each.value for each in shape.members))
        case WholeNumber():
            field = Field("", Control.NUMBER)
        case TermOf():
            field = Field("", Control.TERM, axis=shape.axis)
        case NamedFile():
            field = Field("", Control.FILE)
        case Group():
            field = Field("", Control.GROUP, parts=tuple(map(field_of, shape.keys)))
        case ListOf():
            item = _entered(shape.item)
            field = replace(item, control=_LISTS.get(item.control, Control.LINES))
    return field


FIELDS: tuple[Field, ...] = tuple(map(field_of, HEADER))
