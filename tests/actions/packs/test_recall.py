"""After an edit, a withdrawal or a narrowing: a pack shows the words that were chosen, or says why not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from library.actions.packs.adding import document_item, question_item
from library.actions.packs.entered_code import ReadCode, read_code
from library.actions.packs.page import pack_page
from library.actions.packs.recall import check_code
from library.actions.packs.report import report_of
from library.actions.packs.secrets import new_code, new_secret, shown_code
from library.actions.packs.workshop import workshop_of
from library.errors import NotFound
from library.model.pack import Pack, StoredPack
from library.model.refusal import Refusal
from library.model.workshop import Medium
from tests.actions.packs.conftest import STORY, stored
from tests.making import TODAY, Making

AGREED = "audience: public, uses: [workshop, excerpt, print, record]"


@pytest.fixture
def two(packs: Making) -> StoredPack:
    return stored(
        packs, Pack(items=(document_item(packs.library, "all", ["p2"]), document_item(packs.library, "made-up")))
    )


def out(making: Making, typed: str) -> list[tuple[int, Refusal]]:
    """Return what is not to be used of all files with a code: number and reason."""
    files = check_code(making.library, typed).files
    return [(each.number, each.reason) for one in files for each in one.leave_out]


def taken(making: Making, pack: StoredPack) -> str:
    """Take files of a pack away, and return the code on them."""
    return workshop_of(making.library, pack, Medium.SCREEN, with_notes=False).code


def change(making: Making, pack: StoredPack, new: Pack) -> StoredPack:
    """Let a pack hold something else."""
    changed = making.library.records.change_pack(pack.id, lambda _: new, TODAY)
    assert changed is not None
    return changed


def words(making: Making, pack: StoredPack) -> list[list[str]]:
    steps = workshop_of(making.library, pack, Medium.SCREEN, with_notes=False).steps
    return [[each.text for each in step.words] for step in steps]


def test_all_is_fine_while_nothing_changes(packs: Making, two: StoredPack) -> None:
    (files,) = check_code(packs.library, two.code).files
    assert (files.total, files.leave_out, files.made_on) == (2, (), None)


def test_words_that_moved_are_followed(packs: Making, two: StoredPack) -> None:
    packs.write_told("all", f"A new beginning.\n\n{STORY}", AGREED)
    packs.publish()
    assert words(packs, two)[0] == ["She put her hand on the wall."]
    assert out(packs, two.code) == []


def test_words_that_were_changed_are_never_shown_as_others(packs: Making, two: StoredPack) -> None:
    before = taken(packs, two)
    packs.write_told("all", STORY.replace("her hand", "both hands"), AGREED, questions='["Who was there?"]')
    packs.publish()
    assert words(packs, two) == [["She put her hand on the wall.", "The kettle was cold."]]
    assert out(packs, before) == [(1, Refusal.CHANGED)]
    assert pack_page(packs.library, two).items[0].changed == 1


def test_a_question_that_was_changed_is_left_out(packs: Making) -> None:
    pack = stored(packs, Pack(items=(question_item(packs.library, "all", 1),)))
    packs.write_told("all", STORY, AGREED, questions='["Who was not there?"]')
    packs.publish()
    assert out(packs, pack.code) == [(1, Refusal.CHANGED)]
    assert workshop_of(packs.library, pack, Medium.SCREEN, with_notes=True).steps == ()


@pytest.mark.parametrize(
    ("consent", "changes"),
    [
        (AGREED, {"status": "withdrawn"}),
        ("audience: network, uses: [workshop, excerpt]", {}),
        ("audience: public, uses: [excerpt]", {}),
        (f"{AGREED}, until: 2026-11-21", {}),
    ],
)
def test_what_is_withdrawn_or_narrowed_leaves_everything_at_once(
    consent: str, changes: dict[str, str], packs: Making, two: StoredPack
) -> None:
    before = taken(packs, two)
    packs.write_told("all", STORY, consent, **changes)
    packs.publish()
    assert words(packs, two) == [["She put her hand on the wall.", "The kettle was cold."]]
    made = workshop_of(packs.library, two, Medium.PAPER, with_notes=True)
    assert [step.number for step in made.steps] == [2]
    assert len(made.omitted) == 1
    assert "1" in made.omitted[0]
    assert "all" not in made.omitted[0].split()
    assert [number for number, _ in out(packs, before)] == [1]
    assert out(packs, made.code) == []


def test_it_says_what_takes_the_place_of_what_is_gone(packs: Making, two: StoredPack) -> None:
    packs.write_told("all", STORY, "audience: network, uses: [workshop]", replaced_by="made-up")
    packs.publish()
    instead = check_code(packs.library, two.code).files[0].leave_out[0].instead
    assert instead is not None
    assert instead.slug == "made-up"


def test_it_says_so_of_what_was_renamed_before_it_went(packs: Making, two: StoredPack) -> None:
    packs.delete("all")
    packs.write_told("new-name", STORY, "audience: network, uses: [workshop]", replaced_by="made-up", formerly="[all]")
    packs.publish()
    (found,) = check_code(packs.library, two.code).files[0].leave_out
    assert (found.reason, found.instead and found.instead.slug) == (Refusal.GONE, "made-up")


def test_a_deleted_document_is_left_out(packs: Making, two: StoredPack) -> None:
    packs.delete("all")
    packs.publish()
    (found,) = check_code(packs.library, two.code).files[0].leave_out
    assert (found.number, found.reason, found.instead) == (1, Refusal.GONE, None)


def test_a_code_may_be_typed_as_people_read_it(packs: Making, two: StoredPack) -> None:
    shown = shown_code(two.code)
    for typed in (shown, shown.lower(), shown.replace("-", " "), f" {two.code} "):
        assert check_code(packs.library, typed).code == shown
    assert read_code("o0il1abcdefgh") == ReadCode("00111ABCDEFGH", "")
    assert read_code("O0il1abcdefgh-l0zt") == ReadCode("00111ABCDEFGH", "10ZT")
    for wrong in ("", "7KQM", "U" * 13, "x" * 100_000, "’; --"):
        with pytest.raises(NotFound):
            check_code(packs.library, wrong)


def test_codes_and_secrets_cannot_be_guessed() -> None:
    assert len({new_code() for _ in range(1_000)}) == 1_000
    # 60 bits at least: so many letters and digits of a base of 32, each of which comes.
    assert all(len(new_code()) * 5 >= 60 for _ in range(100))
    assert len({letter for _ in range(100) for letter in new_code()}) == 32
    assert all(read_code(new_code()) for _ in range(100))
    assert len(new_secret()) * 6 >= 128


def test_it_is_to_be_checked_again_by_the_nearest_end_or_review(packs: Making) -> None:
    def check_by(slug: str) -> date:
        pack = stored(packs, Pack(items=(document_item(packs.library, slug), document_item(packs.library, "made-up"))))
        return workshop_of(packs.library, pack, Medium.SCREEN, with_notes=True).check_by

    packs.write_told("ends", STORY, f"{AGREED}, until: 2027-01-31, review: 2027-03-01")
    packs.write_told("due", STORY, f"{AGREED}, review: 2026-02-01")
    packs.publish()
    assert check_by("all") == TODAY + timedelta(days=182)
    assert check_by("ends") == date(2027, 1, 31)
    assert check_by("due") == TODAY


def test_no_pack_is_found_by_another_code(packs: Making, two: StoredPack) -> None:
    other = two.code[:-1] + ("0" if two.code[-1] != "0" else "1")
    with pytest.raises(NotFound):
        check_code(packs.library, other)


# ---- what a file carried, whatever became of the pack


def test_what_was_taken_out_of_the_pack_is_still_answered_for_on_the_files_that_have_it(
    packs: Making, two: StoredPack
) -> None:
    before = taken(packs, two)
    fewer = change(packs, two, two.pack.without(two.pack.items[0].id))
    after = taken(packs, fewer)
    packs.write_told("all", STORY, status="withdrawn")
    packs.publish()
    assert before != after
    assert out(packs, before) == [(1, Refusal.GONE)]
    assert out(packs, after) == []
    assert out(packs, two.code) == [(1, Refusal.GONE)]
    assert [files.code for files in check_code(packs.library, two.code).not_fine] == [before]


def test_numbers_stay_those_of_the_file_when_the_pack_is_put_in_another_order(packs: Making, two: StoredPack) -> None:
    before = taken(packs, two)
    after = taken(packs, change(packs, two, two.pack.moved(two.pack.items[0].id, 1)))
    packs.write_told("all", STORY, status="withdrawn")
    packs.publish()
    assert (out(packs, before), out(packs, after)) == ([(1, Refusal.GONE)], [(2, Refusal.GONE)])


def test_files_that_carry_the_same_bear_the_same_code_and_notes_of_her_own_change_nothing(
    packs: Making, two: StoredPack
) -> None:
    first = taken(packs, two)
    noted = change(packs, two, two.pack.changed(two.pack.items[0].id, lambda item: replace(item, notes="Mine.")))
    assert taken(packs, noted) == first
    assert re.fullmatch(rf"{shown_code(two.code)}-[0-9A-Z]{{4}}", first)
    assert report_of(packs.library, noted).code == first
    assert taken(packs, change(packs, two, two.pack)) == first


@pytest.mark.parametrize(
    ("slug", "uses", "reason"),
    [
        ("all", "workshop, print, record", Refusal.EXCERPT),
        ("all", "workshop, excerpt, record", Refusal.PRINT),
        ("all", "workshop, excerpt, print", Refusal.RECORD),
        ("no-excerpt", "workshop, record", None),
        ("no-print", "workshop, record", Refusal.EXCERPT),
        ("no-record", "workshop, excerpt, print", None),
        ("no-record", "workshop, excerpt", Refusal.PRINT),
    ],
)
def test_files_made_before_a_narrowing_are_told_of_just_what_they_carry_too_much(
    slug: str, uses: str, reason: Refusal | None, packs: Making
) -> None:
    pack = stored(packs, Pack(items=(document_item(packs.library, slug), question_item(packs.library, slug, 1))))
    before = taken(packs, pack)
    assert out(packs, before) == []
    packs.write_told(slug, STORY, f"audience: public, uses: [{uses}]", questions='["Who was there?"]')
    packs.publish()
    assert out(packs, before) == ([(1, reason), (2, reason)] if reason else [])
    assert pack_page(packs.library, pack).has_stale_files == bool(reason)
    assert out(packs, taken(packs, pack)) == []


def test_words_that_were_changed_in_part_are_not_called_gone(packs: Making) -> None:
    pack = stored(packs, Pack(items=(document_item(packs.library, "all", ["p2", "p3"]),)))
    before = taken(packs, pack)
    packs.write_told("all", STORY.replace("her hand", "both hands"), AGREED, questions='["Who was there?"]')
    packs.publish()
    assert out(packs, before) == [(1, Refusal.CHANGED_IN_PART)]
    made = workshop_of(packs.library, pack, Medium.SCREEN, with_notes=True)
    assert [each.text for each in made.steps[0].words] == ["The kettle was cold."]
    assert made.omitted == ("Some of the passages you chose for item 1 have since been edited.",)
    assert out(packs, made.code) == []


def test_words_that_were_never_in_a_file_are_not_missed_in_it(packs: Making) -> None:
    pack = stored(packs, Pack(items=(document_item(packs.library, "no-excerpt"),)))
    before = taken(packs, pack)
    packs.write_told("no-excerpt", "All of it is new.\n", "audience: public, uses: [workshop, print, record]")
    packs.publish()
    assert out(packs, before) == []


@pytest.mark.parametrize(
    ("consent", "is_told"),
    [
        (AGREED, False),
        ("audience: network, uses: [workshop, excerpt, print, record]", True),
        ("audience: public, uses: [workshop, print, record]", True),
        ("audience: public, uses: [workshop, excerpt, print]", True),
    ],
)
def test_the_same_in_another_language_is_answered_for_by_itself(consent: str, is_told: bool, packs: Making) -> None:
    welsh = {"language": "cy", "translation_of": "all"}
    uses = "workshop, excerpt, print, record, translate"
    packs.write_told("all", STORY, f"audience: public, uses: [{uses}]", questions='["Who was there?"]')
    packs.write_told("cymraeg", STORY, f"{AGREED}, until: 2027-01-31", **welsh)
    packs.publish()
    pack = stored(packs, Pack(items=(document_item(packs.library, "all"),)))
    made = workshop_of(packs.library, pack, Medium.SCREEN, with_notes=True)
    assert made.steps[0].twin is not None
    assert made.check_by == date(2027, 1, 31)
    packs.write_told("cymraeg", STORY, consent, **welsh)
    packs.publish()
    assert out(packs, made.code) == ([(1, Refusal.OTHER_LANGUAGE)] if is_told else [])


def test_a_translation_whose_paragraphs_do_not_pair_is_named_and_not_quoted(packs: Making) -> None:
    welsh = {"language": "cy", "translation_of": "all"}
    packs.write_told("all", STORY, "audience: public, uses: [workshop, excerpt, print, record, translate]")
    packs.write_told("cymraeg", STORY, AGREED, **welsh)
    packs.publish()
    pack = stored(packs, Pack(items=(document_item(packs.library, "all"),)))
    before = workshop_of(packs.library, pack, Medium.SCREEN, with_notes=True)
    assert before.steps[0].twin
    assert before.steps[0].twin.words != ()
    packs.write_told("cymraeg", f"{STORY}\nOne paragraph more.\n", AGREED, **welsh)
    packs.publish()
    after = workshop_of(packs.library, pack, Medium.SCREEN, with_notes=True)
    assert after.steps[0].twin
    assert (after.steps[0].twin.title, after.steps[0].twin.words) == (before.steps[0].twin.title, ())
    # What was printed before may still be used: nobody took a word of it back.
    assert out(packs, before.code) == []


def test_a_mark_that_no_file_has_is_no_code(packs: Making, two: StoredPack) -> None:
    taken(packs, two)
    with pytest.raises(NotFound):
        check_code(packs.library, f"{two.code}-0000")


def test_no_file_is_made_of_a_pack_that_was_deleted_meanwhile(packs: Making, two: StoredPack) -> None:
    packs.library.records.delete_pack(two.id)
    with pytest.raises(NotFound):
        taken(packs, two)
