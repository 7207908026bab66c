"""Codes of an authenticator app: time-based, six digits, a new one every 30 seconds (RFC 6238)."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

import pyotp

SECONDS = 30
# A phone's clock may be wrong by so many steps, and a code takes time to enter.
_STEPS_OFF = 1


@dataclass(frozen=True, slots=True)
class AuthenticatorKey:
    """What an app and the site share.

    Attributes:
        secret: In base 32, as people type it where no picture can be read: 160 bits.
    """

    secret: str

    def address(self, library: str, email: str) -> str:
        """Return the ``otpauth:`` address that an app reads from a QR code.

        Args:
            library: What the app shows as the site.
            email: What it shows as the account.
        """
        return pyotp.TOTP(self.secret, interval=SECONDS).provisioning_uri(name=email, issuer_name=library)

    @property
    def grouped(self) -> str:
        """Return the secret in groups of four, to be typed."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))

    def step_of(self, code: str, now: float) -> int | None:
        """Return the time step that a code belongs to, or ``None`` if it is not right now.

        Args:
            code: Six digits, as they were entered: spaces between them do no harm.
            now: In Unix seconds.
        """
        digits = "".join(code.split())
        if len(digits) != 6 or not (digits.isascii() and digits.isdecimal()):
            return None
        app, current = pyotp.TOTP(self.secret, interval=SECONDS), int(now) // SECONDS
        # All are compared, so that the time taken says nothing.
        steps = range(current - _STEPS_OFF, current + _STEPS_OFF + 1)
        right = [step for step in steps if hmac.compare_digest(app.generate_otp(step), digits)]
        return right[0] if right else None


def new_authenticator_key() -> AuthenticatorKey:
    """Return a new key."""
    return AuthenticatorKey(pyotp.random_base32())
