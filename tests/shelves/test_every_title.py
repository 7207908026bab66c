"""Every page of our own library that links lead to: its title, its description and the names of its buttons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient

from library.actions.packs.adding import adding_format, document_item, question_item
from library.actions.packs.formats import FORMATS
from library.actions.packs.lifecycle import share, start_pack
from library.actions.packs.secrets import shown_code
from library.actions.publish import publish
from library.model.pack import Pack
from library.translation import Translator
from library.web.app import create_app
from tests.making import library_at
from tests.shelves.conftest import CONTENT
from tests.web.reading_html import Element, Html

SITE = "https://library.example.org"

# What links of the site do not ask: filters, and everything in a search together.
SEARCHES = (
    "/search?q=kettle",
    "/search?q=listening&theme=listening",
    "/search?q=listening&theme=listening&theme=recording",
    "/search?q=listening&role=nurse",
    "/search?q=listening&kind=story&kind=video&sort=newest",
    "/search?q=listening&as_typed=1",
    "/search?q=listening&theme=listening&view=passages",
    "/search?kind=story&page=2",
    "/search?kind=guidance&sort=title",
    "/search?q=nothinghasthis",
)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Html]]:
    """Every page by address: those that links lead to, searches, and a pack that holds a document twice."""
    library = library_at(
        tmp_path_factory.mktemp("titles"), LIBRARY_CONTENT=str(CONTENT), LIBRARY_URL=SITE, LIBRARY_LANGUAGES="en,cy"
    )
    publish(library)
    started = start_pack(library)
    twice = (document_item(library, "spare-key"), document_item(library, "spare-key", ["p2"]))
    pack = Pack(items=(*twice, question_item(library, "spare-key", 1)), title="Monday")
    change = adding_format(FORMATS[0].id, Translator())
    library.records.change_pack(started.stored.id, lambda _: change(pack), library.today())
    here, shared = f"/packs/{started.edit}", f"/shared/{share(library, started.edit)}"
    client = create_app(library, library.settings).test_client()
    client.set_cookie("pack", started.edit)
    starts = ("/", *SEARCHES, here, f"{here}/delete", shared, "/check", f"/check/{shown_code(started.stored.code)}")
    yield dict(pages(client, [prefix + each for each in starts for prefix in ("", "/cy")]))
    library.close()


def pages(client: FlaskClient, starts: list[str]) -> Iterator[tuple[str, Html]]:
    """Follow links from page to page; from a page of results no further than its own views and pages."""
    waiting, seen = list(starts), set(starts)
    while waiting:
        address = waiting.pop()
        with client.get(address) as answer:
            if answer.status_code in {301, 303}:
                led = [answer.headers["Location"]]
            elif answer.mimetype == "text/html":
                assert answer.status_code == 200, address
                page = Html(answer.get_data(as_text=True))
                yield address, page
                led = [] if "/search?" in address and address not in starts else list(links(address, page))
            else:
                continue
        waiting += [each for each in dict.fromkeys(led) if each not in seen]
        seen.update(led)


def links(address: str, page: Html) -> Iterator[str]:
    for link in page.all("a"):
        found = urlsplit(urljoin(SITE + address, link.get("href")))
        if found.netloc == urlsplit(SITE).netloc and "/files/" not in found.path and not link.get("hreflang"):
            # To sign in is one page, wherever its reader came from.
            query = "" if "/sign-in" in found.path else found.query
            yield f"{found.path}?{query}" if query else found.path


def test_no_two_pages_of_a_language_have_the_same_title(walked: dict[str, Html]) -> None:
    addresses = defaultdict(list)
    for address, page in walked.items():
        addresses[page.one("html").get("lang"), page.one("title").text].append(address)
    assert {title: same for title, same in addresses.items() if len(same) > 1} == {}
    assert len(walked) > 400


def test_every_page_that_search_engines_may_have_says_what_it_is(walked: dict[str, Html]) -> None:
    for address, page in walked.items():
        metas = {each.get("name"): each.get("content") for each in page.all("meta")}
        if "robots" not in metas:
            assert len(metas["description"].split()) >= 4, address
            assert "<" not in metas["description"], address


def target(page: Html, button: Element) -> object:
    """Return what a button does: where its form goes and what it sends, but for where it was pressed."""
    at = page.elements.index(button)
    if name := button.get("form"):
        form = next(each for each in page.all("form") if each.get("id") == name)
    else:
        form = next(each for each in reversed(page.elements[:at]) if each.tag == "form")
    begun = page.elements.index(form)
    sent = [
        (each.get("name"), each.get("value"))
        for each in page.elements[begun:at]
        if each.get("type") == "hidden" and each.get("name") not in {"back", "place"}
    ]
    value = button.get("value") or ""
    if button.get("name") == "add":
        _, _, value = value.partition(" ")  # the place comes first
    return button.get("formaction") or form.get("action"), tuple(sent), button.get("name"), value


def test_no_two_buttons_of_a_page_have_the_same_name_and_do_different_things(walked: dict[str, Html]) -> None:
    for address, page in walked.items():
        does = defaultdict(set)
        for button in page.all("button"):
            if button.get("type") == "button":
                continue  # it sends nothing
            does[button.text].add(target(page, button))
        assert {name: each for name, each in does.items() if len(each) > 1} == {}, address


def test_no_button_is_named_by_an_id(walked: dict[str, Html]) -> None:
    ids = {each.get("id") for page in walked.values() for each in page.elements if each.get("id")}
    for address, page in walked.items():
        for button in page.all("button"):
            words = set(button.text.replace("(", " ").replace(")", " ").split())
            assert not {word for word in words & ids if "-" in word}, address
