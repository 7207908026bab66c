"""A message takes the focus when its page is opened, with scripts and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Pages
from tests.browser.server import Site
from tests.browser.test_packs import gathered, own_site

__all__ = ["own_site"]

FOCUSED = "document.activeElement.textContent.trim().replace(/\\s+/g, ' ')"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_messages_take_the_focus(new_page: Pages, own_site: Site, scripts: bool) -> None:
    page = new_page(scripts=scripts)
    pack = gathered(page, own_site)
    page.goto(f"{own_site.url}/search?q=bus")
    page.locator(".add button").first.click()
    expect(page.locator("p.added:focus")).to_contain_text("Added to your pack.")
    page.goto(pack)
    page.locator(".pack-menu summary").first.click()
    page.locator(".pack-item button[value=down]").first.click()
    page.wait_for_url("**#told")
    assert page.evaluate(FOCUSED).startswith("Moved. 2. ")
    page.locator("form[action$='/share'] button").click()
    page.wait_for_url("**done=shared*")
    assert page.evaluate(FOCUSED).startswith("View-only link created.")
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    assert page.evaluate("document.activeElement.getBoundingClientRect().bottom <= innerHeight")
    page.locator("#starts").fill("noonish")
    page.locator(".pack-details button").click()
    page.wait_for_load_state()
    assert page.evaluate(FOCUSED).startswith("There is a problem")
    (said,) = new_page.guard.take()
    assert "the server responded with a status of 422" in said
