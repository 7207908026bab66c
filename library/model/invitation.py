"""An invitation to join, until it is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from library.model.viewer import Role


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that waits.

    Attributes:
        id: Never used again.
        email: As ``normalised_email`` gives it.
        name: That the administrator gave; may be empty.
        role: That the person will have.
        made_at: When its link was made, in Unix seconds.
        expires_at: When its link stops working, in Unix seconds.
        mail_was_refused: Whether a mail server did not take the mail with the link.
    """

    id: int
    email: str
    name: str
    role: Role
    made_at: int
    expires_at: int
    mail_was_refused: bool = False

    @property
    def called(self) -> str:
        """Return the name, or the address if the administrator gave none."""
        return self.name or self.email
