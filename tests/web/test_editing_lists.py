"""Coordinators edit terms, words for search, collections and introductions on pages that work without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from library.actions.jobs.worker import do_one
from library.model.viewer import Role
from tests.web.shelves import Shelves, filled_shelves
from tests.web.signing_in import signed_in

BASE = "https://localhost"
HERE = {"Sec-Fetch-Site": "same-origin"}
TERM = "/desk/vocabulary/themes/terms/listening"


@pytest.fixture(scope="module")
def own_shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelves]:
    """A library of its own, because its content is changed."""
    filled = filled_shelves(tmp_path_factory.mktemp("lists"))
    yield filled
    filled.library.close()


@pytest.fixture
def browser(own_shelves: Shelves) -> FlaskClient:
    return signed_in(own_shelves, Role.COORDINATOR)


def show(browser: FlaskClient, address: str) -> str:
    answer = browser.get(address, base_url=BASE)
    assert answer.status_code == 200
    return answer.text


def send(browser: FlaskClient, address: str, form: dict[str, str]) -> TestResponse:
    return browser.post(address, base_url=BASE, headers=HERE, data=form)


def filled(page: str) -> dict[str, str]:
    """Return the entries of the last form of a page."""
    form = page.rpartition('<form class="wide"')[2] or page.rpartition("<form")[2]
    inputs = re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', form)
    boxes = re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL)
    return {name: unescape(value) for name, value in (*inputs, *boxes)}


def work(shelves: Shelves) -> None:
    """Do every job that waits."""
    while do_one(shelves.library):
        pass


def test_a_term_is_reworded_published_and_shown_to_readers(browser: FlaskClient, own_shelves: Shelves) -> None:
    assert f'href="{TERM}"' in show(browser, "/desk/vocabulary")
    form = filled(show(browser, TERM))
    assert (form["label_en"], form["label_cy"], form["note"]) == ("Listening", "Gwrando", "Taking in what is said.")
    answer = send(browser, f"{TERM}/save", form | {"label_en": "Being heard"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/vocabulary?done=saved#told")
    assert "Readers do not have this yet" in show(browser, "/desk/vocabulary?done=saved")
    assert do_one(own_shelves.library)
    assert "Readers do not have this yet" not in show(browser, "/desk/vocabulary")
    assert "Being heard" in show(browser, "/themes/listening")


def test_a_vocabulary_that_could_not_be_published_says_why(browser: FlaskClient, own_shelves: Shelves) -> None:
    broken = own_shelves.folder / "content/stories/broken.md"
    broken.write_text("---\ntitle: Broken\n---\nNo more.\n")
    address = "/desk/vocabulary/sectors/terms/health"
    form = filled(show(browser, address))
    send(browser, f"{address}/save", form | {"label_en": "Health care"})
    assert "It could not be published." not in show(browser, "/desk/vocabulary")
    for _ in range(2):
        send(browser, "/desk/vocabulary/publish", {})
        assert "It could not be published." not in show(browser, "/desk/vocabulary")
        work(own_shelves)
        page = show(browser, "/desk/vocabulary")
        assert "It could not be published.</strong> A file that has changed has a mistake." in page
        assert "stories/broken.md" in page
    broken.unlink()
    send(browser, "/desk/vocabulary/publish", {})
    work(own_shelves)
    assert "could not" not in show(browser, "/desk/vocabulary")


def test_two_people_who_change_a_term_see_both_versions(browser: FlaskClient) -> None:
    form = filled(show(browser, "/desk/vocabulary/themes/terms/recording"))
    save = "/desk/vocabulary/themes/terms/recording/save"
    send(browser, save, form | {"note": "Their words."})
    answer = send(browser, save, form | {"note": "My words."})
    assert answer.status_code == 422
    for words in ("Someone changed this meanwhile", "<del>", "Their", "<ins>", "My words.</textarea>"):
        assert words in answer.text
    assert send(browser, save, filled(answer.text)).status_code == 303
    assert "My words." in show(browser, "/desk/vocabulary/themes/terms/recording")


def test_a_term_that_cannot_be_added_says_why_and_one_that_can_is_in_the_list(browser: FlaskClient) -> None:
    add = "/desk/vocabulary/settings/add"
    entered = {"label_en": "", "label_cy": "", "label_gd": "", "also": "", "note": "Kept"}
    answer = send(browser, add, entered)
    assert (answer.status_code, "Enter a name in English." in answer.text, "Kept" in answer.text) == (422, True, True)
    same = send(browser, add, entered | {"label_en": "At Home!", "label_cy": ""})
    assert (same.status_code, "There is a term with this name already." in same.text) == (422, True)
    assert send(browser, add, entered | {"label_en": "On a bus <b>"}).status_code == 303
    assert "On a bus &lt;b&gt;" in show(browser, "/desk/vocabulary")
    assert send(browser, "/desk/vocabulary/never-was/add", entered).status_code == 404


def test_words_for_search_are_added_changed_and_removed(browser: FlaskClient) -> None:
    for name in ("kid", "d/c"):
        done = send(browser, "/desk/synonyms/save", {"entry": "", "mark": "", "name": name, "also": "child"})
        assert done.status_code == 303
    page = show(browser, "/desk/synonyms?name=d/c")
    names = re.findall(r"<strong>(.+?)</strong>", page)
    assert names == sorted(names, key=str.casefold)
    mark = re.findall(r'name="mark" value="(\w+)"', page)[0]
    form = {"entry": "d/c", "mark": mark, "name": "d/c", "also": "discharge"}
    assert send(browser, "/desk/synonyms/save", form).status_code == 303
    again = send(browser, "/desk/synonyms/save", form | {"also": "mine"})
    assert (again.status_code, "Someone changed this meanwhile" in again.text) == (422, True)
    mark = re.findall(r'name="mark" value="(\w+)"', show(browser, "/desk/synonyms?name=d/c"))[0]
    assert send(browser, "/desk/synonyms/remove", {"entry": "d/c", "mark": mark}).status_code == 303
    assert "d/c" not in show(browser, "/desk/synonyms")
    assert send(browser, "/desk/synonyms/remove", {"entry": "d/c", "mark": mark}).status_code == 404


def test_a_collection_is_edited_and_published_at_once(browser: FlaskClient) -> None:
    assert 'href="/desk/collections/first"' in show(browser, "/desk/collections")
    form = filled(show(browser, "/desk/collections/first"))
    answer = send(browser, "/desk/collections/first/save", form | {"title": "The first of all"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/collections?done=saved#told")
    assert "The first of all" in show(browser, "/")
    stale = send(browser, "/desk/collections/first/save", form | {"title": "Mine"})
    assert (stale.status_code, "Someone changed this meanwhile" in stale.text) == (422, True)
    assert send(browser, "/desk/collections/first/save", filled(stale.text)).status_code == 303
    wrong = filled(show(browser, "/desk/collections/first")) | {"text": "[Out](https://example.org)", "order": "x"}
    assert "Enter a number from 1 to 999." in send(browser, "/desk/collections/first/save", wrong).text
    told = send(browser, "/desk/collections/first/save", wrong | {"order": "1"})
    assert (told.status_code, "Nothing was saved" in told.text) == (422, True)
    assert browser.get("/desk/collections/never-was", base_url=BASE).status_code == 404


def test_terms_and_texts_by_editors_have_a_history_that_says_what_changed(
    browser: FlaskClient, own_shelves: Shelves
) -> None:
    for page, field in (
        ("/desk/vocabulary/themes/terms/recording", "note"),
        ("/desk/collections/first", "summary"),
        ("/desk/introductions/listening", "text"),
    ):
        home = "/desk/vocabulary" if "vocabulary" in page else page
        form = filled(show(browser, page))
        assert send(browser, f"{page}/save", form | {field: f"{form[field]} Unheard."}).status_code == 303
        assert f'href="{home}/history"' in show(browser, home)
        listed = show(browser, f"{home}/history")
        assert ("Delete the history" in listed, "Unheard" in listed) == (False, True)
        address = re.findall(rf'href="({home}/history/[0-9]+)"', listed)[0]
        version = show(browser, address)
        assert ("Unheard" in version.partition("<ins>")[2], "Restore this version" in version) == (True, False)
        sent = browser.get(f"{address}/file", base_url=BASE)
        assert b"Unheard." in sent.data
        assert sent.headers["Content-Disposition"].startswith("attachment; filename=")
    # A number of another history is none of this.
    other = own_shelves.library.revisions.of("stories/spare-key.md")[0].id
    assert browser.get(f"/desk/collections/first/history/{other}", base_url=BASE).status_code == 404


def test_a_collection_is_added(browser: FlaskClient) -> None:
    form = {"digest": "", "title": "", "summary": "Ours.", "order": "9", "text": "Some words."}
    assert "Enter a title." in send(browser, "/desk/collections/add", form).text
    assert send(browser, "/desk/collections/add", form | {"title": "A new one"}).status_code == 303
    assert "Some words." in show(browser, "/collections/a-new-one")


def test_an_introduction_to_a_theme_is_edited(browser: FlaskClient) -> None:
    assert 'href="/desk/introductions/listening"' in show(browser, "/desk/introductions")
    form = filled(show(browser, "/desk/introductions/listening"))
    answer = send(browser, "/desk/introductions/listening/save", form | {"text": "Other words <now>."})
    assert answer.status_code == 303
    assert "Other words &lt;now&gt;." in show(browser, "/themes/listening")
    refused = send(browser, "/desk/introductions/listening/save", form | {"document_1": "", "why_2": ""})
    assert (refused.status_code, "Enter the address of a document." in refused.text) == (422, True)


def test_none_of_this_is_there_for_members(own_shelves: Shelves) -> None:
    member = signed_in(own_shelves, Role.MEMBER)
    for address in ("vocabulary", "synonyms", "collections", "introductions", "collections/first"):
        assert member.get(f"/desk/{address}", base_url=BASE).status_code == 404
    assert send(member, "/desk/synonyms/save", {"name": "a", "also": "b"}).status_code == 404
