"""The lexicon in the catalogue: who comes, who goes, and what is left behind."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pyroaring import BitMap
from sqlalchemy import select

from library.model.document import Status
from library.model.lexicon import Lexicon, RowKind
from library.storage import lexicon as rows
from library.storage.catalogue import Catalogue
from library.storage.catalogue_writer import CatalogueWriter
from library.storage.tables import LEXICON, open_engine
from tests.storage.test_catalogue import DOCUMENT, numbered

KETTLE = Lexicon(("kettle", "tea"), ("hot kettle",), (("en kettl", "kettle"),), ("kettle",))
TEA = Lexicon(("cup", "tea"), ("hot tea", "hotter tea"), (("en tea", "teas"),), ("cup",))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a catalogue can be."""
    return tmp_path / "catalogue.sqlite"


def put(path: Path, *lexicons: Lexicon) -> None:
    with CatalogueWriter(path) as writer, writer.change() as change:
        for number, lexicon in enumerate(lexicons, start=1):
            change.put(numbered(number), b"[]", b"{}", lexicon)


def held(path: Path) -> dict[tuple[str, str], set[int]]:
    """Return every row of the file."""
    engine = open_engine(path)
    with engine.connect() as connection:
        found = {(row[0], row[1]): set(BitMap.deserialize(row[3])) for row in connection.execute(select(LEXICON))}
    engine.dispose()
    return found


def words(path: Path) -> dict[str, set[int]]:
    return {text: documents for (sort, text), documents in held(path).items() if sort == "word"}


def test_every_row_holds_its_documents(path: Path) -> None:
    put(path, KETTLE, TEA)
    assert held(path) == {
        ("word", "kettle"): {1},
        ("word", "tea"): {1, 2},
        ("word", "cup"): {2},
        ("phrase", "hot kettle"): {1},
        ("phrase", "hot tea"): {2},
        ("phrase", "hotter tea"): {2},
        ("distinctive", "en kettl"): {1},
        ("distinctive", "en tea"): {2},
        ("title", "kettle"): {1},
        ("title", "cup"): {2},
    }


def test_rows_are_read_as_they_are_needed(path: Path) -> None:
    put(path, KETTLE, TEA)
    catalogue = Catalogue(path)
    assert catalogue.standing_in(RowKind.WORD, ["tea", "coffee"]) == {"tea": BitMap([1, 2])}
    assert catalogue.standing_in(RowKind.WORD, []) == {}
    assert catalogue.texts(RowKind.WORD) == ["cup", "kettle", "tea"]
    assert catalogue.distinctive_words(2) == [("teas", BitMap([2]))]
    assert catalogue.distinctive_words(3) == []
    assert catalogue.starting(RowKind.PHRASE, "hot ", BitMap(range(100)), 5) == [
        ("hot kettle", BitMap([1])),
        ("hot tea", BitMap([2])),
    ]
    assert len(catalogue.starting(RowKind.PHRASE, "hot", BitMap(range(100)), 2)) == 2
    assert catalogue.starting(RowKind.PHRASE, "hou", BitMap(range(100)), 2) == []
    catalogue.close()


def test_the_most_frequent_of_those_that_start_alike_come_first(path: Path) -> None:
    put(path, *[TEA] * 3, replace(TEA, phrases=("hotter tea",)))
    catalogue = Catalogue(path)
    assert [text for text, _ in catalogue.starting(RowKind.PHRASE, "hot", BitMap(range(100)), 1)] == ["hotter tea"]
    catalogue.close()


def test_a_catalogue_without_words_has_none(path: Path) -> None:
    put(path)
    catalogue = Catalogue(path)
    assert catalogue.texts(RowKind.WORD) == []
    catalogue.close()


def test_a_removed_document_leaves_every_row(path: Path) -> None:
    put(path, KETTLE, TEA)
    with CatalogueWriter(path) as writer, writer.change() as change:
        change.remove([1])
    assert words(path) == {"tea": {2}, "cup": {2}}
    assert all(documents == {2} for documents in held(path).values())


def test_a_withdrawn_document_leaves_every_row_and_nothing_of_its_words_stays_in_the_file(path: Path) -> None:
    sentinel = Lexicon(("zqwithdrawn",), ("zqwithdrawn words",), (("en zqwithdrawn", "zqwithdrawn"),), ("zqwithdrawn",))
    put(path, sentinel, TEA)
    with CatalogueWriter(path) as writer, writer.change() as change:
        change.narrow(1, numbered(1, status=Status.WITHDRAWN))
    assert all(documents == {2} for documents in held(path).values())
    assert b"zqwithdrawn" not in path.read_bytes()
    catalogue = Catalogue(path)
    assert (catalogue.distinctive_words(1), catalogue.snapshot().values["theme"]) == ([], {"listening": BitMap([2])})
    catalogue.close()


def test_a_narrower_audience_leaves_the_words_where_they_are(path: Path) -> None:
    put(path, KETTLE)
    before = held(path)
    with CatalogueWriter(path) as writer, writer.change() as change:
        change.narrow(1, numbered(1))
    assert held(path) == before


def test_a_draft_gives_nothing(path: Path) -> None:
    with CatalogueWriter(path) as writer, writer.change() as change:
        change.put(replace(DOCUMENT, status=Status.DRAFT), b"[]", b"{}", KETTLE)
    assert held(path) == {}


def test_a_changed_document_changes_places_with_itself(path: Path) -> None:
    put(path, KETTLE, TEA)
    with CatalogueWriter(path) as writer, writer.change() as change:
        change.remove([1])
        change.put(numbered(1), b"[]", b"{}", replace(KETTLE, words=("kettle", "pot")))
    assert words(path) == {"kettle": {3}, "pot": {3}, "tea": {2}, "cup": {2}}


def fail_to_remove(path: Path) -> None:
    with CatalogueWriter(path) as writer, writer.change() as change:
        change.remove([1])
        raise RuntimeError


def test_a_change_that_fails_leaves_the_lexicon(path: Path) -> None:
    put(path, KETTLE)
    before = held(path)
    with pytest.raises(RuntimeError):
        fail_to_remove(path)
    assert held(path) == before


def test_many_words_are_written_in_several_goes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_MOST_WAITING", 1_000)
    many = Lexicon(tuple(f"word{number}" for number in range(700)))
    put(path, *[many] * 5)
    assert set(map(tuple, words(path).values())) == {(1, 2, 3, 4, 5)}
    with CatalogueWriter(path) as writer, writer.change() as change:
        change.remove([1, 2, 3, 4, 5])
    assert held(path) == {}


def test_the_lexicon_is_not_read_with_every_generation() -> None:
    source = Path("library/storage/catalogue.py").read_text("utf-8")
    body = source[source.index("def _read_snapshot") :]
    assert not re.search(r"LEXICON|lexicon", body)


def test_years_authors_and_organisations_are_facets(path: Path) -> None:
    with CatalogueWriter(path) as writer, writer.change() as change:
        change.put(replace(DOCUMENT, year=2021, authors=("A. Name",), organisation="Iriss"), b"[]", b"{}")
        change.put(numbered(2, authors=("A. Name", "Iriss"), organisation="Iriss"), b"[]", b"{}")
    catalogue = Catalogue(path)
    values = catalogue.snapshot().values
    assert values["year"] == {"2021": BitMap([1])}
    assert values["author"] == {"A. Name": BitMap([1, 2]), "Iriss": BitMap([1, 2])}
    catalogue.close()
