"""Collections and introductions are edited on their own lines, checked before anything is written, published alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from library.actions.pin_links import pin_links
from library.actions.writing.editorial import (
    EditorialProblem,
    PlacesChanged,
    TextChanged,
    all_collections,
    new_path,
    read_form,
    save_form,
)
from library.actions.writing.opening import open_document
from library.errors import ContentError, InvalidInput, NotFound
from library.model.viewer import ANYBODY
from tests.making import Making

ME = 7
COLLECTION = "collections/first.md"
THEME = "themes/listening.md"
FIELDS = {
    "title": "First steps",
    "summary": "Where to begin.",
    "order": "2",
    "text": "Begin here.\n\n## Why\n\nSomeone [said so](report#p1).",
}
STARTS = {
    "document_1": "/stories/s1",
    "why_1": "Why 1.",
    "document_2": "/stories/s2",
    "why_2": "Why 2.",
    "document_3": "/stories/s3",
    "why_3": "Why 3.",
}


@pytest.fixture
def published(making: Making) -> Making:
    making.write("report", "It was so.\n\nAnd so.\n", kind="report", provenance="published-elsewhere")
    for number in (1, 2, 3):
        making.write(f"s{number}")
    making.publish()
    return making


def file(making: Making, path: str = COLLECTION) -> Path:
    return making.root / "content" / path


def save(making: Making, **fields: str) -> None:
    save_form(making.library, ME, COLLECTION, FIELDS | fields, read_form(making.library, COLLECTION).digest)


@pytest.fixture
def written(published: Making) -> Making:
    save_form(published.library, ME, new_path(published.library, "First"), FIELDS, "")
    return published


def shown(making: Making) -> list[tuple[str, str]]:
    found = making.library.view(ANYBODY).snapshot.introductions.collections
    return [(each.title, each.summary) for each in found]


def test_a_new_collection_is_pinned_published_and_in_the_history(written: Making) -> None:
    assert (
        file(written)
        .read_text()
        .startswith('---\ntitle: First steps\nsummary: Where to begin.\norder: 2\nkept: [{place: "report#p1", hash: ')
    )
    assert shown(written) == [("First steps", "Where to begin.")]
    assert [(each.path, each.actor) for each in written.library.revisions.of(COLLECTION)] == [(COLLECTION, ME)]
    assert [{**each.fields, "text": ""} for each in all_collections(written.library)] == [FIELDS | {"text": ""}]
    with pytest.raises(InvalidInput) as wrong:
        new_path(written.library, "First")
    assert wrong.value.problems == {"title": EditorialProblem.TAKEN}


def test_only_what_changed_is_written_again(written: Making) -> None:
    data = file(written).read_bytes().replace(b"order: 2", b"order: 2 # on the front page").replace(b"\n", b"\r\n")
    file(written).write_bytes(data)
    save(written, order="3")
    assert file(written).read_bytes() == data.replace(b"order: 2", b"order: 3")
    save(written, order="3", text=FIELDS["text"].replace("Begin", "Start"))
    assert file(written).read_bytes() == data.replace(b"order: 2", b"order: 3").replace(b"Begin here", b"Start here")
    assert len(written.library.revisions.of(COLLECTION)) == 4


def test_nothing_else_is_published_with_a_collection(written: Making) -> None:
    written.write("unfinished")
    written.write("broken", themes="[never-was]")
    save(written, title="Later")
    assert shown(written) == [("Later", "Where to begin.")]
    assert "unfinished" not in written.found()


def test_links_that_were_pinned_while_a_collection_is_open_are_not_taken_out_unseen(written: Making) -> None:
    pinned = file(written).read_bytes()
    unpinned = re.sub(rb"kept: .*\n", b"", pinned)
    file(written).write_bytes(unpinned)
    digest = read_form(written.library, COLLECTION).digest
    assert pin_links(written.library).written == (COLLECTION,)
    with pytest.raises(TextChanged) as changed:
        save_form(written.library, ME, COLLECTION, FIELDS | {"title": "Mine"}, digest)
    assert file(written).read_bytes() == pinned != unpinned
    save_form(written.library, ME, COLLECTION, FIELDS | {"title": "Mine"}, changed.value.theirs.digest)
    assert file(written).read_bytes() == pinned.replace(b"title: First steps", b"title: Mine")
    # The editor of drafts, which saves by itself, opens no collection.
    with pytest.raises(NotFound):
        open_document(written.library, "first")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("## Why\n\nNobody said so.", "has no source"),
        ("Someone [said so](never-was#p1).", "There is no document"),
        ("Someone [said so](report#p9).", "has no passage"),
        ("[Out](https://example.org/).", "Link to a document"),
        ("# Too high\n\nWords.", "Start each heading"),
    ],
)
def test_a_text_with_mistakes_is_never_written(written: Making, text: str, problem: str) -> None:
    before = file(written).read_bytes()
    with pytest.raises(ContentError, match=problem):
        save(written, text=text)
    assert file(written).read_bytes() == before
    assert len(written.library.revisions.of(COLLECTION)) == 1


def test_every_problem_of_a_form_is_reported(written: Making) -> None:
    with pytest.raises(InvalidInput) as wrong:
        save(written, title="", summary="a" * 1001, order="0", text=" ")
    assert wrong.value.problems == {
        "title": EditorialProblem.NO_TITLE,
        "summary": EditorialProblem.LONG,
        "order": EditorialProblem.NO_ORDER,
        "text": EditorialProblem.NO_TEXT,
    }


def test_a_file_that_someone_changed_meanwhile_is_shown_and_not_overwritten(written: Making) -> None:
    digest = read_form(written.library, COLLECTION).digest
    save(written, title="Theirs")
    with pytest.raises(TextChanged) as changed:
        save_form(written.library, ME, COLLECTION, FIELDS | {"title": "Mine"}, digest)
    assert changed.value.theirs.fields["title"] == "Theirs"
    # What is so already is no conflict, such as the same form sent twice.
    save_form(written.library, ME, COLLECTION, FIELDS | {"title": "Theirs"}, digest)
    save_form(written.library, ME, COLLECTION, FIELDS | {"title": "Mine"}, changed.value.theirs.digest)
    assert shown(written) == [("Mine", "Where to begin.")]


def test_a_passage_that_was_edited_since_is_read_again_before_a_collection_is_saved(written: Making) -> None:
    written.write("report", "It was not so.\n\nAnd so.\n", kind="report", provenance="published-elsewhere")
    written.publish()
    digest = read_form(written.library, COLLECTION).digest
    fields = FIELDS | {"title": "Again"}
    with pytest.raises(PlacesChanged) as changed:
        save_form(written.library, ME, COLLECTION, fields, digest)
    assert [place.path for place in changed.value.places] == [COLLECTION]
    save_form(written.library, ME, COLLECTION, fields, digest, accept=True)
    assert shown(written) == [("Again", "Where to begin.")]


def test_a_theme_gets_an_introduction_with_three_documents_to_start_with(published: Making) -> None:
    form = read_form(published.library, THEME)
    assert (form.digest, form.fields["document_1"], form.fields["text"]) == ("", "", "")
    save_form(published.library, ME, THEME, STARTS | {"text": "Some words."}, "")
    again = read_form(published.library, THEME)
    assert again.fields == {name: words.removeprefix("/stories/") for name, words in STARTS.items()} | {
        "text": "Some words."
    }
    (theme,) = published.library.view(ANYBODY).snapshot.introductions.themes
    assert [start.slug for start in theme.starts] == ["s1", "s2", "s3"]
    with pytest.raises(InvalidInput) as wrong:
        save_form(
            published.library, ME, THEME, STARTS | {"text": "Words.", "document_2": "", "why_3": ""}, again.digest
        )
    assert wrong.value.problems == {"document_2": EditorialProblem.NO_DOCUMENT, "why_3": EditorialProblem.NO_REASON}
    with pytest.raises(ContentError, match="There is no document"):
        save_form(published.library, ME, THEME, STARTS | {"text": "Words.", "document_2": "never-was"}, again.digest)


@pytest.mark.parametrize("path", ["collections/never-was.md", "themes/never-was.md", "collections/../vocabulary.md"])
def test_what_is_not_there_is_not_found(published: Making, path: str) -> None:
    with pytest.raises(NotFound):
        read_form(published.library, path)
