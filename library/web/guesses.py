"""Guesses of codes and links: who asks for many that open nothing has to wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response

# Only look-ups that find nothing count; a code has 65 bits, so this many guesses find none in the age of the world.
MOST_GUESSES = "30 per 10 minutes"


class Guesses:
    """Slows guessing down, for one site; each process counts by itself."""

    def __init__(self, app: Flask) -> None:
        """Begin to count for a site."""
        self._limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")

    def limited(self, view: Callable[..., Response]) -> Callable[..., Response]:
        """Return a view that answers 429 after too many look-ups that found nothing, from one address."""
        limit = self._limiter.shared_limit(MOST_GUESSES, scope="guesses", deduct_when=lambda r: r.status_code == 404)
        found: Callable[..., Response] = limit(view)
        return found
