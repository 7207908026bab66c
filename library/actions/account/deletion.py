"""Deleting an account, and what becomes of its packs: someone else gets them, or they go too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.people.handing_over import hand_over_or_delete
from library.actions.people.permitted import require_another
from library.errors import NotFound
from library.model.audit import Action, AuditLine, by
from library.storage.audit import record
from library.storage.people import delete_person, find_person, lock_administrators

if TYPE_CHECKING:
    from library.actions.library import Library


def delete_account(library: Library, person_id: int, give_to: str | None = "") -> None:
    """Delete a person's own account with everything that is stored about them, but lines of the audit log.

    Args:
        library: Where the person is stored.
        person_id: Of the person.
        give_to: The address of someone with an account, who gets the packs; ``None`` to delete them.

    Raises:
        InvalidInput: Nobody else has that address, or there are packs and none is given; nothing was changed.
        NotFound: There is no such person.
        Refused: The person is the last administrator.
        RecordsUnavailable: Nothing was changed.
    """
    with library.database.writing() as connection:
        person = find_person(connection, person_id)
        if person is None:
            raise NotFound
        require_another(lock_administrators(connection), person_id)
        hand_over_or_delete(connection, by(person_id), person, give_to, library.now())
        delete_person(connection, person_id)
        details = {"role": person.role.value}
        record(connection, AuditLine(library.now(), by(person_id), Action.ACCOUNT_DELETED, str(person_id), details))
