"""A pack that nobody opens for a year is deleted, and one that someone opens is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from library.actions.packs.adding import document_item
from library.actions.packs.expiry import BATCH, GRACE, clean, clean_some
from library.actions.packs.files import make_file
from library.actions.packs.lifecycle import NewPack, change_pack, open_pack, pack_to_edit, share, start_pack
from library.actions.packs.page import pack_page, shared_page
from library.actions.packs.quota import new_pack_event
from library.actions.packs.recall import check_code
from library.errors import NotFound
from library.model.pack import UNOPENED, Pack
from tests.making import TODAY, Making

DAY = timedelta(days=1)


def start(packs: Making) -> NewPack:
    return start_pack(packs.library, Pack("Tuesday", items=(document_item(packs.library, "all"),)))


def is_there(packs: Making, started: NewPack) -> bool:
    try:
        pack_to_edit(packs.library, started.edit)
    except NotFound:
        return False
    return True


def clean_on(packs: Making, *days: date) -> list[int]:
    """Clean up on days, and return how many packs were deleted on each."""
    found = []
    for packs.day.today in days:
        found.append(clean(packs.library))
    return found


def test_a_pack_that_nobody_opened_for_a_year_is_deleted_with_a_week_between(packs: Making) -> None:
    started = start(packs)
    year = TODAY + UNOPENED
    assert clean_on(packs, year - DAY, year, year + GRACE - DAY) == [0, 0, 0]
    assert is_there(packs, started)
    assert clean_on(packs, year + GRACE, year + GRACE) == [1, 0]
    assert not is_there(packs, started)
    with pytest.raises(NotFound):
        check_code(packs.library, started.stored.code)


def test_its_page_says_until_when_it_stays(packs: Making) -> None:
    started = start(packs)
    assert pack_page(packs.library, started.stored).expires_on == TODAY + UNOPENED
    packs.day.today = TODAY + 30 * DAY
    assert pack_page(packs.library, open_pack(packs.library, started.edit)).expires_on == TODAY + 30 * DAY + UNOPENED


@pytest.mark.parametrize(
    "act",
    [
        lambda library, started: open_pack(library, started.edit),
        lambda library, started: change_pack(library, started.edit, lambda _: Pack()),
        lambda library, started: make_file(library, started.stored, "pack.md", with_notes=True),
        lambda library, started: make_file(library, started.stored, "chat.txt", with_notes=False),
        lambda library, started: check_code(library, started.stored.code),
    ],
    ids=["page", "change", "file", "shared file", "check"],
)
def test_whoever_opens_it_gives_it_another_year(packs: Making, act: Callable[..., object]) -> None:
    started, late = start(packs), TODAY + UNOPENED + 3 * DAY
    assert clean_on(packs, late) == [0]
    act(packs.library, started)
    assert clean_on(packs, late + GRACE, late + UNOPENED - DAY, late + UNOPENED) == [0, 0, 0]
    assert is_there(packs, started)
    assert clean_on(packs, late + UNOPENED + GRACE) == [1]


def test_looking_at_what_a_page_only_reads_is_not_opening(packs: Making) -> None:
    started = start(packs)
    share(packs.library, started.edit)
    packs.day.today = TODAY + DAY
    stored = pack_to_edit(packs.library, started.edit)
    shared_page(packs.library, stored)
    assert packs.library.records.shared_pack(stored.view_token) == stored
    assert stored.opened_on == TODAY


def test_opening_is_written_once_a_day(packs: Making, monkeypatch: pytest.MonkeyPatch) -> None:
    started = start(packs)
    written: list[None] = []
    mark = packs.library.records.mark_opened
    monkeypatch.setattr(packs.library.records, "mark_opened", lambda *arguments: written.append(mark(*arguments)))
    for packs.day.today in (TODAY, TODAY + DAY, TODAY + DAY, TODAY):
        open_pack(packs.library, started.edit)
        check_code(packs.library, started.stored.code)
    assert len(written) == 1
    assert pack_to_edit(packs.library, started.edit).opened_on == TODAY + DAY


def test_a_clock_that_is_wrong_for_a_day_deletes_nothing(packs: Making) -> None:
    started, wrong = start(packs), date(2038, 1, 19)
    assert clean_on(packs, wrong, wrong + DAY, TODAY, TODAY + DAY) == [0] * 4
    # What was noted on the wrong day is forgotten: a year later it begins anew.
    year = TODAY + UNOPENED
    assert clean_on(packs, year, year + GRACE - DAY) == [0, 0]
    assert is_there(packs, started)


def test_many_go_in_batches(packs: Making) -> None:
    for _ in range(BATCH + 3):
        start_pack(packs.library)
    year = TODAY + UNOPENED
    assert clean_on(packs, year) == [0]
    packs.day.today = year + GRACE
    assert clean_some(packs.library) == BATCH
    assert clean(packs.library) == 3


def test_counts_of_yesterday_go_too(packs: Making) -> None:
    start_pack(packs.library, Pack(), "192.0.2.7")
    event = new_pack_event(packs.library, "192.0.2.7")
    assert event is not None
    assert packs.library.records.times_counted(event) == 1
    assert clean_on(packs, TODAY) == [0]
    assert packs.library.records.times_counted(event) == 1
    assert clean_on(packs, TODAY + DAY) == [0]
    assert packs.library.records.times_counted(event) == 0


def test_where_there_are_no_records_none_are_made(packs: Making) -> None:
    assert clean(packs.library) == 0
    assert not (packs.root / "data" / "records.sqlite").exists()
