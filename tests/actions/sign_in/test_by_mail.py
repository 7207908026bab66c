"""Signing in by mail: what a link and a code open, where, how often and for how long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from library.actions.sign_in.by_mail import (
    COPIED_LASTS,
    LASTS,
    NEWEST,
    ask,
    link_for,
    opened_link,
    sign_in_with_code,
    sign_in_with_link,
)
from library.actions.sign_in.sessions import session_of
from library.actions.sign_in.starting import Browser, Started
from library.errors import SignInFailed
from library.model.audit import TERMINAL
from library.model.sign_in import MOST_TRIES, SignInProblem
from library.model.viewer import Role
from library.storage.sign_ins import MOST_LIVE
from tests.actions.sign_in.rooms import ANN, Asked, Room, open_room
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]

SOMEWHERE_ELSE = Browser("203.0.113.9", device="Safari, iPhone")
PASSWORD = {"password_hash": "a hash", "totp_secret": b"sealed"}


@pytest.fixture
def room(tmp_path: Path, address: str) -> Iterator[Room]:
    opened = open_room(tmp_path, address)
    yield opened
    opened.library.close()


def why_not(action: Callable[[], object]) -> SignInProblem:
    with pytest.raises(SignInFailed) as failed:
        action()
    return SignInProblem(failed.value.problem)


def by_code(room: Room, asked: Asked, code: str = "") -> Started:
    return sign_in_with_code(room.library, asked.browser, code or asked.code)


def by_link(room: Room, asked: Asked) -> Started:
    return sign_in_with_link(room.library, asked.browser, asked.link)


@pytest.mark.parametrize("way", [by_code, by_link])
def test_a_member_signs_in_with_link_or_code_and_uses_up_both(
    room: Room, way: Callable[[Room, Asked], Started]
) -> None:
    person_id = room.person()
    asked = room.asks(next_path="/stories/inside")
    started = way(room, asked)
    session = session_of(room.library, started.secret)
    assert session
    assert (session.person_id, session.role, session.device) == (person_id, Role.MEMBER, "Firefox, Windows")
    assert started.next == "/stories/inside"
    assert why_not(lambda: by_code(room, asked)) is SignInProblem.OVER
    assert why_not(lambda: by_link(room, asked)) is SignInProblem.OVER
    assert why_not(lambda: opened_link(room.library, asked.browser, asked.link)) is SignInProblem.OVER
    assert len(room.rows("session")) == 1


@pytest.mark.parametrize("typed", ["{code}", "{digits}", "  {digits}\n", "{dashed}", "{wide}", "Code: {digits}."])
def test_a_code_is_read_however_it_was_copied(room: Room, typed: str) -> None:
    room.person()
    asked = room.asks()
    digits = asked.code.replace(" ", "")
    wide = "".join(chr(ord(each) + 0xFEE0) for each in digits)
    entered = typed.format(code=asked.code, digits=digits, dashed=f"{digits[:3]}-{digits[3:]}", wide=wide)
    by_code(room, asked, entered)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "letters", "١٢٣٤٥٦"])
def test_what_cannot_be_a_code_does_not_count_as_a_try(room: Room, typed: str) -> None:
    room.person()
    asked = room.asks()
    for _ in range(MOST_TRIES):
        with pytest.raises(SignInFailed) as failed:
            sign_in_with_code(room.library, asked.browser, typed)
        assert failed.value.problem == SignInProblem.NO_CODE
    by_code(room, asked)


def test_a_code_can_be_tried_five_times_and_the_link_still_works(room: Room) -> None:
    room.person()
    asked = room.asks()
    left = []
    for _ in range(MOST_TRIES):
        with pytest.raises(SignInFailed) as failed:
            by_code(room, asked, asked.wrong)
        assert failed.value.problem == SignInProblem.WRONG_CODE
        left.append(failed.value.tries_left)
    assert left == [4, 3, 2, 1, 0]
    assert why_not(lambda: by_code(room, asked)) is SignInProblem.OVER
    by_link(room, asked)


def test_link_and_code_work_for_half_an_hour(room: Room) -> None:
    room.person()
    asked = room.asks()
    room.clock.now += LASTS
    assert why_not(lambda: by_code(room, asked)) is SignInProblem.OVER
    assert why_not(lambda: by_link(room, asked)) is SignInProblem.OVER
    room.clock.now -= 1
    by_code(room, asked)


def test_a_link_or_code_works_only_in_the_browser_that_asked(room: Room) -> None:
    room.person()
    asked = room.asks()
    planted = room.asks("eve@example.org", SOMEWHERE_ELSE).browser
    for browser in (SOMEWHERE_ELSE, planted, replace(asked.browser, asked="")):
        assert why_not(partial(sign_in_with_link, room.library, browser, asked.link)) is SignInProblem.OVER
        with pytest.raises(SignInFailed):
            sign_in_with_code(room.library, browser, asked.code)
    by_link(room, asked)


def test_a_link_shows_its_code_elsewhere_and_looking_uses_up_nothing(room: Room) -> None:
    room.person()
    asked = room.asks()
    before = room.rows("sign_in"), room.rows("sign_in_attempt")
    for _ in range(100):
        assert not opened_link(room.library, SOMEWHERE_ELSE, asked.link).is_here
        assert opened_link(room.library, asked.browser, asked.link).is_here
    assert (room.rows("sign_in"), room.rows("sign_in_attempt")) == before
    by_code(room, asked, opened_link(room.library, SOMEWHERE_ELSE, asked.link).code)


def test_asking_again_in_the_same_browser_leaves_the_first_mail_working(room: Room) -> None:
    room.person()
    first = room.asks()
    second = room.asks(browser=first.browser)
    assert second.browser.asked == first.browser.asked
    by_code(room, first)
    assert why_not(lambda: by_code(room, second)) is SignInProblem.OVER
    assert why_not(lambda: by_link(room, second)) is SignInProblem.OVER


def test_a_guess_is_compared_with_the_codes_of_the_newest_mails_only(room: Room) -> None:
    room.person()
    first = room.asks()
    for _ in range(NEWEST):
        newest = room.asks(browser=first.browser)
    assert why_not(lambda: by_code(room, newest, first.code)) is SignInProblem.WRONG_CODE
    by_link(room, first)


def test_guesses_for_one_account_are_not_counted_for_another(room: Room) -> None:
    room.person()
    ann = room.asks()
    room.asks("eve@example.org", ann.browser)
    assert why_not(lambda: by_code(room, ann)) is SignInProblem.WRONG_CODE
    by_link(room, ann)


@pytest.mark.parametrize("way", [by_code, by_link])
def test_of_many_who_use_one_mail_at_the_same_moment_one_is_signed_in(
    room: Room, way: Callable[[Room, Asked], Started]
) -> None:
    room.person()
    for _ in range(5):
        asked = room.asks()

        def attempt(number: int, asked: Asked = asked) -> Started | str:
            try:
                return way(room, asked)
            except SignInFailed as failed:
                return f"{failed.problem}{number * 0}"

        with ThreadPoolExecutor(4) as threads:
            results = list(threads.map(attempt, range(4)))
        assert sorted(type(each).__name__ for each in results) == ["Started", "str", "str", "str"]
        room.clock.now += 3_600  # another hour for the limits
    assert len(room.rows("session")) == 5


def test_signing_in_gives_a_new_secret_and_ends_the_session_before(room: Room) -> None:
    room.person()
    first = by_code(room, room.asks())
    again = room.asks(browser=Browser("192.0.2.1", session=first.secret))
    second = by_code(room, again)
    assert second.secret != first.secret
    assert session_of(room.library, first.secret) is None
    assert session_of(room.library, second.secret)


def test_a_session_cannot_be_fixed_beforehand(room: Room) -> None:
    """A secret that someone planted in a browser is never the secret of a session."""
    room.person()
    planted = Browser("192.0.2.1", asked="planted-by-another-in-this-browser", session="planted-session-of-another")
    started = by_code(room, room.asks(browser=planted))
    assert started.secret not in {planted.asked, planted.session}
    assert session_of(room.library, planted.session) is None


def statements(action: Callable[[], object]) -> list[str]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        action()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return asked


def counts(room: Room) -> dict[str, int]:
    return {table: len(room.rows(table)) for table in ("sign_in", "sign_in_attempt", "job", "audit", "session")}


@pytest.fixture
def three_accounts(room: Room) -> list[str]:
    """The addresses of a member, of a coordinator with a password, and of nobody."""
    room.person()
    room.change(room.person("cath@example.org", Role.COORDINATOR), **PASSWORD)
    room.library.people.count()
    return [ANN, "cath@example.org", "nobody@example.org"]


def test_an_address_that_nobody_has_takes_the_same_work(room: Room, three_accounts: list[str]) -> None:
    done, grown = [], []
    for email in three_accounts:
        before = counts(room)
        done.append(statements(partial(ask, room.library, Browser("192.0.2.1"), email, "")))
        grown.append({table: count - before[table] for table, count in counts(room).items()})
    assert done[0] == done[1] == done[2]
    assert grown == [{"sign_in": 1, "sign_in_attempt": 1, "job": 1, "audit": 0, "session": 0}] * 3


def test_a_wrong_code_for_an_address_that_nobody_has_takes_the_same_work(room: Room, three_accounts: list[str]) -> None:
    done = []
    for email in three_accounts:
        asked = room.asks(email)
        wrong = partial(by_code, room, asked, "111111" if asked.code != "111 111" else "222222")
        done.append(statements(partial(_assert_wrong, wrong)))
    assert done[0] == done[1] == done[2]


def _assert_wrong(attempt: Callable[[], object]) -> None:
    assert why_not(attempt) is SignInProblem.WRONG_CODE


def test_nothing_is_sent_to_an_address_that_nobody_has(room: Room) -> None:
    room.person()
    room.library.jobs.take(0)
    asked = room.asks("nobody@example.org")
    assert (asked.link, asked.code) == ("", "")
    # Nothing that comes from outside is in the records.
    assert "nobody@example.org" not in repr([room.rows(table) for table in ("sign_in", "sign_in_attempt", "job")])


def test_a_coordinator_is_told_to_use_the_password(room: Room) -> None:
    room.change(room.person(role=Role.COORDINATOR), **PASSWORD)
    ask(room.library, Browser("192.0.2.1"), ANN, "")
    (mail,) = room.mails()
    assert "https://library.example.org/sign-in/password" in mail["text"]
    assert "/sign-in/link/" not in mail["text"]


def test_a_coordinator_without_a_password_yet_signs_in_by_mail_as_a_member_to_choose_one(room: Room) -> None:
    room.person(role=Role.COORDINATOR, language="cy")
    started = by_code(room, room.asks(next_path="/desk"))
    session = session_of(room.library, started.secret)
    assert session
    assert (session.role, started.next) == (Role.MEMBER, "/cy/account/security")


@pytest.mark.parametrize("way", [by_code, by_link])
def test_someone_who_got_a_password_meanwhile_does_not_sign_in_by_mail(
    room: Room, way: Callable[[Room, Asked], Started]
) -> None:
    person_id = room.person()
    asked = room.asks()
    room.change(person_id, role=Role.COORDINATOR, **PASSWORD)
    assert why_not(lambda: way(room, asked)) is SignInProblem.OVER
    assert room.rows("session") == []


@pytest.mark.parametrize("typed", ["", "ann", "ann@", "ann@example.org, eve@example.org", "ann@example.org\nBcc: eve"])
def test_what_is_no_address_is_refused(room: Room, typed: str) -> None:
    assert why_not(lambda: ask(room.library, Browser("192.0.2.1"), typed, "")) is SignInProblem.NO_EMAIL
    assert room.library.jobs.waiting() == 0


def test_a_mail_is_in_the_language_of_its_reader_and_leads_to_pages_in_it(room: Room) -> None:
    room.person(language="cy")
    ask(room.library, Browser("192.0.2.1"), ANN, "")
    (mail,) = room.mails()
    assert "https://library.example.org/cy/sign-in/link/" in mail["text"]
    assert mail["to"] == ANN


def test_a_copied_link_signs_in_the_browser_that_uses_it_first(room: Room) -> None:
    person = room.library.people.find(room.person())
    assert person
    link = link_for(room.library, person, TERMINAL).removeprefix("https://library.example.org/sign-in/link/")
    assert opened_link(room.library, SOMEWHERE_ELSE, link).is_here
    sign_in_with_link(room.library, SOMEWHERE_ELSE, link)
    assert why_not(lambda: sign_in_with_link(room.library, Browser("192.0.2.1"), link)) is SignInProblem.OVER
    assert [row["action"] for row in room.rows("audit")] == ["person.link", "session.started"]


def test_a_copied_link_works_for_a_day(room: Room) -> None:
    person = room.library.people.find(room.person())
    assert person
    link = link_for(room.library, person, TERMINAL).rpartition("/")[2]
    room.clock.now += COPIED_LASTS
    assert why_not(lambda: sign_in_with_link(room.library, SOMEWHERE_ELSE, link)) is SignInProblem.OVER


def test_no_link_is_copied_for_someone_with_a_password(room: Room) -> None:
    person_id = room.person(role=Role.ADMINISTRATOR)
    room.change(person_id, **PASSWORD)
    person = room.library.people.find(person_id)
    assert person
    assert why_not(lambda: link_for(room.library, person, TERMINAL)) is SignInProblem.NEEDS_PASSWORD


def test_the_records_hold_no_address_link_or_code_in_the_clear(room: Room) -> None:
    room.person()
    asked = room.asks()
    started = by_code(room, asked)
    stored = repr([room.rows(table) for table in ("sign_in", "sign_in_attempt", "session", "audit")])
    for secret in (ANN, asked.link, asked.code.replace(" ", ""), asked.browser.asked, started.secret, "192.0.2.1"):
        assert secret not in stored


def test_requests_whose_time_is_over_leave_the_records_with_the_next(room: Room) -> None:
    room.person()
    room.asks()
    room.clock.now += LASTS
    room.asks("nobody@example.org")
    assert len(room.rows("sign_in")) == 1


def test_a_flood_of_requests_stops_at_a_limit(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_LIVE == 10_000
    person = room.library.people.find(room.person())
    assert person
    known = by_code(room, room.asks()).known
    room.clock.now += LASTS
    monkeypatch.setattr("library.storage.sign_ins.MOST_LIVE", 3)
    for number in range(3):
        room.asks(f"nobody-{number}@example.org")
    assert why_not(lambda: room.asks("nobody-4@example.org")) is SignInProblem.MANY_MAILS
    assert len(room.rows("sign_in")) == 3
    # It stops strangers only.
    room.asks(ANN, Browser("192.0.2.1", known=known))
    link_for(room.library, person, TERMINAL)
    room.clock.now += LASTS
    room.asks("nobody-4@example.org")
