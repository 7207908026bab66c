"""An edit of the vocabulary changes the lines of one entry, and no other byte of the file."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from library.content.header.yaml_writer import Value
from library.content.vocabulary import TERM, vocabulary_in
from library.content.vocabulary_editing import add_entry, change_entry, remove_entry
from library.errors import ContentError
from library.model.language import LANGUAGES
from library.model.vocabulary import Axis

FILE = Path(__file__).parents[2] / "content" / "vocabulary.yaml"
ORDER = tuple(key.name for key in TERM)
SYNONYM = ("name", "also")

SMALL = b"""\
# Ours.
themes: # what it is about
  - id: one  # first
    label: {en: One}
    # why
    note: Says "it".
  - {id: two, label: {en: Two, cy: Dau}} # second
roles: [{id: nurse, label: {en: Nurse}}]
sectors:
- id: health
  label:
    en: Health
    cy: Iechyd
synonyms:
  - {name: "111", also: [help]}
  # Of ours.
  - {name: kid, also: [child]}
"""


def lines_changed(before: bytes, after: bytes) -> list[str]:
    pairs = difflib.ndiff(before.decode().splitlines(), after.decode().splitlines())
    return [line for line in pairs if line[0] in "+-"]


def test_only_the_lines_of_changed_keys_are_written_again() -> None:
    edited = change_entry(SMALL, "themes", 0, {"label": {"en": "One", "gd": "Aon"}, "note": "New: words."}, ORDER)
    assert lines_changed(SMALL, edited) == [
        "-     label: {en: One}",
        "+     label: {en: One, gd: Aon}",
        '-     note: Says "it".',
        '+     note: "New: words."',
    ]
    assert change_entry(SMALL, "sectors", 0, {"label": {"en": "Health", "cy": "Gofal"}}, ORDER) == SMALL.replace(
        b"Iechyd", b"Gofal"
    )


def test_an_entry_in_braces_keeps_its_place_and_its_comment() -> None:
    edited = change_entry(SMALL, "themes", 1, {"also": ["pair", "a, b"], "note": None}, ORDER)
    assert lines_changed(SMALL, edited) == [
        "-   - {id: two, label: {en: Two, cy: Dau}} # second",
        '+   - {id: two, label: {en: Two, cy: Dau}, also: [pair, "a, b"]} # second',
    ]
    assert change_entry(SMALL, "roles", 0, {"label": {"en": "Nurses"}}, ORDER) == SMALL.replace(b"Nurse}", b"Nurses}")


def test_a_new_entry_is_written_as_the_one_before_it() -> None:
    new: dict[str, Value] = {"id": "three", "label": {"en": "Three"}}
    assert add_entry(SMALL, "themes", new) == SMALL.replace(
        b"# second\n", b"# second\n  - {id: three, label: {en: Three}}\n"
    )
    assert add_entry(SMALL, "sectors", new) == SMALL.replace(
        b"cy: Iechyd\n", b"cy: Iechyd\n- id: three\n  label: {en: Three}\n"
    )
    assert add_entry(SMALL, "roles", new) == SMALL.replace(b"Nurse}}]", b"Nurse}}, {id: three, label: {en: Three}}]")
    assert add_entry(SMALL, "settings", new) == SMALL + b"settings:\n  - {id: three, label: {en: Three}}\n"
    assert add_entry(SMALL[:-1], "settings", new) == add_entry(SMALL, "settings", new)


def test_an_entry_is_removed_and_the_comment_above_it_stays() -> None:
    assert remove_entry(SMALL, "synonyms", 1) == SMALL.replace(b"  - {name: kid, also: [child]}\n", b"")
    for name, at in (("roles", 0), ("sectors", 0)):
        with pytest.raises(ContentError):
            remove_entry(SMALL, name, at)


def test_line_ends_of_the_file_stay() -> None:
    data = SMALL.replace(b"\n", b"\r\n")
    assert add_entry(data, "synonyms", {"name": "lad", "also": ["boy"]}) == data + (b"  - {name: lad, also: [boy]}\r\n")


def test_a_file_that_cannot_be_read_for_certain_is_not_changed() -> None:
    for data in (b"themes: [", b"themes: {a: b}\n", "themes: caf\xe9".encode("latin-1")):
        with pytest.raises(ContentError):
            add_entry(data, "themes", {"id": "a"})


def test_what_is_so_already_changes_nothing() -> None:
    assert change_entry(SMALL, "themes", 1, {"label": {"en": "Two", "cy": "Dau"}}, ORDER) is SMALL
    assert change_entry(SMALL, "synonyms", 0, {"name": "111"}, SYNONYM) is SMALL


def test_a_term_of_each_list_of_ours_can_be_reworded_and_nothing_else_changes() -> None:
    data = FILE.read_bytes()
    before = vocabulary_in(data).vocabulary
    for axis in Axis:
        for at, (term_id, term) in list(enumerate(before.on(axis).items()))[-1:]:
            labels = {code: f"{term.labels.get(code, 'x')} 'x': #1" for code in LANGUAGES}
            edited = change_entry(data, axis.value, at, {"label": labels, "also": ["a: b", "c"], "note": "No."}, ORDER)
            after = vocabulary_in(edited).vocabulary
            found = after.on(axis)[term_id]
            assert (found.labels, found.also, found.note) == (labels, ("a: b", "c"), "No.")
            assert [each for each in after.terms if each != found] == [each for each in before.terms if each != term]
            assert len(lines_changed(data, edited)) <= 6
