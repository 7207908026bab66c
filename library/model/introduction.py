"""Introductions: short guides by editors, to a theme or as a collection.

They are not documents: search does not index them, and they are not evidence. Their sources are the places they link
to, and a block is shown only to viewers who may see all of these.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

from library.model.place import Place


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or list, shown whole if the reader may see everything it links to, otherwise not at all.

    Attributes:
        html: Sanitised. The link to ``places[n]`` has the address ``#kept-n``, to be replaced when it is shown.
        places: What it links to, in order; may be empty.
        is_scene: Whether it is a scene to talk about: the only place for what is fictional.
    """

    html: str
    places: tuple[Place, ...] = ()
    is_scene: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text below it.

    Attributes:
        anchor: Its address within the page, without ``#``; empty before the first heading.
        heading: Plain text; empty before the first heading.
        blocks: In order, at least one.
    """

    anchor: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """An edited introduction to a handful of documents.

    Attributes:
        slug: The file's name without ending.
        path: The file, relative to the content folder, with forward slashes.
        title: Its name.
        summary: One or two sentences, for lists.
        order: Collections are listed in this order, then by title.
        sections: In order, at least one in the file; none if all its sources are withdrawn.
    """

    slug: str
    path: str
    title: str
    summary: str
    order: int
    sections: tuple[Section, ...]

    @property
    def url(self) -> str:
        """Return the root-relative English address of the page."""
        return f"/collections/{self.slug}"

    def places(self) -> Iterator[Place]:
        """Yield every place it links to, in order, possibly with repeats."""
        return (place for section in self.sections for block in section.blocks for place in block.places)


@dataclass(frozen=True, slots=True)
class Start:
    """A document to start with.

    Attributes:
        slug: Of the document.
        why: What it offers that the others do not, in a sentence or two.
    """

    slug: str
    why: str


@dataclass(frozen=True, slots=True)
class ThemeIntroduction:
    """What a theme means in practice, and where to start.

    Attributes:
        theme: The id of the theme.
        path: The file, relative to the content folder, with forward slashes.
        blocks: In order, at least one; they link to nothing.
        starts: Three in the file, in the author's order; fewer if some are withdrawn.
    """

    theme: str
    path: str
    blocks: tuple[Block, ...]
    starts: tuple[Start, ...]


@dataclass(frozen=True, slots=True)
class Introductions:
    """All introductions of a content folder.

    Attributes:
        collections: By ``order``, then by title.
        themes: By path.
    """

    collections: tuple[Collection, ...] = ()
    themes: tuple[ThemeIntroduction, ...] = ()

    def replaced(self, path: str, by: Introductions) -> Introductions:
        """Return these, with others in place of what a file held."""
        collections = [*(each for each in self.collections if each.path != path), *by.collections]
        themes = [*(each for each in self.themes if each.path != path), *by.themes]
        in_order = tuple(sorted(collections, key=lambda each: (each.order, each.title)))
        return Introductions(in_order, tuple(sorted(themes, key=lambda each: each.path)))

    def resting_on(self, slugs: Container[str]) -> Introductions:
        """Return the introductions limited to links to these documents."""
        collections = (replace(each, sections=tuple(_sections(each, slugs))) for each in self.collections)
        starts = ((each, tuple(start for start in each.starts if start.slug in slugs)) for each in self.themes)
        return Introductions(tuple(collections), tuple(replace(each, starts=some) for each, some in starts))


def _sections(collection: Collection, slugs: Container[str]) -> Iterator[Section]:
    for section in collection.sections:
        blocks = tuple(block for block in section.blocks if all(place.slug in slugs for place in block.places))
        if blocks:
            yield replace(section, blocks=blocks)
