"""Work that waits: every job is done, by one process at a time, and a killed one is done again."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from library.storage.jobs import LEASE, Job, Jobs, NewJob
from library.storage.records_database import RecordsDatabase
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]

NOW = 1_800_000_000


@pytest.fixture
def jobs(address: str) -> Iterator[Jobs]:
    database = RecordsDatabase(address)
    yield Jobs(database)
    database.close()


def taken(jobs: Jobs, now: int = NOW) -> Job:
    job = jobs.take(now)
    assert job is not None
    return job


def test_a_job_is_taken_with_what_it_needs_and_is_gone_when_done(jobs: Jobs) -> None:
    jobs.add(NewJob("mail", {"to": "ann@example.org"}, NOW))
    job = taken(jobs)
    assert (job.kind, job.payload, job.tries) == ("mail", {"to": "ann@example.org"}, 1)
    jobs.done(job)
    assert (jobs.waiting(), jobs.failed()) == (0, 0)


def test_the_job_that_is_due_longest_comes_first_and_none_before_its_time(jobs: Jobs) -> None:
    for due in (NOW + 2, NOW, NOW + 1):
        jobs.add(NewJob("mail", {"due": due}, due))
    assert jobs.take(NOW - 1) is None
    assert [taken(jobs, NOW + 2).payload["due"] for _ in range(3)] == [NOW, NOW + 1, NOW + 2]


def test_a_job_with_the_key_of_one_that_waits_is_not_added(jobs: Jobs) -> None:
    for key in ("monday", "monday", "tuesday", None, None):
        jobs.add(NewJob("clean-up", {}, NOW, key=key))
    assert jobs.waiting() == 4


def test_a_crowd_of_mails_is_limited_and_holds_up_no_clean_up(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("library.storage.jobs.MOST_WAITING", 3)
    for _ in range(5):
        jobs.add(NewJob("mail", {}, NOW))
    jobs.add(NewJob("clean-up", {}, NOW, key="monday"))
    assert jobs.waiting() == 4


def test_twenty_jobs_are_each_taken_once_by_eight_threads(jobs: Jobs) -> None:
    for number in range(20):
        jobs.add(NewJob("mail", {"number": number}, NOW))

    def take_all(_: int) -> list[int]:
        found = []
        while job := jobs.take(NOW):
            found.append(job.payload["number"])
        return found

    with ThreadPoolExecutor(8) as pool:
        together = [number for some in pool.map(take_all, range(8)) for number in some]
    assert sorted(together) == list(range(20))


def test_the_job_of_a_killed_process_is_taken_again_when_its_lease_is_over(jobs: Jobs) -> None:
    jobs.add(NewJob("mail", {}, NOW))
    taken(jobs)
    assert jobs.take(NOW + LEASE - 1) is None
    assert taken(jobs, NOW + LEASE).tries == 2


def test_a_process_whose_lease_ended_changes_nothing_of_the_one_that_has_the_job_now(jobs: Jobs) -> None:
    jobs.add(NewJob("mail", {}, NOW))
    slow = taken(jobs)
    again = taken(jobs, NOW + LEASE)
    jobs.done(slow)
    jobs.give_up(slow, NOW, "late")
    assert (jobs.waiting(), jobs.failed()) == (1, 0)
    jobs.done(again)
    assert jobs.waiting() == 0


def test_a_job_that_is_put_off_waits(jobs: Jobs) -> None:
    jobs.add(NewJob("mail", {}, NOW))
    jobs.put_off(taken(jobs), NOW + 30, "server unreachable")
    assert jobs.take(NOW + 29) is None
    assert taken(jobs, NOW + 30).tries == 2


def test_of_a_job_that_is_given_up_only_its_failure_stays_for_a_time(jobs: Jobs) -> None:
    jobs.add(NewJob("mail", {"to": "ann@example.org"}, NOW, key="ann"))
    jobs.give_up(taken(jobs), NOW, "address refused")
    assert (jobs.waiting(), jobs.failed(), jobs.take(NOW + 10 * LEASE)) == (0, 1, None)
    jobs.forget_failed(NOW)
    assert jobs.failed() == 1
    jobs.forget_failed(NOW + 1)
    assert jobs.failed() == 0
