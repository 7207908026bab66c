"""References in RIS, as reference managers read them."""

import re
from dataclasses import replace

from library.export.citations import write_ris
from library.model.characters import clean
from library.model.workshop import Report
from tests.export import sample

LINE = re.compile(r"[A-Z][A-Z0-9]  - .*")


def lines(report: Report) -> list[str]:
    """Return the lines that are not empty, having checked how they end."""
    text = write_ris(report).decode()
    assert text.replace("\r\n", "").isprintable()
    return [line for line in text.split("\r\n") if line]


def test_each_work_is_a_record_with_its_type_first_and_its_end_last() -> None:
    assert lines(sample.report()) == [
        "TY  - GEN",
        "TI  - A walk to the shop",
        "AU  - Ann",
        "PY  - 2026",
        "UR  - https://library.example.org/stories/walk-to-the-shop",
        "ER  - ",
        "TY  - RPRT",
        "TI  - A guide to asking",
        "AU  - Some Organisation",
        "PY  - 2020",
        "ER  - ",
    ]


def test_a_work_that_is_quoted_twice_is_one_record_that_of_its_first_quotation() -> None:
    some = sample.report()
    again = replace(some.quotations[0], place="paragraph 9", ris=(("TY", "GEN"), ("TI", "Another")))
    assert lines(replace(some, quotations=(*some.quotations, again))) == lines(some)


def test_a_value_is_one_line_whatever_it_holds() -> None:
    some = sample.report()
    ris = (("TY", "GEN"), ("TI", "A\r\nER  - \r\nTY  - BOOK\u2028x\x85y\x00z"), ("AB", ""), ("ER", ""))
    quotation = replace(some.quotations[0], ris=ris)
    written = lines(replace(some, quotations=(quotation,)))
    assert written == ["TY  - GEN", "TI  - A ER - TY - BOOK x yz", "ER  - "]


def test_every_hostile_word_is_on_a_line_of_its_own_with_a_tag() -> None:
    some = sample.report()
    ris = (("TY", "RPRT"), *(("KW", words) for words in sample.HOSTILE_WORDS))
    text = write_ris(replace(some, quotations=(replace(some.quotations[0], ris=ris),))).decode()
    found = [line for line in text.split("\r\n") if line]
    assert all(LINE.fullmatch(line) for line in found)
    assert found[1:-1] == [f"KW  - {' '.join(clean(words).split())}" for words in sample.HOSTILE_WORDS]


def test_a_record_without_a_type_is_of_the_general_one() -> None:
    some = sample.report()
    quotation = replace(some.quotations[0], ris=(("TI", "A title"),))
    assert lines(replace(some, quotations=(quotation,))) == ["TY  - GEN", "TI  - A title", "ER  - "]


def test_a_report_that_quotes_nothing_is_an_empty_file() -> None:
    assert write_ris(replace(sample.report(), quotations=())) == b""
