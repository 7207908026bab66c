"""A query with its misspelled words corrected.

``did_you_mean`` corrects single words. Here a word is left alone if it is right together with its neighbour (*an
diugh*), and a compound is only changed into one that a document has: *story-teling*, but not *re-ablement*.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from library.actions.did_you_mean import correct
from library.actions.understand import fold_all, is_nowhere, read_parts
from library.search.dictionary_words import is_compound
from library.search.hyphens import JOINING
from library.search.query import MOST_PARTS, Group, Part, PartKind, Phrase
from library.search.words import WORD, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from library.actions.library import View

# A word, or words joined by hyphens.
_COMPOUND = re.compile(rf"{WORD.pattern}(?:[{JOINING}]{WORD.pattern})*")


def respelled(view: View, text: str) -> str | None:
    """Return a query with unknown words corrected, or ``None`` if there are none.

    Excluded words and filters stay as they are.

    Args:
        view: What the viewer may see.
        text: As typed.
    """
    parts = [part for part in read_parts(view, text) if part.kind not in {PartKind.UNWANTED, PartKind.FILTER}]
    typed = dict.fromkeys(word for part in parts for phrase in part.phrases for word in phrase.words)
    unknown = {word for word in islice(typed, MOST_PARTS) if is_nowhere(view, Group((Phrase((word,)),)))}
    right = {word for some in _compounds(parts) if unknown.intersection(some) and _is_known(some) for word in some}
    better = correct(view, [word for word in typed if word in unknown - right])
    changed = text
    for start, end in sorted({part.span for part in parts}, reverse=True):
        changed = f"{changed[:start]}{_corrected(view, text[start:end], better)}{changed[end:]}"
    return changed if fold_all(changed) != fold_all(text) else None


def _compounds(parts: Sequence[Part]) -> Iterator[tuple[str, ...]]:
    """Yield the words that may be written as one: those joined by hyphens, and neighbours."""
    yield from (phrase.words for part in parts for phrase in part.phrases if phrase.hyphened)
    plain = [part.phrases[0].words if part.kind is PartKind.PLAIN else () for part in parts]
    yield from ((*first, *second) for first, second in pairwise(plain) if len(first) == len(second) == 1)


def _is_known(compound: Sequence[str]) -> bool:
    return is_compound([word.lower() for word in compound])


def _corrected(view: View, text: str, better: Mapping[str, str]) -> str:
    return _COMPOUND.sub(lambda match: _corrected_compound(view, match[0], better), text)


def _corrected_compound(view: View, typed: str, better: Mapping[str, str]) -> str:
    changed = WORD.sub(lambda match: better.get(match[0], match[0]), typed)
    if changed == typed or len(words(typed)) == 1:
        return changed
    parts = tuple(words(changed))
    whole = Group((Phrase(parts, hyphened=True),), (Phrase(("".join(parts),)),))
    return typed if is_nowhere(view, whole) else changed
