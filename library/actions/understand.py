"""What a typed query means: filters, other names, and corrected spellings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.did_you_mean import correct
from library.actions.search_results import Expansion, TypedFilter
from library.model.language import SEARCHED
from library.search.expansion import Expanded, expand
from library.search.filters import Meanings, ReadFilter, read_years, understand_filters
from library.search.other_names import Names
from library.search.query import Group, Part, PartKind, Phrase, Query, assemble, read
from library.search.words import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from library.actions.library import View
    from library.model.vocabulary import Ambiguous


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, understood.

    Attributes:
        query: The query for the index.
        filters: What its filters mean, in order.
        misread: Filters that are not understood, as typed; their words are in ``query``.
        expanded: Terms that are searched for too.
        ambiguous: Names with several meanings, if the query does not say which.
    """

    query: Query
    filters: tuple[ReadFilter, ...]
    misread: tuple[str, ...]
    expanded: tuple[Expansion, ...]
    ambiguous: tuple[Ambiguous, ...]


def understand(view: View, text: str, *, as_typed: bool) -> Asked:
    """Understand a query with the library's vocabulary.

    Args:
        view: What the viewer may see.
        text: Anything.
        as_typed: Whether to search for the typed words only.
    """
    parts = read(text)
    names = names_of(view)
    filtered = understand_filters(text, parts, Meanings(view.snapshot.vocabulary, names, _present(view, parts)))
    expanded = Expanded(filtered.parts, (), ()) if as_typed else expand(text, filtered.parts, names)
    return Asked(
        assemble(text, expanded.parts),
        filtered.understood,
        filtered.misread,
        tuple(Expansion(typed, term) for typed, term in expanded.terms),
        tuple(each for each in expanded.ambiguous if not _is_clear(text, each)),
    )


def names_of(view: View) -> Names:
    """Return the names of the vocabulary's terms, cached for each generation."""
    if Names not in view.snapshot.cache:
        view.snapshot.cache[Names] = Names(view.snapshot.vocabulary)
    names: Names = view.snapshot.cache[Names]
    return names


def typed_filters(asked: Asked) -> tuple[TypedFilter, ...]:
    """Return the filters of a query as a page shows them."""
    text = asked.query.text
    return tuple(
        TypedFilter(
            each.filter.axis,
            tuple(sorted(each.values)),
            each.filter.words,
            each.filter.excluded,
            without(text, each),
            read_years(each.filter.words) if each.filter.axis == "year" else None,
        )
        for each in asked.filters
    )


def without(text: str, understood: ReadFilter) -> str:
    """Return a query without one of its filters."""
    start, end = understood.span
    return " ".join(f"{text[:start]} {text[end:]}".split())


def respelled(view: View, text: str) -> str | None:
    """Return a query with unknown words corrected, or ``None`` if there are none.

    Excluded words and filters stay as they are.
    """
    parts = [part for part in read(text) if part.kind not in {PartKind.UNWANTED, PartKind.FILTER}]
    typed = dict.fromkeys(word for part in parts for phrase in part.phrases for word in phrase.words)
    better = correct(view, [word for word in typed if _is_nowhere(view, word)])
    changed = text
    for part in reversed(parts):
        start, end = part.span
        words = WORD.sub(lambda match: better.get(match[0], match[0]), text[start:end])
        changed = f"{changed[:start]}{words}{changed[end:]}"
    return changed if fold_all(changed) != fold_all(text) else None


def fold_all(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case without accents: what makes two queries the same to a reader."""
    return tuple(fold(word) for word in WORD.findall(text))


def _is_clear(text: str, doubtful: Ambiguous) -> bool:
    """Return whether a query already says which meaning it wants."""
    typed = set(fold_all(text))
    return any(typed.issuperset(fold_all(meaning)) for meaning in doubtful.meanings)


def _is_nowhere(view: View, word: str) -> bool:
    query = Query(word, (Group((Phrase((word,)),)),))
    found = view.index.matching(query, every=True, visible=view.visible, languages=SEARCHED)
    return found.isdisjoint(view.visible)


def _present(view: View, parts: Sequence[Part]) -> Mapping[str, Collection[str]]:
    """Return the authors and years of visible documents, if a query filters by them."""
    asked = {part.filter.axis for part in parts if part.filter}
    return {
        axis: [
            value
            for value, documents in view.snapshot.values.get(axis, {}).items()
            if not documents.isdisjoint(view.visible)
        ]
        for axis in ("author", "year")
        if axis in asked
    }
