"""What a typed filter means: ``theme:listening``, ``role:"social worker"``, ``year:2019..2022``.

A value can be an id, a label in any language, a hidden name, or the first words of a label if no other term shares
them. It can continue after a space if that makes it a known value (``role:social worker``). The words of an unknown
value are searched for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from library.model.language import BY_CODE, OTHER
from library.model.vocabulary import Axis
from library.search.kinds import kind_called, names_of_kinds
from library.search.query import Filter, Part, PartKind, Phrase
from library.search.words import fold, key, keys, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from library.model.vocabulary import Vocabulary
    from library.search.other_names import Names

# A value without quotation marks is at most this many words longer than it seems.
MOST_MORE = 5

_YEAR = r"(?:1[89]|2[01])\d\d"
_YEARS = re.compile(rf"(?P<first>{_YEAR})?\s*(?P<to>\.{{2,3}}|…|[-–—])?\s*(?P<last>{_YEAR})?")

_LANGUAGES = {fold("".join(words(name))): each.code for each in BY_CODE.values() for name in each.names}


@dataclass(frozen=True, slots=True)
class ReadFilter:
    """A typed filter and what it means.

    Attributes:
        filter: As typed, with all the words that belong to it.
        values: Ids, years or names; at least one.
        span: Where it is in the query.
    """

    filter: Filter
    values: frozenset[str]
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Filtered:
    """A query with its filters understood.

    Attributes:
        parts: What is left to search for, in order, without filters.
        understood: In the order of the query.
        misread: Filters that were not understood, as typed; their words are in ``parts``.
    """

    parts: tuple[Part, ...]
    understood: tuple[ReadFilter, ...]
    misread: tuple[str, ...]


class Years(NamedTuple):
    """A range of years as someone typed it.

    Attributes:
        first: The earliest; empty for a range without a beginning.
        last: The latest, the same for a single year; empty for a range without an end.
    """

    first: str
    last: str


def read_years(value: str) -> Years | None:
    """Return the years that a value such as ``2019..2022`` or ``..2022`` means; ``None`` for anything else."""
    match = _YEARS.fullmatch(value.strip(" ,;:!?()"))
    if match is None or not (match["first"] or match["last"]):
        return None
    if match["first"] and match["last"]:
        return Years(*sorted((match["first"], match["last"])))
    if match["to"]:
        return Years(match["first"] or "", match["last"] or "")
    only = match["first"] or match["last"]
    return Years(only, only)


class Meanings:
    """Finds the meaning of the value of a typed filter."""

    def __init__(self, vocabulary: Vocabulary, names: Names, present: Mapping[str, Collection[str]]) -> None:
        """Collect the possible meanings.

        Args:
            vocabulary: The terms.
            names: Of the terms.
            present: The values of the axes ``author`` and ``year`` in the viewer's documents. So a filter never reveals
                the author of a hidden document.
        """
        self._vocabulary = vocabulary
        self._names = names
        self._present = present

    def of(self, axis: str, value: str) -> frozenset[str]:
        """Return the values that are meant; empty if unknown."""
        typed = words(value)
        if axis == "year":
            return self._years(value)
        if not typed:
            return frozenset()
        if axis == "author":
            return self._authors(typed)
        if axis in {"kind", "language"}:
            return _fixed(axis, fold("".join(typed)))
        return self._terms(axis, value, typed)

    def texts(self, axis: str) -> Iterator[str]:
        """Yield values that a filter may have, and the beginnings of labels, as someone could type them."""
        if axis == "author":
            yield from (text for name in self._present["author"] for text in (name, *words(name)))
        elif axis == "kind":
            yield from names_of_kinds()
        elif axis == "language":
            yield from _LANGUAGES
        elif axis != "year":
            for term in self._vocabulary.on(Axis[axis.upper()]).values():
                yield from term.also
                for label in term.labels.values():
                    yield from (" ".join(words(label)[:end]) for end in range(1, len(words(label)) + 1))

    def _years(self, value: str) -> frozenset[str]:
        years = read_years(value)
        if years is None:
            return frozenset()
        low, high = years.first or "0000", years.last or "9999"
        # A range without documents is understood: it finds nothing.
        return frozenset(year for year in self._present["year"] if low <= year <= high) or frozenset({low})

    def _authors(self, typed: Sequence[str]) -> frozenset[str]:
        wanted = {key(word, OTHER) for word in typed}
        return frozenset(name for name in self._present["author"] if wanted <= set(keys(name, OTHER)))

    def _terms(self, axis: str, value: str, typed: Sequence[str]) -> frozenset[str]:
        terms = self._vocabulary.on(Axis[axis.upper()])
        as_id = fold("-".join(words(value)))
        if as_id in terms:
            return frozenset({as_id})
        # After the name of an axis, an acronym is one in any case: ``role:pa``.
        names = self._names.called(typed) or self._names.called([word.upper() for word in typed])
        called = frozenset(name.term.id for name in names if terms.get(name.term.id) is name.term)
        return called or self._begun(axis, typed)

    def _begun(self, axis: str, typed: Sequence[str]) -> frozenset[str]:
        """Return the one term whose label begins with some words, if there is just one."""
        wanted = [key(word, "en") for word in typed]
        found = [
            term.id
            for term in self._vocabulary.on(Axis[axis.upper()]).values()
            for label in term.labels.values()
            if [key(word, "en") for word in words(label)[: len(wanted)]] == wanted
        ]
        return frozenset(found) if len(set(found)) == 1 else frozenset()


def understand_filters(text: str, parts: Sequence[Part], meanings: Meanings) -> Filtered:
    """Find the meanings of the filters in a query.

    Args:
        text: As typed.
        parts: Of the text.
        meanings: Finds the meaning of a value.
    """
    left: list[Part] = []
    understood: list[ReadFilter] = []
    misread: list[str] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        at += 1
        if part.filter is None:
            left.append(part)
        elif found := _understand(text, parts[at - 1 :], meanings):
            understood.append(found)
            at += sum(1 for later in parts[at:] if later.span[1] <= found.span[1])
        else:
            misread.append(text[slice(*part.span)].strip())
            left.extend(_as_words(part))
    return Filtered(tuple(left), tuple(understood), tuple(misread))


def _understand(text: str, parts: Sequence[Part], meanings: Meanings) -> ReadFilter | None:
    """Return the meaning of the first filter, with as many of the next words as make it a known value."""
    asked = parts[0].filter
    if asked is None:
        return None
    for more in reversed(list(longer(parts))):
        value = value_with(text, parts[0], more)
        values = meanings.of(asked.axis, value)
        if values:
            last = more[-1] if more else parts[0]
            return ReadFilter(replace(asked, words=value), values, (parts[0].span[0], last.span[1]))
    return None


def value_with(text: str, part: Part, more: Sequence[Part]) -> str:
    """Return the value of a filter that goes on with some words after it."""
    value = part.filter.words if part.filter else ""
    return f"{value} {text[more[0].span[0] : more[-1].span[1]]}" if more else value


def longer(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Yield none, one, two and more of the plain words after a filter, which is the first part."""
    yield ()
    for end in range(2, min(len(parts), MOST_MORE + 1) + 1):
        if parts[end - 1].kind is not PartKind.PLAIN:
            return
        yield parts[1:end]


def _as_words(part: Part) -> Iterator[Part]:
    kind = PartKind.UNWANTED if part.filter and part.filter.excluded else PartKind.PLAIN
    if kind is PartKind.UNWANTED:
        yield Part(kind, (Phrase(tuple(word for phrase in part.phrases for word in phrase.words)),), part.span)
        return
    for phrase in part.phrases:
        yield Part(kind, (phrase,), part.span)


def _fixed(axis: str, word: str) -> frozenset[str]:
    """Return the kind or language that a word means."""
    if axis == "language":
        value = _LANGUAGES.get(word)
        return frozenset({value}) if value else frozenset()
    kind = kind_called(word)
    return frozenset({kind.value}) if kind else frozenset()
