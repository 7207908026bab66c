"""About the library itself: what it is, how it can be used by everyone, what it knows about its readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.guide import read_guide
from library.web.rendering import find_guide, page

if TYPE_CHECKING:
    from flask import Response


def show_about() -> Response:
    """Say what this is, who makes it and what its marks mean."""
    return page("about.html")


def show_writing() -> Response:
    """Say how to write a document, for authors."""
    return page("writing.html", guide=read_guide(find_guide()))


def show_accessibility() -> Response:
    """Say for whom the site was tested, and what is known not to work."""
    return page("accessibility.html")


def show_privacy() -> Response:
    """Say what the site knows about its readers."""
    return page("privacy.html")
