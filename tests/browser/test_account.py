"""Accounts, passwords and the desk as people use them: by keyboard, without scripts, and looked at closely."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import pyotp
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from library.model.viewer import Role
from library.storage.people_tables import SESSION
from tests.browser import probes
from tests.browser import server as servers
from tests.browser.axe import Violation
from tests.browser.chromium import Pages
from tests.browser.nu import Nu
from tests.browser.server import Site
from tests.browser.test_packs import Hands
from tests.making import library_at
from tests.web.shelves import fill
from tests.web.signing_in import new_person, new_session

PASSWORD = "three kettles by the door"
NUMBERS = count(1)
WITH_WELSH = "import os; os.environ['LIBRARY_LANGUAGES'] = 'en,cy'; from library.terminal.main import main; main()"


@dataclass(frozen=True)
class Place:
    """A site, and someone who has an account there."""

    site: Site
    person_id: int
    email: str
    cookie: str

    def enter(self, page: Page) -> None:
        """Give a browser the session of this person."""
        page.context.add_cookies([{"name": "session", "value": self.cookie, "url": self.site.url}])


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("accounts")
    fill(folder)
    (folder / "site").mkdir()
    with servers.running(folder / "site", folder / "content", ("-c", WITH_WELSH)) as site:
        yield site


def someone(site: Site, role: Role, *, with_password: bool) -> Place:
    library = library_at(site.data.parent, LIBRARY_DATA=str(site.data))
    email = f"{role}-{next(NUMBERS)}@example.org"
    person_id = new_person(library, role, email, "Ann Bell")
    cookie = new_session(library, person_id, with_password=with_password, device="Firefox, Windows")
    library.close()
    return Place(site, person_id, email, cookie)


@pytest.fixture
def newcomer(running: Site) -> Place:
    """A coordinator who came by a link and has no password yet."""
    return someone(running, Role.COORDINATOR, with_password=False)


@pytest.fixture
def coordinator(running: Site) -> Place:
    return someone(running, Role.COORDINATOR, with_password=True)


def code_on(page: Page) -> str:
    """Return what an authenticator app shows that has the key on a page."""
    found = re.search(r"Key: ([A-Z2-7 ]+)", page.locator("main").inner_text())
    assert found is not None
    return pyotp.TOTP(found[1].replace(" ", "")).now()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_coordinator_sets_up_password_and_app_by_keyboard_and_comes_to_the_desk(
    new_page: Pages, newcomer: Place, scripts: bool
) -> None:
    page = new_page(scripts=scripts, reduced_motion=True)
    newcomer.enter(page)
    page.goto(f"{newcomer.site.url}/account")
    hands = Hands(page)
    hands.press("main a[href='/account/security']")
    expect(page.locator("h1")).to_have_text("Password and codes")
    hands.write("#password", PASSWORD)
    hands.write("#code", code_on(page))
    hands.press("form[action$='/set-up'] button")
    expect(page.locator("h1")).to_have_text("Your recovery codes")
    recovery = page.locator(".codes code").first.inner_text()
    hands.press("main a[href='/account']")
    expect(page.locator("h1")).to_have_text("Your account")
    hands.press(".site-head a[href='/desk']")
    expect(page.locator("h1")).to_have_text("Desk")
    page.context.clear_cookies()
    page.goto(f"{newcomer.site.url}/sign-in/password")
    hands.write("#email", newcomer.email)
    hands.write("#password", PASSWORD)
    hands.write("#code", recovery)
    hands.press("main form button")
    expect(page.locator("h1")).to_have_text("Desk")


def account(place: Place, page: Page, start: str) -> None:
    page.request.post(f"{start}/packs/start", headers={"Origin": place.site.url, "Sec-Fetch-Site": "same-origin"})
    page.goto(f"{start}/account")


def wrong_name(_place: Place, page: Page, start: str) -> None:
    page.goto(f"{start}/account")
    page.fill("#name", "")
    page.click("form[action$='/details'] button")


def leaving(place: Place, page: Page, start: str) -> None:
    account(place, page, start)
    page.goto(f"{start}/account/delete")


def confirming(place: Place, page: Page, start: str) -> None:
    library = library_at(place.site.data.parent, LIBRARY_DATA=str(place.site.data))
    with library.database.writing() as connection:
        connection.execute(update(SESSION).where(SESSION.c.person_id == place.person_id).values(confirmed_at=1))
    library.close()
    page.goto(f"{start}/account/delete")
    page.click("main form button")


def wrong_password(_place: Place, page: Page, start: str) -> None:
    page.goto(f"{start}/sign-in/password")
    page.fill("#email", "ann@example.org")
    page.click("main form button")


def at(path: str) -> Callable[[Place, Page, str], object]:
    return lambda _place, page, start: page.goto(start + path)


# How to come to each page; the address of a language begins with the third value.
PAGES: dict[str, Callable[[Place, Page, str], object]] = {
    "account": account,
    "wrong name": wrong_name,
    "leaving": leaving,
    "confirming": confirming,
    "desk": at("/desk"),
    "sign in with a password": at("/sign-in/password"),
    "wrong password": wrong_password,
}


@pytest.mark.parametrize("language", ["", "/cy"])
@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_open_to_everyone(
    new_page: Pages, axe: Callable[[Page], list[Violation]], nu: Nu, coordinator: Place, name: str, language: str
) -> None:
    page = new_page(width=320, reduced_motion=True)
    coordinator.enter(page)
    PAGES[name](coordinator, page, coordinator.site.url + language)
    look_at(page, new_page, axe, nu)


def test_setting_up_is_open_to_everyone(
    new_page: Pages, axe: Callable[[Page], list[Violation]], nu: Nu, newcomer: Place
) -> None:
    page = new_page(width=320, reduced_motion=True)
    newcomer.enter(page)
    page.goto(f"{newcomer.site.url}/account/security")
    look_at(page, new_page, axe, nu)
    page.fill("#password", PASSWORD)
    page.fill("#code", code_on(page))
    page.click("form[action$='/set-up'] button")
    look_at(page, new_page, axe, nu)
    page.goto(f"{newcomer.site.url}/account/security")
    look_at(page, new_page, axe, nu)


def look_at(page: Page, pages: Pages, axe: Callable[[Page], list[Violation]], nu: Nu) -> None:
    """Look at a page as ``test_every_page`` does."""
    page.wait_for_load_state("networkidle")
    assert all("status of 4" in fault for fault in pages.guard.take())
    # Axe cannot judge cells that a narrow window has scrolled out of sight.
    page.set_viewport_size({"width": 1280, "height": 900})
    assert axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 900})
    assert probes.sideways_scroll(page) == [], "at 320 px"
    assert probes.small_targets(page) == []
    assert probes.click_only(page) == []
    assert probes.lost_at_double_text(page) == [], "at 320 px with letters of 200 %"
    assert nu.check(page.content()) == []


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_shows_where_it_is(new_page: Pages, coordinator: Place, name: str) -> None:
    page = new_page(reduced_motion=True)
    coordinator.enter(page)
    PAGES[name](coordinator, page, coordinator.site.url)
    page.wait_for_load_state("networkidle")
    new_page.guard.take()
    assert [stop for stop in probes.tab_stops(page) if stop.covered or not stop.visible] == []
