"""A list of people to invite, read as it comes from a mail program, a spreadsheet or a keyboard.

Understood are addresses with or without a name, one on each line or with commas, semicolons or tabs between them::

    ann@example.org
    Ann Smith <ann@example.org>; "Smith, Bob" <bob@example.org>
    Smith, Cat <cat@example.org>, dee@example.org

What has no address that mail can be sent to is a mistake; all mistakes are reported at once, each with its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from library.model.characters import clean
from library.model.person import MOST_NAME, normalised_email, person_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# So many people can be invited at once.
MOST_PEOPLE = 200
# Of an entry with a mistake, so much is repeated.
MOST_REPEATED = 80

_QUOTED = re.compile(r'"[^"]*"')
_AROUND = " \t\"'“”‘’"
# A name has no full stop between two runs of letters; an address whose @ is missing has.
_HALF_AN_ADDRESS = re.compile(r"\S+\.[A-Za-z]{2,}")


class Problem(StrEnum):
    """Why an entry cannot be invited."""

    NO_ADDRESS = "no-address"
    LONG_NAME = "long-name"


@dataclass(frozen=True, slots=True)
class Entry:
    """Someone to invite.

    Attributes:
        line: Counted from 1.
        email: As ``normalised_email`` gives it.
        name: As ``person_name`` gives it; may be empty.
    """

    line: int
    email: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """An entry that cannot be invited.

    Attributes:
        line: Counted from 1.
        text: The entry, or its beginning.
        problem: Why.
    """

    line: int
    text: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class PastedList:
    """What a list says.

    Attributes:
        entries: Each address once, in the order of the list.
        repeated: Entries whose address came before.
        mistakes: In the order of the list.
        is_too_long: Whether it has more than ``MOST_PEOPLE`` entries; nothing after them was read.
    """

    entries: tuple[Entry, ...]
    repeated: tuple[Entry, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    is_too_long: bool = False


def read_pasted(text: str) -> PastedList:
    """Read a list of people to invite."""
    entries: dict[str, Entry] = {}
    repeated: list[Entry] = []
    mistakes: list[Mistake] = []
    for number, (line, name, address) in enumerate(_pieces(text)):
        if number == MOST_PEOPLE:
            return PastedList(tuple(entries.values()), tuple(repeated), tuple(mistakes), is_too_long=True)
        found = _read(line, name, address)
        if isinstance(found, Mistake):
            mistakes.append(found)
        elif found.email in entries:
            repeated.append(found)
        else:
            entries[found.email] = found
    return PastedList(tuple(entries.values()), tuple(repeated), tuple(mistakes))


def _read(line: int, name: str, address: str) -> Entry | Mistake:
    email, called = normalised_email(address.removeprefix("mailto:")), person_name(name)
    if email is None:
        return Mistake(line, f"{name} {address}".strip()[:MOST_REPEATED], Problem.NO_ADDRESS)
    if len(called) > MOST_NAME:
        return Mistake(line, called[:MOST_REPEATED], Problem.LONG_NAME)
    return Entry(line, email, called)


def _pieces(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, name and address of each entry; what has no address is an address."""
    for line, words in enumerate(clean(text).split("\n"), 1):
        # What separates entries does not, between quotation marks.
        hidden = _QUOTED.sub(lambda found: found.group().replace(";", " ").replace(",", "\0"), words)
        for part in hidden.split(";"):
            for name, address in _names_and_addresses(part):
                yield line, _unhidden(name), _unhidden(address)


def _names_and_addresses(part: str) -> Iterator[tuple[str, str]]:
    before, *bracketed = part.split("<")
    for each in bracketed:
        *apart, (name, _) = _with_addresses_apart(before)
        address, _, before = each.partition(">")
        # Mail programs write the address of someone without a name twice.
        yield from (one for one in apart if name or one != ("", address))
        yield name, address
    yield from filter(any, _with_addresses_apart(before))


def _with_addresses_apart(text: str) -> list[tuple[str, str]]:
    """Return name and address of each address in a text without brackets, and at the end what comes after the last."""
    found: list[tuple[str, str]] = []
    name: list[str] = []
    for piece in text.split(","):
        words = piece.split()
        for word in words:
            if "@" in word or (len(words) == 1 and _HALF_AN_ADDRESS.fullmatch(word)):
                found.append((_joined(name), word))
                name = []
            else:
                name.append(word)
        if words and name:
            name[-1] += ","
    return [*found, (_joined(name), "")]


def _unhidden(words: str) -> str:
    return words.replace("\0", ",").strip(_AROUND)


def _joined(words: Iterable[str]) -> str:
    return " ".join(words).strip(" ,")
