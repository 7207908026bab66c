"""The way to the sign-in page and back to where someone was."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from flask import request

from library.web.forms import own_path
from library.web.languages import localised, this_path, this_query

# Of an address to come back to, in characters.
LONGEST = 500
# Pages about signing in, and addresses that hold a secret: repeated in a query, these would be in logs.
_NEVER = re.compile(r"(?:/[a-z]{2})?/(?:sign-in|sign-out|signed-out|packs|shared|invitations)(?:[/?#]|$)")


def sign_in_address() -> str:
    """Return the address where someone signs in and then comes back to this page."""
    # An address that is not for this reader has no rule: nothing tells that it is there.
    then = next_path(this_path() + this_query()) if request.url_rule else ""
    return localised("/sign-in") + (f"?{urlencode({'next': then}, safe='/')}" if then else "")


def next_path(typed: str) -> str:
    """Return where to go after signing in, if it is a page of this site and holds no secret, otherwise empty."""
    path = own_path(typed) if len(typed) <= LONGEST else None
    return path if path and not _NEVER.match(path) else ""
