"""What every page owes its reader, whatever it is about."""

import itertools
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.reading_html import Html
from tests.web.shelves import URL, Shelves

PAGES = [
    "/",
    "/search",
    "/search?q=kettle&theme=listening",
    "/search?q=nothinghasthis",
    "/search?q=kettle&view=passages",
    "/search?q=kettle+-kind%3Avideo+theme%3Ablah+author%3Awriter&as_typed=1&voice=worker",
    "/search/tips",
    "/stories",
    "/resources",
    "/stories/spare-key",
    "/stories/phone-call",
    "/stories/key-cy",
    "/resources/number-nine",
    "/resources/outside",
    "/themes",
    "/themes/listening",
    "/roles",
    "/circumstances",
    "/circumstances/sight",
    "/sectors/health",
    "/collections",
    "/collections/first",
    "/collections/second",
    "/stories/spare-key/team",
    "/resources/outside/team",
    "/stories/spare-key/choose?anchors=p1",
    "/resources/number-nine/choose",
    "/workshop",
    "/check",
    "/writing",
    "/about",
    "/accessibility",
    "/privacy",
]
FAILURES = ["/nothing-here", "/stories/taken-back", "/stories/inside", "/themes/none"]
EVERYWHERE = [*PAGES, *FAILURES, *(f"/cy{path}" for path in PAGES), *(f"/gd{path}" for path in PAGES[:3])]
LOADED = {"script": "src", "img": "src", "video": "src", "audio": "src", "track": "src", "iframe": "src"}


@pytest.fixture(params=EVERYWHERE)
def path(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(path: str, client: FlaskClient) -> Html:
    return Html(client.get(path).text)


def test_has_one_title_one_first_heading_and_one_main_part(page: Html) -> None:
    assert page.one("h1").text
    assert page.one("title").text.endswith("Commonplace") or page.one("title").text.startswith("Commonplace")
    assert page.one("main").get("id") == "main"
    assert page.all("a")[0].get("href") == "#main"
    assert len(page.all("header", "site-head")) == len(page.all("footer")) == 1


def test_leaves_out_no_level_of_heading(page: Html) -> None:
    levels = [int(element.tag[1]) for element in page.elements if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_gives_each_address_within_it_once_and_points_to_none_that_is_missing(page: Html) -> None:
    ids = Counter(element.get("id") for element in page.elements if element.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    wanted = [element.get("href")[1:] for element in page.all("a") if element.get("href").startswith("#")]
    for name in ("for", "aria-labelledby", "aria-describedby", "form"):
        wanted += [word for element in page.elements for word in element.get(name).split()]
    assert set(wanted) - set(ids) == set()


def test_names_every_link_button_and_field(page: Html) -> None:
    assert [a.get("href") for a in page.all("a") if not a.text] == []
    assert [button.attributes for button in page.all("button") if not button.text] == []
    labelled = {label.get("for") for label in page.all("label")}
    loose = [field for field in page.all("input") if field.get("type") not in {"hidden", "checkbox"}]
    assert [field.attributes for field in loose if field.get("id") not in labelled] == []


def test_holds_no_script_or_style_of_its_own(page: Html) -> None:
    for script in page.all("script"):
        assert script.get("src").startswith("/static/") or script.get("type") == "application/ld+json"
    assert page.all("style") == []
    names = {name for element in page.elements for name in element.attributes}
    assert [name for name in names if name.startswith("on") or name == "style"] == []
    assert [a.get("href") for a in page.all("a") if a.get("href").lower().startswith("javascript:")] == []


def test_loads_nothing_from_anybody_else(page: Html) -> None:
    addresses = [element.get(LOADED[element.tag]) for element in page.elements if element.tag in LOADED]
    addresses += [link.get("href") for link in page.all("link") if link.get("rel") in {"stylesheet", "icon"}]
    addresses += [element.get("poster") for element in page.all("video")]
    assert [address for address in addresses if urlsplit(address).netloc] == []


def test_sends_no_cookie_and_depends_on_none(path: str, client: FlaskClient) -> None:
    response = client.get(path)
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")


def test_never_repeats_the_host_header(path: str, shelves: Shelves) -> None:
    response = shelves.client.get(path, headers={"Host": "evil.example"})
    assert "evil.example" not in response.text
    assert "evil.example" not in str(response.headers)


def test_says_which_language_its_words_are_in(path: str, page: Html) -> None:
    assert page.one("html").get("lang") == ("cy" if path.startswith("/cy") else "en")


def test_leads_to_pages_of_its_own_language(path: str, page: Html) -> None:
    prefix = path[:3] if path.startswith(("/cy", "/gd")) else ""
    for link in page.all("a"):
        address = link.get("href")
        if not address.startswith("/") or "hreflang" in link.attributes or "/files/" in address:
            continue
        assert address.startswith(f"{prefix}/") or address == "/feed.atom", address


@pytest.mark.parametrize("path", PAGES)
def test_is_linked_to_its_twins(path: str, client: FlaskClient) -> None:
    plain = path.partition("?")[0]
    for prefix in ("", "/cy", "/gd"):
        page = Html(client.get(prefix + path).text)
        shown = {(a.get("hreflang"), a.get("href")) for a in page.all("a") if a.get("lang") == a.get("hreflang") != ""}
        others = {(code, start + path) for code, start in (("en", ""), ("cy", "/cy"), ("gd", "/gd")) if start != prefix}
        assert others <= shown
        links = {(link.get("hreflang"), link.get("href")) for link in page.all("link") if link.get("hreflang")}
        if client.get(prefix + path).headers.get("X-Robots-Tag") is None:
            assert links == {("en", URL + plain), ("cy", f"{URL}/cy{plain}"), ("gd", f"{URL}/gd{plain}")}


@pytest.mark.parametrize("path", PAGES)
def test_a_copy_is_asked_about_each_time_and_answered_shortly(path: str, client: FlaskClient) -> None:
    first = client.get(path)
    assert (first.status_code, first.headers["Cache-Control"]) == (200, "no-cache")
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", FAILURES)
def test_a_failure_is_not_kept_and_not_found_by_search_engines(path: str, client: FlaskClient) -> None:
    response = client.get(path)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert Html(response.text).link("stories")
