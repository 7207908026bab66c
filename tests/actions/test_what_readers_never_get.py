"""Files that nothing uses, and documents without a date, are advice."""

from __future__ import annotations

import unicodedata

import pytest

from library.actions.check import check
from library.errors import ContentError
from tests.actions.publishing import write_video
from tests.making import Making

NAMED = "Readers do not get this file. Name it in a document or move it out of this folder."
PDF = (
    "Readers do not get this file. Name it in a document, as attachments: [{file: …, title: …}], "
    "or move it out of this folder."
)
TXT = (
    "Readers do not get this file. If it is a document, rename it so that it ends in .md. "
    "If not, move it out of this folder."
)
DOCX = (
    "Readers do not get this file. Import it with library import, name it under attachments, "
    "or move it out of this folder."
)
DATE = (
    "Add a line that starts with published: and the date, such as 2026-11-22. Without it, this is never in the feed, "
    "nor listed as new."
)


def advice(making: Making) -> list[str]:
    return [str(each) for each in check(making.library).advice]


def test_a_file_that_nothing_uses_is_advice(making: Making) -> None:
    making.always["published"] = "2020-01-01"
    write_video(making)
    for name in ("story.docx", "notes.TXT", "quince.jpg", "media/old.pdf", "film.old.vtt"):
        making.content.put(f"resources/{name}", "x")
    for name in (".hidden.jpg", "~$story.docx", "quince.jpg~", "README", "data.csv", "media/.git/a.jpg"):
        making.content.put(f"resources/{name}", "x")
    making.content.put("collections/a.jpg", "x")
    assert advice(making) == [
        f"resources/film.old.vtt:1: {NAMED}",
        f"resources/media/old.pdf:1: {PDF}",
        f"resources/notes.TXT:1: {TXT}",
        f"resources/quince.jpg:1: {NAMED}",
        f"resources/story.docx:1: {DOCX}",
    ]


def test_a_file_is_used_however_its_accents_are_stored(making: Making) -> None:
    making.always["published"] = "2020-01-01"
    write_video(making)
    film = (making.root / "content/resources/film.vtt").read_bytes()
    name = unicodedata.normalize("NFD", "café.vtt")
    making.content.put(f"resources/{name}", film)
    media = {"media": '{file: film.mp4, duration: "00:01:12"}', "transcripts": f"[{{language: en, file: {name}}}]"}
    making.write("film", "See it.\n", kind="video", **media)
    (making.root / "content/resources/film.vtt").unlink()
    assert advice(making) == []


def test_while_a_document_cannot_be_read_nobody_knows_what_it_uses(making: Making) -> None:
    making.always["published"] = "2020-01-01"
    making.content.put("stories/quince.jpg", "x")
    making.write("one", themes="[nothing]")
    with pytest.raises(ContentError) as error:
        check(making.library)
    assert error.value.advice == ()


def test_a_document_that_everybody_may_see_needs_a_date_for_the_feed(making: Making) -> None:
    making.write("one")
    making.write("dated", published="2020-01-01")
    making.write("draft", status="draft")
    making.write("gone", status="withdrawn")
    making.write("ours", consent="{audience: network, uses: []}")
    assert advice(making) == [f"stories/one.md:1: {DATE}"]
