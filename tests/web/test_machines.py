"""Feed, sitemap, robots.txt, security.txt and health check."""

from xml.etree import ElementTree as ET

import time_machine
from flask.testing import FlaskClient

from library.web.feeds import ATOM, SITEMAP, XHTML, atom
from tests.web.shelves import URL, Shelves, open_shelves

NAMES = {"a": ATOM, "s": SITEMAP, "x": XHTML}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def parsed(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 (written by the site under test)


def words(parent: ET.Element, path: str) -> list[str]:
    return [element.text or "" for element in parent.findall(path, NAMES)]


def test_the_feed_is_as_rfc_4287_wants_it(client: FlaskClient) -> None:
    response = client.get("/feed.atom")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = parsed(response.data)
    assert words(feed, "a:id") == [f"{URL}/feed.atom"]
    assert words(feed, "a:title") == ["Commonplace"]
    assert words(feed, "a:updated") == ["2026-11-21T00:00:00Z"]
    assert words(feed, "a:author/a:name") == ["The Personal Outcomes Network"]
    assert [link.get("href") for link in feed.findall("a:link[@rel='self']", NAMES)] == [f"{URL}/feed.atom"]
    entries = feed.findall("a:entry", NAMES)
    assert len(entries) > 2
    for entry in entries:
        for required in ("a:id", "a:title", "a:updated", "a:summary"):
            assert len(words(entry, required)) == 1
        assert entry.find("a:link[@rel='alternate']", NAMES) is not None
        assert entry.find("a:content", NAMES) is None
    assert len({text for entry in entries for text in words(entry, "a:id")}) == len(entries)


def test_the_feed_marks_what_is_fictional_and_says_languages(client: FlaskClient) -> None:
    feed = parsed(client.get("/feed.atom").data)
    titles = words(feed, "a:entry/a:title")
    assert titles[0] == "The number nine (fictional video)"
    assert {category.get("term") for category in feed.findall("a:entry/a:category", NAMES)} >= {"fictional", "story"}
    assert {title.get(LANG) for title in feed.findall("a:entry/a:title", NAMES)} <= {"en", "cy"}


def test_an_empty_feed_is_still_one(shelves: Shelves) -> None:
    with shelves.app.test_request_context("/feed.atom"):
        feed = parsed(atom(()))
    assert len(words(feed, "a:updated")) == 1
    assert feed.findall("a:entry", NAMES) == []


def test_the_sitemap_names_each_page_in_each_language(client: FlaskClient) -> None:
    places = parsed(client.get("/sitemap.xml").data)
    found = words(places, "s:url/s:loc")
    assert f"{URL}/stories/spare-key" in found
    assert f"{URL}/cy/stories/spare-key" in found
    assert f"{URL}/stories/wider-call" in found
    assert not [address for address in found if "phone-call" in address or "inside" in address]
    alternates = places.findall("s:url/x:link", NAMES)
    assert {link.get("hreflang") for link in alternates} == {"en", "cy", "gd"}
    assert all((link.get("href") or "").startswith(URL) for link in alternates)


def test_the_sitemap_of_one_language_has_no_alternates(shelves: Shelves) -> None:
    client = open_shelves(shelves.folder, LIBRARY_LANGUAGES="en").client
    assert parsed(client.get("/sitemap.xml").data).findall("s:url/x:link", NAMES) == []


def test_every_address_of_the_sitemap_may_be_indexed_or_says_it_may_not(client: FlaskClient) -> None:
    for address in words(parsed(client.get("/sitemap.xml").data), "s:url/s:loc"):
        assert client.get(address.removeprefix(URL)).status_code == 200


def test_robots_leave_searching_to_people(client: FlaskClient) -> None:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.splitlines() == [
        "User-agent: *",
        "Disallow: /search",
        "Disallow: /cy/search",
        "Disallow: /gd/search",
        f"Sitemap: {URL}/sitemap.xml",
    ]


SECURITY = "/.well-known/security.txt"


def test_a_weakness_can_be_reported_as_rfc_9116_says(shelves: Shelves) -> None:
    with time_machine.travel("2026-11-29T12:00:00Z", tick=False):
        response = open_shelves(shelves.folder, LIBRARY_CONTACT="mailto:us@example.org").client.get(SECURITY)
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.splitlines() == [
        "Contact: mailto:us@example.org",
        "Expires: 2027-05-28T00:00:00Z",
        "Preferred-Languages: en, cy, gd",
        f"Canonical: {URL}{SECURITY}",
    ]


def test_the_address_for_weaknesses_of_a_site_below_a_path_is_below_it_too(shelves: Shelves) -> None:
    settings = {"LIBRARY_URL": f"{URL}/library", "LIBRARY_CONTACT": "https://example.org/contact"}
    response = open_shelves(shelves.folder, **settings).client.get(f"/library{SECURITY}")
    assert f"Canonical: {URL}/library{SECURITY}" in response.text.splitlines()


def test_a_site_without_tls_names_no_canonical_address(shelves: Shelves) -> None:
    settings = {"LIBRARY_URL": "http://127.0.0.1:8000", "LIBRARY_CONTACT": "mailto:us@example.org"}
    assert "Canonical" not in open_shelves(shelves.folder, **settings).client.get(SECURITY).text


def test_nobody_is_sent_to_a_contact_that_there_is_not(shelves: Shelves) -> None:
    assert open_shelves(shelves.folder, LIBRARY_CONTACT="").client.get(SECURITY).status_code == 404


def test_health_is_numbers(client: FlaskClient, empty_client: FlaskClient) -> None:
    response = client.get("/healthz")
    assert response.json is not None
    assert response.headers["Cache-Control"] == "no-store"
    assert {**response.json, "generation": 0} == {"status": "ok", "generation": 0, "documents": 8, "search": True}
    assert empty_client.get("/healthz").status_code == 503
