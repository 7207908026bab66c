"""The audit log says which documents readers can see since a publish, and which no longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from library.actions.publish_audit import MOST_LINES, publish_and_record
from library.errors import ContentError
from library.model.audit import TERMINAL, Action, AuditFilter
from tests.making import Making


@pytest.fixture
def published(tmp_path: Path) -> Making:
    making = Making(tmp_path)
    for slug in ("kettle", "bus", "coat"):
        making.write_told(slug)
    publish_and_record(making.library, TERMINAL)
    # The records begin with the first use of them.
    assert making.library.audit.count() == 0
    return making


def lines(making: Making) -> list[tuple[Action, str, dict[str, str]]]:
    return [(line.action, line.subject, dict(line.details)) for line in making.library.audit.lines()]


def test_a_first_publish_fills_no_log(published: Making) -> None:
    assert lines(published) == []


def test_what_appears_narrows_and_goes_is_recorded(published: Making) -> None:
    published.write_told("new")
    published.write_told("bus", consent="audience: network, uses: []")
    published.write_told("coat", status="withdrawn")
    publish_and_record(published.library, TERMINAL)
    assert lines(published) == [
        (Action.DOCUMENT_AUDIENCE_CHANGED, "bus", {"audience": "network", "former_audience": "public"}),
        (Action.DOCUMENT_PUBLISHED, "new", {"audience": "public"}),
        (Action.DOCUMENT_TAKEN_DOWN, "coat", {}),
    ]
    assert published.library.audit.lines(AuditFilter(document="coat"))[0].actor == TERMINAL


def test_a_publish_that_changes_for_nobody_is_not_recorded(published: Making) -> None:
    published.write_told("bus", body="Other words.\n")
    publish_and_record(published.library, TERMINAL)
    publish_and_record(published.library, TERMINAL, rebuild=True)
    assert lines(published) == []


def test_a_withdrawal_is_recorded_even_if_the_publish_fails_elsewhere(published: Making) -> None:
    published.write_told("coat", status="withdrawn")
    published.write("kettle", themes="[no-such-theme]")
    with pytest.raises(ContentError):
        publish_and_record(published.library, TERMINAL)
    assert (Action.DOCUMENT_TAKEN_DOWN, "coat", {}) in lines(published)


def test_very_many_changes_are_one_line(published: Making) -> None:
    for number in range(MOST_LINES + 1):
        published.write(f"story-{number}")
    publish_and_record(published.library, TERMINAL)
    assert lines(published) == [(Action.LIBRARY_PUBLISHED, "", {})]


def test_records_that_cannot_be_written_hold_up_no_withdrawal(published: Making) -> None:
    published.library.close()
    (published.library.settings.data / "records.sqlite").write_bytes(b"no database" * 400)
    published.write_told("coat", status="withdrawn")
    publish_and_record(published.library, TERMINAL)
    assert published.library.records.exist()
