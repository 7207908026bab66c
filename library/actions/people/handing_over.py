"""What becomes of the packs of someone who leaves: someone else gets them, or they go too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.errors import InvalidInput
from library.model.audit import Action, AuditLine
from library.model.person import normalised_email
from library.storage.audit import record
from library.storage.pack_owners import delete_packs_of, give_packs, has_packs
from library.storage.people import find_person_by_email

if TYPE_CHECKING:
    from library.model.audit import Actor
    from library.model.person import Person
    from library.storage.records_database import Connection

NOBODY = "nobody-to-give-to"


def hand_over_or_delete(connection: Connection, actor: Actor, person: Person, give_to: str | None, now: int) -> None:
    """Give the packs of a person to someone else, or delete them.

    Args:
        connection: To the records, for writing.
        actor: Who decides.
        person: Whose packs they are.
        give_to: The address of someone with an account, who gets the packs; ``None`` to delete them. Empty if nobody
            chose, because there were no packs yet.
        now: In Unix seconds.

    Raises:
        InvalidInput: Nobody else has that address, or nobody chose and there are packs now.
    """
    if give_to is None:
        for pack_id in delete_packs_of(connection, person.id):
            record(connection, AuditLine(now, actor, Action.PACK_DELETED, str(pack_id)))
        return
    if not give_to.strip() and not has_packs(connection, person.id):
        return
    email = normalised_email(give_to)
    heir = find_person_by_email(connection, email) if email else None
    if heir is None or heir.id == person.id:
        raise InvalidInput({"to": NOBODY})
    for pack_id in give_packs(connection, person.id, heir.id):
        details = {"from": str(person.id), "to": str(heir.id)}
        record(connection, AuditLine(now, actor, Action.PACK_HANDED_OVER, str(pack_id), details))
