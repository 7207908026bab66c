"""New documents and lists in a browser: looked at closely, and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from library.bootstrap import open_library
from library.model.viewer import Role
from library.settings import read_settings
from tests.browser import server as servers
from tests.browser.axe import Violation
from tests.browser.chromium import Pages
from tests.browser.nu import Nu
from tests.browser.test_people import look_closely
from tests.web.shelves import fill
from tests.web.signing_in import new_person, new_session


@dataclass(frozen=True, slots=True)
class Desk:
    """A running site and a coordinator's session."""

    url: str
    secret: str

    def opened(self, page: Page) -> Page:
        """Give the browser of a page the session."""
        page.context.add_cookies([{"name": "session", "value": self.secret, "url": self.url}])
        return page


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A small site."""
    folder = tmp_path_factory.mktemp("new-documents")
    fill(folder)
    (folder / "site").mkdir()
    with servers.running(folder / "site", folder / "content") as site:
        places = {"LIBRARY_CONTENT": str(site.content), "LIBRARY_DATA": str(site.data), "LIBRARY_URL": site.url}
        library = open_library(read_settings(places))
        yield Desk(site.url, new_session(library, new_person(library, Role.COORDINATOR), with_password=True))
        library.close()


@pytest.mark.parametrize(
    "path",
    [
        "documents",
        "new/link",
        "new/word",
        "vocabulary",
        "vocabulary/themes/terms/listening",
        "synonyms",
        "collections/first",
        "introductions/listening",
    ],
)
def test_every_page_is_for_everyone_at_every_width(
    new_page: Pages, axe: Callable[[Page], list[Violation]], nu: Nu, desk: Desk, path: str
) -> None:
    page = desk.opened(new_page(reduced_motion=True))
    answer = page.goto(f"{desk.url}/desk/{path}")
    assert answer
    assert (answer.status, nu.check(answer.text())) == (200, [])
    look_closely(page, axe)


def test_a_link_is_added_without_scripts_after_what_is_held_was_said(new_page: Pages, nu: Nu, desk: Desk) -> None:
    page = desk.opened(new_page(width=360, scripts=False))
    page.goto(f"{desk.url}/desk/new")
    page.get_by_role("link", name="From a link").click()
    page.get_by_label("Web address").fill("https://example.org/film")
    page.get_by_label("Title", exact=True).fill("The spare key")
    page.get_by_label("What it is").select_option("video")
    with page.expect_response("**/link/start") as held:
        page.get_by_role("button", name="Start a draft").click()
    assert (held.value.status, nu.check(held.value.text())) == (422, [])
    new_page.guard.take()  # the console notes the status
    expect(page.get_by_role("heading", name="We may have this already")).to_be_visible()
    page.get_by_role("button", name="Start a draft anyway").click()
    expect(page).to_have_url(f"{desk.url}/desk/documents/the-spare-key")
    page.get_by_role("link", name="Change the address").click()
    page.get_by_label("End of the address").fill("a-film")
    page.get_by_role("button", name="Change the address").click()
    expect(page).to_have_url(f"{desk.url}/desk/documents/a-film")
