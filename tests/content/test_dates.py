"""A date written in another way is answered with the right one, unless nobody can tell which day is meant."""

from __future__ import annotations

from datetime import date

import pytest

from library.content.header.dates import written_otherwise


@pytest.mark.parametrize(
    "text",
    [
        "3 March 2026",
        "3rd march 2026",
        "3 Mar. 2026",
        "March 3, 2026",
        "3/3/2026",
        "03.03.2026",
        "2026/3/3",
        "2026-3-3",
        "2026-03-03T09:30:00+01:00",
        "2026-03-03 09:30:00 +0000",
    ],
)
def test_a_day_is_read_however_people_write_it(text: str) -> None:
    assert written_otherwise(text) == date(2026, 3, 3)


def test_the_day_comes_first_as_in_britain() -> None:
    assert written_otherwise("22/11/2026") == date(2026, 11, 22)
    assert written_otherwise("2026.11.22") == date(2026, 11, 22)


@pytest.mark.parametrize(
    "text", ["03/04/2026", "11/22/2026", "31 February 2026", "3 March 26", "2026-02-31T09:30", "soon", "", "3/" * 40]
)
def test_no_day_is_offered_where_it_would_be_a_guess(text: str) -> None:
    assert written_otherwise(text) is None
