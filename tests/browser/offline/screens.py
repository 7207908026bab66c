"""What tests do with an offline page: read what is on its screen, press keys, present."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

Opened = Callable[..., Page]
OpenedAt = Callable[[str], Page]

PAST = date(2020, 1, 1)  # a page to be checked before this day asks for it first


def shown(page: Page) -> list[str]:
    """Return the parts that are on the screen."""
    return page.locator(".row:visible").all_inner_texts()


def heading(page: Page) -> str:
    return page.locator("h1:visible").inner_text()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def presenting(page: Page, *keys: str) -> None:
    press(page, "p", *keys)
    expect(page.locator("[data-stage]")).to_be_visible()
