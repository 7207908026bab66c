"""Signing in by mail: one request, which its link or its code completes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# How often a code can be entered wrongly before it stops working.
MOST_TRIES = 5


class SignInProblem(StrEnum):
    """Why someone is not signed in."""

    NO_EMAIL = "no-email"  # what was entered is no address
    MANY_MAILS = "many-mails"  # too many mails were asked for
    NO_CODE = "no-code"  # what was entered is no code, so it does not count as a try
    WRONG_CODE = "wrong-code"
    MANY_CODES = "many-codes"  # too many wrong codes were entered for this account, or from this network
    NEEDS_PASSWORD = "needs-password"  # noqa: S105 - coordinators and administrators do not sign in by mail
    WRONG_PASSWORD = "wrong-password"  # noqa: S105 - or wrong code, or wrong address: nobody learns which
    MANY_PASSWORDS = "many-passwords"
    OVER = "over"  # the link or code is used up, out of date, or never was


@dataclass(frozen=True, slots=True)
class SignIn:
    """A request to sign in by mail that can still be completed.

    Attributes:
        id: Of its row.
        link_digest: SHA-256 of the secret in the link.
        browser_digest: SHA-256 of the secret of the browser that asked; ``None`` if any browser may use the link.
        code_digest: What the code is compared with.
        account_key: HMAC of the address that was asked for.
        person_id: Whose address it is; ``None`` if nobody signs in with it.
        next: Where to go afterwards: a path of this site, or empty.
        expires_at: In Unix seconds.
        tries: How often a wrong code was entered.
    """

    id: int
    link_digest: bytes
    browser_digest: bytes | None
    code_digest: bytes
    account_key: bytes
    person_id: int | None
    next: str
    expires_at: int
    tries: int = 0

    @property
    def tries_left(self) -> int:
        """Return how many more codes can be entered."""
        return max(0, MOST_TRIES - self.tries)
