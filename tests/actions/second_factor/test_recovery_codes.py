"""Printed codes that stand in for an authenticator app."""

from __future__ import annotations

import re

import pytest

from library.actions.second_factor.recovery_codes import HOW_MANY, new_recovery_codes, recovery_digest


def test_ten_codes_can_be_read_aloud() -> None:
    codes = new_recovery_codes()
    assert len(set(codes)) == len(codes) == HOW_MANY
    assert all(re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", code) for code in codes)


@pytest.mark.parametrize("entered", ["70MI-2f9t-xbrc", "7omi2f9txbrc", " 7OM1 2F9T XBRC ", "7oml–2f9t–xbrc"])
def test_a_code_is_the_same_however_it_is_entered(entered: str) -> None:
    assert recovery_digest("key", 7, entered) == recovery_digest("key", 7, "70M1-2F9T-XBRC")


def test_a_code_is_one_persons_on_one_site() -> None:
    assert recovery_digest("key", 7, "70M1-2F9T-XBRC") != recovery_digest("key", 8, "70M1-2F9T-XBRC")
    assert recovery_digest("key", 7, "70M1-2F9T-XBRC") != recovery_digest("other", 7, "70M1-2F9T-XBRC")
