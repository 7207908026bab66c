"""The desk lists everything that someone has to look at, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from library.actions.desk.desk import Desk, desk_page
from library.actions.desk.tasks import CONSENT_AHEAD, MOST_LISTED, REVIEW_AHEAD, TaskList
from library.model.viewer import ANYBODY, Role
from library.model.vocabulary import Axis
from library.storage.last_backups import record_backup
from library.storage.people import add_person
from tests.making import COORDINATOR, TODAY, Making


def desk_of(making: Making) -> Desk:
    making.publish()
    return desk_page(making.library, COORDINATOR)


def titles(listed: TaskList) -> list[str]:
    assert listed.total == len(listed.tasks)
    return [task.title for task in listed.tasks]


def day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def test_drafts_and_documents_in_review_are_listed_by_their_titles_and_lead_on(making: Making) -> None:
    making.write("a", status="draft", title="The kettle")
    making.write("b", status="in-review", title="The bus stop")
    making.write("c", title="Shown")
    tasks = desk_of(making).tasks
    assert titles(tasks.drafts) == ["The kettle"]
    assert titles(tasks.in_review) == ["The bus stop"]
    (draft,) = tasks.drafts.tasks
    assert (draft.path, draft.url, draft.day) == ("stories/a.md", "/desk/documents/a", None)


def test_a_draft_without_a_readable_title_is_listed_by_its_file(making: Making) -> None:
    making.write("a", status="draft", title="Read once")
    making.publish()
    making.content.write("stories/a.md", "x", title="[not, a, title]", status="draft")
    assert titles(desk_page(making.library, COORDINATOR).tasks.drafts) == ["stories/a.md"]
    making.delete("a")
    assert titles(desk_page(making.library, COORDINATOR).tasks.drafts) == ["stories/a.md"]


@pytest.mark.parametrize(
    ("days", "is_listed", "is_past"), [(-1, True, True), (0, True, False), (30, True, False), (31, False, False)]
)
def test_a_review_is_listed_a_month_ahead(making: Making, days: int, is_listed: bool, is_past: bool) -> None:
    assert timedelta(days=30) == REVIEW_AHEAD
    making.write_told("a", consent=f"audience: public, uses: [], review: {day(days)}")
    making.write("b", kind="guidance", review_by=day(days))
    due = desk_of(making).tasks.review_due
    assert titles(due) == (["a", "b"] if is_listed else [])
    assert {task.is_past for task in due.tasks} <= {is_past}
    assert {task.day for task in due.tasks} <= {TODAY + timedelta(days=days)}


@pytest.mark.parametrize(("days", "expected"), [(0, ["a"]), (60, ["a"]), (61, [])])
def test_consent_that_ends_is_listed_two_months_ahead(making: Making, days: int, expected: list[str]) -> None:
    assert timedelta(days=60) == CONSENT_AHEAD
    making.write_told("a", consent=f"audience: public, uses: [], until: {day(days)}")
    assert titles(desk_of(making).tasks.consent_ending) == expected


def test_a_story_whose_last_day_is_over_is_no_longer_listed(making: Making) -> None:
    making.write_told("a", consent=f"audience: public, uses: [], until: {day(1)}")
    making.publish()
    making.day.today = TODAY + timedelta(days=2)
    assert titles(desk_of(making).tasks.consent_ending) == []


def test_what_is_scheduled_or_past_its_last_day_is_on_no_list(making: Making) -> None:
    making.write("later", kind="guidance", published=day(9), review_by=day(1))
    making.write_told("over", consent=f"audience: public, uses: [], until: {day(1)}")
    making.publish()
    making.day.today = TODAY + timedelta(days=2)
    tasks = desk_page(making.library, COORDINATOR).tasks
    assert [titles(getattr(tasks, name)) for name in tasks.__slots__] == [[]] * 7


def test_the_most_urgent_comes_first(making: Making) -> None:
    for slug, days in (("late", 20), ("soon", 2), ("over", -9)):
        making.write("x" + slug, kind="guidance", review_by=day(days))
    assert titles(desk_of(making).tasks.review_due) == ["xover", "xsoon", "xlate"]


def test_translations_that_nobody_checked_are_listed(making: Making) -> None:
    making.write("a")
    making.write("b", language="cy", translation_of="a", translation="awaiting-check")
    making.write("c", language="gd", translation_of="a", translation="checked")
    assert titles(desk_of(making).tasks.unchecked) == ["b"]


def test_advice_on_published_documents_is_listed_with_its_line(making: Making) -> None:
    making.write("a", body="One\n- two\n- three\n")
    making.write("b", body="Plain words.\n")
    making.write("c", body="One\n- two\n- three\n", status="draft")
    advised = desk_of(making).tasks.advised
    assert titles(advised) == ["a"]
    ((line, sentence),) = advised.tasks[0].advice
    assert line > 1
    assert "list" in sentence


def test_a_withdrawn_document_is_on_no_list_and_its_advice_is_gone(making: Making) -> None:
    making.write_told("a", body="One\n- two\n- three\n", consent=f"audience: public, uses: [], review: {day(-1)}")
    assert titles(desk_of(making).tasks.advised) == ["a"]
    making.write_told(
        "a", body="One\n- two\n- three\n", consent=f"audience: public, uses: [], review: {day(-1)}", status="withdrawn"
    )
    tasks = desk_of(making).tasks
    assert [titles(getattr(tasks, name)) for name in tasks.__slots__] == [[]] * 7


def test_a_long_list_says_how_many_there_are(making: Making) -> None:
    for number in range(MOST_LISTED + 3):
        making.write(f"draft-{number:03}", status="draft")
    drafts = desk_of(making).tasks.drafts
    assert (len(drafts.tasks), drafts.total) == (MOST_LISTED, MOST_LISTED + 3)


def test_gaps_are_counted_as_coordinators_see_them_and_a_translation_once(making: Making) -> None:
    making.write("a", circumstances="[sight]", voice="worker", nation="wales")
    making.write("b", language="cy", translation_of="a", translation="checked")
    making.write("c", themes="[recording]")
    making.write_told("d", consent="audience: coordinators, uses: []")
    making.write("e", status="draft")
    gaps = desk_of(making).gaps
    assert [sector.id for sector in gaps.sectors] == ["health"]
    assert {row.theme.id: (row.counts, row.total) for row in gaps.themes if row.total} == {
        "listening": ((2,), 2),
        "recording": ((1,), 1),
    }
    assert [(each.term.id, each.count) for each in gaps.by_axis[Axis.NATION]] == [("scotland", 0), ("wales", 1)]
    assert gaps.by_axis[Axis.CIRCUMSTANCE][-1].count == 1


def test_the_desk_shows_people_backups_and_failures(making: Making) -> None:
    making.write("a")
    empty = desk_of(making)
    assert set((empty.people or {}).values()) == {0}
    assert (empty.failed_jobs, empty.backups.made) == (0, None)
    with making.library.database.writing() as connection:
        add_person(connection, "ann@example.org", "", Role.COORDINATOR, "en", 0)
    made = datetime(2026, 11, 20, 3, tzinfo=UTC)
    record_backup(making.library.settings.data, made)
    desk = desk_page(making.library, COORDINATOR)
    assert (desk.people or {})[Role.COORDINATOR] == 1
    assert desk.backups.made == made


def test_searches_in_vain_are_listed_once_three_days_had_them(making: Making) -> None:
    making.write("a")
    for days in range(3):
        making.library.missed.note("lock box", date(2026, 11, 1) + timedelta(days=days))
    assert [each.words for each in desk_of(making).missed or ()] == ["lock box"]


def test_what_records_and_searches_cannot_say_is_left_out(making: Making) -> None:
    making.write("a")
    making.publish()
    data = making.library.settings.data
    (data / "records.sqlite").write_bytes(b"no database" * 400)
    (data / "missed.sqlite").mkdir()
    desk = desk_page(making.library, COORDINATOR)
    assert (desk.people, desk.failed_jobs, desk.missed) == (None, None, None)


def test_a_stranger_would_find_no_hidden_page_on_it(making: Making) -> None:
    making.write_told("a", consent="audience: coordinators, uses: []")
    making.publish()
    counted = desk_page(making.library, ANYBODY).gaps
    assert sum(row.total for row in counted.themes) == 0
