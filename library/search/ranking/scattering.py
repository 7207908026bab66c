"""Words of a query that an entry has only in different places of its attachments.

A book has every word somewhere. So the words that an entry does not have itself must be in one passage of its files.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pyroaring import BitMap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.search.ranking.alternatives import Alternative
    from library.search.ranking.coverage import WeighedGroup
    from library.search.ranking.forms import KnownForms
    from library.search.ranking.source import Source


def scattered(matched: BitMap, groups: Sequence[Sequence[Alternative]], source: Source, forms: KnownForms) -> BitMap:
    """Return the entries that have the words of a query only in different places of their attachments.

    Args:
        matched: Entries that have every group.
        groups: The alternatives of each group; at least one.
        source: Of the entries.
        forms: Of their words.
    """
    if len(groups) < 2:
        return BitMap()
    own = [_own(group) for group in groups]
    return BitMap(
        entry
        for entry in matched - BitMap.intersection(*own)
        if not _is_together(
            entry, [group for group, has in zip(groups, own, strict=True) if entry not in has], source, forms
        )
    )


def limited(
    having: Sequence[WeighedGroup], groups: Sequence[Sequence[Alternative]], scattered: BitMap
) -> Iterator[WeighedGroup]:
    """Yield the groups, heaviest first; of what an attachment has scattered, only the heaviest counts."""
    counted = BitMap()
    for weighed, group in sorted(zip(having, groups, strict=True), key=lambda each: -each[0].weight):
        beyond = (weighed.bitmap & scattered) - _own(group)
        yield replace(weighed, bitmap=weighed.bitmap - (beyond & counted))
        counted |= beyond


def _is_together(entry: int, groups: Sequence[Sequence[Alternative]], source: Source, forms: KnownForms) -> bool:
    if len(groups) < 2:
        return True
    phrases = [
        [(each.language, forms.of(each.phrase, each.language, names=each.may_be_name)) for each in group if each.phrase]
        for group in groups
    ]
    return source.together(entry, phrases)


def _own(alternatives: Sequence[Alternative]) -> BitMap:
    """Return the entries that have any of some alternatives themselves, not only in an attachment."""
    return BitMap.union(BitMap(), *(each.postings.own for each in alternatives))
