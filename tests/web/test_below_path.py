"""Below a path, every address of the site leads to a page of the site: a real nginx is asked for each."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, Request, build_opener

import pytest
from werkzeug.test import create_environ

from library.web.app import create_app
from library.web.below_path import WithoutPath
from tests.making import Making
from tests.pdfs import pdf
from tests.pictures import JPEG, picture
from tests.web.nginx import behind_nginx
from tests.web.shelves import CAPTIONS, MP4

LINKS = "A kettle. [The film](/resources/film) and [two](/stories/two#p1).\n"
HERE = {"Sec-Fetch-Site": "same-origin"}
CONSENT = "{audience: public, uses: [workshop, excerpt, print, record, translate, web-search]}"


class Page(HTMLParser):
    """The addresses of a page, where its forms go, with their hidden fields, and its buttons that add to a pack."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.moves: list[str] = []
        self.buttons: list[tuple[str, str]] = []
        self.forms: list[tuple[str, str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the addresses of an element."""
        some = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((some.get("method", "get"), some["action"], {}))
        elif tag == "input" and some.get("type") == "hidden" and self.forms:
            self.forms[-1][2][some["name"]] = some.get("value", "")
        self.found += [value for name, value in some.items() if name in {"href", "src", "poster", "data-suggest"}]
        self.found += [size.split()[0] for size in some.get("srcset", "").split(",") if size]
        self.moves += [some["data-move"]] if "data-move" in some else []
        self.buttons += [(some["name"], some["value"])] if some.get("form") == "adding" else []


class NoRedirect(HTTPRedirectHandler):
    """Follows no redirect, so that a test sees where it leads."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Follow nothing."""


@dataclass
class Answer:
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Return its text."""
        return self.body.decode()


@dataclass
class Browser:
    """Asks a site as a browser does, with its cookies, and follows nothing by itself."""

    address: str
    cookies: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self._opener: OpenerDirector = build_opener(NoRedirect, HTTPCookieProcessor(self.cookies))

    def ask(self, address: str, fields: dict[str, str] | None = None, **headers: str) -> Answer:
        """Ask for an address, or send a form there."""
        data = None if fields is None else urlencode(fields).encode()
        request = Request(urljoin(f"{self.address}/", address), data, HERE | headers)  # noqa: S310 - of this machine
        try:
            with self._opener.open(request, timeout=60) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except HTTPError as error:
            with error:
                return Answer(error.code, dict(error.headers), error.read())

    def owns(self, address: str) -> bool:
        """Return whether an address is on the host of the site."""
        return urlsplit(address).netloc == urlsplit(self.address).netloc

    def walk(self, *start: str) -> dict[str, Answer]:
        """Ask for every address that pages lead to, once."""
        asked: dict[str, Answer] = {}
        waiting = [urljoin(f"{self.address}/", each) for each in start]
        while waiting:
            address = urldefrag(waiting.pop()).url
            if address in asked or not self.owns(address):
                continue
            answer = asked[address] = self.ask(address)
            waiting += [urljoin(address, each) for each in links_of(answer)]
        return asked


def links_of(answer: Answer) -> Iterator[str]:
    if "Location" in answer.headers:
        yield answer.headers["Location"]
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith("text/html"):
        yield from Page(answer.text).found
    elif "xml" in kind:
        tree = ET.fromstring(answer.text)  # noqa: S314 - our own
        yield from (each.text or "" for each in tree.iter() if each.tag.endswith("}loc"))
        yield from (each.get("href", "") for each in tree.iter() if each.get("href"))


@pytest.fixture(scope="module")
def making(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Making]:
    """A library with a film, captions, pictures, a PDF, links between texts and a collection."""
    made = Making(tmp_path_factory.mktemp("site"))
    for name, data in {"film.mp4": MP4, "film.jpg": JPEG, "film.vtt": CAPTIONS, "guide.pdf": pdf("A guide.")}.items():
        made.content.put(f"resources/{name}", data)
    made.write("one", LINKS, consent=CONSENT, published="2026-01-05")
    made.content.put("stories/gate.jpg", picture("JPEG", size=(1_600, 1_000)))
    made.write("two", "The kettle of two.\n\n![A gate](gate.jpg)\n", consent=CONSENT, formerly="[once]")
    made.write(
        "film",
        "A film.\n",
        kind="video",
        consent=CONSENT,
        media='{file: film.mp4, poster: film.jpg, alt: "A hill", duration: "00:01:12"}',
        transcripts="[{language: en, file: film.vtt}]",
        attachments="[{file: guide.pdf, title: The guide}]",
    )
    made.publish()
    yield made
    made.library.close()


@pytest.fixture(scope="module", params=[("", False), ("/library", False), ("/our/library", True)], ids=str)
def site(making: Making, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of the library behind nginx: at the root, below a path, and below one that nginx cuts off."""
    path, cut = request.param
    with behind_nginx(making, tmp_path_factory.mktemp("nginx"), path, cut=cut) as address:
        yield address


@pytest.fixture
def browser(site: str) -> Browser:
    return Browser(site)


@pytest.fixture(scope="module")
def walked(site: str) -> dict[str, Answer]:
    return Browser(site).walk("", "sitemap.xml", "feed.atom", "search?q=kettle", "cy/", "stories/once", "stories/two/")


def test_every_link_of_every_page_leads_to_a_page_below_the_path(site: str, walked: dict[str, Answer]) -> None:
    wrong = {
        address: answer.status
        for address, answer in walked.items()
        if not f"{address}/".startswith(f"{site}/") or answer.status not in {200, 301, 303}
    }
    assert wrong == {}
    paths = {address.removeprefix(site) for address in walked}
    assert len(paths) > 60
    expected = {
        "/", "/cy/", "/stories/one", "/cy/stories/one", "/stories/two", "/resources/film", "/themes/listening",
        "/resources/film/files/film.mp4", "/resources/film/files/film.jpg", "/resources/film/files/film.vtt",
        "/resources/film/files/guide.pdf", "/stories/two/files/gate-720.jpg", "/stories/two/files/gate-1440.jpg",
        "/resources/film/team.txt", "/suggest.json", "/feed.atom", "/workshop",
    }  # fmt: skip
    assert expected <= paths
    assert {path.partition("?")[0] for path in paths if path.startswith("/static/")} >= {"/static/commonplace.css"}


def test_no_page_has_an_address_outside_the_path(site: str, walked: dict[str, Answer]) -> None:
    path = urlsplit(site).path
    for address, answer in walked.items():
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            page = Page(answer.text)
            every = [*page.found, *page.moves, *(action for _, action, _ in page.forms)]
            assert [each for each in every if each.startswith("/") and not each.startswith(f"{path}/")] == [], address


def test_canonical_addresses_feed_sitemap_and_robots_have_the_whole_address(
    site: str, walked: dict[str, Answer], browser: Browser
) -> None:
    assert f'<link rel="canonical" href="{site}/stories/one">' in walked[f"{site}/stories/one"].text
    feed, sitemap = browser.ask("feed.atom").text, browser.ask("sitemap.xml").text
    assert f"{site}/stories/one" in feed
    assert f"<loc>{site}/stories/one</loc>" in sitemap
    assert f"{site}{urlsplit(site).path}/" not in feed + sitemap or not urlsplit(site).path
    robots = browser.ask("robots.txt").text.splitlines()
    assert f"Sitemap: {site}/sitemap.xml" in robots
    assert f"Disallow: {urlsplit(site).path}/search" in robots


def test_redirects_stay_below_the_path(site: str, browser: Browser) -> None:
    path = urlsplit(site).path
    redirects = {
        "stories/once": "/stories/two",
        "stories/two/": "/stories/two",
        "Stories/Two.html": "/stories/two",
        "packs/mine": "/workshop",
    }
    for asked, leads_to in redirects.items():
        assert urlsplit(browser.ask(asked).headers["Location"]).path == path + leads_to


def test_json_has_addresses_that_a_program_can_ask_for(site: str, browser: Browser) -> None:
    found = json.loads(browser.ask("search.json?q=kettle").text)
    addresses = [each["url"] for result in found["results"] for each in (result, *result["passages"])]
    assert len(addresses) == 6
    for address in addresses:
        assert address.startswith((f"{urlsplit(site).path}/stories/", f"{urlsplit(site).path}/resources/film"))
        assert browser.ask(address).status == 200


def test_media_can_be_asked_for_in_parts(browser: Browser) -> None:
    part = browser.ask("resources/film/files/film.mp4", Range="bytes=4-7")
    assert (part.status, part.body) == (206, MP4[4:8])


def add_to_pack(browser: Browser) -> Answer:
    """Start a pack with a story, by the button on its page."""
    page = Page(browser.ask("stories/one").text)
    name, value = next((name, value) for name, value in page.buttons if value.endswith(" one"))
    method, action, fields = next(form for form in page.forms if form[1].endswith("/packs/add"))
    assert method == "post"
    return browser.ask(action, fields | {name: value})


def my_pack(browser: Browser) -> Answer:
    return browser.ask(browser.ask("packs/mine").headers["Location"])


def test_a_pack_is_started_and_changed_below_the_path(site: str, browser: Browser) -> None:
    path = urlsplit(site).path
    added = add_to_pack(browser)
    assert (added.status, urlsplit(added.headers["Location"]).path) == (303, f"{path}/stories/one")
    (cookie,) = browser.cookies
    assert cookie.path == f"{path}/"

    pack = my_pack(browser)
    assert re.search(rf'value="{re.escape(site)}/packs/[\w-]+"', pack.text)
    page = Page(pack.text)
    for link in page.found:
        if browser.owns(urljoin(f"{site}/", link)) and ".pdf" not in link and ".pptx" not in link:
            assert browser.ask(link).status in {200, 303}, link
    assert {each.startswith(f"{path}/packs/") for each in page.moves} == {True}
    details = next(form for form in page.forms if form[1].endswith("/details"))
    assert details[1].startswith(f"{path}/packs/")
    changed = browser.ask(details[1], details[2] | {"title": "Ours"})
    assert urlsplit(urljoin(site, changed.headers["Location"])).path.startswith(f"{path}/packs/")


def test_files_of_a_pack_have_whole_addresses(site: str, browser: Browser) -> None:
    add_to_pack(browser)
    links = Page(my_pack(browser).text).found
    markdown, offline = (
        browser.ask(next(link for link in links if link.endswith(name))).text for name in ("/pack.md", "/offline.html")
    )
    assert f"{site}/stories/one" in markdown
    assert f'href="{site}/stories/one"' in offline
    assert f"{site.removeprefix('http://')}/check" in offline
    assert not re.search(r'\s(?:href|src|action)="/', offline)


def test_an_address_outside_the_path_is_not_ours(site: str) -> None:
    if urlsplit(site).path:
        assert Browser(site).ask("/stories/one").status == 404


def asked_for(path: str, address: str, **said: str) -> str:
    """Return what the site is asked for, if a server has said so much."""
    asked: list[str] = []

    def site(environ: dict[str, str], start_response: object) -> list[bytes]:
        del start_response
        asked.append(environ["SCRIPT_NAME"] + environ["PATH_INFO"])
        return []

    WithoutPath(site, path)(create_environ(address) | said, lambda *_: lambda _: None)
    return asked[0]


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/library", "/"),
        ("/library/", "/"),
        ("/library/stories/one", "/stories/one"),
        ("/stories/one", "/stories/one"),
        ("/library-of-others", "/library-of-others"),
        ("/library/library", "/library"),
    ],
)
def test_the_path_is_cut_off_once_if_it_is_there(address: str, asked: str) -> None:
    assert asked_for("/library", address) == asked


def test_a_server_that_cut_the_path_off_may_say_so() -> None:
    assert asked_for("/library", "/stories/one", SCRIPT_NAME="/library") == "/stories/one"


def test_words_that_look_like_an_address_stay_as_they_are(tmp_path: Path) -> None:
    making = Making(tmp_path)
    making.write("one", 'Write `<a href="/stories/two">` and /stories/two there.\n')
    making.publish()
    library = making.reopen(LIBRARY_URL="https://example.org/library")
    text = create_app(library, library.settings).test_client().get("/library/stories/one").text
    assert '<code>&lt;a href="/stories/two"&gt;</code>' in text
    assert "and /stories/two there" in text
    library.close()
