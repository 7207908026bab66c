"""Every audience, every status, every day: what a viewer may not see is nowhere.

One document for each pair of a state and an audience, each with words of its own; then every action is asked by every
viewer, and what comes back is compared with what the two together allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from library.actions import browse
from library.actions.find import FACET_AXES, SearchRequest, find
from library.actions.library import Library
from library.actions.read import open_file, read_document
from library.actions.search_results import SearchPage
from library.errors import ContentError, Gone, NotFound
from library.model.document import Audience
from library.model.viewer import ANYBODY, Viewer
from library.model.vocabulary import Axis
from tests.content.writing import PDF
from tests.making import COORDINATOR, NETWORK, VIEWERS, Making

STATES = ("shown", "draft", "in-review", "withdrawn", "scheduled", "ended", "hidden")
AUDIENCES = ("public", "network", "coordinators")

# In every document, and in no other place.
SENTINEL = "zanzibar"

WORDS = dict(zip(STATES, "amber birch cedar delta ebony flint grape".split(), strict=True))
PLACES = {"public": "north", "network": "south", "coordinators": "west"}


@dataclass(frozen=True, slots=True)
class Case:
    """One document: its state and its audience."""

    state: str
    audience: str

    @property
    def slug(self) -> str:
        return f"{self.state}-{self.audience}"

    @property
    def word(self) -> str:
        """Return a word that is only in this document."""
        return f"{WORDS[self.state]}{PLACES[self.audience]}"

    def header(self, theme: str = "listening") -> dict[str, str]:
        days = {"scheduled": {"published": "2026-12-24"}, "shown": {"published": "2026-11-20"}}.get(self.state, {})
        status = {"status": self.state} if self.state in {"draft", "in-review", "withdrawn"} else {}
        until = ", until: 2026-11-21" if self.state == "ended" else ""
        uses = "excerpt, print, web-search"
        consent = f"audience: {self.audience}, uses: [{uses}], shown_as: pseudonym, given: 2026-01-10{until}"
        file = {"attachments": f'[{{file: {self.slug}.pdf, title: "The {self.word} leaflet"}}]'}
        extra = {
            "kind": "guidance",
            "provenance": "told",
            "consent": f"{{{consent}}}",
            "nation": "wales",
            "circumstances": "[sight]",
        }
        return extra | days | status | file | {"themes": f"[{theme}]", "summary": f"About {self.word}."}

    def is_for(self, viewer: Viewer) -> bool:
        return self.state == "shown" and Audience(self.audience).width >= viewer.audience.width


CASES = tuple(Case(state, audience) for state, audience in product(STATES, AUDIENCES))


def write(making: Making, case: Case) -> None:
    body = f"The {SENTINEL} and the {case.word}.\n"
    making.content.put(f"resources/{case.slug}.pdf", PDF + case.word.encode())
    making.write(case.slug, body, title=f"Title {case.word}", **case.header())


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library with one document of each case, and three that have twins and relations among them."""
    making = Making(tmp_path_factory.mktemp("audience"))
    # Enough that the removal of none of these is suspicious.
    for case in CASES:
        write(making, case)
    related = f"[{', '.join(case.slug for case in CASES)}]"
    making.write("open", "Open to all.\n", related=related, replaced_by="shown-network", published="2026-11-19")
    making.write("open-cy", "Agored.\n", language="cy", translation_of="open", consent="{audience: network, uses: []}")
    making.publish()
    for case in CASES:
        if case.state == "hidden":
            making.content.put(f"resources/{case.slug}.md", "---\nstatus: [\n---\n")
    with pytest.raises(ContentError):
        making.publish()
    yield making.library
    making.library.close()


def slugs_for(viewer: Viewer) -> list[str]:
    own = [case.slug for case in CASES if case.is_for(viewer)]
    return sorted([*own, "open", "open-cy"] if viewer is not ANYBODY else [*own, "open"])


def once(slugs: Iterable[str]) -> list[str]:
    """Leave out the translation, which a list shows as one with its original."""
    return [slug for slug in slugs if slug != "open-cy"]


def slugs_of(page: SearchPage) -> list[str]:
    return sorted(result.card.slug for result in page.results)


pytestmark = pytest.mark.parametrize("viewer", VIEWERS, ids=lambda viewer: viewer.audience)


def test_a_search_without_words_shows_just_what_is_allowed(library: Library, viewer: Viewer) -> None:
    page = find(library, viewer, SearchRequest())
    assert (slugs_of(page), page.total) == (once(slugs_for(viewer)), len(once(slugs_for(viewer))))


@pytest.mark.parametrize("text", [SENTINEL, f"{SENTINEL} title", f'"the {SENTINEL} and"', f"nothinglikeit {SENTINEL}"])
def test_a_search_finds_just_what_is_allowed(library: Library, viewer: Viewer, text: str) -> None:
    allowed = sorted(case.slug for case in CASES if case.is_for(viewer))
    page = find(library, viewer, SearchRequest(text))
    assert (slugs_of(page), page.total, page.pages) == (allowed, len(allowed), 1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_a_word_of_a_document_is_found_by_who_may_see_it(library: Library, viewer: Viewer, case: Case) -> None:
    page = find(library, viewer, SearchRequest(case.word, as_typed=True))
    shown = repr(page.results)
    if case.is_for(viewer):
        assert (slugs_of(page), page.total) == ([case.slug], 1)
        assert [snippet.text for snippet in page.results[0].snippets] == [f"The {SENTINEL} and the {case.word}."]
    else:
        assert (page.results, page.total, case.word in shown) == ((), 0, False)
        corrected = find(library, viewer, SearchRequest(case.word))
        assert case.word not in repr((corrected.results, corrected.corrected, corrected.suggestion, corrected.facets))


def test_an_exclusion_leaves_just_what_is_allowed(library: Library, viewer: Viewer) -> None:
    page = find(library, viewer, SearchRequest(f"-{SENTINEL}"))
    assert (slugs_of(page), page.total) == (["open"], 1)


@pytest.mark.parametrize("text", ["", SENTINEL])
def test_facets_count_just_what_is_allowed(library: Library, viewer: Viewer, text: str) -> None:
    allowed = [case.slug for case in CASES if case.is_for(viewer)]
    page = find(library, viewer, SearchRequest(text))
    everyone = len(allowed) + (0 if text else 1)
    counted = {axis: {value.id: value.count for value in page.facets[axis]} for axis in FACET_AXES}
    kinds = {"guidance": len(allowed)} | ({} if text else {"story": 1})
    languages = {"en": everyone} | ({"cy": 1} if not text and viewer is not ANYBODY else {})
    assert counted == {
        "theme": {"listening": everyone},
        "role": {"nurse": everyone},
        "sector": {"health": everyone},
        "circumstance": {"sight": len(allowed)},
        "kind": kinds,
        "nation": {"wales": len(allowed)},
        "language": languages,
        "length": {"short": everyone},
        "voice": {},
        "shows": {},
        "year": {},
    }


def test_a_filter_leaves_just_what_is_allowed(library: Library, viewer: Viewer) -> None:
    page = find(library, viewer, SearchRequest("", {"nation": frozenset({"wales"})}))
    assert slugs_of(page) == sorted(case.slug for case in CASES if case.is_for(viewer))


def test_the_front_page_shows_just_what_is_allowed(library: Library, viewer: Viewer) -> None:
    page = browse.home(library, viewer)
    allowed = once(slugs_for(viewer))
    assert (page.total, sorted(card.slug for card in page.new)) == (len(allowed), allowed)
    assert [(count.term.id, count.count) for count in page.themes] == [("listening", len(allowed))]
    assert page.start_with is not None
    assert page.start_with.slug == "open"


def test_circumstances_count_and_list_just_what_is_allowed(library: Library, viewer: Viewer) -> None:
    allowed = sorted(case.slug for case in CASES if case.is_for(viewer))
    assert [count.count for count in browse.terms_page(library, viewer, Axis.CIRCUMSTANCE).terms] == [len(allowed)]
    page = browse.term_page(library, viewer, Axis.CIRCUMSTANCE, "sight", 1)
    assert (sorted(card.slug for card in page.cards), page.total) == (allowed, len(allowed))


@pytest.mark.parametrize("axis", [Axis.THEME, Axis.ROLE, Axis.SECTOR])
def test_terms_count_just_what_is_allowed(library: Library, viewer: Viewer, axis: Axis) -> None:
    page = browse.terms_page(library, viewer, axis)
    assert [count.count for count in page.terms] == [len(once(slugs_for(viewer)))]


@pytest.mark.parametrize(("axis", "term"), [(Axis.THEME, "listening"), (Axis.ROLE, "nurse"), (Axis.SECTOR, "health")])
def test_a_term_lists_just_what_is_allowed(library: Library, viewer: Viewer, axis: Axis, term: str) -> None:
    page = browse.term_page(library, viewer, axis, term, 1)
    allowed = once(slugs_for(viewer))
    assert (sorted(card.slug for card in page.cards), page.total, page.pages) == (allowed, len(allowed), 1)


def test_a_shelf_lists_just_what_is_allowed(library: Library, viewer: Viewer) -> None:
    allowed = sorted(case.slug for case in CASES if case.is_for(viewer))
    page = browse.list_page(library, viewer, "resources", 1)
    assert (sorted(card.slug for card in page.cards), page.total, page.pages) == (allowed, len(allowed), 1)
    assert sum(value.count for value in page.facets["kind"]) == len(allowed)
    with pytest.raises(NotFound):
        browse.list_page(library, viewer, "resources", 2)


def test_the_feed_has_just_what_is_allowed(library: Library, viewer: Viewer) -> None:
    # A translation that names no first day has that of its original.
    assert sorted(entry.card.slug for entry in browse.feed(library, viewer)) == slugs_for(viewer)


def test_the_sitemap_has_just_what_is_allowed(library: Library, viewer: Viewer) -> None:
    assert sorted(entry.card.slug for entry in browse.sitemap(library, viewer)) == slugs_for(viewer)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_a_page_is_read_by_who_may_see_it(library: Library, viewer: Viewer, case: Case) -> None:
    if case.is_for(viewer):
        assert read_document(library, viewer, "resources", case.slug).document.slug == case.slug
        return
    for shelf in ("resources", "stories"):
        with pytest.raises(NotFound) as caught:
            read_document(library, viewer, shelf, case.slug)
        over = case.state in {"withdrawn", "ended"}
        may_know = over and Audience(case.audience).width >= viewer.audience.width and shelf == "resources"
        assert (isinstance(caught.value, Gone), str(caught.value)) == (may_know, "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.slug)
def test_a_file_is_opened_by_who_may_see_its_document(library: Library, viewer: Viewer, case: Case) -> None:
    if case.is_for(viewer):
        opened = open_file(library, viewer, "resources", case.slug, f"{case.slug}.pdf")
        assert (opened.path.read_bytes(), opened.consented) == (PDF + case.word.encode(), True)
        assert opened.public == (case.audience == "public")
    else:
        with pytest.raises(NotFound):
            open_file(library, viewer, "resources", case.slug, f"{case.slug}.pdf")


def test_what_stands_around_a_page_is_just_what_is_allowed(library: Library, viewer: Viewer) -> None:
    page = read_document(library, viewer, "stories", "open")
    assert [card.slug for card in page.related] == [case.slug for case in CASES if case.is_for(viewer)]
    sees_more = viewer in (NETWORK, COORDINATOR)
    assert (page.replaced_by is not None, page.twin is not None) == (sees_more, sees_more)


def test_no_copy_is_kept_of_a_file_that_nobody_may_see(library: Library, viewer: Viewer) -> None:
    del viewer
    never = ("draft", "in-review", "withdrawn", "ended", "hidden")
    kept = [path.read_bytes() for path in Path(library.settings.data, "files").glob("*/*")]
    assert sorted(kept) == sorted(PDF + case.word.encode() for case in CASES if case.state not in never)


def test_the_number_for_who_runs_the_site_is_of_the_public(library: Library, viewer: Viewer) -> None:
    del viewer
    assert browse.health(library).documents == 2


@pytest.mark.parametrize("sort", ["newest", "title", "relevance", "nonsense"])
def test_no_order_of_results_shows_more(library: Library, viewer: Viewer, sort: str) -> None:
    page = find(library, viewer, SearchRequest(SENTINEL, sort=sort))
    assert slugs_of(page) == sorted(case.slug for case in CASES if case.is_for(viewer))
