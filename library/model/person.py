"""A person with an account, and how their address and name are read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from library.model.characters import clean
from library.model.viewer import Role

# RFC 5321, 4.5.3.1: the longest address, and the longest part before the @.
MOST_EMAIL = 254
_MOST_BEFORE_AT = 64
MOST_NAME = 100
# The roles that a person can have.
ROLES = (Role.MEMBER, Role.COORDINATOR, Role.ADMINISTRATOR)
# Letters that look like nothing: fillers of Hangul.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0")

_BEFORE_AT = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?=[a-z]){_LABEL}")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with an account.

    Attributes:
        id: Never used again after the account is deleted.
        email: As ``normalised_email`` gives it.
        name: As they want to be called; may be empty.
        role: Never ``anyone``.
        language: Of mails to them, a code of ``library.model.language``.
        joined_at: In Unix seconds.
        seen_on: When they were last here, in Unix seconds, written at most once a day; ``None`` if never.
        has_second_factor: Whether they have a password and an authenticator app, as coordinators and administrators
            need.
        mail_was_refused: Whether a mail server did not take the last mail to them.
    """

    id: int
    email: str
    name: str
    role: Role
    language: str
    joined_at: int
    seen_on: int | None = None
    has_second_factor: bool = False
    mail_was_refused: bool = False

    @property
    def called(self) -> str:
        """Return their name, or their address if they gave none."""
        return self.name or self.email


def normalised_email(text: str) -> str | None:
    """Return an address as it is stored and compared, or ``None`` if mail cannot be sent to it.

    Everything is in small letters: no mail server in use tells *Ann* from *ann*. Before the @ only ASCII is accepted,
    so that no two addresses look alike. Other letters in the domain become ASCII (RFC 3490).
    """
    text = text.strip()
    if len(text) > MOST_EMAIL:
        return None
    before, at, domain = text.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    address = f"{before.lower()}@{domain}"
    right = (
        at
        and before.isascii()
        and len(before) <= _MOST_BEFORE_AT
        and len(address) <= MOST_EMAIL
        and _BEFORE_AT.fullmatch(before.lower())
        and _DOMAIN.fullmatch(domain)
    )
    return address if right else None


def person_name(text: str) -> str:
    """Return a name on one line, without characters that no page accepts; empty if nothing of it can be seen.

    It may be longer than ``MOST_NAME``: the form that it comes from says so.
    """
    name = unicodedata.normalize("NFC", " ".join(clean(text).split()))
    return name if any(each.isalnum() and each not in _BLANK for each in name) else ""
