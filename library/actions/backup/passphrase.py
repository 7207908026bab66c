"""Encrypting a key with a passphrase in the format of age (https://age-encryption.org/v1), with a fixed amount of work.

``pyrage`` chooses the amount of work by measuring this computer, and refuses a file that would take this computer long.
So a passphrase that a fast server has used might not open its backup on a slower one, or while it is busy. Here the
amount is fixed: 0.3 s and 128 MB, as OWASP recommends for scrypt (2 to the power of 17). Other programs that know the
format open what is written here.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# The exponents of scrypt's work: what is written, and the most that is read (1 GB of memory).
WORK, MOST_WORK = 17, 20

_BYTES = 16  # of a file key, a salt and a nonce
_NO_NONCE = bytes(12)  # for a key that is used once
_ONLY_PIECE = bytes(11) + b"\x01"  # the number of the first piece, and that it is the last
_HEADER = re.compile(
    rb"age-encryption\.org/v1\n"
    rb"-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n"
    rb"--- ([A-Za-z0-9+/]{43})\n"
)


def encrypt_with_passphrase(secret: bytes, passphrase: str) -> bytes:
    """Return a short secret as a whole file of age, encrypted with a passphrase.

    Args:
        secret: At most 64 KB, the size of a piece in this format.
        passphrase: Not empty.
    """
    file_key, salt, nonce = (secrets.token_bytes(_BYTES) for _ in range(3))
    wrapped = ChaCha20Poly1305(_derived(passphrase, salt, WORK)).encrypt(_NO_NONCE, file_key, None)
    header = b"age-encryption.org/v1\n-> scrypt %b %d\n%b\n---" % (_text(salt), WORK, _text(wrapped))
    body = ChaCha20Poly1305(_key(file_key, nonce, b"payload")).encrypt(_ONLY_PIECE, secret, None)
    return header + b" " + _text(_mac(file_key, header)) + b"\n" + nonce + body


def decrypt_with_passphrase(encrypted: bytes, passphrase: str) -> bytes | None:
    """Return the secret in a file of age; ``None`` if the passphrase is another one or the file is not whole."""
    found = _HEADER.match(encrypted)
    if found is None or int(found[2]) > MOST_WORK:
        return None
    salt, wrapped, mac = (b64decode(part + b"==="[: -len(part) % 4]) for part in (found[1], found[3], found[4]))
    start = found.end()
    nonce, body = encrypted[start : start + _BYTES], encrypted[start + _BYTES :]
    try:
        file_key = ChaCha20Poly1305(_derived(passphrase, salt, int(found[2]))).decrypt(_NO_NONCE, wrapped, None)
        secret = ChaCha20Poly1305(_key(file_key, nonce, b"payload")).decrypt(_ONLY_PIECE, body, None)
    except InvalidTag:
        return None
    header = encrypted[: found.start(4) - 1]
    return secret if hmac.compare_digest(mac, _mac(file_key, header)) else None


def _derived(passphrase: str, salt: bytes, work: int) -> bytes:
    whole = b"age-encryption.org/v1/scrypt" + salt
    most = (256 << work) * 8  # twice what scrypt needs for blocks of 8
    return hashlib.scrypt(passphrase.encode(), salt=whole, n=1 << work, r=8, p=1, maxmem=most, dklen=32)


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_key(file_key, b"", b"header"), header, "sha256")


def _key(file_key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, purpose).derive(file_key)


def _text(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")
