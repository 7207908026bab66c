"""What a typed query means: filters, other names and other spellings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from library.actions.named_authors import places_of_authors
from library.actions.search_notices import AlsoSearched, Expansion, TypedFilter
from library.actions.titles import is_title
from library.model.language import SEARCHED
from library.model.lexicon import RowKind
from library.search.expansion import Expanded, expand
from library.search.filters import Meanings, ReadFilter, read_years, understand_filters
from library.search.kinds import AXIS as KIND
from library.search.kinds import add_kinds
from library.search.other_names import Names, other_names
from library.search.query import MOST_PARTS, Group, Part, PartKind, Phrase, Query, Tagged, assemble
from library.search.query_reading import around_not, read
from library.search.synonyms import Synonyms
from library.search.variants import add_variants, join_compounds, pieces
from library.search.words import WORD, fold, is_common, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from pyroaring import BitMap

    from library.actions.library import View
    from library.model.vocabulary import Ambiguous, Synonym, Term


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, understood.

    Attributes:
        query: The query for the index.
        filters: What its filters mean, in order.
        misread: Filters that are not understood, as typed; their words are in ``query``.
        expanded: Terms that are searched for too.
        ambiguous: Names with several meanings, if the query does not say which.
        synonyms: Words that are searched for too, by the list of synonyms.
        nowhere: Typed words and phrases that no document of the viewer has, although synonyms of them, or their single
            words, are found.
        literal: For each group that the vocabulary adds to, the documents that have what was typed, in any spelling.
    """

    query: Query
    filters: tuple[ReadFilter, ...]
    misread: tuple[str, ...]
    expanded: tuple[Expansion, ...]
    ambiguous: tuple[Ambiguous, ...]
    synonyms: tuple[AlsoSearched, ...]
    nowhere: tuple[str, ...]
    literal: tuple[BitMap, ...] = ()

    @property
    def has_only_signs(self) -> bool:
        """Return whether something was typed, but no word and no filter (an emoji, say): nothing matches."""
        return bool(self.query.text.strip()) and not self.query.has_words and not self.filters


def understand(view: View, text: str, *, as_typed: bool) -> Asked:
    """Understand a query with the library's vocabulary.

    Args:
        view: What the viewer may see.
        text: Anything.
        as_typed: Whether to search for the typed words only.
    """
    parts = read_parts(view, text)
    filtered = understand_filters(text, parts, meanings_of(view, parts))
    literally = as_typed or _is_only_title(view, filtered.parts)
    parts = filtered.parts if as_typed else tuple(join_compounds(text, filtered.parts, partial(_has_no_document, view)))
    expanded = Expanded(parts, (), ()) if literally else _expanded(view, text, parts)
    others: tuple[tuple[str, Synonym], ...] = ()
    named: Sequence[Part] = expanded.parts
    if not literally:
        named, others = synonyms_of(view).add(text, named, expanded.named)
        named = tuple(add_kinds(named))
    variants = add_variants(text, _bare(named), partial(known_words, view)) if not as_typed else ()
    spelled = named if as_typed else _joined(named, variants)
    query = _as_found(view, assemble(text, _parted(view, spelled)))
    literal = _literal(view, query, {each for part in variants for each in part.added})
    return Asked(
        query,
        filtered.understood,
        filtered.misread,
        tuple(Expansion(typed, term) for typed, term in expanded.terms if _finds_more(view, typed, term)),
        tuple(each for each in expanded.ambiguous if not _is_clear(text, each)),
        tuple(AlsoSearched(typed, synonym.also) for typed, synonym in others),
        () if as_typed else tuple(_nowhere(view, query, literal)),
        tuple(literal.values()),
    )


def read_parts(view: View, text: str) -> tuple[Part, ...]:
    """Return the parts of a query; in capitals, ``NOT`` excludes what follows unless a document has it as a phrase."""
    around = around_not(text)
    return read(text, capitals_exclude=bool(around) and all(is_nowhere(view, Group((each,))) for each in around))


def _expanded(view: View, text: str, parts: Sequence[Part]) -> Expanded:
    return expand(text, parts, names_of(view), places_of_authors(view, parts))


def _finds_more(view: View, typed: str, term: Term) -> bool:
    """Return whether the viewer may see a document with a term, or with another of its names than the typed one."""
    documents = view.snapshot.values.get(term.axis.name.lower(), {}).get(term.id)
    if documents and not documents.isdisjoint(view.visible):
        return True
    called = (name for name in names_of(view).called(words(typed)) if name.term is term)
    others = tuple(Phrase(other) for name in called for other in other_names(name))
    return bool(others) and not is_nowhere(view, Group(others))


def _is_only_title(view: View, parts: Sequence[Part]) -> bool:
    """Return whether a query is a title of several words that names no topic: *Friend not foe* is about no friend."""
    typed = [word for part in parts for word in part.phrases[0].words if part.kind is PartKind.PLAIN]
    return len(typed) > 1 and not names_of(view).called(typed) and is_title(view, " ".join(typed))


def _bare(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(replace(part, added=()) for part in parts)


def _joined(parts: Sequence[Part], others: Sequence[Part]) -> tuple[Part, ...]:
    """Return parts, each with what was added to another copy of it too."""
    return tuple(
        replace(part, added=tuple(dict.fromkeys((*part.added, *other.added))))
        for part, other in zip(parts, others, strict=True)
    )


def _literal(view: View, query: Query, variants: Collection[Phrase | Tagged]) -> Mapping[Group, BitMap]:
    """Return the documents that have a group as typed, in any spelling, for each that means more by the vocabulary.

    A document of the kind that a word names has that word: its page says so.
    """
    found = {}
    for group in dict.fromkeys(query.wanted):
        own = tuple(each for each in group.added if each in variants or _is_kind(each))
        if own != group.added:
            found[group] = having(view, Group(group.typed, own))
    return found


def _is_kind(added: Phrase | Tagged) -> bool:
    return isinstance(added, Tagged) and added.axis == KIND


def _nowhere(view: View, query: Query, literal: Mapping[Group, BitMap]) -> Iterator[str]:
    """Yield what was typed and is in no document in any spelling, though synonyms or its words are in some.

    Of another name for a topic, the page says which topic was searched for.
    """
    phrase = _common_phrase(query)
    if phrase and is_nowhere(view, phrase):
        yield phrase.text
    for group, found in literal.items():
        has_topic = any(isinstance(each, Tagged) for each in group.added)
        if not has_topic and found.isdisjoint(view.visible) and not is_nowhere(view, group):
            yield group.text


def synonyms_of(view: View) -> Synonyms:
    """Return the synonyms of the vocabulary, cached for each vocabulary."""
    cache = view.snapshot.vocabulary_cache
    if Synonyms not in cache:
        cache[Synonyms] = Synonyms(view.snapshot.vocabulary.synonyms)
    synonyms: Synonyms = cache[Synonyms]
    return synonyms


def known_words(view: View, words: Collection[str]) -> Collection[str]:
    """Return which of some words a document of the viewer has."""
    found = view.catalogue.standing_in(RowKind.WORD, sorted(words)) if words else {}
    return {word for word, documents in found.items() if not documents.isdisjoint(view.visible)}


def _parted(view: View, parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the parts of a query; the pieces of a compound separately, if a document has one but none the compound.

    A compound that would make more than ``MOST_PARTS`` of them stays whole.
    """
    left = MOST_PARTS - len(parts)
    for part in parts:
        found = pieces(part.phrases[0]) if part.kind is PartKind.PLAIN else ()
        if 1 < len(found) <= left + 1 and _is_part_nowhere(view, part) and not is_nowhere(view, Group(found)):
            left -= len(found) - 1
            yield from (Part(PartKind.PLAIN, (each,), part.span) for each in found)
        else:
            yield part


def _has_no_document(view: View, phrases: tuple[Phrase, ...]) -> bool:
    return is_nowhere(view, Group(phrases))


def _is_part_nowhere(view: View, part: Part) -> bool:
    return is_nowhere(view, Group(part.phrases, part.added))


def _as_found(view: View, query: Query) -> Query:
    """Return a query; one of common words only as a phrase, if a document has it (*to be or not to be*)."""
    phrase = _common_phrase(query)
    return replace(query, wanted=(phrase,)) if phrase and not is_nowhere(view, phrase) else query


def _common_phrase(query: Query) -> Group | None:
    """Return the words of a query as a phrase if they are all common, but several and no choice."""
    words = tuple(word for group in query.wanted for phrase in group.typed for word in phrase.words)
    has_choice = any(len(group.typed) > 1 for group in query.wanted)
    is_phrase = len(query.wanted) > 1 and not has_choice and all(map(is_common, words))
    return Group((Phrase(words),)) if is_phrase else None


def names_of(view: View) -> Names:
    """Return the names of the vocabulary's terms, made once for each vocabulary: 10 ms."""
    cache = view.snapshot.vocabulary_cache
    if Names not in cache:
        cache[Names] = Names(view.snapshot.vocabulary)
    names: Names = cache[Names]
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


def meanings_of(view: View, parts: Sequence[Part]) -> Meanings:
    """Return what the filters of a query may mean."""
    return Meanings(view.snapshot.vocabulary, names_of(view), _present(view, parts))


def without_filters(asked: Asked) -> str:
    """Return the text of a query without the filters that were understood."""
    text = asked.query.text
    for each in reversed(asked.filters):
        text = text[: each.span[0]] + " " + text[each.span[1] :]
    return " ".join(text.split())


def fold_all(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case without accents: what makes two queries the same to a reader."""
    return tuple(fold(word) for word in WORD.findall(text))


def _is_clear(text: str, doubtful: Ambiguous) -> bool:
    """Return whether a query already says which meaning it wants."""
    typed = set(fold_all(text))
    return any(typed.issuperset(fold_all(meaning)) for meaning in doubtful.meanings)


def is_nowhere(view: View, group: Group) -> bool:
    """Return whether no document of the viewer has any alternative of a group."""
    return having(view, group).isdisjoint(view.visible)


def having(view: View, group: Group, languages: Sequence[str] = SEARCHED) -> BitMap:
    """Return the documents of the viewer that have any alternative of a group in the fields of some languages."""
    return view.index.matching(Query("", (group,)), every=True, visible=view.visible, languages=languages)


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
