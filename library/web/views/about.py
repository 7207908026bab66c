"""The pages about the library: what it is, how accessible it is, what it knows about its readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.guide import read_guide
from library.web.rendering import find_guide, page
from library.web.request_context import current_settings

if TYPE_CHECKING:
    from flask import Response


def show_about() -> Response:
    """Say what this is, who makes it and what its labels mean."""
    return page("about.html")


def show_writing() -> Response:
    """Explain to authors how to write a document."""
    return page("writing.html", guide=read_guide(find_guide()))


def show_accessibility() -> Response:
    """Say how the site was tested for accessibility, and what is known not to work."""
    return page("accessibility.html")


def show_privacy() -> Response:
    """Say what the site knows about its readers."""
    return page("privacy.html", audit_days=current_settings().audit_days)
