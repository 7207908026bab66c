"""Who made a document, when, and where the original is, in the same words on every page and in every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.document import Provenance

if TYPE_CHECKING:
    from library.model.document import Document


def named_authors(document: Document) -> tuple[str, ...]:
    """Return the authors who may be named, in the order of the file; none if the teller must not be named."""
    shown_as = document.consent.shown_as
    return document.authors if shown_as is None or shown_as.is_named else ()


def maker(document: Document) -> str:
    """Return who made a document: its authors, otherwise its organisation; empty if neither is known."""
    return ", ".join(named_authors(document)) or document.organisation


def year_made(document: Document) -> str:
    """Return the year of a document, such as ``2021``; empty if it is not known.

    This is the year in its file or, except for a work on another website, the year it was published here.
    """
    if document.year is not None:
        return str(document.year)
    if document.published is not None and document.provenance is not Provenance.PUBLISHED_ELSEWHERE:
        return str(document.published.year)
    return ""


def outside_source(document: Document) -> str:
    """Return the address of a work on another website; empty for a document whose words are here."""
    return document.source if document.provenance is Provenance.PUBLISHED_ELSEWHERE else ""
