"""Publishing when something is broken, interrupted or changes meanwhile: it is repaired or reported."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from library.actions.browse import health
from library.actions.progress import Stage
from library.actions.publish import publish
from library.actions.publish_steps import Published
from library.actions.read import read_document
from library.errors import (
    CatalogueUnavailable,
    NothingPublished,
    PublishError,
)
from library.model.viewer import ANYBODY
from tests.actions.publishing import files_kept
from tests.content.writing import PDF
from tests.making import Making, found, library_at


def test_an_index_that_is_behind_is_brought_up(making: Making) -> None:
    making.write("one")
    making.publish()
    making.write("two", "Porridge.\n")
    library = making.reopen()
    opened = library.open_index

    def broken(folder: Path) -> object:
        index = opened(folder)

        def sync(*_: object) -> None:
            raise PublishError("The disk is full.")

        index.sync = sync  # type: ignore[assignment]
        return index

    library.open_index = broken  # type: ignore[assignment]
    with pytest.raises(PublishError, match="The disk is full"):
        publish(library)
    # The catalogue has it, the index not yet: it is missed, never wrong.
    assert (making.reads("two"), making.found("porridge"), making.found()) == ("Porridge.", [], ["one", "two"])
    assert health(making.library).search is False
    assert making.publish() == Published(2, 0, 0, 2, rebuilt=False)
    assert making.found("porridge") == ["two"]
    assert health(making.library).search is True


def test_an_index_that_cannot_be_read_is_built_anew(making: Making) -> None:
    making.write("one")
    making.publish()
    for path in (making.root / "data/builds/1/index").iterdir():
        path.write_bytes(b"nonsense")
    assert making.publish() == Published(1, 1, 0, 2, rebuilt=True)
    assert making.found("one") == ["one"]


def test_an_index_that_is_gone_is_built_anew(making: Making) -> None:
    making.write("one")
    making.publish()
    for path in (making.root / "data/builds/1/index").iterdir():
        path.unlink()
    assert making.publish() == Published(1, 1, 0, 2, rebuilt=True)
    assert making.found("one") == ["one"]


@pytest.mark.parametrize("wrong", [b"", b"nonsense", b"SQLite format 3\x00" + b"\xff" * 4_000])
def test_a_catalogue_that_is_no_catalogue_is_built_anew(making: Making, wrong: bytes) -> None:
    making.write("one")
    making.publish()
    for path in (making.root / "data/builds/1").glob("catalogue.sqlite*"):
        path.unlink()
    (making.root / "data/builds/1/catalogue.sqlite").write_bytes(wrong)
    library = making.reopen()
    with pytest.raises((NothingPublished, CatalogueUnavailable)):
        found(library)
    assert publish(library) == Published(1, 1, 0, 1, rebuilt=True)
    assert found(library, "one") == ["one"]


def test_a_pointer_that_names_nothing_is_as_if_nothing_were_published(making: Making) -> None:
    making.write("one")
    making.publish()
    for wrong in ("", "../..", "99"):
        (making.root / "data/current").write_text(wrong)
        with pytest.raises(NothingPublished):
            making.reopen().view(ANYBODY)
    assert making.publish().documents == 1
    assert making.found() == ["one"]


def test_a_catalogue_of_another_shape_is_built_anew(making: Making) -> None:
    making.write("one")
    making.publish()
    with sqlite3.connect(making.root / "data/builds/1/catalogue.sqlite") as connection:
        connection.execute("UPDATE meta SET value = x'30' WHERE name = 'schema'")
    connection.close()
    library = library_at(making.root)
    with pytest.raises(NothingPublished):
        found(library)
    assert publish(library).rebuilt
    assert found(library) == ["one"]


def test_a_build_that_was_interrupted_is_forgotten(making: Making) -> None:
    making.write("one")
    making.publish()
    (making.root / "data/builds/7").mkdir()
    making.publish()
    assert [path.name for path in (making.root / "data/builds").iterdir()] == ["1"]


def test_a_file_that_changes_while_it_is_published_stops_the_publish(making: Making) -> None:
    making.content.put("resources/leaflet.pdf", PDF)
    making.write("one", kind="guidance", attachments="[{file: leaflet.pdf, title: Leaflet}]")

    def change(stage: Stage, done: int, total: int) -> None:
        assert (stage, done, total) == (Stage.READING, 1, 1)
        making.content.put("resources/leaflet.pdf", PDF + b"more")

    with pytest.raises(PublishError) as caught:
        publish(making.library, progress=change)
    assert str(caught.value) == "Publish again. resources/leaflet.pdf changed while it was being published."
    assert files_kept(making) == set()


def test_a_file_that_goes_while_it_is_published_stops_the_publish(making: Making) -> None:
    making.content.put("resources/leaflet.pdf", PDF)
    making.write("one", kind="guidance", attachments="[{file: leaflet.pdf, title: Leaflet}]")

    def delete(stage: Stage, done: int, total: int) -> None:
        assert (stage, done, total) == (Stage.READING, 1, 1)
        (making.root / "content/resources/leaflet.pdf").unlink()

    with pytest.raises(PublishError) as caught:
        publish(making.library, progress=delete)
    assert str(caught.value) == (
        "Check resources/leaflet.pdf and your disk space. The file could not be copied: No such file or directory."
    )


def test_data_that_cannot_be_written_stops_the_publish_with_a_sentence(making: Making) -> None:
    making.write("one")
    (making.root / "data").write_text("a file")
    with pytest.raises(PublishError) as caught:
        making.publish()
    assert str(caught.value) == (
        f"Publishing stopped: File exists ({making.root / 'data'}). The site shows nothing yet."
    )


def test_a_language_that_has_no_twin_to_see_has_none(making: Making) -> None:
    making.write("one")
    making.write("un", language="cy", translation_of="one")
    making.publish()
    page = read_document(making.library, ANYBODY, "stories", "one")
    assert page.twin is not None
    assert (page.twin.slug, making.found()) == ("un", ["one"])
    making.write("un", language="cy", translation_of="one", consent="{audience: network, uses: []}")
    making.publish()
    assert read_document(making.library, ANYBODY, "stories", "one") == replace(
        read_document(making.library, ANYBODY, "stories", "one"), twin=None
    )
