"""What of a document may be used how: the one place that decides about packs and files to take away.

- ``workshop``: it may be in a pack at all.
- ``excerpt``: its words may leave the site, in whatever form.
- ``print``: they may stand on paper too.
- ``record``: recording may go on while they are read.

Files that a document names follow the same uses (``refused_file``).

A work that may only be linked to may be in a pack as a link: our own summary and pointers, its address, and none of
its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.document import Use
from library.model.refusal import Refusal
from library.model.workshop import Taking

if TYPE_CHECKING:
    from library.model.card import Card
    from library.model.document import Document, StoredFile

LINK_ONLY = "link-only"
MADE_FOR_PAPER = frozenset(
    {"application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
)


def is_link_only(document: Document) -> bool:
    """Tell whether a document is a work that may only be linked to."""
    return document.licence == LINK_ONLY


def refused_in_pack(document: Document) -> Refusal | None:
    """Return why a document may not be in a pack, or ``None`` where it may."""
    if is_link_only(document) or Use.WORKSHOP in document.consent.uses:
        return None
    return Refusal.WORKSHOP


def card_refused_in_pack(card: Card) -> Refusal | None:
    """Return the same of a card, for lists that hold no whole documents."""
    return None if card.link_only or Use.WORKSHOP in card.uses else Refusal.WORKSHOP


def refused_words(document: Document, taking: Taking) -> Refusal | None:
    """Return why words of a document may not be taken along, or ``None`` where they may."""
    if is_link_only(document):
        return Refusal.ELSEWHERE
    if Use.EXCERPT not in document.consent.uses:
        return Refusal.EXCERPT
    if taking is Taking.PAPER and Use.PRINT not in document.consent.uses:
        return Refusal.PRINT
    return None


def refused_file(document: Document, file: StoredFile) -> Refusal | None:
    """Return why a file of a document is not offered to take away, or ``None`` where it is.

    What the page plays and shows, a film with its poster and captions, is no file to take away and is not refused. An
    attachment leaves the site as words do: as ``excerpt``, and with ``print`` too where it is made for paper.
    """
    if all(attachment.file != file for attachment in document.attachments):
        return None
    return refused_words(document, Taking.PAPER if file.media_type in MADE_FOR_PAPER else Taking.SCREEN)


def may_be_recorded(document: Document) -> bool:
    """Tell whether recording may go on; nothing of a work elsewhere is read, so it may there."""
    return is_link_only(document) or Use.RECORD in document.consent.uses
