"""Coordinators read the history of a document, compare its versions and go back to one; nobody else reads a word."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from library.actions.people.listing import PAGE
from library.actions.writing.starting import start_edit
from library.content.source import LARGEST_FILE
from library.model.audit import Action, AuditFilter
from library.model.draft import Draft
from library.model.revision import Change, Source
from library.model.viewer import Role
from library.storage.drafts import Drafts
from library.storage.revisions import add_revision
from tests.web.reading_html import Html
from tests.web.shelves import Shelves
from tests.web.signing_in import new_person, signed_in
from tests.web.written import PATH, shelves, written_shelves

__all__ = ["shelves", "written_shelves"]

BASE = "https://localhost"
HERE = {"Sec-Fetch-Site": "same-origin"}
HISTORY = "/desk/documents/spare-key/history"


@pytest.fixture
def morag(shelves: Shelves) -> int:
    return new_person(shelves.library, Role.COORDINATOR, name="Morag <Bell>")


@pytest.fixture
def browser(shelves: Shelves) -> FlaskClient:
    return signed_in(shelves, Role.COORDINATOR, name="Iona")


def file_of(shelves: Shelves) -> bytes:
    return (shelves.folder / "content" / PATH).read_bytes()


def edit(shelves: Shelves, person: int, old: str, new: str, reason: str = "") -> Draft:
    """Save the draft with some words replaced by others."""
    library = shelves.library
    draft = start_edit(library, person, "spare-key")
    text = draft.text.replace(old.encode(), new.encode())
    assert text != draft.text
    return library.drafts.save(PATH, text, draft.version, person, "", library.now(), reason=reason)


def show(browser: FlaskClient, address: str, status: int = 200) -> Html:
    answer = browser.get(address, base_url=BASE)
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "private, no-store"
    return Html(answer.text)


def send(browser: FlaskClient, address: str) -> TestResponse:
    return browser.post(address, base_url=BASE, headers=HERE)


def ids(shelves: Shelves) -> list[int]:
    """Return the ids of the revisions, newest first."""
    return [each.id for each in shelves.library.revisions.of(PATH)]


def test_each_version_is_listed_with_who_made_it_and_why(shelves: Shelves, morag: int, browser: FlaskClient) -> None:
    edit(shelves, morag, "posted", "handed over", reason="Her <son> asked.")
    items = [each.text for each in show(browser, HISTORY).all("li")]
    lines = [text for text in items if "·" in text or "Found" in text]
    assert len(lines) == 2
    assert all(words in lines[0] for words in ("Saved", "Morag <Bell>", "The text now", "Her <son> asked."))
    assert "Found in the file, written outside this site" in lines[1]


def test_each_version_is_listed_with_how_many_words_changed_and_the_first_of_them(
    shelves: Shelves, morag: int, browser: FlaskClient
) -> None:
    edit(shelves, morag, "posted", "handed <b>over</b>")
    edit(shelves, morag, "title: The spare key", "title: The other spare key")
    edit(shelves, morag, "title: The other spare key", "title: The other spare  key")
    listed = [each.text for each in show(browser, HISTORY).all("p", "first-changed")]
    assert listed == [
        "No words changed",
        "1 word added: [added: other]",
        "4 words added, 1 word removed: [removed: posted] [added: handed <b>over</b>]",
    ]


def test_a_long_history_has_pages(shelves: Shelves, browser: FlaskClient) -> None:
    with shelves.library.writing.writing() as connection:
        for number in range(PAGE + 1):
            text = f"{number}".encode()
            add_revision(connection, PATH, text, Change.FOUND, now=1_796_000_000, actor=None, source=Source.FILE)
    assert f"{PAGE + 1} versions" in show(browser, HISTORY).one("main").text
    assert len(show(browser, f"{HISTORY}?page=2").all("time")) == 1
    show(browser, f"{HISTORY}?page=3", status=404)


def test_a_version_says_word_by_word_what_changed_in_it_and_since(
    shelves: Shelves, morag: int, browser: FlaskClient
) -> None:
    edit(shelves, morag, "posted", "handed over")
    edit(shelves, morag, "title: The spare key", "title: The other key")
    newest, handed, oldest = ids(shelves)
    page = show(browser, f"{HISTORY}/{handed}")
    assert [each.text for each in page.all("ins")] == ["[added: handed over]", "[added: other]"]
    assert [each.text for each in page.all("del")] == ["[removed: posted]", "[removed: spare]"]
    assert [each.text for each in page.all("dt")] == ["Title"]
    assert "The key was handed over" in page.one("article").text
    assert page.link("Version before") == f"{HISTORY}/{oldest}"
    assert page.link("Next version") == f"{HISTORY}/{newest}"


def test_a_version_that_is_no_page_is_compared_and_downloaded(shelves: Shelves, browser: FlaskClient) -> None:
    text = b"\xff\xfeno text <script>alert(1)</script>"
    added = shelves.library.revisions.add(PATH, text, Change.FOUND, now=1_796_000_000)
    page = show(browser, f"{HISTORY}/{added}")
    assert "cannot be shown as a page" in page.one("main").text
    assert "alert(1)" not in "".join(each.text for each in page.all("script"))
    answer = browser.get(f"{HISTORY}/{added}/file", base_url=BASE)
    assert (answer.data, answer.headers["Cache-Control"]) == (text, "private, no-store")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="spare-key-{added}.md"'


def test_a_restored_version_is_the_draft_and_nothing_is_lost_or_published(
    shelves: Shelves, morag: int, browser: FlaskClient
) -> None:
    before, draft = file_of(shelves), edit(shelves, morag, "posted", "handed over")
    oldest = ids(shelves)[-1]
    answer = send(browser, f"{HISTORY}/{oldest}/restore")
    assert (answer.status_code, urlsplit(answer.headers["Location"]).path) == (303, HISTORY)
    now = shelves.library.drafts.at(PATH)
    assert now
    assert (now.text, file_of(shelves)) == (before, before)
    kept = {each.digest for each in shelves.library.revisions.of(PATH)}
    assert {hashlib.sha256(text).hexdigest() for text in (before, draft.text)} <= kept
    assert shelves.library.revisions.of(PATH)[0].what is Change.RESTORED


def test_where_there_is_no_space_the_reason_is_said_and_nothing_changes(
    shelves: Shelves, morag: int, browser: FlaskClient
) -> None:
    edit(shelves, morag, "posted", "handed over")
    shelves.library.drafts = Drafts(shelves.library.writing, LARGEST_FILE, 1)
    answer = send(browser, f"{HISTORY}/{ids(shelves)[-1]}/restore")
    shelves.library.drafts = Drafts(shelves.library.writing, LARGEST_FILE, 0)
    assert answer.status_code == 409
    page = Html(answer.text)
    assert page.one("h1").text == "This was not saved"
    assert "LIBRARY_WRITING_SIZE" in page.one("p", "lead").text
    assert len(ids(shelves)) == 2


def test_a_deleted_history_leaves_one_line_without_words(shelves: Shelves, morag: int, browser: FlaskClient) -> None:
    draft = edit(shelves, morag, "posted", "zqhanded")
    assert "2 versions" in show(browser, f"{HISTORY}/delete").one("main").text
    assert send(browser, f"{HISTORY}/delete-now").status_code == 303
    assert ids(shelves) == []
    now = shelves.library.drafts.at(PATH)
    assert now
    assert now.text == draft.text
    lines = shelves.library.audit.lines(AuditFilter(Action.HISTORY_DELETED), 0, 9)
    assert [(line.subject, dict(line.details)) for line in lines] == [("spare-key", {})]


def test_a_version_of_one_document_is_not_at_the_address_of_another(
    shelves: Shelves, morag: int, browser: FlaskClient
) -> None:
    edit(shelves, morag, "posted", "handed over")
    for address in ("phone-call/history/1", "spare-key/history/99", "spare-key/history/x", "never-was/history"):
        assert browser.get(f"/desk/documents/{address}", base_url=BASE).status_code == 404
    assert send(browser, "/desk/documents/phone-call/history/1/restore").status_code == 404


def test_earlier_words_are_in_no_answer_to_others_in_no_log_and_in_no_copy_of_the_records(
    shelves: Shelves, morag: int, caplog: pytest.LogCaptureFixture
) -> None:
    edit(shelves, morag, "posted", "zqhistoryk", reason="zqreasonk")
    library, secret = shelves.library, ("zqhistoryk", "zqreasonk")
    shelves.library.comments.add(PATH, "zqcommentk", morag, library.now())
    for role in (Role.ANYONE, Role.MEMBER):
        other = shelves.client if role is Role.ANYONE else signed_in(shelves, role)
        for part in ("history", "history/1", "history/2", "history/2/file", "history/delete", "comments"):
            answer = other.get(f"/desk/documents/spare-key/{part}", base_url=BASE)
            assert answer.status_code in {303, 404}
            assert not any(word in answer.text for word in (*secret, "zqcommentk"))
    told = [path for path in (shelves.folder / "data").rglob("*") if path.is_file() and "writing" not in path.name]
    assert told
    assert [path for path in told for word in (*secret, "zqcommentk") if word.encode() in path.read_bytes()] == []
    assert not any(word in caplog.text for word in secret)
