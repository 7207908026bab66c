"""The documents that a query names by their title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyroaring import BitMap

from library.model.lexicon import RowKind
from library.search.words import WORD, fold

if TYPE_CHECKING:
    from library.actions.library import View

# A query that more titles begin with names none of them: *the*, or *care* where many documents are about it.
_MOST_TITLES = 20

# How many of those titles are read, to count them.
_MOST_READ = 1_000


def titled(view: View, text: str) -> tuple[BitMap, ...]:
    """Return the documents that a whole query names: by address, then those whose title begins with it.

    *Friend not foe* is the guidance at ``friend-not-foe`` before the videos whose titles begin with the same words.
    """
    folded = tuple(map(fold, WORD.findall(text)))
    if not folded:
        return ()
    name = " ".join(folded)
    # The last word may be only begun.
    rows = view.catalogue.starting(RowKind.WHOLE_TITLE, name, view.visible, _MOST_READ)
    begun = BitMap.union(BitMap(), *(documents for _, documents in rows))
    if not begun:
        return ()
    state = view.snapshot.by_slug.get("-".join(folded))
    addressed = BitMap([state.id] if state else []) & begun
    if len(begun) > _MOST_TITLES:
        begun = view.catalogue.standing_in(RowKind.WHOLE_TITLE, [name]).get(name, BitMap()) & view.visible
    return addressed, begun


def is_title(view: View, text: str) -> bool:
    """Return whether a text is the whole title of a document, or its address in words.

    Args:
        view: What the viewer may see; no other document has a title.
        text: Any; case, accents and punctuation make no difference.
    """
    folded = tuple(map(fold, WORD.findall(text)))
    state, name = view.snapshot.by_slug.get("-".join(folded)), " ".join(folded)
    if state and state.id in view.visible:
        return True
    titles = view.catalogue.standing_in(RowKind.WHOLE_TITLE, [name]) if folded else {}
    return not titles.get(name, BitMap()).isdisjoint(view.visible)
