"""What people do with their own account: their name, their data, and leaving."""

from __future__ import annotations

import json
import time

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from library.actions.packs.my_packs import packs_of
from library.model.viewer import Role
from library.storage.people_tables import RECOVERY_CODE, SESSION, SIGN_IN
from tests.web.shelves import Shelves
from tests.web.signing_in import new_person, new_session

HERE = {"Sec-Fetch-Site": "same-origin"}
BASE = "https://localhost"


def get(client: FlaskClient, path: str) -> TestResponse:
    return client.get(path, base_url=BASE)


def post(client: FlaskClient, path: str, **form: str) -> TestResponse:
    return client.post(path, base_url=BASE, headers=HERE, data=form)


def someone(shelves: Shelves, role: Role = Role.MEMBER) -> tuple[int, str, FlaskClient]:
    """Return the id, address and browser of a new person."""
    email = f"someone-{time.monotonic_ns()}@example.org"
    person_id = new_person(shelves.library, role, email=email)
    secret = new_session(shelves.library, person_id, with_password=role is not Role.MEMBER, device="Firefox, Linux")
    client = shelves.app.test_client()
    client.set_cookie("__Host-session", secret, domain="localhost", secure=True)
    return person_id, email, client


def test_a_name_and_language_are_changed(shelves: Shelves) -> None:
    person_id, _, client = someone(shelves)
    done = post(client, "/account/details", name="  Mòrag   Bell ", language="cy")
    assert "done=saved" in done.headers["Location"]
    person = shelves.library.people.find(person_id)
    assert person is not None
    assert (person.name, person.language) == ("Mòrag Bell", "cy")


@pytest.mark.parametrize(("name", "says"), [("", "Enter your name."), ("\u200b", "Enter"), ("x" * 101, "too long")])
def test_a_name_that_cannot_be_stored_is_shown_again_with_the_reason(shelves: Shelves, name: str, says: str) -> None:
    person_id, _, client = someone(shelves)
    answer = post(client, "/account/details", name=name, language="en")
    assert answer.status_code == 422
    assert says in answer.text
    person = shelves.library.people.find(person_id)
    assert person is not None
    assert person.name == "Morag Bell"


def test_an_unknown_language_is_the_first(shelves: Shelves) -> None:
    person_id, _, client = someone(shelves)
    post(client, "/account/details", name="Ann", language="xx")
    person = shelves.library.people.find(person_id)
    assert person is not None
    assert person.language == "en"


def test_someone_takes_everything_that_is_stored_about_them(shelves: Shelves) -> None:
    person_id, email, client = someone(shelves)
    _, other, _ = someone(shelves)
    post(client, "/packs/start", kind="")
    shelves.library.jobs.note_refused_mail(shelves.library.now(), person_id=person_id)
    answer = get(client, "/account/data.json")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "attachment" in answer.headers["Content-Disposition"]
    found = json.loads(answer.text)
    assert (found["account"]["email"], found["account"]["mail_was_refused"]) == (email, True)
    assert [each["browser"] for each in found["sessions"]] == ["Firefox, Linux"]
    assert [each["contents"]["items"] for each in found["packs"]] == [[]]
    assert found["audit_log"][0]["action"] == "account.exported"
    assert other not in answer.text
    assert "digest" not in answer.text


def test_an_account_is_deleted_with_its_packs(shelves: Shelves) -> None:
    person_id, email, client = someone(shelves)
    edit = post(client, "/packs/start").headers["Location"].partition("/packs/")[2].partition("?")[0]
    assert "Delete your account" in get(client, "/account/delete").text
    done = post(client, "/account/delete-now", packs="delete")
    assert done.headers["Location"] == "/signed-out?done=deleted"
    said = get(client, done.headers["Location"]).text
    assert ("Your account was deleted" in said, "Sign in again" in said) == (True, False)
    assert shelves.library.people.find_by_email(email) is None
    assert shelves.app.test_client().get(f"/packs/{edit}").status_code == 404
    assert "/sign-in" in get(client, "/account").headers["Location"]
    with shelves.library.database.reading() as connection:
        for table in (SESSION, RECOVERY_CODE, SIGN_IN):
            left = connection.execute(select(table).where(table.c.person_id == person_id)).all()
            assert left == []


def test_packs_are_handed_over_to_someone_who_then_finds_them(shelves: Shelves) -> None:
    _, _, client = someone(shelves)
    heir, heirs_email, heirs_browser = someone(shelves)
    post(client, "/packs/start")
    post(client, "/account/delete-now", packs="give", to=heirs_email.upper())
    (pack,) = packs_of(shelves.library, heir)
    assert get(heirs_browser, f"/account/packs/{pack.code}").status_code == 303


@pytest.mark.parametrize("to", ["", "nobody-here@example.org", "no address", "own"])
def test_packs_are_given_to_nobody_who_is_not_there(shelves: Shelves, to: str) -> None:
    person_id, email, client = someone(shelves)
    post(client, "/packs/start")
    answer = post(client, "/account/delete-now", packs="give", to=email if to == "own" else to)
    assert answer.status_code == 422
    assert "Nobody else has an account with this address." in answer.text
    assert len(packs_of(shelves.library, person_id)) == 1


def test_a_pack_that_was_started_after_the_page_was_shown_is_not_deleted_unasked(shelves: Shelves) -> None:
    person_id, _, client = someone(shelves)
    assert 'name="packs"' not in get(client, "/account/delete").text
    post(client, "/packs/start")
    asked = post(client, "/account/delete-now")
    assert (asked.status_code, 'name="packs"' in asked.text) == (422, True)
    assert len(packs_of(shelves.library, person_id)) == 1


def test_the_last_administrator_stays(shelves: Shelves) -> None:
    with shelves.library.database.writing() as connection:
        connection.execute(text("DELETE FROM person WHERE role = 'administrator'"))
    person_id, _, client = someone(shelves, Role.ADMINISTRATOR)
    assert post(client, "/account/delete-now").status_code == 409
    assert shelves.library.people.find(person_id) is not None
    someone(shelves, Role.ADMINISTRATOR)
    assert post(client, "/account/delete-now").status_code == 303
    assert shelves.library.people.find(person_id) is None


def test_leaving_is_in_the_log_without_a_name_or_address(shelves: Shelves) -> None:
    person_id, email, client = someone(shelves)
    post(client, "/packs/start")
    post(client, "/account/delete-now", packs="delete")
    with shelves.library.database.reading() as connection:
        rows = connection.execute(text("SELECT * FROM audit WHERE actor_id = :id ORDER BY id"), {"id": person_id}).all()
    assert [row.action for row in rows] == ["pack.deleted", "account.deleted"]
    assert not any(email in str(row) or "Morag" in str(row) for row in rows)


def test_a_form_of_another_site_changes_nothing(shelves: Shelves) -> None:
    person_id, _, client = someone(shelves)
    for path in ("/account/details", "/account/delete-now"):
        answer = client.post(path, base_url=BASE, headers={"Sec-Fetch-Site": "cross-site"}, data={"name": "Mallory"})
        assert answer.status_code == 403
    person = shelves.library.people.find(person_id)
    assert person is not None
    assert person.name == "Morag Bell"
