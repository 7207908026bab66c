"""Sending a mail that waits; a mail server that does not take it now is asked again."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Any

from library.errors import JobFailed, MailNotSent
from library.mail.message import Mail
from library.mail.smtp import PASSING, Failure, send
from library.storage.jobs import NewJob

if TYPE_CHECKING:
    from collections.abc import Mapping

    from library.actions.library import Library

MAIL = "mail"
# A mail to an address that nobody has: asking for it takes the same work, and nothing is sent.
NO_MAIL = "no-mail"
_LATE = "too late"


def mail_job(
    mail: Mail, now: int, until: int, *, person_id: int | None = None, invitation_id: int | None = None
) -> NewJob:
    """Return a job that sends a mail.

    Args:
        mail: What to send.
        now: In Unix seconds.
        until: After this, in Unix seconds, it is of no use and is not sent.
        person_id: Whose address it is, to note there if it is refused.
        invitation_id: The same for someone who was invited.
    """
    about = {"until": until, "person_id": person_id, "invitation_id": invitation_id}
    return NewJob(MAIL, {"mail": _words(mail), **about}, now)


def no_mail_job(mail: Mail, now: int) -> NewJob:
    """Return a job that sends nothing, in place of one that would send this."""
    return NewJob(NO_MAIL, {"mail": _words(mail)}, now)


def new_token() -> str:
    """Return a token for a new mail."""
    return secrets.token_urlsafe(16)


def send_nothing(_library: Library, _payload: Mapping[str, Any]) -> None:
    """Do the job in place of a mail to an address that nobody has."""


def send_waiting(library: Library, payload: Mapping[str, Any]) -> None:
    """Send the mail of a job.

    Raises:
        JobFailed: It was not sent.
    """
    if payload["until"] <= time.time():
        raise JobFailed(_LATE, is_final=True)
    try:
        send(library.settings, Mail(**payload["mail"]))
    except MailNotSent as error:
        if error.failure == Failure.ADDRESS:
            about = {name: payload[name] for name in ("person_id", "invitation_id")}
            library.jobs.note_refused_mail(int(time.time()), **about)
        raise JobFailed(error.failure, is_final=error.failure not in PASSING) from None


def _words(mail: Mail) -> dict[str, str]:
    return {"to": mail.to, "subject": mail.subject, "text": mail.text, "language": mail.language, "token": mail.token}
