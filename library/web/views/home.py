"""The home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions import browse
from library.web.page_metadata import may_be_indexed
from library.web.rendering import page
from library.web.request_context import current_library, current_viewer

if TYPE_CHECKING:
    from flask import Response


def show_home() -> Response:
    """Show the home page: search, a featured story, themes and what is new."""
    home = browse.home(current_library(), current_viewer())
    return page("home.html", home=home, indexed=may_be_indexed((home.start_with, *home.new)))
