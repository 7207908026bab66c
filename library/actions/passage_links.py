"""Links to passages that survive edits: made for a passage, and followed to where its words are now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.read import read_document
from library.errors import Moved, NotFound
from library.model.document import Audience
from library.model.lasting_link import LastingLink, found_by, link_to, parse_link
from library.model.passage import Part

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.actions.pages import DocumentPage
    from library.model.card import Card
    from library.model.passage import Passage
    from library.model.viewer import Viewer


@dataclass(frozen=True, slots=True)
class LinkedPassage:
    """A passage with a link to it, or where a link leads.

    Attributes:
        card: Of its document.
        passage: The passage; ``None`` if the words of the link are not there now.
        address: Of the lasting link, root-relative.
        is_public: Whether anyone may see the document.
    """

    card: Card
    passage: Passage | None
    address: str
    is_public: bool


def passage_link(library: Library, viewer: Viewer, shelf: str, slug: str, place: str) -> LinkedPassage:
    """Make a lasting link to a passage.

    Args:
        library: The opened library.
        viewer: Who asks.
        shelf: ``stories`` or ``resources``.
        slug: Of the document.
        place: The anchor of the passage.

    Raises:
        Moved, Gone, NotFound: As ``read_document``, and if there is no such passage.
    """
    page, passages = _read(library, viewer, shelf, slug, place)
    link = link_to(place, passages)
    if link is None:
        raise NotFound
    passage = next(each for each in passages if each.anchor == place)
    return _linked(page, passage, link)


def followed_link(library: Library, viewer: Viewer, shelf: str, slug: str, place: str) -> LinkedPassage:
    """Find the words of a lasting link in its document as it is now.

    Args:
        library: The opened library.
        viewer: Who asks.
        shelf: ``stories`` or ``resources``.
        slug: Of the document.
        place: The last part of the link's address.

    Raises:
        Moved, Gone, NotFound: As ``read_document``, and if this is no lasting link.
    """
    link = parse_link(place)
    if link is None or not link.mark:
        raise NotFound
    page, passages = _read(library, viewer, shelf, slug, place)
    anchor = found_by(link, passages)
    return _linked(page, next((each for each in passages if each.anchor == anchor), None), link)


def _read(
    library: Library, viewer: Viewer, shelf: str, slug: str, place: str
) -> tuple[DocumentPage, tuple[Passage, ...]]:
    """Return a document and those of its passages that have a place on its page."""
    try:
        page = read_document(library, viewer, shelf, slug)
    except Moved as moved:
        raise Moved(f"{moved.url}/at/{place}") from moved
    return page, tuple(each for each in page.document.passages if each.part is not Part.ATTACHMENT)


def _linked(page: DocumentPage, passage: Passage | None, link: LastingLink) -> LinkedPassage:
    is_public = page.document.consent.audience is Audience.PUBLIC
    return LinkedPassage(page.card, passage, f"{page.card.url}/at/{link}", is_public)
