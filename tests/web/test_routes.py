"""Addresses: each has a rule, none is guessed from the request, languages are in the address alone."""

from pathlib import Path

import pytest
from flask import request
from flask.testing import FlaskClient

from library.web.routes import POSTS
from library.web.rules import ROUTE_RULES, rule_of
from tests.web.shelves import Shelves, open_shelves


def test_every_route_has_a_rule_and_every_rule_a_route(shelves: Shelves) -> None:
    endpoints = {rule.endpoint for rule in shelves.app.url_map.iter_rules()}
    assert {endpoint.rpartition(".")[2] for endpoint in endpoints} == set(ROUTE_RULES)
    assert all(rule_of(endpoint) for endpoint in endpoints)


def test_a_route_without_a_rule_is_noticed() -> None:
    with pytest.raises(KeyError):
        rule_of("cy.somewhere-new")


def test_every_page_is_there_in_each_language_and_nothing_else_is(shelves: Shelves) -> None:
    endpoints = {rule.endpoint for rule in shelves.app.url_map.iter_rules()}
    welsh = {endpoint.removeprefix("cy.") for endpoint in endpoints if endpoint.startswith("cy.")}
    assert welsh == {endpoint for _, endpoint, _ in POSTS} | {
        "home",
        "search",
        "search_tips",
        "shelf",
        "document",
        "team",
        "team_text",
        "choose",
        "workshop",
        "my_pack",
        "pack",
        "pack_item",
        "pack_delete",
        "shared",
        "check",
        "checked",
        "terms",
        "term",
        "collections",
        "collection",
        "writing",
        "about",
        "accessibility",
        "privacy",
    }


def test_a_language_that_is_not_switched_on_is_not_there(shelves: Shelves) -> None:
    client = open_shelves(shelves.folder, LIBRARY_LANGUAGES="en").client
    assert client.get("/cy/").status_code == client.get("/cy/about").status_code == 404
    assert "hreflang" not in client.get("/").text


def test_the_welsh_front_page_needs_no_slash(client: FlaskClient) -> None:
    without, with_slash = client.get("/cy"), client.get("/cy/")
    assert without.status_code == with_slash.status_code == 200
    assert "Yr hyn sy’n bwysig i bobl" in without.text


@pytest.mark.parametrize("path", ["/search/", "/stories//spare-key", "/stories/", "/stories/spare-key/", "/STORIES"])
def test_an_address_with_a_slip_is_not_found_rather_than_redirected(path: str, client: FlaskClient) -> None:
    assert client.get(path, headers={"Host": "evil.example"}).status_code == 404


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
    assert "That did not work" in response.text


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
