"""Choosing passages of a document for a pack: what there is to choose, and what a choice leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.packs.pack_viewer import EVERYONE, pack_viewer
from library.actions.packs.resolve import anchors_now, choosable, documents_at, without_labels
from library.actions.packs.steps import leaves_out
from library.actions.packs.usable import usable_document, usable_page
from library.actions.read import read_document
from library.errors import NotFound
from library.model.pack import ItemKind
from library.model.viewer import ANYBODY
from library.model.vocabulary import Axis
from library.translation import Translator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.actions.library import Library
    from library.actions.packs.pack_viewer import PackViewer
    from library.model.card import Card
    from library.model.document import Document
    from library.model.pack import StoredPack
    from library.model.passage import Passage
    from library.model.refusal import Refusal
    from library.model.viewer import Viewer
    from library.model.vocabulary import Term


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen of a document.

    Attributes:
        document: The document.
        card: As lists show it.
        passages: Every passage that can be chosen, in order; empty for a work on another website or if refused.
        chosen: Those of the requested anchors that exist.
        leaves_out: One English sentence on what the choice leaves out, or empty.
        content_notes: Of the whole document; may be empty.
        refusal: Why it may not be in a pack, or ``None``.
        is_public: Whether anyone may see it.
    """

    document: Document
    card: Card
    passages: tuple[Passage, ...]
    chosen: frozenset[str]
    leaves_out: str
    content_notes: tuple[Term, ...]
    refusal: Refusal | None
    is_public: bool


def choices(
    library: Library,
    viewer: Viewer,
    shelf: str,
    slug: str,
    asked: Iterable[str],
    pack: PackViewer = EVERYONE,
) -> Choice:
    """Return what can be chosen of a document.

    Args:
        library: The opened library.
        viewer: Who asks.
        shelf: ``stories`` or ``resources``.
        slug: Of the document.
        asked: The anchors that are already chosen; unknown ones are ignored.
        pack: Who wants it in which pack.

    Raises:
        Moved: It has another slug now.
        Gone: It was withdrawn and the viewer might have seen it.
        NotFound: There is none, or not for this viewer.
    """
    page = read_document(library, viewer, shelf, slug)
    document = page.document
    refusal = usable_page(document, pack).not_in_pack
    usable = usable_document(document, (passage.anchor for passage in choosable(document)))
    wanted = frozenset(asked)
    passages = () if refusal else without_labels(usable.site.passages, wanted)
    chosen = tuple(passage for passage in passages if passage.anchor in wanted)
    notes = (page.vocabulary.get(Axis.CONTENT_NOTE, note.note) for note in document.content_notes)
    return Choice(
        document=document,
        card=page.card,
        passages=passages,
        chosen=frozenset(passage.anchor for passage in chosen),
        leaves_out=leaves_out(Translator(), document, chosen) if chosen else "",
        content_notes=tuple({term.id: term for term in notes if term}.values()),
        refusal=refusal,
        is_public=document.is_public,
    )


def item_choices(
    library: Library, stored: StoredPack, item_id: str, asked: Iterable[str] = (), viewer: Viewer = ANYBODY
) -> Choice:
    """Return what can be chosen of the document of an item in a pack.

    Args:
        library: The opened library.
        stored: The pack.
        item_id: Of the item.
        asked: The anchors that are already chosen; none means those that the item uses now.
        viewer: Who asks.

    Raises:
        NotFound: There is no such item, it is not a document, or they may not see its document there.
    """
    item, pack = stored.pack.item(item_id), pack_viewer(library, viewer, stored.id)
    if item is None or item.kind is not ItemKind.DOCUMENT:
        raise NotFound
    document = documents_at(library.view(pack.sees), [item.slug]).get(item.slug)
    if document is None:
        raise NotFound
    chosen = tuple(asked) or tuple(anchors_now(item, document))
    return choices(library, pack.sees, document.kind.shelf, document.slug, chosen, pack)
