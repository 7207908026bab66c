"""The pages of a history, of a document or of another file: the list, one version, and its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from flask import make_response

from library.actions.writing.history import find_revision, history_page, revision_page
from library.web.caching import keep_private
from library.web.page_metadata import ROBOTS_OFF
from library.web.paging import list_paging
from library.web.pictures import with_descriptions
from library.web.rendering import page
from library.web.request_context import current_library

if TYPE_CHECKING:
    from flask import Response

    from library.actions.writing.opening import Opened


@dataclass(frozen=True, slots=True)
class HistoryPlace:
    """Whose history it is, and where.

    Attributes:
        opened: The document or file as it is now.
        name: If its text has no title.
        home: The address of the page that edits it, root-relative and English; ``/history`` is below it.
        is_document: Whether it can be restored as a draft, and its history can be deleted.
    """

    opened: Opened
    name: str
    home: str
    is_document: bool = False

    @property
    def here(self) -> str:
        """Return the address of the list."""
        return f"{self.home}/history"


def list_answer(place: HistoryPlace, number: int, done: str = "", status: int = 200) -> Response:
    """Return a page of the list of revisions.

    Args:
        place: Whose history it is.
        number: Of the page, counted from 1.
        done: What was done.
        status: Of HTTP.

    Raises:
        NotFound: There is no such page.
    """
    found = history_page(current_library(), place.opened, number)
    pages = list_paging(found.page, found.pages, place.here)
    return page("desk/history.html", status=status, indexed=False, place=place, found=found, paging=pages, done=done)


def revision_answer(place: HistoryPlace, revision_id: int) -> Response:
    """Return the page of a revision.

    Raises:
        NotFound: There is no such revision.
    """
    found = revision_page(current_library(), place.opened, revision_id)
    html = with_descriptions(found.text.body.html) if found.text.body else ""
    return page("desk/revision.html", indexed=False, place=place, found=found, html=html)


def text_answer(place: HistoryPlace, revision_id: int) -> Response:
    """Return the bytes of a revision, to download.

    Raises:
        NotFound: There is no such revision.
    """
    found, path = find_revision(current_library(), place.opened, revision_id), PurePosixPath(place.opened.path)
    answer = make_response(found.text)
    answer.mimetype = "text/markdown" if path.suffix == ".md" else "text/plain"
    answer.headers["Content-Disposition"] = f'attachment; filename="{path.stem}-{found.id}{path.suffix}"'
    answer.headers["X-Robots-Tag"] = ROBOTS_OFF
    return keep_private(answer)
