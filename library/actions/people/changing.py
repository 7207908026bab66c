"""Changing a role, removing a person, and resetting what they sign in with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.actions.people.handing_over import hand_over_or_delete
from library.actions.people.permitted import require_administrator, require_another
from library.errors import NotFound
from library.model.audit import Action, AuditLine
from library.model.viewer import Role
from library.storage.audit import record
from library.storage.people import clear_second_factor, delete_person, find_person, set_role
from library.storage.sessions import end_sessions

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.audit import Actor
    from library.model.person import Person
    from library.storage.records_database import Connection


def change_role(library: Library, actor: Actor, person_id: int, role: Role) -> Person:
    """Change the role of a person and sign them out everywhere; return them as they were.

    Raises:
        NotFound: There is no such person, or the one who asks is no administrator now.
        Refused: The person is the last administrator.
        RecordsUnavailable: Nothing was changed.
    """
    with library.database.writing() as connection:
        administrators = require_administrator(connection, actor)
        person = _found(connection, person_id)
        if person.role is role:
            return person
        require_another(administrators, person_id)
        set_role(connection, person_id, role)
        if role is Role.MEMBER:
            # A member signs in by mail. Whoever is raised again chooses a new password.
            clear_second_factor(connection, person_id)
        end_sessions(connection, person_id)
        details = {"role": role.value, "former_role": person.role.value}
        record(connection, AuditLine(library.now(), actor, Action.ROLE_CHANGED, str(person_id), details))
    return person


def remove_person(library: Library, actor: Actor, person_id: int, give_to: str | None = "") -> Person:
    """Delete a person with their sessions; return them as they were.

    Args:
        library: Where the person is stored.
        actor: Who removes them.
        person_id: Of the person.
        give_to: The address of someone with an account, who gets the packs; ``None`` to delete them.

    Raises:
        InvalidInput: Nobody else has that address, or there are packs and none is given; nothing was changed.
        NotFound: There is no such person, or the one who asks is no administrator now.
        Refused: The person is the last administrator.
        RecordsUnavailable: Nothing was changed.
    """
    with library.database.writing() as connection:
        require_another(require_administrator(connection, actor), person_id)
        person = _found(connection, person_id)
        hand_over_or_delete(connection, actor, person, give_to, library.now())
        delete_person(connection, person_id)
        details = {"role": person.role.value}
        record(connection, AuditLine(library.now(), actor, Action.PERSON_REMOVED, str(person_id), details))
    return person


def reset_second_factor(library: Library, actor: Actor, person_id: int) -> Person:
    """Delete the password, app and recovery codes of a person, and sign them out everywhere; return them as they are.

    They set up new ones when they next sign in by a link.

    Raises:
        NotFound: There is no such person, or the one who asks is no administrator now.
        RecordsUnavailable: Nothing was changed.
    """
    with library.database.writing() as connection:
        require_administrator(connection, actor)
        person = _found(connection, person_id)
        clear_second_factor(connection, person_id)
        end_sessions(connection, person_id)
        record(connection, AuditLine(library.now(), actor, Action.SECOND_FACTOR_RESET, str(person_id)))
    return replace(person, has_second_factor=False)


def _found(connection: Connection, person_id: int) -> Person:
    person = find_person(connection, person_id)
    if person is None:
        raise NotFound
    return person
