"""Suggestions under a search box, and the way past a content note: by keyboard, by pointer, without scripts."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import probes
from tests.browser import server as servers
from tests.browser.axe import Violation
from tests.browser.chromium import Pages
from tests.browser.nu import Nu
from tests.browser.server import Site
from tests.browser.test_every_page import WITH_WELSH, html_of
from tests.browser.test_journeys import in_window, tab_to
from tests.web.shelves import fill

BOX = "form[role=search] input[name=q]"
LIST = ".suggestions"
NOTED = "/stories/window-bed"


@pytest.fixture(scope="module")
def welsh_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small library in English and Welsh."""
    folder = tmp_path_factory.mktemp("welsh-search")
    fill(folder)
    (folder / "site").mkdir()
    with servers.running(folder / "site", folder / "content", ("-c", WITH_WELSH)) as running:
        yield running


def type_in(page: Page, text: str) -> None:
    """Type into the search box as a person does, and wait for the suggestions."""
    page.locator(BOX).press_sequentially(text)
    expect(page.locator(LIST)).to_be_visible()


def active(page: Page) -> str:
    """Return the words of the suggestion that a screen reader is told of, or nothing."""
    found: str = page.evaluate(
        "box => (document.getElementById(document.querySelector(box).getAttribute('aria-activedescendant'))"
        " || {textContent: ''}).textContent.trim()",
        BOX,
    )
    return found


def test_the_box_is_valid_html_with_its_suggestions_too(new_page: Pages, site: Site, nu: Nu) -> None:
    page = new_page()
    for path in ("/", "/search?q=listening"):
        page.goto(site.url + path)
        expect(page.locator(BOX)).to_have_attribute("role", "combobox")
        assert nu.check(page.content()) == []


@pytest.mark.parametrize("scale", [100, 200])
def test_the_box_shows_several_words_of_a_search_at_any_size_of_text(scale: int, new_page: Pages, site: Site) -> None:
    page = new_page(width=360)
    page.goto(f"{site.url}/search?q=listening")
    page.evaluate("scale => { document.documentElement.style.fontSize = `${scale}%`; }", scale)
    lines = page.locator(".search-line > *").evaluate_all("parts => new Set(parts.map(e => e.offsetTop)).size")
    assert lines == scale / 100, "its button is beside it, and below it where there is no room"
    assert page.locator(BOX).evaluate("box => box.clientWidth / parseFloat(getComputedStyle(box).fontSize)") > 6


class TestSuggestionsByKeyboard:
    def test_a_document_is_chosen_and_opened(self, new_page: Pages, site: Site) -> None:
        page = new_page()
        page.goto(site.url)
        tab_to(page, BOX)
        page.keyboard.type("the spare")
        expect(page.locator(LIST)).to_be_visible()
        box = page.get_by_role("combobox", name="Search stories and resources")
        expect(box).to_have_attribute("aria-expanded", "true")
        expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
        expect(page.get_by_role("status")).to_have_text(re.compile(r"^Suggestions: [1-8]$"))
        assert active(page) == ""
        page.keyboard.press("ArrowDown")
        assert active(page) == "The spare key Fictional Story or resource"
        expect(page.get_by_role("option", selected=True)).to_have_count(1)
        expect(box).to_have_value("the spare")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site.url}/stories/spare-key")

    def test_a_subject_fills_the_box_and_is_searched_for(self, new_page: Pages, site: Site) -> None:
        page = new_page()
        page.goto(f"{site.url}/search")
        type_in(page, "listening and")
        page.keyboard.press("ArrowUp")
        assert active(page) == "Listening and being heard Topic"
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=Listening+and+being+heard")

    def test_up_and_down_go_round_by_way_of_the_box(self, new_page: Pages, site: Site) -> None:
        page = new_page()
        page.goto(site.url)
        type_in(page, "the")
        options = [each.inner_text() for each in page.locator(".suggestion-text").all()]
        assert len(options) > 2
        met = []
        for _ in range(len(options) + 2):
            page.keyboard.press("ArrowDown")
            met.append(active(page))
        assert [bool(each) for each in met] == [*[True] * len(options), False, True]
        assert met[-1] == met[0]
        assert all(each.startswith(text) for each, text in zip(met, options, strict=False))
        page.keyboard.press("Home")
        assert active(page) == ""
        assert page.evaluate("box => document.querySelector(box).selectionStart", BOX) == 0

    def test_escape_closes_and_keeps_what_was_typed(self, new_page: Pages, site: Site) -> None:
        page = new_page()
        page.goto(site.url)
        type_in(page, "the")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Escape")
        expect(page.locator(LIST)).to_be_hidden()
        expect(page.locator(BOX)).to_have_value("the")
        expect(page.locator(BOX)).to_have_attribute("aria-expanded", "false")
        expect(page.locator(BOX)).to_be_focused()
        assert active(page) == ""
        page.keyboard.press("ArrowDown")
        expect(page.locator(LIST)).to_be_visible()

    def test_enter_with_nothing_chosen_searches(self, new_page: Pages, site: Site) -> None:
        page = new_page()
        page.goto(site.url)
        type_in(page, "the spare")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=the+spare")

    def test_tab_goes_on_and_closes(self, new_page: Pages, site: Site) -> None:
        page = new_page()
        page.goto(site.url)
        type_in(page, "the")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        expect(page.locator(".search-line button")).to_be_focused()
        expect(page.locator(LIST)).to_be_hidden()
        expect(page.locator(BOX)).to_have_value("the")

    def test_too_little_or_nothing_known_opens_nothing(self, new_page: Pages, site: Site) -> None:
        page = new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(site.url)
        page.locator(BOX).press_sequentially("t")
        page.wait_for_timeout(400)
        assert not [url for url in asked if "suggest" in url]
        page.locator(BOX).press_sequentially("he")
        expect(page.locator(LIST)).to_be_visible()
        with page.expect_response("**/suggest.json?q=thezzq"):
            page.locator(BOX).press_sequentially("zzq")
        expect(page.locator(LIST)).to_be_hidden()
        expect(page.get_by_role("status")).to_have_text("No suggestions")


class TestSuggestions:
    def test_the_pointer_chooses_too(self, new_page: Pages, site: Site) -> None:
        page = new_page()
        page.goto(site.url)
        type_in(page, "spare")
        page.locator(".suggestion", has_text="The spare key").click()
        page.wait_for_url(f"{site.url}/stories/spare-key")

    def test_in_welsh_a_document_opens_in_welsh_and_says_its_language(self, new_page: Pages, welsh_site: Site) -> None:
        page = new_page()
        page.goto(f"{welsh_site.url}/cy/")
        type_in(page, "spare")
        expect(page.locator(".suggestion-text")).to_have_attribute("lang", "en")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{welsh_site.url}/cy/stories/spare-key")

    def test_an_answer_that_fails_or_comes_late_changes_nothing(self, new_page: Pages, site: Site) -> None:
        page = new_page()
        page.goto(site.url)
        page.route("**/suggest.json?q=th", lambda route: route.abort())
        page.locator(BOX).press_sequentially("th")
        page.wait_for_timeout(400)
        expect(page.locator(LIST)).to_be_hidden()
        assert all("Failed to load resource" in fault for fault in new_page.guard.take())
        held: list[Route] = []
        page.route("**/suggest.json?q=the", lambda route: held.append(route))
        page.locator(BOX).press_sequentially("e")
        page.wait_for_timeout(400)
        with page.expect_event("requestfailed") as given_up:
            type_in(page, " spare")
        assert given_up.value.url.endswith("/suggest.json?q=the")
        before = page.locator(LIST).inner_text()
        held[0].continue_()
        page.wait_for_timeout(400)
        assert page.locator(LIST).inner_text() == before

    @pytest.mark.parametrize("dark", [False, True])
    @pytest.mark.parametrize("path", ["/", "/search?q=bus"])
    def test_no_barrier_that_axe_knows(
        self, new_page: Pages, site: Site, axe: Callable[[Page], list[Violation]], path: str, dark: bool
    ) -> None:
        page = new_page(dark=dark)
        page.goto(site.url + path)
        assert axe(page) == []
        page.locator(BOX).fill("")
        type_in(page, "the")
        page.keyboard.press("ArrowDown")
        # What the list lies over cannot be measured now, and was before.
        assert [each for each in axe(page) if each.certain or "suggestion" in each.target] == []

    @pytest.mark.parametrize("path", ["/", "/search", "/stories/never-was"])
    def test_nothing_moves_and_nothing_overflows_on_a_small_screen(
        self, new_page: Pages, site: Site, path: str
    ) -> None:
        page = new_page(width=320, height=568)
        page.goto(site.url + path)
        new_page.guard.take()
        places = """() => [...document.querySelectorAll('main *')].filter(each => !each.closest('.suggestions'))
            .map(each => each.getBoundingClientRect().top + scrollY)"""
        before = page.evaluate(places)
        type_in(page, "out")
        assert page.evaluate(places) == before
        assert probes.sideways_scroll(page) == []
        heights = [each.bounding_box() for each in page.locator(".suggestion").all()]
        assert len(heights) > 3
        assert all(box and box["height"] >= 44 for box in heights)
        for _ in heights:
            page.keyboard.press("ArrowDown")
            assert in_window(page, "[aria-selected=true]")
        assert probes.lost_at_double_text(page) == []
        assert [each for each in probes.sideways_scroll(page) if "suggestion" in each] == []

    def test_forced_colours_show_which_is_active(self, new_page: Pages, site: Site) -> None:
        page = new_page(forced_colours=True)
        page.goto(site.url)
        type_in(page, "the")
        page.keyboard.press("ArrowDown")
        style = "each => getComputedStyle(each).outlineStyle"
        assert page.locator("[aria-selected=true]").evaluate(style) == "solid"
        assert page.locator("[aria-selected=false]").first.evaluate(style) == "none"

    def test_without_scripts_there_is_a_plain_box(self, new_page: Pages, site: Site) -> None:
        page = new_page(scripts=False)
        page.goto(site.url)
        page.locator(BOX).press_sequentially("the spare")
        page.wait_for_timeout(300)
        expect(page.locator("[role=listbox], [role=combobox], [role=status], .suggestions")).to_have_count(0)
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=the+spare")


class TestAContentNoteAtItsPlace:
    def test_who_comes_from_a_result_sees_it_and_skips_with_the_keyboard(self, new_page: Pages, site: Site) -> None:
        page = new_page(reduced_motion=True)
        page.goto(f"{site.url}{NOTED}#p10")
        note = page.locator(".note-here", has_text="bereavement")
        expect(note).to_have_text("Content note: Death and bereavement. Skip this part (Death and bereavement)")
        expect(note).to_be_in_viewport(ratio=1)
        page.goto(site.url + NOTED)
        tab_to(page, ".note-here a[href='#p13']")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: urlsplit(url).fragment == "p13")
        assert in_window(page, "#p13")
        # The next Tab goes on from there.
        page.keyboard.press("Tab")
        assert page.evaluate(
            "!!(document.querySelector('#p13').compareDocumentPosition(document.activeElement)"
            " & Node.DOCUMENT_POSITION_FOLLOWING)"
        )

    @pytest.mark.parametrize("width", [320, 1280])
    def test_it_is_seen_at_the_start_of_a_noted_passage_in_any_width(
        self, new_page: Pages, site: Site, width: int
    ) -> None:
        page = new_page(width=width, height=568)
        page.goto(f"{site.url}{NOTED}#p4")
        expect(page.locator(".note-here + #p4")).to_be_in_viewport()
        expect(page.locator(".note-here", has=page.locator("a[href='#p5']"))).to_be_in_viewport(ratio=1)
        assert probes.sideways_scroll(page) == []

    def test_it_needs_no_scripts_and_is_valid(self, new_page: Pages, site: Site, nu: Nu) -> None:
        assert nu.check(html_of(site.url + NOTED)) == []
        page = new_page(scripts=False)
        page.goto(f"{site.url}{NOTED}#p10")
        page.click(".note-here a[href='#p13']")
        assert in_window(page, "#p13")

    @pytest.mark.parametrize("dark", [False, True])
    def test_no_barrier_that_axe_knows(
        self, new_page: Pages, site: Site, axe: Callable[[Page], list[Violation]], dark: bool
    ) -> None:
        page = new_page(dark=dark)
        page.goto(site.url + NOTED)
        assert axe(page) == []

    def test_on_paper_the_note_stays_and_the_link_goes(self, new_page: Pages, site: Site) -> None:
        page = new_page(width=800)
        page.goto(site.url + NOTED)
        page.emulate_media(media="print")
        expect(page.locator(".note-here").first).to_be_visible()
        expect(page.locator(".note-here a").first).to_be_hidden()
