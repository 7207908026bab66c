"""About the library itself: what it is, how it can be used by everyone, what it knows about its readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.web.rendering import page

if TYPE_CHECKING:
    from flask import Response


def show_about() -> Response:
    """Say what this is, who makes it and what its marks mean."""
    return page("about.html")


def show_accessibility() -> Response:
    """Say for whom the site was tested, and what is known not to work."""
    return page("accessibility.html")


def show_privacy() -> Response:
    """Say what the site knows about its readers."""
    return page("privacy.html")
