"""What a long-running server does once a day, before the first request of the day."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from library.actions.packs.expiry import BATCH, clean_some
from library.errors import RecordsUnavailable

if TYPE_CHECKING:
    from library.actions.library import Library


class Daily:
    """Deletes packs that nobody has opened for a year, one batch before each request until none is left."""

    def __init__(self, library: Library) -> None:
        """Start tomorrow, because starting the server cleaned up for today."""
        self._library = library
        self._day = library.today()

    def __call__(self) -> None:
        """Clean up if a new day has begun; if the records do not answer, try again tomorrow."""
        today = self._library.today()
        if today == self._day:
            return
        before, self._day = self._day, today
        with suppress(RecordsUnavailable):
            if clean_some(self._library) == BATCH:
                self._day = before
