"""Who made a document, when, and where it lives, as every page and file says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.document import Provenance

if TYPE_CHECKING:
    from library.model.document import Document


def named_authors(document: Document) -> tuple[str, ...]:
    """Return the authors who may be named, in the order of the file; none where the teller is not to be named."""
    shown_as = document.consent.shown_as
    return document.authors if shown_as is None or shown_as.is_named else ()


def maker(document: Document) -> str:
    """Return who made a document: its authors, or else its organisation; empty where nobody says."""
    return ", ".join(named_authors(document)) or document.organisation


def year_made(document: Document) -> str:
    """Return the year of a document, such as ``2021``; empty where nobody knows.

    What its file says, or else when it was published here: that says nothing of when an outside work was made.
    """
    if document.year is not None:
        return str(document.year)
    if document.published is not None and document.provenance is not Provenance.PUBLISHED_ELSEWHERE:
        return str(document.published.year)
    return ""


def outside_source(document: Document) -> str:
    """Return the address where an outside work lives; empty for what lives here, wherever it may be found beside."""
    return document.source if document.provenance is Provenance.PUBLISHED_ELSEWHERE else ""
