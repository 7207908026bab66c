"""Codes and secrets of packs.

A link to edit or to look carries 192 random bits. A code is read aloud and typed by hand: 13 letters and digits of
Crockford's base 32 (no I, L, O or U), 65 bits, shown in groups.
"""

from __future__ import annotations

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 13
SECRET_BYTES = 24
ITEM_ID_LENGTH = 8

# What people type for what they read (https://www.crockford.com/base32.html).
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
_CODE = re.compile(f"[{ALPHABET}]{{{CODE_LENGTH}}}")


def new_secret() -> str:
    """Return 32 letters, digits, hyphens and underscores: 192 random bits."""
    return secrets.token_urlsafe(SECRET_BYTES)


def new_code() -> str:
    """Return a code: 65 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def new_item_id() -> str:
    """Return an id that no other item of a pack is likely to have: 40 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(ITEM_ID_LENGTH)).lower()


def shown_code(code: str) -> str:
    """Return a code in groups, as people read it: ``7KQM-2F9T-XBRCE``."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def read_code(typed: str) -> str | None:
    """Return the code that somebody typed, or ``None`` where it cannot be one."""
    code = re.sub(r"[\s-]+", "", typed.upper()).translate(_MISREAD)
    return code if _CODE.fullmatch(code) else None
