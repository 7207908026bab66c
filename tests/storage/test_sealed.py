"""Small secrets that the site has to read again."""

from __future__ import annotations

import pytest

from library.storage.sealed import seal, unseal


def test_a_sealed_value_is_opened_with_its_key_for_its_purpose() -> None:
    assert unseal("key", "totp 7", seal("key", "totp 7", b"secret")) == b"secret"


def test_another_key_or_purpose_opens_nothing() -> None:
    sealed = seal("key", "totp 7", b"secret")
    assert unseal("other", "totp 7", sealed) is None
    assert unseal("key", "totp 8", sealed) is None


@pytest.mark.parametrize("damaged", [b"", b"x", b"x" * 12, b"x" * 60])
def test_what_was_not_sealed_opens_nothing(damaged: bytes) -> None:
    assert unseal("key", "totp 7", damaged) is None


def test_the_same_value_is_sealed_differently_each_time_and_not_readable() -> None:
    sealed = {seal("key", "totp 7", b"secret") for _ in range(20)}
    assert len(sealed) == 20
    assert all(b"secret" not in each for each in sealed)
