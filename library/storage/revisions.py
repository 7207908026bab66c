"""The history of documents: each text that was saved, published or found in a file.

Automatic saves of one tab within ten minutes are one revision, with the newest of their texts. Automatic saves are
deleted after ``AUTOSAVED_DAYS``; what someone chose to save never is, except with its document.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from library.model.revision import MOST_REASON, Change, Revision, RevisionSummary, Source
from library.storage.writing_space import LimitedTexts
from library.storage.writing_tables import REVISION

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection

TEN_MINUTES = 600  # seconds
AUTOSAVED_DAYS = 90
# What happens when a file has a text.
IN_FILE = (Change.PUBLISHED, Change.REPUBLISHED, Change.FOUND)
_DAY = 86_400  # seconds
_SUMMARY = [column for column in REVISION.c if column.name not in {"text", "since", "tab", "size"}]


def text_digest(text: bytes) -> str:
    """Return the SHA-256 of a text in hexadecimal."""
    return hashlib.sha256(text).hexdigest()


def add_revision(
    connection: Connection,
    path: str,
    text: bytes,
    what: Change,
    *,
    now: int,
    actor: int | None,
    source: Source = Source.SITE,
    reason: str = "",
    tab: str = "",
) -> int:
    """Store a text in the history of a document.

    Args:
        connection: To the database of writing, for writing.
        path: Of the document.
        text: All of the file.
        what: What happened.
        now: In Unix seconds.
        actor: The id of the person; ``None`` if there is none.
        source: Where the text comes from.
        reason: Cut off after ``MOST_REASON`` characters.
        tab: Of an automatic save; later ones from it within ten minutes replace the text.

    Returns:
        The id of the revision.
    """
    body = zlib.compress(text, 6)
    values = {"digest": text_digest(text), "at": now, "length": len(text), "size": len(body), "text": body}
    earlier = _earlier_from(connection, path, what, tab, actor, now) if tab else None
    if earlier is not None:
        connection.execute(update(REVISION).where(REVISION.c.id == earlier).values(values))
        return earlier
    values |= {"path": path, "since": now, "actor": actor, "source": source.value, "what": what.value}
    values |= {"reason": reason[:MOST_REASON], "tab": tab}
    added: int = connection.execute(insert(REVISION).values(values).returning(REVISION.c.id)).scalar_one()
    return added


def _earlier_from(connection: Connection, path: str, what: Change, tab: str, actor: int | None, now: int) -> int | None:
    """Return the revision that an automatic save continues: the newest of all or, of a conflict, of its tab."""
    asked = select(REVISION.c.id, REVISION.c.what, REVISION.c.tab, REVISION.c.actor, REVISION.c.since)
    asked = asked.where(REVISION.c.path == path).order_by(REVISION.c.id.desc()).limit(1)
    if what is Change.CONFLICT:
        asked = asked.where(REVISION.c.tab == tab, REVISION.c.what == what.value)
    row = connection.execute(asked).one_or_none()
    is_same = row is not None and (row.what, row.tab, row.actor) == (what.value, tab, actor)
    return int(row.id) if row and is_same and 0 <= now - row.since < TEN_MINUTES else None


def newest_with(connection: Connection, path: str, digest: str) -> RevisionSummary | None:
    """Return the newest revision of a document that has a text, given by its SHA-256, or ``None``."""
    asked = select(*_SUMMARY).where(REVISION.c.path == path, REVISION.c.digest == digest)
    row = connection.execute(asked.order_by(REVISION.c.id.desc()).limit(1)).one_or_none()
    return _summary(row) if row else None


def newest_revision(connection: Connection, path: str) -> RevisionSummary | None:
    """Return the newest revision of a document, or ``None``."""
    asked = select(*_SUMMARY).where(REVISION.c.path == path).order_by(REVISION.c.id.desc()).limit(1)
    row = connection.execute(asked).one_or_none()
    return _summary(row) if row else None


def choose_revision(connection: Connection, revision: int, what: Change, reason: str, now: int) -> None:
    """Record that someone chose to save what was saved automatically before."""
    values = {"what": what.value, "reason": reason[:MOST_REASON], "at": now, "tab": ""}
    connection.execute(update(REVISION).where(REVISION.c.id == revision).values(values))


def forget_revisions(connection: Connection, paths: Iterable[str]) -> None:
    """Delete the history of documents."""
    connection.execute(delete(REVISION).where(REVISION.c.path.in_(list(paths))))


class Revisions(LimitedTexts):
    """The history of documents. Threads and processes can share it."""

    def add(
        self,
        path: str,
        text: bytes,
        what: Change,
        *,
        now: int,
        actor: int | None = None,
        source: Source = Source.SITE,
        reason: str = "",
    ) -> int:
        """Store a text in the history of a document.

        Args:
            path: Of the document, relative to the content folder.
            text: All of the file.
            what: What happened.
            now: In Unix seconds.
            actor: The id of the person; ``None`` if there is none.
            source: Where the text comes from.
            reason: In the person's words; cut off after ``MOST_REASON`` characters.

        Returns:
            The id of the revision.

        Raises:
            TextTooLong: The text is longer than a file may be.
            WritingFull: There is no room.
            RecordsUnavailable: It could not be stored.
        """
        self._require_short(text)
        with self._database.writing() as connection:
            self._require_room(connection, len(text))
            return add_revision(connection, path, text, what, now=now, actor=actor, source=source, reason=reason)

    def of(self, path: str) -> tuple[RevisionSummary, ...]:
        """Return the history of a document, newest first; may be empty."""
        asked = select(*_SUMMARY).where(REVISION.c.path == path).order_by(REVISION.c.id.desc())
        with self._database.reading() as connection:
            return tuple(map(_summary, connection.execute(asked)))

    def read(self, revision: int) -> Revision | None:
        """Return a revision with its text, or ``None``."""
        asked = select(*_SUMMARY, REVISION.c.text).where(REVISION.c.id == revision)
        with self._database.reading() as connection:
            row = connection.execute(asked).one_or_none()
        return Revision(*_values(row), zlib.decompress(row.text)) if row else None

    def texts(self, ids: Collection[int]) -> dict[int, bytes]:
        """Return the texts of revisions, by id; without those that are not there.

        Args:
            ids: At most 10,000.
        """
        asked = select(REVISION.c.id, REVISION.c.text).where(REVISION.c.id.in_(list(ids)))
        with self._database.reading() as connection:
            return {row.id: zlib.decompress(row.text) for row in connection.execute(asked)}

    def newest(self, path: str) -> RevisionSummary | None:
        """Return the newest revision of a document, or ``None``."""
        with self._database.reading() as connection:
            return newest_revision(connection, path)

    def find(self, path: str, digest: str) -> RevisionSummary | None:
        """Return the newest revision of a document that has a text, given by its SHA-256, or ``None``."""
        with self._database.reading() as connection:
            return newest_with(connection, path, digest)

    def paths(self) -> frozenset[str]:
        """Return the paths of all documents that have a history."""
        with self._database.reading() as connection:
            return frozenset(connection.execute(select(REVISION.c.path).distinct()).scalars())

    def states(self, paths: Collection[str] | None = None) -> dict[str, str]:
        """Return SHA-256 of the last text that each file had, in hexadecimal, by path; only of those with a history.

        Args:
            paths: Of the documents, at most 10,000; ``None`` for all.
        """
        which = [REVISION.c.what.in_(IN_FILE), *([] if paths is None else [REVISION.c.path.in_(list(paths))])]
        last = select(func.max(REVISION.c.id)).where(*which).group_by(REVISION.c.path)
        with self._database.reading() as connection:
            rows = connection.execute(select(REVISION.c.path, REVISION.c.digest).where(REVISION.c.id.in_(last))).all()
        return dict(map(tuple, rows))

    def add_found(self, texts: Mapping[str, bytes], now: int) -> None:
        """Store what was found in files that someone changed outside the site.

        Args:
            texts: All of each file, by path.
            now: In Unix seconds.

        Raises:
            WritingFull: There is no room; nothing was stored.
            RecordsUnavailable: Nothing was stored.
        """
        if not texts:
            return
        with self._database.writing() as connection:
            self._require_room(connection, sum(map(len, texts.values())))
            for path, text in texts.items():
                add_revision(connection, path, text, Change.FOUND, now=now, actor=None, source=Source.FILE)

    def forget(self, path: str) -> None:
        """Delete the history of a document; it leaves the disk."""
        with self._database.writing() as connection:
            forget_revisions(connection, [path])
        self._database.scrub()

    def prune(self, now: int) -> int:
        """Delete automatic saves that are older than ``AUTOSAVED_DAYS``.

        Args:
            now: In Unix seconds.

        Returns:
            How many were deleted.
        """
        old = (REVISION.c.what == Change.AUTOSAVED.value, REVISION.c.at < now - AUTOSAVED_DAYS * _DAY)
        with self._database.writing() as connection:
            return connection.execute(delete(REVISION).where(*old)).rowcount


def _values(row: Any) -> tuple[int, str, str, int, int | None, Source, Change, str, int]:
    kinds = (Source(row.source), Change(row.what))
    return (row.id, row.path, row.digest, row.at, row.actor, *kinds, row.reason, row.length)


def _summary(row: Any) -> RevisionSummary:
    return RevisionSummary(*_values(row))
