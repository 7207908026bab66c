"""What may be put into a pack, and what of it may go where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from library.actions.packs.adding import adding, adding_format, document_item, question_item, with_extent
from library.actions.packs.formats import FORMATS, PROMPTS, debrief, format_items, ground_rules, prompt
from library.actions.packs.lifecycle import change_pack, start_pack
from library.actions.packs.usable import usable_items
from library.actions.packs.workshop import workshop_of
from library.errors import NotFound, Refused
from library.model.pack import MOST_ITEMS, Extent, Item, ItemKind, Pack
from library.model.refusal import Refusal
from library.model.viewer import ANYBODY
from library.model.workshop import Medium, Step
from library.translation import Translator
from tests.actions.packs.conftest import stored
from tests.making import Making


def step(making: Making, slug: str, medium: Medium, *anchors: str) -> Step:
    pack = Pack(items=(document_item(making.library, slug, anchors),))
    (found,) = workshop_of(making.library, stored(making, pack), medium, with_notes=True).steps
    return found


def test_a_document_comes_in_its_three_minute_version_else_whole(packs: Making) -> None:
    short, whole = document_item(packs.library, "made-up"), document_item(packs.library, "all")
    assert (short.extent, [place.anchor for place in short.kept]) == (Extent.SHORT, ["p2", "p3"])
    assert (whole.extent, [place.anchor for place in whole.kept]) == (Extent.WHOLE, ["p1", "p2", "p3", "p4"])


def test_chosen_passages_come_in_the_order_of_the_document(packs: Making) -> None:
    item = document_item(packs.library, "all", ["p4", "p2", "p99"])
    assert (item.extent, [place.anchor for place in item.kept]) == (Extent.CHOSEN, ["p2", "p4"])


def test_a_pack_holds_no_word_of_a_document(packs: Making) -> None:
    items = (document_item(packs.library, "made-up"), question_item(packs.library, "made-up", 1))
    assert "hand" not in repr(items)
    assert "notice" not in repr(items)


@pytest.mark.parametrize("slug", ["for-the-network", "never-was"])
def test_what_everybody_may_not_see_cannot_be_added(slug: str, packs: Making) -> None:
    with pytest.raises(NotFound):
        document_item(packs.library, slug)


def test_what_was_not_agreed_to_for_workshops_cannot_be_added(packs: Making) -> None:
    with pytest.raises(Refused) as refused:
        document_item(packs.library, "no-workshop")
    assert refused.value.reason == Refusal.WORKSHOP


def test_passages_that_are_not_there_cannot_be_added(packs: Making) -> None:
    with pytest.raises(Refused) as refused:
        document_item(packs.library, "all", ["p99"])
    assert refused.value.reason == Refusal.NO_PASSAGE


def test_a_work_elsewhere_is_a_link_with_our_own_words(packs: Making) -> None:
    found = step(packs, "elsewhere", Medium.SCREEN)
    assert (found.words, found.withheld != "") == ((), True)
    assert found.lines == ("About elsewhere.", "At 0:46: A note set against what he wants")
    assert found.clip is not None
    assert (found.clip.file, found.clip.address, found.clip.times) == (None, "https://example.org/elsewhere", "0:46")


def test_each_use_decides_where_words_go(packs: Making) -> None:
    words = {
        (slug, medium): bool(step(packs, slug, medium).words)
        for slug in ("all", "no-record", "no-print", "no-excerpt", "made-up")
        for medium in Medium
    }
    assert {place for place, there in words.items() if not there} == {
        ("no-print", Medium.PAPER),
        ("no-excerpt", Medium.SCREEN),
        ("no-excerpt", Medium.PAPER),
    }


def test_what_is_kept_back_says_why_and_shows_the_summary(packs: Making) -> None:
    found = step(packs, "no-print", Medium.PAPER)
    assert found.withheld == "The storyteller did not agree to printing item 1. You can read it online."
    assert found.lines == ("About no-print.",)


def test_recording_stops_where_it_was_not_agreed_to(packs: Making) -> None:
    stops = {slug: step(packs, slug, Medium.SCREEN).stop_recording for slug in ("all", "no-record", "elsewhere")}
    assert stops == {"all": False, "no-record": True, "elsewhere": False}


def test_a_question_is_the_documents_words_and_goes_only_where_they_may(packs: Making) -> None:
    def asked(slug: str, medium: Medium) -> str:
        pack = Pack(items=(question_item(packs.library, slug, 1),))
        (found,) = workshop_of(packs.library, stored(packs, pack), medium, with_notes=True).steps
        return (*found.lines, found.withheld)[0]

    assert asked("no-print", Medium.SCREEN) == "Who was there?"
    assert "Who was there?" not in asked("no-print", Medium.PAPER)
    assert "Who was there?" not in asked("no-excerpt", Medium.SCREEN)


def test_a_question_that_is_not_there_cannot_be_added(packs: Making) -> None:
    for number in (0, 3, -1):
        with pytest.raises(NotFound):
            question_item(packs.library, "made-up", number)


def test_the_same_thing_twice_is_in_a_pack_once(packs: Making) -> None:
    started = start_pack(packs.library)
    for _ in range(2):
        changed = change_pack(packs.library, started.edit, adding([document_item(packs.library, "all")]))
    assert [item.slug for item in changed.pack.items] == ["all"]


def test_a_full_pack_takes_nothing_more() -> None:
    full = Pack(items=tuple(Item(f"{number:08}", ItemKind.NOTE) for number in range(MOST_ITEMS)))
    with pytest.raises(Refused) as refused:
        adding([ground_rules(Translator())])(full)
    assert refused.value.reason == Refusal.FULL


def test_something_can_be_put_after_something_else() -> None:
    pack = Pack(items=tuple(Item(name, ItemKind.NOTE) for name in "abc"))
    new = [Item("x", ItemKind.NOTE), Item("y", ItemKind.NOTE)]
    assert [item.id for item in adding(new, "a")(pack).items] == ["a", "x", "y", "b", "c"]
    assert [item.id for item in adding(new, "gone")(pack).items][-2:] == ["x", "y"]


def test_there_are_six_formats_with_steps_sizes_and_times() -> None:
    assert len(FORMATS) == len({each.id for each in FORMATS}) == 6
    for each in FORMATS:
        items = format_items(each.id, Translator())
        assert sum(item.minutes or 0 for item in items) == each.minutes > 0
        assert all(item.text and item.title.startswith(each.title) for item in items)
        assert adding_format(each.id, Translator())(Pack()).items != ()
        assert each.sizes
    with pytest.raises(NotFound):
        format_items("none", Translator())


def test_prompts_ground_rules_and_an_end_are_there_to_change() -> None:
    assert {prompt(number, Translator()).stage for number in range(1, len(PROMPTS) + 1)} == {"notice", "connect", "act"}
    assert ground_rules(Translator()).text
    assert debrief(Translator()).text
    with pytest.raises(NotFound):
        prompt(0, Translator())


def test_more_or_less_of_a_document_can_be_taken_later(packs: Making) -> None:
    item = replace(document_item(packs.library, "made-up"), notes="Slowly.", minutes=7)
    whole = with_extent(packs.library, item, Extent.WHOLE)
    assert (whole.id, whole.notes, whole.minutes, len(whole.kept)) == (item.id, "Slowly.", 7, 4)
    with pytest.raises(Refused):
        with_extent(packs.library, item, Extent.CHOSEN, [])
    link = with_extent(packs.library, document_item(packs.library, "elsewhere"), Extent.WHOLE)
    assert link.extent is Extent.LINK


def test_a_document_that_was_renamed_is_still_there(packs: Making) -> None:
    pack = Pack(items=(document_item(packs.library, "all"),))
    packs.delete("all")
    packs.write_told(
        "renamed", "She put her hand on the wall.\n", "audience: public, uses: [workshop]", formerly="[all]"
    )
    packs.publish()
    (found,) = usable_items(packs.library.view(ANYBODY), pack)
    assert found.document is not None
    assert (found.document.slug, [passage.text for passage in found.passages]) == (
        "renamed",
        ["She put her hand on the wall."],
    )
