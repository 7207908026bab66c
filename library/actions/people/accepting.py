"""Opening an account with an invitation.

Looking at the link uses up nothing, because mail scanners and previews look at links. Accepting is one transaction: the
invitation goes, and person, session and line of the audit log come. A process that is killed leaves all of it or none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.sign_in.keys import account_key
from library.actions.sign_in.starting import Started, start
from library.errors import InvalidInput, NotFound
from library.model.audit import Action, AuditLine, by
from library.model.person import MOST_NAME, person_name
from library.model.viewer import Role
from library.storage.audit import record
from library.storage.invitations import use_invitation
from library.storage.people import add_person, emails_of_people

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.actions.sign_in.starting import Browser
    from library.model.invitation import Invitation


# Where coordinators and administrators set a password and an authenticator app.
SET_UP = "/account/security"


def open_invitation(library: Library, secret: str) -> Invitation:
    """Return the invitation of a link.

    Raises:
        NotFound: The link was used, replaced or withdrawn, is too old, or never was one.
    """
    found = library.invitations.open(secret, library.now()) if library.database.exists() else None
    if found is None:
        raise NotFound
    return found


def accept(library: Library, secret: str, name: str, language: str, browser: Browser) -> Started:
    """Open an account with an invitation, and sign the person in, as no more than a member.

    Args:
        library: Where the account is stored.
        secret: Of the link.
        name: As it was typed.
        language: Of the page that it was typed on.
        browser: That it was typed in.

    Raises:
        InvalidInput: The name is missing or too long; the invitation still waits.
        NotFound: The link opens nothing now.
        RecordsUnavailable: Nothing was changed.
    """
    called = person_name(name)
    if not called or len(called) > MOST_NAME:
        open_invitation(library, secret)
        raise InvalidInput({"name": "too-long" if called else "empty"})
    now = library.now()
    with library.database.writing() as connection:
        invitation = use_invitation(connection, secret, now)
        # Only someone invited twice at once can have an account already.
        if invitation is None or emails_of_people(connection, [invitation.email]):
            raise NotFound
        person = add_person(connection, invitation.email, called, invitation.role, language, now)
        details = {"role": person.role.value}
        record(connection, AuditLine(now, by(person.id), Action.INVITATION_ACCEPTED, str(invitation.id), details))
        account, then = account_key(library, person.email), SET_UP if person.role is not Role.MEMBER else ""
        return start(library, connection, browser, person.id, account, now, next_path=then)
