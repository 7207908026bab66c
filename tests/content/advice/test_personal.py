"""What looks like the details of a person is found, and what only looks like a number is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.content.body.advice.personal import (
    INSURANCE_SENTENCE,
    MAIL_SENTENCE,
    NUMBER_SENTENCE,
    PHONE_SENTENCE,
    POSTCODE_SENTENCE,
    digits_of,
    personal_advice,
)
from library.content.body.advice.text import BodyText
from library.content.document_files import read_file_with_advice
from library.content.vocabulary import read_vocabulary
from library.errors import Advice
from tests.content.writing import STORY, Folder


def found(words: str, *public: str) -> list[str]:
    """Return the sentences that words earn on the second line of a text."""
    advice = list(personal_advice(BodyText(f"Before.\n{words}\n", 1), frozenset(map(digits_of, public))))
    assert all(line == 2 for line, _ in advice)
    return [sentence for _, sentence in advice]


# The numbers are from ranges that nobody has: Ofcom's for drama, and synthetic or made up for this.
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Write to anna.smith+home@gmx.co.uk.", MAIL_SENTENCE),
        ("Write to [her](mailto:anna@gmail.com).", MAIL_SENTENCE),
        ("Write to <anna@gmail.com>, please.", MAIL_SENTENCE),
        ("Ring 0141 496 0123 at six.", PHONE_SENTENCE),
        ("Ring (0141) 496 0123.", PHONE_SENTENCE),
        ("Ring 07700 900123, 07700900123 or +44 7700 900 123.", PHONE_SENTENCE),
        ("Ring 00 44 20 7946 0018.", PHONE_SENTENCE),
        ("Ring +49 30 23125 000.", PHONE_SENTENCE),
        ("Ring 0141-496-0123.", PHONE_SENTENCE),
        ("She lives at 4 Quince Row, EH1 1YZ.", POSTCODE_SENTENCE),
        ("She lives in G128QQ now.", POSTCODE_SENTENCE),
        ("She lives in SW1A 1AA.", POSTCODE_SENTENCE),
        ("Her number is 943 476 5919.", NUMBER_SENTENCE),
        ("Her number is 9434765919.", NUMBER_SENTENCE),
        ("Her number is 010170 1233.", NUMBER_SENTENCE),
        ("NHS number: 123 456 7890.", NUMBER_SENTENCE),
        ("CHI 3112991234", NUMBER_SENTENCE),
        ("Her number is QQ123456C, no: JG 10 37 59 A.", INSURANCE_SENTENCE),
    ],
)
def test_the_details_of_a_person_are_found(words: str, sentence: str) -> None:
    assert set(found(words)) == {sentence}


@pytest.mark.parametrize(
    "words",
    [
        "From 2010 to 2021, on 2026-11-22, 01/02/2020, 22.11.2026 and 3 May 1986.",
        "At 09:30, from 10.15 to 11.45, and at 00:01:12.",
        "£1,234,567.89, 0.0012345678 and 12 345 678 901 of them; 1 in 1000000000.",
        "See [it](https://example.org/0141-496-0123?mail=a@gmail.com) or https://a.org/0141496012345.",
        "ISBN 978-0-14-103614-4, ISBN 0141036141 and doi 10.1136/bmj.2020.0141496012.",
        "Ring [0800 496 0123](tel:08004960123).",
        "Ring 999, 111 or 101, room 0141, page 12, line 0123456.",
        "Version 1.2.3.4, section 12.3, paragraph 41, Form SF1 and A4.",
        "anna@example.org, anna@example.com, @anna and a @ b.",
        "HTML5 3AB, COVID-19, B12, M25 and the A1 2nd exit; ISO9001 2AB is written so.",
        "`0141 496 0123` in code is an example.",
        "10 digits: 1234567890, and mice of the strain C57BL/6 with CD45RB(hi).",
    ],
)
def test_other_numbers_earn_none(words: str) -> None:
    assert found(words) == []


def test_the_telephone_number_of_a_service_for_support_earns_none(folder: Folder) -> None:
    contact = '{name: A line, phone: "0808 157 0123", about: To talk, source: A page}'
    file = folder.root / "vocabulary.yaml"
    file.write_text(f"{file.read_text()}contacts:\n  - {contact}\n")
    body = "Ring +44 808 157 0123, or 0808 157 0199.\n"
    folder.write(body=body, published="2026-11-22", summary='"Ask anna@gmail.com # not a comment"')
    advice = read_file_with_advice(folder.root, STORY, read_vocabulary(folder.root)).advice
    assert advice == (Advice(STORY, 4, MAIL_SENTENCE), Advice(STORY, 11, PHONE_SENTENCE))
    folder.write(body="Ring 0808 157 0123.\n", published="2026-11-22")
    assert read_file_with_advice(folder.root, STORY, read_vocabulary(folder.root)).advice == ()


@given(st.text("0123456789 +-().@aZQ/\n", max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line, _ in personal_advice(BodyText(text, 1), ()))


@pytest.mark.parametrize(
    "unit", ["0", "+", "(0", "0 ", "a@", "@a.", "a.", "AB1", "1A", "1AA ", "[", "](", "https://", "10."]
)
def test_the_work_grows_with_the_length_and_not_with_its_square(unit: str) -> None:
    """A quadratic reader would need an hour."""
    list(personal_advice(BodyText(unit * (256 * 1024 // len(unit)), 1), ()))
