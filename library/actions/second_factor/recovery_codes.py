"""Printed codes that stand in for an authenticator app, each used once."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from library.model.code_alphabet import ALPHABET

# Enough for a year of forgotten phones; new ones replace the rest.
HOW_MANY = 10
_LETTERS = 12  # 60 bits
_GROUP = 4
# What people read for letters that the alphabet leaves out.
_READ_AS = str.maketrans("OIL", "011")


def new_recovery_codes() -> tuple[str, ...]:
    """Return new codes, such as ``7KQM-2F9T-XBRC``."""
    return tuple(_grouped("".join(secrets.choice(ALPHABET) for _ in range(_LETTERS))) for _ in range(HOW_MANY))


def recovery_digest(secret_key: str, person_id: int, code: str) -> bytes:
    """Return what is stored of a code, as people enter it: in any case, with or without hyphens and spaces.

    Args:
        secret_key: The site's: without it, the records do not tell whether a guessed code is right.
        person_id: Whose code it is.
        code: As it was entered, or printed.
    """
    letters = "".join(each for each in code.upper() if each.isalnum())[: 4 * _LETTERS].translate(_READ_AS)
    return hmac.digest(secret_key.encode(), f"recovery\0{person_id}\0{letters}".encode(), hashlib.sha256)


def _grouped(code: str) -> str:
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
