"""The log in JSON: a line for each request and each fault, with no address, word, cookie or IP address in any."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from library.errors import SearchUnavailable
from library.log import configure
from library.model.viewer import Role
from library.web.error_log import carried_by_request
from tests.web.shelves import Shelves, open_shelves

LINK = "Xy7-" * 8
ID = "0123456789abcdef" * 2
SECRETS = {
    "link": LINK,
    "cookie": "Qr9_" * 8,
    "session": "s3ss10n-in-a-cookie",
    "password": "correct horse battery",
    "search": "what mrs orr asked",
    "form": "what Mrs Orr said",
    "email": "ann.orr@example.org",
    "agent": "Phone of Ann Orr/7",
    "address": "203.0.113.9",
    "referrer": "https://library.example.org/stories/came-from-here",
    "key": "Bearer aaaa-bbbb",
}


@pytest.fixture(scope="module")
def logged(shelves: Shelves) -> Shelves:
    """The small library with a log in JSON behind a proxy, for an administrator, who can use every address."""
    return open_shelves(shelves.folder, LIBRARY_LOG="json", LIBRARY_TRUSTED_PROXIES="1").seen_by(Role.ADMINISTRATOR)


@pytest.fixture(autouse=True)
def log_in_json() -> Iterator[None]:
    root, own = logging.getLogger(), logging.getLogger("library")
    handlers, level = list(root.handlers), own.level
    configure("json", carried_by_request)
    yield
    root.handlers[:] = handlers
    own.setLevel(level)


def written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def ask(client: FlaskClient, path: str, method: str = "GET") -> int:
    """Send a request that has a secret wherever one can be."""
    client.set_cookie("pack", SECRETS["cookie"])
    client.set_cookie("session", SECRETS["session"])
    headers = {
        "Sec-Fetch-Site": "same-origin",
        "User-Agent": SECRETS["agent"],
        "X-Forwarded-For": SECRETS["address"],
        "Referer": SECRETS["referrer"],
        "Authorization": SECRETS["key"],
        "X-Request-ID": ID,
    }
    form = {"text": SECRETS["form"], "email": SECRETS["email"], "password": SECRETS["password"]}
    query = {"q": SECRETS["search"]}
    answer = client.open(
        path, method=method, headers=headers, data=form if method == "POST" else None, query_string=query
    )
    return answer.status_code


def quote_everything(**values: str) -> str:
    """Fail as code does that puts everything it knows into its errors."""
    try:
        raise ValueError(f"{request.headers} {request.remote_addr} {dict(request.form)}")
    except ValueError as error:
        said = f"{request.url} {values} {request.query_string!r} {dict(request.cookies)}"
        raise RuntimeError(said, {"email": SECRETS["email"]}) from error


def addresses(app: Flask) -> list[tuple[str, str, str]]:
    """Return each rule of a site in English, with an address that it takes and a method."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            parts = {"shelf": "stories", "axis": "themes", "texts": "collections"}
            values = {name: parts.get(name, LINK) for name in rule.arguments}
            if "." not in rule.endpoint:
                built = rule.build(values)
                assert built
                found += [(rule.rule, built[1], method) for method in ("GET", "POST") if method in (rule.methods or ())]
    return found


def test_every_route_writes_one_line_with_its_name_and_nothing_that_came_with_the_request(
    logged: Shelves, capsys: pytest.CaptureFixture[str]
) -> None:
    for rule, path, method in addresses(logged.app):
        status = ask(logged.client, path, method)
        lines = written(capsys)
        (line,) = [each for each in lines if each.get("event") == "request"]
        assert (line["route"], line["method"], line["status"], line["id"]) == (rule, method, status, ID)
        assert isinstance(line["ms"], int)
        assert set(line) == {"time", "level", "logger", "event", "route", "method", "id", "status", "ms", "message"}
        assert [name for name, secret in SECRETS.items() if secret in str(lines)] == [], rule


def test_a_fault_of_every_route_is_written_without_anything_that_came_with_the_request(
    logged: Shelves, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for rule, path, method in addresses(logged.app):
        endpoints = {
            each.rule: each.endpoint for each in logged.app.url_map.iter_rules() if method in (each.methods or ())
        }
        with monkeypatch.context() as patched:
            patched.setitem(logged.app.view_functions, endpoints[rule], quote_everything)
            assert ask(logged.client, path, method) == 500
        lines = written(capsys)
        assert [line["event"] for line in lines] == ["fault", "request"]
        assert lines[0]["route"] == rule
        assert "RuntimeError: " in str(lines[0]["message"])
        assert [name for name, secret in SECRETS.items() if secret in str(lines)] == [], rule


def test_other_lines_of_a_request_leave_out_what_came_with_it_too(
    logged: Shelves, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> str:
        logging.getLogger("library.actions.find").error("No index for %s", request.args["q"])
        raise SearchUnavailable

    monkeypatch.setitem(logged.app.view_functions, "search", fail)
    assert ask(logged.client, "/search") == 503
    lines = written(capsys)
    assert lines[0]["message"] == "No index for […]"


@pytest.mark.parametrize(("sent", "method"), [("/nowhere/" + LINK, "GET"), ("/", "ORRS-SECRET"), ("/about", "DELETE")])
def test_an_address_or_method_that_we_do_not_know_is_not_repeated(
    sent: str, method: str, logged: Shelves, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(logged.client, sent, method)
    (line,) = written(capsys)
    assert line["route"] == "an unknown address"
    assert line["method"] == (method if method in {"GET", "DELETE"} else "other")
    assert "ORRS" not in str(line)


@pytest.mark.parametrize("sent", ["", "ann", ID.upper(), f"{ID}0", "../../etc"])
def test_the_id_of_a_request_is_made_here_unless_a_proxy_sends_a_right_one(
    sent: str, logged: Shelves, capsys: pytest.CaptureFixture[str]
) -> None:
    logged.client.get("/about", headers={"X-Request-ID": sent})
    (line,) = written(capsys)
    assert line["id"] != sent
    assert len(str(line["id"])) == 32


def test_without_a_proxy_nobody_chooses_the_id_of_a_request(
    shelves: Shelves, capsys: pytest.CaptureFixture[str]
) -> None:
    direct = open_shelves(shelves.folder, LIBRARY_LOG="json")
    direct.client.get("/about", headers={"X-Request-ID": ID})
    assert [line["id"] == ID for line in written(capsys)] == [False]
    direct.library.close()


def test_a_log_in_text_has_no_line_for_a_request(shelves: Shelves, capsys: pytest.CaptureFixture[str]) -> None:
    shelves.client.get("/about")
    assert capsys.readouterr().err == ""
