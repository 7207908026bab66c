"""Typographic quotation marks and dashes in everything that a file says."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from library.model.typography import typeset

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Made = TypeVar("Made", bound="DataclassInstance")


def typeset_all(made: Made) -> Made:
    """Return a workshop or report with every text in it set; addresses, paths, dates and names of kinds stay."""
    return replace(made, **{field.name: _typeset(getattr(made, field.name)) for field in fields(made)})


def _typeset(value: object) -> object:
    if type(value) is str:
        return value if "://" in value else typeset(value)
    if isinstance(value, tuple):
        return tuple(map(_typeset, value))
    return typeset_all(value) if is_dataclass(value) and not isinstance(value, type) else value
