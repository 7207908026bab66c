"""Who made a document, when and where it lives: pages and files say the same."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from library.actions.packs.credits import credit_of, ris_of
from library.actions.read import read_document
from library.model.attribution import maker, named_authors, outside_source, year_made
from library.model.document import Consent, Document, Provenance, ShownAs
from library.model.viewer import ANYBODY
from library.search.index_entry import labels_of
from library.translation import Translator
from library.web.app import create_app
from library.web.citation import citation
from tests.making import Making
from tests.web.reading_html import Html
from tests.web.shelves import URL, Shelves

READ_ON = date(2026, 12, 31)


@pytest.fixture
def document(shelves: Shelves) -> Document:
    return read_document(shelves.library, ANYBODY, "resources", "outside").document


@pytest.mark.parametrize(
    ("shown_as", "authors"),
    [
        (None, ("A. Writer",)),
        (ShownAs.FULL_NAME, ("A. Writer",)),
        (ShownAs.FIRST_NAME, ("A. Writer",)),
        (ShownAs.PSEUDONYM, ("A. Writer",)),
        (ShownAs.ROLE_ONLY, ()),
        (ShownAs.NOT_AT_ALL, ()),
    ],
)
def test_who_is_not_to_be_named_is_named_nowhere(
    document: Document, shelves: Shelves, shown_as: ShownAs | None, authors: tuple[str, ...]
) -> None:
    told = replace(document, authors=("A. Writer",), consent=Consent(shown_as=shown_as))
    vocabulary = shelves.library.view(ANYBODY).snapshot.vocabulary
    credit = credit_of(told, vocabulary, URL, Translator())
    with shelves.app.test_request_context("/"):
        cited = citation(told)
    assert named_authors(told) == authors
    assert maker(told) == credit.who == (authors[0] if authors else "Care Example")
    for words in (cited, credit.citation, str(ris_of(told, URL)), str(labels_of(told, vocabulary))):
        assert ("A. Writer" in words) is bool(authors)


@pytest.mark.parametrize(
    ("provenance", "year", "published", "made"),
    [
        (Provenance.TOLD, 2021, date(2026, 1, 1), "2021"),
        (Provenance.TOLD, None, date(2026, 1, 1), "2026"),
        (Provenance.TOLD, None, None, ""),
        (Provenance.FICTIONAL, None, date(2026, 1, 1), "2026"),
        # When our page about it came out says nothing of the work.
        (Provenance.PUBLISHED_ELSEWHERE, None, date(2026, 1, 1), ""),
        (Provenance.PUBLISHED_ELSEWHERE, 1998, date(2026, 1, 1), "1998"),
    ],
)
def test_the_year_is_that_of_the_words(
    document: Document, provenance: Provenance, year: int | None, published: date | None, made: str
) -> None:
    assert year_made(replace(document, provenance=provenance, year=year, published=published)) == made


def test_only_an_outside_work_lives_elsewhere(document: Document) -> None:
    assert outside_source(document) == "https://care.example.org/video"
    assert outside_source(replace(document, source="")) == ""
    assert outside_source(replace(document, provenance=Provenance.TOLD)) == ""


def test_a_page_and_a_file_cite_alike(document: Document, shelves: Shelves) -> None:
    """All but the words for its kind, which pages say in more words than files, and the day a page was read."""
    vocabulary = shelves.library.view(ANYBODY).snapshot.vocabulary
    several = itertools.product(
        Provenance,
        ((), ("A. Writer", "B. Second")),
        ("", "An office"),
        (None, 2020),
        (None, READ_ON),
        ("", "https://x.org"),
    )
    for provenance, authors, organisation, year, published, source in several:
        one = replace(
            document,
            provenance=provenance,
            authors=authors,
            organisation=organisation,
            year=year,
            published=published,
            source=source,
        )
        with shelves.app.test_request_context("/"):
            page = citation(one, READ_ON)
        file = credit_of(one, vocabulary, URL, Translator()).citation
        assert _bare(page).replace(" (accessed 31 December 2026)", "") == _bare(file)


def _bare(cited: str) -> str:
    return re.sub(r"\[[^\]]*\]", "[kind]", cited)


def test_the_page_of_a_work_names_no_author_who_is_not_to_be_named(tmp_path: Path) -> None:
    making = Making(tmp_path)
    for slug, shown_as in (("named", "full-name"), ("unnamed", "role-only")):
        making.write(
            slug,
            kind="video",
            provenance="published-elsewhere",
            evidence="seen",
            licence="link-only",
            source="https://care.example.org/video",
            authors="[A. Writer]",
            consent=f"{{audience: public, uses: [], shown_as: {shown_as}, given: 2026-01-10}}",
        )
    making.publish()

    client = create_app(making.library, making.library.settings).test_client()
    assert "A. Writer" in Html(client.get("/resources/named").text).text
    assert "A. Writer" not in client.get("/resources/unnamed").text
    assert making.found("by:Writer") == ["named"]
    making.library.close()
