"""The editor: a document as a form that works without scripts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from library.content.form.field import FIELDS
from library.content.markdown_writer import pasting
from library.model.viewer import Role
from library.process.parent import Limits
from library.storage.leases import Leases
from library.web.editor_labels import HINTS, LABELS, NOT_A_FIELD, OPTIONS, PARTS
from tests.actions.test_import_word import story
from tests.content.headers import CONTENT
from tests.content.word.files import paragraph, word_file
from tests.web.reading_forms import SentForm, form_to
from tests.web.reading_html import Html
from tests.web.shelves import Shelves, filled_shelves
from tests.web.signing_in import signed_in

HOST = "https://localhost"
HERE = "/desk/documents/spare-key"
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
PATH = "stories/spare-key.md"


@pytest.fixture
def shelves(tmp_path: Path) -> Iterator[Shelves]:
    """A library that tests write into."""
    filled = filled_shelves(tmp_path)
    yield filled
    filled.library.close()


@pytest.fixture
def browser(shelves: Shelves) -> FlaskClient:
    """A browser in which a coordinator is signed in."""
    return signed_in(shelves, Role.COORDINATOR)


def get(browser: FlaskClient, address: str) -> str:
    answer = browser.get(address, base_url=HOST)
    assert answer.status_code == 200, answer.status
    return answer.text


def opened(browser: FlaskClient, address: str = HERE) -> SentForm:
    """Return the form of an editor, as it would be sent."""
    return form_to(get(browser, address), "/save")


def send(browser: FlaskClient, form: SentForm, address: str = "", **changed: str | list[str]) -> TestResponse:
    values = {name.replace("__", "."): each for name, each in changed.items()}
    return browser.post(address or form.action, base_url=HOST, headers=FROM_HERE, data={**form.fields, **values})


def draft(shelves: Shelves, path: str = PATH) -> str:
    found = shelves.library.drafts.at(path)
    return found.text.decode() if found else ""


def file(shelves: Shelves, path: str = PATH) -> str:
    return (shelves.library.settings.content / path).read_text("utf-8")


def test_every_field_is_in_one_part_of_the_form_and_has_words() -> None:
    shown = [name for part in PARTS for name in (*part.fields, *part.more)]
    assert sorted([*shown, *NOT_A_FIELD]) == sorted(field.name for field in FIELDS)
    names = {each.name for each in FIELDS} | {f"{each.name}.{part.name}" for each in FIELDS for part in each.parts}
    assert names - NOT_A_FIELD == LABELS.keys()
    assert HINTS.keys() <= names
    every = {field.name: field for field in FIELDS}
    every |= {f"{field.name}.{part.name}": part for field in FIELDS for part in field.parts}
    assert {name: {*words} for name, words in OPTIONS.items()} == {
        name: {*field.options} for name, field in every.items() if field.options and name not in NOT_A_FIELD
    }


def test_a_page_sent_unchanged_changes_no_byte_of_a_document(shelves: Shelves, browser: FlaskClient) -> None:
    content = shelves.library.settings.content
    shutil.copytree(CONTENT, content, dirs_exist_ok=True)
    paths = sorted(path.relative_to(content) for path in content.glob("[rs]*/*.md"))
    # All of them are tested without the page.
    for path in paths[2::6]:
        assert send(browser, opened(browser, f"/desk/documents/{path.stem}")).status_code == 303
        assert draft(shelves, path.as_posix()) == (content / path).read_text("utf-8")


def test_a_save_starts_a_draft_and_readers_go_on_seeing_the_published_page(
    shelves: Shelves, browser: FlaskClient
) -> None:
    before, form = file(shelves), opened(browser)
    answer = send(browser, form, title="The other key", text="Other words.")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("?saved=1#told")
    assert "The other key" in draft(shelves)
    assert file(shelves) == before
    assert "The spare key" in get(shelves.client, "/stories/spare-key")
    assert opened(browser).fields["title"] == ["The other key"]


def test_what_is_incomplete_or_wrong_is_saved_and_said_at_its_field(shelves: Shelves, browser: FlaskClient) -> None:
    form = opened(browser)
    answer = send(browser, form, f"{HERE}/findings", title="", published="soon", themes=["", "nothing-known"], year="x")
    page = Html(get(browser, answer.headers["Location"]))
    assert "published: soon" in draft(shelves)
    errors = {each.get("id"): each.text for each in page.all("ul", "said")}
    assert errors["f-title-said"] == "Fill this in before you publish."
    assert "is not a date" in errors["f-published-said"]
    assert "is not a theme" in errors["f-themes-said"]
    links = [link.get("href") for link in page.all("a") if link.get("href").startswith("#f-")]
    assert {"#f-title", "#f-published", "#f-themes", "#f-year"} <= {*links}
    ids = {each.get("id") for each in page.elements}
    assert {link.removeprefix("#") for link in links} <= ids
    fields = {each.get("id"): each for each in page.all("input")}
    assert fields["f-published"].get("value") == "soon"
    assert fields["f-published"].get("aria-invalid") == "true"


def test_a_mistake_in_the_text_is_said_with_its_line(browser: FlaskClient) -> None:
    form = opened(browser)
    answer = send(browser, form, f"{HERE}/findings", text="One.\r\n\r\n%% a comment without an end")
    page = Html(get(browser, answer.headers["Location"]))
    said = next(each for each in page.all("ul", "said") if each.get("id") == "f-text-said")
    assert said.text.startswith("Line 3:")


def test_what_cannot_be_written_stays_in_the_form_and_everything_else_is_saved(
    shelves: Shelves, browser: FlaskClient
) -> None:
    long = "word " * 20_000
    answer = send(browser, opened(browser), title=long, text="Other words.")
    assert answer.status_code == 422
    assert form_to(answer.text, "/save").fields["title"] == [long]
    assert draft(shelves).endswith("Other words.\n")
    assert "The spare key" in draft(shelves)


def test_a_form_with_rows_that_no_page_of_ours_has_is_shown_again_with_its_own(browser: FlaskClient) -> None:
    rows = {"content_notes.0.note": "word " * 20_000, "content_notes.x.note": "a", "content_notes.999999999.note": "b"}
    answer = send(browser, opened(browser), **rows)
    assert answer.status_code == 422
    shown = [name for name in form_to(answer.text, "/save").fields if name.startswith("content_notes.")]
    assert {name.split(".")[1] for name in shown} == {"0", "1", "2"}


def test_the_preview_is_the_page_and_saves_nothing(shelves: Shelves, browser: FlaskClient) -> None:
    form = opened(browser)
    answer = send(browser, form, f"{HERE}/preview", title="The other key", text="Other *words*.")
    page = Html(answer.text)
    assert page.one("h1").text == "The other key"
    assert "<em>words</em>" in answer.text
    assert page.one("aside", "preview-notice").text.startswith("This is a preview.")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert draft(shelves) == ""


def test_an_incomplete_document_has_a_preview(browser: FlaskClient) -> None:
    sent = {name: [""] for name in opened(browser).fields}
    answer = send(browser, opened(browser), f"{HERE}/preview", **{**sent, "text": "Just *begun*."})  # type: ignore[arg-type]
    assert answer.status_code == 200
    assert "<em>begun</em>" in answer.text
    assert "is left out" in answer.text


def test_terms_are_proposed_with_the_words_that_propose_them(browser: FlaskClient) -> None:
    form = opened(browser)
    send(browser, form, text="She was recording it, and recording it again.", themes=[""])
    page = re.sub(r"<[^>]+>|\s+", " ", get(browser, HERE))
    assert re.search(r"Recording\s+The text says\s+“recording” \(2\)", page)


def test_the_whole_file_can_be_edited_and_downloaded(shelves: Shelves, browser: FlaskClient) -> None:
    before = file(shelves)
    form = form_to(get(browser, f"{HERE}/raw"), "/raw/save")
    assert send(browser, form).status_code == 303
    assert draft(shelves) == before
    form = form_to(get(browser, f"{HERE}/raw"), "/raw/save")
    assert send(browser, form, file=before.replace("The spare key", "A: B")).status_code == 303
    answer = browser.get(f"{HERE}/file", base_url=HOST)
    assert answer.text == draft(shelves) == before.replace("The spare key", "A: B")
    # The header cannot be read now: it is shown as it is, and the text below it can be edited.
    page = get(browser, HERE)
    assert "A: B" in Html(page).one("pre").text
    assert send(browser, form_to(page, "/save"), text="New.").status_code == 303
    assert draft(shelves).endswith("---\nNew.\n")


def test_two_people_choose_between_their_versions_and_nothing_is_lost(shelves: Shelves, browser: FlaskClient) -> None:
    other = signed_in(shelves, Role.COORDINATOR, "Iain Reid")
    mine, theirs = opened(browser), opened(other)
    assert send(other, theirs, text="Theirs.").status_code == 303
    answer = send(browser, mine, text="Mine.")
    assert answer.status_code == 409
    assert "Theirs." in answer.text
    page = Html(answer.text)
    assert ("[added: Mine" in page.one("ins").text, "[removed: Theirs" in page.one("del").text) == (True, True)
    assert draft(shelves).endswith("Theirs.\n")
    chosen = form_to(answer.text, "/raw/save")
    assert chosen.fields["file"][0].endswith("Mine.\r\n")
    assert send(browser, chosen).status_code == 303
    assert draft(shelves).endswith("Mine.\n")
    revisions = [shelves.library.revisions.read(each.id) for each in shelves.library.revisions.of(PATH)]
    assert {each.text.splitlines()[-1] for each in revisions if each} >= {b"Mine.", b"Theirs."}


def test_somebody_alone_is_never_in_conflict(shelves: Shelves, browser: FlaskClient) -> None:
    one, other = opened(browser), opened(browser)
    for form, text in ((one, "First."), (other, "Second."), (one, "Third.")):
        assert send(browser, form, text=text).status_code == 303
        assert draft(shelves).endswith(f"{text}\n")


def test_a_file_changed_on_the_disk_is_shown_beside_the_draft(shelves: Shelves, browser: FlaskClient) -> None:
    send(browser, opened(browser), text="Mine.")
    form = opened(browser)
    path = shelves.library.settings.content / PATH
    path.write_text(file(shelves).replace("The spare key", "Their key"), "utf-8")
    answer = send(browser, form, text="Mine again.")
    assert answer.status_code == 409
    assert "The file of this document was changed" in answer.text
    assert "Their key" in answer.text
    assert send(browser, form_to(answer.text, "/raw/save")).status_code == 303
    assert draft(shelves).endswith("Mine again.\n")


def post(browser: FlaskClient, form: SentForm, where: str, **more: str) -> TestResponse:
    """Send what a script would, with some fields changed."""
    return send(browser, form, f"{HERE}/{where}", **more)


def test_a_script_saves_while_someone_writes_and_says_when_only_after_it_did(
    shelves: Shelves, browser: FlaskClient
) -> None:
    form = opened(browser)
    told = post(browser, form, "autosave", text="One.", tab="a1").json
    assert told
    assert re.fullmatch(r"Saved at \d\d:\d\d", told["saved"])
    form.fields |= {"version": [told["version"]], "base": [told["base"]]}
    told = post(browser, form, "autosave", text="Two.", tab="a1").json
    assert draft(shelves).endswith("Two.\n")
    # Autosaves of one tab are one revision, beside the file.
    assert len(shelves.library.revisions.of(PATH)) == 2
    other = signed_in(shelves, Role.COORDINATOR, "Iain Reid")
    answer = post(other, form, "autosave", text="Theirs.", tab="b2")
    assert (answer.status_code, answer.json) == (409, {"problem": "conflict"})
    assert draft(shelves).endswith("Two.\n")


def test_who_else_has_it_open_is_said(shelves: Shelves, browser: FlaskClient) -> None:
    other, form = signed_in(shelves, Role.COORDINATOR, "Mairi Bell"), SentForm("")
    assert post(other, form, "presence", tab="m1").json == {"others": ""}
    told = post(browser, form, "presence", tab="a1").json
    assert told
    assert "Mairi Bell" in told["others"]
    post(other, form, "presence", tab="m1", closed="1")
    assert post(browser, form, "presence", tab="a1").json == {"others": ""}


def test_what_is_pasted_becomes_markdown_without_hidden_words(browser: FlaskClient) -> None:
    html = "<p>A <b>bold</b> word<span style='mso-hide:all'>secret</span></p>"
    assert post(browser, SentForm(""), "paste", html=html).json == {"markdown": "A **bold** word\n"}
    assert post(browser, SentForm(""), "paste", html="x" * 1_000_001).status_code == 413


def test_one_text_is_pasted_at_a_time_and_who_waits_too_long_is_told(shelves: Shelves, browser: FlaskClient) -> None:
    library = shelves.library
    library.paste_leases = Leases(library.settings.data / "pastes.lock", 1)
    with library.paste_leases.hold("the text of someone else"):
        answer = post(browser, SentForm(""), "paste", html="<p>A word</p>")
    assert answer.status_code == 503
    assert answer.json
    assert answer.json["problem"].endswith("because the site is busy. Delete it and paste it again in a minute.")
    assert post(browser, SentForm(""), "paste", html="<p>A word</p>").json == {"markdown": "A word\n"}


@pytest.mark.parametrize("nested", ["<div>x", "<b><p>", "<ul><li>"])
def test_what_is_nested_without_end_is_refused_in_words(
    browser: FlaskClient, monkeypatch: pytest.MonkeyPatch, nested: str
) -> None:
    monkeypatch.setattr(pasting, "PASTING", Limits(seconds=1, megabytes=400))
    answer = post(browser, SentForm(""), "paste", html=(nested * 170_000)[:1_000_000])
    assert answer.status_code == 413
    assert answer.json == {"problem": "This is too much to paste at once. Paste it in parts."}
    monkeypatch.undo()
    assert post(browser, SentForm(""), "paste", html="<p>A word</p>").json == {"markdown": "A word\n"}


def add_word(
    browser: FlaskClient, form: SentForm, file: bytes, name: str = "x.docx", way: str = "word/add", **more: str
) -> TestResponse:
    """Send a form with a Word file beside its fields."""
    fields = {**form.fields, **more, "word": (BytesIO(file), name)}
    return browser.post(f"{HERE}/{way}", base_url=HOST, headers=FROM_HERE, data=fields)


def test_the_text_of_a_word_file_is_added_to_the_draft_without_hidden_words_and_reported(
    shelves: Shelves, browser: FlaskClient
) -> None:
    answer = add_word(browser, opened(browser), story(), title="The other key", text="Before.")
    assert answer.status_code == 200
    saved = draft(shelves)
    assert "The other key" in saved
    added = r"\nBefore\.\n\n## The red chair\n\nShe was .+\n\n!\[A chair\]\((spare-key-[0-9a-f]{8}-1\.png)\)\n"
    found = re.search(rf"{added}\Z", saved)
    assert found, saved
    assert "SENTINEL" not in saved
    report = next(each for each in Html(answer.text).all("section") if each.get("id") == "word")
    assert "Left out" in report.text
    assert "Hidden text" in report.text
    assert form_to(answer.text, "/save").fields["text"][0].replace("\r", "").endswith(found[0].lstrip("\n"))
    # Its picture is an upload of the document, and in the preview.
    assert [each.name for each in shelves.library.uploads.of(PATH)] == [found[1]]
    preview = send(browser, opened(browser), f"{HERE}/preview").text
    shown = re.search(rf'<img src="({HERE}/files/spare-key-[^"]+)" alt="A chair"', preview)
    assert shown
    assert browser.get(shown[1], base_url=HOST).mimetype == "image/png"


def test_the_same_word_file_sent_again_by_a_reload_is_added_once(shelves: Shelves, browser: FlaskClient) -> None:
    form, file = opened(browser), story()
    for _ in range(2):
        assert add_word(browser, form, file).status_code == 200
    assert draft(shelves).count("The red chair") == 1
    assert len(shelves.library.uploads.of(PATH)) == 1


def test_a_script_gets_the_text_of_a_word_file_and_the_report_and_no_draft_is_changed(
    shelves: Shelves, browser: FlaskClient
) -> None:
    told = add_word(browser, opened(browser), story(), way="word", title="THE red chair").json
    assert told
    # The document has this title already.
    assert re.fullmatch(r"She was .+\n\n!\[A chair\]\(spare-key-[0-9a-f]{8}-1\.png\)\n", told["markdown"])
    assert "The document has it already." in told["report"]
    assert "Hidden text" in told["report"]
    assert "SENTINEL" not in told["markdown"]
    assert draft(shelves) == ""
    untitled = add_word(browser, opened(browser), story(), way="word", title="").json
    assert untitled
    assert untitled["markdown"].startswith("## The red chair\n")


def test_a_word_file_that_cannot_be_added_is_refused_in_words_and_everything_else_is_saved(
    shelves: Shelves, browser: FlaskClient
) -> None:
    for file, name, said in (
        (b"words", "x.docx", "This is plain text."),
        (b"", "x.docx", "Select a Word file."),
        (story(), "x.exe", "Select a Word file."),
        (word_file(paragraph("")), "x.docx", "This file has no text."),
        # Larger than other forms may be.
        (bytes(400_000), "x.docx", "This file is empty."),
    ):
        answer = add_word(browser, opened(browser), file, name, text="Long thought about.")
        assert answer.status_code == 422
        page = Html(answer.text)
        assert page.one("title").text.startswith("Error:")
        alert = next(each for each in page.all("section") if each.get("role") == "alert")
        assert said in alert.text
        assert draft(shelves).endswith("---\nLong thought about.\n")
        told = add_word(browser, opened(browser), file, name, way="word")
        assert (told.status_code, told.json and told.json["problem"] in alert.text) == (422, True)
    assert shelves.library.uploads.of(PATH) == ()


def test_a_word_file_whose_turn_does_not_come_is_refused_in_words_and_everything_else_is_saved(
    shelves: Shelves, browser: FlaskClient
) -> None:
    library = shelves.library
    library.upload_leases = Leases(library.settings.data / "uploads.lock", 1)
    with library.upload_leases.hold("an upload"):
        answer = add_word(browser, opened(browser), story(), text="Long thought about.")
    assert (answer.status_code, "Try again in a minute." in answer.text) == (422, True)
    assert draft(shelves).endswith("---\nLong thought about.\n")


def test_a_word_file_added_after_someone_else_saved_shows_both_versions_and_the_report(
    shelves: Shelves, browser: FlaskClient
) -> None:
    other, form = signed_in(shelves, Role.COORDINATOR, "Iain Reid"), opened(browser)
    send(other, opened(other), text="Theirs.")
    answer = add_word(browser, form, story(), text="Mine.")
    assert answer.status_code == 409
    assert "Hidden text" in answer.text
    chosen = form_to(answer.text, "/raw/save").fields["file"][0]
    assert ("Mine." in chosen, "The red chair" in chosen, "SENTINEL" in chosen) == (True, True, False)
    assert draft(shelves).endswith("Theirs.\n")


def test_someone_whose_session_ended_signs_in_and_sends_the_same_again(shelves: Shelves, browser: FlaskClient) -> None:
    form = opened(browser)
    form.fields["text"] = ["Long thought about."]
    stranger = shelves.client
    answer = send(stranger, form)
    assert answer.status_code == 403
    assert answer.headers["Cache-Control"] == "private, no-store"
    kept = form_to(answer.text, "/save")
    assert kept.fields == form.fields
    assert send(browser, kept).status_code == 303
    assert draft(shelves).endswith("Long thought about.\n")
    forged = stranger.post(form.action, base_url=HOST, headers={"Sec-Fetch-Site": "cross-site"}, data=form.fields)
    assert "Long thought about." not in forged.text


@pytest.mark.parametrize("slug", ["never-was", "Not A Slug", "..%2f..%2fvocabulary"])
def test_what_is_no_document_has_no_editor(browser: FlaskClient, slug: str) -> None:
    assert browser.get(f"/desk/documents/{slug}", base_url=HOST).status_code == 404


def test_a_long_text_can_be_sent_to_the_editor_and_to_nothing_else(browser: FlaskClient) -> None:
    long = "A line of words.\n" * 40_000
    form = opened(browser)
    assert send(browser, form, text=long).status_code == 303
    assert send(browser, form, "/account/details", text=long).status_code == 413
