"""Addresses: each is in one table, none is guessed from the request, and only the address decides the language."""

import re
from pathlib import Path

import pytest
from flask import request
from flask.testing import FlaskClient

from library.web.form_sizes import MOST_OTHER
from library.web.route import Route, Who
from library.web.routes import ROUTES
from tests.web.shelves import Shelves, open_shelves


def test_the_site_has_the_addresses_of_the_table_in_their_languages_and_no_other(shelves: Shelves) -> None:
    there = {(rule.rule, rule.endpoint, frozenset(rule.methods or ())) for rule in shelves.app.url_map.iter_rules()}
    expected = set()
    for route in ROUTES:
        methods = frozenset({*route.methods, "OPTIONS", *(("HEAD",) if "GET" in route.methods else ())})
        expected.add((route.path, route.endpoint, methods))
        if route.in_each_language:
            expected |= {(f"/{code}{route.path}", f"{code}.{route.endpoint}", methods) for code in ("cy", "gd")}
    assert there == expected


def test_no_two_routes_share_a_name_or_take_the_same_request() -> None:
    assert len({route.endpoint for route in ROUTES}) == len(ROUTES)
    assert len({(route.path, method) for route in ROUTES for method in route.methods}) == len(ROUTES)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.endpoint)
def test_every_route_says_in_a_sentence_why_it_shows_no_more(route: Route) -> None:
    assert re.fullmatch(r"[A-Z].+\.", route.safeguard)


def test_every_route_that_opens_with_a_secret_is_for_those_who_have_it() -> None:
    with_secret = {route.endpoint for route in ROUTES if re.search("<(edit|view)>|^/invitations/<link>", route.path)}
    # To put a pack down opens nothing: it takes a cookie away. To keep one takes the link and an account.
    assert {route.endpoint for route in ROUTES if route.who is Who.LINK_HOLDER} == with_secret - {
        "put_down",
        "keep_pack",
    }


def test_guesses_are_counted_wherever_a_secret_or_a_code_stands_in_the_address_or_is_entered() -> None:
    counting = {route.endpoint for route in ROUTES if route.counts_guesses}
    assert counting == {"check", *(each.endpoint for each in ROUTES if re.search("<(edit|view|code)>", each.path))}
    assert {"pack", "pack_file", "delete_pack", "shared", "shared_file", "checked"} <= counting
    assert counting.isdisjoint({"document", "file", "search", "start_pack"})


def test_pages_and_forms_are_in_each_language_and_what_machines_read_is_not() -> None:
    for route in ROUTES:
        is_thing = "files" in route.path or re.search(r"\.(json|atom|xml|txt)$|^/healthz|^/static", route.path)
        of_uploads = route.path.startswith("/desk/documents/<slug>/files") and route.endpoint != "uploaded_file"
        is_in_our_words = route.endpoint in {"team_text", "pack_file", "shared_file"} or of_uploads
        assert route.in_each_language is (not is_thing or is_in_our_words)


def test_a_language_that_is_not_switched_on_is_not_there(shelves: Shelves) -> None:
    client = open_shelves(shelves.folder, LIBRARY_LANGUAGES="en").client
    assert client.get("/cy/").status_code == client.get("/cy/about").status_code == 404
    assert "hreflang" not in client.get("/").text


def test_the_welsh_front_page_needs_no_slash(client: FlaskClient) -> None:
    without, with_slash = client.get("/cy"), client.get("/cy/")
    assert without.status_code == with_slash.status_code == 200
    assert "Straeon am yr hyn sy’n bwysig i bobl" in without.text


@pytest.mark.parametrize("path", ["/search/", "/stories//spare-key", "/stories/", "/stories/spare-key/", "/STORIES"])
def test_an_address_with_a_slip_is_redirected_to_no_other_host(path: str, client: FlaskClient) -> None:
    answer = client.get(path, headers={"Host": "evil.example"})
    assert (answer.status_code, answer.headers["Location"][:2]) == (301, f"/{path.strip('/')[0].lower()}")


def test_a_former_address_leads_to_todays_in_the_same_language(client: FlaskClient) -> None:
    response = client.get("/stories/old-key")
    assert (response.status_code, response.headers["Location"]) == (301, "/stories/spare-key")
    assert client.get("/cy/stories/old-key").headers["Location"] == "/cy/stories/spare-key"


def test_a_document_on_the_wrong_shelf_leads_to_the_right_one(client: FlaskClient) -> None:
    assert client.get("/resources/spare-key").headers["Location"] == "/stories/spare-key"


def test_no_page_that_is_read_takes_a_form(client: FlaskClient) -> None:
    response = client.post("/search", data={"q": "kettle"})
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert "Sorry, that did not work" in response.text


def test_only_as_many_proxies_are_believed_as_the_settings_say(tmp_path: Path) -> None:
    seen = []
    for count in ("0", "1"):
        app = open_shelves(tmp_path, LIBRARY_TRUSTED_PROXIES=count).app

        @app.before_request
        def look() -> None:
            seen.append((request.remote_addr, request.host))

        headers = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "evil.example"}
        app.test_client().get("/about", headers=headers)
    assert seen == [("127.0.0.1", "localhost"), ("203.0.113.9", "localhost")]


def allowed_by_nginx(path: str) -> int:
    """Return how many bytes the sample for nginx lets through to an address: its first pattern that fits decides."""
    sample = (Path(__file__).parents[2] / "deploy/nginx.conf").read_text("utf-8")
    limit = r"client_max_body_size (\d+)m;"
    for pattern, megabytes in re.findall(rf"location ~ (\S+) \{{\s+{limit}", sample):
        if re.search(pattern, path):
            return int(megabytes) << 20
    general = re.search(limit, sample)
    assert general
    return int(general[1]) << 20


@pytest.mark.parametrize("route", [each for each in ROUTES if "POST" in each.methods], ids=lambda route: route.endpoint)
def test_the_sample_for_nginx_lets_every_form_through(route: Route) -> None:
    path = re.sub("<[^>]+>", "a-name", route.path)
    assert allowed_by_nginx(path) >= max(route.most, MOST_OTHER)
    assert allowed_by_nginx(f"/library/cy{path}") == allowed_by_nginx(path)


def test_the_sample_for_nginx_lets_a_film_and_a_zip_file_through() -> None:
    for path in ("/desk/documents/a/files/add/media", "/desk/import/upload"):
        assert allowed_by_nginx(path) >= 2_000_000_000
