"""Who is signed in: by one cookie, which a browser gives to this site only."""

from __future__ import annotations

from http.cookies import SimpleCookie
from pathlib import Path

import flask
import pytest
from flask import Response

from library.actions.sign_in.sessions import end_session
from library.model.viewer import Role, Viewer
from library.web.app import create_app
from library.web.device import device_of
from library.web.private_cookie import can_sign_in, cookie_secret
from library.web.route import READ, SEND, Route, Who
from library.web.routes import add_routes
from library.web.signed_in import forget_session, keep_signed_in
from tests.web.shelves import Shelves, open_shelves
from tests.web.signing_in import browser_of, new_person, new_session, signed_in

HERE = {"Sec-Fetch-Site": "same-origin"}
SECRET = "a-secret-of-a-browser-32-letters"
NETWORK = "/stories/inside"


@pytest.mark.parametrize(("role", "status"), [(Role.MEMBER, 200), (Role.COORDINATOR, 200), (Role.ADMINISTRATOR, 200)])
def test_someone_signed_in_sees_what_is_for_the_network(shelves: Shelves, role: Role, status: int) -> None:
    assert shelves.client.get(NETWORK).status_code == 404
    assert signed_in(shelves, role).get(NETWORK).status_code == status


@pytest.mark.parametrize("secret", ["", "never-was-a-session-of-this-site", "short", "x" * 65, "'; DROP TABLE session"])
def test_a_cookie_that_opens_nothing_signs_nobody_in(shelves: Shelves, secret: str) -> None:
    answer = browser_of(shelves, secret).get("/about")
    assert (answer.status_code, answer.headers["Cache-Control"], answer.text) == (
        200,
        "no-cache",
        shelves.client.get("/about").text,
    )
    assert browser_of(shelves, secret).get(NETWORK).status_code == 404


def test_flask_reads_no_cookie_and_sets_none(shelves: Shelves) -> None:
    site = shelves.client.application
    site.secret_key = "a key that Flask could sign a cookie with"
    with site.test_request_context("/", headers={"Cookie": "session=x"}):
        assert not flask.session
        with pytest.raises(RuntimeError, match="session is unavailable"):
            flask.session["anything"] = 1


def test_a_session_ends_at_once_for_the_next_request(shelves: Shelves) -> None:
    person_id = new_person(shelves.library, Role.MEMBER)
    browser = browser_of(shelves, new_session(shelves.library, person_id))
    assert browser.get(NETWORK).status_code == 200
    (session,) = shelves.library.sessions.of_person(person_id, 0)
    assert end_session(shelves.library, session, session.id)
    assert browser.get(NETWORK).status_code == 404


@pytest.mark.parametrize("path", ["/", "/stories/inside", "/nowhere", "/stories/old-key", "/search.json", "/healthz"])
def test_no_cache_keeps_what_someone_signed_in_sees(shelves: Shelves, path: str) -> None:
    answer = signed_in(shelves, Role.MEMBER).get(path)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer.headers["Vary"]
    assert "ETag" not in answer.headers


def test_a_static_file_is_the_same_for_everybody_and_asks_nobody_who_they_are(shelves: Shelves) -> None:
    asked = []

    def viewer() -> Viewer:
        asked.append("viewer")
        return Viewer(Role.MEMBER, 1)

    client = create_app(shelves.library, shelves.library.settings, viewer).test_client()
    address = next(part for part in client.get("/about").text.split('"') if part.startswith("/static/commonplace.css"))
    asked.clear()
    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert asked == []


def test_people_with_the_same_role_share_what_is_cached_of_the_library(shelves: Shelves) -> None:
    one, other = (shelves.library.view(Viewer(Role.MEMBER, number)) for number in (1, 2))
    assert one.rule == other.rule
    assert one.visible is other.visible


def cookie_of(shelves: Shelves) -> tuple[str, SimpleCookie]:
    """Sign in at a site; return the header that says so, raw and read."""
    with shelves.app.test_request_context("/"):
        header = keep_signed_in(Response(), SECRET).headers["Set-Cookie"]
    return header, SimpleCookie(header)


@pytest.mark.parametrize(
    ("url", "name", "path", "secure"),
    [
        ("https://library.example.org", "__Host-session", "/", True),
        ("https://example.org/library", "__Secure-session", "/library", True),
        ("http://127.0.0.1:8000", "session", "/", False),
        ("http://localhost:8000/library", "session", "/library", False),
        ("http://[::1]:8000", "session", "/", False),
    ],
)
def test_the_name_of_the_cookie_keeps_other_sites_from_setting_it(
    tmp_path: Path, url: str, name: str, path: str, secure: bool
) -> None:
    header, cookie = cookie_of(open_shelves(tmp_path, LIBRARY_URL=url))
    (morsel,) = cookie.values()
    assert (morsel.key, morsel.value, morsel["path"], bool(morsel["secure"])) == (name, SECRET, path, secure)
    assert (morsel["samesite"], morsel["domain"], int(morsel["max-age"])) == ("Lax", "", 90 * 86_400)
    assert "HttpOnly" in header


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://library.example.org", True),
        ("http://127.0.0.1:8000", True),
        ("http://127.1.2.3", True),
        ("http://localhost:8000", True),
        ("http://library.example.org", False),
        ("http://192.168.1.2:8000", False),
        ("http://localhost.example.org", False),
    ],
)
def test_without_tls_people_can_only_sign_in_on_the_same_computer(url: str, allowed: bool) -> None:
    assert can_sign_in(url) is allowed


def test_a_site_without_tls_reads_no_cookie(tmp_path: Path) -> None:
    shelves = open_shelves(tmp_path, LIBRARY_URL="http://library.example.org")
    with shelves.app.test_request_context("/", headers={"Cookie": f"session={SECRET}"}):
        assert cookie_secret("session") == ""


def test_a_cookie_without_its_prefix_is_not_read(shelves: Shelves) -> None:
    with shelves.app.test_request_context("/", headers={"Cookie": f"session={SECRET}"}):
        assert cookie_secret("session") == ""
    with shelves.app.test_request_context("/", headers={"Cookie": f"__Host-session={SECRET}"}):
        assert cookie_secret("session") == SECRET


def test_the_cookie_is_removed_only_from_a_browser_that_sent_it(shelves: Shelves) -> None:
    with shelves.app.test_request_context("/"):
        assert "Set-Cookie" not in forget_session(Response()).headers
    with shelves.app.test_request_context("/", headers={"Cookie": f"__Host-session={SECRET}"}):
        header = forget_session(Response()).headers["Set-Cookie"]
    assert header.startswith("__Host-session=;")
    assert "Max-Age=0" in header


@pytest.fixture
def with_account(tmp_path: Path) -> Shelves:
    """A site with some addresses below the ones that everybody knows of."""
    shelves = open_shelves(tmp_path)
    planned = (
        Route("/account/words", "words", lambda: Response("words"), Who.MEMBER, "Ours."),
        Route("/account/send", "send", lambda: Response("sent"), Who.MEMBER, "Ours.", SEND),
        Route("/desk/people-words", "people-words", lambda: Response("people"), Who.ADMINISTRATOR, "Ours."),
        Route("/desks", "desks", lambda: Response("desks"), Who.MEMBER, "Ours.", READ),
    )
    add_routes(shelves.app, shelves.library.settings, planned)
    return shelves


@pytest.mark.parametrize(
    ("address", "next_address"),
    [
        ("/account/words", "/account/words"),
        ("/account/words?a=b&c=%2F", "/account/words%3Fa%3Db%26c%3D%252F"),
        ("/desk/people-words", "/desk/people-words"),
    ],
)
def test_a_stranger_who_comes_to_the_account_or_desk_is_asked_to_sign_in(
    with_account: Shelves, address: str, next_address: str
) -> None:
    answer = with_account.client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/sign-in?next={next_address}")
    assert answer.headers["Cache-Control"] == "no-store"
    welsh = with_account.client.get(f"/cy{address}")
    assert welsh.headers["Location"] == f"/cy/sign-in?next=/cy{next_address}"


def test_a_form_of_a_session_that_is_over_leads_to_where_it_can_be_filled_in_again(with_account: Shelves) -> None:
    answer = with_account.client.post("/account/send", headers=HERE)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/account")


def test_nothing_else_tells_a_stranger_that_it_is_there(with_account: Shelves) -> None:
    for address in ("/desks", "/account/never-was", "/desk/never-was"):
        assert with_account.client.get(address).status_code == 404


def test_a_member_is_not_told_of_the_desk(with_account: Shelves) -> None:
    member = signed_in(with_account, Role.MEMBER)
    assert member.get("/account/words").text == "words"
    assert member.get("/desk/people-words").status_code == 404


def test_a_coordinator_who_signed_in_by_mail_has_no_more_than_a_member(with_account: Shelves) -> None:
    person_id = new_person(with_account.library, Role.ADMINISTRATOR)
    by_mail, full = (
        browser_of(with_account, new_session(with_account.library, person_id, with_password=with_password))
        for with_password in (False, True)
    )
    assert [each.get("/desk/people-words").status_code for each in (by_mail, full)] == [404, 200]
    assert by_mail.get("/account/words").status_code == 200


WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "


@pytest.mark.parametrize(
    ("header", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox, Windows"),
        (f"{WINDOWS}Chrome/131.0 Safari/537.36 Edg/131.0", "Edge, Windows"),
        (f"{WINDOWS}Chrome/131.0 Safari/537.36", "Chrome, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 10; K) Chrome/131.0 Mobile Safari/537.36", "Chrome, Android"),
        ("somebody@example.org <script>", ""),
        ("", ""),
    ],
)
def test_a_device_is_named_in_words_of_ours(header: str, device: str) -> None:
    assert device_of(header) == device
