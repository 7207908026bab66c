"""People and the audit log in a browser: looked at closely, with the keyboard alone, and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from library.actions.library import Library
from library.actions.people.inviting import invite_one
from library.actions.people.pasted_list import Entry
from library.bootstrap import open_library
from library.model.audit import TERMINAL
from library.model.viewer import Role
from library.settings import read_settings
from tests.browser import probes
from tests.browser import server as servers
from tests.browser.axe import Violation
from tests.browser.chromium import Pages
from tests.browser.nu import Nu
from tests.browser.test_packs import Hands
from tests.web.shelves import fill
from tests.web.signing_in import new_person, new_session

LONG = "x" * 100
ADDRESS = "someone-with-a-long-name-and-a-long-office@department.of.health-and-social-care.example.org"


@dataclass(frozen=True, slots=True)
class Network:
    """A running site with people.

    Attributes:
        url: Of the site.
        library: The same records.
        secret: Of an administrator's session.
        rafi: The id of a coordinator whose name is read from right to left.
        long: The id of a member whose name and address are long.
    """

    url: str
    library: Library
    secret: str
    rafi: int
    long: int

    def sign_in(self, page: Page) -> None:
        """Give the browser of a page the administrator's session."""
        page.context.add_cookies([{"name": "session", "value": self.secret, "url": self.url}])

    def invite(self, name: str, role: Role = Role.MEMBER) -> str:
        """Return the link of an invitation."""
        entry = Entry(1, f"{name.lower()}@example.org", name)
        return f"{self.url}/invitations/{invite_one(self.library, TERMINAL, entry, role).secret}"


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """A small site with people of every kind."""
    folder = tmp_path_factory.mktemp("people")
    fill(folder)
    (folder / "site").mkdir()
    with servers.running(folder / "site", folder / "content") as site:
        places = {"LIBRARY_CONTENT": str(site.content), "LIBRARY_DATA": str(site.data), "LIBRARY_URL": site.url}
        library = open_library(read_settings(places))
        ada = new_person(library, Role.ADMINISTRATOR, "ada@example.org", "Ada")
        secret = new_session(library, ada, with_password=True)
        rafi = new_person(library, Role.COORDINATOR, "rafi@example.org", "محمد بن علي")
        long = new_person(library, Role.MEMBER, ADDRESS, LONG)
        for number in range(60):
            new_person(library, Role.MEMBER, f"p{number}@example.org", f"Person {number}")
        found = Network(site.url, library, secret, rafi, long)
        found.invite("Bob", Role.COORDINATOR)
        yield found
        library.close()


PAGES = {
    "people": "/desk/people",
    "people, searched": "/desk/people?q=person",
    "a person": "/desk/people/{rafi}",
    "a person with a long name": "/desk/people/{long}",
    "remove": "/desk/people/{long}/remove",
    "reset": "/desk/people/{rafi}/reset",
    "invite": "/desk/people/invite",
    "invitations": "/desk/people/invitations",
    "audit log": "/desk/audit",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_every_page_is_for_everyone_at_every_width(
    new_page: Pages, axe: Callable[[Page], list[Violation]], nu: Nu, network: Network, path: str
) -> None:
    page = new_page(reduced_motion=True)
    network.sign_in(page)
    answer = page.goto(network.url + path.format(rafi=network.rafi, long=network.long))
    assert answer
    assert (answer.status, nu.check(answer.text())) == (200, [])
    look_closely(page, axe)


def look_closely(page: Page, axe: Callable[[Page], list[Violation]]) -> None:
    assert axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page) == []
    assert probes.unseen_focus(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert probes.sideways_scroll(page) == []
    assert probes.small_targets(page) == []
    assert probes.lost_at_double_text(page) == []
    assert probes.sideways_scroll(page) == [], "with letters of 200 %"


def test_people_are_invited_with_the_keyboard_alone(
    new_page: Pages, axe: Callable[[Page], list[Violation]], nu: Nu, network: Network
) -> None:
    page = new_page(reduced_motion=True)
    network.sign_in(page)
    page.goto(f"{network.url}/desk/people")
    hands = Hands(page)
    with page.expect_navigation():
        hands.press("a[href$='/desk/people/invite']")
    hands.write("#people", "ann\nCat <cat@example.org>")
    with page.expect_response("**/invite-now") as refused:
        hands.press("main form[action$='invite-now'] button")
    assert (refused.value.status, nu.check(refused.value.text())) == (422, [])
    new_page.guard.take()  # the console notes the status
    expect(page.locator("section[role=alert]")).to_be_focused()
    expect(page.locator("section[role=alert] li")).to_have_text("Line 1: “ann” has no valid email address.")
    look_closely(page, axe)
    page.set_viewport_size({"width": 1280, "height": 900})
    hands.press("section[role=alert] li a")
    page.keyboard.press("Control+A")
    page.keyboard.type("Cat <cat@example.org>, dee@example.org; bob@example.org")
    with page.expect_response("**/invite-now") as invited:
        hands.press("main form[action$='invite-now'] button")
    assert nu.check(invited.value.text()) == []
    expect(page.locator("h1")).to_have_text("2 people invited")
    expect(page.get_by_role("button", name="Copy link: Cat, cat@example.org")).to_be_visible()
    look_closely(page, axe)


@pytest.mark.parametrize("scripts", [True, False])
def test_an_invitation_is_accepted_with_and_without_scripts(
    new_page: Pages, axe: Callable[[Page], list[Violation]], network: Network, scripts: bool
) -> None:
    link = network.invite(f"Eve{scripts}")
    page = new_page(width=360, scripts=scripts)
    page.goto(link)
    if scripts:
        look_closely(page, axe)
        page.reload()
    page.fill("#name", "Eve")
    page.click("main form button")
    expect(page.get_by_role("link", name="Your account: Eve")).to_be_visible()
    page.goto(link)
    assert new_page.guard.take()  # the console notes that it is no longer there
    expect(page.locator("h1")).to_have_text("This invitation no longer works")


def test_a_person_is_removed_after_a_question_without_scripts(new_page: Pages, network: Network) -> None:
    person = new_person(network.library, Role.MEMBER, "gone@example.org", "Gone")
    page = new_page(width=360, scripts=False)
    network.sign_in(page)
    page.goto(f"{network.url}/desk/people/{person}")
    page.get_by_role("link", name="Remove this person").click()
    page.get_by_role("link", name="Cancel").click()
    assert network.library.people.find(person)
    page.get_by_role("link", name="Remove this person").click()
    page.get_by_role("button", name="Remove this person").click()
    expect(page.locator("#told")).to_have_text("The account was deleted.")
    assert network.library.people.find(person) is None


def test_the_audit_log_is_downloaded(new_page: Pages, network: Network) -> None:
    page = new_page()
    network.sign_in(page)
    page.goto(f"{network.url}/desk/audit")
    page.select_option("#action", "invitation.made")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".audit li").first).to_contain_text("invited")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    assert download.value.suggested_filename == "audit.csv"
    assert "invitation.made" in download.value.path().read_text("utf-8-sig")
