"""Which words of a document slides show, and that the choice changes no code."""

from dataclasses import replace
from pathlib import Path

import pytest

from library.actions.packs.adding import document_item
from library.actions.packs.editing import edit_item
from library.actions.packs.lifecycle import start_pack
from library.actions.packs.passage_choice import choices
from library.actions.packs.workshop import workshop_of
from library.errors import InvalidInput
from library.model.pack import Pack, SlideText
from library.model.viewer import ANYBODY
from library.model.workshop import Medium, Part, Step, with_omissions
from tests.actions.packs.conftest import FICTIONAL, stored
from tests.making import Making

LONG = "She put her hand flat on the wall, where the hole would be. " * 8
COLD = "The kettle was cold and nobody had touched it since Tuesday."
TIP = "It can sit there and tip, said Mrs Orr, and meant it."
BODY = f"Dear Nerys,\n\n{LONG}\n\n{COLD}\n\n{TIP}\n"
RECORD = (
    "About it.\n\n## As it was written\n\nHer notes.\n\n| When | Note |\n|---|---|\n| Sat | Refused. |\n\n"
    "## As it could be\n\nHe asked her, and this is what he wrote, with her beside him.\n\n"
    "> Mrs Baird kept the books, and would like to be left alone on Saturdays.\n\n## Why it matters\n\nIt does.\n"
)


def first_step(making: Making, slug: str, anchors: tuple[str, ...] = (), **changes: str) -> Step:
    item = replace(document_item(making.library, slug, anchors), **changes)  # type: ignore[arg-type]
    pack = stored(making, Pack(items=(item,)))
    return workshop_of(making.library, pack, Medium.SCREEN, with_notes=True).steps[0]


def shown(step: Step) -> list[str]:
    return [words.text for excerpt in step.excerpts for words in excerpt.words]


@pytest.fixture
def making(tmp_path: Path) -> Making:
    return Making(tmp_path)


def written(making: Making, body: str = BODY, **changes: str) -> Making:
    making.write("told", body, consent=FICTIONAL, **changes)
    making.publish()
    return making


def test_the_author_chooses_the_quote(making: Making) -> None:
    step = first_step(written(making, quote="p4", short="[p3, p4]"), "told")
    assert shown(step) == [
        COLD,
        TIP,
    ]
    step = first_step(making, "told", ("p2", "p3", "p4"))
    assert shown(step) == [TIP]


def test_without_a_choice_it_is_the_first_passage_that_is_short_enough_and_no_greeting(making: Making) -> None:
    assert shown(first_step(written(making), "told")) == [COLD]


def test_a_passage_with_a_content_note_is_not_chosen_if_there_is_another(making: Making) -> None:
    step = first_step(written(making, content_notes="[{note: bereavement, where: [p3]}]"), "told")
    assert shown(step) == [TIP]
    assert [each.is_noted for each in step.excerpts] == [False]


def test_a_quote_under_a_note_says_so(making: Making) -> None:
    step = first_step(written(making, quote="p3", content_notes="[{note: bereavement, where: []}]"), "told")
    assert [each.is_noted for each in step.excerpts] == [True]


def test_a_record_is_its_first_note_and_a_passage_of_the_second(making: Making) -> None:
    step = first_step(written(making, RECORD, kind="example"), "told")
    first, second = step.excerpts
    assert (first.part, second.part) == (Part.BEFORE, Part.AFTER)
    assert [each.block.table is not None for each in first.words] == [True]
    assert [each.text for each in second.words] == [
        "Mrs Baird kept the books, and would like to be left alone on Saturdays."
    ]


def test_all_of_the_text_is_a_choice_and_changes_no_code(making: Making) -> None:
    item = document_item(written(making).library, "told")
    pack = stored(making, Pack(items=(item,)))
    one = workshop_of(making.library, pack, Medium.SCREEN, with_notes=True)
    whole = replace(pack, pack=Pack(items=(replace(item, slides=SlideText.WHOLE),)))
    other = workshop_of(making.library, whole, Medium.SCREEN, with_notes=True)
    assert (len(one.steps[0].excerpts), other.steps[0].excerpts) == (1, ())
    assert one.code == other.code


def test_the_choice_is_a_field_of_the_item(making: Making) -> None:
    item = document_item(written(making).library, "told")
    started = start_pack(making.library, Pack(items=(item,)))
    changed = edit_item(making.library, started.edit, item.id, 1, {"slides": "whole"})
    assert changed.pack.items[0].slides is SlideText.WHOLE
    with pytest.raises(InvalidInput):
        edit_item(making.library, started.edit, item.id, 2, {"slides": "half"})


def test_the_first_question_of_a_document_goes_with_it(making: Making) -> None:
    assert first_step(written(making, questions='["Who was there?", "And then?"]'), "told").question == "Who was there?"


def test_what_may_not_be_shown_on_screens_has_no_excerpt_and_no_question(making: Making) -> None:
    making.write_told("print", BODY, "audience: public, uses: [workshop, print, record]", questions='["Who?"]')
    making.publish()
    step = first_step(making, "print")
    assert (step.words, step.excerpts, step.question) == ((), (), "")


def test_a_label_is_never_the_quote(making: Making) -> None:
    label = "This is a fictional story, written for this library, and nobody in it is real."
    step = first_step(written(making, f"*{label}*\n\n{LONG}\n\n{COLD}\n"), "told")
    assert step.words[0].text == label
    assert shown(step) == [COLD]


def test_a_story_without_its_label_is_not_called_shortened(making: Making) -> None:
    label = "*This is a fictional story, written for this library.*"
    library = written(making, f"{label}\n\n{LONG}\n\n{COLD}\n").library
    assert first_step(making, "told", ("p2", "p3")).leaves_out == ""
    assert first_step(making, "told", ("p1", "p2", "p3")).leaves_out == ""
    assert "1 of the 2 paragraphs" in first_step(making, "told", ("p2",)).leaves_out
    offered = choices(library, ANYBODY, "stories", "told", ())
    assert [each.anchor for each in offered.passages] == ["p2", "p3"]
    chosen = choices(library, ANYBODY, "stories", "told", ("p1",))
    assert [each.anchor for each in chosen.passages] == ["p1", "p2", "p3"]


def test_a_sign_of_omission_has_a_line_before_a_heading_or_a_table(making: Making) -> None:
    step = first_step(written(making, RECORD), "told", ("p1", "p3", "p6"))
    assert [words.text for words in with_omissions(step.words)][1::2] == ["[…]", "[…]"]


def test_passages_that_are_no_neighbours_have_a_sign_of_omission_between_them(making: Making) -> None:
    step = first_step(written(making), "told", ("p1", "p2", "p4"))
    assert [words.after_gap for words in step.words] == [False, False, True]
    assert [words.text for words in with_omissions(step.words)] == ["Dear Nerys,", LONG.strip(), f"[…] {TIP}"]
