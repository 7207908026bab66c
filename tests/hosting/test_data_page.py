"""docs/data.md, for whoever answers for the data, leaves out no table, no cookie and no time that the code knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from library.actions.jobs.clean_up import FAILED
from library.settings import read_settings
from library.storage.missed_searches import KEPT_DAYS
from library.storage.people_tables import METADATA
from library.storage.presence import PRESENT_SECONDS
from library.storage.revisions import AUTOSAVED_DAYS
from library.storage.sessions import BY_MAIL, LONGEST, WITH_PASSWORD
from library.storage.writing_tables import METADATA as WRITING
from library.web import my_pack, signed_in
from tests.hosting.host import ROOT, sample
from tests.web.shelves import open_shelves

PAGE = (ROOT / "docs" / "data.md").read_text("utf-8")
HOUR, DAY = 3_600, 86_400


def row(words: str) -> str:
    """Return the row of a table that has some words in it."""
    (found,) = (line for line in PAGE.splitlines() if line.startswith("|") and words in line)
    return found


def test_every_table_of_the_records_is_on_the_page() -> None:
    places = {cells[2] for line in PAGE.splitlines() if len(cells := line.split("|")) > 4}
    named = {name for place in places for name in re.findall(r"`([a-z_]+)`", place)}
    assert (set(METADATA.tables) | set(WRITING.tables)) - named == set()


@pytest.mark.parametrize("name", [my_pack.COOKIE, signed_in.COOKIE])
def test_every_cookie_is_on_the_page(name: str) -> None:
    assert f"`{name}` " in "".join(line for line in PAGE.splitlines() if not line.startswith("|"))


def test_the_times_on_the_page_are_those_of_the_code() -> None:
    sessions = (f"{BY_MAIL // DAY} days after", f"{WITH_PASSWORD // HOUR} hours", f"{LONGEST // DAY} days |")
    assert [time for time in sessions if time not in row("`session`")] == []
    assert f"| {KEPT_DAYS} days |" in row("`missed.sqlite` in the data folder; until")
    assert f"for {FAILED // DAY} days" in row("`job`")
    assert f"automatic saves {AUTOSAVED_DAYS} days" in row("`revision`")
    assert f"| {PRESENT_SECONDS // 60} minutes |" in row("`presence`")
    assert f"`pack` for {my_pack.HOURS} hours" in PAGE
    assert read_settings({}).audit_days == 730
    assert "two years by default" in row("`audit`")
    assert "-mtime +35 " in sample("commonplace-backup.service")
    assert "| 35 days with" in row("| backups:")


def test_the_privacy_page_tells_readers_how_long_the_audit_log_lasts(tmp_path: Path) -> None:
    shelves = open_shelves(tmp_path, LIBRARY_AUDIT_DAYS="90")
    assert "We delete it after 90 days." in shelves.client.get("/privacy").text
    shelves.library.close()
