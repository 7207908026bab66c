"""Giving a mail to a mail server."""

from __future__ import annotations

import smtplib
import ssl
import time
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from library.errors import MailNotSent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.mail.message import Mail
    from library.settings import Settings

SECONDS = 30  # that the server may take for each answer
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_PORTS = {"smtp": 587, "smtps": 465}


class Failure(StrEnum):
    """Why a mail was not sent, in words that hold nothing of it."""

    UNREACHABLE = "server unreachable"
    UNTRUSTED = "server not trusted"
    LOGIN = "login refused"
    LATER = "server asks to try later"
    ADDRESS = "address refused"
    REFUSED = "mail refused"


# Worth trying again: nothing is wrong with the mail.
PASSING = frozenset({Failure.UNREACHABLE, Failure.UNTRUSTED, Failure.LOGIN, Failure.LATER})


def send(settings: Settings, mail: Mail) -> None:
    """Send a mail. Login and mail are encrypted on the way, unless the server is this machine.

    Raises:
        MailNotSent: The server cannot be reached, or does not take it; holds a ``Failure``.
    """
    with _translated(), _connected(settings.mail_url) as server:
        server.send_message(mail.message(settings.mail_from, time.time()), to_addrs=[mail.to])


@contextmanager
def _connected(url: str) -> Iterator[smtplib.SMTP]:
    parts = urlsplit(url)
    host, port, context = parts.hostname or "", parts.port or _PORTS[parts.scheme], ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=SECONDS)
    with server:
        if parts.scheme == "smtp" and host not in LOOPBACK:
            server.starttls(context=context)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        yield server


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise MailNotSent(Failure.LATER if all(map(_is_passing, codes)) else Failure.ADDRESS) from None
    except smtplib.SMTPAuthenticationError:
        raise MailNotSent(Failure.LOGIN) from None
    except smtplib.SMTPResponseException as error:
        raise MailNotSent(Failure.LATER if _is_passing(error.smtp_code) else Failure.REFUSED) from None
    except ssl.SSLError:
        raise MailNotSent(Failure.UNTRUSTED) from None
    except (OSError, smtplib.SMTPServerDisconnected):
        raise MailNotSent(Failure.UNREACHABLE) from None
    except smtplib.SMTPException:
        # Such as a server without the encryption that we ask for.
        raise MailNotSent(Failure.UNTRUSTED) from None


def _is_passing(code: int) -> bool:
    return 400 <= code < 500
