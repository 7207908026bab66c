"""The person who is signed in, in this browser: one cookie, which nobody gets before they sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g

from library.actions.sign_in.sessions import session_of
from library.model.viewer import ANYBODY
from library.web.private_cookie import cookie_secret, remove_private_cookie, set_private_cookie
from library.web.request_context import current_library

if TYPE_CHECKING:
    from flask import Response

    from library.model.session import Session
    from library.model.viewer import Viewer

COOKIE = "session"
# The browser keeps it for as long as a session can last; the stored session decides when it ends.
SECONDS = 90 * 86_400


def current_session() -> Session | None:
    """Return the session of this browser, or ``None``; looked up once for each request."""
    if "session" not in g:
        secret = cookie_secret(COOKIE)
        g.session = session_of(current_library(), secret) if secret else None
    found: Session | None = g.session
    return found


def session_viewer() -> Viewer:
    """Return who sent the current request, by the cookie of their browser."""
    session = current_session()
    return session.viewer if session else ANYBODY


def keep_signed_in(response: Response, secret: str) -> Response:
    """Give this browser the secret of a session that has just started."""
    set_private_cookie(response, COOKIE, secret, SECONDS)
    return response


def forget_session(response: Response) -> Response:
    """Make this browser forget the secret of its session."""
    remove_private_cookie(response, COOKIE)
    return response
