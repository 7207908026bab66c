"""The offline page asks for a check once its day has passed."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Pages
from tests.browser.offline.screens import PAST, Opened, OpenedAt, heading, press
from tests.export import sample


def test_after_its_day_the_page_asks_for_a_check_first(opened: Opened) -> None:
    page = opened(replace(sample.workshop(), check_by=PAST))
    assert heading(page) == "Check this workshop first"
    assert page.get_by_text("How we listen").first.is_hidden()
    press(page, "p")
    assert page.locator("[data-stage]").is_hidden()
    link = page.get_by_role("link", name="https://library.example.org/check/7KQM-2F9T-XBRCE")
    expect(link).to_have_count(1)
    press(page, "Tab", "Tab", "Enter")
    assert heading(page) == "Listening on a Tuesday"


def test_a_check_holds_for_this_opening_only(opened: Opened, new_page: Pages) -> None:
    page = opened(replace(sample.workshop(), check_by=PAST))
    page.get_by_role("button", name="I have checked and this is OK to use").click()
    assert page.get_by_role("button", name="Present", exact=True).is_visible()
    page.reload()
    assert heading(page) == "Check this workshop first"
    assert len(new_page.guard.take()) == 1
    assert page.evaluate("document.cookie") == ""
    assert page.context.storage_state()["origins"] == []


@pytest.mark.parametrize(
    ("day", "title"),
    [("2027-05-27T12:00", "Listening on a Tuesday"), ("2027-05-28T00:01", "Check this workshop first")],
    ids=["on its last day", "on the day after"],
)
def test_the_day_itself_is_still_fine(opened_at: OpenedAt, day: str, title: str) -> None:
    assert heading(opened_at(day)) == title
