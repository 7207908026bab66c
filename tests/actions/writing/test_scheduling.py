"""A draft is published at a time in London by whoever does the jobs, or stays a draft and says why."""

from __future__ import annotations

import time

import pytest

from library.actions.jobs.worker import do_one
from library.actions.writing.reviewing import set_in_review
from library.actions.writing.saving import save
from library.actions.writing.scheduling import PUBLISH_DUE, moment, publish_due, schedule, unschedule
from library.actions.writing.withdrawing import withdraw
from library.errors import ContentError, DraftGone, InvalidInput, JobFailed, SecondReaderNeeded
from library.model.audit import by
from library.model.draft import Draft, DraftChanged, DraftState, Unpublished
from library.model.viewer import Role
from library.storage.builds import publish_lock
from library.storage.jobs import NewJob
from library.storage.people import add_person, delete_person, set_role
from tests.actions.writing.drafting import IONA, MORAG, NEW, ONE, draft_of, text_of
from tests.making import Making

NOON = 1_796_040_000  # 30 November 2026, 12:00 in London


@pytest.fixture(autouse=True)
def people(published: Making) -> None:
    """Give both an account as a coordinator."""
    with published.library.database.writing() as connection:
        for person in (MORAG, IONA):
            assert add_person(connection, f"{person}@example.org", "", Role.COORDINATOR, "en", 0).id == person


@pytest.fixture
def due(published: Making) -> Draft:
    """A draft whose time has come, and the job for it."""
    draft_of(published, ONE, text_of(published, "Porridge."))
    published.library.jobs.add(NewJob(PUBLISH_DUE, {}, int(time.time()) - 1))
    return published.library.drafts.schedule(ONE, int(time.time()) - 1, IONA)


def failure(making: Making, path: str = ONE) -> Unpublished:
    """Return why a draft was not published; nobody tries again."""
    draft = making.library.drafts.at(path)
    assert draft is not None
    assert draft.publish_at is None
    return draft.failure


def test_a_time_is_that_of_london() -> None:
    assert moment("2026-11-30", "13:00", NOON) == NOON + 3_600
    assert moment("2027-07-01", "13:00", NOON) % 86_400 == 12 * 3_600


@pytest.mark.parametrize(
    ("day", "clock", "problems"),
    [
        ("tomorrow", "9 o'clock", {"day": "not-a-day", "clock": "not-a-time"}),
        ("2026-11-30", "11:59", {"day": "passed"}),
        ("2062-11-30", "12:00", {"day": "years-away"}),
        ("2026-12-01", "09:00+05:00", {"clock": "not-a-time"}),
    ],
)
def test_a_time_that_cannot_be_used_is_a_mistake_of_its_field(day: str, clock: str, problems: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as caught:
        moment(day, clock, NOON)
    assert caught.value.problems == problems


@pytest.mark.usefixtures("due")
def test_the_jobs_publish_what_is_due(published: Making) -> None:
    assert do_one(published.library)
    assert published.reads("one") == "Porridge."
    assert published.library.drafts.at(ONE) is None
    assert published.library.audit.lines()[0].actor == by(IONA)
    assert published.library.jobs.waiting() == 0


def test_a_draft_waits_for_its_time_and_can_be_stopped(published: Making) -> None:
    draft = draft_of(published, NEW, text_of(published, "Porridge."))
    waiting = schedule(published.library, NEW, draft.version, "2027-01-10", "09:00", MORAG)
    assert (waiting.publish_by, waiting.publish_version) == (MORAG, draft.version)
    assert published.library.jobs.waiting() == 1
    publish_due(published.library)
    assert published.reads("new") == "404"
    assert unschedule(published.library, NEW).publish_at is None
    with pytest.raises(DraftGone):
        unschedule(published.library, ONE)


def test_a_draft_with_mistakes_or_another_version_gets_no_time(published: Making) -> None:
    draft = draft_of(published, NEW, text_of(published, "Porridge.", themes="[no-such-theme]"))
    for version, error in ((draft.version, ContentError), (draft.version - 1, DraftChanged)):
        with pytest.raises(error):
            schedule(published.library, NEW, version, "2027-01-10", "09:00", MORAG)
    assert published.library.jobs.waiting() == 0


def test_a_file_that_changed_before_the_time_is_not_overwritten(published: Making, due: Draft) -> None:
    published.write("one", "Written by hand.\n")
    assert do_one(published.library)
    assert failure(published) is Unpublished.CONFLICT
    assert b"Written by hand." in (published.root / "content" / due.path).read_bytes()


def test_a_draft_that_was_changed_after_the_decision_is_not_published(published: Making, due: Draft) -> None:
    save(published.library, ONE, due.text + b"\nHalf a sent", due.version, MORAG, "a")
    assert do_one(published.library)
    assert failure(published) is Unpublished.CHANGED
    assert published.reads("one") == "Words of one."


@pytest.mark.usefixtures("due")
def test_a_draft_that_no_longer_passes_is_not_published(making: Making, published: Making) -> None:
    draft = draft_of(published, NEW, text_of(published, "Kippers.", related="[two]"))
    published.library.drafts.schedule(NEW, draft.changed_at, IONA)
    published.delete("two")
    publish_due(making.library)
    assert failure(published, NEW) is Unpublished.MISTAKES
    # The other one that was due is there all the same.
    assert published.reads("one") == "Porridge."
    # A new time begins anew.
    assert published.library.drafts.schedule(NEW, NOON * 2, IONA).failure is Unpublished.NONE


@pytest.mark.usefixtures("due")
def test_what_is_only_in_the_way_for_a_while_is_tried_again(published: Making) -> None:
    library = published.reopen(LIBRARY_PUBLISH_WAIT="0")
    with publish_lock(library.settings.data, 0), pytest.raises(JobFailed):
        publish_due(library)
    assert published.reads("one") == "Words of one."
    publish_due(library)
    library.close()
    assert published.reads("one") == "Porridge."


@pytest.mark.usefixtures("due")
@pytest.mark.parametrize("role", [Role.MEMBER, None])
def test_a_time_that_was_set_by_someone_who_may_no_longer_publish_is_not_kept(
    published: Making, role: Role | None
) -> None:
    with published.library.database.writing() as connection:
        delete_person(connection, IONA) if role is None else set_role(connection, IONA, role)
    assert do_one(published.library)
    assert failure(published) is Unpublished.NO_COORDINATOR
    assert published.reads("one") == "Words of one."
    # Nobody who may publish loses by it: the draft is there, and Morag sets a time of her own.
    published.library.drafts.schedule(ONE, int(time.time()) - 1, MORAG)
    publish_due(published.library)
    assert published.reads("one") == "Porridge."


@pytest.mark.usefixtures("due")
def test_an_administrator_s_time_is_kept_too(published: Making) -> None:
    with published.library.database.writing() as connection:
        set_role(connection, IONA, Role.ADMINISTRATOR)
    assert do_one(published.library)
    assert published.reads("one") == "Porridge."


@pytest.mark.usefixtures("due")
def test_a_withdrawal_cancels_what_is_scheduled(published: Making) -> None:
    withdraw(published.library, ONE, MORAG)
    assert do_one(published.library)
    assert published.reads("one") == "410"


def test_with_a_second_pair_of_eyes_nobody_schedules_what_they_wrote_last(published: Making) -> None:
    draft = draft_of(published, NEW, text_of(published, "Porridge."))
    library = published.reopen(LIBRARY_SECOND_REVIEWER="on")
    with pytest.raises(SecondReaderNeeded):
        schedule(library, NEW, draft.version, "2027-01-10", "09:00", MORAG)
    library.drafts.schedule(NEW, NOON // 2, MORAG)  # before the setting was switched on
    publish_due(library)
    assert failure(published, NEW) is Unpublished.SAME_PERSON
    library.close()


def test_a_draft_is_sent_to_review_and_back(published: Making) -> None:
    draft_of(published, NEW, text_of(published, "Porridge."))
    assert set_in_review(published.library, NEW, in_review=True).state is DraftState.IN_REVIEW
    assert set_in_review(published.library, NEW, in_review=False).state is DraftState.DRAFT
    with pytest.raises(DraftGone):
        set_in_review(published.library, ONE, in_review=True)


@pytest.mark.usefixtures("due")
def test_a_time_that_is_cancelled_while_another_draft_is_published_is_cancelled(
    published: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, stored = published.library, published.library.drafts.published
    draft_of(published, "stories/two.md", text_of(published, "Kippers."))
    library.drafts.schedule("stories/two.md", int(time.time()) - 1, IONA)

    def cancelled_first(*given: object) -> None:
        unschedule(library, "stories/two.md")
        stored(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(library.drafts, "published", cancelled_first)
    publish_due(library)
    assert published.reads("one") == "Porridge."
    assert published.reads("two") == "Words of two."
    assert failure(published, "stories/two.md") is Unpublished.NONE


def test_what_is_saved_while_someone_sets_the_time_is_not_what_they_read(
    published: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, add = published.library, published.library.jobs.add
    draft = draft_of(published, ONE, text_of(published, "Porridge."))

    def saved_first(job: NewJob) -> None:
        save(library, ONE, text_of(published, "Kippers."), draft.version, MORAG, "a")
        add(job)

    monkeypatch.setattr(library.jobs, "add", saved_first)
    schedule(library, ONE, draft.version, "2027-01-10", "09:00", IONA)
    monkeypatch.setattr(library, "now", lambda: moment("2027-01-10", "09:00", NOON))
    publish_due(library)
    assert published.reads("one") == "Words of one."
    assert failure(published) is Unpublished.CHANGED
