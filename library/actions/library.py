"""The opened library: the current catalogue and index, and what a viewer may see of them."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pyroaring import BitMap

from library.content.source import LARGEST_FILE
from library.errors import CatalogueUnavailable, NothingPublished, SearchUnavailable
from library.model.document import Status
from library.model.viewer import ANYBODY
from library.search.facets import TranslationGroups
from library.storage.audit import AuditLog
from library.storage.blocked import Blocked
from library.storage.builds import current_build, read_pointer
from library.storage.catalogue import Catalogue, DocumentState, Snapshot
from library.storage.comments import Comments
from library.storage.credentials import Credentials
from library.storage.drafts import Drafts
from library.storage.files import FileStore
from library.storage.invitations import Invitations
from library.storage.jobs import Jobs
from library.storage.leases import Leases
from library.storage.missed_searches import MissedSearches
from library.storage.pack_owners import PackOwners
from library.storage.people import People
from library.storage.presence import Presence
from library.storage.records import Records
from library.storage.records_database import RecordsDatabase
from library.storage.revisions import Revisions
from library.storage.sessions import Sessions
from library.storage.sign_ins import SignIns
from library.storage.signing_key import secret_key
from library.storage.texts import TextStore
from library.storage.upload_parts import UploadParts
from library.storage.uploads import Uploads
from library.storage.writing_database import WritingDatabase, writing_address

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from library.model.card import Card
    from library.model.document import Audience
    from library.model.viewer import Viewer
    from library.search.index import SearchIndex
    from library.settings import Settings


MEGABYTE = 1_000_000
# How many seconds an upload waits until another has been checked.
UPLOAD_WAIT = 30


def unix_now() -> int:
    """Return the time in Unix seconds."""
    return int(time.time())


def london_today() -> date:
    """Return today's date in London, which dates in headers refer to."""
    return datetime.now(ZoneInfo("Europe/London")).date()


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may see what: the one place that decides whether a document is visible to a viewer on a day.

    Decisions are cached by rule (``Library.view``). So anything else that affects a decision, such as a generation of
    the records, must become an attribute here and not an argument of ``is_visible``. What differs from person to
    person must not: each person would need a bitmap.

    Attributes:
        audience: The narrowest audience that the viewer belongs to.
        day: The day it is in London.
        show_fictional: Whether fictional documents are shown at all.
        blocked: Documents that must not be shown, whatever the catalogue says.
    """

    audience: Audience
    day: date
    show_fictional: bool
    blocked: frozenset[int] = frozenset()

    def is_visible(self, state: DocumentState) -> bool:
        """Return whether a document is visible to the viewer."""
        return (
            state.status is Status.PUBLISHED
            and state.audience.width >= self.audience.width
            and (state.published is None or state.published <= self.day)
            and (state.until is None or self.day <= state.until)
            and (self.show_fictional or not state.fictional)
            and state.id not in self.blocked
        )


@dataclass(frozen=True, slots=True)
class View:
    """What one viewer may see of one generation. Everything shown to a reader passes through here.

    Attributes:
        catalogue: The catalogue.
        index: The search index.
        snapshot: The generation.
        visible: The documents that the viewer may see today.
        groups: Documents that translate one another.
        rule: Decides whether a document is visible.
    """

    catalogue: Catalogue
    index: SearchIndex
    snapshot: Snapshot
    visible: BitMap
    groups: TranslationGroups
    rule: Rule

    def cards(self, ids: Iterable[int]) -> tuple[Card, ...]:
        """Return the cards of documents in the given order, without those that the viewer may not see."""
        wanted = [document for document in ids if document in self.visible]
        cards = self.catalogue.cards(wanted)
        return tuple(cards[document] for document in wanted if document in cards)

    def card_at(self, slug: str) -> Card | None:
        """Return the card of a document by slug, or ``None`` if the viewer may not see it."""
        state = self.snapshot.by_slug.get(slug)
        return next(iter(self.cards([state.id] if state else [])), None)

    def twins_of(self, documents: Iterable[int], *, as_wide: bool = False) -> dict[int, Card]:
        """Map each document that has a translation to the card of the same work in another language.

        Args:
            documents: Ids.
            as_wide: Whether to leave out translations for fewer people than the document.
        """
        others = {each: self.groups.others(each) for each in documents}
        if as_wide:
            others = {
                each: tuple(one for one in group if self._is_as_wide(one, each)) for each, group in others.items()
            }
        cards = {card.id: card for card in self.cards(other for group in others.values() for other in group)}
        found = (
            (each, next((cards[other] for other in group if other in cards), None)) for each, group in others.items()
        )
        return {each: card for each, card in found if card}

    def _is_as_wide(self, one: int, other: int) -> bool:
        audience = {each: self.snapshot.by_id[each].audience for each in (one, other)}
        return audience[one].width >= audience[other].width


@dataclass(frozen=True, slots=True)
class _Opened:
    """A build that is open, and the text of ``current`` that names it."""

    pointer: str
    catalogue: Catalogue
    index: SearchIndex
    blocked: Blocked


class Library:
    """The opened library that every action takes. Threads can share it."""

    def __init__(
        self,
        settings: Settings,
        open_index: Callable[[Path], SearchIndex],
        today: Callable[[], date] = london_today,
        now: Callable[[], int] = unix_now,
    ) -> None:
        """Store what is needed to open the library; open nothing yet.

        Args:
            settings: All settings.
            open_index: Opens the search index in a folder.
            today: Returns today's date.
            now: Returns the time in Unix seconds.
        """
        self.settings = settings
        self.open_index = open_index
        self.today = today
        self.now = now
        self.files = FileStore(settings.data / "files")
        self.texts = TextStore(settings.data / "texts")
        self.missed = MissedSearches(settings.data / "missed.sqlite", partial(secret_key, settings))
        records = settings.database_url or f"sqlite:///{settings.data / 'records.sqlite'}"
        self.database = RecordsDatabase(records)
        self.records = Records(self.database, settings.packs_size * MEGABYTE)
        self.people = People(self.database)
        self.invitations = Invitations(self.database)
        self.audit = AuditLog(self.database)
        self.credentials = Credentials(self.database)
        self.pack_owners = PackOwners(self.database)
        self.jobs = Jobs(self.database)
        self.sessions = Sessions(self.database)
        self.sign_ins = SignIns(self.database)
        self.file_leases = Leases(settings.data / "files.lock", settings.files_at_once, settings.file_wait)
        # Apart from uploads: the check of a film is longer than someone waits for what they pasted.
        self.paste_leases = Leases(settings.data / "pastes.lock", 1, settings.file_wait)
        self._name_writing(settings)
        self._name_uploads(settings.data, settings.uploads_size * MEGABYTE)
        self._lock = threading.Lock()
        self._opened: _Opened | None = None

    def _name_writing(self, settings: Settings) -> None:
        self.writing = WritingDatabase(writing_address(self.database.address, settings.data))
        space = settings.writing_size * MEGABYTE
        self.drafts = Drafts(self.writing, LARGEST_FILE, space)
        self.revisions = Revisions(self.writing, LARGEST_FILE, space)
        self.comments = Comments(self.writing)
        self.presence = Presence(self.writing)

    def _name_uploads(self, data: Path, most: int) -> None:
        self.uploads = Uploads(data / "uploads")
        self.upload_parts = UploadParts(data / "uploads", most, self.uploads.size)
        # One upload or Word file is read at a time: a picture of many pixels takes 300 MB.
        self.upload_leases = Leases(data / "uploads.lock", 1, UPLOAD_WAIT)

    def view(self, viewer: Viewer) -> View:
        """Return what a viewer may see of the newest generation.

        Raises:
            NothingPublished: There is no catalogue yet.
        """
        opened = self._current()
        # Read this first: a publish unblocks a document only once its catalogue is right, and the catalogue is read
        # next.
        blocked = opened.blocked.ids()
        snapshot = opened.catalogue.snapshot()
        rule = Rule(viewer.audience, self.today(), self.settings.show_fictional, blocked)
        if rule not in snapshot.cache:
            snapshot.cache[rule] = BitMap(each.id for each in snapshot.by_id.values() if rule.is_visible(each))
        if TranslationGroups not in snapshot.cache:
            snapshot.cache[TranslationGroups] = TranslationGroups(snapshot.original_of)
        return View(
            opened.catalogue, opened.index, snapshot, snapshot.cache[rule], snapshot.cache[TranslationGroups], rule
        )

    def is_published(self) -> bool:
        """Return whether there is something to serve that the current code made."""
        try:
            self.view(ANYBODY).index.generation()
        except (NothingPublished, CatalogueUnavailable, SearchUnavailable):
            return False
        return True

    def keep_only_files(self, wanted: Collection[str]) -> None:
        """Delete copies of files, and the words of attachments, that no document has now.

        Args:
            wanted: SHA-256 of the files to keep.
        """
        self.files.delete_all_but(wanted)
        self.texts.delete_all_but(wanted)

    def close(self) -> None:
        """Close files and connections."""
        self.records.close()
        self.writing.close()
        with self._lock:
            if self._opened:
                self._opened.catalogue.close()
                self._opened.index.close()
                self._opened = None

    def _current(self) -> _Opened:
        """Return the current build; open it if it has been replaced."""
        pointer = read_pointer(self.settings.data)
        with self._lock:
            if self._opened is None or self._opened.pointer != pointer:
                build = current_build(self.settings.data)
                # The previous build stays open: another thread may be answering from it.
                self._opened = _Opened(
                    pointer, Catalogue(build.catalogue), self.open_index(build.index), Blocked(build.blocked)
                )
            return self._opened
