"""Publishing, scheduling and withdrawing on pages that work without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from library.actions.whole_files import digest_of
from library.actions.writing.saving import file_of, save
from library.model.draft import Draft, Unpublished
from library.model.viewer import Role
from library.storage.builds import publish_lock
from tests.web.shelves import Shelves, filled_shelves, open_shelves
from tests.web.signing_in import signed_in

BASE = "https://localhost"
HERE = {"Sec-Fetch-Site": "same-origin"}
KEY, NEW = "stories/spare-key.md", "stories/the-new-kettle.md"
HEADER = "title: The new kettle\nkind: story\nsummary: Of it.\nthemes: [listening]\nroles: [nurse]\nsectors: [health]\n"
TEXT = f"---\n{HEADER}provenance: fictional\n---\nIt whistles quietly.\n".encode()


@pytest.fixture(scope="module")
def own_shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelves]:
    """A library of its own, because it is published from here."""
    filled = filled_shelves(tmp_path_factory.mktemp("publishing"))
    filled.library.close()
    opened = open_shelves(filled.folder, LIBRARY_PUBLISH_WAIT="0")
    yield opened
    opened.library.close()


@pytest.fixture
def browser(own_shelves: Shelves) -> FlaskClient:
    return signed_in(own_shelves, Role.COORDINATOR)


def start(shelves: Shelves, path: str, text: bytes) -> Draft:
    """Start a draft with a text, in place of any that is there."""
    library, file = shelves.library, file_of(shelves.library, path)
    library.drafts.drop(path)
    draft = library.drafts.start(path, file or text, digest_of(file) if file else "", 1, library.now())
    return save(library, path, text, draft.version, 1, "a") if file else draft


def send(browser: FlaskClient, address: str, **form: object) -> TestResponse:
    return browser.post(f"/desk/documents/{address}", base_url=BASE, headers=HERE, data=form)


def show(browser: FlaskClient, address: str) -> str:
    answer = browser.get(f"/desk/documents{'' if address.startswith('?') else '/'}{address}", base_url=BASE)
    assert answer.status_code == 200
    return answer.text


def test_a_page_says_who_will_see_a_draft_and_under_which_address_and_one_step_publishes_it(
    own_shelves: Shelves, browser: FlaskClient
) -> None:
    draft = start(own_shelves, NEW, TEXT)
    page = show(browser, "the-new-kettle/publish")
    for words in ("/stories/the-new-kettle", "it has never been published", "Everyone sees it."):
        assert words in page
    done = send(browser, "the-new-kettle/publish/now", version=draft.version)
    assert (done.status_code, done.headers["Location"]) == (
        303,
        "/desk/documents/the-new-kettle/publish?done=published#told",
    )
    assert "Published." in show(browser, "the-new-kettle/publish?done=published")
    assert "It whistles quietly." in own_shelves.client.get("/stories/the-new-kettle").text
    assert "/stories/the-new-kettle" in own_shelves.client.get("/search?q=whistles").text


def test_mistakes_lead_to_their_field_or_the_text_and_nothing_is_published(
    own_shelves: Shelves, browser: FlaskClient
) -> None:
    wrong = TEXT.replace(b"[listening]", b"[listning]").replace(b"quietly", b"%% quietly")
    draft = start(own_shelves, "stories/wrong.md", wrong)
    page = show(browser, "wrong/publish")
    assert 'href="/desk/documents/wrong?check=1#f-themes"' in page
    assert 'href="/desk/documents/wrong?check=1#f-text"' in page
    start(own_shelves, "stories/wrong.md", wrong.replace(b"roles: [nurse]\n", b""))
    unfinished = show(browser, "wrong/publish")
    assert '#f-roles">Job roles</a>: Fill this in before you publish.' in unfinished
    draft = start(own_shelves, "stories/wrong.md", wrong)
    assert "Publish now" not in page
    assert send(browser, "wrong/publish/now", version=draft.version).status_code == 422
    assert own_shelves.client.get("/stories/wrong").status_code == 404


def test_the_editor_saves_and_leads_to_the_page_before_publishing(own_shelves: Shelves, browser: FlaskClient) -> None:
    start(own_shelves, "stories/edited-kettle.md", TEXT)
    assert 'formaction="/desk/documents/edited-kettle/save?then=publish"' in show(browser, "edited-kettle")
    answer = send(browser, "edited-kettle/save?then=publish", text="It sings.", version=0)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/documents/edited-kettle/publish")


def test_a_version_that_nobody_read_is_shown_before_it_is_published(own_shelves: Shelves, browser: FlaskClient) -> None:
    draft = start(own_shelves, NEW, TEXT)
    answer = send(browser, "the-new-kettle/publish/now", version=draft.version - 1)
    assert (answer.status_code, "Someone has changed this meanwhile" in answer.text) == (409, True)
    assert "Nothing that you wrote is lost." in answer.text


def test_while_another_publish_runs_the_page_says_what_is_true(own_shelves: Shelves, browser: FlaskClient) -> None:
    draft = start(own_shelves, KEY, (file_of(own_shelves.library, KEY) or b"") + b"\nAnd a kettle.\n")
    with publish_lock(own_shelves.library.settings.data, 0):
        answer = send(browser, "spare-key/publish/now", version=draft.version)
    assert (answer.status_code, "another publish is running" in answer.text) == (503, True)
    assert "And a kettle." not in own_shelves.client.get("/stories/spare-key").text
    assert send(browser, "spare-key/publish/now", version=draft.version).status_code == 303
    assert "And a kettle." in own_shelves.client.get("/stories/spare-key").text


def test_a_time_is_set_and_cancelled(own_shelves: Shelves, browser: FlaskClient) -> None:
    draft = start(own_shelves, "stories/later.md", TEXT)
    wrong = send(browser, "later/schedule", version=draft.version, day="tomorrow", clock="9")
    assert wrong.status_code == 422
    for words in ('value="tomorrow"', "Enter a day, such as 2026-12-01.", 'aria-invalid="true"'):
        assert words in wrong.text
    day = {"version": draft.version, "day": "2027-06-01", "clock": "09:30"}
    assert send(browser, "later/schedule", **day).status_code == 303
    for where in ("later/publish", "later"):
        assert "Will be published on 1 June 2027, 09:30." in show(browser, where)
    assert send(browser, "later/unschedule").status_code == 303
    assert "Will be published" not in show(browser, "later/publish")


def test_a_draft_is_sent_to_review_and_back(own_shelves: Shelves, browser: FlaskClient) -> None:
    start(own_shelves, "stories/read-me.md", TEXT)
    assert send(browser, "read-me/review", to="review").status_code == 303
    assert "Back to draft" in show(browser, "read-me/publish")
    assert send(browser, "read-me/review", to="work").status_code == 303
    assert "Send to review" in show(browser, "read-me/publish")
    assert send(browser, "phone-call/review", to="review").status_code == 409


def test_a_translation_is_published_with_its_original(own_shelves: Shelves, browser: FlaskClient) -> None:
    original = start(own_shelves, "stories/original.md", TEXT)
    draft = start(
        own_shelves,
        "stories/cyfieithiad.md",
        TEXT.replace(b"---\nIt", b"language: cy\ntranslation_of: original\n---\nIt"),
    )
    assert f'name="with" value="original:{original.version}"' in show(browser, "cyfieithiad/publish")
    alone = send(browser, "cyfieithiad/publish/now", version=draft.version)
    assert (alone.status_code, "There is no document" in alone.text) == (422, True)
    chosen = {"version": draft.version, "with": f"original:{original.version}"}
    text = TEXT.replace(b"whistles quietly", b"sings loudly")
    saved = save(own_shelves.library, "stories/original.md", text, original.version, 1, "b")
    for unread in (chosen, {**chosen, "with": "original"}):
        answer = send(browser, "cyfieithiad/publish/now", **unread)
        assert (answer.status_code, "Someone has changed this meanwhile" in answer.text) == (409, True)
        assert f'value="original:{saved.version}" checked' in answer.text
    assert own_shelves.client.get("/stories/original").status_code == 404
    done = send(browser, "cyfieithiad/publish/now", **{**chosen, "with": f"original:{saved.version}"})
    assert done.status_code == 303
    assert own_shelves.client.get("/stories/original").status_code == 200


def test_a_page_says_whether_a_document_is_withdrawn_or_its_original(
    own_shelves: Shelves, browser: FlaskClient
) -> None:
    withdrawn = {"first-kettle": "it is withdrawn.", "tegell": "its original is withdrawn."}
    for slug, more in zip(withdrawn, (b"", b"language: cy\ntranslation_of: first-kettle\n"), strict=True):
        draft = start(own_shelves, f"stories/{slug}.md", TEXT.replace(b"---\nIt", more + b"---\nIt"))
        assert send(browser, f"{slug}/publish/now", version=draft.version).status_code == 303
    assert send(browser, "first-kettle/withdraw/now").status_code == 303
    for slug, words in withdrawn.items():
        assert f"Nobody sees it: {words}" in show(browser, f"{slug}/publish")


def test_a_document_is_withdrawn_in_one_step_and_shown_again_with_a_reason(
    own_shelves: Shelves, browser: FlaskClient
) -> None:
    page = show(browser, "phone-call/withdraw")
    assert "Withdraw now" in page
    assert "history" in page
    assert send(browser, "phone-call/withdraw/now").status_code == 303
    assert own_shelves.client.get("/stories/phone-call").status_code == 410
    gone = show(browser, "phone-call/publish?done=withdrawn")
    assert ("Show to readers again" in gone, 'href="/desk/documents/phone-call"' in gone) == (True, False)
    listed = show(browser, "?state=withdrawn&q=phone-call").partition('<ul class="bare people">')[2]
    ways = re.findall(r'href="(/desk/documents/phone-call[^"]*)"', listed)
    assert ways == ["/desk/documents/phone-call/publish", "/desk/documents/phone-call/restore-to-readers"]
    assert [browser.get(way, base_url=BASE).status_code for way in ways] == [200, 200]
    missing = send(browser, "phone-call/restore-to-readers/now", reason=" ")
    assert (missing.status_code, "Say why, in a few words." in missing.text) == (422, True)
    assert send(browser, "phone-call/restore-to-readers/now", reason="A mistake").status_code == 303
    assert own_shelves.client.get("/stories/phone-call").status_code == 200


def test_a_coordinator_reaches_the_editor_and_withdrawing_from_the_page_and_nobody_else_does(
    own_shelves: Shelves, browser: FlaskClient
) -> None:
    member = signed_in(own_shelves, Role.MEMBER)
    for way in ("", "/comments", "/withdraw"):
        link = f'href="/desk/documents/spare-key{way}"'
        seen = [link in each.get("/stories/spare-key", base_url=BASE).text for each in (browser, member)]
        assert [*seen, link in own_shelves.client.get("/stories/spare-key").text] == [True, False, False]
        assert browser.get(f"/desk/documents/spare-key{way}", base_url=BASE).status_code == 200


def test_withdrawing_while_another_publish_runs_hides_the_document(own_shelves: Shelves, browser: FlaskClient) -> None:
    draft = start(own_shelves, "stories/old-kettle.md", TEXT)
    send(browser, "old-kettle/publish/now", version=draft.version)
    with publish_lock(own_shelves.library.settings.data, 0):
        answer = send(browser, "old-kettle/withdraw/now")
        assert (answer.status_code, "Readers do not see it now." in answer.text) == (503, True)
        assert own_shelves.client.get("/stories/old-kettle").status_code == 404
    assert send(browser, "old-kettle/withdraw/now").status_code == 303
    assert own_shelves.client.get("/stories/old-kettle").status_code == 410


def test_the_desk_lists_what_was_not_published_on_time_and_drafts_in_review(
    own_shelves: Shelves, browser: FlaskClient
) -> None:
    start(own_shelves, "stories/late-kettle.md", TEXT)
    for why, words in (
        (Unpublished.NO_COORDINATOR, "whoever set it is no longer a coordinator"),
        (Unpublished.CONFLICT, "its file had been changed"),
    ):
        own_shelves.library.drafts.put_off("stories/late-kettle.md", why)
        assert words in show(browser, "late-kettle/publish")
    send(browser, "late-kettle/review", to="review")
    desk = browser.get("/desk", base_url=BASE).text
    assert desk.count('href="/desk/documents/late-kettle/publish"') == 2
    assert "its file had been changed" in desk
