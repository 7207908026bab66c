"""A session: one browser in which a person is signed in."""

from __future__ import annotations

from dataclasses import dataclass

from library.model.viewer import Role, Viewer


@dataclass(frozen=True, slots=True)
class Session:
    """A session that has not ended.

    Attributes:
        id: Names it in lists and forms; opens nothing.
        person_id: Of the person who is signed in.
        name: Of the person, or their address if they gave none.
        person_role: The role that the person has now.
        language: Of the person's mails and pages.
        device: Such as ``Firefox, Windows``.
        started_at: In Unix seconds, as are the next two.
        seen_at: When it was last used, to a few minutes.
        confirmed_at: When the person last gave password and second factor; ``None`` if they signed in by mail.
    """

    id: str
    person_id: int
    name: str
    person_role: Role
    language: str
    device: str
    started_at: int
    seen_at: int
    confirmed_at: int | None

    @property
    def role(self) -> Role:
        """Return the role in this session: without password and second factor no more than a member's.

        So a member who becomes a coordinator has to give both first.
        """
        is_more = self.confirmed_at is None and self.person_role.rank > Role.MEMBER.rank
        return Role.MEMBER if is_more else self.person_role

    @property
    def viewer(self) -> Viewer:
        """Return who asks in this session."""
        return Viewer(self.role, self.person_id)
