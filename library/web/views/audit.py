"""The audit log, for administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response as Download
from flask import request, stream_with_context

from library.actions.audit import audit_csv, audit_page
from library.model.audit import ACTIONS, Action, AuditFilter
from library.model.characters import clean
from library.web.audit_words import audit_sentence
from library.web.caching import keep_private
from library.web.forms import is_id
from library.web.languages import localised
from library.web.paging import asked_page, paging
from library.web.phrases import gettext
from library.web.rendering import page
from library.web.request_context import current_library, current_settings
from library.web.views.people import current_actor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response

# Of a slug that is asked for.
MOST_SLUG = 200


def show_audit() -> Response:
    """Show who did what, newest first, for everything or for one action, person or document."""
    wanted = _wanted(request.args)
    found = audit_page(current_library(), wanted, asked_page())
    pages = paging(found.page, found.pages, lambda number: _address(wanted, number))
    return page(
        "audit.html",
        indexed=False,
        found=found,
        wanted=wanted,
        paging=pages,
        actions={action: gettext(recorded.label) for action, recorded in ACTIONS.items()},
        sentence=audit_sentence,
        days=current_settings().audit_days,
    )


def download_audit() -> Response:
    """Send the same lines as a CSV file; the log records that."""
    lines = audit_csv(current_library(), current_actor(), _wanted(request.form), audit_sentence)
    answer = Download(stream_with_context(lines), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return keep_private(answer)


def _wanted(asked: Mapping[str, str]) -> AuditFilter:
    action, person = asked.get("action", ""), asked.get("person", "").strip()
    document = clean(asked.get("document", "")).strip().strip("/").rpartition("/")[2][:MOST_SLUG]
    return AuditFilter(
        Action(action) if action in set(Action) else None, int(person) if is_id(person) else None, document
    )


def _address(wanted: AuditFilter, number: int) -> str:
    values = {"action": wanted.action, "person": wanted.person_id, "document": wanted.document}
    query = {name: str(value) for name, value in values.items() if value not in {None, ""}}
    query |= {"page": str(number)} if number > 1 else {}
    return localised("/desk/audit" + (f"?{urlencode(query)}" if query else ""))
