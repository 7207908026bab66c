"""The home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions import browse
from library.web.current import current_library, current_viewer
from library.web.preview import may_be_indexed
from library.web.rendering import page

if TYPE_CHECKING:
    from flask import Response


def show_home() -> Response:
    """Show the home page: search, a featured story, themes and what is new."""
    home = browse.home(current_library(), current_viewer())
    return page("home.html", home=home, indexed=may_be_indexed((home.start_with, *home.new)))
