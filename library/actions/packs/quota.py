"""How many packs one client may start in a day: counted without storing who it was (``storage/event_counts.py``)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from library.storage.event_counts import event_of
from library.storage.signing_key import secret_key

if TYPE_CHECKING:
    from datetime import date

    from library.actions.library import Library
    from library.storage.event_counts import Event

LONDON = ZoneInfo("Europe/London")
NEW_PACK = "new-pack"


def new_pack_event(library: Library, address: str) -> Event | None:
    """Return the event to count if a client starts a pack today; ``None`` without a limit or a client."""
    if not address or not library.settings.new_packs:
        return None
    today = library.today()
    starts, ends = midnight(today), midnight(today + timedelta(days=1))
    return event_of(secret_key(library.settings), NEW_PACK, address, starts, ends)


def midnight(day: date) -> int:
    """Return when a day begins in London, in Unix seconds."""
    return int(datetime.combine(day, time(), LONDON).timestamp())


def seconds_left(today: date) -> int:
    """Return how many seconds of a day are left in London, at least 1."""
    return max(1, midnight(today + timedelta(days=1)) - int(datetime.now(LONDON).timestamp()))
