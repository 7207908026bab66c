"""After an edit, a withdrawal or a narrowing: a pack shows the words that were chosen, or says why not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from library.actions.packs.gather import document_item, question_item
from library.actions.packs.keeping import start_pack
from library.actions.packs.recall import check_code
from library.actions.packs.secrets import CODE_LENGTH, new_code, new_secret, read_code, shown_code
from library.actions.packs.showing import pack_page
from library.actions.packs.workshop import workshop_of
from library.errors import NotFound
from library.model.pack import KeptPack, Pack
from library.model.refusal import Refusal
from library.model.workshop import Taking
from tests.actions.packs.conftest import STORY, kept
from tests.making import TODAY, Making

AGREED = "audience: public, uses: [workshop, excerpt, print, record]"


@pytest.fixture
def two(packs: Making) -> KeptPack:
    return kept(
        packs, Pack(items=(document_item(packs.library, "all", ["p2"]), document_item(packs.library, "made-up")))
    )


def words(making: Making, pack: KeptPack) -> list[list[str]]:
    steps = workshop_of(making.library, pack, Taking.SCREEN, with_notes=False).steps
    return [[each.text for each in step.words] for step in steps]


def test_all_is_fine_while_nothing_changes(packs: Making, two: KeptPack) -> None:
    checked = check_code(packs.library, two.code)
    assert (checked.total, checked.leave_out) == (2, ())


def test_words_that_moved_are_followed(packs: Making, two: KeptPack) -> None:
    packs.write_told("all", f"A new beginning.\n\n{STORY}", AGREED)
    packs.publish()
    assert words(packs, two)[0] == ["She put her hand on the wall."]
    assert check_code(packs.library, two.code).leave_out == ()


def test_words_that_were_changed_are_never_shown_as_others(packs: Making, two: KeptPack) -> None:
    packs.write_told("all", STORY.replace("her hand", "both hands"), AGREED)
    packs.publish()
    assert words(packs, two) == [["She put her hand on the wall.", "The kettle was cold."]]
    (out,) = check_code(packs.library, two.code).leave_out
    assert (out.number, out.reason) == (1, Refusal.CHANGED)
    assert pack_page(packs.library, two).items[0].changed == 1


def test_a_question_that_was_changed_is_left_out(packs: Making) -> None:
    pack = kept(packs, Pack(items=(question_item(packs.library, "all", 1),)))
    packs.write_told("all", STORY, AGREED, questions='["Who was not there?"]')
    packs.publish()
    assert [out.reason for out in check_code(packs.library, pack.code).leave_out] == [Refusal.CHANGED]
    assert workshop_of(packs.library, pack, Taking.SCREEN, with_notes=True).steps == ()


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
    consent: str, changes: dict[str, str], packs: Making, two: KeptPack
) -> None:
    packs.write_told("all", STORY, consent, **changes)
    packs.publish()
    assert words(packs, two) == [["She put her hand on the wall.", "The kettle was cold."]]
    made = workshop_of(packs.library, two, Taking.PAPER, with_notes=True)
    assert [step.number for step in made.steps] == [2]
    assert len(made.omitted) == 1
    assert "1" in made.omitted[0]
    assert "all" not in made.omitted[0].split()
    assert [out.number for out in check_code(packs.library, two.code).leave_out] == [1]


def test_it_says_what_takes_the_place_of_what_is_gone(packs: Making, two: KeptPack) -> None:
    packs.write_told("all", STORY, "audience: network, uses: [workshop]", replaced_by="made-up")
    packs.publish()
    (out,) = check_code(packs.library, two.code).leave_out
    assert out.instead is not None
    assert out.instead.slug == "made-up"


def test_a_deleted_document_is_left_out(packs: Making, two: KeptPack) -> None:
    packs.delete("all")
    packs.publish()
    (out,) = check_code(packs.library, two.code).leave_out
    assert (out.number, out.reason, out.instead) == (1, Refusal.GONE, None)


def test_a_code_may_be_typed_as_people_read_it(packs: Making, two: KeptPack) -> None:
    shown = shown_code(two.code)
    for typed in (shown, shown.lower(), shown.replace("-", " "), f" {two.code} "):
        assert check_code(packs.library, typed).code == shown
    assert read_code("o0il1abcdefgh") == "00111ABCDEFGH"
    for wrong in ("", "7KQM", "U" * 13, "x" * 100_000, "’; --"):
        with pytest.raises(NotFound):
            check_code(packs.library, wrong)


def test_codes_and_secrets_cannot_be_guessed() -> None:
    assert len({new_code() for _ in range(1_000)}) == 1_000
    assert 5 * CODE_LENGTH >= 60
    assert all(read_code(new_code()) for _ in range(100))
    assert len(new_secret()) * 6 >= 128


def test_it_is_to_be_checked_again_by_the_nearest_end_or_review(packs: Making) -> None:
    def check_by(slug: str) -> date:
        pack = kept(packs, Pack(items=(document_item(packs.library, slug), document_item(packs.library, "made-up"))))
        return workshop_of(packs.library, pack, Taking.SCREEN, with_notes=True).check_by

    packs.write_told("ends", STORY, f"{AGREED}, until: 2027-01-31, review: 2027-03-01")
    packs.write_told("due", STORY, f"{AGREED}, review: 2026-02-01")
    packs.publish()
    assert check_by("all") == TODAY + timedelta(days=182)
    assert check_by("ends") == date(2027, 1, 31)
    assert check_by("due") == TODAY


def test_no_pack_is_found_by_another_code(packs: Making) -> None:
    started = start_pack(packs.library)
    with pytest.raises(NotFound):
        check_code(packs.library, started.edit)
