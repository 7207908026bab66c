"""A query with its misspelled words corrected.

``did_you_mean`` corrects single words. Here a word is left alone if it is right together with its neighbour (*an
diugh*), and a compound is only changed into one that a document has: *story-teling*, but not *re-ablement*.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from library.actions.did_you_mean import correct, has_word, may_be_corrected
from library.actions.understand import (
    fold_all,
    having,
    is_nowhere,
    known_words,
    meanings_of,
    names_of,
    read_parts,
    synonyms_of,
)
from library.model.language import OTHER
from library.search.dictionary_words import is_compound
from library.search.filter_spelling import misread_filters, respelled_filters
from library.search.hyphens import JOINING
from library.search.query import MOST_PARTS, Group, Part, PartKind, Phrase
from library.search.variants import spellings
from library.search.words import WORD, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from library.actions.library import View

# A word, or words joined by hyphens.
_COMPOUND = re.compile(rf"{WORD.pattern}(?:[{JOINING}]{WORD.pattern})*")


def respelled(view: View, text: str) -> str | None:
    """Return a query with unknown words corrected, or ``None`` if there are none.

    Excluded words stay as they are, and so do filters that are understood. The value of another filter becomes the
    nearest one, or its words are corrected like others.

    Args:
        view: What the viewer may see.
        text: As typed.
    """
    everything = read_parts(view, text)
    filters = _respelled_filters(view, text, everything)
    parts = [part for part in everything if part.kind is not PartKind.UNWANTED and not _is_within(part, filters)]
    typed = dict.fromkeys(word for part in parts for phrase in part.phrases for word in phrase.words)
    # Whether documents have a word takes fifty times as long to find out as whether a dictionary has it.
    unknown = {word for word in islice(typed, MOST_PARTS) if may_be_corrected(word) and _is_unknown(view, word)}
    right = {
        word for some in _compounds(parts) if unknown.intersection(some) and _is_right(view, some) for word in some
    }
    better = correct(view, [word for word in typed if word in unknown - right])
    instead = {part.span: _corrected(view, text[slice(*part.span)], better) for part in parts} | filters
    changed = text
    for start, end in sorted(instead, reverse=True):
        changed = f"{changed[:start]}{instead[start, end]}{changed[end:]}"
    return changed if fold_all(changed) != fold_all(text) else None


def _respelled_filters(view: View, text: str, parts: Sequence[Part]) -> dict[tuple[int, int], str]:
    """Return each filter, and what is there instead: itself, if it is understood, or the nearest value."""
    meanings = meanings_of(view, parts)
    misread = misread_filters(text, parts, meanings)
    near = respelled_filters(text, parts, misread, meanings)
    understood = (part.span for at, part in enumerate(parts) if part.filter and at not in misread)
    return {span: text[slice(*span)] for span in understood} | dict(near)


def _is_within(part: Part, spans: Collection[tuple[int, int]]) -> bool:
    return any(start <= part.span[0] and part.span[1] <= end for start, end in spans)


def _compounds(parts: Sequence[Part]) -> Iterator[tuple[str, ...]]:
    """Yield the words that may be written as one: those joined by hyphens, and neighbours."""
    yield from (phrase.words for part in parts for phrase in part.phrases if phrase.hyphened)
    plain = [part.phrases[0].words if part.kind is PartKind.PLAIN else () for part in parts]
    yield from ((*first, *second) for first, second in pairwise(plain) if len(first) == len(second) == 1)


def _is_unknown(view: View, word: str) -> bool:
    """Return whether no document has a word in any spelling, and no name: *careleaver* is *care leaver*."""
    phrase = Phrase((word,))
    if not is_nowhere(view, Group((phrase,))):
        return False
    is_called = names_of(view).called((word,)) or synonyms_of(view).called((word,))
    return not is_called and is_nowhere(view, Group((phrase,), spellings(word, partial(known_words, view))))


def _is_right(view: View, compound: Sequence[str]) -> bool:
    """Return whether words are right together: in a dictionary, or in a document, such as the name *MacLeod*."""
    if is_compound([word.lower() for word in compound]):
        return True
    joined = "".join(compound)
    # As it is spelled: the stem of *storyteling* is that of *storytelling*.
    is_written = has_word(view, joined) or not having(view, Group((Phrase((joined,)),)), (OTHER,)).isdisjoint(
        view.visible
    )
    return is_written or not is_nowhere(view, Group((Phrase(tuple(compound), hyphened=True),)))


def _corrected(view: View, text: str, better: Mapping[str, str]) -> str:
    return _COMPOUND.sub(lambda match: _corrected_compound(view, match[0], better), text)


def _corrected_compound(view: View, typed: str, better: Mapping[str, str]) -> str:
    changed = WORD.sub(lambda match: better.get(match[0], match[0]), typed)
    if changed == typed or len(words(typed)) == 1:
        return changed
    parts = tuple(words(changed))
    whole = Group((Phrase(parts, hyphened=True),), (Phrase(("".join(parts),)),))
    return typed if is_nowhere(view, whole) else changed
