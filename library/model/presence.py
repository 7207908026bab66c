"""Someone who has a document open to edit it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Present:
    """A person in one tab of a browser.

    Attributes:
        person: Their id.
        tab: A random id of the tab.
        seen_at: When the tab was last heard of, in Unix seconds.
    """

    person: int
    tab: str
    seen_at: int
