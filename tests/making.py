"""A whole library for tests: a content folder to write into, published by the real action and asked like a site."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from library.actions.find import SearchRequest, find
from library.actions.library import Library
from library.actions.publish import publish
from library.actions.publish_steps import Published
from library.actions.read import read_document
from library.errors import Gone, NotFound
from library.model.viewer import ANYBODY, Role, Viewer
from library.search.whoosh_index.engine import WhooshIndex
from library.settings import read_settings
from tests.content.writing import Folder

NETWORK = Viewer(Role.MEMBER)
COORDINATOR = Viewer(Role.COORDINATOR)
VIEWERS = (ANYBODY, NETWORK, COORDINATOR)

TODAY = date(2026, 11, 22)


@dataclass
class Day:
    """The day it is, to be changed by a test."""

    today: date = TODAY

    def __call__(self) -> date:
        """Say what day it is."""
        return self.today


def library_at(root: Path, day: Day | None = None, **settings: str) -> Library:
    """Open the library of a folder: ``content`` and ``data`` in it; its site leaves jobs to others."""
    places = {"LIBRARY_CONTENT": str(root / "content"), "LIBRARY_DATA": str(root / "data"), "LIBRARY_JOBS": "apart"}
    environment = places | settings
    return Library(read_settings(environment), WhooshIndex, day or Day())


class Making:
    """A library in the making."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.content = Folder(root / "content")
        self.day = Day()
        # Keys that end every header, such as a date: without one, an author gets advice.
        self.always: dict[str, str] = {}
        self.library = library_at(root, self.day)

    def write(self, slug: str, body: str = "", drop: str = "", **changes: str) -> None:
        """Write a story, or a resource where its kind is given as such."""
        kind = changes.get("kind", "story")
        shelf = "stories" if kind in {"story", "example"} else "resources"
        self.content.write(
            f"{shelf}/{slug}.md",
            body or f"{words_of(slug)}\n",
            drop,
            **{"title": slug, "summary": f"About {slug}."} | changes | (self.always | changes),
        )

    def write_told(
        self, slug: str, body: str = "", consent: str = "audience: public, uses: []", **changes: str
    ) -> None:
        """Write a told story with consent."""
        told = f"{{{consent}, shown_as: pseudonym, given: 2026-01-10}}"
        self.write(slug, body, **{"provenance": "told", "consent": told} | changes)

    def delete(self, *slugs: str) -> None:
        """Delete documents' files."""
        for slug in slugs:
            for shelf in ("stories", "resources"):
                (self.root / "content" / shelf / f"{slug}.md").unlink(missing_ok=True)

    def publish(self, *, rebuild: bool = False, allow_removals: bool = False) -> Published:
        """Publish."""
        return publish(self.library, rebuild=rebuild, allow_removals=allow_removals)

    def reopen(self, **settings: str) -> Library:
        """Return the same library opened anew, as another process would."""
        return library_at(self.root, self.day, **settings)

    def found(self, text: str = "", viewer: Viewer = ANYBODY) -> list[str]:
        """Return the slugs that a search finds, sorted."""
        return found(self.library, text, viewer)

    def reads(self, slug: str, viewer: Viewer = ANYBODY, shelf: str = "stories") -> str:
        """Return the text of a document's page, or of the page in its place."""
        return reads(self.library, slug, viewer, shelf)

    def shown(self, viewer: Viewer = ANYBODY) -> dict[str, str]:
        """Return slug to text of all that a search without words shows, having checked that search knows the words."""
        return {slug: self.reads(slug, viewer, shelf) for slug, shelf in everything(self.library, viewer).items()}


def words_of(slug: str) -> str:
    """Return the words of a document that nobody gave any."""
    return f"Words of {slug}."


def found(library: Library, text: str = "", viewer: Viewer = ANYBODY, **filters: Collection[str]) -> list[str]:
    """Return the slugs that a search finds on all its pages, sorted."""
    slugs: list[str] = []
    page, pages = 1, 1
    chosen = {axis: frozenset(values) for axis, values in filters.items()}
    while page <= pages:
        answer = find(library, viewer, SearchRequest(text, chosen, page=page))
        assert not answer.search_down
        slugs += [result.card.slug for result in answer.results]
        page, pages = page + 1, answer.pages
        assert answer.total >= len(slugs)
    return sorted(slugs)


def everything(library: Library, viewer: Viewer = ANYBODY) -> dict[str, str]:
    """Return slug to shelf of all that a viewer may see."""
    view = library.view(viewer)
    return {view.snapshot.by_id[each].slug: view.snapshot.by_id[each].shelf for each in view.visible}


def reads(library: Library, slug: str, viewer: Viewer = ANYBODY, shelf: str = "stories") -> str:
    """Return the text of a document's page; or ``410`` where it was withdrawn and ``404`` where there is none."""
    try:
        page = read_document(library, viewer, shelf, slug)
    except Gone:
        return "410"
    except NotFound:
        return "404"
    return "\n".join(passage.text for passage in page.document.passages)
