"""The rules of consent: which use allows what. Only ``usable`` reads them.

- ``workshop``: the document may be in a pack and used with a team.
- ``excerpt``: its words may leave the site in any form.
- ``print``: they may also be printed.
- ``record``: recording may continue while they are read aloud.

Files that a document names follow the same uses (``refused_file``).

A link-only work may be in a pack as a link: our own summary and pointers, its address, and none of its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.document import Audience, Provenance, Use
from library.model.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.model.card import Card
    from library.model.document import Document, StoredFile

MADE_FOR_PAPER = frozenset(
    {"application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
)

# The uses that words need for each purpose, in the order in which a missing one is reported.
SITE = (Use.WORKSHOP,)
SCREEN = (Use.EXCERPT,)
PAPER = (Use.EXCERPT, Use.PRINT)


def refused_in_pack(document: Document) -> Refusal | None:
    """Return why a document may not be in a pack or used with a team, or ``None`` if it may."""
    return None if document.is_link_only else _refused(document.consent.uses, SITE)


def card_refused_in_pack(card: Card) -> Refusal | None:
    """Return the same for a card, for lists without whole documents."""
    return None if card.link_only else _refused(card.uses, SITE)


def refused_audience(audience: Audience, *, is_owner: bool) -> Refusal | None:
    """Return why a document for an audience may not be put into a pack, or ``None`` if it may.

    Args:
        audience: Of the document.
        is_owner: Whether whoever adds it is signed in and the pack is in their own list.
    """
    if audience is Audience.COORDINATORS:
        return Refusal.COORDINATORS
    return Refusal.MEMBERS if audience is Audience.NETWORK and not is_owner else None


def refused_words(document: Document, purpose: Iterable[Use]) -> Refusal | None:
    """Return why words of a document may not be used for a purpose, or ``None`` if they may."""
    return Refusal.ELSEWHERE if document.is_link_only else _refused(document.consent.uses, purpose)


def refused_file(document: Document, file: StoredFile) -> Refusal | None:
    """Return why a file of a document is not offered as a download, or ``None`` if it is.

    A video with its poster and captions plays on the page. It is not a download and is never refused. An attachment
    leaves the site as words do: it needs ``excerpt``, and ``print`` too if it is made for paper.
    """
    if all(attachment.file != file for attachment in document.attachments):
        return None
    return refused_words(document, _purpose(file))


def missing_uses(document: Document, file: StoredFile) -> tuple[Use, ...]:
    """Return every use that an attachment needs and does not have."""
    return tuple(use for use in _purpose(file) if use not in document.consent.uses)


def _purpose(file: StoredFile) -> tuple[Use, ...]:
    return PAPER if file.media_type in MADE_FOR_PAPER else SCREEN


def may_be_recorded(document: Document) -> bool:
    """Return whether recording may continue; for a work on another website always, because none of it is read."""
    return document.is_link_only or Use.RECORD in document.consent.uses


def may_print_its_page(document: Document) -> bool:
    """Return whether a document may be printed from its own page; ``print`` is enough, because nothing is quoted."""
    return document.provenance is Provenance.PUBLISHED_ELSEWHERE or Use.PRINT in document.consent.uses


def _refused(uses: frozenset[Use], purpose: Iterable[Use]) -> Refusal | None:
    # Each refusal has the name of the use.
    return next((Refusal(use.value) for use in purpose if use not in uses), None)
