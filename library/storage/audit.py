"""The audit log, only ever added to: the one thing that deletes a line is the end of its retention.

A line is written in the transaction of what it is about (``record``), so neither is there without the other.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, insert, or_, select

from library.model.audit import Action, Actor, ActorKind, AuditFilter, AuditLine, SubjectKind
from library.storage.people_tables import AUDIT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import ColumnElement, Connection, Row

    from library.storage.records_database import RecordsDatabase

# So many lines are in memory at once while all are read.
_BATCH = 1_000


EVERYTHING = AuditFilter()


def record(connection: Connection, line: AuditLine) -> None:
    """Add a line to the log, in the transaction of what it is about."""
    row = {
        "at": line.at,
        "actor_id": line.actor.person_id,
        "actor_kind": line.actor.kind.value,
        "action": line.action.value,
        "subject_kind": line.subject_kind.value,
        "subject": line.subject,
        "details": json.dumps(dict(line.details), sort_keys=True),
    }
    connection.execute(insert(AUDIT).values(row))


def delete_lines_before(connection: Connection, at: int) -> int:
    """Delete the lines whose retention is over, and return how many there were.

    Args:
        connection: To the records, for writing.
        at: Lines from before this time are deleted, in Unix seconds.
    """
    return connection.execute(delete(AUDIT).where(AUDIT.c.at < at)).rowcount


class AuditLog:
    """The stored lines, to read. Threads and processes can share it."""

    def __init__(self, database: RecordsDatabase) -> None:
        """Store where the lines are."""
        self._database = database

    def count(self, wanted: AuditFilter = EVERYTHING) -> int:
        """Return how many lines there are."""
        asked = select(func.count()).select_from(AUDIT).where(*_conditions(wanted))
        with self._database.reading() as connection:
            return connection.execute(asked).scalar_one()

    def lines(self, wanted: AuditFilter = EVERYTHING, start: int = 0, most: int = _BATCH) -> tuple[AuditLine, ...]:
        """Return some of the lines, newest first.

        Args:
            wanted: Which lines.
            start: How many to leave out at the beginning.
            most: How many to return.
        """
        asked = select(AUDIT).where(*_conditions(wanted)).order_by(AUDIT.c.id.desc()).offset(start).limit(most)
        with self._database.reading() as connection:
            return tuple(map(_line, connection.execute(asked)))

    def batches(self, wanted: AuditFilter = EVERYTHING) -> Iterator[tuple[AuditLine, ...]]:
        """Yield all lines, newest first, some at a time, without those added meanwhile."""
        before: int | None = None
        while True:
            newer = () if before is None else (AUDIT.c.id < before,)
            asked = select(AUDIT).where(*_conditions(wanted), *newer).order_by(AUDIT.c.id.desc()).limit(_BATCH)
            with self._database.reading() as connection:
                found = tuple(map(_line, connection.execute(asked)))
            yield found
            if len(found) < _BATCH:
                return
            before = found[-1].id

    def accepted_by(self, invitations: Collection[str]) -> dict[str, int]:
        """Map the ids of invitations that were accepted to the ids of the people who did."""
        asked = select(AUDIT.c.subject, AUDIT.c.actor_id).where(
            AUDIT.c.subject_kind == SubjectKind.INVITATION.value,
            AUDIT.c.subject.in_(invitations),
            AUDIT.c.action == Action.INVITATION_ACCEPTED.value,
        )
        with self._database.reading() as connection:
            return {row.subject: row.actor_id for row in connection.execute(asked)}


def _conditions(wanted: AuditFilter) -> tuple[ColumnElement[bool], ...]:
    found: list[ColumnElement[bool]] = []
    if wanted.action:
        found.append(AUDIT.c.action == wanted.action.value)
    if wanted.person_id is not None:
        about = _is_about(SubjectKind.PERSON, str(wanted.person_id))
        found.append(or_(AUDIT.c.actor_id == wanted.person_id, about))
    if wanted.document:
        found.append(_is_about(SubjectKind.DOCUMENT, wanted.document))
    return tuple(found)


def _is_about(kind: SubjectKind, subject: str) -> ColumnElement[bool]:
    return and_(AUDIT.c.subject_kind == kind.value, AUDIT.c.subject == subject)


def _line(row: Row[tuple[object, ...]]) -> AuditLine:
    actor = Actor(ActorKind(row.actor_kind), row.actor_id)
    return AuditLine(row.at, actor, Action(row.action), row.subject, json.loads(row.details), row.id)
