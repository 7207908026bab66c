"""Reading what a form sent, and redirecting to pages of this site."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from flask import current_app, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from library.actions.packs.form_fields import FIELDS, Kind
from library.errors import NotFound
from library.model.characters import clean
from library.model.whole_number import whole_number

if TYPE_CHECKING:
    from flask import Response

# As a browser reads an address: a backslash is a slash, and tabs and ends of lines are nothing.
_MISREAD = re.compile(r"[\\\x00-\x20\x7f]")
SEEN = "seen-"
# What says which form it is, what its writer began with, and which of its buttons was pressed.
ABOUT_THE_FORM = frozenset({"kind", "version", "by"})
# The element that says what was done: a page is opened at it, so it takes the focus without a script.
TOLD = "told"
# What a page is told in its query after something was added to a pack: "new" if that started the pack.
ADDED = "added"
# Of an id, or of the version of a pack.
MOST_DIGITS = 9
# Of the fields that no form of ours declares, so many are named in the answer.
MOST_UNDECLARED = 10


def line(name: str) -> str:
    """Return one line of text that a form sent; empty if it sent none."""
    return " ".join(clean(request.form.get(name, "")).split())


def words(name: str) -> str:
    """Return paragraphs that a form sent, with line feeds; empty if it sent none."""
    return clean(request.form.get(name, "")).strip()


def number(name: str) -> int:
    """Return a whole number, 0 or more, that a form sent; 0 if it sent none."""
    return whole_number(line(name), most_digits=MOST_DIGITS)


def sent_version(otherwise: int = -1) -> int:
    """Return the version of the draft that a form was made from; if it has none, ``otherwise``. No draft has -1."""
    return whole_number(line("version"), otherwise)


def asked_number(name: str) -> int:
    """Return a whole number, 0 or more, from the query of an address; 0 if it has none."""
    return whole_number(request.args.get(name, ""), most_digits=MOST_DIGITS)


def id_of(typed: str) -> int:
    """Return an id in an address.

    Raises:
        NotFound: It is none.
    """
    found = whole_number(typed, otherwise=-1, most_digits=MOST_DIGITS)
    if found < 0:
        raise NotFound
    return found


def is_id(typed: str) -> bool:
    """Return whether a text can be the id of a person or of anything else that is numbered."""
    return whole_number(typed, otherwise=-1, most_digits=MOST_DIGITS) >= 0


def posted_fields() -> dict[str, str]:
    """Return the entries of a form by the name of the field, including some that no form declares."""
    typed = (name for name in request.form if name not in ABOUT_THE_FORM and name.removeprefix(SEEN) not in FIELDS)
    ours = (name for name in FIELDS if name in request.form)
    several = {name for name, field in FIELDS.items() if field.kind is Kind.PARAGRAPHS}
    return {name: words(name) if name in several else line(name) for name in (*ours, *islice(typed, MOST_UNDECLARED))}


def shown_fields() -> dict[str, str]:
    """Return, by field, what someone else wrote and this reader has been shown."""
    return {name: words(SEEN + name) for name in FIELDS if SEEN + name in request.form}


def own_path(typed: str) -> str | None:
    """Return a root-relative address of this site, possibly with query and fragment, or ``None`` for any other."""
    if not typed.startswith("/") or typed.startswith("//") or _MISREAD.search(typed):
        return None
    path = unquote(urlsplit(typed).path)
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    return typed


def back_to(address: str, fragment: str, **told: str) -> Response:
    """Return a redirect to a page of this site, with values in its query."""
    parts = urlsplit(address)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in told]
    asked = urlencode([*query, *told.items()])
    where = f"{parts.path}?{asked}" if asked else parts.path
    return redirect_to(f"{where}#{quote(fragment)}" if fragment else where)


def redirect_to(address: str) -> Response:
    """Return a redirect to a page of this site: 303, so that going back does not send the form again."""
    found: Response = redirect(address, 303)  # type: ignore[assignment]
    return found
