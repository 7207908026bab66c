"""Deleting an account, and what becomes of its packs: someone else gets them, or they go too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.people.permitted import require_another
from library.errors import InvalidInput, NotFound
from library.model.audit import Action, AuditLine, by
from library.model.person import normalised_email
from library.storage.audit import record
from library.storage.pack_owners import delete_packs_of, give_packs
from library.storage.people import delete_person, find_person, find_person_by_email, lock_administrators

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.person import Person
    from library.storage.records_database import Connection

NOBODY = "nobody-to-give-to"


def delete_account(library: Library, person_id: int, give_to: str = "") -> None:
    """Delete a person's own account with everything that is stored about them, but lines of the audit log.

    Args:
        library: Where the person is stored.
        person_id: Of the person.
        give_to: The address of someone with an account, who gets the packs; empty to delete them.

    Raises:
        InvalidInput: Nobody else has that address; nothing was changed.
        NotFound: There is no such person.
        Refused: The person is the last administrator.
        RecordsUnavailable: Nothing was changed.
    """
    with library.database.writing() as connection:
        person = find_person(connection, person_id)
        if person is None:
            raise NotFound
        require_another(lock_administrators(connection), person_id)
        _hand_over_or_delete(library, connection, person, give_to)
        delete_person(connection, person_id)
        details = {"role": person.role.value}
        record(connection, AuditLine(library.now(), by(person_id), Action.ACCOUNT_DELETED, str(person_id), details))


def _hand_over_or_delete(library: Library, connection: Connection, person: Person, give_to: str) -> None:
    now, actor = library.now(), by(person.id)
    if not give_to.strip():
        for pack_id in delete_packs_of(connection, person.id):
            record(connection, AuditLine(now, actor, Action.PACK_DELETED, str(pack_id)))
        return
    email = normalised_email(give_to)
    heir = find_person_by_email(connection, email) if email else None
    if heir is None or heir.id == person.id:
        raise InvalidInput({"to": NOBODY})
    for pack_id in give_packs(connection, person.id, heir.id):
        details = {"from": str(person.id), "to": str(heir.id)}
        record(connection, AuditLine(now, actor, Action.PACK_HANDED_OVER, str(pack_id), details))
