"""Files are written by a process of their own: it has limits, and whatever becomes of it, this one goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from library.errors import ExportFailed, FileTooLarge, FileTooSlow
from library.export.process import write_file
from library.export.typography import typeset_all
from library.export.worker import encoded
from library.export.writers import WRITERS
from library.model.pack import ItemKind
from library.model.workshop import Report, Step, Workshop
from library.process.parent import Limits
from tests.export import sample
from tests.workers import environment_of, wait_until_gone, worker_of

ENOUGH = Limits(seconds=120, megabytes=1_000)


def flood(times: int = 1) -> Workshop:
    """Return sixty notes of two thousand lines each, or so many times more: minutes and gigabytes of cards."""
    note = Step(1, ItemKind.NOTE, "A note", 2, "10:00", lines=("x",) * 2_000)
    return replace(sample.workshop(), steps=(note,) * 60 * times)


@pytest.fixture
def waiting(tmp_path: Path) -> tuple[Workshop, Path]:
    """A workshop whose slides wait until someone writes into a pipe, and that pipe."""
    pipe = tmp_path / "film.mp4"
    os.mkfifo(pipe)
    clip = replace(sample.clip(), file=pipe, media_type="video/mp4")
    step = Step(1, ItemKind.DOCUMENT, "The number nine", 2, "10:00", credit=sample.STORY, clip=clip)
    return replace(sample.workshop(), steps=(step,)), pipe


@contextmanager
def writing(name: str, made: Workshop) -> Iterator[Future[bytes]]:
    with ThreadPoolExecutor(1) as threads:
        yield threads.submit(write_file, name, made, ENOUGH)


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_is_the_same_byte_for_byte_as_its_writer_makes_it_here(name: str) -> None:
    made = sample.report() if WRITERS[name].made_of is Report else sample.hostile()
    assert write_file(name, made, ENOUGH) == WRITERS[name].write(typeset_all(made))


def test_a_file_that_needs_more_memory_than_it_may_is_stopped_and_says_so() -> None:
    with pytest.raises(FileTooLarge, match=r"^The file could not be made: it needs more than 150 MB of memory\.$"):
        write_file("cards.pdf", flood(), Limits(seconds=600, megabytes=150))


@pytest.mark.parametrize("name", ["handout.docx", "slides.pptx"])
def test_a_file_that_takes_longer_than_it_may_is_stopped_and_says_so(name: str) -> None:
    with pytest.raises(FileTooSlow, match=r"^The file could not be made: it took longer than 1 seconds\.$"):
        write_file(name, flood(times=20), Limits(seconds=1, megabytes=4_000))


def test_a_worker_that_waits_for_ever_is_stopped_by_the_clock(waiting: tuple[Workshop, Path]) -> None:
    with pytest.raises(FileTooSlow):
        write_file("slides.pptx", waiting[0], Limits(seconds=2, megabytes=500))


def test_a_worker_that_is_killed_is_an_error_in_words(
    waiting: tuple[Workshop, Path], caplog: pytest.LogCaptureFixture
) -> None:
    with writing("slides.pptx", waiting[0]) as file:
        os.kill(worker_of(), signal.SIGKILL)
        with pytest.raises(ExportFailed, match=r"^The file could not be made: it stopped before it was finished\.$"):
            file.result()
    assert caplog.messages == ["slides.pptx was not made: its process ended with -9 "]


def test_an_error_that_nobody_expected_is_logged_by_its_place_and_without_a_word_of_the_workshop(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # A server may hold more memory than a worker may have: that is no memory of the worker's.
    limits = Limits(seconds=120, megabytes=300)
    ballast = b"x" * (limits.megabytes * 1_000_000)
    clip = replace(sample.clip(), file=tmp_path / "Sentinel.mp4", media_type="video/mp4")
    step = Step(1, ItemKind.DOCUMENT, "Sentinel", 2, "10:00", credit=sample.STORY, clip=clip)
    with pytest.raises(ExportFailed):
        write_file("slides.pptx", replace(sample.workshop(), steps=(step,)), limits)
    (said,) = caplog.messages
    assert said.startswith("slides.pptx was not made: its process ended with 1 FileNotFoundError in /")
    assert "Sentinel" not in said
    assert ballast[-1:] == b"x"


def test_a_worker_knows_no_setting_and_no_secret_of_the_server(
    waiting: tuple[Workshop, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIBRARY_SECRET_KEY", "a secret")
    with writing("slides.pptx", waiting[0]) as file:
        worker = worker_of()
        found = environment_of(worker)
        os.kill(worker, signal.SIGKILL)
        assert isinstance(file.exception(), ExportFailed)
    assert set(found) == {"PYTHONPATH", "RAYON_NUM_THREADS", "MALLOC_ARENA_MAX"}


def test_a_worker_ends_with_the_process_that_started_it(waiting: tuple[Workshop, Path], tmp_path: Path) -> None:
    (tmp_path / "server.py").write_text(
        "import sys\n"
        "from library.export.process import write_file\n"
        "from library.process.parent import Limits\n"
        "from library.export.worker import decoded\n"
        "from library.model.workshop import Workshop\n"
        "write_file('slides.pptx', decoded(sys.stdin.buffer.read(), Workshop), Limits(600, 500))\n"
    )
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, str(tmp_path / "server.py")], stdin=subprocess.PIPE, env=environment
    ) as server:
        assert server.stdin is not None
        server.stdin.write(encoded(waiting[0]))
        server.stdin.close()
        worker = worker_of(server.pid)
        server.kill()
    wait_until_gone(worker)
