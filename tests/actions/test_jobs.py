"""Work in the background: mails arrive, wait or are given up, and what is over is deleted."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import text

from library.actions.jobs.clean_up import CLEAN_UP
from library.actions.jobs.mailing import mail_job, new_token
from library.actions.jobs.worker import WAITS, Worker, do_one
from library.actions.library import Library
from library.mail.message import Mail
from library.storage.jobs import LEASE, MOST_TRIES, NewJob
from tests.mail.server import Mailbox, mail_server
from tests.making import library_at
from tests.storage.databases import free_port
from tests.waiting import wait_for

SENDER = "Commonplace <library@example.org>"
MAIL = Mail("ann@example.org", "Mewngofnodi i’r llyfrgell", "Helô Ann,\nCôd: 123456\n", "cy", "token-1")


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[tuple[Library, Mailbox]]:
    with mail_server() as (url, mailbox):
        library = library_at(tmp_path, LIBRARY_MAIL_URL=url, LIBRARY_MAIL_FROM=SENDER)
        yield library, mailbox
        library.close()


def add_mail(library: Library, mail: Mail = MAIL, minutes: int = 30) -> None:
    now = int(time.time())
    library.jobs.add(mail_job(mail, now, now + 60 * minutes))


def do_all(library: Library) -> int:
    done = 0
    while do_one(library):
        done += 1
    return done


def failures(library: Library) -> list[str]:
    with library.database.reading() as connection:
        return list(connection.execute(text("SELECT failure FROM job")).scalars())


def test_a_mail_arrives_with_its_words_and_says_that_a_machine_sent_it(mailbox: tuple[Library, Mailbox]) -> None:
    library, box = mailbox
    add_mail(library)
    assert do_all(library) == 1
    (mail,) = box.mails
    assert (mail["From"], mail["To"], mail["Subject"]) == (SENDER, MAIL.to, MAIL.subject)
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == ("<token-1@example.org>", "auto-generated")
    assert mail["Content-Language"] == "cy"
    assert mail.get_content().splitlines() == MAIL.text.splitlines()
    assert library.jobs.waiting() == 0


def test_no_line_of_a_subject_can_become_a_header(mailbox: tuple[Library, Mailbox]) -> None:
    library, box = mailbox
    add_mail(library, Mail(MAIL.to, "Hello\r\nBcc: all@example.org", "Hello\n", "en", new_token()))
    do_all(library)
    (mail,) = box.mails
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Hello Bcc: all@example.org"


def test_a_mail_that_is_too_late_to_be_of_use_is_not_sent(mailbox: tuple[Library, Mailbox]) -> None:
    library, box = mailbox
    add_mail(library, minutes=0)
    do_all(library)
    assert box.mails == []
    assert failures(library) == ["too late"]


def test_an_address_that_is_refused_is_noted_and_not_tried_again(mailbox: tuple[Library, Mailbox]) -> None:
    library, box = mailbox
    box.answers[MAIL.to] = "550 No such user"
    with library.database.writing() as connection:
        connection.execute(
            text(
                "INSERT INTO person (id, email, name, role, language, joined_at)"
                " VALUES (7, 'ann@example.org', 'Ann', 'member', 'cy', 0)"
            )
        )
    now = int(time.time())
    library.jobs.add(mail_job(MAIL, now, now + 60, person_id=7))
    assert do_all(library) == 1
    assert (library.jobs.waiting(), library.jobs.failed()) == (0, 1)
    with library.database.reading() as connection:
        assert connection.execute(text("SELECT mail_refused_at FROM person")).scalar_one() >= now
        assert connection.execute(text("SELECT payload FROM job")).scalar_one() == b"{}"


def test_a_server_that_asks_for_patience_gets_the_mail_later(mailbox: tuple[Library, Mailbox]) -> None:
    library, box = mailbox
    box.answers[MAIL.to] = "451 Try again"
    add_mail(library)
    assert do_all(library) == 1
    assert failures(library) == ["server asks to try later"]
    del box.answers[MAIL.to]
    with time_machine.travel(time.time() + WAITS[0] + 1):
        assert do_all(library) == 1
    assert len(box.mails) == 1


def test_a_mail_is_given_up_after_so_many_tries(tmp_path: Path) -> None:
    url = f"smtp://127.0.0.1:{free_port()}"
    library = library_at(tmp_path, LIBRARY_MAIL_URL=url, LIBRARY_MAIL_FROM=SENDER)
    start = int(time.time())
    library.jobs.add(mail_job(MAIL, start, start + 10**6))
    tries = 0
    for wait in (0, *WAITS, 10**5):
        start += wait + 1
        with time_machine.travel(start):
            tries += do_all(library)
    assert tries == MOST_TRIES
    assert failures(library) == ["server unreachable"]
    assert library.jobs.failed() == 1
    library.close()


def test_a_fault_in_a_job_is_logged_without_anything_it_held(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    library = library_at(tmp_path)
    library.jobs.add(NewJob("mail", {"to": "ann@example.org"}, 0))
    with caplog.at_level(logging.DEBUG):
        assert do_one(library)
    assert [record.getMessage() for record in caplog.records] == ["A job failed (mail): KeyError"]
    assert caplog.records[0].exc_info is None
    assert failures(library) == ["fault"]
    library.close()


def test_a_worker_cleans_up_once_a_day(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.jobs.add(NewJob(CLEAN_UP, {}, 0, key=library.today().isoformat()))
    with library.database.writing() as connection:
        connection.execute(
            text("INSERT INTO job (kind, payload, due_at, tries, failed_at) VALUES ('mail', :none, 0, 1, 1)"),
            {"none": b"{}"},
        )
    worker = Worker(library)
    worker.start()
    wait_for(lambda: not library.jobs.waiting() + library.jobs.failed())
    worker.stop()
    assert (library.jobs.waiting(), library.jobs.failed()) == (0, 0)
    library.close()


def test_a_worker_makes_no_records_where_there_are_none(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    worker = Worker(library)
    worker.stop()
    worker.work()
    assert worker._pause_after_some() > 0
    assert not (tmp_path / "data" / "records.sqlite").exists()


def test_a_fault_while_looking_for_work_ends_no_worker(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    library = library_at(tmp_path)
    library.jobs.waiting()
    days = iter(())
    library.today = lambda: next(days)  # a fault that nobody foresaw
    worker = Worker(library)
    worker.start()
    wait_for(lambda: caplog.messages)
    worker.stop()
    assert caplog.messages == ["Looking for jobs failed: StopIteration"]
    library.close()


# Takes a job and is killed while it does it.
KILLED = """
import os, signal, sys
from pathlib import Path
from library.actions.jobs import kinds, worker
from tests.making import library_at
library = library_at(Path(sys.argv[1]))
kinds.KINDS["mail"] = lambda library, payload: os.kill(os.getpid(), signal.SIGKILL)
worker.do_one(library)
"""


def test_a_job_whose_process_is_killed_runs_again(mailbox: tuple[Library, Mailbox], tmp_path: Path) -> None:
    library, box = mailbox
    add_mail(library, minutes=60)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert killed.returncode < 0
    assert do_all(library) == 0
    with time_machine.travel(time.time() + LEASE + 1):
        assert do_all(library) == 1
        assert do_all(library) == 0
    assert len(box.mails) == 1
