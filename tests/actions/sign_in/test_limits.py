"""Attempts to sign in are limited, and nobody can lock another person out."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from library.actions.jobs.clean_up import forget_sign_ins
from library.actions.sign_in.by_mail import ask, sign_in_with_code, sign_in_with_link
from library.actions.sign_in.keys import account_key
from library.actions.sign_in.limits import DAY, HOUR, LIMITS, attempt_of
from library.actions.sign_in.starting import Browser
from library.errors import SignInFailed
from library.model.sign_in import MOST_TRIES, SignInProblem
from library.storage.attempts import MOST_ATTEMPTS, AttemptKind, record_attempt
from tests.actions.sign_in.rooms import ANN, Room, open_room
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]

MAIL, CODE = LIMITS[AttemptKind.MAIL], LIMITS[AttemptKind.CODE]


@pytest.fixture
def room(tmp_path: Path, address: str) -> Iterator[Room]:
    opened = open_room(tmp_path, address)
    opened.person()
    yield opened
    opened.library.close()


def network(number: int) -> Browser:
    return Browser(f"198.51.{number // 250}.{number % 250 + 1}")


def asks_until_refused(room: Room, browser: Browser, email: str = ANN) -> int:
    """Ask for mails; return how many requests were let through."""
    for number in range(200):
        try:
            room.asks(email, browser)
        except SignInFailed:
            return number
    return 200


def guesses_until_refused(room: Room, browser: Browser) -> int:
    """Guess codes, with new mails after five guesses; return how many guesses were let through."""
    number = 0
    while True:
        asked = room.asks(browser=browser)
        for _ in range(MOST_TRIES):
            try:
                sign_in_with_code(room.library, asked.browser, asked.wrong)
            except SignInFailed as failed:
                if failed.problem == SignInProblem.MANY_CODES:
                    return number
            number += 1
        room.clock.now += HOUR // 5 + 1


def test_from_one_network_only_so_many_mails_are_sent_to_one_address(room: Room) -> None:
    assert asks_until_refused(room, network(1)) == MAIL.account_and_network
    assert room.asks(browser=network(2)).code
    room.clock.now += HOUR
    assert room.asks(browser=network(1)).code


def test_asking_for_one_address_leaves_the_others_of_the_network_free(room: Room) -> None:
    asks_until_refused(room, network(1), "nobody@example.org")
    assert room.asks(browser=network(1)).code


def test_one_network_cannot_ask_for_mails_to_everyone(room: Room) -> None:
    fail(room, AttemptKind.MAIL, MAIL.network - 1, address="198.51.0.2")
    room.asks("nobody@example.org", network(1))
    with pytest.raises(SignInFailed) as failed:
        room.asks("another@example.org", network(1))
    assert failed.value.problem == SignInProblem.MANY_MAILS
    assert room.asks(browser=network(2)).code


def test_an_address_of_nobody_is_refused_after_as_many(room: Room) -> None:
    assert asks_until_refused(room, network(1), "nobody@example.org") == MAIL.account_and_network


def test_guesses_from_another_network_do_not_stop_a_person(room: Room) -> None:
    assert guesses_until_refused(room, network(1)) == CODE.account_and_network
    asked = room.asks(browser=network(2))
    sign_in_with_code(room.library, asked.browser, asked.code)


def test_where_codes_are_stopped_the_link_in_the_same_mail_works(room: Room) -> None:
    guesses_until_refused(room, network(1))
    asked = room.asks(browser=network(1))
    with pytest.raises(SignInFailed) as failed:
        sign_in_with_code(room.library, asked.browser, asked.code)
    assert failed.value.problem == SignInProblem.MANY_CODES
    sign_in_with_link(room.library, asked.browser, asked.link)


def fail(room: Room, kind: AttemptKind, count: int, email: str = "", address: str = "") -> None:
    """Store failures: each for another account if no address is given, and from another network likewise."""
    with room.library.database.writing() as connection:
        for number in range(count):
            account = account_key(room.library, email or f"nobody-{number}@example.org")
            attempt = attempt_of(room.library, kind, account, address or f"203.0.{number}.1", "")
            record_attempt(connection, attempt, room.library.now(), succeeded=False)


def attack_from_everywhere(room: Room) -> None:
    """Use up what an account has in all browsers where it has never been."""
    fail(room, AttemptKind.MAIL, MAIL.account, ANN)
    fail(room, AttemptKind.CODE, CODE.account, ANN)


def test_an_attack_from_very_many_networks_leaves_known_browsers(room: Room) -> None:
    asked = room.asks(browser=network(0))
    known = sign_in_with_code(room.library, asked.browser, asked.code).known
    attack_from_everywhere(room)
    with pytest.raises(SignInFailed):
        room.asks(browser=network(350))
    mine = room.asks(browser=Browser("198.51.0.2", known=known))
    sign_in_with_code(room.library, mine.browser, mine.code)


def test_an_attack_from_very_many_networks_leaves_links(room: Room) -> None:
    attack_from_everywhere(room)
    room.clock.now += HOUR
    asked = room.asks(browser=network(350))
    with pytest.raises(SignInFailed) as failed:
        sign_in_with_code(room.library, asked.browser, asked.code)
    assert failed.value.problem == SignInProblem.MANY_CODES
    sign_in_with_link(room.library, asked.browser, asked.link)


def test_a_known_browser_is_known_for_its_own_account_only(room: Room) -> None:
    room.person("eve@example.org")
    asked = room.asks("eve@example.org", network(1))
    known = sign_in_with_code(room.library, asked.browser, asked.code).known
    asks_until_refused(room, network(2))
    for forged in (known, known.partition(".")[0], f"x{known}", f"{known}x", "", ".", "a.b"):
        with pytest.raises(SignInFailed):
            room.asks(browser=Browser("198.51.0.3", known=forged))


def test_a_known_browser_has_a_limit_too(room: Room) -> None:
    asked = room.asks(browser=network(1))
    known = sign_in_with_code(room.library, asked.browser, asked.code).known
    assert asks_until_refused(room, Browser("198.51.0.9", known=known)) == MAIL.browser


def test_a_right_code_is_no_failure(room: Room) -> None:
    for _ in range(CODE.account_and_network + 1):
        asked = room.asks(browser=network(1))
        sign_in_with_code(room.library, asked.browser, asked.code)
        room.clock.now += HOUR


def test_attempts_are_forgotten_after_a_day(room: Room) -> None:
    guesses_until_refused(room, network(1))
    room.clock.now += DAY
    asked = room.asks(browser=network(1))
    sign_in_with_code(room.library, asked.browser, asked.code)
    assert len(room.rows("sign_in_attempt")) == 2


def test_the_daily_clean_up_deletes_what_is_over(room: Room) -> None:
    room.asks()
    room.clock.now += DAY
    forget_sign_ins(room.library)
    assert room.rows("sign_in") == room.rows("sign_in_attempt") == []


def test_the_rows_of_attempts_have_a_limit(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_ATTEMPTS == 100_000
    monkeypatch.setattr("library.actions.sign_in.limits.MOST_ATTEMPTS", 3)
    assert sum(asks_until_refused(room, network(number), f"nobody-{number}@example.org") for number in range(9)) == 3


def test_requests_at_the_same_moment_are_limited_as_those_one_after_another_are(room: Room) -> None:
    together = Barrier(8)

    def asks(_: int) -> bool:
        together.wait()
        try:
            return bool(ask(room.library, network(1), ANN, ""))
        except SignInFailed:
            return False

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(asks, range(8))) == MAIL.account_and_network
    assert len(room.mails()) == MAIL.account_and_network
