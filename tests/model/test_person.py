"""Addresses and names of people: every spelling of one address is one address, and what looks alike is refused."""

from __future__ import annotations

import pytest

from library.model.person import MOST_EMAIL, normalised_email, person_name


@pytest.mark.parametrize(
    "text",
    ["ann@example.org", "Ann@Example.ORG", "  ann@example.org ", "ANN@EXAMPLE.org\n"],
)
def test_every_spelling_of_an_address_is_one_address(text: str) -> None:
    assert normalised_email(text) == "ann@example.org"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("o'neil+pon@nhs.scot", "o'neil+pon@nhs.scot"),
        ("a.b_c@sub.gov.wales", "a.b_c@sub.gov.wales"),
        ("post@tŷ.cymru", "post@xn--t-foa.cymru"),
    ],
)
def test_addresses_that_mail_can_be_sent_to_are_accepted(text: str, stored: str) -> None:
    assert normalised_email(text) == stored == normalised_email(stored)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ann",
        "@example.org",
        "ann@",
        "ann@example",
        "ann@127.0.0.1",
        "ann@[127.0.0.1]",
        "ann@@example.org",
        "ann smith@example.org",
        "ann@exam ple.org",
        "ann\r\nBcc: eve@example.com@example.org",
        "ann@example.org\r\nBcc: eve@example.com",
        "ann@example.org,eve@example.com",
        "\u202eann@example.org",
        "ann\x00@example.org",
        ".ann@example.org",
        "ann..smith@example.org",
        "аnn@example.org",  # the first letter is Cyrillic
        "ann@-example.org",
        "ann@example..org",
        f"{'a' * 65}@example.org",
        f"ann@{'a' * 64}.org",
        f"ann@{'.'.join(['a' * 60] * 5)}.org",
        '"ann"@example.org',
        "<ann@example.org>",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    assert normalised_email(text) is None


def test_the_longest_address_fits_its_column() -> None:
    domain = ".".join(["d" * 60] * 3)
    address = f"a@{domain}.{'e' * (MOST_EMAIL - len(domain) - 3)}"
    assert len(address) == MOST_EMAIL
    assert normalised_email(address) is None  # a part of a domain has 63 characters at most
    assert normalised_email(f"{'a' * 64}@{domain}.org") is not None


@pytest.mark.parametrize(
    "name",
    ["Ann O’Neil", "Siân Ŵyn", "Màiri NicLeòid", "王小明", "محمد علي", "אנה", "Анна", "அன்னா", "ᚠᛖᚻ", "J. 🌻 Smith"],
)
def test_a_name_in_any_script_stays_as_it_is(name: str) -> None:
    assert person_name(name) == name


@pytest.mark.parametrize(
    "hidden", ["", " ", "\u200b\u200d", "\u202e\u2066", "\x00\x07", "\u00ad", "---", "\u3164\u115f"]
)
def test_a_name_that_nobody_can_see_is_no_name(hidden: str) -> None:
    assert person_name(hidden) == ""


def test_a_name_is_one_line_in_one_direction() -> None:
    assert person_name("  Ann\r\nBcc:\teve \u202eexe.gpj\x00 ") == "Ann Bcc: eve exe.gpj"
    assert person_name("Sia\u0302n") == "Siân"
