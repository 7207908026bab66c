"""The code of a file reports everything in it that can no longer be used: one change at a time, of every kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from library.actions.packs.adding import document_item, question_item
from library.actions.packs.lifecycle import start_pack
from library.actions.packs.page import pack_page, shared_page
from library.actions.packs.recall import check_code
from library.actions.packs.report import report_of
from library.actions.packs.workshop import workshop_of
from library.errors import NotFound
from library.model.pack import Item, Pack, Way
from library.model.refusal import Refusal
from library.model.workshop import Medium
from tests.content.writing import MP4, VTT
from tests.making import Making

AGREED = "audience: public, uses: [translate, workshop, excerpt, print, record]"
STORY = "One paragraph.\n\n## Margaret of Leith\n\nShe put her hand on the wall.\n\nThe kettle was cold.\n"
NAMED = {"authors": "[Margaret Real]", "questions": '["Who was there?"]', "summary": "Margaret tells."}
WELSH = {"language": "cy", "translation_of": "told"}
ASKED = '["What did Ann hear?"]'
POINTERS = '[{at: "00:00:46", text: "A note set against what he wants"}]'


def told(making: Making, body: str = STORY, consent: str = AGREED, **changes: str) -> None:
    making.write_told("told", body, consent, **(NAMED | changes))


def film(
    making: Making, vtt: bytes = VTT, mp4: bytes = MP4, consent: str = AGREED, welsh: str = "", **changes: str
) -> None:
    making.content.put("resources/film.mp4", mp4)
    making.content.put("resources/film.vtt", vtt)
    making.content.put("resources/film-cy.vtt", vtt.decode().replace("Good morning.", welsh or "Bore da, Margaret."))
    languages = "[{language: en, file: film.vtt}, {language: cy, file: film-cy.vtt}]"
    media = {"media": '{file: film.mp4, duration: "00:01:12"}', "transcripts": languages}
    making.write_told("film", " ", consent, **({"kind": "video", "questions": ASKED} | media | changes))


def elsewhere(making: Making, summary: str = "Our words.", **changes: str) -> None:
    making.write(
        "elsewhere",
        "About it.\n",
        kind="video",
        provenance="published-elsewhere",
        licence="link-only",
        evidence="seen",
        source="https://example.org/elsewhere",
        consent="{audience: public}",
        summary=summary,
        **({"pointers": POINTERS, "questions": '["Margaret, why?"]'} | changes),
    )


@pytest.fixture
def making(tmp_path: Path) -> Iterator[Making]:
    made = Making(tmp_path)
    told(made)
    film(made)
    elsewhere(made)
    welsh(made)
    made.write_told("shut", STORY, "audience: public, uses: [translate, workshop]", summary="Margaret tells.")
    made.publish()
    yield made
    made.library.close()


def every(making: Making) -> dict[str, Item]:
    """Return an item of every kind, by what it is."""
    whole = document_item(making.library, "film")
    return {
        "story": document_item(making.library, "told"),
        "passage": document_item(making.library, "told", ["p2"]),
        "question": question_item(making.library, "told", 1),
        "film": whole,
        "moment": document_item(making.library, "film", ["t=0"]),
        "transcript": replace(whole, way=Way.ALOUD),
        "link": document_item(making.library, "elsewhere"),
        "link's question": question_item(making.library, "elsewhere", 1),
        "shut": document_item(making.library, "shut"),
    }


def reasons(making: Making, code: str) -> set[Refusal]:
    return {each.reason for files in check_code(making.library, code).files for each in files.leave_out}


def found_after(making: Making, kind: str, change: Callable[[Making], None]) -> set[Refusal]:
    """Take an item away, change something, and say what is then said of its files."""
    stored = start_pack(making.library, Pack(items=(every(making)[kind],))).stored
    code = workshop_of(making.library, stored, Medium.SCREEN, with_notes=False).code
    assert reasons(making, code) == set()
    change(making)
    making.publish()
    found = reasons(making, code)
    assert pack_page(making.library, stored).has_stale_files == bool(found)
    # What is made now is fine, or has nothing of it.
    assert reasons(making, workshop_of(making.library, stored, Medium.PAPER, with_notes=False).code) == set()
    return found


def welsh(making: Making, consent: str = AGREED, **changes: str) -> None:
    making.write_told("welsh", STORY.replace("kettle", "tegell"), consent, **(WELSH | changes))


ALL_BUT = "audience: public, uses: [translate, {}]"
NO_PRINT = ALL_BUT.format("workshop, excerpt, record")
NO_EXCERPT = ALL_BUT.format("workshop, print, record")
NO_RECORD = ALL_BUT.format("workshop, excerpt, print")


@pytest.mark.parametrize(
    ("kind", "change", "wanted"),
    [
        ("story", lambda m: told(m, status="withdrawn"), {Refusal.GONE}),
        ("story", lambda m: told(m, consent="audience: network, uses: [translate, workshop]"), {Refusal.GONE}),
        ("story", lambda m: told(m, consent="audience: public, uses: [translate, excerpt]"), {Refusal.WORKSHOP}),
        ("story", lambda m: told(m, authors='["A mother"]'), {Refusal.CHANGED_BESIDE}),
        ("story", lambda m: told(m, title="Another"), {Refusal.CHANGED_BESIDE}),
        ("story", lambda m: told(m, STORY.replace("Margaret of Leith", "What she said")), {Refusal.CHANGED_IN_PART}),
        ("story", lambda m: told(m, STORY.replace("cold", "hot")), {Refusal.CHANGED_IN_PART}),
        ("story", lambda m: told(m, "All of it is new.\n"), {Refusal.CHANGED}),
        ("story", lambda m: told(m, f"Before it all.\n\n{STORY}"), set()),
        ("story", lambda m: told(m, content_notes="[{note: bereavement}]"), {Refusal.NOTED}),
        ("story", lambda m: told(m, consent=NO_EXCERPT), {Refusal.EXCERPT, Refusal.OTHER_LANGUAGE}),
        ("story", lambda m: told(m, consent=NO_PRINT), {Refusal.PRINT, Refusal.OTHER_LANGUAGE}),
        ("story", lambda m: told(m, organisation="Another House"), {Refusal.CHANGED_BESIDE}),
        ("story", lambda m: told(m, consent=NO_RECORD), {Refusal.RECORD}),
        (
            "story",
            lambda m: told(m, STORY.replace("cold", "hot"), NO_PRINT),
            {Refusal.PRINT, Refusal.CHANGED_IN_PART, Refusal.OTHER_LANGUAGE},
        ),
        ("story", lambda m: welsh(m, status="withdrawn"), {Refusal.OTHER_LANGUAGE}),
        ("story", lambda m: welsh(m, NO_EXCERPT), {Refusal.OTHER_LANGUAGE}),
        ("story", lambda m: welsh(m, NO_PRINT), {Refusal.OTHER_LANGUAGE}),
        ("story", lambda m: welsh(m, NO_RECORD), {Refusal.OTHER_LANGUAGE}),
        ("story", lambda m: welsh(m, title="Enw arall"), {Refusal.OTHER_LANGUAGE}),
        ("story", lambda m: told(m, summary="She tells."), set()),
        ("story", lambda m: told(m, questions='["Who was not?"]'), {Refusal.CHANGED_BESIDE}),
        ("passage", lambda m: told(m, STORY.replace("cold", "hot")), set()),
        ("passage", lambda m: told(m, STORY.replace("her hand", "both hands")), {Refusal.CHANGED}),
        ("question", lambda m: told(m, questions='["Who was not?"]'), {Refusal.CHANGED}),
        ("question", lambda m: told(m, consent=NO_PRINT), {Refusal.PRINT}),
        ("question", lambda m: told(m, consent=NO_RECORD), {Refusal.RECORD}),
        ("question", lambda m: told(m, authors='["A mother"]'), {Refusal.CHANGED_BESIDE}),
        ("film", lambda m: film(m, mp4=MP4 + b"blurred"), {Refusal.CHANGED_BESIDE}),
        ("film", lambda m: film(m, vtt=VTT.replace(b"Good morning.", b"[removed]")), set()),
        ("film", lambda m: film(m, consent=NO_EXCERPT), {Refusal.EXCERPT}),
        ("film", lambda m: film(m, summary="Another."), {Refusal.CHANGED_BESIDE}),
        ("moment", lambda m: film(m, mp4=MP4 + b"blurred"), {Refusal.CHANGED_BESIDE}),
        ("moment", lambda m: film(m, vtt=VTT.replace(b"<v Ann>", b"<v A mother>")), {Refusal.CHANGED}),
        ("moment", lambda m: film(m, welsh="[dilëwyd]"), set()),
        ("transcript", lambda m: film(m, vtt=VTT.replace(b"Is it?", b"[removed]")), {Refusal.CHANGED_IN_PART}),
        ("film", lambda m: film(m, consent=NO_PRINT, questions=ASKED), {Refusal.PRINT}),
        ("film", lambda m: film(m, questions='["Why?"]'), {Refusal.CHANGED_BESIDE}),
        ("link", lambda m: elsewhere(m, questions='["Why?"]'), {Refusal.CHANGED_BESIDE}),
        ("link", lambda m: elsewhere(m, summary="Others."), {Refusal.CHANGED_BESIDE}),
        ("link", lambda m: elsewhere(m, pointers='[{at: "00:00:46", text: "A note"}]'), {Refusal.CHANGED_BESIDE}),
        ("link's question", lambda m: elsewhere(m, questions='["Why?"]'), {Refusal.CHANGED}),
        (
            "shut",
            lambda m: m.write_told(
                "shut", STORY, "audience: public, uses: [translate, workshop]", summary="She tells."
            ),
            {Refusal.CHANGED_BESIDE},
        ),
        (
            "shut",
            lambda m: m.write_told(
                "shut", "New.\n", "audience: public, uses: [translate, workshop]", summary="Margaret tells."
            ),
            set(),
        ),
        # What is agreed to later takes nothing away from what was made.
        ("shut", lambda m: m.write_told("shut", STORY, AGREED, summary="Margaret tells."), set()),
    ],
)
def test_one_change_is_said_of_files_that_were_made_before(
    kind: str, change: Callable[[Making], None], wanted: set[Refusal], making: Making
) -> None:
    assert found_after(making, kind, change) == wanted


def test_a_translation_that_is_gone_is_said_though_the_original_was_changed_too(making: Making) -> None:
    def change(making: Making) -> None:
        told(making, "All of it is new.\n")
        welsh(making, status="withdrawn")

    assert found_after(making, "story", change) == {Refusal.CHANGED, Refusal.OTHER_LANGUAGE}


def test_a_translation_that_may_not_be_recorded_is_no_news_where_nothing_was_recorded(making: Making) -> None:
    told(making, consent=NO_RECORD)
    making.publish()
    assert found_after(making, "story", lambda m: welsh(m, NO_RECORD)) == set()


def test_no_words_of_another_language_come_along_because_they_are_said_at_the_same_second(making: Making) -> None:
    stored = start_pack(making.library, Pack(items=(every(making)["moment"], every(making)["transcript"]))).stored
    moment, transcript = workshop_of(making.library, stored, Medium.SCREEN, with_notes=False).steps
    assert [each.text for each in moment.words] == ["Good morning."]
    assert [each.text for each in transcript.words] == ["Good morning.", "Is it?"]


def test_what_is_played_is_written_out_nowhere_in_no_language(making: Making) -> None:
    making.content.put("resources/ffilm.mp4", MP4)
    making.content.put("resources/ffilm.vtt", VTT.decode().replace("Good morning.", "Bore da."))
    media = {"media": '{file: ffilm.mp4, duration: "00:01:12"}', "transcripts": "[{language: cy, file: ffilm.vtt}]"}
    making.write_told("ffilm", " ", AGREED, kind="video", language="cy", translation_of="film", **media)
    making.publish()
    stored = start_pack(making.library, Pack(items=(every(making)["film"],))).stored
    (step,) = workshop_of(making.library, stored, Medium.SCREEN, with_notes=False).steps
    assert (step.words, step.twin and step.twin.words) == ((), ())
    assert shared_page(making.library, stored).items[0].passages == ()
    (quotation,) = report_of(making.library, stored).quotations
    assert quotation.words == ()


def test_a_question_stops_recording_and_says_what_it_is_about_and_its_content_note(making: Making) -> None:
    told(making, consent=NO_RECORD, content_notes="[{note: bereavement}]", title="The wall")
    making.publish()
    stored = start_pack(making.library, Pack(items=(every(making)["question"],))).stored
    (step,) = workshop_of(making.library, stored, Medium.SCREEN, with_notes=False).steps
    assert (step.stop_recording, step.title) == (True, "A question about ‘The wall’")
    assert step.content_notes == ("Death and bereavement",)
    assert pack_page(making.library, stored).items[0].content_notes == ("bereavement",)


def test_a_page_that_was_printed_for_those_who_come_is_answered_for_too(making: Making) -> None:
    items = every(making)
    stored = start_pack(making.library, Pack(items=(items["story"], items["link"]))).stored
    code = shared_page(making.library, stored).code
    assert code == workshop_of(making.library, stored, Medium.PAPER, with_notes=True).code
    making.library.records.change_pack(stored.id, lambda pack: pack.without(items["story"].id), making.day())
    told(making, status="withdrawn")
    making.publish()
    assert reasons(making, code) == {Refusal.GONE}
    assert reasons(making, stored.code) == {Refusal.GONE}


def test_a_question_is_asked_once_and_only_where_it_may_be(making: Making) -> None:
    items = every(making)

    def asked(medium: Medium, *names: str) -> list[str]:
        stored = start_pack(making.library, Pack(items=tuple(items[name] for name in names))).stored
        shown = [each.own_question for each in shared_page(making.library, stored).items]
        steps = workshop_of(making.library, stored, medium, with_notes=False).steps
        if medium is Medium.SCREEN:
            assert shown == [step.question for step in steps]
        return [step.question for step in steps]

    assert asked(Medium.PAPER, "story", "link") == ["Who was there?", "Margaret, why?"]
    assert asked(Medium.PAPER, "story", "link's question") == ["", ""]
    assert asked(Medium.PAPER, "question", "link", "story") == ["", "Margaret, why?", ""]
    told(making, consent=NO_PRINT)
    making.publish()
    assert asked(Medium.SCREEN, "story") == ["Who was there?"]
    assert asked(Medium.PAPER, "story") == [""]


def test_a_printed_page_of_which_no_file_was_made_is_fine_while_it_would_say_the_same(making: Making) -> None:
    items = every(making)
    stored = start_pack(making.library, Pack(items=(items["story"], items["link"]))).stored
    code = shared_page(making.library, stored).code
    assert check_code(making.library, code).not_fine == ()
    making.library.records.change_pack(stored.id, lambda pack: pack.without(items["link"].id), making.day())
    assert check_code(making.library, code).not_fine == ()
    assert shared_page(making.library, making.library.records.pack_with_code(stored.code) or stored).code != code


@pytest.mark.parametrize(
    "change",
    [
        lambda m: told(m, status="withdrawn"),
        lambda m: told(m, consent=NO_PRINT),
        lambda m: told(m, consent=NO_RECORD),
        lambda m: told(m, STORY.replace("cold", "hot")),
        lambda m: told(m, authors='["A mother"]'),
    ],
)
def test_none_of_a_printed_page_is_used_that_would_say_something_else_now(
    change: Callable[[Making], None], making: Making
) -> None:
    stored = start_pack(making.library, Pack(items=(every(making)["story"],))).stored
    code = shared_page(making.library, stored).code
    change(making)
    making.publish()
    with pytest.raises(NotFound):
        check_code(making.library, code)
