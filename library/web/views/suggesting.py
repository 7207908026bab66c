"""Suggestions for what someone has typed so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from flask import jsonify, request

from library.actions.suggest import MOST_TYPED, suggest
from library.model.characters import visible_line
from library.web.caching import NOT_KEPT
from library.web.page_metadata import ROBOTS_OFF
from library.web.request_context import current_library, current_viewer

if TYPE_CHECKING:
    from flask import Response

MOST = 8


def give_suggestions() -> Response:
    """Give suggestions as JSON. Nothing is cached or recorded: the reader has not sent these words yet."""
    typed = visible_line(request.args.get("q", ""))[:MOST_TYPED]
    found = suggest(current_library(), current_viewer(), typed, MOST)
    response = jsonify(suggestions=msgspec.to_builtins(found))
    response.headers["Cache-Control"] = NOT_KEPT
    response.headers["X-Robots-Tag"] = ROBOTS_OFF
    return response
