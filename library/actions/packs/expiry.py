"""Deleting packs that nobody opens for a year, and counts of days that are over.

Opening is: the page behind the private link, a change, a file that is made, a check of a code. Looking at the shared
page is not: it stores nothing. It is written once a day at most. A pack is noted when its year is over and deleted a
week later at the earliest, so that a clock that is wrong for a while deletes nothing.

It runs when a server starts, with the first request of each day after that, with ``library publish`` and with
``library pack clean``.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from library.actions.packs.guess_limit import GUESS
from library.actions.packs.quota import NEW_PACK, midnight
from library.errors import RecordsUnavailable
from library.model.pack import UNOPENED

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.pack import StoredPack

# Between the day a pack is noted and the day it is deleted.
GRACE = timedelta(days=7)
# Deleted in one transaction: others who write wait no longer than for that.
BATCH = 50


def opened(library: Library, stored: StoredPack) -> StoredPack:
    """Note that a pack was opened today, and return it so; where nothing can be written, as it was."""
    today = library.today()
    if stored.opened_on < today:
        with suppress(RecordsUnavailable):
            library.records.mark_opened(stored.id, today)
            return replace(stored, opened_on=today)
    return stored


def clean(library: Library) -> int:
    """Delete every pack whose time is over, in batches, and return how many there were.

    Raises:
        RecordsUnavailable: The records cannot be written; what was deleted before stays deleted.
    """
    total = 0
    while (deleted := clean_some(library)) == BATCH:
        total += deleted
    return total + deleted


def clean_some(library: Library) -> int:
    """Delete one batch of the packs whose time is over, and return how many; less than ``BATCH`` is the end.

    Raises:
        RecordsUnavailable: The records cannot be written; nothing was deleted.
    """
    if not library.records.exist():
        return 0
    today = library.today()
    for scope in (NEW_PACK, GUESS):
        library.records.forget_events(scope, midnight(today))
    return library.records.expire_packs(today - UNOPENED, today - GRACE, today, BATCH)


def clean_quietly(library: Library) -> None:
    """Delete every pack whose time is over where the records answer; else another time."""
    with suppress(RecordsUnavailable):
        clean(library)
