"""Signing in as a member does it: by keyboard, without scripts, with mail on another device, and looked at closely."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from library.model.viewer import Role
from library.storage.people_tables import SESSION, SIGN_IN
from tests.browser import probes
from tests.browser import server as servers
from tests.browser.axe import Violation
from tests.browser.chromium import Pages
from tests.browser.nu import Nu
from tests.browser.server import Site
from tests.browser.test_packs import Hands
from tests.mail.server import Mailbox, mail_server
from tests.making import library_at
from tests.web.shelves import fill
from tests.web.signing_in import new_person

SAFETY = 120  # seconds to wait for a mail, which comes within three
NUMBERS = count(1)
NETWORK = "/stories/inside"


@dataclass(frozen=True)
class Place:
    """A site that sends mail, and someone who is a member of it."""

    site: Site
    mailbox: Mailbox
    email: str

    def asks(self, page: Page, then: str = "") -> None:
        """Ask for a mail by mouse."""
        page.goto(f"{self.site.url}/sign-in" + (f"?next={then}" if then else ""))
        page.fill("#email", self.email)
        page.click("main form button")
        expect(page).to_have_url(re.compile(r"/sign-in/sent$"))

    def mail(self) -> tuple[str, str]:
        """Wait for the mail to this person; return its link and code."""
        end = time.monotonic() + SAFETY
        while time.monotonic() < end:
            for mail in self.mailbox.mails:
                if mail["To"] == self.email:
                    text = str(mail.get_content())
                    link = re.search(r"http\S+/sign-in/link/\S+", text)
                    code = re.search(r"^(\d{3} \d{3})\r?$", text, re.MULTILINE)
                    assert link
                    assert code
                    return link[0], code[1]
            time.sleep(0.05)
        raise AssertionError(f"no mail in {SAFETY} seconds")

    def count(self) -> tuple[int, int]:
        """Return how many requests are used up, and how many sessions there are."""
        library = library_at(self.site.data.parent, LIBRARY_DATA=str(self.site.data))
        with library.database.reading() as connection:
            used = select(func.count()).select_from(SIGN_IN).where(SIGN_IN.c.used_at.is_not(None))
            sessions = select(func.count()).select_from(SESSION)
            found = connection.execute(used).scalar_one(), connection.execute(sessions).scalar_one()
        library.close()
        return found


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Mailbox]]:
    folder = tmp_path_factory.mktemp("signing-in")
    fill(folder)
    (folder / "site").mkdir()
    with mail_server() as (url, mailbox):
        settings = {
            "LIBRARY_LANGUAGES": "en,cy",
            "LIBRARY_MAIL_URL": url,
            "LIBRARY_MAIL_FROM": "library@example.org",
        }
        program = f"import os; os.environ.update({settings!r}); from library.terminal.main import main; main()"
        with servers.running(folder / "site", folder / "content", ("-c", program)) as site:
            yield site, mailbox


@pytest.fixture
def place(running: tuple[Site, Mailbox]) -> Place:
    site, mailbox = running
    email = f"ann-{next(NUMBERS)}@example.org"
    library = library_at(site.data.parent, LIBRARY_DATA=str(site.data))
    new_person(library, Role.MEMBER, email, "Ann Bell")
    library.close()
    return Place(site, mailbox, email)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_member_signs_in_by_keyboard_with_the_code_and_out_again(
    new_page: Pages, place: Place, scripts: bool
) -> None:
    page = new_page(scripts=scripts, reduced_motion=True)
    page.goto(place.site.url + "/stories/spare-key")
    hands = Hands(page)
    hands.press(".site-head a[href^='/sign-in']")
    hands.write("#email", place.email)
    hands.press("main form button")
    expect(page.locator("h1")).to_have_text("Check your email")
    _, code = place.mail()
    hands.write("#code", code)
    hands.press("main form button")
    expect(page).to_have_url(place.site.url + "/stories/spare-key")
    assert hands.interactions == 5
    page.goto(place.site.url + NETWORK)
    expect(page.locator("h1")).to_have_text("For the network")
    expect(page.locator(".site-head")).to_contain_text("Ann Bell")
    hands.press(".site-head a[href='/account']")
    expect(page.locator("h1")).to_have_text("Your account")
    hands.press("main form[action='/sign-out'] button")
    expect(page.locator("h1")).to_have_text("You are signed out")
    assert page.goto(place.site.url + NETWORK).status == 404  # type: ignore[union-attr]
    new_page.guard.take()


def test_nothing_but_the_button_uses_up_a_link_whatever_scripts_there_are(new_page: Pages, place: Place) -> None:
    page = new_page()
    place.asks(page)
    link, _ = place.mail()
    before = place.count()
    page.goto(link)
    page.wait_for_load_state("networkidle")
    page.mouse.move(300, 300)
    page.keyboard.press("Tab")
    page.reload()
    page.wait_for_load_state("networkidle")
    assert place.count() == before
    page.click("main form button")
    expect(page.locator(".site-head")).to_contain_text("Ann Bell")
    assert place.count() == (before[0] + 1, before[1] + 1)


def test_a_link_read_on_a_phone_shows_the_code_for_the_computer(new_page: Pages, place: Place) -> None:
    computer, phone = new_page(), new_page(width=360)
    place.asks(computer, NETWORK)
    link, code = place.mail()
    phone.goto(link)
    expect(phone.locator(".code-shown")).to_have_text(code)
    computer.fill("#code", phone.locator(".code-shown").inner_text())
    computer.click("main form button")
    expect(computer.locator("h1")).to_have_text("For the network")
    phone.goto(place.site.url + "/")
    expect(phone.locator(".site-head")).to_contain_text("Sign in")


def test_the_browser_is_told_what_the_fields_are_for(new_page: Pages, place: Place) -> None:
    """WCAG 1.3.5 and 3.3.8: browsers and phones fill in address and code, and pasting works."""
    page = new_page()
    place.asks(page)
    _, code = place.mail()
    page.focus("#code")
    page.evaluate("code => document.execCommand('insertText', false, code)", f" {code} ")
    page.keyboard.press("Enter")
    expect(page.locator(".site-head")).to_contain_text("Ann Bell")


def wrong_address(_place: Place, page: Page, start: str) -> None:
    page.goto(f"{start}/sign-in")
    page.fill("#email", "ann")
    page.click("main form button")


def code(place: Place, page: Page, start: str) -> None:
    place.asks(page)
    page.goto(f"{start}/sign-in/sent")


def wrong_code(place: Place, page: Page, start: str) -> None:
    code(place, page, start)
    page.fill("#code", "12")
    page.click("main form button")


def link_here(place: Place, page: Page, start: str) -> None:
    place.asks(page)
    page.goto(place.mail()[0].replace(place.site.url, start))


def link_elsewhere(place: Place, page: Page, start: str) -> None:
    place.asks(page)
    page.context.clear_cookies()
    page.goto(place.mail()[0].replace(place.site.url, start))


def signed_in(place: Place, page: Page, start: str) -> None:
    code(place, page, start)
    page.fill("#code", place.mail()[1])
    page.click("main form button")
    page.goto(f"{start}/sign-in")


def at(path: str) -> Callable[[Place, Page, str], object]:
    return lambda _place, page, start: page.goto(start + path)


# How to come to each page; the address of a language begins with the third value.
PAGES: dict[str, Callable[[Place, Page, str], object]] = {
    "sign in": at("/sign-in"),
    "wrong address": wrong_address,
    "code": code,
    "wrong code": wrong_code,
    "link here": link_here,
    "link elsewhere": link_elsewhere,
    "link that is over": at("/sign-in/link/never-was"),
    "signed in": signed_in,
    "signed out": at("/signed-out"),
}


@pytest.mark.parametrize("language", ["", "/cy"])
@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_open_to_everyone(
    new_page: Pages, axe: Callable[[Page], list[Violation]], nu: Nu, place: Place, name: str, language: str
) -> None:
    page = new_page(width=320, reduced_motion=True)
    PAGES[name](place, page, place.site.url + language)
    page.wait_for_load_state("networkidle")
    assert all("status of 4" in fault for fault in new_page.guard.take())
    assert axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page) == []
    assert probes.sideways_scroll(page) == [], "at 320 px"
    assert probes.small_targets(page) == []
    assert probes.click_only(page) == []
    assert probes.lost_at_double_text(page) == [], "at 320 px with letters of 200 %"
    assert nu.check(page.content()) == []
    assert all("status of 4" in fault for fault in new_page.guard.take())


@pytest.mark.parametrize("name", ["sign in", "code", "link here", "link elsewhere"])
def test_the_keyboard_shows_where_it_is(new_page: Pages, place: Place, name: str) -> None:
    page = new_page(reduced_motion=True)
    PAGES[name](place, page, place.site.url)
    assert [stop for stop in probes.tab_stops(page) if stop.covered or not stop.visible] == []


@pytest.mark.parametrize("name", ["wrong address", "wrong code"])
def test_a_mistake_takes_the_focus_and_is_read_out(new_page: Pages, place: Place, name: str) -> None:
    page = new_page()
    PAGES[name](place, page, place.site.url)
    page.wait_for_load_state("networkidle")
    new_page.guard.take()
    field = page.locator(":focus")
    described = (field.get_attribute("aria-describedby") or "").split()
    said = [page.locator(f"#{each}").inner_text() for each in described]
    assert any(text.startswith("Enter") for text in said)
    assert all("status of 4" in fault for fault in new_page.guard.take())
