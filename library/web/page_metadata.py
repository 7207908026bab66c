"""Page data for machines: search engines, link previews, structured data.

They get the summary only, never the text. A told document needs the use ``web-search`` for any of them, and so does a
page that lists it, because its title and summary are the teller's too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.attribution import named_authors
from library.model.document import Kind, Provenance
from library.web.labels import kind_words
from library.web.phrases import gettext
from library.web.request_context import current_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.actions.pages import DocumentPage
    from library.model.card import Card

ROBOTS_OFF = "noindex, noarchive"

# https://schema.org: the nearest type there is.
SCHEMA_TYPES = {
    Kind.VIDEO: "CreativeWork",
    Kind.AUDIO: "CreativeWork",
    Kind.LAW: "Legislation",
    Kind.REPORT: "Report",
    Kind.PAPER: "ScholarlyArticle",
    Kind.COURSE: "LearningResource",
    Kind.TOOL: "LearningResource",
    Kind.EVENT: "CreativeWork",
}


def absolute(path: str) -> str:
    """Return the absolute address of a root-relative one, from ``LIBRARY_URL`` and never from the request."""
    return current_settings().url + path


def may_be_indexed(cards: Iterable[Card | None]) -> bool:
    """Return whether search engines may list a page that shows these cards."""
    return all(card.may_be_indexed for card in cards if card is not None)


def cards_around(page: DocumentPage) -> tuple[Card | None, ...]:
    """Return every card that a document's page shows, its own first."""
    return (page.card, page.twin, page.replaced_by, *page.related, *(each.card for each in page.like_this))


def marked_title(card: Card) -> str:
    """Return a title, marked as fictional if it is, for places that show nothing else."""
    if card.provenance is not Provenance.FICTIONAL:
        return card.title
    return gettext("%(title)s (%(kind)s)", title=card.title, kind=str(kind_words(card.kind, card.provenance)).lower())


def structured_data(page: DocumentPage, path: str) -> dict[str, object]:
    """Return the JSON-LD of a document that may be indexed.

    Args:
        page: The document.
        path: Root-relative, of its page.
    """
    document = page.document
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES.get(document.kind, "Article"),
        "name": marked_title(page.card),
        "abstract": document.summary,
        "inLanguage": document.language,
        "url": absolute(path),
        "isAccessibleForFree": True,
    }
    if document.provenance is Provenance.FICTIONAL:
        data["genre"] = str(kind_words(document.kind, document.provenance))
    if document.published is not None:
        data["datePublished"] = document.published.isoformat()
    if document.provenance is Provenance.PUBLISHED_ELSEWHERE:
        data |= _origin(page)
    return data


def _origin(page: DocumentPage) -> dict[str, object]:
    document = page.document
    origin: dict[str, object] = {}
    if document.source:
        origin["isBasedOn"] = document.source
    if authors := named_authors(document):
        origin["author"] = [{"@type": "Person", "name": name} for name in authors]
    if document.organisation:
        origin["publisher"] = {"@type": "Organization", "name": document.organisation}
    return origin
