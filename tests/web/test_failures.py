"""When something is not there or not well: kind words, a way on, and never what went wrong inside."""

import logging

import pytest
from flask.testing import FlaskClient

from library.errors import SearchUnavailable
from tests.web.reading_html import Html
from tests.web.shelves import Shelves


def test_not_found_says_that_signing_in_may_help_and_offers_search(client: FlaskClient) -> None:
    for path in ("/nowhere", "/stories/inside", "/stories/never-was", "/cy/nowhere"):
        response = client.get(path)
        assert response.status_code == 404
        page = Html(response.text)
        assert page.one("form", "search-box").get("role") == "search"
    assert "Signing in may help" in client.get("/nowhere").text


def test_a_page_for_others_cannot_be_told_from_one_that_never_was(client: FlaskClient) -> None:
    hidden, missing = client.get("/stories/inside"), client.get("/stories/noside")
    assert hidden.text == missing.text.replace("/stories/noside", "/stories/inside")
    assert dict(hidden.headers) == dict(missing.headers)


def test_a_withdrawn_story_has_a_kind_word(client: FlaskClient) -> None:
    response = client.get("/stories/taken-back")
    assert response.status_code == 410
    assert "we keep our word to them" in response.text
    assert "Taken back" not in response.text


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
    assert "Something went wrong on our side" in response.text


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


def test_an_index_that_fails_midway_is_search_that_is_down(shelves: Shelves, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise SearchUnavailable

    monkeypatch.setitem(shelves.app.view_functions, "search", fail)
    response = shelves.client.get("/search")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert Html(response.text).link("All stories") == "/stories"
