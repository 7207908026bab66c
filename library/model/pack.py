"""Packs: what a facilitator collects for a workshop, stored in the records.

A pack holds no words of any document: only which document, which passages by address and hash of their words, and the
facilitator's text. Words are read from the catalogue each time, so a withdrawal empties every pack at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from library.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

# Enough for a day's workshop; more is a mistake or a flood.
MOST_ITEMS = 60
MOST_WORDS = 4_000  # characters in one field of the facilitator's text
MOST_LINES = 100  # lines in one field
MOST_OWN_WORDS = 60_000  # characters of all the facilitator's text in a pack: 75 minutes to read aloud
MOST_OWN_LINES = 600
MOST_TITLE = 200
MOST_MINUTES = 600
MOST_PEOPLE = 5_000
# A pack that nobody opens for this long is deleted.
UNOPENED = timedelta(days=365)


class ItemKind(StrEnum):
    """What one item of a pack is."""

    DOCUMENT = "document"
    QUESTION = "question"
    ACTIVITY = "activity"
    GROUND_RULES = "ground-rules"
    BREAK = "break"
    DEBRIEF = "debrief"
    NOTE = "note"


class Extent(StrEnum):
    """How much of a document an item is."""

    SHORT = "short"  # the editor's three-minute version
    WHOLE = "whole"
    CHOSEN = "chosen"  # passages that the facilitator chose
    LINK = "link"  # title, summary, pointers and address of a work on another website


class Way(StrEnum):
    """How people read or watch a document."""

    SILENT = "silent"
    ALOUD = "aloud"
    PLAY = "play"


class Stage(StrEnum):
    """What a prompt asks people to do: notice, connect with their own work, or try something."""

    NOTICE = "notice"
    CONNECT = "connect"
    ACT = "act"


class SlideText(StrEnum):
    """What slides show of a document's words."""

    QUOTE = "quote"  # one passage; the rest is in the speaker's notes
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a pack.

    Attributes:
        id: Eight letters and digits, unique within the pack.
        kind: What it is.
        slug: Of the document; empty for the facilitator's text.
        extent: How much of the document, or ``None`` if the item is not a document.
        kept: The passages as they were chosen, in the document's order; for a question of a document one place with
            the anchor ``q1``, ``q2`` … (its number when it was chosen).
        way: How people read or watch the document.
        title: Own words, one line; may be empty.
        text: Own words, one paragraph a line; may be empty.
        notes: For the facilitator only; may be empty.
        minutes: Chosen minutes, without the discussion, or ``None`` for our estimate.
        stage: Of a question or prompt, or ``None``.
        discussion: Minutes to talk about it afterwards. Packs from before December 2026 have none.
        slides: What slides show of a document. It does not change what a file holds, so editions do not have it.
    """

    id: str
    kind: ItemKind
    slug: str = ""
    extent: Extent | None = None
    kept: tuple[Place, ...] = ()
    way: Way = Way.ALOUD
    title: str = ""
    text: str = ""
    notes: str = ""
    minutes: int | None = None
    stage: Stage | None = None
    discussion: int = 0
    slides: SlideText = SlideText.QUOTE


@dataclass(frozen=True, slots=True)
class Pack:
    """What a facilitator has collected, in their order.

    Attributes:
        title: The facilitator's name for it; may be empty.
        starts: ``HH:MM`` on a 24-hour clock, or empty.
        available: Minutes available, or 0 if not given.
        people: Number of participants, or 0 if not given.
        nation: A term id, for services for support; empty for all nations.
        items: In the order of the workshop.
        framed: Whether ground rules and a debrief were once added by themselves, so that it never happens again.
    """

    title: str = ""
    starts: str = ""
    available: int = 0
    people: int = 0
    nation: str = ""
    items: tuple[Item, ...] = ()
    framed: bool = False

    def item(self, item_id: str) -> Item | None:
        """Return an item, or ``None``."""
        return next((item for item in self.items if item.id == item_id), None)

    @property
    def own_words(self) -> tuple[int, int]:
        """Return how many characters and lines the facilitator's text has in all items."""
        texts = [text for item in self.items for text in (item.title, item.text, item.notes)]
        return sum(map(len, texts)), sum(len(text.splitlines()) for text in texts)

    def overfills(self, before: Pack) -> bool:
        """Return whether its text is over the limit of a pack and longer than in an earlier state."""
        return any(
            now > max(most, was)
            for now, was, most in zip(self.own_words, before.own_words, (MOST_OWN_WORDS, MOST_OWN_LINES), strict=True)
        )

    def with_item(self, item: Item, after: str | None = None) -> Pack:
        """Return the pack with an item added after another, or where its kind goes."""
        ids = [each.id for each in self.items]
        at = ids.index(after) + 1 if after in ids else self._place_for(item.kind)
        return replace(self, items=(*self.items[:at], item, *self.items[at:]))

    def _place_for(self, kind: ItemKind) -> int:
        """Return the index for a new item: ground rules go first, and nothing goes after a debrief that is last."""
        if kind is ItemKind.GROUND_RULES:
            return 0
        ends_with_debrief = bool(self.items) and self.items[-1].kind is ItemKind.DEBRIEF
        return len(self.items) - ends_with_debrief

    def without(self, item_id: str) -> Pack:
        """Return the pack without an item."""
        return replace(self, items=tuple(item for item in self.items if item.id != item_id))

    def changed(self, item_id: str, change: Callable[[Item], Item]) -> Pack:
        """Return the pack with one item changed."""
        return replace(self, items=tuple(change(item) if item.id == item_id else item for item in self.items))

    def moved(self, item_id: str, to: int) -> Pack:
        """Return the pack with an item moved to a position counted from 0, at most to the end."""
        item = self.item(item_id)
        if item is None:
            return self
        rest = [each for each in self.items if each.id != item_id]
        rest.insert(max(0, to), item)
        return replace(self, items=tuple(rest))


@dataclass(frozen=True, slots=True)
class StoredPack:
    """A pack as the records hold it.

    Attributes:
        id: The records' integer.
        code: 13 letters and digits, 65 bits. On files, the mark of their edition follows it.
        view_token: The secret of the view-only link, or empty if there is none.
        version: Counts changes, from 1.
        pack: What it holds.
        opened_on: The last day it was opened, in London.
    """

    id: int
    code: str
    view_token: str
    version: int
    pack: Pack
    opened_on: date
