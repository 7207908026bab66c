"""One document, or one file of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.collections import collections_with
from library.actions.packs.usable import usable_page
from library.actions.pages import DocumentPage
from library.actions.related import related
from library.content.file_names import plain_name
from library.errors import Gone, Moved, NotFound, Refused
from library.model.card import card_of
from library.model.document import Audience, Provenance, Status

if TYPE_CHECKING:
    from pathlib import Path

    from library.actions.library import Library, View
    from library.model.document import Document
    from library.model.viewer import Viewer
    from library.storage.catalogue import DocumentState


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that the viewer may have.

    Attributes:
        path: The copy to send.
        name: As the author wrote it.
        media_type: Such as ``video/mp4``.
        etag: Changes with the content.
        consented: Whether it depends on someone's consent, so that no cache may serve it without asking.
        public: Whether anyone may have it.
    """

    path: Path
    name: str
    media_type: str
    etag: str
    consented: bool
    public: bool


def read_document(library: Library, viewer: Viewer, shelf: str, slug: str) -> DocumentPage:
    """Return a document for reading.

    Args:
        library: The opened library.
        viewer: Who asks.
        shelf: ``stories`` or ``resources``; a document is only on the shelf of its kind.
        slug: Its current slug, or an earlier one.

    Raises:
        Moved: It has another slug now.
        Gone: It was withdrawn and the viewer might have seen it.
        NotFound: There is none, or not for this viewer.
    """
    view = library.view(viewer)
    document_id, document = _document(view, shelf, slug)
    card = card_of(document, document_id)
    listed = (view.card_at(slug) for slug in document.related)
    indexed = card.may_be_indexed and document.consent.audience is Audience.PUBLIC
    # Similar documents are chosen by a program, so they must not stop search engines from indexing this page.
    like_this = tuple(each for each in related(view, document) if each.card.may_be_indexed or not indexed)
    return DocumentPage(
        document=document,
        card=card,
        twin=view.twins_of([document_id]).get(document_id),
        related=tuple(filter(None, listed)),
        replaced_by=view.card_at(document.replaced_by) if document.replaced_by else None,
        may_be_indexed=indexed,
        vocabulary=view.snapshot.vocabulary,
        like_this=like_this,
        collections=collections_with(view, slug),
    )


def open_file(library: Library, viewer: Viewer, shelf: str, slug: str, name: str) -> OpenedFile:
    """Return a file of a document: media, poster, captions or attachment.

    Args:
        library: The opened library.
        viewer: Who asks.
        shelf: ``stories`` or ``resources``.
        slug: The current slug of the document.
        name: Of the file, as the author wrote it; accents in one part or two.

    Raises:
        Gone: The document was withdrawn and the viewer might have seen it.
        NotFound: There is no such file, or not for this viewer.
        Refused: It may not leave the site.
    """
    view = library.view(viewer)
    try:
        _, document = _document(view, shelf, slug)
    except Moved as moved:
        raise NotFound from moved
    file = next((file for file in document.files if file.name == plain_name(name)), None)
    if file is None or not library.files.path(file).exists():
        raise NotFound
    refusal = usable_page(document).refused_files.get(file.name)
    if refusal:
        raise Refused(refusal)
    return OpenedFile(
        path=library.files.path(file),
        name=file.name,
        media_type=file.media_type,
        etag=file.sha256,
        consented=document.provenance is Provenance.TOLD,
        public=document.consent.audience is Audience.PUBLIC,
    )


def _document(view: View, shelf: str, slug: str) -> tuple[int, Document]:
    state = view.snapshot.by_slug.get(slug)
    if state is None or state.shelf != shelf or state.id not in view.visible:
        raise _elsewhere(view, shelf, slug)
    document = view.catalogue.documents([state.id]).get(state.id)
    if document is None:
        raise NotFound
    return state.id, document


def _missing(view: View, state: DocumentState) -> NotFound:
    """Return ``Gone`` for a viewer who could have read the withdrawn document, otherwise ``NotFound``."""
    before = state._replace(status=Status.PUBLISHED, until=None)
    ended = state.status is Status.PUBLISHED and state.until is not None and state.until < view.rule.day
    ended = ended or state.id in view.snapshot.ended
    gone = state.status is Status.WITHDRAWN or ended
    return Gone(ended=ended) if gone and view.rule.is_visible(before) else NotFound()


def _elsewhere(view: View, shelf: str, slug: str) -> Moved | NotFound:
    """Return ``Moved``, or ``NotFound`` for an unknown document and a hidden one alike.

    Both take the same number of statements, so response times reveal nothing.
    """
    at = view.catalogue.now_at(slug) or slug
    card = view.card_at(at)
    if card:
        return Moved(card.url)
    state = view.snapshot.by_slug.get(at)
    # Its own slug on the other shelf was never its address.
    return _missing(view, state) if state and (at != slug or state.shelf == shelf) else NotFound()
