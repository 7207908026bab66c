"""A document as a form: what was not changed there changes no byte, and what was typed is never lost."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from library.content.form.field import FIELDS, Control
from library.content.form.form import TEXT, applied, form_of
from library.content.form.shown import Values
from library.content.header.schema import KEYS
from tests.content.headers import CONTENT, pages

PATH = "stories/spare-key.md"

STORY = """\
---
# A comment about the title
title:   "The spare key"   # as she called it
kind: story
themes: [time, listening]
consent: {audience: public, uses: [print, workshop], given: 2026-01-10}
content_notes:
  - {note: bereavement, where: [p2]}
  - note: poverty
pointers: [{at: "00:00:46", text: "A note"}, {page: 7, text: The exercise}]
questions: ["What did she notice?", "Who had the time?"]
short: [p1, p2]
year: 2020
---

First line.

Second line.
"""


def sent_unchanged(data: bytes) -> Values:
    """Return what a browser sends for a form that nobody changed: every control, with its own line ends."""
    form = form_of(data, PATH)
    joined = {
        name: (("\r\n" if field_control(name) is Control.LINES else " ").join(values),)
        if field_control(name) not in {Control.OPTIONS, Control.TERMS}
        else ("", *sorted(values))
        for name, values in form.values.items()
    }
    text = {} if form.text is None else {TEXT: (form.text.replace("\n", "\r\n"),)}
    return {**joined, **text}


def field_control(name: str) -> Control:
    """Return how the control of this name is entered."""
    parts = name.split(".")
    field = next(each for each in FIELDS if each.name == parts[0])
    return field.control if len(parts) == 1 else next(each for each in field.parts if each.name == parts[-1]).control


def changed(**sent: str | tuple[str, ...]) -> str:
    """Return the story after a form in which some controls were changed; ``__`` in a name is a dot."""
    values = {name.replace("__", "."): (each,) if isinstance(each, str) else each for name, each in sent.items()}
    result = applied(STORY.encode(), PATH, {**sent_unchanged(STORY.encode()), **values})
    assert not result.refused
    return result.data.decode()


def test_every_key_of_a_header_has_a_field() -> None:
    assert tuple(field.name for field in FIELDS) == KEYS
    assert {part.control for field in FIELDS for part in field.parts} >= {Control.FILE, Control.TIME, Control.DATE}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_form_sent_unchanged_changes_no_byte_of_any_document(ending: str) -> None:
    documents = [*pages(CONTENT / "stories", CONTENT / "resources"), STORY.encode()]
    assert len(documents) > 60
    for data in documents:
        saved = data.replace(b"\n", ending.encode())
        assert not form_of(saved, PATH).as_written
        assert applied(saved, PATH, sent_unchanged(saved)).data == saved


@pytest.mark.corpora
def test_a_form_sent_unchanged_changes_no_byte_of_what_others_wrote(corpora: Path) -> None:
    for data in islice(pages(corpora / "md"), 0, None, 5):
        assert applied(data, PATH, sent_unchanged(data)).data == data


def test_a_changed_field_changes_its_line_alone() -> None:
    cases: tuple[tuple[dict[str, str | tuple[str, ...]], str, str], ...] = (
        ({"title": "The other key"}, '"The spare key"   #', "The other key   #"),
        ({"year": "2021"}, "year: 2020", "year: 2021"),
        ({"themes": ("", "listening", "strengths", "time")}, "[time, listening]", "[time, listening, strengths]"),
        ({"consent__given": "3 March 2026"}, "given: 2026-01-10", "given: 2026-03-03"),
        ({"consent__uses": ("",)}, "uses: [print, workshop]", "uses: []"),
        ({"content_notes__1__where": "p1, p2"}, "  - note: poverty", "  - {note: poverty, where: [p1, p2]}"),
        ({"short": ""}, "short: [p1, p2]\n", ""),
        ({"pointers__0__text": "A word", "pointers__1__text": "", "pointers__1__page": ""},
         'text: "A note"}, {page: 7, text: The exercise}', "text: A word}"),
        ({"text": "First line.\r\n\r\nAnother.\r\n"}, "Second line.", "Another."),
    )  # fmt: skip
    for sent, before, after in cases:
        edited = changed(**sent)
        assert edited.split() == STORY.replace(before, after).split(), sent


def test_a_row_is_added_and_removed() -> None:
    three = changed(pointers__2__page="9", pointers__2__text="The end")
    assert "{page: 9, text: The end}" in three
    assert "bereavement" not in changed(content_notes__0__note="", content_notes__0__where="")


def test_what_is_not_valid_is_written_as_it_was_typed() -> None:
    edited = changed(year="last year", published="soon", kind="tale", pointers__0__at="a minute in")
    for line in ("year: last year", "published: soon", "kind: tale", "at: a minute in"):
        assert line in edited
    form = form_of(edited.encode(), PATH)
    assert [form.values[name] for name in ("year", "published")] == [("last year",), ("soon",)]


def test_what_is_empty_or_was_not_sent_stays_as_it_is() -> None:
    data = b"---\ntitle:\nthemes: []\n---\nText"
    assert applied(data, PATH, sent_unchanged(data)).data == data
    assert applied(data, PATH, {}).data == data


def test_keys_that_a_form_cannot_show_are_shown_as_they_are_written() -> None:
    data = b"---\ntitle: [a, b]\nconsent: {who: me}\nmine: 1\nkind: story\n---\nText\n"
    form = form_of(data, PATH)
    assert form.as_written == {"title": "title: [a, b]", "consent": "consent: {who: me}", "mine": "mine: 1"}
    edited = applied(data, PATH, {**sent_unchanged(data), "title": ("Mine",), "kind": ("tale",)}).data
    assert edited == data.replace(b"story", b"tale")


def test_a_header_that_cannot_be_read_is_text_and_the_text_below_it_can_be_changed() -> None:
    data = b"---\ntitle: A: B\nkind: story\n---\nText\n"
    form = form_of(data, PATH)
    assert (form.header, form.text, form.values) == ("title: A: B\nkind: story\n", "Text\n", {})
    assert applied(data, PATH, {"kind": ("tale",), TEXT: ("Other",)}).data == data.replace(b"Text", b"Other")


@pytest.mark.parametrize("data", [b"No header", b"", b"\xff\xfe\x00", b"---\ntitle: x"])
def test_a_file_without_a_header_is_left_as_it_is(data: bytes) -> None:
    assert form_of(data, PATH).text is None
    assert applied(data, PATH, {"title": ("x",), TEXT: ("y",)}).data == data


def test_what_cannot_be_written_is_said_and_everything_else_is_written() -> None:
    result = applied(STORY.encode(), PATH, {"title": ("x" * 70_000,), "year": ("2021",)})
    assert list(result.refused) == ["title"]
    assert result.data.decode() == STORY.replace("2020", "2021")


def test_lines_around_a_change_keep_their_line_ends() -> None:
    data = b"---\r\ntitle: A\r\n---\r\nOne\nTwo\r\nThree\nFour"
    edited = applied(data, PATH, {TEXT: ("One\r\n2\r\n2b\r\nThree\r\nFour",)}).data
    assert edited == b"---\r\ntitle: A\r\n---\r\nOne\n2\r\n2b\r\nThree\nFour"
