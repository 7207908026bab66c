"""The files of a document in a browser: looked at closely, a film whose connection breaks, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Route, expect

from library.actions.library import Library
from library.actions.uploading.receiving import append, finish, start
from library.actions.uploading.using import use
from library.bootstrap import open_library
from library.model.upload import Purpose
from library.model.viewer import Role
from library.settings import read_settings
from library.web.views.document_files import MOST_PART
from tests.browser import server as servers
from tests.browser.axe import Violation
from tests.browser.chromium import Pages
from tests.browser.nu import Nu
from tests.browser.test_people import look_closely
from tests.content.uploads.hostile import mp4
from tests.pictures import picture
from tests.web.shelves import fill
from tests.web.signing_in import new_person, new_session

PATH = "resources/number-nine.md"
FILES = "/desk/documents/number-nine/files"
LATE = b"1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n2\n00:09:01,000 --> 00:09:02,000\nLate.\n"
PATIENCE = 60_000  # milliseconds, a safety net


@dataclass(frozen=True, slots=True)
class Desk:
    """A running site, and the session of a coordinator."""

    url: str
    library: Library
    secret: str
    person: int

    def sign_in(self, page: Page) -> None:
        page.context.add_cookies([{"name": "session", "value": self.secret, "url": self.url}])
        page.set_default_timeout(PATIENCE)

    def upload(self, purpose: Purpose, data: bytes, **details: str) -> None:
        part = start(self.library, PATH, purpose, len(data), details, 7)
        append(self.library, PATH, part.id, 0, [data])
        use(self.library, PATH, finish(self.library, PATH, part.id), self.person)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("files")
    fill(folder)
    (folder / "site").mkdir()
    with servers.running(folder / "site", folder / "content") as site:
        places = {"LIBRARY_CONTENT": str(site.content), "LIBRARY_DATA": str(site.data), "LIBRARY_URL": site.url}
        library = open_library(read_settings(places))
        person = new_person(library, Role.COORDINATOR)
        yield Desk(site.url, library, new_session(library, person, with_password=True), person)
        library.close()


def test_the_page_is_for_everyone_at_every_width(
    new_page: Pages, axe: Callable[[Page], list[Violation]], nu: Nu, desk: Desk
) -> None:
    desk.upload(Purpose.PICTURE, picture("PNG"), alt="A bus shelter that is described in more words than fit a line")
    desk.upload(Purpose.TRANSCRIPT, LATE, language="pl", seconds="84")
    page = new_page(reduced_motion=True)
    desk.sign_in(page)
    answer = page.goto(f"{desk.url}{FILES}?done=number-nine.pl.vtt")
    assert answer
    assert (answer.status, nu.check(answer.text())) == (200, [])
    expect(page.get_by_text("Line 6")).to_be_visible()
    for summary in page.locator(".upload > summary").all():
        summary.click()
    look_closely(page, axe)


def test_a_film_goes_on_after_its_connection_broke_and_shows_how_far_it_is(new_page: Pages, desk: Desk) -> None:
    film, page, broken = mp4(84, bytes(MOST_PART + 1_000_000)), new_page(), list[str]()

    def breaking(route: Route) -> None:
        if len(broken) == 0 and route.request.headers.get("upload-offset") != "0":
            broken.append(route.request.headers["upload-offset"])
            route.abort()
        else:
            route.continue_()

    desk.sign_in(page)
    page.goto(desk.url + FILES)
    page.route("**/append.json", breaking)
    page.locator(".upload > summary").first.click()
    page.set_input_files("#media-file", {"name": "The film.mp4", "mimeType": "video/mp4", "buffer": film})
    page.locator("form[action$='/add/media'] button[type=submit]").click()
    expect(page.locator("form[action$='/add/media'] [data-told]")).to_have_text(
        re.compile("The connection is gone"), timeout=PATIENCE
    )
    expect(page.locator("#told")).to_have_text(re.compile(r"Its name is now: number-nine\.mp4"), timeout=PATIENCE)
    assert broken == [str(MOST_PART // 2)]
    assert desk.library.uploads.find(PATH, "number-nine.mp4").read_bytes() == film
    assert new_page.guard.take()  # the console notes the broken connection


def test_a_refused_and_a_cancelled_upload_say_so_on_the_page(new_page: Pages, desk: Desk) -> None:
    page = new_page()
    desk.sign_in(page)
    page.goto(desk.url + FILES)
    form = page.locator("form[action$='/add/picture']")
    page.locator(".upload > summary").nth(3).click()
    expect(form.get_by_role("button", name="Cancel")).to_be_hidden()
    page.set_input_files("#picture-file", {"name": "a.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"})
    form.get_by_label("What it shows").fill("A drawing")
    form.get_by_role("button", name="Upload").click()
    expect(form.locator("[data-told]")).to_have_text(re.compile("An SVG can contain programs"), timeout=PATIENCE)
    page.route("**/append.json", lambda _: None)  # it never arrives
    form.get_by_role("button", name="Upload").click()
    form.get_by_role("button", name="Cancel").click()
    expect(form.locator("[data-told]")).to_have_text("Cancelled. Nothing was saved.")
    new_page.guard.take()  # the console notes the status


def test_without_scripts_a_picture_is_uploaded_and_put_into_the_text(new_page: Pages, desk: Desk) -> None:
    page = new_page(scripts=False, width=360)
    desk.sign_in(page)
    page.goto(desk.url + FILES)
    page.locator(".upload > summary").nth(3).click()
    page.set_input_files("#picture-file", {"name": "Ольга.png", "mimeType": "image/png", "buffer": picture("PNG")})
    form = page.locator("form[action$='/add/picture']")
    form.get_by_label("What it shows").fill("A cup beside a letter")
    form.get_by_role("button", name="Upload").click()
    name = (page.locator("#told").text_content() or "").split()[-1]
    page.locator(f"form[action$='/{name}/insert'] button").click()
    draft = desk.library.drafts.at(PATH)
    assert draft
    assert draft.text.endswith(f"![A cup beside a letter]({name})\n".encode())
