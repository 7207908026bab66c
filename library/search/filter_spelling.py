"""The spelling of typed filters that nobody understands: ``role:socal worker``, ``author:"Emma Miler"``.

A value is one of few names, so the nearest of them is meant if it has few mistakes, whatever a dictionary says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from library.search.filters import longer, understand_filters, value_with
from library.search.words import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from library.search.filters import Meanings
    from library.search.query import Part

# A shorter value is no mistake for another, and a value without six letters has at most one.
_SHORTEST = 4
_SHORTEST_WITH_TWO = 6

# How many of the nearest names are tried.
_MOST_NEAR = 10


def misread_filters(text: str, parts: Sequence[Part], meanings: Meanings) -> tuple[int, ...]:
    """Return the places of the filters that are not understood, in order.

    Args:
        text: As typed.
        parts: Of the text.
        meanings: Finds the meaning of a value.
    """
    understood = understand_filters(text, parts, meanings).understood
    starts = {each.span[0] for each in understood}
    return tuple(at for at, part in enumerate(parts) if part.filter and part.span[0] not in starts)


def respelled_filters(
    text: str, parts: Sequence[Part], misread: Sequence[int], meanings: Meanings
) -> Mapping[tuple[int, int], str]:
    """Return where misread filters are in a text, and what is meant; without those that are like no value.

    Args:
        text: As typed.
        parts: Of the text.
        misread: The places of the filters.
        meanings: Finds the meaning of a value.
    """
    found = (_respelled(text, parts[at:], meanings) for at in misread if not _is_prose(parts[at]))
    return dict(each for each in found if each)


def _respelled(text: str, parts: Sequence[Part], meanings: Meanings) -> tuple[tuple[int, int], str] | None:
    """Return the first filter with the nearest value, with as many of the next words as are part of that."""
    first = parts[0]
    axis = first.filter.axis if first.filter else ""
    for more in reversed(list(longer(parts))):
        near = next(_near(axis, value_with(text, first, more), meanings), None)
        if near:
            start, end = first.span[0], (more[-1] if more else first).span[1]
            colon = text.index(":", start)
            return (start, end), f"{text[start:colon]}:{_quoted(near)}"
    return None


def _near(axis: str, value: str, meanings: Meanings) -> Iterator[str]:
    """Yield the values like a typed one, nearest first."""
    typed = " ".join(map(fold, words(value)))
    if len(typed) < _SHORTEST:
        return
    texts = {" ".join(map(fold, words(each))): each for each in meanings.texts(axis)}
    most = 2 if len(typed) >= _SHORTEST_WITH_TWO else 1
    near = process.extract(typed, texts.keys(), scorer=OSA.distance, score_cutoff=most, limit=_MOST_NEAR)
    for found, _, _ in sorted(near, key=lambda each: (each[1], each[0])):
        if meanings.of(axis, texts[found]):
            yield texts[found]


def _quoted(value: str) -> str:
    return f'"{value}"' if len(value.split()) > 1 else value


def _is_prose(part: Part) -> bool:
    """Return whether a filter may be the end of a sentence: *the third sector: what next*."""
    return part.filter is None or len(part.phrases) > len(words(part.filter.words))
