"""Who sees how many documents, in words that ``check`` and ``publish`` share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from library.actions.tally import NOT_SHOWN, SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from library.actions.tally import Difference

# A screen has about so many lines.
MOST_LINES = 20


def in_numbers(seen: Iterable[str]) -> str:
    """Return such as ``87 public, 1 for members, 4 not shown (3 in draft, 1 withdrawn)``.

    Args:
        seen: A word of ``SHOWN`` or ``NOT_SHOWN`` for each document.
    """
    counted = Counter(seen)
    shown = _listed(counted, SHOWN) or "nothing"
    hidden = sum(counted[name] for name in NOT_SHOWN)
    return f"{shown}, {hidden} not shown ({_listed(counted, NOT_SHOWN)})" if hidden else shown


def line_by_line(found: Iterable[Difference], site: str) -> Iterator[str]:
    """Yield a line for each document that other people will see than now, and how many more there are.

    Args:
        found: The documents.
        site: The address of the site, or empty if it is not known.
    """
    every = tuple(found)
    for each in every[:MOST_LINES]:
        before = f", until now {each.before}" if each.before in SHOWN else ""
        yield f"  {site}{each.address}: {'' if before else 'new, '}{each.after or 'deleted'}{before}"
    if len(every) > MOST_LINES:
        yield f"  and {len(every) - MOST_LINES} more"


def _listed(counted: Mapping[str, int], names: Iterable[str]) -> str:
    return ", ".join(f"{counted[name]} {name}" for name in names if counted[name])


def megabytes(size: int) -> str:
    """Return a number of bytes in megabytes, to one place."""
    return f"{size / 1_000_000:.1f} MB"
