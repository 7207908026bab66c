"""The audit log: who did what, and to which person or document.

A line holds numbers, slugs and values from closed lists. It cannot hold a name, an address, a secret or words of a
story, because nothing that a person typed fits into it. Pages look up the names of people who still have an account.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from library.translation import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

# Of a slug; ids of people and packs are shorter.
MOST_SUBJECT = 200
_SUBJECT = re.compile(rf"[A-Za-z0-9-]{{0,{MOST_SUBJECT}}}")
_DETAIL = re.compile(r"[a-z0-9-]{1,40}")


class ActorKind(StrEnum):
    """Who can do something."""

    PERSON = "person"
    TERMINAL = "terminal"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something.

    Attributes:
        kind: A person, someone at the terminal, or the site itself.
        person_id: Of the person, otherwise ``None``.
    """

    kind: ActorKind
    person_id: int | None = None


TERMINAL = Actor(ActorKind.TERMINAL)
SITE = Actor(ActorKind.SITE)


def by(person_id: int) -> Actor:
    """Return a person as the one who did something."""
    return Actor(ActorKind.PERSON, person_id)


class SubjectKind(StrEnum):
    """What something can be done to."""

    PERSON = "person"
    INVITATION = "invitation"
    DOCUMENT = "document"
    PACK = "pack"
    LIBRARY = "library"


class Action(StrEnum):
    """Everything that is recorded. The words of ``ACTIONS`` say what each means."""

    PERSON_INVITED = "invitation.made"
    INVITATION_RENEWED = "invitation.renewed"
    INVITATION_WITHDRAWN = "invitation.withdrawn"
    INVITATION_ACCEPTED = "invitation.accepted"
    ROLE_CHANGED = "person.role"
    PERSON_REMOVED = "person.removed"
    SECOND_FACTOR_RESET = "person.second-factor-reset"
    SIGN_IN_LINK_MADE = "person.link"
    SIGNED_IN = "session.started"
    SIGNED_OUT = "session.ended"
    SESSIONS_ENDED = "session.all-ended"
    PASSWORD_SET = "account.password"  # noqa: S105 - the name of an action
    SECOND_FACTOR_SET = "account.second-factor"
    RECOVERY_CODES_MADE = "account.recovery-codes"
    RECOVERY_CODE_USED = "account.recovery-code-used"
    ACCOUNT_CHANGED = "account.changed"
    ACCOUNT_EXPORTED = "account.exported"
    ACCOUNT_DELETED = "account.deleted"
    PACK_HANDED_OVER = "pack.handed-over"
    PACK_DELETED = "pack.deleted"
    DOCUMENT_PUBLISHED = "document.published"
    DOCUMENT_AUDIENCE_CHANGED = "document.audience"
    DOCUMENT_CHANGED = "document.changed"
    DOCUMENT_TAKEN_DOWN = "document.taken-down"
    HISTORY_DELETED = "document.history-deleted"
    LIBRARY_PUBLISHED = "library.published"
    AUDIT_EXPORTED = "audit.exported"
    CONTENT_EXPORTED = "content.exported"
    CONTENT_IMPORTED = "content.imported"
    IMPORT_UNDONE = "content.import-undone"
    BACKUP_MADE = "library.backed-up"
    BACKUP_RESTORED = "library.restored"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded of one action.

    Attributes:
        label: In English, for a list of actions.
        sentence: In English, for administrators; has ``%(actor)s``, and may have ``%(subject)s`` and the details.
        subject_kind: What it is done to.
        details: The names of the values that its line may have.
    """

    label: str
    sentence: str
    subject_kind: SubjectKind
    details: frozenset[str] = frozenset()


_INVITATION, _PERSON = SubjectKind.INVITATION, SubjectKind.PERSON
_PACK, _LIBRARY = SubjectKind.PACK, SubjectKind.LIBRARY

ACTIONS = {
    Action.PERSON_INVITED: Recorded(
        N_("Invited someone"), N_("%(actor)s invited %(subject)s. Role: %(role)s."), _INVITATION, frozenset({"role"})
    ),
    Action.INVITATION_RENEWED: Recorded(
        N_("Made a new invitation link"), N_("%(actor)s made a new invitation link for %(subject)s."), _INVITATION
    ),
    Action.INVITATION_WITHDRAWN: Recorded(
        N_("Withdrew an invitation"), N_("%(actor)s withdrew the invitation of %(subject)s."), _INVITATION
    ),
    # The actor is the new person, so that the lines about the invitation can name them.
    Action.INVITATION_ACCEPTED: Recorded(
        N_("Accepted an invitation"),
        N_("%(actor)s accepted an invitation. Role: %(role)s."),
        _INVITATION,
        frozenset({"role"}),
    ),
    Action.ROLE_CHANGED: Recorded(
        N_("Changed a role"),
        N_("%(actor)s changed the role of %(subject)s from %(former_role)s to %(role)s."),
        _PERSON,
        frozenset({"role", "former_role"}),
    ),
    Action.PERSON_REMOVED: Recorded(
        N_("Removed a person"), N_("%(actor)s removed %(subject)s. Role: %(role)s."), _PERSON, frozenset({"role"})
    ),
    Action.SECOND_FACTOR_RESET: Recorded(
        N_("Reset a password and authenticator app"),
        N_("%(actor)s reset the password and second factor of %(subject)s."),
        _PERSON,
    ),
    Action.SIGN_IN_LINK_MADE: Recorded(
        N_("Made a sign-in link"), N_("%(actor)s made a sign-in link for %(subject)s."), _PERSON
    ),
    Action.SIGNED_IN: Recorded(N_("Signed in"), N_("%(actor)s signed in."), _PERSON),
    Action.SIGNED_OUT: Recorded(N_("Signed out"), N_("%(actor)s signed out of one browser."), _PERSON),
    Action.SESSIONS_ENDED: Recorded(
        N_("Signed out everywhere"), N_("%(actor)s signed %(subject)s out everywhere."), _PERSON
    ),
    Action.PASSWORD_SET: Recorded(N_("Set a password"), N_("%(actor)s set a new password."), _PERSON),
    Action.SECOND_FACTOR_SET: Recorded(
        N_("Set up an authenticator app"), N_("%(actor)s set up an authenticator app."), _PERSON
    ),
    Action.RECOVERY_CODES_MADE: Recorded(N_("Made recovery codes"), N_("%(actor)s made new recovery codes."), _PERSON),
    Action.RECOVERY_CODE_USED: Recorded(N_("Used a recovery code"), N_("%(actor)s used a recovery code."), _PERSON),
    Action.ACCOUNT_CHANGED: Recorded(
        N_("Changed their account"), N_("%(actor)s changed their name or language."), _PERSON
    ),
    Action.ACCOUNT_EXPORTED: Recorded(N_("Downloaded their data"), N_("%(actor)s downloaded their own data."), _PERSON),
    Action.ACCOUNT_DELETED: Recorded(
        N_("Deleted their account"),
        N_("%(actor)s deleted their account. Role: %(role)s."),
        _PERSON,
        frozenset({"role"}),
    ),
    Action.PACK_HANDED_OVER: Recorded(
        N_("Handed over a pack"), N_("%(actor)s gave %(subject)s to someone else."), _PACK, frozenset({"from", "to"})
    ),
    Action.PACK_DELETED: Recorded(N_("Deleted a pack"), N_("%(actor)s deleted %(subject)s."), _PACK),
    Action.DOCUMENT_PUBLISHED: Recorded(
        N_("Published a document"),
        N_("%(actor)s published %(subject)s for %(audience)s."),
        SubjectKind.DOCUMENT,
        frozenset({"audience"}),
    ),
    Action.DOCUMENT_AUDIENCE_CHANGED: Recorded(
        N_("Changed the audience of a document"),
        N_("%(actor)s published %(subject)s for %(audience)s, no longer for %(former_audience)s."),
        SubjectKind.DOCUMENT,
        frozenset({"audience", "former_audience"}),
    ),
    Action.DOCUMENT_CHANGED: Recorded(
        N_("Published a new version"), N_("%(actor)s published a new version of %(subject)s."), SubjectKind.DOCUMENT
    ),
    Action.DOCUMENT_TAKEN_DOWN: Recorded(
        N_("Took down a document"), N_("%(actor)s took down %(subject)s."), SubjectKind.DOCUMENT
    ),
    Action.HISTORY_DELETED: Recorded(
        N_("Deleted the history of a document"),
        N_("%(actor)s deleted the history of %(subject)s."),
        SubjectKind.DOCUMENT,
    ),
    Action.LIBRARY_PUBLISHED: Recorded(
        N_("Published many documents"), N_("%(actor)s published many documents at once."), _LIBRARY
    ),
    Action.AUDIT_EXPORTED: Recorded(
        N_("Downloaded the audit log"), N_("%(actor)s downloaded the audit log."), _LIBRARY
    ),
    Action.CONTENT_EXPORTED: Recorded(
        N_("Exported the content"), N_("%(actor)s downloaded all documents and their files."), _LIBRARY
    ),
    Action.CONTENT_IMPORTED: Recorded(
        N_("Imported documents"), N_("%(actor)s imported a folder or zip file."), _LIBRARY
    ),
    Action.IMPORT_UNDONE: Recorded(N_("Undid an import"), N_("%(actor)s undid an import."), _LIBRARY),
    Action.BACKUP_MADE: Recorded(N_("Made a backup"), N_("%(actor)s made a backup."), _LIBRARY),
    Action.BACKUP_RESTORED: Recorded(N_("Restored a backup"), N_("%(actor)s restored a backup."), _LIBRARY),
}


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One thing that someone did.

    Attributes:
        at: When, in Unix seconds.
        actor: Who did it.
        action: What they did.
        subject: The id or slug of what it was done to; empty for the library.
        details: Values from closed lists, such as roles, by name.
        id: Of a stored line, rising with time; otherwise 0.
    """

    at: int
    actor: Actor
    action: Action
    subject: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    id: int = 0

    def __post_init__(self) -> None:
        """Refuse what a person may have typed.

        Raises:
            ValueError: The subject or the details cannot be those of the action.
        """
        right = self.details.keys() == ACTIONS[self.action].details and all(
            _DETAIL.fullmatch(value) for value in self.details.values()
        )
        if not right or not _SUBJECT.fullmatch(self.subject):
            raise ValueError(f"a line of the audit log cannot hold this: {self.action}")

    @property
    def subject_kind(self) -> SubjectKind:
        """Return what it was done to."""
        return ACTIONS[self.action].subject_kind


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines are wanted; each attribute narrows them.

    Attributes:
        action: What was done, or ``None`` for everything.
        person_id: Who did it or had it done to them, or ``None`` for everyone.
        document: The slug of a document, or empty for everything.
    """

    action: Action | None = None
    person_id: int | None = None
    document: str = ""
