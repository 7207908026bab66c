"""Who may change people: asked again in the transaction of the change, because two can act at the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.errors import NotFound, Refused
from library.model.audit import ActorKind
from library.model.refusal import Refusal
from library.storage.people import lock_administrators

if TYPE_CHECKING:
    from library.model.audit import Actor
    from library.storage.records_database import Connection


def require_administrator(connection: Connection, actor: Actor) -> frozenset[int]:
    """Return the ids of all administrators, if the actor is one of them or at the terminal.

    Nobody else changes who they are until the transaction ends.

    Raises:
        NotFound: The actor is no administrator now.
    """
    administrators = lock_administrators(connection)
    if actor.kind is ActorKind.PERSON and actor.person_id not in administrators:
        raise NotFound
    return administrators


def require_another(administrators: frozenset[int], person_id: int) -> None:
    """Refuse to lose the last administrator.

    Raises:
        Refused: The person is the only one.
    """
    if administrators == {person_id}:
        raise Refused(Refusal.LAST_ADMINISTRATOR)
