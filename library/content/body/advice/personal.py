"""What looks like the details of a person: addresses, telephone numbers, and numbers of the NHS and of tax.

A document is full of numbers: years, dates, times, pages, references. So a number is looked at only if it is written as
people write these, and is then checked by those who know: the digits of an NHS or CHI number add up, and a telephone
number is possible (``phonenumbers``; its *valid* would miss numbers that are not in use yet). Nothing found is quoted,
because findings may end up in a log.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nhs_number.constants import REGION_SCOTLAND
from nhs_number.validate import is_valid

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from library.content.body.advice.text import BodyText

# Addresses of the web, the targets of links, links to a telephone number, comments in a header, numbers of books.
_NOT_LOOKED_AT = re.compile(
    r"https?://[^\s<>]{1,2000}"
    r"|\[[^\[\]\n]{0,200}\]\(tel:[^()\s]{1,60}\)"
    r"|\]\((?!mailto:)[^()\s]{1,500}"
    r"|\bISB?[NS]N?(?:-1[03])?:? ?[0-9][0-9Xx -]{7,20}"
    r"|\b10\.[0-9]{4,9}/[^\s<>]{1,200}",
    re.IGNORECASE,
)
# Each begins with a character that it has to have, and looks back from there: a search for that is ten times as fast.
_MAIL = re.compile(r"@(?<=[\w.+-]@)((?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,24})(?![\w-])")
# RFC 2606: nobody can have an address there.
_NOBODY = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|invalid|test|localhost)", re.IGNORECASE)
_PHONE = re.compile(r"[+(0](?<![\w.,/:+(-].)(?!\.)[0-9 ().–-]{8,24}[0-9](?![\w/:]|[.,]\d)")
_TEN_DIGITS = re.compile(r"[0-9](?<![\w.,/+-].)(?:[ -]?[0-9]){9}(?![\w/]|[ .,-]?[0-9])")
_LABEL = re.compile(r"\b(?:NHS|CHI)\b[^\n]{0,20}\Z", re.IGNORECASE)
_BIRTH_DATE = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])")
# Source: https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110
_INSURANCE_END = re.compile(r"[0-9] ?[A-D](?![\w-])")
_INSURANCE = re.compile(
    r"(?<![\w-])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?(?:[0-9]{2} ?){3}[A-D]\Z"
)
# Source: https://en.wikipedia.org/wiki/Postcodes_in_the_United_Kingdom#Validation
_POSTCODE_END = re.compile(r"[0-9][ABD-HJLNP-UW-Z]{2}(?![\w/+(-])")
_POSTCODE = re.compile(r"(?<![\w-])[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKMNPRSTUVWXY]? ?[0-9][ABD-HJLNP-UW-Z]{2}\Z")

LEAST_DIGITS = 10
LONGEST_CODE = 16

_EVERYBODY = "unless everybody may have it. Anyone can read and search this."
MAIL_SENTENCE = f"Delete this e-mail address {_EVERYBODY}"
PHONE_SENTENCE = f"Delete this telephone number {_EVERYBODY} For a helpline, write [the number](tel:+44…)."
POSTCODE_SENTENCE = f"Delete this postcode {_EVERYBODY} It says which street someone lives in."
NUMBER_SENTENCE = "Delete this number. It looks like an NHS or CHI number, which says who someone is."
INSURANCE_SENTENCE = "Delete this number. It looks like a National Insurance number, which says who someone is."

_ENDINGS = (
    (_POSTCODE_END, _POSTCODE, POSTCODE_SENTENCE),
    (_INSURANCE_END, _INSURANCE, INSURANCE_SENTENCE),
)
_MAY_HAVE = re.compile(
    f"{_MAIL.pattern}|{_PHONE.pattern}|{_TEN_DIGITS.pattern}|{_POSTCODE_END.pattern}|{_INSURANCE_END.pattern}"
)


def personal_advice(text: BodyText, public: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield line and sentence of everything that looks like the details of a person.

    Args:
        text: A body or header.
        public: The digits of telephone numbers that everybody may have.
    """
    if not _MAY_HAVE.search(text.prose):
        return
    prose = _NOT_LOOKED_AT.sub(lambda match: " " * len(match[0]), text.prose)
    for match in _MAIL.finditer(prose):
        if not _NOBODY.fullmatch(match[1]):
            yield text.line_at(match.start()), MAIL_SENTENCE
    numbered = {match.start() for match in _TEN_DIGITS.finditer(prose) if _is_of_a_patient(prose, match)}
    for start in sorted(numbered):
        yield text.line_at(start), NUMBER_SENTENCE
    for match in _PHONE.finditer(prose):
        if match.start() not in numbered and _is_phone(match[0], public):
            yield text.line_at(match.start()), PHONE_SENTENCE
    for pattern, whole, sentence in _ENDINGS:
        for match in pattern.finditer(prose):
            if whole.search(prose[max(0, match.end() - LONGEST_CODE) : match.end()]):
                yield text.line_at(match.start()), sentence


def digits_of(number: str) -> str:
    """Return the digits of a telephone number as it is written within the United Kingdom."""
    digits = re.sub(r"[^0-9]", "", number.replace("(0)", ""))
    return re.sub(r"\A(?:00)?44(?=[1-9])", "0", digits)


def _is_phone(written: str, public: Collection[str]) -> bool:
    digits = digits_of(written)
    if len(digits) < LEAST_DIGITS or digits in public:
        return False
    # Most documents have no number, and loading these takes as long as reading one.
    from phonenumbers import Leniency, PhoneNumberMatcher  # noqa: PLC0415

    return any(
        len(digits_of(match.raw_string)) >= LEAST_DIGITS
        for match in PhoneNumberMatcher(written, "GB", leniency=Leniency.POSSIBLE)
    )


def _is_of_a_patient(prose: str, match: re.Match[str]) -> bool:
    """Return whether ten digits are an NHS number, or a CHI number, which begins with a date of birth."""
    digits = re.sub(r"[^0-9]", "", match[0])
    if _LABEL.search(prose[max(0, match.start() - 30) : match.start()]):
        return True
    if not is_valid(digits):
        return False
    return not is_valid(digits, for_region=REGION_SCOTLAND) or bool(_BIRTH_DATE.match(digits))
