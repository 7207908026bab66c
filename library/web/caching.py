"""How long copies of responses may be cached.

Pages and files may be cached but must be checked each time (``no-cache`` and an ETag): a story can be withdrawn at any
moment, and then no browser or proxy may show it without asking. What is not public is never cached. Only static files
under a fingerprint are cached for ever.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flask import request

from library.model.viewer import ANYBODY
from library.web.my_pack import has_cookie
from library.web.request_context import current_viewer

if TYPE_CHECKING:
    from flask import Response

ASK_EACH_TIME = "no-cache"
NOT_KEPT = "no-store"
PRIVATE = "private, no-store"
PERSONAL = "private, no-cache"
FOR_EVER = "public, max-age=31536000, immutable"


def keep_private(response: Response) -> Response:
    """Forbid caching a response."""
    response.headers["Cache-Control"] = PRIVATE
    response.vary.add("Cookie")
    response.headers.pop("ETag", None)
    response.headers.pop("Last-Modified", None)
    return response


def finish(response: Response) -> Response:
    """Set how long a response may be cached, and answer 304 if the reader's copy is still right."""
    if response.headers.get("Cache-Control") != FOR_EVER and current_viewer() != ANYBODY:
        return keep_private(response)
    if response.status_code not in {200, 206, 304}:
        response.headers.setdefault("Cache-Control", NOT_KEPT)
        return response
    policy = response.headers.setdefault("Cache-Control", ASK_EACH_TIME)
    if policy == ASK_EACH_TIME and response.mimetype == "text/html" and has_cookie():
        policy = response.headers["Cache-Control"] = PERSONAL  # it names the reader's pack
        response.vary.add("Cookie")
    if "no-store" not in policy and not response.is_streamed:
        _tag(response)
    return response


def _tag(response: Response) -> None:
    if "ETag" not in response.headers:
        response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:20], weak=True)
    response.make_conditional(request)
