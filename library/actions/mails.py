"""The words of mails, in the reader's language: plain text, without words of a story.

A mail has one link at most, on a line of its own. What the link does happens only when its reader presses a button.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from library.actions.jobs.mailing import new_token
from library.mail.message import Mail
from library.model.language import SOURCE
from library.translation import Translator

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.invitation import Invitation


def invitation_link(library: Library, secret: str, language: str = SOURCE) -> str:
    """Return the address where an invitation is accepted."""
    shown = language != SOURCE and language in library.settings.languages
    return f"{library.settings.url}{f'/{language}' if shown else ''}/invitations/{secret}"


def invitation_mail(library: Library, invitation: Invitation, secret: str, inviter: str, language: str) -> Mail:
    """Return the mail that invites someone.

    Args:
        library: For the site's address.
        invitation: As it is stored.
        secret: Of its link.
        inviter: The name of the person who invites; may be empty.
        language: Of the mail.
    """
    said = Translator(language)
    until = datetime.fromtimestamp(invitation.expires_at, ZoneInfo("Europe/London")).date()
    paragraphs = (
        said.gettext("Hello %(name)s,", name=invitation.name) if invitation.name else said.gettext("Hello,"),
        said.gettext("%(name)s has invited you to join Commonplace.", name=inviter)
        if inviter
        else said.gettext("You have been invited to join Commonplace."),
        said.gettext("It is a library of stories, videos and guidance about what matters to people."),
        said.gettext("To accept, open this page and select “Accept invitation”:"),
        invitation_link(library, secret, language),
        said.gettext("The link works once, until %(day)s.", day=said.day(until)),
        said.gettext("If you did not expect this mail, ignore it. Nothing will happen."),
    )
    subject = said.gettext("Invitation to Commonplace")
    return Mail(invitation.email, subject, "\n\n".join(paragraphs) + "\n", said.language, new_token())
