"""What encrypts a backup and opens it: a passphrase, or a key of age.

A passphrase does both. With keys of age (``age-keygen``), the public key only encrypts, so a server that makes backups
cannot read them; the secret key does both.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pyrage import IdentityError, RecipientError, x25519

from library.errors import BackupError

# Someone who has a backup can try as many passphrases as they like. Four or five random words are this long.
SHORTEST_PASSPHRASE = 16

_PUBLIC, _SECRET = "age1", "AGE-SECRET-KEY-"


@dataclass(frozen=True, slots=True)
class BackupKey:
    """A passphrase or a key; its text is in no message.

    Attributes:
        passphrase: Empty if there is a key.
        public: Encrypts; ``None`` if there is a passphrase.
        secret: Opens; ``None`` if there is a passphrase or only a public key.
    """

    passphrase: str = field(default="", repr=False)
    public: x25519.Recipient | None = field(default=None, repr=False)
    secret: x25519.Identity | None = field(default=None, repr=False)


def read_key(text: str) -> BackupKey:
    """Read a passphrase or a key of age.

    Args:
        text: One line; or a file of ``age-keygen``, which has comments too.

    Raises:
        BackupError: It is neither, or there is more than one.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    keys = [line for line in lines if line.startswith((_PUBLIC, _SECRET))]
    if len(keys or lines) != 1:
        raise BackupError("Give one passphrase or one key of age for backups, in one line. There are none, or several.")
    return _age_key(keys[0]) if keys else BackupKey(passphrase=lines[0])


def key_to_encrypt(text: str) -> BackupKey:
    """Read what a backup is encrypted with.

    Raises:
        BackupError: It is not a passphrase or a key, or the passphrase is too short.
    """
    key = read_key(text)
    if key.passphrase and len(key.passphrase) < SHORTEST_PASSPHRASE:
        raise BackupError(
            f"Use a passphrase of at least {SHORTEST_PASSPHRASE} characters for backups, such as five random words."
        )
    return key


def _age_key(line: str) -> BackupKey:
    try:
        if line.startswith(_PUBLIC):
            return BackupKey(public=x25519.Recipient.from_str(line))
        secret = x25519.Identity.from_str(line)
    except (IdentityError, RecipientError) as error:
        raise BackupError(
            "Check the key for backups. It looks like a key of age but is not a complete X25519 key. "
            "age-keygen makes such keys."
        ) from error
    return BackupKey(public=secret.to_public(), secret=secret)
