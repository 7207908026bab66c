"""Publishing: what changes in the files, and only that, changes for readers."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from library.actions.browse import health
from library.actions.library import Library, london_today
from library.actions.narrowing import LARGE_CHANGE
from library.actions.progress import Stage
from library.actions.publish import Published, publish
from library.actions.read import open_file, read_document
from library.errors import (
    CatalogueUnavailable,
    ContentError,
    Moved,
    NotFound,
    NothingPublished,
    PublishBusy,
    PublishError,
    TooManyRemovals,
)
from library.model.viewer import ANYBODY
from library.storage.builds import publish_lock
from tests.content.writing import MP4, PDF, VTT
from tests.making import TODAY, Making, found, library_at, reads


def served(making: Making) -> dict[str, str]:
    """Return slug to text of everything shown to anybody, asking the search for it too."""
    shown = making.shown()
    assert making.found() == sorted(shown)
    return shown


def files_kept(making: Making) -> set[str]:
    """Return the names of all files in the store."""
    return {path.name for path in (making.root / "data/files").glob("*/*")}


def write_video(making: Making, video: bytes = MP4) -> None:
    making.content.put("resources/film.mp4", video)
    making.content.put("resources/film.vtt", VTT)
    media = {"media": '{file: film.mp4, duration: "00:01:12"}', "transcripts": "[{language: en, file: film.vtt}]"}
    making.write("film", "See it.\n", kind="video", **media)


def test_before_the_first_publish_there_is_nothing(making: Making) -> None:
    with pytest.raises(NothingPublished) as caught:
        making.found()
    assert str(caught.value) == "Nothing is published yet. Run: library publish"


def test_a_vocabulary_alone_makes_an_empty_library(making: Making) -> None:
    assert making.publish() == Published(0, 0, 0, 1, rebuilt=True)
    assert served(making) == {}


def test_the_first_publish_builds_everything(making: Making) -> None:
    making.write("one")
    making.write("two", kind="guidance")
    assert making.publish() == Published(2, 2, 0, 1, rebuilt=True)
    assert served(making) == {"one": "Words of one.", "two": "Words of two."}
    assert (making.found("words"), making.found("one")) == (["one", "two"], ["one"])


def test_nothing_changed_is_nothing_done(making: Making) -> None:
    making.write("one")
    making.publish()
    assert making.publish() == Published(1, 0, 0, 1, rebuilt=False)


def test_one_changed_file_changes_one_document(making: Making) -> None:
    making.write("one")
    making.write("two")
    making.publish()
    making.write("one", "Porridge now.\n")
    assert making.publish() == Published(2, 1, 0, 2, rebuilt=False)
    assert served(making) == {"one": "Porridge now.", "two": "Words of two."}
    assert (making.found("porridge"), making.found("words")) == (["one"], ["two"])


def test_a_new_file_is_a_new_document(making: Making) -> None:
    making.write("one")
    making.publish()
    making.write("two")
    assert making.publish() == Published(2, 1, 0, 2, rebuilt=False)
    assert served(making) == {"one": "Words of one.", "two": "Words of two."}


def test_a_deleted_file_is_no_document(making: Making) -> None:
    making.write("one")
    making.write("two")
    making.publish()
    making.delete("two")
    assert making.publish() == Published(1, 0, 1, 2, rebuilt=False)
    assert (served(making), making.found("two"), making.reads("two")) == ({"one": "Words of one."}, [], "404")


def test_a_touched_file_that_says_the_same_is_not_published_again(making: Making) -> None:
    making.write("one")
    making.publish()
    path = making.root / "content/stories/one.md"
    os.utime(path, ns=(1, 1))
    assert making.publish() == Published(1, 0, 0, 1, rebuilt=False)
    told: list[tuple[Stage, int, int]] = []
    publish(making.library, progress=lambda stage, done, total: told.append((stage, done, total)))
    assert told == []  # its new time was noted: the file is not opened again


def test_a_renamed_document_is_reached_by_its_old_address(making: Making) -> None:
    making.write("old")
    making.write("other")
    making.publish()
    making.delete("old")
    making.write("new", formerly="[old]")
    assert making.publish() == Published(2, 1, 1, 3, rebuilt=False)
    with pytest.raises(Moved) as caught:
        making.reads("old")
    assert (caught.value.url, str(caught.value)) == ("/stories/new", "This page is now at /stories/new.")
    assert served(making) == {"new": "Words of new.", "other": "Words of other."}


def test_a_document_asked_for_on_the_other_shelf_has_moved(making: Making) -> None:
    making.write("one")
    making.publish()
    with pytest.raises(Moved) as caught:
        making.reads("one", shelf="resources")
    assert caught.value.url == "/stories/one"


def test_an_old_address_leads_nowhere_where_the_new_one_may_not_be_seen(making: Making) -> None:
    making.write("new", formerly="[old]", consent="{audience: network, uses: []}")
    making.publish()
    assert (making.reads("old"), making.reads("new")) == ("404", "404")


def test_an_old_address_can_be_given_to_another_document(making: Making) -> None:
    making.write("one", formerly="[old]")
    making.write("two")
    making.publish()
    making.write("one")
    making.write("two", formerly="[old]")
    making.publish()
    with pytest.raises(Moved) as caught:
        making.reads("old")
    assert caught.value.url == "/stories/two"


def test_a_document_moves_to_the_other_shelf(making: Making) -> None:
    making.write("one")
    making.write("two")
    making.publish()
    making.delete("one")
    making.write("one", kind="guidance")
    making.publish()
    assert making.reads("one", shelf="resources") == "Words of one."
    assert making.found() == ["one", "two"]


def test_a_changed_vocabulary_builds_everything_anew(making: Making) -> None:
    making.write("one")
    making.publish()
    path = making.root / "content/vocabulary.yaml"
    path.write_text(path.read_text().replace("Listening and being heard", "Hearing well"))
    assert making.publish() == Published(1, 1, 0, 2, rebuilt=True)
    assert (making.found("hearing"), making.found("heard")) == (["one"], [])


def test_a_rebuild_says_the_same(making: Making) -> None:
    making.write("one")
    making.write("two")
    making.publish()
    before = served(making)
    assert making.publish(rebuild=True) == Published(2, 2, 0, 2, rebuilt=True)
    assert served(making) == before


def test_a_large_change_is_built_beside(making: Making) -> None:
    making.write("one")
    making.publish()
    for number in range(LARGE_CHANGE):
        making.write(f"many-{number}")
    assert making.publish() == Published(LARGE_CHANGE + 1, LARGE_CHANGE + 1, 0, 2, rebuilt=True)
    assert len(making.found()) == LARGE_CHANGE + 1


def test_progress_is_told_of_reading_and_indexing(making: Making) -> None:
    making.write("one")
    making.publish()
    making.write("two")
    making.write("three")
    told: list[tuple[Stage, int, int]] = []
    publish(making.library, progress=lambda stage, done, total: told.append((stage, done, total)))
    assert told == [(Stage.READING, 1, 2), (Stage.READING, 2, 2), (Stage.INDEXING, 1, 2), (Stage.INDEXING, 2, 2)]


# ---- mistakes


def test_a_mistake_keeps_the_last_good_state(making: Making) -> None:
    making.write("one")
    making.write("two")
    making.publish()
    making.write("one", "Changed.\n")
    making.write("two", themes="[listning]")
    making.write("three")
    with pytest.raises(ContentError) as caught:
        making.publish()
    assert [(mistake.path, mistake.line) for mistake in caught.value.mistakes] == [("stories/two.md", 5)]
    assert served(making) == {"one": "Words of one.", "two": "Words of two."}


def test_every_mistake_of_every_file_is_said_at_once(making: Making) -> None:
    making.write("good")
    making.publish()
    making.write("a", themes="[listning]")
    making.write("b", related="[nowhere]")
    making.content.put("stories/My Story.md", "x")
    with pytest.raises(ContentError) as caught:
        making.publish()
    assert [mistake.path for mistake in caught.value.mistakes] == [
        "stories/My Story.md",
        "stories/a.md",
        "stories/b.md",
    ]
    with pytest.raises(ContentError) as again:
        making.publish(rebuild=True)
    assert again.value.mistakes == caught.value.mistakes


def test_a_first_publish_with_a_mistake_publishes_nothing(making: Making) -> None:
    making.write("one")
    making.write("two", themes="[listning]")
    with pytest.raises(ContentError):
        making.publish()
    with pytest.raises(NothingPublished):
        making.found()
    making.write("two")
    assert making.publish().documents == 2


def test_a_dead_reference_to_a_deleted_document_is_a_mistake_in_a_file_that_did_not_change(making: Making) -> None:
    making.write("one", related="[two]")
    making.write("two")
    making.publish()
    making.delete("two")
    with pytest.raises(ContentError) as caught:
        making.publish()
    assert [str(mistake) for mistake in caught.value.mistakes] == [
        'stories/one.md:9: related: There is no document "two".'
    ]
    assert served(making) == {"one": "Words of one."}


def test_a_broken_vocabulary_keeps_the_last_good_state(making: Making) -> None:
    making.write("one")
    making.publish()
    making.content.put("vocabulary.yaml", "themes: [")
    with pytest.raises(ContentError):
        making.publish()
    assert served(making) == {"one": "Words of one."}


# ---- files


def test_a_file_is_copied_by_its_content(making: Making) -> None:
    write_video(making)
    making.publish()
    opened = open_file(making.library, ANYBODY, "resources", "film", "film.mp4")
    assert opened.path.read_bytes() == MP4
    assert opened.path.name == opened.etag == hashlib.sha256(MP4).hexdigest()
    assert (opened.name, opened.media_type, opened.consented, opened.public) == ("film.mp4", "video/mp4", False, True)
    assert files_kept(making) == {hashlib.sha256(data).hexdigest() for data in (MP4, VTT)}


def test_a_changed_film_is_a_changed_document(making: Making) -> None:
    write_video(making)
    making.publish()
    making.content.put("resources/film.mp4", MP4 + b"more")
    assert making.publish() == Published(1, 1, 0, 2, rebuilt=False)
    assert open_file(making.library, ANYBODY, "resources", "film", "film.mp4").path.read_bytes() == MP4 + b"more"
    assert files_kept(making) == {hashlib.sha256(data).hexdigest() for data in (MP4 + b"more", VTT)}


def test_a_film_changed_after_the_publish_is_served_as_it_was(making: Making) -> None:
    write_video(making)
    making.publish()
    making.content.put("resources/film.mp4", MP4 + b"more")
    assert open_file(making.library, ANYBODY, "resources", "film", "film.mp4").path.read_bytes() == MP4


def test_a_missing_film_is_a_mistake_and_the_copy_serves_on(making: Making) -> None:
    write_video(making)
    making.publish()
    (making.root / "content/resources/film.mp4").unlink()
    with pytest.raises(ContentError):
        making.publish()
    assert open_file(making.library, ANYBODY, "resources", "film", "film.mp4").path.read_bytes() == MP4


def test_the_copies_of_a_deleted_document_are_deleted(making: Making) -> None:
    write_video(making)
    making.write("one", kind="guidance", attachments="[{file: leaflet.pdf, title: Leaflet}]")
    making.content.put("resources/leaflet.pdf", PDF)
    making.publish()
    making.delete("film")
    making.publish()
    assert files_kept(making) == {hashlib.sha256(PDF).hexdigest()}


def test_a_withdrawn_document_keeps_no_copies(making: Making) -> None:
    write_video(making)
    making.publish()
    text = (making.root / "content/resources/film.md").read_text()
    making.content.put("resources/film.md", text.replace("kind: video", "kind: video\nstatus: withdrawn"))
    making.publish()
    assert files_kept(making) == set()


def test_copies_that_a_killed_publish_left_are_deleted_by_the_next(making: Making) -> None:
    write_video(making)
    making.publish()
    before = files_kept(making)
    left = making.root / "data/files/ab"
    left.mkdir(exist_ok=True)
    (left / ("ab" * 32)).write_bytes(b"the film of a story that was withdrawn")
    (left / f"{'ab' * 32}.123.new").write_bytes(b"half a film")
    assert making.publish() == Published(1, 0, 0, 1, rebuilt=False)
    assert files_kept(making) == before


def test_two_documents_share_one_copy_and_the_last_one_keeps_it(making: Making) -> None:
    making.content.put("resources/a.pdf", PDF)
    making.content.put("resources/b.pdf", PDF)
    making.write("one", kind="guidance", attachments="[{file: a.pdf, title: A}]")
    making.write("two", kind="guidance", attachments="[{file: b.pdf, title: B}]")
    making.publish()
    making.delete("one")
    making.publish()
    assert open_file(making.library, ANYBODY, "resources", "two", "b.pdf").path.read_bytes() == PDF


def test_a_copy_that_was_lost_is_not_there_until_everything_is_built_anew(making: Making) -> None:
    write_video(making)
    making.publish()
    open_file(making.library, ANYBODY, "resources", "film", "film.mp4").path.unlink()
    with pytest.raises(NotFound):
        open_file(making.library, ANYBODY, "resources", "film", "film.mp4")
    making.publish(rebuild=True)
    assert open_file(making.library, ANYBODY, "resources", "film", "film.mp4").path.read_bytes() == MP4


def test_a_file_of_another_name_or_document_is_not_there(making: Making) -> None:
    write_video(making)
    making.write("new", formerly="[old]")
    making.publish()
    for shelf, slug, name in (
        ("resources", "film", "film.md"),
        ("resources", "film", "../film.mp4"),
        ("stories", "film", "film.mp4"),
        ("stories", "old", "film.mp4"),
        ("stories", "nothing", "film.mp4"),
    ):
        with pytest.raises(NotFound):
            open_file(making.library, ANYBODY, shelf, slug, name)


# ---- removals


def test_removing_over_half_of_the_documents_has_to_be_allowed(making: Making) -> None:
    for slug in ("one", "two", "three"):
        making.write(slug)
    making.publish()
    making.delete("one", "two")
    making.write("three", status="withdrawn")
    with pytest.raises(TooManyRemovals) as caught:
        making.publish()
    assert (caught.value.removed, caught.value.total) == (2, 3)
    assert str(caught.value) == (
        "This publish would remove 2 of 3 documents. If that is meant, run it again with --allow-removals."
    )
    # What is certain is done all the same: the withdrawal.
    assert making.found() == ["one", "two"]
    assert making.publish(allow_removals=True).removed == 2
    assert making.found() == []


def test_removing_half_of_the_documents_needs_no_asking(making: Making) -> None:
    making.write("one")
    making.write("two")
    making.publish()
    making.delete("one")
    assert making.publish().removed == 1


def test_a_content_folder_that_is_away_removes_nothing(making: Making) -> None:
    making.write("one")
    making.publish()
    (making.root / "content").rename(making.root / "away")
    with pytest.raises(TooManyRemovals):
        making.publish()
    (making.root / "away").rename(making.root / "content")
    assert served(making) == {"one": "Words of one."}


def test_a_shelf_that_cannot_be_read_removes_nothing(making: Making) -> None:
    making.write("one")
    making.write("two", kind="guidance")
    making.publish()
    shelf = making.root / "content/resources"
    shelf.rename(making.root / "away")
    shelf.write_text("not a folder")
    with pytest.raises(ContentError):
        making.publish()
    assert served(making) == {"one": "Words of one.", "two": "Words of two."}


# ---- several at once


def test_a_second_publish_says_that_another_is_running(making: Making) -> None:
    making.write("one")
    library = making.reopen(LIBRARY_PUBLISH_WAIT="0.2")
    with publish_lock(making.root / "data", 0), pytest.raises(PublishBusy) as caught:
        publish(library)
    assert caught.value.lock == making.root / "data/publish.lock"
    assert str(caught.value) == (
        "Another publish is running and did not finish within 0.2 seconds. Try again when it has ended."
    )


def test_a_second_publish_waits_for_the_first(making: Making) -> None:
    making.write("one")
    done: list[Published] = []
    waiting = threading.Thread(target=lambda: done.append(making.publish()))
    with publish_lock(making.root / "data", 0):
        waiting.start()
        time.sleep(0.3)
        assert done == []
    waiting.join()
    assert done == [Published(1, 1, 0, 1, rebuilt=True)]


def test_a_reader_serves_on_through_rebuilds_and_sees_each(making: Making) -> None:
    making.write("one")
    making.publish()
    stop = threading.Event()
    seen: list[str] = []
    wrong: list[Exception] = []

    def read(library: Library) -> None:
        try:
            while not stop.is_set():
                text = reads(library, "one")
                if text not in seen[-1:]:
                    seen.append(text)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test has to know
            wrong.append(error)

    library = making.reopen()
    reader = threading.Thread(target=read, args=[library])
    reader.start()
    for number in range(5):
        making.write("one", f"Words {number}.\n")
        making.publish(rebuild=True)
        time.sleep(0.1)
    stop.set()
    reader.join()
    library.close()
    assert not wrong
    assert seen == ["Words of one.", *(f"Words {number}." for number in range(5))]


def test_another_process_sees_a_publish_without_being_told(making: Making) -> None:
    making.write("one")
    making.publish()
    other = making.reopen()
    assert found(other, "one") == ["one"]
    making.write("two", "And one more.\n")
    making.publish()
    assert found(other, "one") == ["one", "two"]
    making.publish(rebuild=True)
    assert found(other, "one") == ["one", "two"]
    other.close()


def test_the_build_before_is_kept_and_the_one_before_that_is_not(making: Making) -> None:
    making.write("one")
    for _ in range(3):
        making.publish(rebuild=True)
    builds = sorted(path.name for path in (making.root / "data/builds").iterdir())
    assert builds == ["2", "3"]


# ---- days


def test_a_scheduled_document_appears_on_its_day(making: Making) -> None:
    making.write("soon", published="2026-12-01")
    making.publish()
    days = {date(2026, 11, 30): ([], "404"), date(2026, 12, 1): (["soon"], "Words of soon.")}
    for day, expected in days.items():
        making.day.today = day
        assert (making.found("soon"), making.reads("soon")) == expected


def test_a_document_is_shown_until_its_last_day(making: Making) -> None:
    making.write_told("told", consent="audience: public, uses: [], until: 2026-12-01")
    making.publish()
    days = {date(2026, 12, 1): (["told"], "Words of told."), date(2026, 12, 2): ([], "404")}
    for day, expected in days.items():
        making.day.today = day
        assert (making.found("told"), making.reads("told")) == expected


def test_invented_documents_can_be_hidden_by_one_setting(making: Making) -> None:
    making.write("invented")
    making.write_told("told")
    making.publish()
    library = making.reopen(LIBRARY_SHOW_INVENTED="off")
    assert found(library) == ["told"]
    with pytest.raises(NotFound):
        read_document(library, ANYBODY, "stories", "invented")
    assert making.found() == ["invented", "told"]


def test_today_is_the_day_in_london(making: Making) -> None:
    assert isinstance(london_today(), date)
    assert making.day() == TODAY


# ---- what is broken is mended


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
    assert str(caught.value) == "resources/leaflet.pdf changed while it was being published. Publish again."
    assert files_kept(making) == set()


def test_a_file_that_goes_while_it_is_published_stops_the_publish(making: Making) -> None:
    making.content.put("resources/leaflet.pdf", PDF)
    making.write("one", kind="guidance", attachments="[{file: leaflet.pdf, title: Leaflet}]")

    def delete(stage: Stage, done: int, total: int) -> None:
        assert (stage, done, total) == (Stage.READING, 1, 1)
        (making.root / "content/resources/leaflet.pdf").unlink()

    with pytest.raises(PublishError) as caught:
        publish(making.library, progress=delete)
    assert str(caught.value) == "resources/leaflet.pdf could not be copied: No such file or directory."


def test_data_that_cannot_be_written_stops_the_publish_with_a_sentence(making: Making) -> None:
    making.write("one")
    (making.root / "data").write_text("a file")
    with pytest.raises(PublishError) as caught:
        making.publish()
    assert str(caught.value) == (
        f"Publishing stopped: File exists ({making.root / 'data'}). What was served before still is."
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
