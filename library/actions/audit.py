"""The audit log as administrators read it, its file, and the end of its lines."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from library.actions.people.listing import PAGE, pages_of
from library.model.audit import Action, AuditLine, SubjectKind
from library.storage.audit import delete_lines_before, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from library.actions.library import Library
    from library.model.audit import Actor, AuditFilter

_SECONDS_A_DAY = 86_400
COLUMNS = ("time", "action", "actor", "actor_id", "subject_kind", "subject", "subject_name", "details", "sentence")
# How a cell begins that a spreadsheet takes for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A line with the names of the people in it, as they are now.

    Attributes:
        line: As it is stored.
        actor: The name of the person who did it; empty for others, and if they have no account now.
        subject: The name of the person that it was done to, in the same way.
    """

    line: AuditLine
    actor: str
    subject: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One page of the log.

    Attributes:
        lines: Newest first.
        total: How many lines there are on all pages.
        page: Counted from 1.
        pages: At least 1.
    """

    lines: tuple[NamedLine, ...]
    total: int
    page: int
    pages: int


def audit_page(library: Library, wanted: AuditFilter, page: int) -> AuditPage:
    """Return one page of the log.

    Args:
        library: Where it is stored.
        wanted: Which lines.
        page: Counted from 1.

    Raises:
        NotFound: There is no such page.
    """
    total = library.audit.count(wanted)
    pages = pages_of(total, page)
    lines = library.audit.lines(wanted, (page - 1) * PAGE, PAGE)
    return AuditPage(tuple(_named(library, lines)), total, page, pages)


def audit_csv(library: Library, actor: Actor, wanted: AuditFilter, say: Callable[[NamedLine], str]) -> Iterator[str]:
    """Record that the log was downloaded, and return it as CSV (RFC 4180), newest first.

    No cell begins as a formula does: an apostrophe precedes those that would. It begins with a byte-order mark, so that
    Excel reads names as UTF-8.

    Args:
        library: Where it is stored.
        actor: Who downloads it.
        wanted: Which lines.
        say: Returns the sentence of a line.

    Raises:
        RecordsUnavailable: It could not be recorded, so nothing is given.
    """
    with library.database.writing() as connection:
        record(connection, AuditLine(library.now(), actor, Action.AUDIT_EXPORTED))
    return _rows(library, wanted, say)


def clean_audit(library: Library) -> int:
    """Delete the lines whose retention is over, and return how many there were."""
    with library.database.writing() as connection:
        return delete_lines_before(connection, library.now() - library.settings.audit_days * _SECONDS_A_DAY)


def safe_cell(text: str) -> str:
    """Return the text of a cell so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _rows(library: Library, wanted: AuditFilter, say: Callable[[NamedLine], str]) -> Iterator[str]:
    yield "\ufeff" + _row(COLUMNS)
    for lines in library.audit.batches(wanted):
        for each in _named(library, lines):
            yield _row((*_cells(each), str(say(each))))


def _cells(named: NamedLine) -> tuple[str, ...]:
    line = named.line
    at = datetime.fromtimestamp(line.at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    details = " ".join(f"{name}={value}" for name, value in sorted(line.details.items()))
    actor_id = "" if line.actor.person_id is None else str(line.actor.person_id)
    actor = named.actor or line.actor.kind.value
    return (at, line.action.value, actor, actor_id, line.subject_kind.value, line.subject, named.subject, details)


def _row(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(map(safe_cell, cells))
    return buffer.getvalue()


def _named(library: Library, lines: Iterable[AuditLine]) -> Iterator[NamedLine]:
    """Yield the lines with names, looked up for all of them at once."""
    every = tuple(lines)
    names = _names(library, every)
    for line in every:
        actor = names.get((SubjectKind.PERSON, str(line.actor.person_id)), "")
        yield NamedLine(line, actor, names.get((line.subject_kind, line.subject), ""))


def _names(library: Library, lines: Iterable[AuditLine]) -> dict[tuple[SubjectKind, str], str]:
    invitations = {each.subject for each in lines if each.subject_kind is SubjectKind.INVITATION}
    accepted = library.audit.accepted_by(invitations)
    ids = {each.actor.person_id for each in lines if each.actor.person_id is not None} | set(accepted.values())
    ids |= {int(each.subject) for each in lines if each.subject_kind is SubjectKind.PERSON and each.subject}
    people = {key: person.called for key, person in library.people.with_ids(ids).items()}
    waiting = library.invitations.with_ids([int(each) for each in invitations])
    names = {(SubjectKind.PERSON, str(key)): name for key, name in people.items()}
    names |= {(SubjectKind.INVITATION, key): people[by] for key, by in accepted.items() if by in people}
    names |= {(SubjectKind.INVITATION, str(key)): each.called for key, each in waiting.items()}
    return names
