"""Checking what can still be used, by the code on each download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from library.actions.packs.entered_code import MOST_ENTERED, code_entered, read_code
from library.actions.packs.recall import check_code
from library.actions.packs.secrets import shown_code
from library.errors import NotFound
from library.model.characters import clean
from library.web.caching import keep_private
from library.web.forms import redirect_to
from library.web.languages import localised
from library.web.rendering import page
from library.web.request_context import current_library

if TYPE_CHECKING:
    from flask import Response


def show_check() -> Response:
    """Ask for a code, or redirect to the answer for the code that was entered."""
    entered = request.args.get("code", "")[: MOST_ENTERED + 1]
    if not entered.strip().strip("/. "):
        return page("check.html", indexed=False, is_empty="code" in request.args)
    try:
        read = code_entered(current_library(), entered)
    except NotFound:
        return _unknown(entered)
    return redirect_to(localised(f"/check/{shown_code(*read)}"))


def show_checked(code: str) -> Response:
    """Say what can still be used of the files with a code; if no pack has it, that none of them can."""
    try:
        checked = check_code(current_library(), code)
    except NotFound:
        return _unknown(code)
    return keep_private(page("checked.html", indexed=False, checked=checked, today=current_library().today()))


def _unknown(entered: str) -> Response:
    return page(
        "check.html",
        status=404,
        indexed=False,
        unknown=clean(entered)[:MOST_ENTERED],
        is_code=read_code(entered) is not None,
        is_long=len(entered) > MOST_ENTERED,
    )
