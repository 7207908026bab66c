"""Which files a document names, and how its header names a new one."""

from __future__ import annotations

from itertools import islice

import pytest

from library.content.header.editing import edit_header
from library.content.slugs import is_slug
from library.content.uploads.header_changes import header_changes, picture_line, with_line
from library.content.uploads.named import NamedFile, named_files, recording_seconds, seconds_of
from library.content.uploads.names import names_for
from library.model.upload import Purpose

PATH = "resources/nine.md"
TEXT = b"""---
title: Nine  # a number
media: {file: nine.mp4, poster: nine.jpg, alt: "A bus", duration: "00:01:24"}
transcripts:
  - {language: en, file: nine.en.vtt, descriptions: seen.vtt}
  - {language: cy, file: nine.cy.vtt}
attachments: [{file: guide.pdf, title: "A leaflet"}]
minutes: 4
---

See ![A \\[big\\] cup](cup.jpg "Hot") and ![elsewhere](https://example.org/x.jpg).
"""


def changed(purpose: Purpose, seconds: int | None = None, text: bytes = TEXT, **details: str) -> str:
    changes = header_changes(text, PATH, purpose, "new.bin", details, seconds)
    return edit_header(text, PATH, changes).decode()


def test_every_file_that_a_document_names_is_found_with_its_use() -> None:
    assert named_files(TEXT, PATH) == (
        NamedFile("nine.mp4", Purpose.MEDIA),
        NamedFile("nine.jpg", Purpose.POSTER, "A bus"),
        NamedFile("nine.en.vtt", Purpose.TRANSCRIPT, "en"),
        NamedFile("seen.vtt", Purpose.TRANSCRIPT, "en"),
        NamedFile("nine.cy.vtt", Purpose.TRANSCRIPT, "cy"),
        NamedFile("guide.pdf", Purpose.ATTACHMENT, "A leaflet"),
        NamedFile("cup.jpg", Purpose.PICTURE, "A \\[big\\] cup"),
    )
    assert recording_seconds(TEXT, PATH) == 84


def test_a_document_with_mistakes_still_says_which_files_it_names() -> None:
    broken = TEXT.replace(b"title: Nine", b"title: Nine: a: b").replace(b"minutes: 4", b"minutes: [")
    assert {each.name for each in named_files(broken, PATH)} >= {"nine.mp4", "cup.jpg"}
    assert named_files(b"no header", PATH) == ()


def test_a_transcript_takes_the_place_of_one_in_its_language_and_no_other() -> None:
    new = changed(Purpose.TRANSCRIPT, language="en")
    assert new == TEXT.decode().replace("file: nine.en.vtt", "file: new.bin")
    added = changed(Purpose.TRANSCRIPT, language="pl")
    assert added == TEXT.decode().replace("nine.cy.vtt}\n", "nine.cy.vtt}\n  - {language: pl, file: new.bin}\n")


def test_a_film_keeps_the_poster_of_the_one_before_and_has_its_own_duration() -> None:
    expected = 'media: {file: new.bin, poster: nine.jpg, alt: A bus, duration: "00:03:20"}'
    assert expected in changed(Purpose.MEDIA, seconds=200)
    assert expected in changed(Purpose.MEDIA, duration="3:20")
    assert "duration" not in changed(Purpose.MEDIA, duration="")


def test_a_poster_an_attachment_and_a_picture_are_named_where_they_belong() -> None:
    assert 'poster: new.bin, alt: A cup, duration: "00:01:24"}' in changed(Purpose.POSTER, alt="A cup")
    assert "{file: new.bin, title: Questions}" in changed(Purpose.ATTACHMENT, title="Questions")
    assert changed(Purpose.PICTURE, alt="A cup") == TEXT.decode()


def test_the_line_of_a_picture_says_what_it_shows_or_that_it_decorates() -> None:
    assert picture_line("a.jpg", "A [big]\ncup") == "![A \\[big\\] cup](a.jpg)"
    assert picture_line("a.jpg", "") == '![](a.jpg "decorative")'
    assert with_line(b"---\r\n---\r\nOne.", "Two.") == b"---\r\n---\r\nOne.\r\n\r\nTwo.\r\n"
    assert with_line(b"---\n---\nOne.\n\n", "Two.") == b"---\n---\nOne.\n\nTwo.\n"


@pytest.mark.parametrize(("typed", "seconds"), [("3:20", 200), ("01:02:03", 3_723), ("3", None), ("3:99", None)])
def test_a_time_is_read_as_people_type_it(typed: str, seconds: int | None) -> None:
    assert seconds_of(typed) == seconds


@pytest.mark.parametrize("purpose", Purpose)
def test_names_are_made_of_the_slug_and_never_run_out(purpose: Purpose) -> None:
    names = list(islice(names_for("stories/spare-key.md", purpose, ".en.vtt", "zh-Hant"), 5))
    assert len(set(names)) == 5
    assert all(name.startswith("spare-key") and is_slug(name.replace(".", "-")) for name in names)
