"""Headers: what a page may load, who may keep a copy, how it is packed."""

import gzip
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from library.model.viewer import Role
from library.web.security import HEADERS
from tests.web.shelves import Shelves, open_shelves

EVERYTHING = [
    *("/", "/search.json", "/suggest.json", "/feed.atom", "/healthz"),
    *("/static/commonplace.css", "/nowhere", "/stories/old-key"),
]
FILE = "/resources/number-nine/files/nine.mp4"


@pytest.mark.parametrize("path", [*EVERYTHING, FILE])
def test_every_answer_carries_the_security_headers(path: str, client: FlaskClient) -> None:
    with client.get(path) as response:
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_nothing_is_loaded_from_elsewhere_and_no_script_or_style_stands_in_a_page() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy.pop("default-src") == policy.pop("base-uri") == policy.pop("frame-ancestors") == "'none'"
    assert set(policy.values()) == {"'self'"}


def test_browsers_are_told_to_stay_with_https_where_the_site_has_it(tmp_path: Path) -> None:
    assert "Strict-Transport-Security" in open_shelves(tmp_path).client.get("/about").headers
    plain = open_shelves(tmp_path, LIBRARY_URL="http://127.0.0.1:8000").client
    assert "Strict-Transport-Security" not in plain.get("/about").headers


def test_only_a_static_file_under_its_fingerprint_is_kept_for_ever(client: FlaskClient) -> None:
    address = next(part for part in client.get("/").text.split('"') if part.startswith("/static/commonplace.css"))
    assert client.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/static/commonplace.css").headers["Cache-Control"] == "no-cache"
    assert client.get("/static/commonplace.css?v=000000000000").headers["Cache-Control"] == "no-cache"
    assert client.get("/static/nothing.css").status_code == client.get("/static/..%2fapp.py").status_code == 404


def test_pages_are_compressed_and_still_answered_shortly(client: FlaskClient) -> None:
    response = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]
    assert gzip.decompress(response.data) == client.get("/").data
    again = client.get("/", headers={"Accept-Encoding": "gzip", "If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_what_a_signed_in_reader_sees_is_never_kept(shelves: Shelves) -> None:
    member = shelves.seen_by(Role.MEMBER)
    for path in ("/", "/search", "/stories/spare-key", "/stories/inside", "/search.json", "/feed.atom"):
        response = member.client.get(path)
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")
        assert "ETag" not in response.headers
    assert "immutable" in member.client.get(static_address(member.app)).headers["Cache-Control"]


def static_address(app: Flask) -> str:
    with app.test_request_context("/"):
        return render_template_string("{{ static['commonplace.css'] }}")
