"""A workshop is presented from its offline page: by keys, by buttons, with a timer and a blank screen."""

from dataclasses import replace

from playwright.sync_api import expect

from library.model.workshop import Paragraph
from tests.browser.offline.screens import Opened, OpenedAt, heading, presenting, press, shown
from tests.export import sample


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
    assert heading(page) == "Support and helplines"
    press(page, "PageDown")
    assert page.locator("[data-progress]").inner_text() == "14 of 14"
    press(page, "Escape")
    assert page.locator("[data-stage]").is_hidden()
    assert page.evaluate("document.activeElement.textContent") == "Support and helplines"


def test_who_records_is_told_to_stop_and_to_start_on_screens_of_their_own(opened: Opened) -> None:
    page = opened()
    presenting(page)
    titles = []
    for _ in range(40):
        titles.append(heading(page))
        press(page, "PageDown")
    stop = titles.index("Turn off recording, transcription and AI note-taking")
    assert titles[stop : stop + 3] == [titles[stop], "A walk to the shop", "You can turn recording back on"]


def test_the_facilitators_notes_are_on_no_screen(opened: Opened) -> None:
    page = opened()
    presenting(page)
    for _ in range(40):
        assert "Let the silence stand" not in page.locator("[data-stage]").inner_text()
        press(page, "PageDown")


def test_a_fictional_piece_says_so_on_its_screen_with_whose_it_is(opened: Opened) -> None:
    page = opened()
    page.locator("#step-2 [data-from]").click()
    assert heading(page) == "The spare key"
    words = page.locator("[data-shown]").inner_text()
    assert "Fictional\n" in words
    assert "‘The spare key’, The Commonplace project, 2026. Fictional story. CC BY 4.0." in words
    assert "Shortened: includes 3 of the 19 paragraphs" in words


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
    page.get_by_role("button", name="Hide screen").click()
    page.get_by_role("button", name="Show the screen").click()
    page.get_by_role("button", name="Exit presentation").click()
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


def test_the_timer_of_a_step_runs_waits_and_says_quietly_when_time_is_up(opened_at: OpenedAt) -> None:
    page = opened_at("2026-12-01T10:00")
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
    assert (left.inner_text(), button.inner_text()) == ("3:59", "Resume timer")
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
    page.get_by_label("Use keyboard shortcuts p, t and b").uncheck()
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
    long = Paragraph("She put her hand flat on the wall, where the hole would be. " * 40)
    steps = (replace(sample.steps()[1], words=(long, Paragraph("The last.")), content_notes=(), twin=None),)
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
