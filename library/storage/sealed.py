"""Small secrets that the site has to read again, encrypted: the key of an authenticator app, the link of a pack.

A copy of the records alone opens none of them. The key is derived from the site's secret key, one for each purpose, so
that a value moved to another column cannot be read there.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# RFC 5116, 5.1: bytes of a nonce that is never used twice with one key.
_NONCE = 12


def seal(secret_key: str, purpose: str, value: bytes) -> bytes:
    """Return a value encrypted (AES-256-GCM, RFC 5116), 28 bytes longer than it was.

    Args:
        secret_key: The site's.
        purpose: What it is for, such as ``totp 7``: it can be opened for this only.
        value: Of any length.
    """
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key(secret_key)).encrypt(nonce, value, purpose.encode())


def unseal(secret_key: str, purpose: str, sealed: bytes) -> bytes | None:
    """Return a value as it was, or ``None`` if it was sealed with another key or for another purpose.

    Args:
        secret_key: The site's.
        purpose: As for ``seal``.
        sealed: What ``seal`` returned.
    """
    try:
        return AESGCM(_key(secret_key)).decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose.encode())
    except (InvalidTag, ValueError):
        return None


def _key(secret_key: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"commonplace sealed values")
    return derived.derive(secret_key.encode())
