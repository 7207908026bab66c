"""The content as a whole: downloaded as a zip file, and imported from one."""

from __future__ import annotations

import hashlib
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Response as Download
from flask import request, stream_with_context

from library.actions.import_export.exporting import Exported, export_zip, record_export
from library.actions.import_export.importing import past_imports, undo_import
from library.actions.import_export.plan import Choices, Outcome
from library.actions.import_export.waiting import (
    discard_waiting,
    import_waiting,
    plan_waiting,
    receive_zip,
    waiting_of,
)
from library.actions.library import MEGABYTE
from library.errors import ContentError, ImportRefused, PublishBusy
from library.web.caching import keep_private
from library.web.forms import TOLD, back_to, redirect_to
from library.web.languages import localised
from library.web.rendering import page
from library.web.request_context import current_library, current_settings
from library.web.views.people import current_actor

if TYPE_CHECKING:
    from flask import Response

    from library.actions.import_export.plan import Plan

HOME = "/desk/import"
# Rows of each outcome on a page.
MOST_ROWS = 200
# Of a path in a form, and of how many.
MOST_PATH, MOST_PATHS = 500, 5_000


def show_export() -> Response:
    """Say what an export holds, with a button to download it."""
    return page("desk/export.html", indexed=False)


def download_export() -> Response:
    """Send the content as a zip file, as it is made; the audit log records that."""
    library = current_library()
    record_export(library, current_actor())
    answer = Download(stream_with_context(export_zip(library, Exported())), mimetype="application/zip")
    name = f"commonplace-{datetime.fromtimestamp(library.now(), UTC):%Y%m%d}.zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return keep_private(answer)


def show_import() -> Response:
    """Ask for a zip file, and list past imports."""
    return _home_page()


def upload_zip() -> Response:
    """Unpack a zip file, to show what an import of it would do."""
    request.max_content_length = _most_bytes()
    file = request.files.get("file")
    if file is None or not file.filename:
        return _home_page(has_no_file=True)
    try:
        with closing(file):
            upload_id = receive_zip(current_library(), file.stream, current_actor())
    except ImportRefused as refused:
        return _home_page(str(refused))
    return redirect_to(localised(f"{HOME}/{upload_id}"))


def show_report(upload_id: str) -> Response:
    """Show what an import of an uploaded zip file would do to each file."""
    return _report(upload_id, Choices())


def check_again(upload_id: str) -> Response:
    """Show the same with what was chosen for files in conflict or with mistakes."""
    return _report(upload_id, _choices())


def apply_import(upload_id: str) -> Response:
    """Import an uploaded zip file, if it would still do what the report said."""
    library, actor, choices = current_library(), current_actor(), _choices()
    try:
        plan = plan_waiting(library, upload_id, actor, choices)
        if _seen(plan) != request.form.get("seen"):
            return _report_page(upload_id, plan, choices, has_changed=True)
        if plan.mistakes:
            return _report_page(upload_id, plan, choices)
        import_waiting(library, upload_id, actor, plan)
    except (ImportRefused, PublishBusy) as refused:
        return _home_page(str(refused))
    return back_to(localised(HOME), TOLD, done="imported")


def discard_import(upload_id: str) -> Response:
    """Delete an uploaded zip file that was not imported."""
    discard_waiting(current_library(), upload_id, current_actor())
    return back_to(localised(HOME), TOLD, done="discarded")


def undo(import_id: str) -> Response:
    """Put every file of an import back as it was before."""
    try:
        undo_import(current_library(), import_id, current_actor())
    except (ContentError, ImportRefused, PublishBusy) as refused:
        return _home_page(str(refused))
    return back_to(localised(HOME), TOLD, done="undone")


def _most_bytes() -> int:
    """Return how large a zip file may be: as large as a film."""
    return current_settings().film_size * MEGABYTE


def _choices() -> Choices:
    chosen = {name: request.form.getlist(name)[:MOST_PATHS] for name in ("include", "leave-out")}
    include, leave_out = (
        frozenset(path[:MOST_PATH] for path in paths) for paths in (chosen["include"], chosen["leave-out"])
    )
    return Choices(include, leave_out)


def _seen(plan: Plan) -> str:
    """Return what tells one plan from another: the files that it writes, before and after."""
    lines = "\n".join(f"{each.path} {each.was} {each.now}" for each in plan.files)
    return hashlib.sha256(lines.encode()).hexdigest()


def _report(upload_id: str, choices: Choices) -> Response:
    try:
        return _report_page(upload_id, plan_waiting(current_library(), upload_id, current_actor(), choices), choices)
    except ImportRefused as refused:
        return _home_page(str(refused))


def _report_page(upload_id: str, plan: Plan, choices: Choices, *, has_changed: bool = False) -> Response:
    rows = {row.path for row in plan.rows}
    return page(
        "desk/import_report.html",
        status=409 if has_changed else 200,
        indexed=False,
        upload_id=upload_id,
        plan=plan,
        groups={each: [row for row in plan.rows if row.outcome is each] for each in Outcome},
        elsewhere=[each for each in plan.mistakes if each.path not in rows],
        most=MOST_ROWS,
        choices=choices,
        seen=_seen(plan),
        has_changed=has_changed,
    )


def _home_page(refused: str = "", *, has_no_file: bool = False) -> Response:
    library = current_library()
    return page(
        "desk/import.html",
        status=422 if refused or has_no_file else 200,
        indexed=False,
        refused=refused,
        has_no_file=has_no_file,
        past=past_imports(library),
        waiting=waiting_of(library, current_actor()),
        most=_most_bytes(),
        done=request.args.get("done"),
    )
