"""Files of packs are made one at a time of each pack and for each address, and the site answers meanwhile."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from werkzeug.test import TestResponse

from library.actions.publish import publish
from library.storage.leases import MOST_WAITING, Leases
from library.web.server import THREADS
from tests.web.shelves import MP4, Shelves, fill, open_shelves
from tests.web.test_packs import post, started
from tests.workers import worker_of


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Shelves]:
    filled = opened(tmp_path)
    yield filled
    filled.library.close()


def opened(folder: Path, **settings: str) -> Shelves:
    """Return a library whose film may be on slides, and where nobody waits for a file if not set otherwise."""
    fill(folder)
    film = folder / "content" / "resources" / "number-nine.md"
    film.write_text(film.read_text("utf-8").replace("[workshop, print]", "[workshop, excerpt]"), "utf-8")
    shelves = open_shelves(folder, **({"LIBRARY_FILE_WAIT": "0"} | settings))
    publish(shelves.library)
    return shelves


@contextmanager
def held(own: Shelves, address: str = "192.0.2.1") -> Iterator[tuple[str, Future[TestResponse]]]:
    """Ask for slides whose worker waits at a pipe in place of a film; give the pack, and the answer to come."""
    (film,) = (path for path in (own.folder / "data" / "files").glob("*/*") if path.read_bytes() == MP4)
    film.unlink()
    os.mkfifo(film)
    pack = started(own.client, slug="number-nine")
    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(ask, own, f"{pack}/files/slides.pptx", address)
        worker_of()
        yield pack, answer
        if not answer.done():
            film.write_bytes(MP4)


def ask(own: Shelves, path: str, address: str = "192.0.2.1") -> TestResponse:
    answer = own.client.get(path, environ_base={"REMOTE_ADDR": address})
    answer.get_data()
    return answer


def is_busy(answer: TestResponse) -> bool:
    """Return whether an answer says, as it should, that other files are being made."""
    if answer.status_code == 200:
        return False
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3")
    assert "We are creating other files for this pack, for your network" in answer.text
    assert "Content-Disposition" not in answer.headers
    return True


def test_pages_and_searches_are_answered_while_a_file_is_being_made(own: Shelves) -> None:
    with held(own) as (pack, answer):
        for path in ("/", "/search?q=kettle", "/stories/spare-key", pack):
            assert ask(own, path).status_code == 200
        assert not answer.done()
    assert answer.result().status_code == 200


def test_a_second_file_of_a_pack_is_refused_until_the_first_is_made(own: Shelves) -> None:
    with held(own) as (pack, answer):
        assert is_busy(ask(own, f"{pack}/files/pack.md", "192.0.2.2"))
    assert answer.result().status_code == 200
    assert not is_busy(ask(own, f"{pack}/files/pack.md", "192.0.2.2"))


def test_those_with_the_link_to_look_wait_for_the_same_turn(own: Shelves) -> None:
    with held(own) as (pack, _):
        post(own.client, f"{pack}/share")
        (link,) = (each for each in own.client.get(pack).text.split('"') if "/shared/" in each)
        shared = urlsplit(link).path
        assert is_busy(ask(own, f"{shared}/files/handout.pdf", "192.0.2.2"))
    assert not is_busy(ask(own, f"{shared}/files/handout.pdf", "192.0.2.2"))


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::2:0:0:3", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
    ],
)
def test_an_address_has_one_file_made_at_a_time(own: Shelves, first: str, second: str, *, is_one: bool) -> None:
    other = started(own.client)
    with held(own, first):
        assert is_busy(ask(own, f"{other}/files/pack.md", second)) is is_one


def test_as_many_files_are_made_at_once_as_the_setting_says(tmp_path: Path) -> None:
    own = opened(tmp_path, LIBRARY_FILES_AT_ONCE="1")
    other = started(own.client)
    with held(own):
        assert is_busy(ask(own, f"{other}/files/pack.md", "192.0.2.2"))
    assert not is_busy(ask(own, f"{other}/files/pack.md", "192.0.2.2"))
    own.library.close()


def test_who_comes_while_all_places_are_taken_waits_for_a_moment_and_gets_the_file(tmp_path: Path) -> None:
    own = opened(tmp_path, LIBRARY_FILES_AT_ONCE="1", LIBRARY_FILE_WAIT="600")
    other, waits = started(own.client), threading.Event()

    def pause(seconds: float) -> None:
        waits.set()
        time.sleep(seconds)

    own.library.file_leases = Leases(own.folder / "data" / "files.lock", 1, 600, pause)
    with ThreadPoolExecutor(1) as threads:
        with held(own) as (_, first):
            second = threads.submit(ask, own, f"{other}/files/pack.md", "192.0.2.2")
            assert waits.wait(600)
            # One request of an address waits; another is refused at once.
            assert is_busy(ask(own, f"{other}/files/chat.txt", "192.0.2.2"))
            assert not second.done()
        assert [first.result().status_code, second.result().status_code] == [200, 200]
    own.library.close()


def test_those_who_wait_for_their_turn_leave_four_threads_for_pages(own: Shelves) -> None:
    queues = [each for each in vars(own.library).values() if isinstance(each, Leases)]
    assert THREADS - len(queues) * MOST_WAITING >= 4


def test_a_file_that_is_not_there_is_not_found_even_while_another_is_made(own: Shelves) -> None:
    with held(own) as (pack, _):
        assert ask(own, f"{pack}/files/never-was.pdf").status_code == 404
        assert ask(own, "/packs/never-was/files/pack.md").status_code == 404


def test_where_the_process_that_makes_a_file_dies_the_reader_is_told_and_the_next_file_is_made(own: Shelves) -> None:
    with held(own) as (pack, answer):
        os.kill(worker_of(), signal.SIGKILL)
        failed = answer.result()
    assert (failed.status_code, failed.mimetype) == (500, "text/html")
    assert "Your pack has not changed." in failed.text
    assert "Content-Disposition" not in failed.headers
    assert ask(own, f"{pack}/files/pack.md").status_code == 200


def test_a_file_that_needs_more_memory_than_it_may_says_what_to_do(tmp_path: Path) -> None:
    own = opened(tmp_path, LIBRARY_FILE_MEMORY="25")
    pack = started(own.client)
    failed = ask(own, f"{pack}/files/slides.pptx")
    assert failed.status_code == 500
    assert "Remove something, or split it into two packs." in failed.text
    own.library.close()
