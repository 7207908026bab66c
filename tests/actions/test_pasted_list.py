"""Lists of people as they are pasted from mail programs and spreadsheets."""

from __future__ import annotations

import pytest

from library.actions.people.pasted_list import MOST_PEOPLE, MOST_REPEATED, Entry, Mistake, Problem, read_pasted
from library.model.person import MOST_NAME


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("ann@example.org", [("ann@example.org", "")]),
        ("  Ann@Example.org \r\n\r\nbob@example.org", [("ann@example.org", ""), ("bob@example.org", "")]),
        ("Ann Smith <ann@example.org>", [("ann@example.org", "Ann Smith")]),
        # As Outlook shows the people of a mail.
        (
            "SMITH, Ann (NHS LOTHIAN) <ann@nhs.scot>; Jones, Bob <bob@nhs.scot>;",
            [("ann@nhs.scot", "SMITH, Ann (NHS LOTHIAN)"), ("bob@nhs.scot", "Jones, Bob")],
        ),
        # As Gmail and Apple Mail do.
        (
            '"Smith, Ann" <ann@example.org>, Bob <bob@example.org>, cat@example.org',
            [("ann@example.org", "Smith, Ann"), ("bob@example.org", "Bob"), ("cat@example.org", "")],
        ),
        ('"Smith; Ann" <ann@example.org>', [("ann@example.org", "Smith Ann")]),
        ("ann@example.org <ann@example.org>", [("ann@example.org", "")]),
        ("'ann@example.org' <ann@example.org>;", [("ann@example.org", "")]),
        ("'o'neil@example.org'", [("o'neil@example.org", "")]),
        # From a spreadsheet.
        (
            "Ann Smith\tann@example.org\nBob\tbob@example.org",
            [("ann@example.org", "Ann Smith"), ("bob@example.org", "Bob")],
        ),
        ("Ann Smith,ann@example.org", [("ann@example.org", "Ann Smith")]),
        ("ann@example.org bob@example.org", [("ann@example.org", ""), ("bob@example.org", "")]),
        ("ann@example.org,,;; ,\n;\n<bob@example.org>", [("ann@example.org", ""), ("bob@example.org", "")]),
        ("mailto:ann@example.org", [("ann@example.org", "")]),
        ("王小明 <wang@example.org>\u202e\x00", [("wang@example.org", "王小明")]),
        ("", []),
        (" \n;,\n", []),
    ],
)
def test_a_list_is_read_as_people_paste_it(text: str, entries: list[tuple[str, str]]) -> None:
    read = read_pasted(text)
    assert [(each.email, each.name) for each in read.entries] == entries
    assert (read.mistakes, read.is_too_long) == ((), False)


def test_every_mistake_is_reported_at_once_with_its_line() -> None:
    long = "N" * (MOST_NAME + 1)
    read = read_pasted(
        f"Name,Email\nann@example.org\nbob.example.org, cat@example.org\n\nDee <dee@>; {long} <e@example.org>"
    )
    assert read.entries == (Entry(2, "ann@example.org"), Entry(3, "cat@example.org"))
    assert read.mistakes == (
        Mistake(1, "Name, Email", Problem.NO_ADDRESS),
        Mistake(3, "bob.example.org", Problem.NO_ADDRESS),
        Mistake(5, "Dee dee@", Problem.NO_ADDRESS),
        Mistake(5, long[:MOST_REPEATED], Problem.LONG_NAME),
    )


def test_an_address_that_comes_again_is_said_and_invited_once() -> None:
    read = read_pasted("ann@example.org\nAnn <ANN@example.org>\nbob@example.org")
    assert read.entries == (Entry(1, "ann@example.org"), Entry(3, "bob@example.org"))
    assert read.repeated == (Entry(2, "ann@example.org", "Ann"),)


def test_a_list_that_is_too_long_says_so_and_is_not_read_to_its_end() -> None:
    most = "\n".join(f"p{number}@example.org" for number in range(MOST_PEOPLE))
    assert (len(read_pasted(most).entries), read_pasted(most).is_too_long) == (MOST_PEOPLE, False)
    longer = read_pasted(f"{most}\nlast@example.org\nmistake")
    assert (len(longer.entries), longer.is_too_long, longer.mistakes) == (MOST_PEOPLE, True, ())


@pytest.mark.parametrize("piece", ["<", ">", '"', ",", ";", "@", "a", "a.", "a@b.", "\t", " <a@", "'\"<", "\u202e"])
def test_any_text_is_read_within_the_limits(piece: str) -> None:
    read = read_pasted(piece * 50_000)
    assert len(read.entries) + len(read.mistakes) + len(read.repeated) <= MOST_PEOPLE
    assert all(len(each.text) <= MOST_REPEATED for each in read.mistakes)
