"""A pack planned by the clock: framed once, with time to discuss, filled for the time there is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from library.actions.packs.adding import adding, adding_format, document_item, with_frame
from library.actions.packs.editing import remove
from library.actions.packs.formats import debrief, ground_rules
from library.actions.packs.lifecycle import change_pack, start_pack
from library.actions.packs.page import pack_page
from library.actions.packs.planning import ANYTHING, LONGEST_DISCUSSION, Topic, planned_pack
from library.actions.packs.timing import TO_DISCUSS, TO_DISCUSS_A_LINK
from library.errors import NotFound
from library.model.pack import MOST_ITEMS, Item, ItemKind, Pack
from library.translation import Translator
from tests.actions.packs.conftest import FICTIONAL, STORY, stored
from tests.content.writing import VOCABULARY
from tests.making import Making

OURS = Translator()


def kinds(pack: Pack) -> list[str]:
    return [item.kind.value for item in pack.items]


def story(making: Making, slug: str = "all") -> Item:
    return document_item(making.library, slug)


def test_the_first_story_brings_ground_rules_before_it_and_a_debrief_after_it(packs: Making) -> None:
    pack = with_frame(adding([story(packs)]), OURS)(Pack())
    assert kinds(pack) == ["ground-rules", "document", "debrief"]
    pack = with_frame(adding([story(packs, "made-up")]), OURS)(pack)
    assert kinds(pack) == ["ground-rules", "document", "document", "debrief"]


def test_the_first_activity_brings_them_too_and_a_note_does_not() -> None:
    noted = with_frame(adding([Item("note0001", ItemKind.NOTE, text="Tea")]), OURS)(Pack())
    assert kinds(noted) == ["note"]
    pack = with_frame(adding_format("reading-in-pairs", OURS), OURS)(noted)
    assert kinds(pack) == ["ground-rules", "note", "activity", "activity", "activity", "debrief"]


def test_what_was_removed_does_not_return_by_itself(packs: Making) -> None:
    started = start_pack(packs.library, with_frame(adding([story(packs)]), OURS)(Pack()))
    for item in started.stored.pack.items:
        remove(packs.library, started.edit, item.id)
    changed = change_pack(packs.library, started.edit, with_frame(adding([story(packs)]), OURS))
    assert kinds(changed.pack) == ["document"]


def test_a_pack_that_has_stories_already_gets_neither(packs: Making) -> None:
    old = Pack(items=(story(packs, "made-up"),))
    assert kinds(with_frame(adding([story(packs)]), OURS)(old)) == ["document", "document"]


def test_neither_is_there_twice(packs: Making) -> None:
    for own in (ground_rules(OURS), debrief(OURS)):
        pack = with_frame(adding([story(packs)]), OURS)(Pack(items=(own,)))
        assert sorted(kinds(pack)) == ["debrief", "document", "ground-rules"]


def test_a_pack_without_room_for_both_gets_the_story_alone(packs: Making) -> None:
    full = Pack(items=tuple(Item(f"note{place:04}", ItemKind.NOTE) for place in range(MOST_ITEMS - 2)))
    pack = with_frame(adding([story(packs)]), OURS)(full)
    assert (len(pack.items), kinds(pack)[-1], pack.framed) == (MOST_ITEMS - 1, "document", False)


def test_ground_rules_go_first_and_nothing_goes_after_a_debrief_by_itself(packs: Making) -> None:
    pack = Pack(items=(story(packs), debrief(OURS)))
    pack = adding([Item("break000", ItemKind.BREAK)])(pack)
    pack = adding([ground_rules(OURS)])(pack)
    assert kinds(pack) == ["ground-rules", "document", "break", "debrief"]


def test_time_to_discuss_is_proposed_and_counts(packs: Making) -> None:
    item = story(packs)
    assert item.discussion == TO_DISCUSS
    assert story(packs, "elsewhere").discussion == TO_DISCUSS_A_LINK
    both = (Pack(items=(each,)) for each in (replace(item, discussion=0), item))
    alone, discussed = (pack_page(packs.library, stored(packs, pack)).total for pack in both)
    assert discussed == alone + TO_DISCUSS


@pytest.fixture
def many(tmp_path: Path) -> Making:
    """A library of eight stories to use; one has a content note, one may not be printed."""
    making = Making(tmp_path)
    for place in range(6):
        making.write(f"story-{place}", STORY, consent=FICTIONAL, themes="[listening]")
    making.write("noted", STORY, consent=FICTIONAL, content_notes="[{note: bereavement}]", themes="[listening]")
    making.write_told("no-print", STORY, "audience: public, uses: [workshop, excerpt]", themes="[listening]")
    making.publish()
    return making


@pytest.mark.parametrize("available", [20, 30, 45, 60, 90, 120, 180])
@pytest.mark.parametrize("activity", ["", "reading-in-pairs"])
def test_a_plan_fits_into_the_time_there_is_and_a_long_one_has_a_break(
    many: Making, available: int, activity: str
) -> None:
    pack = planned_pack(many.library, Pack(available=available, people=12), activity, ANYTHING, OURS)
    page = pack_page(many.library, stored(many, pack))
    if page.over:
        # Only the activity that was asked for can be too long.
        assert (available, activity) == (20, "reading-in-pairs")
    discussions = [item.discussion for item in pack.items if item.slug]
    assert page.spare <= 5 or set(discussions) <= {LONGEST_DISCUSSION}
    assert not discussions or max(discussions) - min(discussions) <= 1
    assert kinds(pack)[0] == "ground-rules"
    assert kinds(pack)[-1] == "debrief"
    assert ("break" in kinds(pack)) is (available >= 100)
    assert pack.people == 12
    many.library.close()


def test_a_plan_has_only_stories_for_every_file_and_one_with_a_content_note_comes_last(many: Making) -> None:
    pack = planned_pack(many.library, Pack(available=600), "", ANYTHING, OURS)
    assert len(set(slugs(pack))) == len(slugs(pack)) == 6
    assert not {"noted", "no-print"} & set(slugs(pack))
    for places in (range(4), range(4, 6)):
        for place in places:
            many.delete(f"story-{place}")
        many.publish()
    assert slugs(planned_pack(many.library, Pack(), "", ANYTHING, OURS)) == ["noted"]
    many.delete("noted")
    many.publish()
    assert planned_pack(many.library, Pack(), "", ANYTHING, OURS).items == ()
    many.library.close()


def test_a_plan_keeps_to_its_theme(many: Making) -> None:
    assert slugs(planned_pack(many.library, Pack(available=60), "", Topic("listening"), OURS))
    assert slugs(planned_pack(many.library, Pack(available=60), "", Topic("never-was"), OURS)) == []


def test_a_plan_has_stories_of_a_role_or_sector_first(many: Making) -> None:
    def planned(work: str) -> list[str]:
        return slugs(planned_pack(many.library, Pack(available=60), "", Topic("listening", work), OURS))

    words = VOCABULARY.replace("roles: [", "roles: [{id: manager, label: {en: Manager}}, ")
    words = words.replace("sectors: [", "sectors: [{id: social-care, label: {en: Social care}}, ")
    many.content.put("vocabulary.yaml", words)
    # The last by its name, so that no plan of an hour has it otherwise.
    ward = {"roles": "[manager]", "sectors": "[social-care]"}
    many.write("ward", STORY, consent=FICTIONAL, themes="[listening]", **ward)
    many.publish()
    everything = planned("")
    assert (len(everything), "ward" in everything) == (3, False)
    assert planned("roles/manager") == planned("sectors/social-care") == ["ward", *everything[:2]]
    assert planned("roles/never-was") == planned("themes/listening") == planned("nonsense") == everything
    many.library.close()


def test_a_plan_has_the_name_of_its_theme_as_its_title(many: Making) -> None:
    def title(details: Pack, theme: str) -> str:
        return planned_pack(many.library, details, "", Topic(theme), OURS).title

    hour = Pack(available=60)
    assert title(hour, "listening") == "Listening and being heard"
    assert title(replace(hour, title="Our hour"), "listening") == "Our hour"
    # No story has this theme.
    assert title(hour, "working-together") == title(hour, "") == ""
    with pytest.raises(NotFound):
        planned_pack(many.library, Pack(), "never-was", ANYTHING, OURS)
    many.library.close()


def test_what_fills_the_time_that_is_left_fits_into_it_and_is_not_in_the_pack(many: Making) -> None:
    pack = Pack(available=60, items=(document_item(many.library, "story-0"),))
    fill = pack_page(many.library, stored(many, pack)).fillers
    assert fill.activity is not None
    assert fill.story is not None
    assert fill.activity.minutes <= 48
    assert fill.story.slug != "story-0"
    assert (fill.has_break, fill.has_question) == (True, False)
    few = pack_page(many.library, stored(many, replace(pack, available=19))).fillers
    assert (few.activity, few.story, few.has_break, few.has_question) == (None, None, False, True)
    none = pack_page(many.library, stored(many, replace(pack, available=13))).fillers
    assert (none.activity, none.story, none.has_break, none.has_question) == (None, None, False, False)
    many.library.close()


def slugs(pack: Pack) -> list[str]:
    return [item.slug for item in pack.items if item.slug]
