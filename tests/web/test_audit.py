"""The audit log as administrators read and download it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from library.actions.audit import COLUMNS, clean_audit, safe_cell
from library.actions.people.inviting import invite_one
from library.actions.people.listing import PAGE
from library.actions.people.pasted_list import Entry
from library.model.audit import ACTIONS, SITE, TERMINAL, Action, AuditLine, by
from library.model.viewer import Role
from library.storage.audit import record
from tests.web.shelves import Shelves, open_shelves
from tests.web.signing_in import browser_of, new_person, new_session

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Shelves]:
    """A site with its own people."""
    opened = open_shelves(tmp_path, LIBRARY_JOBS="apart")
    yield opened
    opened.library.close()


@pytest.fixture
def ada(site: Shelves) -> int:
    """An administrator."""
    return new_person(site.library, Role.ADMINISTRATOR, "ada@example.org", "Ada")


@pytest.fixture
def browser(site: Shelves, ada: int) -> FlaskClient:
    """Where the administrator is signed in."""
    return browser_of(site, new_session(site.library, ada, with_password=True))


def write(site: Shelves, *lines: AuditLine) -> None:
    with site.library.database.writing() as connection:
        for line in lines:
            record(connection, line)


def rows_of(browser: FlaskClient, **form: str) -> list[dict[str, str]]:
    """Download the log; return its rows by column."""
    answer = browser.post("/desk/audit/file", data=form, headers=HERE)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="audit.csv"'
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_every_action_has_its_sentence_with_the_names_of_those_who_are_there(
    site: Shelves, browser: FlaskClient, ada: int
) -> None:
    bob = new_person(site.library, Role.MEMBER, "bob@example.org", "Bob")
    invited = invite_one(site.library, TERMINAL, Entry(1, "cat@example.org", "Cat"), Role.MEMBER)
    details = {"role": "coordinator", "former_role": "member", "audience": "network", "former_audience": "public"}
    for action in Action:
        kind = ACTIONS[action].subject_kind
        subject = {"person": str(bob), "invitation": str(invited.invitation.id), "pack": "7KQM2F9TXBRCE"}.get(kind, "")
        subject = "spare-key" if kind == "document" else subject
        fitting = {name: details.get(name, str(bob)) for name in ACTIONS[action].details}
        write(site, AuditLine(site.library.now(), by(ada), action, subject, fitting))
    page = browser.get("/desk/audit").text
    for sentence in (
        "<bdi>Ada</bdi> invited <bdi>Cat</bdi>. Role: Coordinator.",
        "<bdi>Ada</bdi> changed the role of <bdi>Bob</bdi> from Member to Coordinator.",
        "<bdi>Ada</bdi> removed <bdi>Bob</bdi>. Role: Coordinator.",
        "<bdi>Ada</bdi> signed in.",
        "<bdi>Ada</bdi> deleted the pack 7KQM2F9TXBRCE.",
        "<bdi>Ada</bdi> published spare-key for members, no longer for everyone.",
        "<bdi>Ada</bdi> took down spare-key.",
    ):
        assert sentence in page
    assert "%(" not in page


def test_someone_who_has_left_is_a_number_and_who_accepted_is_named(site: Shelves, browser: FlaskClient) -> None:
    cat = new_person(site.library, Role.MEMBER, "cat@example.org", "Cat")
    write(
        site,
        AuditLine(1, TERMINAL, Action.PERSON_INVITED, "70", {"role": "member"}),
        AuditLine(2, by(cat), Action.INVITATION_ACCEPTED, "70", {"role": "member"}),
        AuditLine(3, SITE, Action.PERSON_INVITED, "71", {"role": "member"}),
        AuditLine(4, by(800), Action.PERSON_REMOVED, "900", {"role": "member"}),
    )
    page = browser.get("/desk/audit").text
    for sentence in (
        "Someone at the terminal invited <bdi>Cat</bdi>.",
        "<bdi>Cat</bdi> accepted an invitation.",
        "The site invited someone (invitation 71).",
        "Someone who has left (number 800) removed someone who has left (number 900).",
    ):
        assert sentence in page


def test_the_log_is_filtered_by_action_and_person_and_shown_in_pages(
    site: Shelves, browser: FlaskClient, ada: int
) -> None:
    bob = new_person(site.library, Role.MEMBER, "bob@example.org", "Bob")
    write(site, *[AuditLine(each, by(ada), Action.BACKUP_MADE) for each in range(PAGE + 1)])
    write(site, AuditLine(99, by(bob), Action.SIGNED_IN, str(bob)))
    assert "52 lines" in browser.get("/desk/audit").text
    assert "signed in." not in browser.get("/desk/audit?page=2").text
    assert browser.get("/desk/audit?page=3").status_code == 404
    only_bob = browser.get(f"/desk/audit?person={bob}").text
    assert ("1 line<" in only_bob, "signed in." in only_bob) == (True, True)
    assert "/desk/audit?action=library.backed-up&amp;page=2" in browser.get("/desk/audit?action=library.backed-up").text
    assert "0 lines" in browser.get("/desk/audit?document=https://library.example.org/stories/spare-key").text
    for nonsense in ("action=nonsense", "person=x", "person=%C2%B2", "page=x"):
        assert "52 lines" in browser.get(f"/desk/audit?{nonsense}").text
    assert len(rows_of(browser, person=str(bob))) == 1


@pytest.mark.parametrize("name", ["=1+1", "+44", "-2", "@SUM(A1)", "＝1", 'Ann "Bob", O’Neil', "محمد"])
def test_no_cell_of_the_file_is_a_formula_and_each_is_the_name_as_it_is(
    site: Shelves, browser: FlaskClient, name: str
) -> None:
    bob = new_person(site.library, Role.MEMBER, "bob@example.org", name)
    write(site, AuditLine(7, by(bob), Action.PERSON_REMOVED, str(bob), {"role": "member"}))
    newest, row = rows_of(browser)
    assert newest["action"] == "audit.exported"
    assert tuple(row) == COLUMNS
    assert (row["time"], row["action"], row["details"]) == ("1970-01-01T00:00:07Z", "person.removed", "role=member")
    assert row["actor"] == row["subject_name"] == safe_cell(name)
    for cell in row.values():
        assert not cell.startswith(("=", "+", "-", "@", "\t", "＝"))
    assert f"removed {name}" in row["sentence"]


def test_a_download_is_recorded_before_it_begins(site: Shelves, browser: FlaskClient, ada: int) -> None:
    rows_of(browser)
    (line,) = site.library.audit.lines()
    assert (line.action, line.actor) == (Action.AUDIT_EXPORTED, by(ada))


def test_lines_are_deleted_when_their_retention_is_over_and_not_before(tmp_path: Path) -> None:
    site = open_shelves(tmp_path, LIBRARY_AUDIT_DAYS="10", LIBRARY_JOBS="apart")
    now = site.library.now()
    write(
        site,
        AuditLine(now - 11 * 86_400, SITE, Action.BACKUP_MADE),
        AuditLine(now - 9 * 86_400, SITE, Action.BACKUP_MADE),
    )
    assert clean_audit(site.library) == 1
    assert [line.at for line in site.library.audit.lines()] == [now - 9 * 86_400]
    site.library.close()


def test_no_page_or_form_changes_a_line(site: Shelves, browser: FlaskClient) -> None:
    write(site, AuditLine(7, SITE, Action.BACKUP_MADE))
    for method in ("PUT", "PATCH", "DELETE", "POST"):
        assert browser.open("/desk/audit", method=method, headers=HERE).status_code == 405
    assert [line.at for line in site.library.audit.lines()] == [7]
