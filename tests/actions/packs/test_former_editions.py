"""Codes on paper from before December 2026 answer as they did, though labels are worded differently now.

What is recorded here was recorded by the code of that time, of the same documents with the labels of that time.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from library.actions.packs.lifecycle import start_pack
from library.actions.packs.page import pack_page, shared_page
from library.actions.packs.recall import check_code
from library.actions.packs.secrets import shown_code
from library.actions.packs.workshop import workshop_of
from library.errors import NotFound
from library.model.edition import Carried
from library.model.pack import Item, Pack, StoredPack
from library.model.refusal import Refusal
from library.model.workshop import Medium
from tests.making import Making

# The mark that stands on the files, and what they carried: a fictional story with its label and a content note, a
# question of it, and a link with a pointer.
MARK = "5BKV"
RECORDED = """[
{"number":1,
 "item":{"id":"12ag6anp","kind":"document","slug":"key","extent":"whole","kept":[
  {"slug":"key","anchor":"p1","text_hash":"6670dd6ef6fce76b"},
  {"slug":"key","anchor":"p2","text_hash":"3866894d0a675644"},
  {"slug":"key","anchor":"p3","text_hash":"fdae750565e84cb1"}],
  "way":"aloud","title":"","text":"","notes":"","minutes":null,"stage":null},
 "screen":{"words":["618ef077336f837b","b8ea4f65237bbc82","25b013ae25635b26"],"lines":[],
  "beside":"5ff3448079b0390e","film":"","notes":["Pandemic loss"],"stop":false,"twin":[]},
 "paper":{"words":["618ef077336f837b","b8ea4f65237bbc82","25b013ae25635b26"],"lines":[],
  "beside":"5ff3448079b0390e","film":"","notes":["Pandemic loss"],"stop":false,"twin":[]}},
{"number":2,
 "item":{"id":"emfymwx9","kind":"question","slug":"key","extent":null,"kept":[
  {"slug":"key","anchor":"q1","text_hash":"55ef8107a8bac6e1"}],
  "way":"aloud","title":"","text":"","notes":"","minutes":null,"stage":null},
 "screen":{"words":["55ef8107a8bac6e1"],"lines":[],
  "beside":"8919e756de04ef84","film":"","notes":["Pandemic loss"],"stop":false,"twin":[]},
 "paper":{"words":["55ef8107a8bac6e1"],"lines":[],
  "beside":"8919e756de04ef84","film":"","notes":["Pandemic loss"],"stop":false,"twin":[]}},
{"number":3,
 "item":{"id":"4mvb8td7","kind":"document","slug":"elsewhere","extent":"link","kept":[
  {"slug":"elsewhere","anchor":"t=46","text_hash":"9c8288d3d6e98f54"}],
  "way":"aloud","title":"","text":"","notes":"","minutes":null,"stage":null},
 "screen":{"words":[],"lines":["0c0440e5f8926e04","efcd71318a97781e"],
  "beside":"51e80ebb955aa08c","film":"","notes":[],"stop":false,"twin":[]},
 "paper":{"words":[],"lines":["0c0440e5f8926e04","efcd71318a97781e"],
  "beside":"51e80ebb955aa08c","film":"","notes":[],"stop":false,"twin":[]}}
]"""
# The same story, recorded by the second version: ids instead of labels, without the question that slides ask.
SECOND_MARK = "2XJ8"
SECOND = """[
{"number":1,
 "item":{"id":"12ag6anp","kind":"document","slug":"key","extent":"whole","kept":[
  {"slug":"key","anchor":"p1","text_hash":"6670dd6ef6fce76b"},
  {"slug":"key","anchor":"p2","text_hash":"3866894d0a675644"},
  {"slug":"key","anchor":"p3","text_hash":"fdae750565e84cb1"}],
  "way":"aloud","title":"","text":"","notes":"","minutes":null,"stage":null,"discussion":0,"slides":"quote"},
 "screen":{"words":["49d62a5359060d7e","b8ea4f65237bbc82","25b013ae25635b26"],"lines":[],
  "beside":"2:45f5dd5496b3f4b4","film":"","notes":["pandemic-loss"],"stop":false,"twin":[]},
 "paper":{"words":["49d62a5359060d7e","b8ea4f65237bbc82","25b013ae25635b26"],"lines":[],
  "beside":"2:45f5dd5496b3f4b4","film":"","notes":["pandemic-loss"],"stop":false,"twin":[]}}
]"""
CARRIED = msgspec.json.decode(RECORDED, type=tuple[Carried, ...])
ITEMS = msgspec.json.decode(RECORDED, type=tuple[dict[str, object], ...])

LABEL = "*This is a fictional story, written for this library.*"


def write(making: Making, label: str = LABEL, **changes: str) -> None:
    making.write(
        "key",
        f"{label}\n\nShe kept the key.\n\nThe kettle was cold.\n",
        **{
            "title": "The spare key",
            "summary": "A key.",
            "authors": '["Ann Example"]',
            "published": "2026-01-01",
            "organisation": "The library",
            "licence": "CC-BY-4.0",
            "consent": "{audience: public, uses: [workshop, excerpt, print, record, translate]}",
            "content_notes": "[{note: pandemic-loss}]",
            "questions": '["Who had the key?"]',
        }
        | changes,
    )


def name_the_note(making: Making, label: str) -> None:
    """Write the content note's label into the vocabulary."""
    vocabulary = making.content.root / "vocabulary.yaml"
    above = vocabulary.read_text().partition("content_notes:")[0]
    vocabulary.write_text(f"{above}content_notes:\n  - {{id: pandemic-loss, label: {{en: {label}}}}}\n")


@pytest.fixture
def making(tmp_path: Path) -> Iterator[Making]:
    """A library whose labels are worded as they are today."""
    made = Making(tmp_path)
    name_the_note(made, "Loss during the pandemic")
    write(made)
    made.write(
        "elsewhere",
        "About it.\n",
        kind="video",
        provenance="published-elsewhere",
        licence="link-only",
        evidence="seen",
        source="https://example.org/elsewhere",
        consent="{audience: public}",
        summary="Our words.",
        pointers='[{at: "00:00:46", text: "A note set against what he wants"}]',
    )
    made.publish()
    yield made
    made.library.close()


@pytest.fixture
def stored(making: Making) -> StoredPack:
    """The pack of that time."""
    items = tuple(msgspec.convert(each["item"], Item) for each in ITEMS)
    return start_pack(making.library, Pack(items=items)).stored


def recorded(making: Making, stored: StoredPack) -> str:
    """Record the edition of that time and return the code on its files."""
    mark = making.library.records.store_edition(stored.id, len(CARRIED), CARRIED, making.day())
    assert mark == MARK
    return shown_code(stored.code, MARK)


def reasons(making: Making, code: str) -> dict[int, set[Refusal]]:
    found: dict[int, set[Refusal]] = {}
    for files in check_code(making.library, code).files:
        for each in files.leave_out:
            found.setdefault(each.number, set()).add(each.reason)
    return found


def test_a_code_from_before_does_not_say_changed_because_labels_are_worded_differently(
    making: Making, stored: StoredPack
) -> None:
    code = recorded(making, stored)
    assert reasons(making, code) == {}
    assert not pack_page(making.library, stored).has_stale_files


def test_a_pack_from_before_has_all_its_passages_though_a_label_in_them_is_worded_differently(
    making: Making, stored: StoredPack
) -> None:
    assert [each.changed for each in pack_page(making.library, stored).items] == [0, 0, 0]
    step = workshop_of(making.library, stored, Medium.SCREEN, with_notes=False).steps[0]
    assert [each.text for each in step.words] == [LABEL.strip("*"), "She kept the key.", "The kettle was cold."]


def test_files_made_today_bear_another_mark_and_both_are_fine(making: Making, stored: StoredPack) -> None:
    before = recorded(making, stored)
    today = workshop_of(making.library, stored, Medium.SCREEN, with_notes=False).code
    assert today != before
    assert reasons(making, today) == reasons(making, before) == reasons(making, stored.code) == {}


def test_a_page_printed_before_of_which_no_file_was_made_is_still_fine(making: Making, stored: StoredPack) -> None:
    code = shown_code(stored.code, MARK)
    assert shared_page(making.library, stored).code != code
    assert check_code(making.library, code).not_fine == ()
    write(making, title="Another key")
    making.publish()
    with pytest.raises(NotFound):
        check_code(making.library, code)


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"title": "Another key"}, {1: {Refusal.CHANGED_BESIDE}, 2: {Refusal.CHANGED_BESIDE}}),
        ({"label": "It happened to me."}, {1: {Refusal.CHANGED_IN_PART}}),
        ({"status": "withdrawn"}, {1: {Refusal.GONE}, 2: {Refusal.GONE}}),
        ({"provenance": "published-elsewhere"}, {1: {Refusal.CHANGED_BESIDE}, 2: {Refusal.CHANGED_BESIDE}}),
        ({"questions": '["Who had it?"]'}, {2: {Refusal.CHANGED}}),
    ],
)
def test_a_code_from_before_still_says_what_was_really_changed(
    making: Making, stored: StoredPack, changes: dict[str, str], wanted: dict[int, set[Refusal]]
) -> None:
    code = recorded(making, stored)
    write(making, **changes)
    making.publish()
    assert reasons(making, code) == wanted


def test_a_content_note_that_is_new_is_said_of_a_code_from_before(making: Making, stored: StoredPack) -> None:
    code = recorded(making, stored)
    name_the_note(making, "Something else")
    making.publish()
    assert reasons(making, code) == {1: {Refusal.NOTED}, 2: {Refusal.NOTED}}


def test_a_label_that_is_worded_differently_changes_no_code_of_today(making: Making, stored: StoredPack) -> None:
    code = workshop_of(making.library, stored, Medium.SCREEN, with_notes=False).code
    name_the_note(making, "Loss in the years of the pandemic")
    making.publish()
    assert reasons(making, code) == {}
    assert workshop_of(making.library, stored, Medium.SCREEN, with_notes=False).code == code


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, {}),
        ({"questions": '["Who had it?"]'}, {}),
        ({"title": "Another key"}, {1: {Refusal.CHANGED_BESIDE}}),
        ({"label": "It happened to me."}, {1: {Refusal.CHANGED_IN_PART}}),
    ],
)
def test_a_code_from_before_the_question_was_recorded_says_what_it_can_know(
    making: Making, changes: dict[str, str], wanted: dict[int, set[Refusal]]
) -> None:
    carried = msgspec.json.decode(SECOND, type=tuple[Carried, ...])
    stored = start_pack(making.library, Pack(items=(carried[0].item,))).stored
    code = shown_code(stored.code, SECOND_MARK)
    assert check_code(making.library, code).not_fine == ()  # a page printed before, of which no file was made
    assert making.library.records.store_edition(stored.id, 1, carried, making.day()) == SECOND_MARK
    write(making, **changes)
    making.publish()
    assert reasons(making, code) == wanted


def test_the_question_on_slides_is_part_of_an_edition_of_today(making: Making, stored: StoredPack) -> None:
    story = start_pack(making.library, Pack(items=stored.pack.items[:1])).stored
    code = workshop_of(making.library, story, Medium.SCREEN, with_notes=False).code
    # With the same question as an item, slides ask it there, and the story is not said to have changed as well.
    asked = workshop_of(making.library, stored, Medium.SCREEN, with_notes=False).code
    write(making, questions='["Who had it?"]')
    making.publish()
    assert reasons(making, code) == {1: {Refusal.CHANGED_BESIDE}}
    assert reasons(making, asked) == {2: {Refusal.CHANGED}}
