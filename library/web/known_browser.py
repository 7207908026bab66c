"""The browser that someone signs in with, as the actions get it, and the cookies that it gets while they do.

``sign-in`` is set when someone asks for a mail, for as long as the mail works. ``known-browser`` is set when someone
has signed in: attempts in this browser have a count of their own, so nobody else can lock them out. It signs nobody in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from library.actions.sign_in.by_mail import LASTS
from library.actions.sign_in.starting import Browser
from library.web.device import device_of
from library.web.private_cookie import cookie_secret, remove_private_cookie, set_private_cookie
from library.web.signed_in import COOKIE, keep_signed_in

if TYPE_CHECKING:
    from flask import Response

    from library.actions.sign_in.starting import Started

ASKED = "sign-in"
KNOWN = "known-browser"
KNOWN_SECONDS = 180 * 86_400


def current_browser() -> Browser:
    """Return the browser that sent this request."""
    return Browser(
        address=request.remote_addr or "",
        asked=cookie_secret(ASKED),
        known=cookie_secret(KNOWN),
        session=cookie_secret(COOKIE),
        device=device_of(request.headers.get("User-Agent", "")),
    )


def remember_asking(response: Response, secret: str) -> Response:
    """Give this browser the secret that the link in its mail works with."""
    set_private_cookie(response, ASKED, secret, LASTS)
    return response


def begin_session(response: Response, started: Started) -> Response:
    """Give this browser the cookies of a session that has just started."""
    remove_private_cookie(response, ASKED)
    set_private_cookie(response, KNOWN, started.known, KNOWN_SECONDS)
    return keep_signed_in(response, started.secret)
