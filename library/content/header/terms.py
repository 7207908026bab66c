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


def _unknown(word: str, axis: Axis, vocabulary: Vocabulary) -> str:
    sentence = f"{quoted(word)} is not one of the {axis} in vocabulary.yaml."
    elsewhere = next((other for other in Axis if vocabulary.get(other, word)), None)
    if elsewhere:
        return f"{sentence} It is one of the {elsewhere}."
    return sentence + suggestion(nearest(word, _names(axis, vocabulary)))


def _names(axis: Axis, vocabulary: Vocabulary) -> dict[str, str]:
    """Return every name of every term, folded, with its id; ids win over labels, labels over other names."""
    every = vocabulary.on(axis).values()
    also = {fold(name): each.id for each in every for name in each.also}
    labels = {fold(label): each.id for each in every for label in each.labels.values()}
    return also | labels | {fold(each.id): each.id for each in every}
