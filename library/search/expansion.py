"""Expansion: what else to search for, because the vocabulary has another name for the typed words.

*SDS* is a hidden name of the theme *Person-led support*. It finds documents with that theme, with the words of its
label in any language, or with *self-directed support*, the same name in full. What is added counts less than what was
typed (``index.ADDED``).

*service user* is two typed words but one term. Both groups get the term as an alternative, so that a document with only
the term matches both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from library.search.other_names import Name, other_names
from library.search.query import Part, PartKind, Phrase, Tagged, is_distinctive
from library.search.query_reading import undotted
from library.search.words import WORD, fold, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from library.model.vocabulary import Ambiguous, Term
    from library.search.other_names import Names


@dataclass(frozen=True, slots=True)
class Expanded:
    """The parts of a query with what the vocabulary adds.

    Attributes:
        parts: As many as before, in order.
        terms: Typed words and the term that they are another name of, each label once, in order; without typed labels.
        ambiguous: Names that mean different things, in order; nothing is added for them.
        named: The places of the parts that together are one name, in order.
    """

    parts: tuple[Part, ...]
    terms: tuple[tuple[str, Term], ...]
    ambiguous: tuple[Ambiguous, ...]
    named: tuple[range, ...] = ()


def expand(text: str, parts: Sequence[Part], names: Names, people: Collection[int] = ()) -> Expanded:
    """Add the vocabulary's other names to a query. Quoted and excluded words and people's names stay as they are.

    Args:
        text: As typed.
        parts: Of the text, after its filters have been understood.
        names: Of the vocabulary.
        people: Which parts are the name of a person.
    """
    expanded: list[Part] = []
    named: list[range] = []
    terms: dict[str, tuple[str, Term]] = {}
    ambiguous: dict[Ambiguous, None] = {}
    at = 0
    while at < len(parts):
        if at in people:
            expanded.append(parts[at])
            at += 1
            continue
        end = min((each for each in people if each > at), default=len(parts))
        here, doubtful, called = _longest(text, parts[at:end], names)
        if doubtful:
            ambiguous[doubtful] = None
        for typed, name in called:
            label = fold(name.term.labels["en"])
            if words(fold(typed)) != words(label):
                # Terms of two axes may have the same label; readers are told once.
                terms.setdefault(label, (typed, name.term))
        if called:
            named.append(range(at, at + len(here)))
        expanded.extend(_with(here, [name for _, name in called]))
        at += len(here)
    return Expanded(tuple(expanded), tuple(terms.values()), tuple(ambiguous), tuple(named))


def _longest(
    text: str, parts: Sequence[Part], names: Names
) -> tuple[Sequence[Part], Ambiguous | None, list[tuple[str, Name]]]:
    """Return the longest run of parts at the start that is a name, with its meanings; without one, the first part.

    Each meaning has the words as typed.
    """
    if parts[0].kind is PartKind.JOINED:
        found = ((" ".join(phrase.words), name) for phrase in parts[0].phrases for name in names.called(phrase.words))
        return parts[:1], None, list(found)
    for some in reversed(list(runs(parts, names.longest(parts[0].phrases[0].words[0])))):
        words = [word for part in some for word in part.phrases[0].words]
        doubtful = names.ambiguous(words)
        called = () if doubtful else names.called(words)
        if doubtful or called:
            return some, doubtful, [(typed_text(text, some), name) for name in called]
    return parts[:1], None, []


def typed_text(text: str, parts: Sequence[Part]) -> str:
    """Return some adjacent parts as they were typed, without the punctuation around them: *autism?* is *autism*.

    Where words of other parts are attached (*dementia/autism*), only their own.
    """
    typed = text[parts[0].span[0] : parts[-1].span[1]]
    own = [word for part in parts for word in part.phrases[0].words]
    if len(words(undotted(typed))) > len(own):
        return " ".join(own)
    found = tuple(WORD.finditer(typed))
    return typed[found[0].start() : found[-1].end()]


def runs(parts: Sequence[Part], longest: int) -> Iterator[Sequence[Part]]:
    """Yield the first part, the first two and so on, while they are plain and have few enough words."""
    count = 0
    for end, part in enumerate(parts, start=1):
        if part.kind is not PartKind.PLAIN:
            return
        count += len(part.phrases[0].words)
        if count > longest:
            return
        yield parts[:end]


def _with(parts: Sequence[Part], called: Sequence[Name]) -> Iterator[Part]:
    typed = {_folded(phrase) for part in parts for phrase in part.phrases}
    found = {_folded(each): each for name in called for each in _alternatives(name)}
    if called and len(parts) > 1:
        # Where its words are together, a name is meant.
        whole = Phrase(tuple(word for part in parts for word in part.phrases[0].words))
        found[_folded(whole)] = whole
    added = tuple(each for folded, each in found.items() if folded not in typed)
    distinctive = any(is_distinctive(part.phrases[0]) for part in parts)
    for part in parts:
        takes = added and (is_distinctive(part.phrases[0]) or not distinctive)
        yield replace(part, added=added) if takes else part


def _alternatives(name: Name) -> Iterator[Phrase | Tagged]:
    term = name.term
    yield Tagged(term.axis.name.lower(), term.id)
    for other in other_names(name):
        yield Phrase(other)


def _folded(alternative: Phrase | Tagged) -> Phrase | Tagged:
    return Phrase(tuple(map(fold, alternative.words))) if isinstance(alternative, Phrase) else alternative
