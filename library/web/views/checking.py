"""Checking what can still be used, by the code on each download."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import request

from library.actions.packs.recall import check_code
from library.actions.packs.secrets import read_code
from library.errors import NotFound
from library.model.characters import clean
from library.web.caching import keep_private
from library.web.forms import redirect_to
from library.web.languages import localised
from library.web.rendering import page
from library.web.request_context import current_library

if TYPE_CHECKING:
    from flask import Response

MOST_TYPED = 60


def show_check() -> Response:
    """Ask for a code, or redirect to the answer for the code that was typed."""
    typed = request.args.get("code", "").strip()[:MOST_TYPED]
    if typed.strip("/. "):
        return redirect_to(localised(f"/check/{quote(typed, safe='')}"))
    return page("check.html", indexed=False)


def show_checked(code: str) -> Response:
    """Say what can still be used of the files with a code; if no pack has it, that none of them can."""
    try:
        checked = check_code(current_library(), code)
    except NotFound:
        is_code = read_code(code) is not None
        return page("check.html", status=404, indexed=False, unknown=clean(code)[:MOST_TYPED], is_code=is_code)
    return keep_private(page("checked.html", indexed=False, checked=checked))
