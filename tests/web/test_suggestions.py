"""/suggest.json: suggestions while someone types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from library.model.viewer import Role
from library.web.views import suggesting

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from library.actions.library import Library
    from library.model.viewer import Viewer
    from tests.web.shelves import Shelves


def suggested(client: FlaskClient, typed: str) -> list[tuple[str, str]]:
    answer = client.get("/suggest.json", query_string={"q": typed}).json
    assert answer is not None
    assert set(answer) == {"suggestions"}
    return [(each["sort"], each["text"]) for each in answer["suggestions"]]


def test_the_shape_is_the_contract(client: FlaskClient) -> None:
    assert client.get("/suggest.json?q=spare").json == {
        "suggestions": [
            {
                "sort": "document",
                "text": "The spare key",
                "url": "/stories/spare-key",
                "language": "en",
                "fictional": True,
                "matched": "",
            }
        ]
    }
    assert suggested(client, "gwr") == [("term", "Gwrando")]


def test_nothing_is_kept_and_search_engines_are_not_invited(client: FlaskClient) -> None:
    response = client.get("/suggest.json?q=spare")
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert "ETag" not in response.headers


@pytest.mark.parametrize("typed", ["", "s", " ", "zzzqx", "'\"<>&", "\x00\ud800", "%", "*" * 5_000])
def test_what_begins_nothing_suggests_nothing(client: FlaskClient, typed: str) -> None:
    assert suggested(client, typed.encode("utf-8", "replace").decode()) == []
    assert client.get("/suggest.json").json == {"suggestions": []}


def test_a_hundred_characters_are_read(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def suggest(_library: Library, _viewer: Viewer, text: str, most: int) -> tuple[()]:
        asked.extend((text, most))
        return ()

    monkeypatch.setattr(suggesting, "suggest", suggest)
    assert suggested(client, "é" * 1_000) == []
    assert asked == ["é" * 100, 8]


@pytest.mark.parametrize("typed", ["for the", "for the n", "taken", "sentinel", "sentinelword", "inside"])
def test_hidden_documents_never_appear(client: FlaskClient, typed: str) -> None:
    shown = [text for _, text in suggested(client, typed)]
    assert "For the network" not in shown
    assert "Taken back" not in shown
    assert not [text for text in shown if "sentinel" in text]


def test_members_are_offered_what_is_for_them_and_no_copy_is_kept(shelves: Shelves) -> None:
    client = shelves.seen_by(Role.MEMBER).client
    assert suggested(client, "for the n") == [("document", "For the network")]
    assert client.get("/suggest.json?q=for").headers["Cache-Control"] == "private, no-store"


def test_a_machine_is_told_in_json_that_nothing_is_published(empty_client: FlaskClient) -> None:
    response = empty_client.get("/suggest.json?q=spare")
    assert (response.status_code, response.json) == (503, {"error": "Nothing has been published yet."})
