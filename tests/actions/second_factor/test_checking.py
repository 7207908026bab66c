"""A password and a code together: what was right when it was read may not be right when it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pyotp
import pytest

from library.actions.people.changing import remove_person, reset_second_factor
from library.actions.second_factor.checking import Proof, read_proof, totp_purpose, use_proof
from library.actions.second_factor.passwords import password_hash
from library.actions.second_factor.proving import sign_in_with_password
from library.actions.sign_in.keys import account_key
from library.actions.sign_in.limits import LIMITS
from library.actions.sign_in.starting import Browser
from library.errors import SignInFailed
from library.model.audit import TERMINAL
from library.model.sign_in import SignInProblem
from library.model.viewer import Role
from library.storage.attempts import AttemptKind
from library.storage.sealed import seal
from library.storage.signing_key import secret_key
from tests.actions.sign_in.rooms import ANN, Room, open_room
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]

BROWSER = Browser("192.0.2.1")
PASSWORD, ANOTHER = "three kettles by the door", "five umbrellas in a row"
KEY = pyotp.random_base32()


@pytest.fixture
def room(tmp_path: Path, address: str) -> Iterator[Room]:
    """Return a room with Ann, who signs in with a password and an app, and another administrator."""
    opened = open_room(tmp_path, address)
    opened.person("bob@example.org", Role.ADMINISTRATOR)
    ann = opened.person(ANN, Role.ADMINISTRATOR)
    opened.change(ann, password_hash=password_hash(PASSWORD), totp_secret=sealed(opened, ann))
    yield opened
    opened.library.close()


def sealed(room: Room, person_id: int, key: str = KEY) -> bytes:
    return seal(secret_key(room.library.settings), totp_purpose(person_id), key.encode())


def code(room: Room, key: str = KEY) -> str:
    return pyotp.TOTP(key).at(room.clock.now)


def read(room: Room) -> Proof:
    person = room.library.people.find_by_email(ANN)
    return read_proof(room.library, person, account_key(room.library, ANN), BROWSER, PASSWORD, code(room))


def use(room: Room, proof: Proof) -> bool:
    with room.library.database.writing() as connection:
        return use_proof(room.library, connection, proof)


def new_password(room: Room, person_id: int) -> None:
    room.change(person_id, password_hash=password_hash(ANOTHER))


def new_app(room: Room, person_id: int) -> None:
    # Its own code of before was used long ago.
    room.change(person_id, totp_secret=sealed(room, person_id, pyotp.random_base32()), totp_step=1)


def reset(room: Room, person_id: int) -> None:
    reset_second_factor(room.library, TERMINAL, person_id)


def remove(room: Room, person_id: int) -> None:
    remove_person(room.library, TERMINAL, person_id)


@pytest.mark.parametrize("change", [new_password, new_app, reset, remove])
def test_what_was_replaced_since_it_was_read_signs_nobody_in(room: Room, change: Callable[[Room, int], None]) -> None:
    proof = read(room)
    change(room, proof.person_id)
    assert not use(room, proof)


def test_what_nobody_replaced_is_right_once(room: Room) -> None:
    proof = read(room)
    assert [use(room, proof), use(room, proof)] == [True, False]


@pytest.mark.parametrize("app", [b"", b"sealed with the secret key of before"])
def test_without_an_app_that_can_be_read_no_code_of_an_app_is_right(room: Room, app: bytes) -> None:
    room.change(read(room).person_id, totp_secret=app or None, totp_step=None)
    with pytest.raises(SignInFailed) as failed:
        # Even for a key that everyone can guess.
        sign_in_with_password(room.library, BROWSER, ANN, PASSWORD, code(room, "A" * 32), "")
    assert failed.value.problem == SignInProblem.WRONG_PASSWORD


def test_guesses_at_the_same_moment_are_limited_as_those_one_after_another_are(room: Room) -> None:
    most = LIMITS[AttemptKind.PASSWORD].account_and_network
    proof = read(room)
    wrong = Proof(proof.person_id, proof.code, False, proof.credentials, proof.attempts)
    together = Barrier(4)

    def guess(_: int) -> bool:
        together.wait()
        try:
            return use(room, wrong)
        except SignInFailed:
            return True

    for _ in range(most - 2):
        assert not use(room, wrong)
    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(guess, range(4))) == [False, False, True, True]
