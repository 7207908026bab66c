"""After its last day a document is as if it had been withdrawn, and stays so until its file names another day."""

from __future__ import annotations

import logging
import os
from datetime import date
from pathlib import Path

import pytest

from library.actions.last_day import try_take_down_ended
from library.actions.publish_steps import Published
from library.errors import ContentError
from library.model.viewer import ANYBODY
from library.storage.blocked import block
from library.storage.builds import current_build, publish_lock
from tests.actions.publishing import files_kept
from tests.content.writing import MP4, VTT
from tests.making import COORDINATOR, NETWORK, TODAY, Making

UNTIL = "audience: public, uses: [], until: 2026-11-22"
AFTER = date(2026, 11, 23)


def start(making: Making, consent: str = UNTIL) -> None:
    """Publish a told film whose last day is today, and a story."""
    making.content.put("resources/film.mp4", MP4)
    making.content.put("resources/film.vtt", VTT)
    media = {"media": '{file: film.mp4, duration: "00:01:12"}', "transcripts": "[{language: en, file: film.vtt}]"}
    making.write_told("film", "Porridge.\n", consent, kind="video", title="Zqsentinel", **media)
    making.write("other")
    making.publish()
    assert (making.found("porridge"), len(files_kept(making))) == (["film"], 2)


def is_gone(making: Making) -> None:
    """See that nothing is left of the film but that it was there."""
    assert (making.found("porridge"), making.reads("film", shelf="resources")) == ([], "410")
    assert (making.found(), files_kept(making)) == (["other"], set())
    making.library.close()
    catalogue = current_build(making.root / "data").catalogue.read_bytes()
    assert [word for word in (b"Zqsentinel", b"orridge") if word in catalogue] == []


def test_a_publish_with_nothing_else_changed_takes_it_down(making: Making) -> None:
    start(making)
    making.day.today = AFTER
    assert making.publish() == Published(2, 0, 0, 2, rebuilt=False)
    is_gone(making)
    assert making.publish() == Published(2, 0, 0, 2, rebuilt=False)


def test_a_publish_stopped_by_a_mistake_takes_it_down(making: Making) -> None:
    start(making)
    making.day.today = AFTER
    making.write("broken", themes="[listning]")
    with pytest.raises(ContentError):
        making.publish()
    is_gone(making)


def test_the_start_of_a_process_that_serves_takes_it_down(making: Making) -> None:
    start(making)
    making.day.today = AFTER
    try_take_down_ended(making.library)
    is_gone(making)


def test_what_a_full_disk_blocked_stays_blocked_when_a_start_takes_something_else_down(making: Making) -> None:
    start(making)
    build = current_build(making.root / "data")
    block(build.blocked, [making.library.view(ANYBODY).snapshot.by_slug["other"].id])
    making.day.today = AFTER
    try_take_down_ended(making.library)
    assert current_build(making.root / "data") != build
    assert (making.reads("other"), making.found(), making.reads("film", shelf="resources")) == ("404", [], "410")


def test_a_start_on_its_last_day_changes_nothing(making: Making) -> None:
    start(making)
    try_take_down_ended(making.library)
    assert making.library.view(ANYBODY).snapshot.generation == 1


@pytest.mark.parametrize("rebuild", [False, True])
def test_setting_the_clock_back_does_not_show_it_again(making: Making, rebuild: bool) -> None:
    start(making)
    making.day.today = AFTER
    making.publish()
    making.day.today = TODAY
    making.publish(rebuild=rebuild)
    is_gone(making)
    path = making.root / "content/resources/film.md"
    path.write_text(path.read_text().replace("Porridge.", "More porridge."))
    making.publish()
    is_gone(making)


@pytest.mark.parametrize("until", [", until: 2026-12-24", ""])
def test_another_day_shows_it_again(making: Making, until: str) -> None:
    start(making)
    making.day.today = AFTER
    making.publish()
    path = making.root / "content/resources/film.md"
    path.write_text(path.read_text().replace(", until: 2026-11-22", until))
    assert making.publish().changed == 1
    assert (making.found("porridge"), len(files_kept(making))) == (["film"], 2)


def test_a_withdrawal_taken_back_before_the_last_day_shows_it_again(making: Making) -> None:
    making.write_told("told", "Porridge.\n", UNTIL, status="withdrawn")
    making.publish()
    making.write_told("told", "Porridge.\n", UNTIL)
    making.publish()
    assert making.reads("told") == "Porridge."


def test_only_who_might_have_seen_it_hears_that_it_is_gone(making: Making) -> None:
    making.write_told("told", "Porridge.\n", "audience: network, uses: [], until: 2026-11-22")
    making.publish()
    for _ in range(2):
        making.day.today = AFTER
        assert [making.reads("told", viewer) for viewer in (ANYBODY, NETWORK, COORDINATOR)] == ["404", "410", "410"]
        making.publish()


def test_a_start_that_cannot_write_serves_all_the_same(making: Making, caplog: pytest.LogCaptureFixture) -> None:
    start(making)
    making.day.today = AFTER
    library = making.reopen(LIBRARY_PUBLISH_WAIT="0")
    with publish_lock(making.root / "data", 1), caplog.at_level(logging.WARNING):
        try_take_down_ended(library)
    library.close()
    assert "hidden, but still stored. Run: library publish" in caplog.text
    assert (making.found("porridge"), making.reads("film", shelf="resources")) == ([], "410")


def test_a_site_started_by_a_web_server_takes_it_down(making: Making, monkeypatch: pytest.MonkeyPatch) -> None:
    from library.web.server import create_site  # noqa: PLC0415

    making.write_told("told", "Porridge.\n", "audience: public, uses: [], until: 2026-01-20")
    making.write("other")
    making.day.today = date(2026, 1, 20)
    making.publish()
    assert making.reads("told") == "Porridge."
    for name, folder in (("LIBRARY_CONTENT", "content"), ("LIBRARY_DATA", "data")):
        monkeypatch.setitem(os.environ, name, str(making.root / folder))
    create_site()
    assert (making.reads("told"), making.found("porridge")) == ("410", [])
    assert Path(making.root / "data").exists()
