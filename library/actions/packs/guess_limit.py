"""Guesses of links and codes: look-ups that find nothing, counted by client for all processes of the site.

Only what finds nothing is ever refused. Thirty people behind one address, or all readers behind a proxy that the site
was not told of, share a count, and none of them is kept from a pack that is there. That a right guess would be answered
gives nothing away: a link has 192 random bits and a code 65.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.errors import RecordsUnavailable
from library.storage.event_counts import event_of
from library.storage.signing_key import secret_key

if TYPE_CHECKING:
    from library.actions.library import Library

GUESS = "guess"
MOST_GUESSES = 30
SPAN = 600  # seconds


def is_guessing(library: Library, address: str, now: float) -> bool:
    """Count a look-up that found nothing, and tell whether there were too many before it.

    Args:
        library: Whose records count.
        address: Of the client; it is not stored.
        now: In Unix seconds.

    Returns:
        False also where the records cannot be written, as on a full disk: looking things up goes on.
    """
    starts = int(now) // SPAN * SPAN
    event = event_of(secret_key(library.settings), GUESS, address, starts, starts + SPAN)
    try:
        # Reading first: a flood of guesses writes no more than `MOST_GUESSES` times.
        if library.records.times_counted(event) >= MOST_GUESSES:
            return True
        return library.records.count_event(event) > MOST_GUESSES
    except RecordsUnavailable:
        return False
