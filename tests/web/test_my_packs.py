"""The packs in a person's list: found again without their links, and nobody else's."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from library.actions.packs.my_packs import keep_pack, packs_of
from library.actions.packs.secrets import new_secret
from library.model.viewer import Role
from library.storage.people import delete_person
from tests.web.shelves import Shelves
from tests.web.signing_in import browser_of, new_person, new_session

HERE = {"Sec-Fetch-Site": "same-origin"}
BASE = "https://localhost"


def get(client: FlaskClient, path: str) -> TestResponse:
    return client.get(path, base_url=BASE)


def post(client: FlaskClient, path: str, **form: str) -> TestResponse:
    return client.post(path, base_url=BASE, headers=HERE, data=form)


def started(client: FlaskClient) -> str:
    """Start a pack and return the secret of its editing link."""
    answer = post(client, "/packs/start")
    found = re.search(r"/packs/([\w-]{20,})", answer.headers["Location"])
    assert found is not None
    return found[1]


@pytest.fixture
def morag(shelves: Shelves) -> int:
    return new_person(shelves.library, Role.MEMBER, name="Morag Bell")


@pytest.fixture
def browser(shelves: Shelves, morag: int) -> FlaskClient:
    return browser_of(shelves, new_session(shelves.library, morag, device="Firefox, Windows"))


def test_a_pack_that_a_member_starts_is_found_again_in_another_browser(
    shelves: Shelves, morag: int, browser: FlaskClient
) -> None:
    edit = started(browser)
    (pack,) = packs_of(shelves.library, morag)
    other = shelves.app.test_client()
    other.set_cookie("__Host-session", new_session(shelves.library, morag), domain="localhost", secure=True)
    assert f"/account/packs/{pack.code}" in get(other, "/account").text
    opened = get(other, f"/account/packs/{pack.code}")
    assert (opened.status_code, opened.headers["Location"]) == (303, f"/packs/{edit}")
    assert opened.headers["Cache-Control"] == "private, no-store"


def test_the_account_page_holds_no_editing_link(shelves: Shelves, morag: int, browser: FlaskClient) -> None:
    edit = started(browser)
    assert edit not in get(browser, "/account").text
    with shelves.library.database.reading() as connection:
        stored = connection.execute(text("SELECT edit_sealed FROM pack ORDER BY id DESC LIMIT 1")).scalar_one()
    assert edit.encode() not in stored
    assert len(packs_of(shelves.library, morag)) == 1


def test_a_copy_that_a_member_makes_is_theirs_too(shelves: Shelves, morag: int, browser: FlaskClient) -> None:
    edit = started(browser)
    post(browser, f"/packs/{edit}/duplicate")
    assert len(packs_of(shelves.library, morag)) == 2


def test_a_reader_who_never_signed_in_owns_nothing(shelves: Shelves) -> None:
    edit = started(shelves.client)
    with shelves.library.database.reading() as connection:
        assert connection.execute(text("SELECT owner_id, edit_sealed FROM pack ORDER BY id DESC LIMIT 1")).one() == (
            None,
            None,
        )
    assert "Add to your packs" not in shelves.client.get(f"/packs/{edit}").text


def test_a_pack_of_nobody_is_added_to_a_members_list_and_let_go_again(
    shelves: Shelves, morag: int, browser: FlaskClient
) -> None:
    edit = started(shelves.app.test_client())
    assert "Add to your packs" in get(browser, f"/packs/{edit}").text
    kept = post(browser, f"/packs/{edit}/keep")
    assert "done=kept" in kept.headers["Location"]
    page = get(browser, f"/packs/{edit}?done=kept").text
    assert "This pack is now in your packs." in page
    assert "Add to your packs" not in page
    (pack,) = packs_of(shelves.library, morag)
    post(browser, f"/account/packs/{pack.code}/let-go")
    assert packs_of(shelves.library, morag) == ()
    assert get(browser, f"/packs/{edit}").status_code == 200
    assert get(browser, f"/account/packs/{pack.code}").status_code == 404


def test_nobody_takes_a_pack_out_of_anothers_list(shelves: Shelves, morag: int, browser: FlaskClient) -> None:
    edit = started(browser)
    (pack,) = packs_of(shelves.library, morag)
    other = new_person(shelves.library, Role.ADMINISTRATOR)
    thief = shelves.app.test_client()
    secret = new_session(shelves.library, other, with_password=True)
    thief.set_cookie("__Host-session", secret, domain="localhost", secure=True)
    assert "done=not-kept" in post(thief, f"/packs/{edit}/keep").headers["Location"]
    assert get(thief, f"/account/packs/{pack.code}").status_code == 404
    assert post(thief, f"/account/packs/{pack.code}/let-go").status_code == 404
    assert len(packs_of(shelves.library, morag)) == 1


def test_a_replaced_editing_link_is_found_by_the_owner_and_opens_nothing_for_others(
    shelves: Shelves, morag: int, browser: FlaskClient
) -> None:
    before = started(browser)
    post(browser, f"/packs/{before}/new-link")
    (pack,) = packs_of(shelves.library, morag)
    now = get(browser, f"/account/packs/{pack.code}").headers["Location"].removeprefix("/packs/")
    assert now != before
    assert get(browser, f"/packs/{now}").status_code == 200
    assert get(browser, f"/packs/{before}").status_code == 404


def test_a_replaced_link_of_a_pack_of_nobody_is_stored_nowhere(shelves: Shelves) -> None:
    client = shelves.client
    edit = started(client)
    client.post(f"/packs/{edit}/new-link", headers=HERE)
    with shelves.library.database.reading() as connection:
        assert connection.execute(text("SELECT edit_sealed FROM pack ORDER BY id DESC LIMIT 1")).scalar_one() is None


def test_a_link_that_opens_nothing_is_kept_by_nobody(browser: FlaskClient) -> None:
    assert post(browser, f"/packs/{new_secret()}/keep").status_code == 404


def test_someone_who_has_just_left_gets_no_pack_that_nobody_else_could_keep(shelves: Shelves, morag: int) -> None:
    edit = started(shelves.app.test_client())
    with shelves.library.database.writing() as connection:
        delete_person(connection, morag)
    assert not keep_pack(shelves.library, morag, edit)
    assert keep_pack(shelves.library, new_person(shelves.library, Role.MEMBER), edit)


def test_the_list_survives_what_is_left_of_an_older_key(shelves: Shelves, morag: int, browser: FlaskClient) -> None:
    edit = started(browser)
    (pack,) = packs_of(shelves.library, morag)
    with shelves.library.database.writing() as connection:
        connection.execute(
            text("UPDATE pack SET edit_sealed = :old WHERE owner_id IS NOT NULL"),
            {"old": b"sealed with another key, long ago"},
        )
    assert get(browser, "/account").status_code == 200
    assert get(browser, f"/account/packs/{pack.code}").status_code == 404
    assert keep_pack(shelves.library, morag, edit)


def test_a_member_sees_and_ends_their_sessions(shelves: Shelves, morag: int, browser: FlaskClient) -> None:
    phone = new_session(shelves.library, morag, device="Safari, iPhone")
    page = get(browser, "/account").text
    assert "Firefox, Windows" in page
    assert "Safari, iPhone" in page
    (session_id,) = re.findall(r"/account/sessions/([^/\"]+)/end\"", page)
    assert "done=signed-out" in post(browser, f"/account/sessions/{session_id}/end").headers["Location"]
    assert "Safari, iPhone" not in get(browser, "/account").text
    gone = shelves.app.test_client()
    gone.set_cookie("__Host-session", phone, domain="localhost", secure=True)
    assert "/sign-in" in get(gone, "/account").headers["Location"]


def test_a_member_signs_out_everywhere_else(shelves: Shelves, morag: int, browser: FlaskClient) -> None:
    for _ in range(3):
        new_session(shelves.library, morag)
    post(browser, "/account/sessions/end-others")
    assert get(browser, "/account").text.count("Sign out there") == 0


def test_nobody_ends_the_session_of_another(shelves: Shelves, morag: int, browser: FlaskClient) -> None:
    other = new_person(shelves.library, Role.MEMBER)
    new_session(shelves.library, other)
    (theirs,) = shelves.library.sessions.of_person(other, 0)
    assert post(browser, f"/account/sessions/{theirs.id}/end").status_code == 404
    assert len(shelves.library.sessions.of_person(morag, 0)) == 1
