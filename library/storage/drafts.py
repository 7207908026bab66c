"""Drafts: texts that are being written, each with a history in the same transaction.

A save on an older version is accepted if the same person made all later ones, so nobody is in conflict with themselves.
Anyone else's goes into the history, the draft stays as it is, and ``DraftChanged`` lets the person choose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from library.errors import DraftExists, DraftGone, WritingFull
from library.model.draft import SAVES, Draft, DraftChanged, DraftState, DraftSummary, Unpublished
from library.model.revision import Change, Source
from library.storage.revisions import add_revision, choose_revision, newest_revision, newest_with, text_digest
from library.storage.writing_space import LimitedTexts
from library.storage.writing_tables import COMMENT, DRAFT, PRESENCE, REVISION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

MOST_DRAFTS = 2_000
_SUMMARY = [DRAFT.c[name] for name in DraftSummary.__dataclass_fields__]


@dataclass(frozen=True, slots=True)
class _Save:
    """A text that someone saved, or a browser by itself."""

    text: bytes
    by: int
    tab: str
    now: int
    what: Change
    reason: str

    @property
    def is_automatic(self) -> bool:
        return self.what is Change.AUTOSAVED


class Drafts(LimitedTexts):
    """The drafts. Threads and processes can share them."""

    def start(
        self, path: str, text: bytes, base: str, by: int | None, now: int, *, what: Change = Change.SAVED
    ) -> Draft:
        """Start a draft, or return the one that is there.

        Args:
            path: Of its document, relative to the content folder.
            text: To begin with. If it is the file's, the history has it as found in the file.
            base: SHA-256 of the file, in hexadecimal; empty if there is none.
            by: The id of a person.
            now: In Unix seconds.
            what: What the history says of a text that is not the file's.

        Raises:
            TextTooLong: The text is longer than a file may be.
            WritingFull: There is no room for it.
            RecordsUnavailable: It could not be stored.
        """
        self._require_short(text)
        with self._database.writing() as connection:
            found = _found(connection, path)
            if found is not None:
                return found
            if connection.execute(select(func.count()).select_from(DRAFT)).scalar_one() >= MOST_DRAFTS:
                raise WritingFull
            self._require_place(connection, text)
            _insert(connection, path, text, base, by, now)
            if text_digest(text) != base:
                add_revision(connection, path, text, what, now=now, actor=by)
            elif newest_with(connection, path, base) is None:
                add_revision(connection, path, text, Change.FOUND, now=now, actor=None, source=Source.FILE)
            return _required(connection, path)

    def at(self, path: str) -> Draft | None:
        """Return the draft of a document, or ``None``."""
        with self._database.reading() as connection:
            return _found(connection, path)

    def all(self) -> tuple[DraftSummary, ...]:
        """Return all drafts without their texts, those that were changed last first."""
        asked = select(*_SUMMARY).order_by(DRAFT.c.changed_at.desc(), DRAFT.c.path)
        with self._database.reading() as connection:
            return tuple(DraftSummary(**_values(row)) for row in connection.execute(asked))

    def due(self, now: int) -> tuple[DraftSummary, ...]:
        """Return the drafts whose time to be published has come, in that order.

        Args:
            now: In Unix seconds.
        """
        asked = select(*_SUMMARY).where(DRAFT.c.publish_at <= now).order_by(DRAFT.c.publish_at, DRAFT.c.path)
        with self._database.reading() as connection:
            return tuple(DraftSummary(**_values(row)) for row in connection.execute(asked))

    def save(
        self,
        path: str,
        text: bytes,
        version: int,
        by: int,
        tab: str,
        now: int,
        *,
        what: Change = Change.SAVED,
        reason: str = "",
        base: str | None = None,
    ) -> Draft:
        """Save a text as the draft and in its history, in one transaction. The same bytes again are the same save.

        Args:
            path: Of its document.
            text: All of it.
            version: Of the draft that the person changed.
            by: The id of the person.
            tab: A random id of the tab in which it was written.
            now: In Unix seconds.
            what: ``AUTOSAVED`` if nobody chose to save; otherwise what the history says.
            reason: For the history.
            base: The new ``base`` of the draft, or ``None`` to leave it.

        Returns:
            The draft as it is now.

        Raises:
            DraftChanged: Someone else saved meanwhile. The text is in the history, the draft is theirs.
            DraftGone: There is no draft; nothing was stored.
            TextTooLong: The text is longer than a file may be.
            WritingFull: There is no room for it; nothing was stored.
            RecordsUnavailable: It could not be stored.
        """
        self._require_short(text)
        save = _Save(text, by, tab, now, what, reason)
        with self._database.writing() as connection:
            draft = _required(connection, path)
            if draft.text != text:
                self._require_place(connection, text)
            follows = draft.text == text or _follows(connection, path, version, by)
            if follows:
                _update(connection, draft, save, draft.base if base is None else base)
            _remember(connection, draft, save, follows=follows)
            current = _required(connection, path)
        if not follows:
            raise DraftChanged(current)
        return current

    def move(self, path: str, new_path: str) -> None:
        """Give a draft another path; its history and its comments go along.

        Raises:
            DraftGone: There is no draft.
            DraftExists: There is one with the new path.
            RecordsUnavailable: Nothing was changed.
        """
        with self._database.writing() as connection:
            _required(connection, path)
            if _found(connection, new_path) is not None:
                raise DraftExists(new_path)
            for table in (DRAFT, REVISION, COMMENT):
                connection.execute(update(table).where(table.c.path == path).values(path=new_path))
            connection.execute(delete(PRESENCE).where(PRESENCE.c.path == path))

    def set_state(self, path: str, state: DraftState) -> Draft:
        """Record how far a draft is.

        Raises:
            DraftGone: There is no draft.
            RecordsUnavailable: Nothing was changed.
        """
        return self._change(path, {"state": state.value})

    def schedule(self, path: str, at: int | None, by: int | None, version: int | None = None) -> Draft:
        """Record when a draft will be published.

        Args:
            path: Of its document.
            at: In Unix seconds; ``None`` to cancel it.
            by: Who decided that.
            version: That they read; ``None`` for the draft as it is now.

        Raises:
            DraftGone: There is no draft.
            RecordsUnavailable: Nothing was changed.
        """
        read = DRAFT.c.version if version is None else version
        values = {"publish_at": at, "publish_by": by, "publish_version": read}
        cancelled = {"publish_at": None, "publish_by": None, "publish_version": None}
        return self._change(path, {**(cancelled if at is None else values), "failure": Unpublished.NONE.value})

    def put_off(self, path: str, why: Unpublished) -> Draft:
        """Record that a draft was not published at the time that was set; nobody tries again by themselves.

        Raises:
            DraftGone: There is no draft.
            RecordsUnavailable: Nothing was changed.
        """
        cancelled = {"publish_at": None, "publish_by": None, "publish_version": None}
        return self._change(path, {**cancelled, "failure": why.value})

    def published(self, drafts: Iterable[Draft], by: int | None, now: int, reason: str = "") -> None:
        """Record that drafts were published, together: each text is in the history, and its draft goes.

        A draft that someone saved meanwhile stays, as a change of what was published.

        Args:
            drafts: As they were published.
            by: The id of the person who published them.
            now: In Unix seconds.
            reason: For the history, in the person's words.

        Raises:
            RecordsUnavailable: Nothing was changed.
        """
        with self._database.writing() as connection:
            for draft in drafts:
                now_there = _found(connection, draft.path)
                add_revision(connection, draft.path, draft.text, Change.PUBLISHED, now=now, actor=by, reason=reason)
                if now_there is not None and now_there.version == draft.version:
                    drop_drafts(connection, [draft.path])
                elif now_there is not None:
                    values = {"base": text_digest(draft.text), "state": DraftState.DRAFT.value}
                    connection.execute(update(DRAFT).where(DRAFT.c.path == draft.path).values(values))
        self._database.scrub()

    def drop(self, path: str, version: int | None = None) -> None:
        """Delete the draft of a document, if there is one; its text leaves the disk. The history stays.

        Args:
            path: Of its document.
            version: That the draft must have; ``None`` for any.

        Raises:
            DraftChanged: It has another version; nothing was deleted.
            RecordsUnavailable: Nothing was deleted.
        """
        with self._database.writing() as connection:
            found = _found(connection, path)
            if found is not None and version not in {None, found.version}:
                raise DraftChanged(found)
            drop_drafts(connection, [path])
        self._database.scrub()

    def _change(self, path: str, values: dict[str, Any]) -> Draft:
        with self._database.writing() as connection:
            connection.execute(update(DRAFT).where(DRAFT.c.path == path).values(values))
            return _required(connection, path)

    def _require_place(self, connection: Connection, text: bytes) -> None:
        # It may be there twice, as the draft and in the history.
        self._require_room(connection, 2 * len(text))


def drop_drafts(connection: Connection, paths: Iterable[str]) -> None:
    """Delete the drafts of documents, and who has them open."""
    for table in (DRAFT, PRESENCE):
        connection.execute(delete(table).where(table.c.path.in_(list(paths))))


def _insert(connection: Connection, path: str, text: bytes, base: str, by: int | None, now: int) -> None:
    values = {"path": path, "base": base, "version": 0, "alone_since": 0, "state": DraftState.DRAFT.value}
    values |= {"started_by": by, "started_at": now, "changed_by": by, "changed_at": now}
    values |= {"size": len(text), "text": text, "failure": Unpublished.NONE.value}
    added = connection.execute(insert(DRAFT).values(values).returning(DRAFT.c.id)).scalar_one()
    first = {"version": added * SAVES, "alone_since": added * SAVES}
    connection.execute(update(DRAFT).where(DRAFT.c.id == added).values(first))


def _follows(connection: Connection, path: str, version: int, by: int) -> bool:
    """Return whether a text of a version can become the draft: nobody else has saved since."""
    asked = select(DRAFT.c.version, DRAFT.c.alone_since, DRAFT.c.changed_by).where(DRAFT.c.path == path)
    row = connection.execute(asked).one()
    return bool(version == row.version or (row.changed_by == by and row.alone_since <= version < row.version))


def _remember(connection: Connection, draft: Draft, save: _Save, *, follows: bool) -> None:
    """Store a save in the history of a draft that was as given, unless it is there."""
    has_changed = follows and save.text != draft.text
    known = newest_with(connection, draft.path, text_digest(save.text))
    if known is None or (has_changed and known != newest_revision(connection, draft.path)):
        what, tab = save.what if follows else Change.CONFLICT, save.tab if save.is_automatic else ""
        add_revision(connection, draft.path, save.text, what, now=save.now, actor=save.by, reason=save.reason, tab=tab)
    elif known.what is Change.AUTOSAVED and not save.is_automatic:
        choose_revision(connection, known.id, save.what, save.reason, save.now)


def _update(connection: Connection, draft: Draft, save: _Save, base: str) -> None:
    values: dict[str, Any] = {"base": base}
    if save.text != draft.text:
        values |= {"text": save.text, "size": len(save.text), "version": draft.version + 1}
        values |= {"changed_by": save.by, "changed_at": save.now}
        values |= {} if draft.changed_by == save.by else {"alone_since": draft.version}
    connection.execute(update(DRAFT).where(DRAFT.c.path == draft.path).values(values))


def _found(connection: Connection, path: str) -> Draft | None:
    row = connection.execute(select(*_SUMMARY, DRAFT.c.text).where(DRAFT.c.path == path)).one_or_none()
    return Draft(**_values(row)) if row else None


def _required(connection: Connection, path: str) -> Draft:
    found = _found(connection, path)
    if found is None:
        raise DraftGone(path)
    return found


def _values(row: Any) -> dict[str, Any]:
    return {**row._mapping, "state": DraftState(row.state), "failure": Unpublished(row.failure)}
