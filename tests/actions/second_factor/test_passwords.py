"""Which passwords can be chosen, and that only the right one is right."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from library.actions.second_factor.passwords import (
    FEWEST,
    MOST,
    PasswordProblem,
    is_password,
    password_hash,
    password_problem,
)

KNOWN = ("Ann Farr", "ann.farr@example.org", "Commonplace")


@pytest.mark.parametrize(
    "password",
    [
        "three kettles by the door",
        "tegell wrth y drws",
        "тридцать чайников",
        "🫖🚪🪑🍞🥄🧣🧤🌧️🪟🕯️🪴",
        "a" * 6 + "bcd" + " " * 6,
        "correcthorsebatterystaple",
    ],
)
def test_any_long_password_that_nobody_guesses_can_be_chosen(password: str) -> None:
    assert password_problem(password, *KNOWN) is None


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("", PasswordProblem.SHORT),
        ("x" * (FEWEST - 1), PasswordProblem.SHORT),
        ("kettle " * 30, PasswordProblem.LONG),
        ("123qweasdzxc", PasswordProblem.COMMON),
        ("123QWEasdZXC", PasswordProblem.COMMON),
        ("passwordpassword", PasswordProblem.COMMON),
        ("!!sunshine2026", PasswordProblem.COMMON),
        ("aaaaaaaaaaaaaaaa", PasswordProblem.COMMON),
        ("abababababababab", PasswordProblem.COMMON),
        ("annfarr20261", PasswordProblem.ABOUT_YOU),
        ("Commonplace!1", PasswordProblem.ABOUT_YOU),
        ("ann.farr@example.org", PasswordProblem.ABOUT_YOU),
    ],
)
def test_what_anyone_would_try_first_cannot_be_chosen(password: str, problem: PasswordProblem) -> None:
    assert password_problem(password, *KNOWN) is problem


def test_only_the_right_password_is_right() -> None:
    stored = password_hash("three kettles by the door")
    assert is_password("three kettles by the door", stored)
    for wrong in ("", "three kettles by the doo", "three kettles by the door ", "Three kettles by the door", stored):
        assert not is_password(wrong, stored)


def test_a_password_with_accents_is_right_from_any_keyboard() -> None:
    assert is_password("cafe\u0301 wrth y drws", password_hash("caf\u00e9 wrth y drws"))


def test_nobody_has_the_empty_password() -> None:
    assert not is_password("", "")
    assert not is_password("anything at all", "")
    assert not is_password("anything at all", "no hash")


def test_a_password_is_hashed_with_argon2id_as_owasp_recommends() -> None:
    stored = password_hash("three kettles by the door")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_two_hashes_of_one_password_differ() -> None:
    assert password_hash("three kettles by the door") != password_hash("three kettles by the door")


def test_what_is_longer_than_any_password_is_not_hashed_whole() -> None:
    assert not is_password("x" * 10_000_000, password_hash("x" * MOST))


_MANY_AT_ONCE = """
import resource
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from library.actions.second_factor.passwords import is_password

def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

def compare(_):
    together.wait()
    return is_password("a wrong password", "")

together, before = Barrier(40), (is_password("", ""), most())[1]
with ThreadPoolExecutor(40) as threads:
    assert not any(threads.map(compare, range(40)))
print(most() - before)
"""


def test_forty_strangers_with_wrong_passwords_take_no_more_memory_than_a_few() -> None:
    # glibc gives large pieces back at once, so the most is what was in use at the same moment.
    environment = {**os.environ, "MALLOC_MMAP_THRESHOLD_": "65536"}
    ran = subprocess.run(
        [sys.executable, "-c", _MANY_AT_ONCE], capture_output=True, text=True, check=True, env=environment
    )
    # Megabytes: four hashes of 19 MiB, and the threads.
    assert int(ran.stdout) < 200
