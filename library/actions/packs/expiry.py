"""Deleting packs that nobody opens for a year, and the daily counts of earlier days.

Opening a pack means: opening its editing page, changing it, making a file or checking a code. Opening the shared page
does not count, because it stores nothing. An opening is recorded at most once a day. A pack is marked when its year is
over and deleted at least a week later, so that a wrong clock deletes nothing.

It runs once a day in the background (``actions/jobs/clean_up.py``), with ``library publish`` and with
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

# Between the day a pack is marked and the day it is deleted.
GRACE = timedelta(days=7)
# How many packs are deleted in one transaction, which other writers wait for.
BATCH = 50


def opened(library: Library, stored: StoredPack) -> StoredPack:
    """Record that a pack was opened today, and return it; unchanged if nothing can be written."""
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
    """Delete one batch of the packs whose time is over, and return how many; fewer than ``BATCH`` means none are left.

    Raises:
        RecordsUnavailable: The records cannot be written; nothing was deleted.
    """
    if not library.records.exist():
        return 0
    today = library.today()
    for scope in (NEW_PACK, GUESS):
        library.records.delete_events(scope, midnight(today))
    return library.records.expire_packs(today - UNOPENED, today - GRACE, today, BATCH)


def clean_quietly(library: Library) -> None:
    """Delete every pack whose time is over; if the records do not answer, leave it for another time."""
    with suppress(RecordsUnavailable):
        clean(library)
