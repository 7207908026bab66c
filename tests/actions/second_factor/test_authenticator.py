"""Codes of an authenticator app."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pyotp
import pytest

from library.actions.second_factor.authenticator import SECONDS, AuthenticatorKey, new_authenticator_key

NOW = 1_800_000_015
KEY = AuthenticatorKey("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")


def code_at(seconds: int) -> str:
    return pyotp.TOTP(KEY.secret).at(seconds)


@pytest.mark.parametrize("off", [-SECONDS, 0, SECONDS])
def test_a_code_is_right_while_the_phone_shows_it_and_half_a_minute_around(off: int) -> None:
    assert KEY.step_of(code_at(NOW + off), NOW) == (NOW + off) // SECONDS


@pytest.mark.parametrize("off", [-2 * SECONDS, 2 * SECONDS, 3600])
def test_a_code_of_another_time_is_wrong(off: int) -> None:
    assert KEY.step_of(code_at(NOW + off), NOW) is None


def test_spaces_in_a_code_do_no_harm() -> None:
    code = code_at(NOW)
    assert KEY.step_of(f" {code[:3]} {code[3:]}\n", NOW) == NOW // SECONDS


@pytest.mark.parametrize("entered", ["", "12345", "1234567", "12345a", "１２３４５６", "٠١٢٣٤٥", "-12345", "12345²"])
def test_what_is_no_code_is_wrong(entered: str) -> None:
    assert KEY.step_of(entered, NOW) is None


def test_an_app_reads_site_account_and_key_from_the_address() -> None:
    address = urlsplit(KEY.address("Our library & more", "ann+x@example.org"))
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert unquote(address.path) == "/Our library & more:ann+x@example.org"
    read = parse_qs(address.query)
    assert (read["secret"], read["issuer"]) == ([KEY.secret], ["Our library & more"])


def test_a_key_can_be_typed_in_groups() -> None:
    assert KEY.grouped.split() == [KEY.secret[at : at + 4] for at in range(0, 32, 4)]


def test_each_key_is_new_and_has_160_bits() -> None:
    keys = {new_authenticator_key().secret for _ in range(50)}
    assert len(keys) == 50
    assert {len(key) for key in keys} == {32}
