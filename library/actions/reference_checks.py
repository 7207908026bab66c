"""What some documents say about others, compared with what is published.

Not all references are read: only those of documents that these name, or that name these. Only if something is wrong are
all of them read, for the words of the mistake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.gate import read_references
from library.content.references import check_references, line_of_original
from library.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from library.content.references import References
    from library.content.source import Source
    from library.storage.catalogue_row import Row


def wrong_references(
    source_of: Callable[[str], Source | None],
    ours: Collection[References],
    rows: Mapping[str, Row],
    files: Collection[str],
    former: Callable[[Iterable[str]], Mapping[str, str]],
) -> Iterator[Mistake]:
    """Yield every mistake in what some documents say about others.

    Args:
        source_of: Returns a file by its path, to find the lines of mistakes.
        ours: What these documents say.
        rows: What the catalogue holds, by slug, without files that are gone.
        files: The slugs of all files, published or not.
        former: Returns which of some names documents had earlier, with the slug that each of these has now.
    """
    own, paths = {one.slug: one for one in ours}, {one.path for one in ours}
    owners = former((*own, *(name for one in ours for name in one.formerly)))
    there = {*rows, *files}
    if check_references(source_of, [*_near(rows, own, owners.values()), *ours], there, only=paths):
        every = [read_references(row.links) for row in rows.values() if row.slug not in own]
        yield from check_references(source_of, [*every, *ours], there, only=paths)
    for one in ours:
        owner = rows.get(owners.get(one.slug, one.slug))
        if owner and owner.slug not in own:
            yield Mistake(one.path, 1, f"Rename this file: {owner.path} had this name before, and links lead there.")
        if one.translation_of in there - rows.keys() - own.keys():
            sentence = f"translation_of: Publish {one.translation_of} too. Readers cannot see it yet."
            yield Mistake(one.path, line_of_original(source_of(one.path), one.path), sentence)


def _near(rows: Mapping[str, Row], own: Mapping[str, References], owners: Iterable[str]) -> Iterator[References]:
    """Yield the published references of the documents that some name, and of those that translate the same."""
    originals = {*own, *(one.translation_of for one in own.values())} - {""}
    named = {row.slug for row in rows.values() if row.translation_of in originals}
    waiting = [*named, *owners, *(name for one in own.values() for name in _names(one))]
    seen = {*own}
    while waiting:
        row = rows.get(waiting.pop())
        if row and row.slug not in seen:
            seen.add(row.slug)
            references = read_references(row.links)
            waiting.append(references.replaced_by)
            yield references


def _names(one: References) -> Iterator[str]:
    yield from (*one.related, *one.formerly, one.translation_of, one.replaced_by)
