"""What may be used of a document, and for what: decided once, and read wherever any of it is shown.

``actions.packs.usable`` makes these values. The pages of a pack, its steps, files, report and editions, the check, the
team page and a document's own page use them and decide nothing.
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
    """The only parts of an item that may be used for one purpose.

    Attributes:
        refusal: Why none of the document's words may be used, or ``None``.
        passages: Those whose words may be used; empty if refused, link-only, or played as a whole.
        question: The words of a question, or empty.
        twin: The passages of its translation that may be shown next to it; may be empty.
        with_film: Whether the video or sound and its picture may be included.
    """

    refusal: Refusal | None = None
    passages: tuple[Passage, ...] = ()
    question: str = ""
    twin: tuple[Passage, ...] = ()
    with_film: bool = False


@dataclass(frozen=True, slots=True)
class UsableItem:
    """One item as it may be used now: part of a pack, or a document on its own page.

    Attributes:
        number: Its place in the pack, counted from 1; 0 outside a pack.
        item: As it is stored.
        document: Its document, or ``None`` for the facilitator's text or a document that may not be seen in the pack.
        refusal: Why it cannot be used at all, or ``None``.
        passages: The chosen passages that still exist, in the document's order, for places, times and lengths.
            ``site``, ``screen`` and ``paper`` say whose words may be used.
        changed: How many of the chosen passages have changed since.
        site: What may be used on pages of the site.
        screen: What may be used in files for screens, and in a chat.
        paper: What may be used on paper.
        is_link: Whether it is a link: our own summary, pointers and an address.
        pointers: Of a link; may be empty.
        is_played: Whether a video or recording is played as a whole, so its transcript is not included.
        content_notes: Term ids of the notes about the chosen passages; for a question, of the whole document.
        stop_recording: Whether recording has to stop before it.
        twin: The same work in another language, or ``None`` if there is none or it may not be used.
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
        """Return what may be used in files for a medium."""
        return self.paper if medium is Medium.PAPER else self.screen

    @property
    def members_only(self) -> bool:
        """Return whether its document is not public, so that only its pack's owner may see it there."""
        return self.document is not None and not self.document.is_public


@dataclass(frozen=True, slots=True)
class UsablePage:
    """What a document's own page says about its use.

    Attributes:
        agreed: The uses that were agreed to; may be empty.
        may_print: Whether the page may be printed.
        may_be_saved: Whether its video or sound may be saved.
        refused_files: Names of its files that are not offered as downloads, with reasons; may be empty.
        missing_uses: For each of these names, the uses that it would need.
        not_in_pack: Why the document may not be in a pack, or ``None``.
    """

    agreed: frozenset[Use]
    may_print: bool
    may_be_saved: bool
    refused_files: Mapping[str, Refusal]
    missing_uses: Mapping[str, tuple[Use, ...]]
    not_in_pack: Refusal | None
