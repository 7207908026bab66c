"""Services for readers who need support."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """A service.

    Attributes:
        name: Of the service.
        nation: A term id, or empty for everywhere.
        phone: As it is dialled, or empty.
        web: Its address, or empty.
        about: One line: who it is for, and when.
    """

    name: str
    nation: str
    phone: str
    web: str
    about: str
