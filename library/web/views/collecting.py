"""Collections: all of them, and one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.collections import collection_page, collections
from library.web.page_metadata import may_be_indexed
from library.web.rendering import page
from library.web.request_context import current_library, current_viewer

if TYPE_CHECKING:
    from flask import Response


def show_collections() -> Response:
    """Show every collection."""
    return page("collections.html", collections=collections(current_library(), current_viewer()))


def show_collection(slug: str) -> Response:
    """Show those parts of a collection whose links the viewer may see."""
    shown = collection_page(current_library(), current_viewer(), slug)
    return page("collection.html", shown=shown, indexed=may_be_indexed((*shown.works, *shown.scenes)))
