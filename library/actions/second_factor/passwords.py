"""Passwords: their length, the list of common ones, and their hashes.

Nobody is asked for capitals, digits or signs, and nothing forbids pasting: length and not being guessed are what
protects (NIST SP 800-63B, 3.1.1.2).
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Characters. A second factor is always asked for as well.
FEWEST, MOST = 12, 200
# A name or the word "library" with two digits after it is no secret.
_LEAST_OF_ITS_OWN = 8

# OWASP's recommendation for Argon2id: 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# So many at once in a process; others wait. A hundred strangers with wrong passwords would take 2 GB.
_AT_ONCE = BoundedSemaphore(4)


class PasswordProblem(StrEnum):
    """Why a password cannot be chosen."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    ABOUT_YOU = "about-you"


def password_problem(password: str, *known: str) -> PasswordProblem | None:
    """Return why a password cannot be chosen, or ``None``.

    Args:
        password: As it was entered.
        known: Words that anyone would try first: the person's name and address, the library's name.
    """
    entered = _normalised(password)
    if len(entered) < FEWEST:
        return PasswordProblem.SHORT
    if len(entered) > MOST:
        return PasswordProblem.LONG
    folded = entered.casefold()
    if len(set(folded)) < 4 or not _common().isdisjoint({folded, _repeats(folded), _without_ends(folded)}):
        return PasswordProblem.COMMON
    rest = folded
    for word in sorted({part for each in known for part in _parts(each)}, key=len, reverse=True):
        rest = rest.replace(word, "")
    return PasswordProblem.ABOUT_YOU if len(rest) < _LEAST_OF_ITS_OWN and rest != folded else None


def password_hash(password: str) -> str:
    """Return the hash of a password, with its parameters: about 20 ms and 19 MiB."""
    with _AT_ONCE:
        return _HASHER.hash(_normalised(password))


def is_password(password: str, stored_hash: str) -> bool:
    """Tell whether a password is the right one; no hash takes as long as a wrong password.

    Args:
        password: As it was entered; more than ``MOST`` characters are wrong.
        stored_hash: As ``password_hash`` returned it, or empty.
    """
    try:
        with _AT_ONCE:
            _HASHER.verify(stored_hash or _hash_of_nobody(), _normalised(password)[: MOST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return bool(stored_hash)


def _normalised(password: str) -> str:
    """Return a password as it is hashed: the same whichever keyboard or phone typed it."""
    return unicodedata.normalize("NFC", password)


@cache
def _hash_of_nobody() -> str:
    return _HASHER.hash("")


@cache
def _common() -> frozenset[str]:
    # Loaded only when someone chooses a password: 0.2 s and 30 MB.
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415

    return frozenset(FREQUENCY_LISTS["passwords"])


def _repeats(folded: str) -> str:
    """Return the part that a password repeats to become long, or the whole."""
    at = (folded + folded).find(folded, 1)
    return folded[:at]


def _without_ends(folded: str) -> str:
    """Return a password without the digits and signs that people put before and after a common one."""
    letters = [at for at, letter in enumerate(folded) if letter.isalpha()]
    return folded[letters[0] : letters[-1] + 1] if letters else folded


def _parts(known: str) -> list[str]:
    """Return the words of a name or an address that are long enough to tell something."""
    words = "".join(letter if letter.isalnum() else " " for letter in known.casefold()).split()
    return [word for word in words if len(word) > 2]
