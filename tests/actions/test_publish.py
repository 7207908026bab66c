"""Publishing: what changes in the files, and only that, changes for readers."""

from __future__ import annotations

import os
import threading
import time
from datetime import date

import pytest

from library.actions.library import Library, london_today
from library.actions.narrowing import LARGE_CHANGE
from library.actions.progress import Stage
from library.actions.publish import publish
from library.actions.publish_steps import Published
from library.actions.read import read_document
from library.errors import (
    ContentError,
    Moved,
    NotFound,
    NothingPublished,
    PublishBusy,
    TooManyRemovals,
)
from library.model.viewer import ANYBODY
from library.storage.builds import publish_lock
from tests.actions.publishing import served
from tests.making import TODAY, Making, found, reads


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
        *["stories/My Story.md"] * 2,
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
        "stories/one.md:9: related: There is no document “two”."
    ]
    assert served(making) == {"one": "Words of one."}


def test_a_broken_vocabulary_keeps_the_last_good_state(making: Making) -> None:
    making.write("one")
    making.publish()
    making.content.put("vocabulary.yaml", "themes: [")
    with pytest.raises(ContentError):
        making.publish()
    assert served(making) == {"one": "Words of one."}


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
        "This would remove 2 of 3 documents from the site. If that is what you want, run the "
        "command again with --allow-removals."
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
    assert str(caught.value) == ("Try again later. Another publish is running and did not finish within 0.2 seconds.")


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


def test_the_builds_before_are_deleted(making: Making) -> None:
    making.write("one")
    for _ in range(3):
        making.publish(rebuild=True)
    builds = sorted(path.name for path in (making.root / "data/builds").iterdir())
    assert builds == ["3"]


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
    days = {date(2026, 12, 1): (["told"], "Words of told."), date(2026, 12, 2): ([], "410")}
    for day, expected in days.items():
        making.day.today = day
        assert (making.found("told"), making.reads("told")) == expected


def test_a_story_whose_header_says_invented_is_shown_and_hidden_as_the_fictional_are(making: Making) -> None:
    making.write("old", provenance="invented")
    making.publish()
    assert making.found() == ["old"]
    making.library = making.reopen(LIBRARY_SHOW_FICTIONAL="off")
    assert making.found() == []
    assert making.reads("old") == "404"


def test_fictional_documents_can_be_hidden_by_one_setting(making: Making) -> None:
    making.write("fictional")
    making.write_told("told")
    making.publish()
    library = making.reopen(LIBRARY_SHOW_FICTIONAL="off")
    assert found(library) == ["told"]
    with pytest.raises(NotFound):
        read_document(library, ANYBODY, "stories", "fictional")
    assert making.found() == ["fictional", "told"]


def test_today_is_the_day_in_london(making: Making) -> None:
    assert isinstance(london_today(), date)
    assert making.day() == TODAY
