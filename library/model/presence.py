"""Someone who has a document open to edit it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TAB = re.compile(r"[A-Za-z0-9_-]{1,43}")


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


def tab_id(text: str) -> str:
    """Return the id of a tab as a browser sent it; empty if it is none."""
    return text if _TAB.fullmatch(text) else ""
