"""Guesses of links and codes: look-ups that find nothing, counted by client across all processes of the site.

Only look-ups that find nothing are refused. Thirty people behind one address, or all readers behind a proxy that is not
in the settings, share a count, but nobody is ever kept from a pack that exists. Answering a correct guess is safe,
because nobody can make one: a link has 192 random bits and a code 65.
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
        False also if the records cannot be written, as on a full disk, so that look-ups continue.
    """
    starts = int(now) // SPAN * SPAN
    event = event_of(secret_key(library.settings), GUESS, address, starts, starts + SPAN)
    try:
        # Read first, so that a flood of guesses writes no more than `MOST_GUESSES` times.
        if library.records.times_counted(event) >= MOST_GUESSES:
            return True
        return library.records.count_event(event) > MOST_GUESSES
    except RecordsUnavailable:
        return False
