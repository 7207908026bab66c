"""The viewer: who is asking, passed to every action."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from library.model.document import Audience


class Role(StrEnum):
    """The role of a viewer; each may do everything that the roles before it may."""

    ANYONE = "anyone"
    MEMBER = "member"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"

    @property
    def rank(self) -> int:
        """Return its place in that order, from 0."""
        return list(Role).index(self)


_NARROWEST = {
    Role.ANYONE: Audience.PUBLIC,
    Role.MEMBER: Audience.NETWORK,
    Role.COORDINATOR: Audience.COORDINATORS,
    Role.ADMINISTRATOR: Audience.COORDINATORS,
}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is asking.

    Attributes:
        role: The role of the viewer. It alone decides what they may see.
        person_id: Of the person who is signed in, for what is theirs alone; ``None`` for everyone else.
    """

    role: Role = Role.ANYONE
    person_id: int | None = None

    @property
    def audience(self) -> Audience:
        """Return the narrowest audience the viewer belongs to."""
        return _NARROWEST[self.role]

    def is_at_least(self, role: Role) -> bool:
        """Return whether this viewer may do what a role may."""
        return self.role.rank >= role.rank


ANYBODY = Viewer()
