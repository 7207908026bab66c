"""Codes and secrets of packs.

An editing or view-only link has 192 random bits. A code is read aloud and typed by hand: 13 letters and digits of
Crockford's base 32 (no I, L, O or U), 65 bits, shown in groups. On a file, the mark of its edition follows it.
"""

from __future__ import annotations

import secrets

from library.model.code_alphabet import ALPHABET

CODE_LENGTH = 13
MARK_LENGTH = 4
SECRET_BYTES = 24
ITEM_ID_LENGTH = 8


def new_secret() -> str:
    """Return 32 letters, digits, hyphens and underscores: 192 random bits."""
    return secrets.token_urlsafe(SECRET_BYTES)


def new_code() -> str:
    """Return a code: 65 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def new_item_id() -> str:
    """Return an id that is unique within a pack: 40 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(ITEM_ID_LENGTH)).lower()


def shown_code(code: str, mark: str = "") -> str:
    """Return a code in groups, as people read it: ``7KQM-2F9T-XBRCE``, or on a file ``7KQM-2F9T-XBRCE-4ZTA``."""
    return "-".join(filter(None, (code[:4], code[4:8], code[8:], mark)))
