"""Days of consent that have passed are said by a check, and a day that has not come is a mistake."""

from __future__ import annotations

from datetime import date

import pytest

from library.actions.check import check
from library.errors import ContentError
from tests.making import Making


def advice(making: Making) -> list[str]:
    return [str(each) for each in check(making.library).advice]


@pytest.fixture(autouse=True)
def dated(making: Making) -> None:
    """Give every document a date, without which its author gets advice."""
    making.always["published"] = "2020-01-01"


def test_a_last_day_that_has_passed_is_said(making: Making) -> None:
    making.write_told("told", consent="audience: public, uses: [], until: 2026-11-22")
    assert advice(making) == []
    making.day.today = date(2026, 11, 23)
    assert advice(making) == [
        "stories/told.md:9: consent until: The last day, 2026-11-22, has passed, so nobody can see this. "
        "To show it again, ask the storyteller for new consent."
    ]


def test_a_day_to_ask_again_that_has_passed_is_said(making: Making) -> None:
    consent = "\n  audience: public\n  review: 2026-11-22\n  shown_as: pseudonym\n  given: 2026-01-10"
    making.write("told", provenance="told", consent=consent)
    assert advice(making) == []
    making.day.today = date(2026, 11, 23)
    assert advice(making) == [
        "stories/told.md:11: consent review: Ask the storyteller again, then write the new dates. "
        "2026-11-22 has passed. The story is still shown."
    ]


def test_nothing_is_said_of_the_days_of_a_withdrawn_story(making: Making) -> None:
    making.write_told("told", consent="audience: public, review: 2026-02-01, until: 2026-03-01", status="withdrawn")
    assert advice(making) == []


def test_consent_cannot_be_given_on_a_day_that_has_not_come(making: Making) -> None:
    making.write("told", provenance="told", consent="{audience: public, shown_as: pseudonym, given: 2026-11-23}")
    sentence = "consent given: Write the date when consent was given. 2026-11-23 is in the future."
    with pytest.raises(ContentError, match=sentence):
        check(making.library)
    with pytest.raises(ContentError, match=sentence):
        making.publish()
    making.day.today = date(2026, 11, 23)
    making.publish()
    making.write("told", provenance="told", consent="{audience: public, shown_as: pseudonym, given: 2026-11-24}")
    with pytest.raises(ContentError, match=r"2026-11-24 is in the future"):
        making.publish()


def test_a_broken_file_is_not_said_to_be_missing(making: Making) -> None:
    making.write("spare-key", themes="[listning]")
    making.write("spare-key-cy", language="cy", translation_of="spare-key")
    for refused in (lambda: check(making.library), making.publish):
        with pytest.raises(ContentError) as caught:
            refused()
        assert {mistake.path for mistake in caught.value.mistakes} == {"stories/spare-key.md"}
