"""Terms of the vocabulary as values of a header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.header.value_types import Shape, list_of
from library.content.mistakes import quoted
from library.content.nearest import fold, nearest, suggestion
from library.model.vocabulary import Axis, Vocabulary

if TYPE_CHECKING:
    from library.content.header.entry import Entry


def term(axis: Axis) -> Shape[str]:
    """Make a shape that reads the id of a term on an axis."""

    def read(entry: Entry) -> str | None:
        scalar = entry.scalar()
        if scalar is None:
            return None
        if entry.reading.vocabulary.get(axis, scalar.text):
            return scalar.text
        if not entry.reading.mistakes.full:
            entry.wrong(_unknown(scalar.text, axis, entry.reading.vocabulary))
        return None

    return read


def terms(axis: Axis, most: int = 200) -> Shape[tuple[str, ...]]:
    """Make a shape that reads a list of different terms on an axis."""
    return list_of(term(axis), most=most)


# What a term of each axis is called, and the key of a header that takes it.
_CALLED = {
    Axis.THEME: ("a theme", "themes"),
    Axis.ROLE: ("a job role", "roles"),
    Axis.VOICE: ("a voice", "voice"),
    Axis.SECTOR: ("a sector", "sectors"),
    Axis.SETTING: ("a setting", "settings"),
    Axis.NATION: ("a nation", "nation"),
    Axis.OUTCOME: ("an outcome", "outcomes"),
    Axis.SHOWS: ("something a document shows", "shows"),
    Axis.CONTENT_NOTE: ("a content note", "content_notes note"),
}

# Nobody reads a longer list, and a hostile vocabulary must not make one.
MOST_LISTED = 60


def _unknown(word: str, axis: Axis, vocabulary: Vocabulary) -> str:
    """Say that a word is no term of an axis; name the term that is meant, here or elsewhere, or every term there is."""
    sentence = f"{quoted(word)} is not {_CALLED[axis][0]}."
    names, folded = _names(axis, vocabulary), fold(word)
    if folded not in names:
        for other in Axis:
            found = _names(other, vocabulary).get(folded)
            if found:
                return f"{sentence} Use {_CALLED[other][1]}: {found}."
    return sentence + (suggestion(nearest(word, names)) or _choice(axis, vocabulary))


def _choice(axis: Axis, vocabulary: Vocabulary) -> str:
    every = list(vocabulary.on(axis))
    if not every:
        return " There are none in vocabulary.yaml yet."
    more = " and more in vocabulary.yaml" if len(every) > MOST_LISTED else ""
    return f" Choose from: {', '.join(every[:MOST_LISTED])}{more}."


def _names(axis: Axis, vocabulary: Vocabulary) -> dict[str, str]:
    """Return every name of every term, folded, with its id; ids win over labels, labels over other names."""
    every = vocabulary.on(axis).values()
    also = {fold(name): each.id for each in every for name in each.also}
    labels = {fold(label): each.id for each in every for label in each.labels.values()}
    return also | labels | {fold(each.id): each.id for each in every}
