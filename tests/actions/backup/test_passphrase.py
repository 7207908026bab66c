"""A passphrase opens what it encrypted on any computer, and what other programs of age encrypted."""

from __future__ import annotations

import random
from base64 import b64decode

import pytest

from library.actions.backup.passphrase import MOST_WORK, WORK, decrypt_with_passphrase, encrypt_with_passphrase

PASSPHRASE = "correct horse battery staple"
SECRET = b"AGE-SECRET-KEY-1EXAMPLE\n"

# Written by pyrage 1.4.0, which is rage. Reading it checks every step of the format that writing takes.
BY_RAGE = b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBIS2k2M00vWk9QMi8ycE40L2x4OTB3IDE3CnNWRUxiQmtsSlpRUGtnNGJz"
    "R0EzYStqNEVsalJ0UHlHbUx6TzI2Ykdqdk0KLS0tIHpkb202U25neGlkMEkwVlllZlNCRjZSVW1xTFppTWFwNTdsVUFHQTl3TlUK"
    "k9cNTMgbJf613VlNRYu7pTd0ItCEEKAswUoVRNBI9mfCsLCeFBRdIhrZBWzL+Uc2Kx89ohuff3I="
)


def test_a_file_of_another_program_is_read() -> None:
    assert decrypt_with_passphrase(BY_RAGE, PASSPHRASE) == SECRET
    assert decrypt_with_passphrase(BY_RAGE, PASSPHRASE.upper()) is None


def test_a_file_of_ours_is_read_and_takes_the_same_work_everywhere() -> None:
    encrypted = encrypt_with_passphrase(SECRET, PASSPHRASE)
    assert decrypt_with_passphrase(encrypted, PASSPHRASE) == SECRET
    assert encrypted.splitlines()[1].rpartition(b" ")[2] == str(WORK).encode()
    assert encrypt_with_passphrase(SECRET, PASSPHRASE) != encrypted


@pytest.mark.parametrize("case", range(5))
def test_a_changed_byte_opens_nothing(case: int) -> None:
    place = random.Random(case).randrange(len(BY_RAGE))  # noqa: S311 - chance, not secrecy
    assert (
        decrypt_with_passphrase(BY_RAGE[:place] + bytes([BY_RAGE[place] ^ 1]) + BY_RAGE[place + 1 :], PASSPHRASE)
        is None
    )


def test_a_file_that_asks_for_too_much_work_or_is_no_file_of_age_opens_nothing() -> None:
    encrypted = encrypt_with_passphrase(SECRET, PASSPHRASE)
    most = encrypted.replace(f" {WORK}\n".encode(), f" {MOST_WORK + 1}\n".encode(), 1)
    assert decrypt_with_passphrase(most, PASSPHRASE) is None
    assert decrypt_with_passphrase(b"", PASSPHRASE) is None
    assert decrypt_with_passphrase(encrypted[:150], PASSPHRASE) is None
