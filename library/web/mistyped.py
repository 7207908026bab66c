"""Mistyped addresses: a page that is clearly meant is found, and near ones are suggested.

An address is typed from paper or copied with what is beside it: a full stop, a bracket, a space, an invisible
character of a PDF. Phones begin it with a capital; other sites end it in a slash or in ``.html``. Without all that it
means one page, or none.

The view of that page is asked before anyone is redirected, so nobody learns of a page that it would not show them: an
address that is not there, or not for this reader, stays what it was. So do those of files.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from library.actions.nearest_pages import nearest_pages
from library.errors import CatalogueUnavailable, LibraryError, Moved, NothingPublished
from library.web.access import may_come
from library.web.request_context import current_library, current_viewer
from library.web.route import SECRET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.routing import Rule

    from library.actions.nearest_pages import NearPage

# No page of ours has a longer address.
LONGEST = 300
READING = frozenset({"GET", "HEAD"})

_SLASHES = re.compile("/{2,}")
# None of these ends an address of ours; hyphens and underscores end secrets.
_END = re.compile(r"(?:\.html?|[/.,;:!?*'\"’”»>)\]}])+$", re.IGNORECASE)
# Parts of addresses that every reader may see, whatever is below them.
_ALWAYS_THERE = frozenset({"shelf", "axis"})


def meant_address() -> str | None:
    """Return the address of the page that is clearly meant by one that is not there, or ``None``.

    Returns:
        Root-relative, percent-encoded, with the query of the request.

    Raises:
        TooManyRequests: It holds a secret or a code that opens nothing, and there were too many of those before.
    """
    if request.method not in READING or len(request.path) > LONGEST:
        return None
    path = _corrected(request.path)
    if path == request.path or not _is_shown(path):
        return None
    query = quote(request.query_string, safe="=&+%;:@/?!$'()*,-._~")
    return quote(path) + (f"?{query}" if query else "")


def near_pages() -> tuple[NearPage, ...]:
    """Return pages with a name like that in an address that is not there; none where it may hold a secret."""
    rule = request.url_rule.rule if request.url_rule else ""
    if request.method not in READING or any(each in rule for each in SECRET):
        return ()
    names = [part for part in reversed(request.path[:LONGEST].split("/")) if part]
    try:
        return nearest_pages(current_library(), current_viewer(), names)
    except (NothingPublished, CatalogueUnavailable):
        return ()


def _corrected(path: str) -> str:
    """Return an address without what no address of ours has, in small letters but for secrets and codes."""
    visible = "".join(letter for letter in path if unicodedata.category(letter)[0] not in "CZ")
    trimmed = _END.sub("", _SLASHES.sub("/", visible)) or "/"
    found = _match(trimmed.lower())
    if found is None:
        return trimmed
    parts = zip(found[0].rule.split("/"), trimmed.split("/"), strict=False)
    return "/".join(own if pattern in SECRET else own.lower() for pattern, own in parts)


def _is_shown(path: str) -> bool:
    """Tell whether an address is that of a page, and this reader is shown it."""
    found = _match(path)
    if found is None or not may_come(found[0].endpoint) or "<name>" in found[0].rule or "<path:" in found[0].rule:
        return False
    rule, parts = found
    if parts.keys() <= _ALWAYS_THERE:
        return True
    try:
        return bool(current_app.view_functions[rule.endpoint](**parts).status_code == 200)  # type: ignore[union-attr]
    except Moved:
        return True
    except LibraryError:
        return False


def _match(path: str) -> tuple[Rule, Mapping[str, str]] | None:
    try:
        return current_app.url_map.bind("").match(path, method="GET", return_rule=True)
    except (HTTPException, RequestRedirect):
        return None
