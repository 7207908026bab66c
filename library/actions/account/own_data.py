"""Everything that is stored about a person, to take away."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from library.errors import NotFound
from library.model.audit import Action, AuditFilter, AuditLine, by
from library.storage.audit import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.actions.library import Library


def own_data(library: Library, person_id: int) -> bytes:
    """Return what is stored about a person as JSON, indented to be read, and record that they took it.

    It has no secrets: hashes and keys are of no use to anyone but the site.

    Raises:
        NotFound: There is no such person.
        RecordsUnavailable: The records do not answer.
    """
    person = library.people.find(person_id)
    if person is None:
        raise NotFound
    with library.database.writing() as connection:
        record(connection, AuditLine(library.now(), by(person_id), Action.ACCOUNT_EXPORTED, str(person_id)))
    found = {
        "account": {
            "email": person.email,
            "name": person.name,
            "role": person.role.value,
            "language": person.language,
            "joined": _time(person.joined_at),
            "last_seen": _time(person.seen_on) if person.seen_on else None,
            "has_password_and_app": person.has_second_factor,
            "mail_was_refused": person.mail_was_refused,
        },
        "sessions": [
            {"browser": each.device, "signed_in": _time(each.started_at), "last_used": _time(each.seen_at)}
            for each in library.sessions.of_person(person_id, library.now())
        ],
        "packs": list(_packs(library, person_id)),
        "audit_log": list(_lines(library, person_id)),
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"


def _packs(library: Library, person_id: int) -> Iterator[dict[str, Any]]:
    for owned in library.pack_owners.packs_of(person_id):
        stored = library.records.pack_with_code(owned.code)
        if stored:
            yield {"code": owned.code, "changed": owned.changed_on, "contents": msgspec.to_builtins(stored.pack)}


def _lines(library: Library, person_id: int) -> Iterator[dict[str, Any]]:
    for lines in library.audit.batches(AuditFilter(person_id=person_id)):
        for line in lines:
            yield {"at": _time(line.at), "action": line.action.value, "by_you": line.actor.person_id == person_id}


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()
