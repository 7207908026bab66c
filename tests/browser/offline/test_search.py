"""The offline page searches itself."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from library.model.pack import ItemKind
from library.model.workshop import Paragraph, Step
from tests.browser.chromium import Pages
from tests.browser.offline.screens import Opened, press
from tests.export import sample


def found(page: Page) -> list[str]:
    return page.locator("[data-found] a").all_inner_texts()


def test_search_lists_passages_with_marks_and_goes_to_one_by_keyboard(opened: Opened, new_page: Pages) -> None:
    page = opened()
    page.locator("#search").focus()
    page.keyboard.type("myself")
    assert found(page) == ["6. A walk to the shop\nI went by myself, and I came back by myself."]
    assert page.locator("[data-found] mark").all_inner_texts() == ["myself", "myself"]
    assert page.locator("[data-count]").inner_text() == "Passages found: 1."
    press(page, "ArrowDown", "Enter")
    assert page.evaluate("document.activeElement.id") == "step-6-words-1"
    expect(page.locator("#step-6-words-1")).to_be_in_viewport()
    assert new_page.guard.take() == []


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("SBAR", ["sbâr"]),
        ("mrs orr", ["Mrs", "Orr"]),
        ("’na", ["’na"]),
        ("fan 'na", ["fan", "’na"]),
        ("ithdraw", []),
        ("eistedd", ["eistedd"]),
        ("istedd", ["istedd"]),
    ],
)
def test_case_accents_and_apostrophes_are_folded(opened: Opened, query: str, marks: list[str]) -> None:
    page = opened()
    page.locator("#search").fill(query)
    listed = page.locator("[data-found] li")
    assert (listed.first.locator("mark").all_inner_texts() if marks else found(page)) == marks


def test_letters_that_no_accent_makes_are_found_too(opened: Opened) -> None:
    page = opened(sample.hostile())
    for query, mark in (
        ("lukasz", "Łukasz"),
        ("nguyen", "Nguyễn"),
        ("世界", "世界"),
        ("שלום", "שלום"),
        ("script", "script"),
    ):
        page.locator("#search").fill(query)
        assert mark in page.locator("[data-found] mark").all_inner_texts()


def test_what_is_not_there_is_said_and_escape_begins_again(opened: Opened) -> None:
    page = opened()
    search = page.locator("#search")
    search.fill("submarine")
    assert page.locator("[data-count]").inner_text() == "No passages found."
    search.press("Escape")
    assert (search.input_value(), page.locator("[data-count]").inner_text()) == ("", "")
    search.fill("she")
    press(page, "ArrowDown")
    assert page.evaluate("document.activeElement.localName") == "a"
    press(page, "ArrowDown", "ArrowUp", "ArrowUp")
    assert page.evaluate("document.activeElement.id") == "search"


def test_a_place_in_the_notes_is_unfolded_when_it_is_gone_to(opened: Opened) -> None:
    page = opened()
    page.locator("#search").fill("silence")
    page.locator("[data-found] a").first.click()
    expect(page.locator("#step-2-notes-1")).to_be_in_viewport()


def test_a_workshop_of_a_day_can_be_searched(opened: Opened) -> None:
    words = tuple(Paragraph("She put her hand flat on the wall, where the hole would be. " * 12) for _ in range(60))
    steps = tuple(
        Step(number, ItemKind.DOCUMENT, f"Story {number}", 10, "10:00", words=words, credit=sample.STORY)
        for number in range(1, 21)
    )
    page = opened(replace(sample.workshop(), steps=steps))
    page.locator("#search").fill("hand wall")
    assert len(found(page)) == 40
    assert page.locator("[data-count]").inner_text().startswith("Passages found: 1200. Only the first 40 are shown.")
