"""How long a copy may be kept.

Pages and files may be kept but must be asked about each time (``no-cache`` and an ETag): a story can be withdrawn at
any moment, and then no browser or proxy may show it without asking. What is not for everybody is not kept at all.
Only static files under a fingerprint are kept for ever.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flask import request

from library.model.viewer import ANYBODY
from library.web.current import current_viewer

if TYPE_CHECKING:
    from flask import Response

ASK_EACH_TIME = "no-cache"
NOT_KEPT = "no-store"
PRIVATE = "private, no-store"
FOR_EVER = "public, max-age=31536000, immutable"


def keep_private(response: Response) -> Response:
    """Forbid every copy of a response."""
    response.headers["Cache-Control"] = PRIVATE
    response.headers.pop("ETag", None)
    response.headers.pop("Last-Modified", None)
    return response


def finish(response: Response) -> Response:
    """Say how long a response may be kept, and answer 304 where the reader's copy is still right."""
    if response.status_code not in {200, 206, 304}:
        response.headers.setdefault("Cache-Control", NOT_KEPT)
        return response
    if current_viewer() != ANYBODY and response.headers.get("Cache-Control") != FOR_EVER:
        return keep_private(response)
    cache_control = response.headers.get("Cache-Control", "")
    if not response.is_streamed and "no-store" not in cache_control:
        _tag(response)
    if not cache_control or response.is_streamed and "no-store" not in cache_control:
        response.headers["Cache-Control"] = ASK_EACH_TIME
    return response


def _tag(response: Response) -> None:
    if "ETag" not in response.headers:
        response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:20], weak=True)
    response.make_conditional(request)
