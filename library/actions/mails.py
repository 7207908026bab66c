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
    from library.model.person import Person


def invitation_link(library: Library, secret: str, language: str = SOURCE) -> str:
    """Return the address where an invitation is accepted."""
    return page_address(library, language, f"/invitations/{secret}")


def page_address(library: Library, language: str, path: str) -> str:
    """Return the absolute address of a page in a language, if the site has it, otherwise in English."""
    shown = language != SOURCE and language in library.settings.languages
    return f"{library.settings.url}{f'/{language}' if shown else ''}{path}"


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
        said.gettext("If you did not expect this email, ignore it. Nothing will happen."),
    )
    subject = said.gettext("Invitation to Commonplace")
    return Mail(invitation.email, subject, "\n\n".join(paragraphs) + "\n", said.language, new_token())


def sign_in_mail(library: Library, person: Person, link: str, code: str, minutes: int) -> Mail:
    """Return the mail that someone signs in with.

    Args:
        library: For the site's address.
        person: Who gets it.
        link: The secret of the link.
        code: Six digits.
        minutes: How long both work.
    """
    said = Translator(person.language)
    return _to_person(
        person,
        said,
        said.gettext("Open this link on the device where you asked to sign in:"),
        page_address(library, person.language, f"/sign-in/link/{link}"),
        said.gettext("Or enter this code there:"),
        f"{code[:3]} {code[3:]}",
        said.gettext("The link and the code work once, for %(minutes)s minutes.", minutes=minutes),
        said.gettext("If you did not ask to sign in, ignore this email. Do not give the code to anyone."),
    )


def password_mail(library: Library, person: Person) -> Mail:
    """Return the mail to someone who asked to sign in by mail, but signs in with a password."""
    said = Translator(person.language)
    return _to_person(
        person,
        said,
        said.gettext(
            "You sign in with a password and a code from your authenticator app, not by email. Open this page:"
        ),
        page_address(library, person.language, "/sign-in/password"),
        said.gettext("If you did not ask to sign in, ignore this email."),
    )


def _to_person(person: Person, said: Translator, *paragraphs: str) -> Mail:
    text = "\n\n".join(paragraphs)
    # The first paragraph is ours, so it says what language the mail is in.
    language = said.language_of(paragraphs[0])
    return Mail(person.email, said.gettext("Sign in to Commonplace"), f"{text}\n", language, new_token())
