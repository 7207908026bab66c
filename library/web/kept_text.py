"""The text of someone whose session ended while they were writing: kept in the page until they have signed in again.

It is stored nowhere. They sign in in another tab, come back to this page and send the same form once more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from library.web.caching import keep_private
from library.web.rendering import page
from library.web.sign_in_links import sign_in_address

if TYPE_CHECKING:
    from flask import Response


def keep_text() -> Response:
    """Return a page with all that a form sent, to send it again after signing in."""
    sent = [(name, value) for name, value in request.form.items(multi=True)]
    return keep_private(
        page("desk/signed_out.html", status=403, indexed=False, sent=sent, to_sign_in=sign_in_address())
    )
