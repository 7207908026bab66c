"""What of a document may be used, and for what: found and permitted once, read by all that shows or gives any of it.

``actions.packs.usable`` makes these values. The pages of a pack, its steps, files, report and editions, the check, the
team page and a document's own page are made of them and decide nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.model.workshop import Medium

if TYPE_CHECKING:
    from collections.abc import Mapping

    from library.model.document import Document, Use
    from library.model.pack import Item
    from library.model.passage import Passage
    from library.model.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Usable:
    """What of an item may be given for one purpose; nothing else of its document may.

    Attributes:
        refusal: Why none of the document's own words may, or ``None``.
        passages: Those whose words may be given; none of what is refused, only linked to, or played as a whole.
        question: The words of a question, or empty.
        twin: The passages of the same work in another language that may stand beside it; may be empty.
        with_film: Whether the film or sound and its picture may go along.
    """

    refusal: Refusal | None = None
    passages: tuple[Passage, ...] = ()
    question: str = ""
    twin: tuple[Passage, ...] = ()
    with_film: bool = False


@dataclass(frozen=True, slots=True)
class UsableItem:
    """One item, found and permitted: a part of a pack as it is now, or a document on a page of its own.

    Attributes:
        number: Its place in the pack, counted from 1; 0 outside a pack.
        item: As it is stored.
        document: Its document, or ``None`` for own words, or where everybody may not see it.
        refusal: Why it cannot be used at all, or ``None``.
        passages: The chosen passages that were found again, in the document's order: for places, times and lengths.
            Whose words may be given, the purposes say.
        changed: How many of the chosen passages hold other words now.
        site: What may be given on pages of the site.
        screen: What may be given in files for screens, and in a chat.
        paper: What may be given on paper.
        is_link: Whether it is a link: our own summary, pointers and an address.
        pointers: Of a link; may be empty.
        is_played: Whether a film or recording is played as a whole, so that none of what is said in it is written out.
        content_notes: Term ids of the notes that speak of what is taken; of a question, all of the document's.
        stop_recording: Whether recording has to stop before it.
        twin: The same work in another language, where it may be used at all, or ``None``.
        not_in_report: Why it is not in a report, or ``None``.
    """

    number: int
    item: Item
    document: Document | None = None
    refusal: Refusal | None = None
    passages: tuple[Passage, ...] = ()
    changed: int = 0
    site: Usable = Usable()
    screen: Usable = Usable()
    paper: Usable = Usable()
    is_link: bool = False
    pointers: tuple[Passage, ...] = ()
    is_played: bool = False
    content_notes: tuple[str, ...] = ()
    stop_recording: bool = False
    twin: Document | None = None
    not_in_report: Refusal | None = None

    def leaving(self, medium: Medium) -> Usable:
        """Return what of it may leave the site."""
        return self.paper if medium is Medium.PAPER else self.screen


@dataclass(frozen=True, slots=True)
class UsablePage:
    """What a document's own page says of its use.

    Attributes:
        agreed: The uses that were agreed to; may be empty.
        may_print: Whether the page may be printed.
        may_be_saved: Whether its film or sound may be saved.
        refused_files: Names of its files that are not offered to take away, and why; may be empty.
        missing_uses: By the name of each of these, the uses that would have to be agreed to for it.
        not_in_pack: Why the document may not be in a pack, or ``None``.
    """

    agreed: frozenset[Use]
    may_print: bool
    may_be_saved: bool
    refused_files: Mapping[str, Refusal]
    missing_uses: Mapping[str, tuple[Use, ...]]
    not_in_pack: Refusal | None
