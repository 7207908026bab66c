"""What was agreed to, for which purpose: the rules that ``usable`` applies, and nothing else reads.

- ``workshop``: a document may be in a pack and used with a team at all.
- ``excerpt``: its words may leave the site, in whatever form.
- ``print``: they may stand on paper too.
- ``record``: recording may go on while they are read.

Files that a document names follow the same uses (``refused_file``).

A work that may only be linked to may be in a pack as a link: our own summary and pointers, its address, and none of
its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.document import Provenance, Use
from library.model.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.model.card import Card
    from library.model.document import Document, StoredFile

MADE_FOR_PAPER = frozenset(
    {"application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
)

# The uses that words need for each purpose, in the order in which a missing one is named.
SITE = (Use.WORKSHOP,)
SCREEN = (Use.EXCERPT,)
PAPER = (Use.EXCERPT, Use.PRINT)


def refused_in_pack(document: Document) -> Refusal | None:
    """Return why a document may not be in a pack or used with a team, or ``None`` where it may."""
    return None if document.is_link_only else _refused(document.consent.uses, SITE)


def card_refused_in_pack(card: Card) -> Refusal | None:
    """Return the same of a card, for lists that hold no whole documents."""
    return None if card.link_only else _refused(card.uses, SITE)


def refused_words(document: Document, purpose: Iterable[Use]) -> Refusal | None:
    """Return why words of a document may not be given for a purpose, or ``None`` where they may."""
    return Refusal.ELSEWHERE if document.is_link_only else _refused(document.consent.uses, purpose)


def refused_file(document: Document, file: StoredFile) -> Refusal | None:
    """Return why a file of a document is not offered to take away, or ``None`` where it is.

    What the page plays and shows, a film with its poster and captions, is no file to take away and is not refused. An
    attachment leaves the site as words do: as ``excerpt``, and with ``print`` too where it is made for paper.
    """
    if all(attachment.file != file for attachment in document.attachments):
        return None
    return refused_words(document, _purpose(file))


def missing_uses(document: Document, file: StoredFile) -> tuple[Use, ...]:
    """Return every use that an attachment needs to be offered and has not."""
    return tuple(use for use in _purpose(file) if use not in document.consent.uses)


def _purpose(file: StoredFile) -> tuple[Use, ...]:
    return PAPER if file.media_type in MADE_FOR_PAPER else SCREEN


def may_be_recorded(document: Document) -> bool:
    """Tell whether recording may go on; nothing of a work elsewhere is read, so it may there."""
    return document.is_link_only or Use.RECORD in document.consent.uses


def may_print_its_page(document: Document) -> bool:
    """Tell whether all of a document may be printed from its own page: nothing is quoted, so ``print`` is enough."""
    return document.provenance is Provenance.PUBLISHED_ELSEWHERE or Use.PRINT in document.consent.uses


def _refused(uses: frozenset[Use], purpose: Iterable[Use]) -> Refusal | None:
    # The refusal of a use is called like it.
    return next((Refusal(use.value) for use in purpose if use not in uses), None)
