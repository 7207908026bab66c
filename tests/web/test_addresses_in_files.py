"""Every address in every file of a pack is exactly the address of a page: copied from the file, it answers."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from library.actions.packs.adding import document_item, question_item
from library.actions.packs.files import FILES
from library.actions.packs.lifecycle import share, start_pack
from library.actions.publish import publish
from library.model.pack import Item, ItemKind, Pack
from tests.export.copied import texts_in_place
from tests.web.reading_html import Html
from tests.web.shelves import ALWAYS, URL, Shelves, fill, open_shelves

LONG = "-".join(["what-nobody-would-ever-choose-for-a-name"] * 3)[:100].strip("-")
OUTSIDE = "https://care.example.org/video"
TEXT = f"""---
title: A long name
kind: story
summary: Of it.
{ALWAYS}provenance: told
consent: {{audience: public, uses: [workshop, excerpt, print], shown_as: pseudonym, given: 2026-01-10}}
---

The kettle was on.
"""
NOTE = f"See {URL}/stories/{LONG}/team, then ({URL}/about)."
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
# What ends a sentence or a bracket around an address.
AFTER = ".,;:)]’”"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shelves, dict[str, bytes]]]:
    """A pack with everything in it, and each of its files in English and Welsh; then a story is withdrawn."""
    folder = tmp_path_factory.mktemp("addresses")
    fill(folder)
    story = folder / f"content/stories/{LONG}.md"
    story.write_text(TEXT, "utf-8")
    shelves = open_shelves(folder)
    publish(shelves.library)
    slugs = ("spare-key", LONG, "number-nine", "outside", "phone-call", "key-cy")
    items = (
        *(document_item(shelves.library, slug) for slug in slugs),
        question_item(shelves.library, "spare-key", 1),
        Item("notes000", ItemKind.NOTE, title="A note", text=NOTE, notes=NOTE),
    )
    started = start_pack(shelves.library, Pack("Monday", items=items))
    share(shelves.library, started.edit)
    made = {}
    for place in (f"/packs/{started.edit}", f"/cy/packs/{started.edit}"):
        for name in FILES:
            answer = shelves.client.get(f"{place}/files/{name}")
            assert answer.status_code == 200
            made[f"{place[:3]} {name}"] = answer.data
    story.write_text(story.read_text("utf-8").replace("provenance:", "status: withdrawn\nprovenance:"), "utf-8")
    publish(shelves.library)
    yield shelves, made
    shelves.library.close()


def words_in(name: str, made: bytes) -> Iterator[str]:
    """Yield the words of a file as a reader copies them: parts of Word and slides, pages of PDF, or all of a text."""
    if name.endswith(".pdf"):
        # An address goes on in the next line; a browser drops the end of a line that is pasted with it.
        yield from ("".join(page.extract_text().splitlines()) for page in PdfReader(io.BytesIO(made)).pages)
        yield from texts_in_place(made)
    elif name.endswith((".docx", ".pptx")):
        names = ("element", "_element")
        elements = (getattr(part, each, None) for part in parts_of(name, made) for each in names)
        yield from ("".join(map(letters, each.iter())) for each in elements if each is not None)
    elif name.endswith(".html"):
        yield Html(made.decode()).text
    else:
        yield made.decode()


def letters(element: Any) -> str:
    """Return what an element of Word or PowerPoint adds to its text: letters, or the end of a line or a paragraph."""
    kind = str(element.tag).rpartition("}")[2]
    return element.text or "" if kind == "t" else "\n" if kind in {"br", "p"} else ""


def parts_of(name: str, made: bytes) -> Iterator[Any]:
    package = Presentation(io.BytesIO(made)) if name.endswith(".pptx") else Document(io.BytesIO(made))
    yield from package.part.package.iter_parts()


def links_in(name: str, made: bytes) -> Iterator[str]:
    """Yield what the links of a file lead to."""
    if name.endswith(".pdf"):
        for page in PdfReader(io.BytesIO(made)).pages:
            yield from (str(each.get_object()["/A"]["/URI"]) for each in page.get("/Annots", ()))
    elif name.endswith((".docx", ".pptx")):
        rels = (rel for part in parts_of(name, made) for rel in part.rels.values())
        yield from (rel.target_ref for rel in rels if rel.is_external)
    elif name.endswith(".html"):
        yield from (each.get("href") for each in Html(made.decode()).all("a"))


def answers(shelves: Shelves, address: str) -> bool:
    """Tell whether an address is exactly that of a page, of one that was withdrawn, or of the work that was named."""
    if address == OUTSIDE:
        return True
    path = address.removeprefix(URL).partition("#")[0]
    return address.startswith(URL) and shelves.client.get(path).status_code in {200, 410}


def test_every_link_leads_to_a_page(files: tuple[Shelves, dict[str, bytes]]) -> None:
    shelves, made = files
    for name, body in made.items():
        links = [link for link in links_in(name, body) if link.startswith("http")]
        assert [link for link in links if not answers(shelves, link)] == [], name
        assert links or not name.endswith((".pdf", ".docx", ".html")), name


def test_every_address_that_can_be_copied_is_that_of_a_page(files: tuple[Shelves, dict[str, bytes]]) -> None:
    shelves, made = files
    whole = {link for name, body in made.items() for link in links_in(name, body)} | set(addresses(NOTE))
    for name, body in made.items():
        found = [address for words in words_in(name, body) for address in addresses(words)]
        if name.endswith(".pdf"):
            # What stands in the next line follows without a space: the longest address that it can be is meant.
            found = [max(filter(each.startswith, whole), key=len, default=each) for each in found]
        assert [address for address in found if not answers(shelves, address)] == [], name
        assert any("/check/" in address for address in found) or name.endswith(".ris"), name
        # Nor is there one before or behind an address, or anywhere else, that nobody sees.
        assert not any(unicodedata.category(letter) == "Cf" for words in words_in(name, body) for letter in words), name


def addresses(words: str) -> list[str]:
    return [found.rstrip(AFTER) for found in ADDRESS.findall(words)]
