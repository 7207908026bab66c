"""What people come to do, done in a browser: with the keyboard alone, without scripts, on paper, in Welsh."""

import re
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser import server as servers
from tests.browser.chromium import Pages
from tests.browser.server import Site
from tests.browser.test_every_page import WITH_WELSH
from tests.web.shelves import fill

VIDEO = "/resources/the-number-nine"
MANY_KEYS = 120
MANY_SECONDS = 15


@pytest.fixture(scope="module")
def welsh_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small library with told documents, in English and Welsh."""
    folder = tmp_path_factory.mktemp("welsh")
    fill(folder)
    (folder / "site").mkdir()
    with servers.running(folder / "site", folder / "content", ("-c", WITH_WELSH)) as running:
        yield running


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on an element that a selector names."""
    for _ in range(MANY_KEYS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{MANY_KEYS} tabs did not reach {selector} at {page.url}")


def wait_until(page: Page, expression: str) -> None:
    """Wait until something is so in the page (Playwright's own way needs `eval`, which the page's policy refuses)."""
    end = time.monotonic() + MANY_SECONDS
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"not so in {MANY_SECONDS} s: {expression}"
        page.wait_for_timeout(50)


def in_window(page: Page, selector: str) -> bool:
    """Return whether the top of an element is in the window."""
    found: bool = page.evaluate(
        "selector => {const top = document.querySelector(selector).getBoundingClientRect().top;"
        " return top >= 0 && top < innerHeight;}",
        selector,
    )
    return found


class TestLinksToPassages:
    def test_the_pointer_copies_a_link_that_leads_to_the_passage(self, new_page: Pages, site: Site) -> None:
        page = new_page()
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{site.url}/stories/spare-key")
        page.locator("#p3").hover()
        page.locator("#p3 .place-link").click()
        expect(page.locator("#p3 .place-link")).to_have_attribute("title", "Link copied")
        address = urlsplit(page.evaluate("navigator.clipboard.readText()")).path
        assert address.startswith("/stories/spare-key/at/p3-")
        page.goto(f"{site.url}{address}")
        assert page.url == f"{site.url}/stories/spare-key#p3"
        assert in_window(page, "#p3")

    def test_without_a_clipboard_the_page_of_the_link_is_shown(self, new_page: Pages, site: Site) -> None:
        page = new_page()
        page.goto(f"{site.url}/stories/spare-key")
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }")
        page.locator("#p3").hover()
        page.locator("#p3 .place-link").click()
        page.wait_for_url("**/stories/spare-key/at/p3")
        expect(page.get_by_label("Link to this passage", exact=True)).to_have_value(re.compile("/at/p3-"))


class TestWithTheKeyboardAlone:
    def test_from_the_front_page_to_the_passage_that_answers(self, new_page: Pages, site: Site) -> None:
        page = new_page(reduced_motion=True)
        page.goto(site.url)
        page.keyboard.press("Tab")
        skip = page.locator(".skip")
        expect(skip).to_be_focused()
        assert in_window(page, ".skip")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        tab_to(page, "input[name=q]")
        page.keyboard.type("bus bollard")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=bus*bollard*")
        tab_to(page, ".snippet a")
        target = urlsplit(page.evaluate("document.activeElement.href"))
        assert re.fullmatch(r"p\d+|t=\d+", target.fragment)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{target.path}#*")
        assert in_window(page, ":target")
        # The next Tab goes on from the passage, not from the top of the page.
        page.keyboard.press("Tab")
        after = page.evaluate(
            "!!(document.querySelector(':target').compareDocumentPosition(document.activeElement)"
            " & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY))"
        )
        assert after

    def test_narrowing_results_and_taking_it_back(self, new_page: Pages, site: Site) -> None:
        page = new_page(reduced_motion=True)
        page.goto(f"{site.url}/search?q=listening")
        everything = page.locator("#results-title").inner_text()
        tab_to(page, "input[name=kind][value=story]")
        page.keyboard.press("Space")
        tab_to(page, "button.apply")
        page.keyboard.press("Enter")
        page.wait_for_url("**kind=story*")
        assert parse_qs(urlsplit(page.url).query) == {"q": ["listening"], "kind": ["story"]}
        assert page.locator("#results-title").inner_text() != everything
        expect(page.locator("input[name=kind][value=story]")).to_be_checked()
        tab_to(page, ".chip")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"q=listening$"))
        assert page.locator("#results-title").inner_text() == everything

    def test_unfolding_a_folded_facet(self, new_page: Pages, site: Site) -> None:
        page = new_page(reduced_motion=True)
        page.goto(f"{site.url}/search")
        folded = page.locator("details.facet:not([open]) > summary").first
        folded.focus()
        page.keyboard.press("Enter")
        tab_to(page, "details.facet[open] input")

    def test_playing_from_a_time_of_the_transcript(self, new_page: Pages, site: Site) -> None:
        page = new_page(reduced_motion=True)
        page.goto(site.url + VIDEO)
        tab_to(page, ".moment-time[data-seek='19']")
        page.keyboard.press("Enter")
        wait_until(page, "document.querySelector('video').currentTime > 19.2")
        assert urlsplit(page.url).fragment == "t=19"
        expect(page.locator(".caption-line[aria-current]")).to_contain_text("number nine")

    def test_the_player_takes_the_keyboard_too(self, new_page: Pages, site: Site) -> None:
        page = new_page(reduced_motion=True)
        page.goto(site.url + VIDEO)
        tab_to(page, "video")
        page.keyboard.press("Space")
        wait_until(page, "!document.querySelector('video').paused")


class TestTheVideo:
    def test_a_hit_opens_it_at_its_second(self, new_page: Pages, site: Site) -> None:
        page = new_page()
        page.goto(f'{site.url}/search?q="number nine"')
        page.locator(f'.snippet a[href^="{VIDEO}#t="]').first.click()
        page.wait_for_load_state()
        second = int(urlsplit(page.url).fragment.removeprefix("t="))
        assert second > 0
        assert page.evaluate("document.querySelector('video').currentTime") >= second
        page.evaluate("document.querySelector('video').play()")
        wait_until(page, f"document.querySelector('video').currentTime > {second} + 0.2")

    def test_an_address_with_a_second_seeks_and_so_does_a_new_one(self, new_page: Pages, site: Site) -> None:
        page = new_page()
        page.goto(f"{site.url}{VIDEO}#t=12")
        assert page.evaluate("document.querySelector('video').currentTime") >= 12
        page.evaluate("location.hash = '#t=26'")
        wait_until(page, "document.querySelector('video').currentTime >= 26")

    def test_nothing_of_it_is_loaded_before_it_is_played_and_then_only_parts(self, new_page: Pages, site: Site) -> None:
        page = new_page()
        asked: list[Request] = []
        page.on("request", lambda request: asked.append(request))
        page.goto(f"{site.url}{VIDEO}#t=12")
        page.wait_for_load_state("networkidle")
        assert not [request.url for request in asked if request.url.endswith(".mp4")]
        page.evaluate("document.querySelector('video').play()")
        wait_until(page, "document.querySelector('video').currentTime > 12.2")
        films = [request for request in asked if request.url.endswith(".mp4")]
        assert films
        assert all("range" in request.headers for request in films)

    def test_its_captions_are_there_and_shown(self, new_page: Pages, site: Site) -> None:
        page = new_page()
        page.goto(site.url + VIDEO)
        track = page.locator("video track[kind=captions]")
        expect(track).to_have_attribute("srclang", "en")
        page.evaluate("document.querySelector('video').play()")
        wait_until(page, "document.querySelector('video').textTracks[0].cues?.length > 10")
        assert page.evaluate("document.querySelector('video').textTracks[0].mode") == "showing"

    @pytest.mark.parametrize(
        "fragment", ["p9999", "t=99999", "t=", "t=-1", "t=1e9", "page=7", "%00", 'p1"><b>', "text"]
    )
    def test_an_unknown_place_does_no_harm(self, new_page: Pages, site: Site, fragment: str) -> None:
        page = new_page()
        response = page.goto(f"{site.url}{VIDEO}#{fragment}")
        assert response
        assert response.status == 200
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("document.querySelector('video').paused")


class TestWithoutScripts:
    def test_searching_narrowing_and_reading(self, new_page: Pages, site: Site) -> None:
        page = new_page(scripts=False)
        page.goto(site.url)
        page.fill("input[name=q]", "listening")
        page.click(".search-line button")
        page.wait_for_url("**/search?q=listening")
        page.click(".filters > summary")
        page.check("input[name=kind][value=story]")
        page.locator("button.apply").click()
        page.wait_for_url("**kind=story*")
        expect(page.locator(".filters > summary")).to_have_text("Filter and sort (1 chosen)")
        page.click(".filters > summary")
        expect(page.locator(".chip")).to_have_count(1)
        page.click(".sorts a >> nth=-1")
        page.wait_for_url("**sort=title*")
        page.locator(".entry-title a").first.click()
        expect(page.locator("article h1")).to_be_visible()

    def test_a_time_of_the_transcript_leads_to_the_film_itself(self, new_page: Pages, site: Site) -> None:
        page = new_page(scripts=False)
        page.goto(site.url + VIDEO)
        link = page.locator(".moment-time").nth(4)
        address = link.get_attribute("href") or ""
        assert re.fullmatch(rf"{VIDEO}/files/the-number-nine\.mp4#t=\d+", address)
        response = page.request.get(site.url + address, headers={"Range": "bytes=0-99"})
        assert (response.status, response.headers["content-type"]) == (206, "video/mp4")
        page.goto(f"{site.url}{VIDEO}#t=19")
        assert in_window(page, "[id='t=19']")

    def test_the_short_version_and_notes_unfold_and_lead_to_their_places(
        self, new_page: Pages, welsh_site: Site
    ) -> None:
        page = new_page(scripts=False)
        page.goto(f"{welsh_site.url}/stories/spare-key")
        page.click("details.short > summary")
        page.locator(".short-passages a").last.click()
        assert urlsplit(page.url).fragment == "p3"
        page.click(".content-notes summary")
        page.locator(".note-place a").first.click()
        assert urlsplit(page.url).fragment == "p2"
        assert in_window(page, "#p2")

    def test_on_a_phone_one_button_opens_the_filters_and_leaves_the_list_in_its_place(
        self, new_page: Pages, site: Site
    ) -> None:
        page = new_page(scripts=False, width=360, height=740)
        page.goto(f"{site.url}/search?q=listening")
        expect(page.locator(".facet").first).to_be_hidden()
        page.click(".filters > summary")
        page.check("input[name=kind][value=story]")
        expect(page.locator("button.apply")).to_be_in_viewport()
        page.click("button.apply")
        page.wait_for_url("**kind=story*")
        expect(page.locator(".facet").first).to_be_hidden()
        expect(page.locator(".entry").first).to_be_in_viewport()


class TestOnPaper:
    AWAY = ".site-nav, .search-box, .skip, .site-foot, .short, nav.contents, .related, .player, .note-place"

    def test_text_marks_and_address_come_out_and_nothing_to_press(self, new_page: Pages, site: Site) -> None:
        page = new_page(width=800)
        page.goto(f"{site.url}/stories/spare-key")
        page.emulate_media(media="print", color_scheme="dark")
        assert [each.inner_text() for each in page.locator(self.AWAY).all() if each.is_visible()] == []
        expect(page.locator(".prose p").first).to_be_visible()
        expect(page.locator(".mark-fictional").first).to_be_visible()
        expect(page.locator(".provenance-fictional")).to_be_visible()
        expect(page.locator(".citation")).to_contain_text(f"{site.url}/stories/spare-key")
        # Black on white, whatever the reader's screen looks like.
        colours = page.evaluate(
            "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
        )
        assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
        assert page.pdf().startswith(b"%PDF-")

    def test_a_text_that_may_not_be_printed_is_not(self, new_page: Pages, welsh_site: Site) -> None:
        page = new_page(width=800)
        page.goto(f"{welsh_site.url}/stories/phone-call")
        expect(page.locator(".prose")).to_be_visible()
        expect(page.locator(".no-print-words")).to_be_hidden()
        page.emulate_media(media="print")
        expect(page.locator(".prose")).to_be_hidden()
        expect(page.locator(".no-print-words")).to_be_visible()
        assert "kettle" not in page.locator("main").inner_text()

    def test_a_transcript_prints_with_its_times(self, new_page: Pages, site: Site) -> None:
        page = new_page(width=800)
        page.goto(site.url + VIDEO)
        page.emulate_media(media="print")
        expect(page.locator(".moment").first).to_be_visible()
        expect(page.locator("video")).to_be_hidden()


class TestInWelsh:
    def test_every_page_leads_to_its_twin_and_back(self, new_page: Pages, welsh_site: Site) -> None:
        page = new_page()
        for path in ("/", "/search?q=kettle&sort=title", "/stories/spare-key", "/themes/listening", "/about"):
            page.goto(welsh_site.url + path)
            expect(page.locator("html")).to_have_attribute("lang", "en")
            page.click(".languages a[lang=cy]")
            page.wait_for_url(f"{welsh_site.url}/cy{path}")
            expect(page.locator("html")).to_have_attribute("lang", "cy")
            expect(page.locator(".site-notice")).to_be_visible()
            page.click(".languages a[lang=en]")
            page.wait_for_url(welsh_site.url + path)

    def test_twins_are_named_to_search_engines(self, new_page: Pages, welsh_site: Site) -> None:
        page = new_page()
        for path in ("/about", "/cy/about", "/stories/wider-call", "/cy/stories/wider-call"):
            page.goto(welsh_site.url + path)
            links = page.locator("link[hreflang]").all()
            english = path.removeprefix("/cy")
            assert {link.get_attribute("hreflang"): link.get_attribute("href") for link in links} == {
                "en": welsh_site.url + english,
                "cy": f"{welsh_site.url}/cy{english}",
            }
            assert page.get_attribute("link[rel=canonical]", "href") == welsh_site.url + path

    def test_words_in_another_language_than_the_page_say_so(self, new_page: Pages, welsh_site: Site) -> None:
        page = new_page()
        page.goto(f"{welsh_site.url}/cy/stories/spare-key")
        expect(page.locator(".document-head")).to_have_attribute("lang", "en")
        expect(page.locator(".prose")).to_have_attribute("lang", "en")
        expect(page.locator(".document-head div")).to_have_attribute("lang", "cy")
        page.goto(f"{welsh_site.url}/stories/key-cy")
        expect(page.locator(".prose")).to_have_attribute("lang", "cy")
        expect(page.locator("p.callout")).to_be_visible()
        page.goto(f"{welsh_site.url}/cy/stories/key-cy")
        assert page.locator(".prose").get_attribute("lang") is None

    def test_the_address_alone_decides_and_not_what_the_browser_asks_for(
        self, new_page: Pages, welsh_site: Site
    ) -> None:
        page = new_page(language="cy-GB")
        page.goto(welsh_site.url)
        expect(page.locator("html")).to_have_attribute("lang", "en")
        assert page.context.cookies() == []
