"""The offline page in a real browser, opened as a file: read, presented and searched without a request."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from library.export.offline.writer import write_offline
from library.model.pack import ItemKind
from library.model.workshop import Step, Words, Workshop
from tests.browser import probes
from tests.browser.axe import Violation
from tests.browser.chromium import Pages
from tests.browser.nu import Nu
from tests.export import sample

Axe = Callable[[Page], list[Violation]]
Opened = Callable[..., Page]

# A JPEG of one pixel.
PIXEL = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300" + "10" * 64 + "ffc0000b080001000101011100"
    "ffc4001f0000010501010101010100000000000000000102030405060708090a0b"
    "ffc40014100100000000000000000000000000000000ffda0008010100003f0037ffd9"
)
PAST = date(2020, 1, 1)


@pytest.fixture
def opened(new_page: Pages, tmp_path: Path) -> Opened:
    """Open a workshop's page as a file; the one request it may make is for itself."""

    def open_page(workshop: Workshop | None = None, **wishes: bool | float) -> Page:
        file = tmp_path / "workshop.html"
        file.write_bytes(write_offline(workshop or with_film(tmp_path)))
        page = new_page(**wishes)  # type: ignore[arg-type]
        page.goto(file.as_uri())
        page.wait_for_load_state("load")
        assert new_page.guard.take() == [f"request to another host: {file.as_uri()}"]
        return page

    return open_page


def opened_at(moment: str, new_page: Pages, folder: Path) -> Page:
    """Open a page at a moment of local time; its clock goes on as the test says."""
    file = folder / "workshop.html"
    file.write_bytes(write_offline(sample.workshop()))
    page = new_page()
    page.clock.install(time=moment)
    page.goto(file.as_uri())
    assert new_page.guard.take() == [f"request to another host: {file.as_uri()}"]
    return page


def with_film(folder: Path) -> Workshop:
    (folder / "number-nine.jpg").write_bytes(PIXEL)
    (folder / "number-nine.mp4").write_bytes(b"film")
    return sample.workshop(folder)


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


# ---- the page


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
    assert words.index("Check again before using after 1 January 2020.") < words.index("How we listen")
    for told in ("It can sit there and tip", "I went by myself", "A listening service", "Number 11"):
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


# ---- asking to check


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
    page.get_by_role("button", name="I have checked: all is still fine").click()
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
def test_the_day_itself_is_still_fine(new_page: Pages, tmp_path: Path, day: str, title: str) -> None:
    assert heading(opened_at(day, new_page, tmp_path)) == title


# ---- presenting


def test_a_workshop_is_presented_by_keyboard_alone(opened: Opened) -> None:
    page = opened()
    presenting(page)
    assert heading(page) == "Listening on a Tuesday"
    assert page.locator("[data-progress]").inner_text() == "1 of 14"
    press(page, "ArrowRight")
    assert (heading(page), shown(page)) == ("How we listen", ["One person speaks."])
    press(page, "Space")
    assert shown(page) == ["One person speaks.", "You may leave the room."]
    press(page, "PageDown")
    assert heading(page) == "The spare key"
    assert shown(page) == ["Content note: death and bereavement."]
    press(page, "ArrowDown")
    own, other = page.locator(".row.now p").all_inner_texts()
    assert own == "“It can sit there and tip,” said Mrs Orr."
    assert other == "“Gall e eistedd fan ’na,” meddai Mrs Orr."
    press(page, "ArrowLeft", "PageUp")
    assert (heading(page), len(shown(page))) == ("How we listen", 2)
    press(page, "Shift+Space", "ArrowUp")
    assert heading(page) == "Listening on a Tuesday"


def test_both_ends_are_a_key_away_and_leaving_goes_back_to_the_same_place(opened: Opened) -> None:
    page = opened()
    presenting(page, "End")
    assert heading(page) == "Whom to turn to"
    press(page, "PageDown")
    assert page.locator("[data-progress]").inner_text() == "14 of 14"
    press(page, "Escape")
    assert page.locator("[data-stage]").is_hidden()
    assert page.evaluate("document.activeElement.textContent") == "Whom to turn to"


def test_who_records_is_told_to_stop_and_to_start_on_screens_of_their_own(opened: Opened) -> None:
    page = opened()
    presenting(page)
    titles = []
    for _ in range(40):
        titles.append(heading(page))
        press(page, "PageDown")
    stop = titles.index("Stop recording, transcription and AI notes now")
    assert titles[stop : stop + 3] == [titles[stop], "A walk to the shop", "You may start again"]


def test_the_facilitators_notes_are_on_no_screen(opened: Opened) -> None:
    page = opened()
    presenting(page)
    for _ in range(40):
        assert "Let the silence stand" not in page.locator("[data-stage]").inner_text()
        press(page, "PageDown")


def test_an_invented_piece_says_so_on_its_screen_with_whose_it_is(opened: Opened) -> None:
    page = opened()
    page.locator("#step-2 [data-from]").click()
    assert heading(page) == "The spare key"
    words = page.locator("[data-shown]").inner_text()
    assert "Invented\n" in words
    assert "‘The spare key’, The Commonplace project, 2026. Invented story. CC BY 4.0." in words
    assert "3 of 19 paragraphs are here" in words


def test_the_buttons_do_what_the_keys_do(opened: Opened) -> None:
    page = opened()
    page.get_by_role("button", name="Present", exact=True).click()
    back, following = (page.get_by_role("button", name=name, exact=True) for name in ("Back", "Next"))
    expect(back).to_have_attribute("aria-disabled", "true")
    following.click()
    expect(back).to_have_attribute("aria-disabled", "false")
    press(page, "Enter")
    assert len(shown(page)) == 2, "the focused button is pressed, and that once"
    back.click()
    assert len(shown(page)) == 1
    page.get_by_role("button", name="Blank").click()
    page.get_by_role("button", name="Show it again").click()
    page.get_by_role("button", name="Leave").click()
    assert page.evaluate("document.activeElement.textContent") == "1. How we listen"


def test_the_screen_is_blanked_and_shown_again(opened: Opened) -> None:
    page = opened()
    presenting(page, "ArrowRight", "b")
    assert page.locator("[data-shown]").is_hidden()
    assert page.locator("[data-bar]").is_hidden()
    cover = page.locator(".blank")
    assert cover.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 900}
    assert cover.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(0, 0, 0)"
    press(page, "b")
    assert shown(page) == ["One person speaks."]
    press(page, "b", "ArrowRight")
    assert shown(page) == ["One person speaks."], "the key that shows it again does nothing else"
    press(page, "b", "Space")
    assert shown(page) == ["One person speaks."]
    press(page, "b", "Escape", "Escape")
    assert page.locator("[data-stage]").is_hidden()


def test_the_timer_of_a_step_runs_waits_and_says_quietly_when_time_is_up(new_page: Pages, tmp_path: Path) -> None:
    page = opened_at("2026-12-01T10:00", new_page, tmp_path)
    presenting(page)
    left, over, button = (page.locator(each) for each in ("[data-left]", "[data-over]", "[data-timer] button"))
    expect(left).to_be_hidden()
    press(page, "ArrowRight")
    assert (left.inner_text(), button.inner_text()) == ("5:00", "Start the timer")
    press(page, "t")
    page.clock.run_for(61_000)
    assert (left.inner_text(), button.inner_text()) == ("3:59", "Pause the timer")
    button.click()
    page.clock.run_for(60_000)
    assert (left.inner_text(), button.inner_text()) == ("3:59", "Go on with the timer")
    press(page, "PageDown", "PageDown")
    assert left.inner_text() == "6:00"
    press(page, "PageUp")
    assert left.inner_text() == "3:59", "it has waited"
    press(page, "t")
    page.clock.run_for(240_000)
    assert (left.inner_text(), over.inner_text(), button.inner_text()) == ("0:00", "Time is up", "Start again")
    press(page, "t")
    assert (left.inner_text(), over.inner_text()) == ("5:00", "")


def test_letters_are_keys_only_while_the_reader_wants_them(opened: Opened) -> None:
    page = opened()
    page.locator("#search").press("p")
    assert page.locator("[data-stage]").is_hidden()
    assert page.locator("#search").input_value() == "p"
    page.locator(".keys summary").click()
    page.get_by_label("The letters p, t and b are keys").uncheck()
    press(page, "p")
    assert page.locator("[data-stage]").is_hidden()
    page.get_by_role("button", name="Present", exact=True).click()
    press(page, "PageDown", "b", "t")
    assert shown(page) == ["One person speaks."]
    assert page.locator("[data-left]").inner_text() == "5:00"


def test_keys_of_the_browser_stay_its_own(opened: Opened) -> None:
    page = opened()
    press(page, "Control+p")
    assert page.locator("[data-stage]").is_hidden()
    presenting(page)
    press(page, "Alt+ArrowRight", "Control+b")
    assert heading(page) == "Listening on a Tuesday"


def test_a_passage_longer_than_the_screen_is_read_to_its_end_before_more_comes(opened: Opened) -> None:
    long = Words("She put her hand flat on the wall, where the hole would be. " * 40)
    steps = (replace(sample.steps()[1], words=(long, Words("The last.")), content_notes=(), twin=None),)
    page = opened(replace(sample.workshop(), steps=steps), width=600, height=600)
    presenting(page, "PageDown")
    pressed = 0
    while len(shown(page)) == 1:
        press(page, "PageDown")
        pressed += 1
    assert pressed > 3
    last, bar = page.locator(".row.now").bounding_box(), page.locator("[data-bar]").bounding_box()
    assert last
    assert bar
    assert last["y"] + last["height"] <= bar["y"]


def test_a_passage_stays_in_its_language_on_the_screen(opened: Opened) -> None:
    page = opened()
    presenting(page, *["PageDown"] * 4)
    assert page.locator(".row.now p").evaluate_all("all => all.map(each => each.lang)") == ["", "cy"]
    assert page.locator(".screen-head > p").get_attribute("lang") == "cy"


def test_an_empty_workshop_is_a_title_on_one_screen(opened: Opened) -> None:
    page = opened(sample.empty())
    presenting(page, "PageDown", "ArrowLeft")
    assert page.locator("[data-progress]").inner_text() == "1 of 1"


# ---- searching


def found(page: Page) -> list[str]:
    return page.locator("[data-found] a").all_inner_texts()


def test_search_lists_passages_with_marks_and_goes_to_one_by_keyboard(opened: Opened, new_page: Pages) -> None:
    page = opened()
    page.locator("#search").focus()
    page.keyboard.type("myself")
    assert found(page) == ["6. A walk to the shop\nI went by myself, and I came back by myself."]
    assert page.locator("[data-found] mark").all_inner_texts() == ["myself", "myself"]
    assert page.locator("[data-count]").inner_text() == "1 passage"
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
    assert page.locator("[data-count]").inner_text() == "No passage has all of these words."
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
    words = tuple(Words("She put her hand flat on the wall, where the hole would be. " * 12) for _ in range(60))
    steps = tuple(
        Step(number, ItemKind.DOCUMENT, f"Story {number}", 10, "10:00", words=words, credit=sample.STORY)
        for number in range(1, 21)
    )
    page = opened(replace(sample.workshop(), steps=steps))
    page.locator("#search").fill("hand wall")
    assert len(found(page)) == 40
    assert page.locator("[data-count]").inner_text().startswith("1200 passages. The first 40 are here")
