"""What every page owes its readers, asked of a page of each template: one opening of the page for each group of checks.

The pages come from three servers: the library's own content, a small one with told documents and Welsh switched on, and
one whose search index is gone.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.browser import probes
from tests.browser import server as servers
from tests.browser.axe import Violation
from tests.browser.chromium import Pages
from tests.browser.nu import Nu
from tests.browser.server import Site
from tests.web.shelves import fill

# `library serve`, with a setting that the harness leaves at its default.
WITH_WELSH = "import os; os.environ['LIBRARY_LANGUAGES'] = 'en,cy'; from library.terminal.main import main; main()"

OUR_CONTENT = {
    "home": "/",
    "search": "/search",
    "search with results": "/search?q=listening",
    "search with filters": "/search?q=record&theme=recording&kind=video&kind=story&sort=title",
    "second page of results": "/search?page=2",
    "relaxed search": "/search?q=kettle+quarterly+submarine",
    "search as it was read": "/search?q=SDS+kind:story+-kind:video+theme:blah&voice=worker",
    "mended search": "/search?q=ketle",
    "ambiguous search": "/search?q=DST",
    "passages": "/search?q=listening&view=passages",
    "nothing found": "/search?q=zzzqx",
    "nothing found with filters": "/search?q=bus&kind=law",
    "search tips": "/search/tips",
    "story": "/stories/spare-key",
    "example with a table": "/stories/good-appetite",
    "outside video with pointers": "/resources/friend-not-foe-personal-and-accessible",
    "own video": "/resources/the-number-nine",
    "story with a picture": "/stories/the-peg",
    "own video with descriptions": "/resources/the-blue-lid",
    "own recording": "/resources/not-yet",
    "guidance with a table and notes": "/resources/read-it-back",
    "law": "/resources/social-services-and-well-being-wales-act",
    "theme": "/themes/listening",
    "role": "/roles/social-worker",
    "themes": "/themes",
    "sectors": "/sectors",
    "circumstances": "/circumstances",
    "circumstance": "/circumstances/dementia",
    "stories": "/stories",
    "resources": "/resources",
    "collections": "/collections",
    "collection": "/collections/recording-that-helps",
    "for a team": "/stories/spare-key/team",
    "for a team, with a picture": "/stories/the-peg/team",
    "outside video for a team": "/resources/friend-not-foe-personal-and-accessible/team",
    "workshop": "/workshop",
    "choosing passages": "/stories/spare-key/choose?anchors=p1&anchors=p3",
    "choosing a table, with a preview": "/stories/good-appetite/choose?preview=1&anchors=p3&anchors=p6",
    "choosing lists and notes": "/resources/read-it-back/choose?preview=1",
    "link to a passage": "/stories/spare-key/at/p3",
    "link to words that changed": "/stories/spare-key/at/p3-0000000000",
    "check": "/check",
    "no such code": "/check/7KQM-2F9T-XBRCE",
    "author's guide": "/writing",
    "about": "/about",
    "accessibility": "/accessibility",
    "privacy": "/privacy",
    "no such page": "/stories/never-was",
    "no such page, with the nearest": "/stories/spare-kee",
    "not for everybody": "/stories/supervision-room-four",
    "withdrawn": "/stories/two-sugars",
}

SMALL_CONTENT = {
    "told": "/stories/phone-call",
    "told, for search engines": "/stories/wider-call",
    "with notes, short version and contents": "/stories/spare-key",
    "a page for people and attachments": "/resources/number-nine",
    "Welsh home": "/cy/",
    "Welsh search": "/cy/search?q=kettle",
    "Welsh passages": "/cy/search?q=kettle+-kind:law+author:writer&view=passages",
    "Welsh search tips": "/cy/search/tips",
    "search with a content note": "/search?q=family",
    "Welsh story": "/cy/stories/key-cy",
    "Welsh page of an English story": "/cy/stories/spare-key",
    "Welsh theme": "/cy/themes/listening",
    "Welsh collection": "/cy/collections/first",
    "collection with changed words": "/collections/second",
    "Welsh no such page": "/cy/stories/never-was",
}

BROKEN = {"search is down": "/search?q=listening", "home while search is down": "/"}

EVERY_PAGE = [
    *(("site", name, path) for name, path in OUR_CONTENT.items()),
    *(("small_site", name, path) for name, path in SMALL_CONTENT.items()),
    *(("down_site", name, path) for name, path in BROKEN.items()),
]

# One page of each layout: pressing Tab through all of them would take as long as everything else together.
BY_KEYBOARD = (
    *(
        ("site", name)
        for name in ("home", "search with filters", "own video with descriptions", "own recording", "theme")
    ),
    *(("site", name) for name in ("guidance with a table and notes", "stories", "about", "no such page")),
    *(("small_site", name) for name in ("with notes, short version and contents", "Welsh page of an English story")),
)

STATUS = {
    "no such page": 404,
    "no such page, with the nearest": 404,
    "not for everybody": 404,
    "Welsh no such page": 404,
    "no such code": 404,
    "link to words that changed": 404,
    "withdrawn": 410,
    "search is down": 503,
}

# First visit, compressed, without media.
MOST_BYTES = 60_000
MOST_REQUESTS = 6
WITH_A_PLAYER = 7  # which has a style and a script of its own


@dataclass(frozen=True, slots=True)
class Address:
    """A page: what it is for, where, and what it answers."""

    name: str
    url: str
    status: int


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small library with told documents, in English and Welsh."""
    folder = tmp_path_factory.mktemp("small")
    fill(folder)
    (folder / "site").mkdir()
    with servers.running(folder / "site", folder / "content", ("-c", WITH_WELSH)) as running:
        yield running


@pytest.fixture(scope="session")
def down_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small library that has lost its search index."""
    folder = tmp_path_factory.mktemp("down")
    fill(folder)
    (folder / "site").mkdir()
    with servers.running(folder / "site", folder / "content") as running:
        # The folder stays: a server goes on with what it has read of an index whose whole folder was replaced.
        for file in running.data.glob("builds/*/index/*"):
            file.unlink()
        yield running
        # The log says why search cannot answer; nothing else may have gone wrong.
        assert running.tracebacks().count("Traceback") == running.tracebacks().count(
            "\nlibrary.errors.SearchUnavailable"
        )
        os.truncate(running.log, 0)


@pytest.fixture(params=EVERY_PAGE, ids=[name for _, name, _ in EVERY_PAGE])
def address(request: pytest.FixtureRequest) -> Address:
    fixture, name, path = request.param
    site: Site = request.getfixturevalue(fixture)
    return Address(name, site.url + path, STATUS.get(name, 200))


def open_page(page: Page, address: Address, pages: Pages) -> Response:
    """Open a page; a status that is meant to be no success is no fault of the page's."""
    response = page.goto(address.url)
    assert response
    assert response.status == address.status
    if address.status != 200:
        page.wait_for_load_state("load")
        faults = pages.guard.take()
        assert all(f"status of {address.status}" in fault for fault in faults), faults
    return response


def html_of(url: str) -> str:
    """Return what the server sends, before any script has touched it."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        connection.request("GET", url.removeprefix(f"{parts.scheme}://{parts.netloc}"))
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def test_no_barrier_that_axe_knows_in_light_and_dark(
    new_page: Pages, axe: Callable[[Page], list[Violation]], address: Address
) -> None:
    page = new_page()
    open_page(page, address, new_page)
    _unfold(page)
    assert axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page) == []


def test_the_markup_is_valid_and_the_page_has_one_heading_of_its_own(nu: Nu, address: Address) -> None:
    html = html_of(address.url)
    assert nu.check(html) == []
    assert html.count("<h1") == 1
    assert html.count("<main") == 1


def test_it_fits_every_width_size_of_letters_and_wish_of_the_reader(new_page: Pages, address: Address) -> None:
    page = new_page(width=320, reduced_motion=True)
    open_page(page, address, new_page)
    _unfold(page)
    assert probes.sideways_scroll(page) == [], "at 320 px"
    assert probes.small_targets(page) == []
    assert probes.headerless_tables(page) == []
    assert probes.click_only(page) == []
    assert probes.outside_hints(page) == []
    assert probes.running_animations(page) == []
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert probes.lost_at_double_text(page) == [], "at 320 px with letters of 200 %"
    assert probes.sideways_scroll(page) == [], "at 320 px with letters of 200 %"
    page.set_viewport_size({"width": 1280, "height": 900})
    assert probes.sideways_scroll(page) == [], "at 1280 px with letters of 200 %"


@pytest.mark.parametrize(
    "address",
    [(fixture, name, path) for fixture, name, path in EVERY_PAGE if (fixture, name) in BY_KEYBOARD],
    ids=[name for fixture, name, _ in EVERY_PAGE if (fixture, name) in BY_KEYBOARD],
    indirect=True,
)
def test_the_keyboard_shows_where_it_is(new_page: Pages, address: Address) -> None:
    page = new_page(reduced_motion=True)  # else the page is still scrolling when the next key comes
    open_page(page, address, new_page)
    stops = probes.tab_stops(page)
    assert [stop for stop in stops if stop.covered or not stop.visible] == []
    assert stops[0].element.startswith("a.skip")
    assert len({stop.element for stop in stops}) >= 5


def test_a_first_visit_is_light_and_asks_nobody_else(new_page: Pages, address: Address) -> None:
    page = new_page()
    got: list[Response] = []
    page.on("response", lambda response: got.append(response))
    open_page(page, address, new_page)
    page.wait_for_load_state("load")
    of_site = f"{urlsplit(address.url).scheme}://{urlsplit(address.url).netloc}/"
    assert all(response.url.startswith(of_site) for response in got)
    assert not [response.url for response in got if response.request.resource_type == "media"]
    assert len(got) <= (WITH_A_PLAYER if page.locator(".player").count() else MOST_REQUESTS)
    # A still picture belongs to its film.
    light = [response for response in got if response.request.resource_type != "image" or "/static/" in response.url]
    sizes = [response.request.sizes() for response in light]
    assert sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes) <= MOST_BYTES
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


# Colours that a reader chose herself apply alike to every page: of each layout, one.
@pytest.mark.parametrize(
    "path", ["/", "/search?q=listening&kind=story", "/resources/the-number-nine", "/resources/read-it-back"]
)
def test_forced_colours_keep_focus_marks_and_edges(new_page: Pages, site: Site, path: str) -> None:
    page = new_page(forced_colours=True, reduced_motion=True)
    page.goto(site.url + path)
    assert probes.unseen_focus(page) == []
    borderless = page.evaluate(
        """() => [...document.querySelectorAll('button, .button, .search-line input')]
            .filter(each => each.checkVisibility() && parseFloat(getComputedStyle(each).borderBottomWidth) === 0)
            .map(each => each.outerHTML)"""
    )
    assert borderless == []
    marks = page.evaluate(
        """() => [...document.querySelectorAll('mark')].map(each => getComputedStyle(each).backgroundColor
            === getComputedStyle(document.body).backgroundColor)"""
    )
    assert not any(marks)


@pytest.mark.parametrize("path", ["/", "/search?q=listening", "/stories/spare-key", "/resources/the-number-nine"])
def test_at_400_per_cent_nothing_is_lost(new_page: Pages, site: Site, path: str) -> None:
    page = new_page(zoom=4, reduced_motion=True)
    page.goto(site.url + path)
    assert probes.sideways_scroll(page) == []
    assert probes.unseen_focus(page) == []


def _unfold(page: Page) -> None:
    """Open everything that is folded, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
