"""What an editor did not find of a work elsewhere: on its own page, for whoever asks, and nowhere else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pypdf import PdfReader

from library.actions.packs.adding import document_item
from library.actions.packs.files import FILES
from library.actions.packs.lifecycle import NewPack, start_pack
from library.actions.publish import publish
from library.model.pack import Pack
from library.model.viewer import ANYBODY
from library.search.index_entry import entry_of
from library.search.lexicon import lexicon_of
from tests.web.reading_html import Html
from tests.web.shelves import ALWAYS, VOCABULARY, Shelves, open_shelves

# A word of the library's own making, so that no other word is near it.
WORD = "zqbdfgmk"
PAGE = "/resources/kettles"
LINKED = "/resources/linked"
ABOUT = f"We did not find the {WORD}. <b>Nor</b> a licence."

HEADER = f"""---
title: Kettles in kitchens
kind: video
summary: A work that can be copied.
{ALWAYS}published: 2026-11-01
licence: CC-BY-4.0
source: https://care.example.org/kettles
provenance: published-elsewhere
evidence: seen
"""
# Our own words and a link: a pack and a team page show its summary.
LINK_ONLY = HEADER.replace("CC-BY-4.0", "link-only").replace("Kettles in kitchens", "Kettles by link")
USES = "consent: {audience: public, uses: [workshop, excerpt, print, record, translate, web-search]}\n"
REST = """questions: ["Whose kettle was it?"]
pointers: [{page: 7, text: "A kettle of copper"}]
---

A kettle was on.
"""


@dataclass(frozen=True, slots=True)
class Pages:
    """A published library with two works elsewhere, in a pack."""

    shelves: Shelves
    pack: NewPack

    def text(self, address: str) -> str:
        """Return an answer, with what is packed into it."""
        answer = self.shelves.client.get(address)
        assert answer.status_code == 200, address
        data: bytes = answer.data
        return data.decode("utf-8", "replace") + "\n".join(_unpacked(data))


def _unpacked(data: bytes) -> Iterator[str]:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            yield from (parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    elif data.startswith(b"%PDF"):
        yield from (page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    shelves = open_shelves(tmp_path_factory.mktemp("about"))
    content = shelves.folder / "content"
    files = {
        "vocabulary.yaml": VOCABULARY,
        "resources/kettles.md": f"{HEADER}{USES}about_summary: >\n  {ABOUT}\n{REST}",
        "resources/linked.md": f"{LINK_ONLY}about_summary: {ABOUT}\n{REST}",
        "resources/nothing-to-say.md": f"{HEADER}{USES}{REST}",
    }
    for name, text in files.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, "utf-8")
    publish(shelves.library)
    items = tuple(document_item(shelves.library, slug) for slug in ("kettles", "linked"))
    yield Pages(shelves, start_pack(shelves.library, Pack(items=items)))
    shelves.library.close()


@pytest.mark.parametrize("address", [PAGE, LINKED])
def test_it_is_folded_away_after_the_text_and_opens_without_a_script(pages: Pages, address: str) -> None:
    page = Html(pages.text(address))
    about = page.one("details", "about-summary")
    assert about.text == f"About this summary {ABOUT}"
    assert "open" not in about.attributes
    assert page.elements.index(about) > page.elements.index(page.one("div", "prose"))


def test_a_work_with_nothing_to_say_of_its_summary_has_none(pages: Pages) -> None:
    assert Html(pages.text("/resources/nothing-to-say")).all("details", "about-summary") == []


def test_it_is_no_passage_and_gives_nothing_to_search_or_to_the_lexicon(pages: Pages) -> None:
    view = pages.shelves.library.view(ANYBODY)
    (document,) = view.catalogue.documents([view.snapshot.by_slug["kettles"].id]).values()
    assert WORD in document.about_summary
    assert [passage.anchor for passage in document.passages] == ["p1", "page=7"]
    assert WORD not in document.body_html
    assert WORD not in repr(entry_of(document, 1, view.snapshot.vocabulary))
    assert WORD not in repr(lexicon_of(document))


@pytest.mark.parametrize("query", [WORD, f'"the {WORD}"'])
def test_no_search_finds_it(pages: Pages, query: str) -> None:
    found = pages.shelves.client.get("/search.json", query_string={"q": query}).json
    assert found
    assert (found["total"], found["results"], found["suggestion"]) == (0, [], None)


def test_no_extract_is_taken_from_it(pages: Pages) -> None:
    found = pages.shelves.client.get("/search.json", query_string={"q": f"kettle OR {WORD}"}).json
    assert found
    assert found["total"] == 3
    assert WORD not in repr(found["results"])


OTHER_PAGES = (
    "/",
    "/resources",
    "/themes/listening",
    "/roles/nurse",
    "/search?q=kettle",
    "/search?q=kettle&view=passages",
    "/search.json?q=kettle",
    f"/suggest.json?q={WORD[:4]}",
    "/suggest.json?q=kettl",
    f"{PAGE}/team",
    f"{PAGE}/team.txt",
    f"{LINKED}/team",
    f"{LINKED}/team.txt",
    f"{PAGE}/choose",
    "/resources/nothing-to-say",
    "/feed.atom",
    "/sitemap.xml",
)


@pytest.mark.parametrize("address", OTHER_PAGES)
def test_no_other_page_holds_it(pages: Pages, address: str) -> None:
    assert WORD not in pages.text(address)


def test_not_even_the_head_of_its_own_page_holds_it(pages: Pages) -> None:
    head, _, body = pages.text(LINKED).partition("<main")
    assert WORD not in head
    assert body.count(WORD) == 1


@pytest.mark.parametrize("name", FILES)
def test_no_file_of_a_pack_holds_it(pages: Pages, name: str) -> None:
    made = pages.text(f"/packs/{pages.pack.edit}/files/{name}")
    assert "Kettles in kitchens" in made
    assert "Kettles by link" in made
    assert WORD not in made


def test_the_pack_itself_does_not_hold_it(pages: Pages) -> None:
    assert WORD not in pages.text(f"/packs/{pages.pack.edit}")
