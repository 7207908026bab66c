"""Coordinators comment on passages; a comment follows its words, or says that they changed."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert
from werkzeug.test import TestResponse

from library.actions.writing.starting import start_edit
from library.model.comment import MOST_COMMENT
from library.model.viewer import Role
from library.storage.comments import MOST_COMMENTS
from library.storage.writing_tables import COMMENT
from tests.web.reading_html import Html
from tests.web.shelves import Shelves
from tests.web.signing_in import new_person, signed_in
from tests.web.written import PATH, shelves, written_shelves

__all__ = ["shelves", "written_shelves"]

BASE = "https://localhost"
HERE = {"Sec-Fetch-Site": "same-origin"}
COMMENTS = "/desk/documents/spare-key/comments"


@pytest.fixture
def browser(shelves: Shelves) -> FlaskClient:
    return signed_in(shelves, Role.COORDINATOR, name="Morag <Bell>")


def add(browser: FlaskClient, text: str, at: str = "") -> TestResponse:
    return browser.post(f"{COMMENTS}/add", base_url=BASE, headers=HERE, data={"at": at, "text": text})


def send(browser: FlaskClient, way: str) -> int:
    return browser.post(f"{COMMENTS}/{way}", base_url=BASE, headers=HERE).status_code


def show(browser: FlaskClient, query: str = "") -> Html:
    answer = browser.get(COMMENTS + query, base_url=BASE)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    return Html(answer.text)


def beside(page: Html) -> dict[str, str]:
    """Return what is at each passage that has a comment."""
    return {each.get("id"): each.text for each in page.all("div", "commented") if "Resolve" in each.text}


def rewrite(shelves: Shelves, old: bytes, new: bytes) -> None:
    library, person = shelves.library, new_person(shelves.library, Role.COORDINATOR)
    draft = start_edit(library, person, "spare-key")
    assert old in draft.text
    library.drafts.save(PATH, draft.text.replace(old, new), draft.version, person, "", library.now())


def test_a_comment_is_beside_its_passage_in_plain_text(browser: FlaskClient) -> None:
    assert add(browser, "Is <b>this</b> right?\n\n{{ 7 * 7 }}", "p3").status_code == 303
    found = beside(show(browser))
    assert list(found) == ["p3"]
    assert all(words in found["p3"] for words in ("Morag <Bell>", "Is <b>this</b> right?", "{{ 7 * 7 }}"))


def test_a_comment_follows_its_words_when_they_move_and_are_edited(shelves: Shelves, browser: FlaskClient) -> None:
    add(browser, "Say this more softly.", "p3")
    rewrite(shelves, b"She did not get up.", b"New words.\n\nShe did not get up.")
    assert list(beside(show(browser))) == ["p4"]


def test_a_comment_whose_words_are_gone_is_above_the_text_with_the_words(
    shelves: Shelves, browser: FlaskClient
) -> None:
    add(browser, "Say this more softly.", "p2")
    rewrite(shelves, b"It was about a death in the family.", b"Nobody had asked about anything at all.")
    page = show(browser)
    assert beside(page) == {}
    assert page.one("blockquote").text == "It was about a death in the family."
    assert "The words have changed" in page.one("main").text


def test_a_resolved_comment_can_be_opened_again_or_deleted(shelves: Shelves, browser: FlaskClient) -> None:
    add(browser, "Read it once more.")
    (comment,) = shelves.library.comments.of(PATH)
    assert "Comments (1)" in browser.get("/desk/documents/spare-key", base_url=BASE).text
    assert send(browser, f"{comment.id}/resolve") == 303
    assert "(0)" in show(browser).one("h1").text
    assert send(browser, f"{comment.id}/reopen") == 303
    assert "(1)" in show(browser).one("h1").text
    assert send(browser, f"{comment.id}/delete") == 303
    assert shelves.library.comments.of(PATH) == ()
    assert send(browser, f"{comment.id}/delete") == 404


@pytest.mark.parametrize(
    ("text", "why"), [("  ", "Write a comment."), ("x" * (MOST_COMMENT + 1), "Use 2,000 characters or fewer.")]
)
def test_a_comment_that_cannot_be_stored_comes_back_to_its_passage(browser: FlaskClient, text: str, why: str) -> None:
    answer = add(browser, text, "p2")
    assert answer.status_code == 422
    page = Html(answer.text)
    assert why in page.one("section", "told").text
    assert page.one("textarea").text == text.strip()
    (form,) = [each for each in page.all("div", "commented") if "Add comment" in each.text]
    assert form.get("id") == "p2"


def test_a_comment_on_a_passage_that_is_not_there_is_refused(browser: FlaskClient) -> None:
    assert add(browser, "Where?", "p99").status_code == 404


def test_a_document_has_a_limited_number_of_comments(shelves: Shelves, browser: FlaskClient) -> None:
    person = new_person(shelves.library, Role.COORDINATOR)
    row = {"path": PATH, "anchor": "", "words": "", "text": "One.", "by": person, "at": 1_796_000_000}
    with shelves.library.writing.writing() as connection:
        connection.execute(insert(COMMENT), [row] * MOST_COMMENTS)
    answer = add(browser, "One more.")
    assert answer.status_code == 422
    assert "too many comments" in answer.text
