"""Coordinators and administrators sign in with password and code, set them up, and give them again."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pyotp
import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from library.actions.second_factor.proving import RECENT
from library.model.viewer import Role
from library.storage.people import clear_second_factor
from tests.web.shelves import Shelves
from tests.web.signing_in import new_person, new_session
from tests.web.statements import with_statements

HERE = {"Sec-Fetch-Site": "same-origin"}
BASE = "https://localhost"
PASSWORD = "three kettles by the door"


@dataclass
class Someone:
    """Someone with an account, their phone and their paper."""

    shelves: Shelves
    id: int
    email: str
    key: str = ""
    codes: tuple[str, ...] = ()

    def browser(self, *, with_password: bool = False) -> FlaskClient:
        client = self.shelves.app.test_client()
        secret = new_session(self.shelves.library, self.id, with_password=with_password)
        client.set_cookie("__Host-session", secret, domain="localhost", secure=True)
        return client

    def app_code(self, ahead: int = 0) -> str:
        """Return the code of the phone, as it will be in so many steps."""
        return pyotp.TOTP(self.key).at(time.time() + 30 * ahead)

    def set_up(self) -> None:
        client = self.browser()
        page = get(client, "/account/security").text
        self.key = re.search(r"Key: ([A-Z2-7 ]+)<", page)[1].replace(" ", "")  # type: ignore[index]
        done = post(client, "/account/security/set-up", password=PASSWORD, app=app_of(page), code=self.app_code(-1))
        assert done.status_code == 200, done.text
        self.codes = tuple(re.findall(r"<code>([0-9A-Z-]+)</code>", done.text))


def get(client: FlaskClient, path: str) -> TestResponse:
    return client.get(path, base_url=BASE)


def post(client: FlaskClient, path: str, **form: str) -> TestResponse:
    return client.post(path, base_url=BASE, headers=HERE, data=form)


def app_of(page: str) -> str:
    found = re.search(r'name="app" value="([^"]+)"', page)
    assert found is not None
    return found[1]


@pytest.fixture
def someone(shelves: Shelves) -> Iterator[Someone]:
    email = f"coordinator-{time.monotonic_ns()}@example.org"
    yield Someone(shelves, new_person(shelves.library, Role.COORDINATOR, email=email), email)
    with shelves.library.database.writing() as connection:
        connection.execute(text("DELETE FROM sign_in_attempt"))


def sign_in(someone: Someone, password: str, code: str, client: FlaskClient | None = None) -> TestResponse:
    client = client or someone.shelves.app.test_client()
    return post(client, "/sign-in/with-password", email=someone.email, password=password, code=code)


def test_a_coordinator_who_came_by_a_link_sets_up_password_and_app_and_is_then_at_work(someone: Someone) -> None:
    client = someone.browser()
    assert get(client, "/desk").status_code == 404
    assert "/account/security" in get(client, "/account").text
    page = get(client, "/account/security")
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "private, no-store")
    someone.key = re.search(r"Key: ([A-Z2-7 ]+)<", page.text)[1].replace(" ", "")  # type: ignore[index]
    done = post(client, "/account/security/set-up", password=PASSWORD, app=app_of(page.text), code=someone.app_code())
    assert len(re.findall(r"<code>(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}</code>", done.text)) == 10
    assert "Only the newest codes work. Reloading this page may replace these." in done.text
    assert done.headers["Cache-Control"] == "private, no-store"
    assert get(client, "/desk").status_code == 200


def test_whoever_had_the_session_before_has_nothing_once_password_and_app_are_set_up(someone: Someone) -> None:
    client = someone.browser()
    before = client.get_cookie("__Host-session", domain="localhost")
    assert before is not None
    page = get(client, "/account/security").text
    someone.key = re.search(r"Key: ([A-Z2-7 ]+)<", page)[1].replace(" ", "")  # type: ignore[index]
    post(client, "/account/security/set-up", password=PASSWORD, app=app_of(page), code=someone.app_code())
    thief = someone.shelves.app.test_client()
    thief.set_cookie("__Host-session", before.value, domain="localhost", secure=True)
    assert "/sign-in" in get(thief, "/account").headers["Location"]
    assert get(client, "/desk").status_code == 200


def test_password_and_code_sign_in_to_a_new_session(someone: Someone) -> None:
    someone.set_up()
    client = someone.shelves.app.test_client()
    client.set_cookie("__Host-session", "x" * 32, domain="localhost", secure=True)
    done = sign_in(someone, PASSWORD, someone.app_code(), client)
    assert (done.status_code, done.headers["Location"]) == (303, "/desk")
    assert "x" * 32 not in done.headers["Set-Cookie"]
    assert get(client, "/desk").status_code == 200


def test_a_session_of_before_ends_when_someone_signs_in_with_it(someone: Someone) -> None:
    someone.set_up()
    client = someone.browser()
    before = client.get_cookie("__Host-session", domain="localhost")
    assert before is not None
    sign_in(someone, PASSWORD, someone.app_code(), client)
    other = someone.shelves.app.test_client()
    other.set_cookie("__Host-session", before.value, domain="localhost", secure=True)
    assert "/sign-in" in get(other, "/account").headers["Location"]


def test_a_code_of_the_app_signs_in_once(someone: Someone) -> None:
    someone.set_up()
    code = someone.app_code()
    assert [sign_in(someone, PASSWORD, code).status_code for _ in range(2)] == [303, 422]


def test_a_recovery_code_signs_in_once_however_it_is_typed(someone: Someone) -> None:
    someone.set_up()
    code = someone.codes[3].lower().replace("-", " ")
    assert [sign_in(someone, PASSWORD, code).status_code for _ in range(2)] == [303, 422]
    assert someone.shelves.library.credentials.of(someone.id).recovery_codes == 9


def test_of_eight_who_use_one_code_together_one_is_signed_in(someone: Someone) -> None:
    someone.set_up()
    code = someone.app_code()
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: sign_in(someone, PASSWORD, code).status_code, range(8)))
    assert sorted(statuses) == [303, *[422] * 7]


def test_a_wrong_password_uses_up_no_code(someone: Someone) -> None:
    someone.set_up()
    code = someone.app_code()
    assert sign_in(someone, "another password", code).status_code == 422
    assert sign_in(someone, "another password", someone.codes[0]).status_code == 422
    assert sign_in(someone, PASSWORD, code).status_code == 303
    assert sign_in(someone, PASSWORD, someone.codes[0]).status_code == 303


def answered(shelves: Shelves, **form: str) -> tuple[int, list[str], str]:
    """Sign in, and return the status, the statements that ran, and the page without what was typed."""
    answer, ran = with_statements(lambda: post(shelves.app.test_client(), "/sign-in/with-password", **form))
    return answer.status_code, ran, answer.text.replace(form["email"], "")


def test_nobody_learns_whether_an_address_has_an_account(someone: Someone, shelves: Shelves) -> None:
    someone.set_up()
    member = new_person(shelves.library, Role.MEMBER, email=f"member-{time.monotonic_ns()}@example.org")
    member_email = shelves.library.people.find(member).email  # type: ignore[union-attr]
    get(shelves.app.test_client(), "/sign-in/password")  # what a process reads once, it has read now
    answers = [
        answered(shelves, email=email, password="wrong password here", code=code)
        for email in (someone.email, member_email, "nobody-at-all@example.org")
        for code in ("000000", "AAAA-BBBB-CCCC")
    ]
    assert {answer[0] for answer in answers} == {422}
    assert [answer[1] for answer in answers] == [answers[0][1]] * len(answers)
    assert len({answer[2] for answer in answers}) == 1


def test_too_many_wrong_passwords_from_one_place_lock_nobody_else_out(someone: Someone) -> None:
    someone.set_up()
    known = someone.shelves.app.test_client()
    assert sign_in(someone, PASSWORD, someone.app_code(), known).status_code == 303
    for _ in range(10):
        assert sign_in(someone, "a wrong password", "000000").status_code == 422
    refused = sign_in(someone, PASSWORD, someone.codes[0])
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
    elsewhere = someone.shelves.app.test_client().post(
        "/sign-in/with-password",
        base_url=BASE,
        headers=HERE,
        data={"email": someone.email, "password": PASSWORD, "code": someone.codes[0]},
        environ_overrides={"REMOTE_ADDR": "203.0.113.9"},
    )
    assert elsewhere.status_code == 303
    assert sign_in(someone, PASSWORD, someone.codes[1], known).status_code == 303


def test_a_form_of_another_site_signs_nobody_in(someone: Someone) -> None:
    someone.set_up()
    form = {"email": someone.email, "password": PASSWORD, "code": someone.app_code()}
    for site in ("cross-site", "same-site", "none"):
        answer = someone.shelves.app.test_client().post(
            "/sign-in/with-password", base_url=BASE, headers={"Sec-Fetch-Site": site}, data=form
        )
        assert answer.status_code == 403
    assert sign_in(someone, PASSWORD, form["code"]).status_code == 303


def test_what_cannot_be_chosen_is_said_at_its_field_and_the_same_app_is_shown_again(someone: Someone) -> None:
    client = someone.browser()
    page = get(client, "/account/security").text
    key = re.search(r"Key: ([A-Z2-7 ]+)<", page)[1]  # type: ignore[index]
    wrong = post(client, "/account/security/set-up", password="short", app=app_of(page), code="000000")
    assert wrong.status_code == 422
    assert "Use 12 characters or more." in wrong.text
    assert "Enter the one that the app shows now." in wrong.text
    assert f"Key: {key}<" in wrong.text
    assert someone.shelves.library.credentials.of(someone.id).password_hash == ""


def test_the_key_of_another_persons_app_is_not_taken(someone: Someone, shelves: Shelves) -> None:
    other = Someone(shelves, new_person(shelves.library, Role.ADMINISTRATOR), "")
    page = get(other.browser(), "/account/security").text
    key = re.search(r"Key: ([A-Z2-7 ]+)<", page)[1].replace(" ", "")  # type: ignore[index]
    taken = post(
        someone.browser(),
        "/account/security/set-up",
        password=PASSWORD,
        app=app_of(page),
        code=pyotp.TOTP(key).now(),
    )
    assert taken.status_code == 422


def test_a_link_alone_changes_nothing_that_was_set_up(someone: Someone) -> None:
    someone.set_up()
    client = someone.browser()
    assert get(client, "/account/security").headers["Location"] == "/sign-in/password?next=/account/security"
    page = get(someone.browser(with_password=True), "/account/security").text
    again = post(client, "/account/security/set-up", password=PASSWORD, app=app_of(page), code="000000")
    assert again.status_code == 404
    assert post(client, "/account/security/password", password="another password").status_code == 404


def test_a_member_has_none_of_these_pages(shelves: Shelves) -> None:
    member = Someone(shelves, new_person(shelves.library, Role.MEMBER), "").browser()
    assert get(member, "/account/security").status_code == 404
    assert post(member, "/account/security/set-up", password=PASSWORD).status_code == 404
    assert "/account/security" not in get(member, "/account").text


def test_a_new_password_replaces_the_old_one_and_ends_every_other_session(someone: Someone) -> None:
    someone.set_up()
    client, other = someone.browser(with_password=True), someone.browser(with_password=True)
    assert post(client, "/account/security/password", password="five umbrellas in a row").status_code == 303
    assert "/sign-in" in get(other, "/account").headers["Location"]
    assert sign_in(someone, PASSWORD, someone.codes[0]).status_code == 422
    assert sign_in(someone, "five umbrellas in a row", someone.codes[0]).status_code == 303


def test_another_app_replaces_the_one_before(someone: Someone) -> None:
    someone.set_up()
    client = someone.browser(with_password=True)
    page = get(client, "/account/security").text
    old, someone.key = someone.key, re.search(r"Key: ([A-Z2-7 ]+)<", page)[1].replace(" ", "")  # type: ignore[index]
    assert post(client, "/account/security/app", app=app_of(page), code=someone.app_code(-1)).status_code == 303
    assert sign_in(someone, PASSWORD, pyotp.TOTP(old).now()).status_code == 422
    assert sign_in(someone, PASSWORD, someone.app_code(1)).status_code == 303


def test_new_recovery_codes_replace_the_ones_before(someone: Someone) -> None:
    someone.set_up()
    page = post(someone.browser(with_password=True), "/account/security/codes")
    new = re.findall(r"<code>([0-9A-Z-]+)</code>", page.text)
    assert len(new) == 10
    assert sign_in(someone, PASSWORD, someone.codes[0]).status_code == 422
    assert sign_in(someone, PASSWORD, new[0]).status_code == 303


def test_after_ten_minutes_a_change_needs_password_and_code_again_and_loses_nothing(someone: Someone) -> None:
    someone.set_up()
    client = someone.browser(with_password=True)
    new = "five umbrellas in a row"
    with time_machine.travel(time.time() + RECENT + 60):
        asked = post(client, "/account/security/password", password=new)
        assert asked.status_code == 403
        assert f'<input type="hidden" name="password" value="{new}">' in asked.text
        wrong = post(
            client,
            "/account/security/password",
            **{"password": new, "confirm-password": "wrong", "confirm-code": someone.app_code()},
        )
        assert wrong.status_code == 422
        right = {"password": new, "confirm-password": PASSWORD, "confirm-code": someone.app_code()}
        assert post(client, "/account/security/password", **right).status_code == 303
        assert post(client, "/account/security/codes").status_code == 200
    assert sign_in(someone, new, someone.codes[0]).status_code == 422


def test_a_form_of_another_site_is_not_even_offered_for_confirming_and_uses_up_no_tries(someone: Someone) -> None:
    someone.set_up()
    client = someone.browser(with_password=True)
    form = {"packs": "delete", "confirm-password": "wrong", "confirm-code": "000000"}
    with time_machine.travel(time.time() + RECENT + 60):
        for address in ("/account/delete-now", "/cy/account/delete-now"):
            for sent in ({"packs": "delete"}, form):
                forged = client.post(address, base_url=BASE, headers={"Sec-Fetch-Site": "same-site"}, data=sent)
                assert forged.status_code == 403
                assert "confirm-password" not in forged.text
    with someone.shelves.library.database.reading() as connection:
        failed = "SELECT count(*) FROM sign_in_attempt WHERE NOT succeeded"
        assert connection.execute(text(failed)).scalar() == 0


def test_a_reset_lets_its_person_begin_again(someone: Someone, shelves: Shelves) -> None:
    someone.set_up()
    with shelves.library.database.writing() as connection:
        clear_second_factor(connection, someone.id)
    assert sign_in(someone, PASSWORD, someone.app_code()).status_code == 422
    someone.set_up()
    assert sign_in(someone, PASSWORD, someone.app_code()).status_code == 303


def test_pages_work_with_password_managers_and_show_a_code_that_can_be_scanned(someone: Someone) -> None:
    page = get(someone.browser(), "/account/security").text
    for attribute in ('autocomplete="new-password"', 'autocomplete="one-time-code"', "<svg ", "otpauth"):
        assert (attribute in page) is (attribute != "otpauth")
    signing = get(someone.shelves.app.test_client(), "/sign-in/password").text
    assert 'autocomplete="current-password"' in signing
    assert 'autocomplete="username"' in signing
    assert "onpaste" not in signing


def test_no_secret_is_in_the_log(someone: Someone, caplog: pytest.LogCaptureFixture) -> None:
    someone.set_up()
    sign_in(someone, PASSWORD, someone.app_code())
    sign_in(someone, "a wrong password", "123456")
    written = caplog.text
    assert not any(secret in written for secret in (PASSWORD, "a wrong password", someone.key, someone.email))
