"""Terms of the vocabulary as values of a header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.header.nearest_terms import Near, called, misspelled, near
from library.content.header.value_types import ListOf
from library.content.mistakes import quoted
from library.content.nearest import suggestion
from library.model.language import ENGLISH
from library.model.vocabulary import Axis, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from library.content.header.entry import Entry
    from library.model.vocabulary import Term

_PATH = "vocabulary.yaml"


@dataclass(frozen=True, slots=True)
class TermOf:
    """A shape that reads the id of a term on an axis."""

    axis: Axis

    def __call__(self, entry: Entry) -> str | None:
        """Read the id."""
        scalar = entry.scalar()
        if scalar is None:
            return None
        if entry.reading.vocabulary.get(self.axis, scalar.text):
            return scalar.text
        if not entry.reading.mistakes.full:
            entry.wrong(_unknown(scalar.text, self.axis, entry.reading.vocabulary))
        return None


def terms(axis: Axis, most: int = 200) -> ListOf[str]:
    """Make a shape that reads a list of different terms on an axis."""
    return ListOf(TermOf(axis), most=most)


# What a term of each axis is called, and the key of a header that takes it.
_CALLED = {
    Axis.THEME: ("a theme", "themes"),
    Axis.ROLE: ("a job role", "roles"),
    Axis.VOICE: ("a voice", "voice"),
    Axis.SECTOR: ("a sector", "sectors"),
    Axis.CIRCUMSTANCE: ("a circumstance", "circumstances"),
    Axis.SETTING: ("a setting", "settings"),
    Axis.NATION: ("a nation", "nation"),
    Axis.OUTCOME: ("an outcome", "outcomes"),
    Axis.SHOWS: ("something a document shows", "shows"),
    Axis.CONTENT_NOTE: ("a content note", "content_notes note"),
}

# Nobody reads a longer list, and a hostile vocabulary must not make one.
MOST_LISTED = 60


def _unknown(word: str, axis: Axis, vocabulary: Vocabulary) -> str:
    """Say that a word is no term of an axis, which terms are nearest to it, and where all of them are."""
    every = vocabulary.on(axis)
    sentence = f"{quoted(word)} is not {_CALLED[axis][0]}."
    if not every:
        return f"{sentence} There are none in {_PATH} yet."
    meant = called(word, every.values())
    elsewhere = "" if meant else _elsewhere(word, vocabulary)
    meant = meant or (() if elsewhere else misspelled(word, every.values()))
    if len(meant) == 1:
        return f"{sentence}{suggestion(meant[0].id)} {_all_of(axis)}"
    found = tuple(map(Near, meant)) or near(word, every)
    if not found and elsewhere:
        return f"{sentence}{elsewhere}"
    listed = ", ".join(map(_described, found))
    return f"{sentence}{elsewhere} {_all_of(axis)} Choose from: {listed}." if found else sentence + _choice(axis, every)


def _elsewhere(word: str, vocabulary: Vocabulary) -> str:
    """Say which key takes a word that is a term of another axis; empty if none does."""
    for axis in Axis:
        for found in called(word, vocabulary.on(axis).values())[:1]:
            return f" Use {_CALLED[axis][1]}: {found.id}."
    return ""


def _described(near: Near) -> str:
    also = f"; {near.name}" if near.name else ""
    return f"{near.term.id} ({near.term.label(ENGLISH.code)}{also})"


def _all_of(axis: Axis) -> str:
    return f"For all of them, see {axis} in {_PATH}."


def _choice(axis: Axis, every: Mapping[str, Term]) -> str:
    more = f" and {len(every) - MOST_LISTED} more under {axis} in {_PATH}" if len(every) > MOST_LISTED else ""
    return f" Choose from: {', '.join([*every][:MOST_LISTED])}{more}."
