"""Work that waits in the records: mails to send, things to clean up.

A process takes a job with a lease. When it is done, the row goes. If the process is killed, the lease ends and the job
is taken again; after ``MOST_TRIES`` it is given up, so that a job that kills its process does not do so for ever.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import delete, func, insert, or_, select, update

from library.storage.people_tables import INVITATION, JOB, PERSON

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Connection

    from library.storage.records_database import RecordsDatabase

# The first and five more, over about five hours.
MOST_TRIES = 6
# Longer than any job takes: a mail server is given 30 seconds for each of about eight answers.
LEASE = 600  # seconds
# Over this, someone floods the site with requests for mails; about 20 MB.
MOST_WAITING = 10_000


@dataclass(frozen=True, slots=True)
class NewJob:
    """Work to do.

    Attributes:
        kind: What is to be done: a key of ``actions/jobs/kinds.py``.
        payload: What it needs, as JSON.
        due_at: When it may begin, in Unix seconds.
        key: While a job of this kind with the same key waits, this one is not added; ``None`` for always.
    """

    kind: str
    payload: Mapping[str, Any]
    due_at: int
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A job that this process has.

    Attributes:
        id: Of its row.
        kind: What is to be done.
        payload: What it needs.
        tries: How often it was taken, with this time.
        lease: Proves that this process still has it.
    """

    id: int
    kind: str
    payload: Mapping[str, Any]
    tries: int
    lease: str


def add_job(connection: Connection, job: NewJob) -> None:
    """Add a job in a transaction: it is there only if the rest is.

    Beyond ``MOST_WAITING`` only one with a key is added.
    """
    waiting = connection.execute(select(func.count()).select_from(JOB).where(JOB.c.failed_at.is_(None))).scalar_one()
    same = (JOB.c.kind == job.kind, JOB.c.key == job.key)
    is_crowded = job.key is None and waiting >= MOST_WAITING
    if is_crowded or (job.key is not None and connection.execute(select(JOB.c.id).where(*same)).first()):
        return
    body = msgspec.json.encode(job.payload)
    row = {"kind": job.kind, "key": job.key, "payload": body, "due_at": job.due_at, "tries": 0}
    connection.execute(insert(JOB).values(row))


class Jobs:
    """The jobs that wait. Threads and processes can share this."""

    def __init__(self, database: RecordsDatabase) -> None:
        """Store where they are."""
        self._database = database

    def add(self, job: NewJob) -> None:
        """Add a job.

        Raises:
            RecordsUnavailable: It could not be stored.
        """
        with self._database.writing() as connection:
            add_job(connection, job)

    def take(self, now: int) -> Job | None:
        """Take the job that has been due longest, for ``LEASE`` seconds, or return ``None``.

        Args:
            now: In Unix seconds.

        Raises:
            RecordsUnavailable: The records cannot be read or written.
        """
        with self._database.reading() as connection:
            if connection.execute(_due(now)).first() is None:
                return None
        lease = str(uuid.uuid4())
        with self._database.writing() as connection:
            row = connection.execute(_due(now).with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            taken = {"leased_until": now + LEASE, "leased_by": lease, "tries": row.tries + 1}
            connection.execute(update(JOB).where(JOB.c.id == row.id).values(taken))
        return Job(row.id, row.kind, msgspec.json.decode(row.payload), row.tries + 1, lease)

    def done(self, job: Job) -> None:
        """Delete a job, unless its lease ended and another process has it."""
        with self._database.writing() as connection:
            connection.execute(delete(JOB).where(*_held(job)))

    def put_off(self, job: Job, due_at: int, failure: str) -> None:
        """Let a job wait for another try."""
        values = {"due_at": due_at, "failure": failure, "leased_until": None, "leased_by": None}
        with self._database.writing() as connection:
            connection.execute(update(JOB).where(*_held(job)).values(values))

    def give_up(self, job: Job, now: int, failure: str) -> None:
        """Keep only that a job failed, and why: what it held is deleted."""
        values = {"failed_at": now, "failure": failure, "payload": b"{}", "key": None, "leased_until": None}
        with self._database.writing() as connection:
            connection.execute(update(JOB).where(*_held(job)).values(values))

    def note_refused_mail(self, now: int, *, person_id: int | None = None, invitation_id: int | None = None) -> None:
        """Record that a mail server refused the address of a person or an invitation."""
        with self._database.writing() as connection:
            for table, row in ((PERSON, person_id), (INVITATION, invitation_id)):
                if row is not None:
                    connection.execute(update(table).where(table.c.id == row).values(mail_refused_at=now))

    def waiting(self) -> int:
        """Return how many jobs wait."""
        return self._count(JOB.c.failed_at.is_(None))

    def failed(self) -> int:
        """Return how many jobs were given up and are still on record."""
        return self._count(JOB.c.failed_at.is_not(None))

    def last_failure(self, kind: str, since: int) -> str:
        """Return why the newest job of a kind was given up; empty if another waits, or if it was given up earlier.

        Args:
            kind: Of the jobs.
            since: In Unix seconds.
        """
        asked = select(JOB.c.failed_at, JOB.c.failure).where(JOB.c.kind == kind).order_by(JOB.c.id.desc()).limit(1)
        with self._database.reading() as connection:
            newest = connection.execute(asked).first()
        return newest.failure if newest and newest.failed_at is not None and newest.failed_at >= since else ""

    def forget_failed(self, before: int) -> None:
        """Delete what is left of jobs that were given up before a time in Unix seconds."""
        with self._database.writing() as connection:
            connection.execute(delete(JOB).where(JOB.c.failed_at < before))

    def _count(self, which: ColumnElement[bool]) -> int:
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(JOB).where(which)).scalar_one()


def _due(now: int) -> Any:
    is_free = or_(JOB.c.leased_until.is_(None), JOB.c.leased_until <= now)
    return select(JOB).where(JOB.c.failed_at.is_(None), JOB.c.due_at <= now, is_free).order_by(JOB.c.due_at).limit(1)


def _held(job: Job) -> tuple[ColumnElement[bool], ...]:
    return (JOB.c.id == job.id, JOB.c.leased_by == job.lease)
