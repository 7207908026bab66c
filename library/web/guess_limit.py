"""Guesses of codes and links: a client that tries too many that open nothing has to wait, but only for those."""

from __future__ import annotations

import time
from functools import wraps
from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import TooManyRequests

from library.actions.packs.guess_limit import is_guessing
from library.errors import NotFound
from library.web.request_context import current_library

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

    View = Callable[..., Response]


def counted(view: View) -> View:
    """Wrap a view to answer 429 instead of 404 after too many look-ups from one address that found nothing."""

    @wraps(view)
    def looked_up(**parts: str) -> Response:
        try:
            response = view(**parts)
        except NotFound:
            _refuse_guessing()
            raise
        if response.status_code == 404:
            _refuse_guessing()
        return response

    return looked_up


def _refuse_guessing() -> None:
    if is_guessing(current_library(), request.remote_addr or "", time.time()):
        raise TooManyRequests
