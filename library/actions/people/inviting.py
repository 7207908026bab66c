"""Inviting people, making their links again, and withdrawing invitations.

The link goes to the person by mail, or if the site sends none, to the administrator to copy. Only a digest of it is
stored, so a link that was lost is replaced by another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.jobs.mailing import mail_job
from library.actions.mails import invitation_mail
from library.actions.packs.secrets import new_secret
from library.actions.people.permitted import require_administrator
from library.errors import NotFound, Refused
from library.model.audit import Action, AuditLine
from library.model.invitation import Invitation
from library.model.refusal import Refusal
from library.storage.audit import record
from library.storage.invitations import (
    NewInvitation,
    add_invitation,
    count_invitations,
    delete_expired_invitations,
    delete_invitation,
    find_invitation_by_email,
    renew_invitation,
)
from library.storage.jobs import add_job
from library.storage.people import emails_of_people, find_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from library.actions.library import Library
    from library.actions.people.pasted_list import Entry
    from library.model.audit import Actor
    from library.model.viewer import Role
    from library.storage.records_database import Connection

VALID = 14 * 86_400  # seconds
# Of those that wait at the same time.
MOST_INVITATIONS = 2_000


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and its link, which nobody can read again.

    Attributes:
        invitation: As the records hold it.
        secret: Of its link.
    """

    invitation: Invitation
    secret: str


@dataclass(frozen=True, slots=True)
class InvitedPeople:
    """What became of a list.

    Attributes:
        invited: In the order of the list.
        members: Those who have an account already.
        waiting: Those who have an invitation already; it was not changed.
    """

    invited: tuple[Invited, ...]
    members: tuple[Entry, ...] = ()
    waiting: tuple[Entry, ...] = ()


def invite(library: Library, actor: Actor, entries: Sequence[Entry], role: Role, language: str) -> InvitedPeople:
    """Invite people, all in one step, and mail them if the site sends mail.

    Args:
        library: Where the invitations are stored.
        actor: Who invites.
        entries: Each address once.
        role: That all of them will have.
        language: Of the mails.

    Raises:
        NotFound: The one who invites is no administrator now.
        Refused: Too many invitations wait already.
        RecordsUnavailable: Nobody was invited.
    """
    now = library.now()
    with library.database.writing() as connection:
        require_administrator(connection, actor)
        delete_expired_invitations(connection, now)
        known = emails_of_people(connection, [each.email for each in entries])
        new = [each for each in entries if each.email not in known]
        if count_invitations(connection) + len(new) > MOST_INVITATIONS:
            raise Refused(Refusal.MANY_INVITATIONS)
        made = [(each, _added(connection, actor, each, role, now)) for each in new]
        _mail(library, connection, actor, [invited for _, invited in made if invited], language)
    return InvitedPeople(
        tuple(invited for _, invited in made if invited),
        tuple(each for each in entries if each.email in known),
        tuple(each for each, invited in made if not invited),
    )


def invite_again(library: Library, actor: Actor, invitation_id: int, language: str) -> Invited:
    """Give an invitation a new link and its whole time again, and mail it if the site sends mail.

    The earlier link no longer works.

    Raises:
        NotFound: It does not wait now, or the one who asks is no administrator now.
        RecordsUnavailable: Nothing was changed.
    """
    secret, now = new_secret(), library.now()
    with library.database.writing() as connection:
        require_administrator(connection, actor)
        invitation = renew_invitation(connection, invitation_id, secret, now, now + VALID)
        if invitation is None:
            raise NotFound
        record(connection, AuditLine(now, actor, Action.INVITATION_RENEWED, str(invitation_id)))
        _mail(library, connection, actor, [Invited(invitation, secret)], language)
    return Invited(invitation, secret)


def invite_one(library: Library, actor: Actor, entry: Entry, role: Role) -> Invited:
    """Invite one person by a link alone; an invitation that waits for them is replaced.

    Raises:
        Refused: They have an account already.
        NotFound: The one who invites is no administrator now.
        RecordsUnavailable: Nobody was invited.
    """
    now = library.now()
    with library.database.writing() as connection:
        require_administrator(connection, actor)
        if emails_of_people(connection, [entry.email]):
            raise Refused(Refusal.IS_MEMBER)
        earlier = find_invitation_by_email(connection, entry.email)
        if earlier and delete_invitation(connection, earlier.id):
            record(connection, AuditLine(now, actor, Action.INVITATION_WITHDRAWN, str(earlier.id)))
        invited = _added(connection, actor, entry, role, now)
    if invited is None:
        raise Refused(Refusal.IS_INVITED)
    return invited


def withdraw_invitation(library: Library, actor: Actor, invitation_id: int) -> None:
    """Withdraw an invitation; its link no longer works.

    Raises:
        NotFound: It does not wait now, or the one who asks is no administrator now.
        RecordsUnavailable: Nothing was changed.
    """
    with library.database.writing() as connection:
        require_administrator(connection, actor)
        if not delete_invitation(connection, invitation_id):
            raise NotFound
        record(connection, AuditLine(library.now(), actor, Action.INVITATION_WITHDRAWN, str(invitation_id)))


def clean_invitations(library: Library) -> None:
    """Delete invitations that can no longer be accepted."""
    with library.database.writing() as connection:
        delete_expired_invitations(connection, library.now())


def _added(connection: Connection, actor: Actor, entry: Entry, role: Role, now: int) -> Invited | None:
    secret = new_secret()
    new = NewInvitation(secret, entry.email, entry.name, role, actor.person_id, now, now + VALID)
    invitation_id = add_invitation(connection, new)
    if invitation_id is None:
        return None
    record(connection, AuditLine(now, actor, Action.PERSON_INVITED, str(invitation_id), {"role": role.value}))
    return Invited(Invitation(invitation_id, entry.email, entry.name, role, now, now + VALID), secret)


def _mail(library: Library, connection: Connection, actor: Actor, invited: Sequence[Invited], language: str) -> None:
    """Let mails with the links wait to be sent, if the site sends mail."""
    if not library.settings.mail_url:
        return
    inviter = find_person(connection, actor.person_id) if actor.person_id is not None else None
    for each in invited:
        about = each.invitation
        mail = invitation_mail(library, about, each.secret, inviter.name if inviter else "", language)
        add_job(connection, mail_job(mail, about.made_at, about.expires_at, invitation_id=about.id))
