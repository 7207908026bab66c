"""Coordinators begin documents on pages that work without scripts; what is held already is said first."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from library.actions.writing.starting import start_edit
from library.model.viewer import Role
from tests.actions.test_import_word import story
from tests.web.shelves import Shelves, filled_shelves
from tests.web.signing_in import signed_in

BASE = "https://localhost"
DISCARD = "/desk/documents/not-to-be-told/discard"
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def own_shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelves]:
    """A library of its own, because drafts are added to it."""
    filled = filled_shelves(tmp_path_factory.mktemp("new"))
    yield filled
    filled.library.close()


@pytest.fixture
def browser(own_shelves: Shelves) -> FlaskClient:
    return signed_in(own_shelves, Role.COORDINATOR)


def send(browser: FlaskClient, way: str, **form: object) -> TestResponse:
    return browser.post(f"/desk/new/{way}/start", base_url=BASE, headers=HERE, data=form)


def show(browser: FlaskClient, address: str) -> str:
    answer = browser.get(address, base_url=BASE)
    assert answer.status_code == 200
    return answer.text


def test_a_new_draft_opens_in_the_editor_and_is_in_the_list(browser: FlaskClient) -> None:
    answer = send(browser, "text", title="A kettle <b>", kind="story", language="cy")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/documents/a-kettle-b")
    page = show(browser, "/desk/documents?state=draft&q=kettle")
    assert "A kettle &lt;b&gt;" in page
    assert "1 document" in page
    assert 'href="/desk/new/copy?of=a-kettle-b"' in page


def test_a_form_with_problems_comes_back_with_every_entry(browser: FlaskClient) -> None:
    answer = send(browser, "link", address="example", title="", kind="", language="gd", summary="Ours & <theirs>")
    assert answer.status_code == 422
    for words in (
        "Enter a title.",
        "Select what it is.",
        "Copy the full address, starting with https://.",
        'value="example"',
        "Ours &amp; &lt;theirs&gt;",
        '<option value="gd" selected>',
        'aria-invalid="true"',
    ):
        assert words in answer.text


def test_what_is_held_already_is_said_before_anything_is_started(browser: FlaskClient, own_shelves: Shelves) -> None:
    before = own_shelves.library.drafts.all()
    form = {"address": "https://example.org/x", "title": "the SPARE key", "kind": "video", "language": "en"}
    answer = send(browser, "link", **form)
    assert answer.status_code == 422
    assert 'href="/desk/documents/spare-key"' in answer.text
    assert "has the same title" in answer.text
    assert own_shelves.library.drafts.all() == before
    assert send(browser, "link", **form, anyway="1").status_code == 303
    again = send(browser, "link", **(form | {"address": "http://www.example.org/x/?utm_source=a", "title": "B"}))
    assert "leads to the same page" in again.text


def test_a_word_file_becomes_a_draft_and_its_report_is_shown(browser: FlaskClient) -> None:
    answer = send(browser, "word", kind="story", file=(BytesIO(story()), "x.docx"))
    assert answer.status_code == 200
    assert 'href="/desk/documents/the-red-chair"' in answer.text
    assert "Left out" in answer.text
    # Larger than other forms may be.
    refused = send(browser, "word", kind="story", file=(BytesIO(bytes(400_000)), "x.docx"))
    assert (refused.status_code, "This file cannot be imported" in refused.text) == (422, True)


def test_a_copy_and_a_translation_begin_with_the_document_that_was_chosen(browser: FlaskClient) -> None:
    assert 'href="/desk/new/copy?of=spare-key"' in show(browser, "/desk/new/copy?q=spare")
    assert "Copy “The spare key”" in show(browser, "/desk/new/copy?of=spare-key")
    assert send(browser, "copy", of="spare-key", title="A key").headers["Location"] == "/desk/documents/a-key"
    assert "Translate “The spare key”" in show(browser, "/desk/new/translation?of=spare-key")
    answer = send(browser, "translation", of="spare-key", title="An iuchair", language="gd")
    assert answer.headers["Location"] == "/desk/documents/spare-key-gd"
    wrong = send(browser, "translation", of="phone-call", title="Galwad", language="cy")
    assert (wrong.status_code, "has not agreed to translations" in wrong.text) == (422, True)
    assert send(browser, "copy", of="never-was", title="A").status_code == 404


def test_the_address_of_a_draft_is_changed_on_a_page(browser: FlaskClient) -> None:
    send(browser, "text", title="Somebody Known", kind="story", language="en")
    assert "/stories/somebody-known" in show(browser, "/desk/documents/somebody-known/address")
    change = "/desk/documents/somebody-known/address/change"
    wrong = browser.post(change, base_url=BASE, headers=HERE, data={"slug": "spare-key"})
    assert (wrong.status_code, "Another document has this address" in wrong.text) == (422, True)
    right = browser.post(change, base_url=BASE, headers=HERE, data={"slug": "somebody"})
    assert right.headers["Location"] == "/desk/documents/somebody"


def test_a_draft_that_was_never_published_is_deleted_with_all_its_words(
    browser: FlaskClient, own_shelves: Shelves
) -> None:
    send(browser, "word", kind="story", file=(BytesIO(story("Not to be told")), "x.docx"))
    path = "stories/not-to-be-told.md"
    page = show(browser, "/desk/documents/not-to-be-told/discard")
    version = page.partition('name="version" value="')[2].partition('"')[0]
    draft = own_shelves.library.drafts.at(path)
    assert draft
    own_shelves.library.drafts.save(path, draft.text + b"More.\n", draft.version, 99, "tab", 9)
    refused = browser.post(f"{DISCARD}/now", base_url=BASE, headers=HERE, data={"version": version})
    assert (refused.status_code, "Nothing was deleted" in refused.text) == (409, True)
    version = refused.text.partition('name="version" value="')[2].partition('"')[0]
    done = browser.post(f"{DISCARD}/now", base_url=BASE, headers=HERE, data={"version": version})
    assert (done.status_code, done.headers["Location"]) == (303, "/desk/documents?done=discarded#told")
    library = own_shelves.library
    assert (library.drafts.at(path), library.revisions.of(path), library.uploads.of(path)) == (None, (), ())
    assert browser.get(DISCARD, base_url=BASE).status_code == 404


def test_changes_of_a_published_document_are_discarded_and_stay_in_the_history(
    browser: FlaskClient, own_shelves: Shelves
) -> None:
    library, path = own_shelves.library, "stories/wider-call.md"
    draft = start_edit(library, 1, "wider-call")
    saved = library.drafts.save(path, draft.text + b"More.\n", draft.version, 1, "tab", 9)
    assert "Readers go on seeing the published page" in show(browser, "/desk/documents/wider-call/discard")
    form = {"version": str(saved.version)}
    browser.post("/desk/documents/wider-call/discard/now", base_url=BASE, headers=HERE, data=form)
    assert library.drafts.at(path) is None
    assert next(each.length for each in library.revisions.of(path)) == len(saved.text)
    assert browser.get("/stories/wider-call", base_url=BASE).status_code == 200


def test_drafts_are_nothing_to_members_and_strangers(own_shelves: Shelves) -> None:
    member = signed_in(own_shelves, Role.MEMBER)
    for way in ("text", "link", "word", "copy", "translation"):
        assert member.get(f"/desk/new/{way}", base_url=BASE).status_code == 404
        assert send(member, way, title="A", kind="story", language="en").status_code == 404
    assert own_shelves.client.get("/desk/documents").status_code in {303, 404}
