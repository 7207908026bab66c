"""A process that is killed while someone signs in leaves the mail working or the session started, at every instant."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from library.actions.sign_in.by_mail import ask, sign_in_with_code, sign_in_with_link
from library.actions.sign_in.sessions import session_of
from library.actions.sign_in.starting import Browser, Started
from library.errors import SignInFailed
from tests.actions.sign_in.rooms import ANN, Asked, Room, open_room
from tests.actions.statement_kills import in_a_process, was_killed
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]


@pytest.fixture
def open_again(tmp_path: Path, address: str) -> Callable[[], Room]:
    """Opens the same records anew, as another process has to."""
    return lambda: open_room(tmp_path, address)


@pytest.fixture
def room(open_again: Callable[[], Room]) -> Iterator[Room]:
    opened = open_again()
    opened.person()
    yield opened
    opened.library.close()


def by_code(room: Room, asked: Asked) -> Started:
    return sign_in_with_code(room.library, asked.browser, asked.code)


def by_link(room: Room, asked: Asked) -> Started:
    return sign_in_with_link(room.library, asked.browser, asked.link)


def used(room: Room) -> int:
    return sum(row["used_at"] is not None for row in room.rows("sign_in"))


def grown(room: Room) -> tuple[int, int, int]:
    return tuple(len(room.rows(name)) for name in ("sign_in", "sign_in_attempt", "job"))  # type: ignore[return-value]


def test_a_kill_at_any_instant_of_asking_leaves_all_of_the_request_or_none(
    room: Room, open_again: Callable[[], Room]
) -> None:
    room.library.close()
    for instant in count(1):
        killed = was_killed(in_a_process(lambda: ask(open_again().library, Browser("192.0.2.1"), ANN, ""), instant))
        if not killed:
            break
        assert grown(room) == (0, 0, 0), instant
        room.library.close()
    assert instant > 20
    assert grown(room) == (1, 1, 1)


@pytest.mark.parametrize("way", [by_code, by_link])
def test_a_kill_at_any_instant_of_signing_in_leaves_the_mail_or_the_session(
    room: Room, open_again: Callable[[], Room], way: Callable[[Room, Asked], Started]
) -> None:
    asked = room.asks()
    room.library.close()
    for instant in count(1):
        if not was_killed(in_a_process(lambda: way(open_again(), asked), instant)):
            break
        found = used(room), len(room.rows("session")), len(room.rows("audit"))
        assert found == (0, 0, 0), instant
        room.library.close()
    assert instant > 10
    assert (used(room), len(room.rows("session")), len(room.rows("audit"))) == (1, 1, 1)


def test_a_kill_while_a_wrong_code_is_entered_counts_it_or_not(room: Room, open_again: Callable[[], Room]) -> None:
    asked = room.asks()
    room.library.close()
    for instant in count(1):
        child = in_a_process(lambda: by_code(open_again(), replace(asked, code=asked.wrong)), instant)
        if not was_killed(child):
            break
        assert room.rows("sign_in")[0]["tries"] == 0, instant
        room.library.close()
    assert room.rows("sign_in")[0]["tries"] == 1
    by_code(room, asked)


@pytest.mark.soak
def test_a_hundred_kills_of_signing_in_leave_the_mail_or_the_session(
    room: Room, open_again: Callable[[], Room]
) -> None:
    draw = random.Random(os.environ.get("LIBRARY_KILL_SEED", "18"))  # noqa: S311 - instants, no secrets
    for number in range(100):
        way = (by_code, by_link)[number % 2]
        email = f"ann-{number}@example.org"  # the limits are another matter
        room.person(email)
        asked = room.asks(email, Browser(f"198.51.100.{number}"))
        before = len(room.rows("audit"))
        room.library.close()
        child = in_a_process(lambda: way(open_again(), asked))  # noqa: B023
        time.sleep(draw.uniform(0, 0.08))
        os.kill(child, signal.SIGKILL)
        was_killed(child)
        if len(room.rows("audit")) == before:  # the mail still works
            started = way(room, asked)
            assert session_of(room.library, started.secret)
        else:
            with pytest.raises(SignInFailed):
                way(room, asked)
        assert len(room.rows("audit")) == before + 1
