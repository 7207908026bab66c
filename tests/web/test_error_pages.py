"""When something is not there or not well: kind words, a way on, and never what went wrong inside."""

import logging
from pathlib import Path

import pytest
import time_machine
from flask import request
from flask.testing import FlaskClient

from library.actions.publish import publish
from library.errors import SearchUnavailable
from tests.web.reading_html import Html
from tests.web.shelves import Shelves, filled_shelves
from tests.web.statements import assert_hidden_asks_like_missing


def test_not_found_offers_search_and_to_sign_in_whether_or_not_there_is_such_a_page(client: FlaskClient) -> None:
    for path in ("/nowhere", "/stories/inside", "/stories/never-was", "/cy/nowhere"):
        response = client.get(path)
        assert response.status_code == 404
        assert Html(response.text).one("form", "search-box").get("role") == "search"
    hidden, missing = (Html(client.get(f"/stories/{slug}").text) for slug in ("inside", "never-was"))
    assert hidden.link("If you are a member, sign in") == "/sign-in?next=/stories/inside"
    assert missing.link("If you are a member, sign in") == "/sign-in?next=/stories/never-was"


# No name that a stranger may see is like either of these two; pages with such names are suggested.


def test_a_page_for_others_cannot_be_told_from_one_that_never_was(client: FlaskClient) -> None:
    hidden, missing = client.get("/stories/inside"), client.get("/stories/insidf")
    assert hidden.text == missing.text.replace("/stories/insidf", "/stories/inside")
    assert dict(hidden.headers) == dict(missing.headers)


REPLACED = "If this was a link to a pack, it may have been replaced, or the pack deleted."


def test_a_dead_link_to_a_pack_says_what_may_have_happened_to_it(client: FlaskClient) -> None:
    secret = "Xy7-" * 8
    for path in (f"/packs/{secret}", f"/shared/{secret}", f"/packs/{secret}/items/abc", f"/packs/{secret}/nowhere"):
        assert REPLACED in client.get(path).text
    for path in ("/nowhere", "/stories/never-was", "/cy/nowhere"):
        assert REPLACED not in client.get(path).text


@pytest.mark.parametrize(
    "address",
    ["/stories/{}", "/stories/{}/team", "/stories/{}/team.txt", "/stories/{}/choose", "/stories/{}/files/nine.mp4"],
)
def test_a_page_for_others_asks_the_catalogue_as_often_as_one_that_never_was(address: str, shelves: Shelves) -> None:
    assert_hidden_asks_like_missing(shelves, address)


def test_a_withdrawn_story_has_a_kind_word(client: FlaskClient) -> None:
    response = client.get("/stories/taken-back")
    assert response.status_code == 410
    assert "People can change their minds" in response.text
    assert "Taken back" not in response.text


def test_a_story_whose_agreed_time_is_over_is_not_said_to_be_withdrawn(tmp_path: Path) -> None:
    shelves = filled_shelves(tmp_path)
    for publish_too in (False, True):
        with time_machine.travel("2030-01-11T12:00:00Z", tick=False):
            if publish_too:
                publish(shelves.library)
            response = shelves.client.get("/stories/phone-call")
        assert response.status_code == 410
        assert "that time is over" in response.text
        assert "can change their minds" not in response.text
    shelves.library.close()


def test_a_withdrawn_story_is_said_to_be_withdrawn_after_its_last_day_too(tmp_path: Path) -> None:
    shelves = filled_shelves(tmp_path)
    story = tmp_path / "content/stories/phone-call.md"
    story.write_text(story.read_text("utf-8").replace("provenance:", "status: withdrawn\nprovenance:"), "utf-8")
    publish(shelves.library)
    with time_machine.travel("2030-01-11T12:00:00Z", tick=False):
        assert "People can change their minds" in shelves.client.get("/stories/phone-call").text
    shelves.library.close()


@pytest.mark.parametrize("path", ["/broken", "/broken.json"])
def test_a_fault_of_ours_is_logged_and_not_shown(
    path: str, shelves: Shelves, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> str:
        raise RuntimeError("the inside of it")

    endpoint = "search_json" if path.endswith("json") else "about"
    monkeypatch.setitem(shelves.app.view_functions, endpoint, fail)
    with caplog.at_level(logging.ERROR):
        response = shelves.client.get("/search.json" if path.endswith("json") else "/about")
    assert response.status_code == 500
    assert "the inside of it" not in response.text
    assert "Traceback" not in response.text
    assert "the inside of it" in caplog.text
    assert "here is a problem with the service" in response.text


def test_a_log_of_a_fault_holds_no_search_words(
    shelves: Shelves, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> str:
        raise RuntimeError("broken")

    monkeypatch.setitem(shelves.app.view_functions, "search", fail)
    with caplog.at_level(logging.DEBUG):
        shelves.client.get("/search?q=private+words", headers={"X-Forwarded-For": "203.0.113.9"})
    assert "private" not in caplog.text
    assert "203.0.113.9" not in caplog.text


@pytest.mark.parametrize("endpoint", ["pack", "shared", "checked", "pack_file", "set_details", "about"])
def test_a_log_of_a_fault_names_the_route_and_holds_no_private_link(
    endpoint: str, shelves: Shelves, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    secret, cookie, written = "Xy7-" * 8, "Qr9_" * 8, "what Mrs Orr said"
    rule = next(rule for rule in shelves.app.url_map.iter_rules() if rule.endpoint == endpoint)
    address = rule.rule.replace("<edit>", secret).replace("<view>", secret).replace("<code>", secret)

    def fail(**values: str) -> str:
        raise RuntimeError(f"broken at {request.url}: {values} {dict(request.form)} {dict(request.cookies)}")

    monkeypatch.setitem(shelves.app.view_functions, endpoint, fail)
    client = shelves.client
    client.set_cookie("pack", cookie)
    method = "POST" if "POST" in (rule.methods or ()) else "GET"
    with caplog.at_level(logging.DEBUG):
        response = client.open(
            address.replace("<name>", "slides.pptx"),
            method=method,
            data={"text": written} if method == "POST" else None,
            headers={"Sec-Fetch-Site": "same-origin"},
        )
    assert response.status_code == 500
    assert f"{rule.rule} [{method}]" in caplog.text
    assert "RuntimeError: broken at" in caplog.text
    assert [told for told in (secret, cookie, written) if told in caplog.text] == []


def test_an_index_that_fails_midway_is_search_that_is_down(shelves: Shelves, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise SearchUnavailable

    monkeypatch.setitem(shelves.app.view_functions, "search", fail)
    response = shelves.client.get("/search")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert Html(response.text).link("All stories") == "/stories"
