"""What the library holds already: documents and drafts with the same address on another website, or the same title."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.folder_files import read_source
from library.content.header.schema import SOURCE, TITLE
from library.content.mistakes import Mistakes
from library.content.nearest import fold
from library.content.slugs import slug_of
from library.content.source import part
from library.content.titles import texts_in
from library.errors import NothingPublished
from library.model.document import Status
from library.model.web_address import same_page_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.actions.library import Library, View
    from library.content.source import Source
    from library.model.viewer import Viewer

# Of a list of what is held; somebody who adds a work needs no more to see that it is there.
MOST_HELD = 10


@dataclass(frozen=True, slots=True)
class Held:
    """A document or draft that is probably the same work.

    Attributes:
        title: Or the path of its file, if it has none.
        path: Of its file, relative to the content folder.
        same_address: Whether it leads to the same page on another website; otherwise it has the same title.
    """

    title: str
    path: str
    same_address: bool

    @property
    def slug(self) -> str:
        """Return its slug."""
        return slug_of(self.path)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is compared of a document or draft."""

    path: str
    title: str
    source: str


def find_held(library: Library, viewer: Viewer, address: str, title: str) -> tuple[Held, ...]:
    """Return what may be the same work: first what leads to the same page, then what has the same title.

    Nothing is fetched from the address.

    Args:
        library: The opened library.
        viewer: A coordinator.
        address: Of a page on another website, or empty.
        title: Or empty.
    """
    key, name = same_page_key(address), fold(title)
    found: dict[str, Held] = {}
    for known in _all(library, viewer):
        same_address = bool(key) and same_page_key(known.source) == key
        if same_address or (name and fold(known.title) == name):
            held = Held(known.title or known.path, known.path, same_address)
            found[known.path] = max(held, found.get(known.path, held), key=lambda each: each.same_address)
    return tuple(sorted(found.values(), key=lambda each: (not each.same_address, each.title.casefold()))[:MOST_HELD])


def _all(library: Library, viewer: Viewer) -> Iterator[_Known]:
    with suppress(NothingPublished):
        view = library.view(viewer)
        yield from _published(view)
        for state in view.snapshot.by_id.values():
            if state.status is not Status.PUBLISHED:
                path = f"{state.shelf}/{state.slug}.md"
                yield from _unpublished(path, read_source(library.settings.content, path, Mistakes(path)))
    for summary in library.drafts.all():
        if draft := library.drafts.at(summary.path):
            yield from _unpublished(draft.path, part(draft.text, Mistakes(draft.path)))


def _published(view: View) -> tuple[_Known, ...]:
    """Return the published documents; computed once for each generation of the catalogue."""
    cache = view.snapshot.cache
    if _Known not in cache:
        documents = view.catalogue.documents(view.snapshot.by_id).values()
        cache[_Known] = tuple(_Known(each.path, each.title, each.source) for each in documents)
    found: tuple[_Known, ...] = cache[_Known]
    return found


def _unpublished(path: str, source: Source | None) -> Iterator[_Known]:
    """Yield what a file says, right or wrong; nothing if it has no header."""
    if source is not None:
        texts = texts_in(source, path)
        yield _Known(path, texts.get(TITLE.name, ""), texts.get(SOURCE.name, ""))
