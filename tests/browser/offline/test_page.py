"""The offline page as it is read: valid, accessible, of any width, on paper and without scripts."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from library.export.offline.writer import write_offline
from library.model.block import Block, Picture
from library.model.workshop import Paragraph, Workshop
from tests.browser import probes
from tests.browser.axe import Violation
from tests.browser.nu import Nu
from tests.browser.offline.screens import PAST, Opened, heading, presenting, press
from tests.export import sample
from tests.pictures import picture

Axe = Callable[[Page], list[Violation]]


@pytest.mark.parametrize("made", [sample.workshop, sample.hostile, sample.empty])
def test_the_markup_is_valid(nu: Nu, made: Callable[[], Workshop]) -> None:
    found = nu.check(write_offline(made()).decode())
    # The checker knows no hashes; that they are right, Chromium says wherever the page is opened.
    assert [fault for fault in found if "(missing “‘unsafe-inline’” or nonce/hash)" not in fault] == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_barrier_that_axe_knows_when_it_is_read(opened: Opened, axe: Axe, dark: bool) -> None:
    page = opened(dark=dark)
    page.locator("#search").fill("hand wall")
    for folded in page.locator("summary").all():
        folded.click()
    assert axe(page) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_barrier_that_axe_knows_on_any_screen(opened: Opened, axe: Axe, dark: bool) -> None:
    page = opened(dark=dark)
    presenting(page)
    for _ in range(len(page.locator("[data-screen]").all())):
        # All its parts: the next key turns to the next screen.
        while page.locator(".row[hidden]").count():
            press(page, "PageDown")
        page.set_viewport_size({"width": 1280, "height": 1600})
        assert axe(page) == [], heading(page)
        press(page, "PageDown")
    press(page, "b")
    assert axe(page) == [], "blank"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_barrier_that_axe_knows_where_a_check_is_asked_for(opened: Opened, axe: Axe, dark: bool) -> None:
    assert axe(opened(replace(sample.workshop(), check_by=PAST), dark=dark)) == []


def test_it_fits_every_width_and_size_of_letters(opened: Opened) -> None:
    page = opened(width=320, reduced_motion=True)
    page.locator("#search").fill("hand wall")
    for folded in page.locator("summary").all():
        folded.click()
    assert probes.sideways_scroll(page) == []
    assert probes.small_targets(page) == []
    assert probes.headerless_tables(page) == []
    assert probes.click_only(page) == []
    assert probes.outside_hints(page) == []
    assert probes.running_animations(page) == []
    assert probes.lost_at_double_text(page) == [], "at 320 px with letters of 200 %"
    assert probes.sideways_scroll(page) == [], "at 320 px with letters of 200 %"


def test_every_screen_fits_every_width_and_size_of_letters(opened: Opened) -> None:
    page = opened(width=320, height=560)
    presenting(page)
    for _ in range(len(page.locator("[data-screen]").all()) * 4):
        assert probes.sideways_scroll(page) == [], heading(page)
        assert probes.small_targets(page) == []
        press(page, "PageDown")
    presented = page.locator("[data-progress]").inner_text().split(" of ")
    assert presented[0] == presented[1]
    press(page, "Home")
    assert probes.lost_at_double_text(page) == []
    assert probes.sideways_scroll(page) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_a_picture_fits_the_page_and_its_screen(opened: Opened, axe: Axe, tmp_path: Path, width: int) -> None:
    file = tmp_path / "gate"
    file.write_bytes(picture("PNG", size=(1_440, 1_440)))
    gate = Picture("gate.png", "A gate that hangs open", 1_440, 1_440, "The gate, in May", "", file, file)
    step = replace(sample.steps()[1], words=(Paragraph(gate.words, block=Block(pictures=(gate,), is_figure=True)),))
    page = opened(replace(sample.workshop(), steps=(replace(step, twin=None),)), width=width)
    assert probes.sideways_scroll(page) == []
    assert axe(page) == []
    presenting(page)
    shown = page.locator("[data-shown] figure img")
    for _ in range(20):
        if shown.count() and shown.is_visible():
            break
        press(page, "PageDown")
    assert probes.sideways_scroll(page) == []
    box = shown.bounding_box()
    assert box
    assert box["height"] <= page.evaluate("window.innerHeight")
    assert box["height"] == pytest.approx(box["width"], abs=2)


def test_even_hostile_words_fit_a_narrow_screen(opened: Opened) -> None:
    page = opened(sample.hostile(), width=320)
    page.locator("#search").fill("script")
    assert probes.sideways_scroll(page) == []
    page.locator("h1:visible").click()
    presenting(page)
    for _ in range(20):
        assert probes.sideways_scroll(page) == []
        press(page, "PageDown")


@pytest.mark.parametrize("forced_colours", [False, True])
def test_the_keyboard_shows_where_it_is(opened: Opened, forced_colours: bool) -> None:
    page = opened(reduced_motion=True, forced_colours=forced_colours)
    assert probes.unseen_focus(page) == []
    assert probes.tab_stops(page)[0].element.startswith("a.skip")
    presenting(page)
    assert probes.unseen_focus(page) == []


def test_our_own_buttons_are_large_enough_for_a_thumb(opened: Opened) -> None:
    page = opened(width=360)
    own = page.locator("button:visible, input:visible, summary:visible, .contents a:visible, .tap:visible")
    boxes = [control.bounding_box() for control in own.all() if control.get_attribute("type") != "checkbox"]
    assert boxes
    assert [box for box in boxes if box and box["height"] < 43.9] == []
    presenting(page, "ArrowRight")
    bar = [button.bounding_box() for button in page.locator(".bar button:visible").all()]
    assert [box for box in bar if box and min(box["height"], box["width"]) < 43.9] == []


def test_without_scripts_it_is_read_whole_and_says_until_when(opened: Opened) -> None:
    page = opened(replace(sample.workshop(), check_by=PAST), scripts=False)
    words = page.locator("body").inner_text()
    check = "You can use this until 1 January 2020. After that, check the code first."
    assert words.index(check) < words.index("How we listen")
    for told in ("It can sit there and tip", "I went by myself", "A listening service", "Item 11"):
        assert told in words
    assert page.locator("#search").is_hidden()
    assert page.locator("button:visible").count() == 0
    assert page.locator("h1:visible").count() == 1


def test_what_the_other_language_says_stands_beside_where_there_is_room(opened: Opened) -> None:
    page = opened()
    own, other = (page.locator(f"#step-2-{name}-1").bounding_box() for name in ("words", "twin"))
    assert own
    assert other
    assert other["x"] > own["x"] + own["width"]
    assert other["y"] == pytest.approx(own["y"], abs=1)
    page.set_viewport_size({"width": 600, "height": 900})
    own, other = (page.locator(f"#step-2-{name}-1").bounding_box() for name in ("words", "twin"))
    assert own
    assert other
    assert other["y"] > own["y"] + own["height"]


def test_words_for_the_screen_are_not_printed_from_here(opened: Opened) -> None:
    page = opened()
    page.emulate_media(media="print")
    assert page.locator("#step-2-words-1").is_hidden()
    assert page.locator(".paper-words").first.is_visible()
    assert page.locator("#step-1-line-1").is_visible()
    page.emulate_media(media="screen")
    presenting(page)
    page.emulate_media(media="print")
    assert page.locator("#step-1-line-1").is_visible()
    assert page.locator("[data-stage]").is_hidden()
