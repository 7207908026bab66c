"""Reading ``requirements.lock``: the exact version and the hashes of every package."""

from __future__ import annotations

import re
from dataclasses import dataclass

from packaging.utils import NormalizedName, canonicalize_name

_ENTRY = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)(?P<rest>(?:.*\\\n)*.*)$", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Locked:
    """A package in the lock.

    Attributes:
        name: Normalised.
        version: The exact one.
        hashes: SHA-256 of every file of this version, for all platforms; sorted.
    """

    name: NormalizedName
    version: str
    hashes: tuple[str, ...]


def read_lock(text: str) -> dict[NormalizedName, Locked]:
    """Return the packages of a lock by name."""
    found = (
        Locked(canonicalize_name(each["name"]), each["version"], tuple(sorted(_HASH.findall(each["rest"]))))
        for each in _ENTRY.finditer(text)
    )
    return {each.name: each for each in found}
