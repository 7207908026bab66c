"""The page of a recording in a browser, on our own media: playing, finding, following and remembering."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect

from tests.browser import probes
from tests.browser.axe import Violation
from tests.browser.chromium import Pages
from tests.browser.server import Site
from tests.browser.test_journeys import in_window, tab_to, wait_until

FILM = "/resources/the-blue-lid"
SOUND = "/resources/not-yet"
RECORDINGS = (FILM, SOUND, "/resources/the-number-nine")
PLAYER = "document.querySelector('video, audio')"
FRAMES = 8
FEW = 3  # words that other documents may have too
WORD = r"[\w’'-]+"


@pytest.fixture
def film(new_page: Pages, site: Site) -> Page:
    page = new_page()
    page.goto(site.url + FILM)
    return page


def picture_of(page: Page) -> Image.Image:
    """Return the upper part of the video, without its controls."""
    shot = Image.open(io.BytesIO(page.locator("video").screenshot())).convert("RGB")
    return shot.crop((0, 0, shot.width, shot.height * 3 // 5))


def spoken(page: Page) -> str:
    return page.locator(".caption-line[aria-current]").inner_text()


class TestThePlayer:
    @pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
    def test_a_poster_does_not_look_as_if_the_video_were_loading(
        self, new_page: Pages, site: Site, *, scripts: bool
    ) -> None:
        page = new_page(scripts=scripts)
        page.goto(site.url + FILM)
        first = picture_of(page)
        for _ in range(FRAMES):
            page.wait_for_timeout(100)
            assert ImageChops.difference(first, picture_of(page)).getbbox() is None
        expect(page.locator("video[controls]")).to_be_visible()

    def test_the_speed_can_be_changed(self, film: Page) -> None:
        film.get_by_label("Speed").select_option("1.5")
        assert film.evaluate(f"{PLAYER}.playbackRate") == 1.5
        film.evaluate(f"{PLAYER}.play()")
        wait_until(film, f"{PLAYER}.currentTime > 0.2")
        assert film.evaluate(f"{PLAYER}.playbackRate") == 1.5

    def test_a_chapter_plays(self, film: Page) -> None:
        tab_to(film, ".chapters a[data-seek='31']")
        film.keyboard.press("Enter")
        wait_until(film, f"{PLAYER}.currentTime > 31.1")

    def test_descriptions_are_given_to_a_screen_reader_on_request(self, film: Page) -> None:
        film.get_by_label("Read out descriptions with my screen reader").check()
        film.evaluate("location.hash = '#t=7'")
        film.evaluate(f"{PLAYER}.play()")
        expect(film.locator("[data-described]")).to_have_text(re.compile("^A kitchen table. Two cups"))

    def test_a_sound_has_a_player_and_a_transcript_too(self, new_page: Pages, site: Site) -> None:
        page = new_page()
        page.goto(site.url + SOUND)
        page.locator(".caption-line", has_text="weather for the boats").click()
        wait_until(page, f"{PLAYER}.currentTime > 40 && !{PLAYER}.paused")
        assert spoken(page) == "It was the weather for the boats."


class TestTheTranscript:
    def test_it_is_beside_the_player_on_wide_screens_and_below_on_phones(self, new_page: Pages, site: Site) -> None:
        boxes = []
        for width in (1280, 360):
            page = new_page(width=width)
            page.goto(site.url + FILM)
            boxes.append([page.locator(part).bounding_box() for part in ("video", ".transcript")])
        (player, beside), (above, below) = boxes
        assert player
        assert beside
        assert above
        assert below
        assert beside["x"] > player["x"] + player["width"]
        assert beside["y"] < player["y"] + player["height"]
        assert below["y"] > above["y"] + above["height"]

    def test_the_spoken_line_is_marked_and_the_mark_moves_on(self, film: Page) -> None:
        film.evaluate("location.hash = '#t=20'")
        film.evaluate(f"{PLAYER}.play()")
        wait_until(film, "document.querySelector('.caption-line[aria-current]')")
        before = spoken(film)
        wait_until(film, f"document.querySelector('.caption-line[aria-current]').textContent !== {before!r}")
        assert film.locator(".caption-line[aria-current]").count() == 1

    def test_words_play_from_a_click_and_the_address_says_where(self, film: Page) -> None:
        film.locator(".caption-line", has_text="And sometimes I spill it").click()
        wait_until(film, "document.querySelector('.caption-line[aria-current]')")
        assert spoken(film) == "I taste the tea. And sometimes I spill it."
        assert film.evaluate("location.hash").startswith("#t=")

    def test_an_address_with_a_time_focuses_its_line_and_enter_plays_it(self, new_page: Pages, site: Site) -> None:
        page = new_page(reduced_motion=True)
        page.goto(f"{site.url}{FILM}#t=20")
        assert page.evaluate("document.activeElement.id") == "t=20"
        wait_until(page, "document.querySelector('video').getBoundingClientRect().top >= 0")
        assert in_window(page, "[id='t=20']")
        assert page.evaluate(f"{PLAYER}.paused")
        page.keyboard.press("Enter")
        wait_until(page, "document.querySelector('.caption-line[aria-current]')")
        assert page.evaluate("document.activeElement.textContent").strip().endswith(spoken(page))

    def test_a_second_between_two_lines_opens_the_line_that_is_spoken(self, film: Page) -> None:
        film.evaluate("location.hash = '#t=16'")
        wait_until(film, "document.activeElement.matches('.caption-line')")
        assert (
            film.evaluate("document.activeElement.textContent") == "Your notes say that you use the cup with the lid."
        )

    def test_words_are_found_marked_and_played(self, film: Page) -> None:
        find = film.get_by_label("Find in transcript").last
        find.fill("  I’M   the one ")
        expect(film.locator("[data-found]")).to_have_text("1 of 1")
        find.fill("cup")
        expect(film.locator("[data-found]")).to_have_text("1 of 4")
        assert film.locator("mark").all_inner_texts() == ["cup"] * 4
        find.press("Enter")
        expect(film.locator("[data-found]")).to_have_text("2 of 4")
        film.get_by_role("button", name="Previous").click()
        film.get_by_role("button", name="Previous").click()
        expect(film.locator("[data-found]")).to_have_text("4 of 4")
        film.get_by_role("button", name="Play from here").click()
        wait_until(film, f"{PLAYER}.currentTime > 47")
        find.fill("zebra")
        expect(film.locator("[data-found]")).to_have_text("No matches")
        find.fill("")
        assert film.locator("mark").count() == 0

    def test_words_are_found_without_their_accents_and_over_the_end_of_a_line(
        self, new_page: Pages, site: Site
    ) -> None:
        page = new_page()
        page.goto(site.url + SOUND)
        page.get_by_label("Language", exact=True).select_option("cy")
        find = page.get_by_label("Find in transcript").last
        find.fill("gofynnais pwy oedd ar y mor")
        expect(page.locator("[data-found]")).to_have_text("1 of 1")
        find.fill("ddim eto. felly bob bore")
        expect(page.locator("[data-found]")).to_have_text("1 of 1")
        assert "".join(page.locator("mark").all_inner_texts()).split() == "Ddim eto. Felly bob bore".split()

    def test_another_language_shows_its_transcript_and_captions(self, film: Page) -> None:
        wait_until(film, f"{PLAYER}.textTracks[0].mode === 'showing'")
        film.get_by_label("Language", exact=True).select_option("cy")
        expect(film.locator("[data-language=en]")).to_be_hidden()
        expect(film.locator("[data-language=cy]")).to_be_visible()
        shown = (
            f"Array.from({PLAYER}.textTracks).filter(track => track.mode === 'showing').map(track => track.language)"
        )
        assert film.evaluate(shown) == ["cy"]

    def test_it_follows_the_recording_but_nothing_moves_under_reduced_motion(self, new_page: Pages, site: Site) -> None:
        moved = []
        for reduced in (False, True):
            page = new_page(height=700, reduced_motion=reduced)
            page.goto(site.url + FILM)
            page.evaluate(f"{PLAYER}.currentTime = 70; {PLAYER}.play()")
            wait_until(page, "document.querySelector('.caption-line[aria-current]')")
            moved.append(page.evaluate("document.querySelector('.transcript-text').scrollTop") > 0)
            assert page.evaluate("scrollY") == 0
        assert moved == [True, False]


class TestThePlace:
    def test_it_is_remembered_in_this_browser_until_it_is_forgotten(self, film: Page) -> None:
        expect(film.get_by_role("button", name="Forget my place")).to_be_hidden()
        film.evaluate("location.hash = '#t=20'")
        film.evaluate(f"{PLAYER}.play()")
        wait_until(film, f"{PLAYER}.currentTime > 21")
        film.evaluate(f"{PLAYER}.pause()")
        film.goto(film.url.partition("#")[0])
        film.reload()
        film.get_by_role("button", name=re.compile("Continue from 0:2")).click()
        wait_until(film, f"{PLAYER}.currentTime > 20 && !{PLAYER}.paused")
        assert film.context.cookies() == []
        film.get_by_role("button", name="Forget my place").click()
        expect(film.get_by_text("Your place is forgotten.")).to_be_visible()
        film.evaluate(f"{PLAYER}.pause()")
        film.reload()
        expect(film.get_by_role("button", name=re.compile("Continue"))).to_be_hidden()
        assert film.evaluate("localStorage.length") == 0


def test_without_scripts_everything_is_there_to_read_and_every_time_is_a_link(new_page: Pages, site: Site) -> None:
    page = new_page(scripts=False, width=320)
    page.goto(site.url + FILM)
    assert page.locator("video[controls] track").count() == 4
    for language in ("en", "cy"):
        expect(page.locator(f"[data-language={language}]")).to_be_visible()
    expect(page.locator(".player-tools")).to_be_hidden()
    expect(page.locator(".transcript-tools")).to_be_hidden()
    links = page.locator(".transcript .moment-time").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    assert len(links) == page.locator(".transcript .moment").count()
    assert all(re.fullmatch(rf"{FILM}/files/the-blue-lid\.mp4#t=\d+", link) for link in links)
    assert probes.sideways_scroll(page) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_no_state_of_the_page_has_a_barrier(
    new_page: Pages, site: Site, axe: Callable[[Page], list[Violation]], width: int, *, dark: bool
) -> None:
    page = new_page(width=width, dark=dark)
    page.goto(f"{site.url}{FILM}#t=20")
    assert axe(page) == []
    page.keyboard.press("Enter")
    wait_until(page, f"{PLAYER}.currentTime > 21")
    page.evaluate(f"{PLAYER}.pause()")
    page.get_by_label("Find in transcript").last.fill("cup")
    assert axe(page) == []
    page.get_by_label("Language", exact=True).select_option("cy")
    page.get_by_role("button", name="Forget my place").click()
    assert axe(page) == []
    assert probes.sideways_scroll(page) == []
    assert probes.small_targets(page) == []
    assert probes.click_only(page) == []


@dataclass(frozen=True)
class Hit:
    """A search result of a phrase, and the line it should open."""

    url: str
    line: str


def hits_of(page: Page, site: Site, path: str) -> Iterator[Hit]:
    """Search for the first words of every line of a recording, and for its last words with those that follow."""
    for language in ("en", "cy"):
        page.goto(site.url + path)
        lines = page.locator(f"[data-language={language}] .caption-line").all_text_contents()
        assert len(lines) == len(set(lines))
        for line, after in pairwise([*lines, ""]):
            said, following = re.findall(WORD, line), re.findall(WORD, after)
            yield Hit(first_result(page, site, path, (said if len(said) > FEW else said + following)[:6]), line)
            if following and len(said) > FEW:
                yield Hit(first_result(page, site, path, said[-3:] + following[:2]), line)


def first_result(page: Page, site: Site, path: str, words: list[str]) -> str:
    """Return the address of the first passage of a recording's transcript that a search for a phrase finds."""
    query = quote('"{}"'.format(" ".join(words)))
    answer = page.request.get(f"{site.url}/search.json?q={query}").json()
    found = [
        each["url"]
        for result in answer["results"]
        for each in result["passages"]
        if re.search(rf"{path}#.*t=", each["url"])
    ]
    assert found, (path, words)
    return str(found[0])


def opened(page: Page, site: Site, hit: Hit) -> tuple[bool, str]:
    """Open a hit and play; return whether its line has the focus, and the line that is marked first."""
    page.goto("about:blank")
    page.goto(site.url + hit.url)
    focused = hit.line in page.evaluate("document.activeElement.textContent")
    page.evaluate(f"{PLAYER}.muted = true; {PLAYER}.play()")
    wait_until(page, "document.querySelector('.caption-line[aria-current]')")
    return focused, page.locator(".caption-line[aria-current]").evaluate("line => line.textContent")


def seek_all(new_page: Pages, site: Site, step: int) -> int:
    """Check every ``step``-th hit in our own recordings, and return how many there were."""
    page, count = new_page(), 0
    for path in RECORDINGS:
        for hit in list(hits_of(page, site, path))[::step]:
            assert opened(page, site, hit) == (True, hit.line), hit
            count += 1
    return count


def test_a_hit_opens_and_plays_the_right_line(new_page: Pages, site: Site) -> None:
    assert seek_all(new_page, site, 12) > 10


@pytest.mark.soak
def test_every_hit_in_our_own_recordings_opens_and_plays_the_right_line(new_page: Pages, site: Site) -> None:
    assert seek_all(new_page, site, 1) >= 100
