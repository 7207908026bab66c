"""A document for members in a pack: for the pack's owner, in their slides and run sheet, and for nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from library.actions.packs.adding import document_item, question_item
from library.actions.packs.editing import set_extent, take_new_words
from library.actions.packs.files import FILES, Recipient, make_file
from library.actions.packs.lifecycle import NewPack, start_pack
from library.actions.packs.my_packs import keep_pack, let_go
from library.actions.packs.pack_viewer import AS_MEMBER, EVERYONE, new_pack_viewer, pack_viewer
from library.actions.packs.page import pack_page, shared_page
from library.actions.packs.passage_choice import item_choices
from library.actions.packs.recall import check_code
from library.actions.packs.report import report_of
from library.actions.packs.workshop import workshop_of
from library.errors import NotFound, Refused
from library.model.pack import Extent, Item, ItemKind, Pack
from library.model.place import Place
from library.model.refusal import Refusal
from library.model.viewer import ANYBODY, Role, Viewer
from library.model.workshop import Medium
from tests.actions.packs.conftest import STORY
from tests.making import Making
from tests.web.signing_in import new_person

AGREED = "audience: network, uses: [workshop, excerpt, print, record, translate]"
TWO = 2


@pytest.fixture
def maker(packs: Making) -> Viewer:
    """A member, who has the pack in their list."""
    return Viewer(Role.MEMBER, new_person(packs.library, Role.MEMBER))


@pytest.fixture
def mine(packs: Making, maker: Viewer) -> NewPack:
    """Their pack: something public, and a document and a question for members."""
    packs.write_told("inside", STORY, AGREED, questions='["Who was inside?"]')
    packs.publish()
    own = new_pack_viewer(maker)
    items = (
        document_item(packs.library, "all", viewer=own),
        document_item(packs.library, "inside", viewer=own),
        question_item(packs.library, "inside", 1, own),
    )
    started = start_pack(packs.library, Pack("Ours", items=items))
    assert maker.person_id is not None
    keep_pack(packs.library, maker.person_id, started.edit)
    return started


def others(packs: Making) -> tuple[Viewer, ...]:
    """Return everyone who may have the link and does not own the pack, and the owner when they are not signed in."""
    return (
        ANYBODY,
        Viewer(Role.MEMBER),
        Viewer(Role.MEMBER, new_person(packs.library, Role.MEMBER)),
        Viewer(Role.ADMINISTRATOR, new_person(packs.library, Role.ADMINISTRATOR)),
    )


def refusals(packs: Making, mine: NewPack, viewer: Viewer) -> list[Refusal | None]:
    return [each.refusal for each in pack_page(packs.library, mine.stored, viewer=viewer).items]


def reasons(packs: Making, code: str) -> list[tuple[int, Refusal]]:
    (files,) = check_code(packs.library, code).files
    return [(each.number, each.reason) for each in files.leave_out]


def slides(packs: Making, mine: NewPack, viewer: Viewer) -> str:
    """Return the code of slides that were made for someone."""
    return workshop_of(packs.library, mine.stored, Medium.SCREEN, viewer=viewer, with_notes=True).code


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_an_owner_sees_their_pack_as_a_member_and_never_as_more(packs: Making, mine: NewPack, role: Role) -> None:
    owner = Viewer(role, packs.library.pack_owners.owner_of(mine.stored.id))
    assert pack_viewer(packs.library, owner, mine.stored.id).sees == AS_MEMBER
    packs.write_told("inside", STORY, AGREED.replace("network", "coordinators"))
    packs.publish()
    assert refusals(packs, mine, owner) == [None, Refusal.GONE, Refusal.GONE]


def test_an_owner_has_what_is_for_members_marked(packs: Making, mine: NewPack, maker: Viewer) -> None:
    page = pack_page(packs.library, mine.stored, viewer=maker)
    assert [(each.refusal, each.members_only) for each in page.items] == [(None, False), (None, True), (None, True)]
    for medium in Medium:
        steps = workshop_of(packs.library, mine.stored, medium, viewer=maker, with_notes=True).steps
        assert [each.members_only for each in steps] == [False, True, True]
        assert [bool(each.words) for each in steps] == [True, True, False]
        assert [each.credit.citation.count("[Story, members only]") for each in steps if each.credit] == [0, 1, 1]


def test_to_anyone_else_it_is_as_if_it_had_been_withdrawn(packs: Making, mine: NewPack, maker: Viewer) -> None:
    viewers = others(packs)
    before = [
        (pack_page(packs.library, mine.stored, viewer=each), slides(packs, mine, each).rpartition("-")[2])
        for each in viewers
    ]
    assert {tuple(each.refusal for each in page.items) for page, _ in before} == {(None, Refusal.GONE, Refusal.GONE)}
    packs.write_told("inside", STORY, AGREED, status="withdrawn")
    packs.publish()
    after = [
        (pack_page(packs.library, mine.stored, viewer=each), slides(packs, mine, each).rpartition("-")[2])
        for each in (*viewers, maker)
    ]
    assert after == [*before, before[0]]


def test_what_participants_and_reports_get_is_the_same_with_and_without_it(
    packs: Making, mine: NewPack, maker: Viewer
) -> None:
    bare = replace(
        mine.stored.pack,
        items=tuple(replace(each, slug=each.slug.replace("inside", "never-was")) for each in mine.stored.pack.items),
    )
    twin = replace(mine.stored, pack=bare)
    for name, kind in FILES.items():
        if kind.recipient is not Recipient.FACILITATOR:
            made = make_file(packs.library, mine.stored, name, viewer=maker, with_notes=True)
            assert made == make_file(packs.library, twin, name, viewer=maker, with_notes=True), name
    assert replace(shared_page(packs.library, mine.stored), pack=bare, items=()) == replace(
        shared_page(packs.library, twin), items=()
    )
    assert repr(report_of(packs.library, mine.stored)) == repr(report_of(packs.library, twin))


def test_a_pack_without_it_has_one_code_for_all(packs: Making, mine: NewPack, maker: Viewer) -> None:
    public = replace(mine.stored, pack=replace(mine.stored.pack, items=mine.stored.pack.items[:1]))
    for_all = workshop_of(packs.library, public, Medium.SCREEN, with_notes=False)
    theirs = workshop_of(packs.library, public, Medium.SCREEN, viewer=maker, with_notes=True)
    assert (theirs.code, theirs.steps) == (for_all.code, for_all.steps)
    assert slides(packs, mine, maker) != workshop_of(packs.library, mine.stored, Medium.SCREEN, with_notes=False).code


@pytest.mark.parametrize(
    ("consent", "wanted"),
    [
        (AGREED, []),
        (AGREED.replace("network", "public"), []),
        (AGREED.replace("network", "coordinators"), [(2, Refusal.GONE), (3, Refusal.GONE)]),
        (AGREED.replace("workshop, ", ""), [(2, Refusal.WORKSHOP), (3, Refusal.WORKSHOP)]),
    ],
)
def test_the_code_of_an_owners_slides_is_judged_by_what_members_may_see(
    packs: Making, mine: NewPack, maker: Viewer, consent: str, wanted: list[tuple[int, Refusal]]
) -> None:
    code = slides(packs, mine, maker)
    packs.write_told("inside", STORY, consent, questions='["Who was inside?"]')
    packs.publish()
    assert reasons(packs, code) == wanted
    for each in (ANYBODY, maker):
        assert pack_page(packs.library, mine.stored, viewer=each).has_stale_files == bool(wanted)


def test_what_was_made_for_everyone_is_stale_once_it_is_for_members(
    packs: Making, mine: NewPack, maker: Viewer
) -> None:
    packs.write_told("inside", STORY, AGREED.replace("network", "public"), questions='["Who was inside?"]')
    packs.publish()
    code = slides(packs, mine, maker)
    assert code == slides(packs, mine, ANYBODY)
    packs.write_told("inside", STORY, AGREED, questions='["Who was inside?"]')
    packs.publish()
    assert reasons(packs, code) == [(2, Refusal.GONE), (3, Refusal.GONE)]


def test_a_story_that_is_published_with_a_translation_for_members_stands_alone_in_slides(
    packs: Making, mine: NewPack, maker: Viewer
) -> None:
    packs.write_told("all", STORY, "audience: public, uses: [translate, workshop, excerpt, print, record]")
    packs.write_told("all-cy", STORY, AGREED, language="cy", translation_of="all")
    packs.write_told("inside-cy", STORY, AGREED, language="cy", translation_of="inside")
    packs.publish()
    for medium in Medium:
        steps = workshop_of(packs.library, mine.stored, medium, viewer=maker, with_notes=True).steps
        assert [each.twin.title if each.twin else "" for each in steps[:TWO]] == ["", "inside-cy"]


def test_it_goes_only_into_a_pack_of_ones_own(packs: Making, mine: NewPack, maker: Viewer) -> None:
    pack_id = mine.stored.id
    assert document_item(packs.library, "inside", viewer=pack_viewer(packs.library, maker, pack_id)).slug == "inside"
    stranger, *members = (pack_viewer(packs.library, each, pack_id) for each in others(packs))
    assert stranger == EVERYONE
    with pytest.raises(NotFound):
        document_item(packs.library, "inside", viewer=stranger)
    for member in members:
        with pytest.raises(Refused, match=Refusal.MEMBERS):
            question_item(packs.library, "inside", 1, member)
    packs.write_told("desk", STORY, "audience: coordinators, uses: [workshop, excerpt, print]")
    packs.publish()
    with pytest.raises(NotFound):
        document_item(packs.library, "desk", viewer=new_pack_viewer(Viewer(Role.COORDINATOR, maker.person_id)))


def test_without_the_use_workshop_it_is_in_no_pack(packs: Making, mine: NewPack, maker: Viewer) -> None:
    packs.write_told("inside", STORY, "audience: network, uses: [excerpt, print, record]")
    packs.publish()
    assert refusals(packs, mine, maker) == [None, Refusal.WORKSHOP, Refusal.WORKSHOP]
    with pytest.raises(Refused, match=Refusal.WORKSHOP):
        document_item(packs.library, "inside", viewer=new_pack_viewer(maker))


def test_only_its_owner_arranges_it(packs: Making, mine: NewPack, maker: Viewer) -> None:
    story, question = mine.stored.pack.items[1:]
    for viewer in others(packs):
        for change in (
            lambda viewer=viewer: set_extent(packs.library, mine.edit, story.id, Extent.CHOSEN, ["p1"], viewer),
            lambda viewer=viewer: take_new_words(packs.library, mine.edit, question.id, viewer),
            lambda viewer=viewer: item_choices(packs.library, mine.stored, story.id, viewer=viewer),
        ):
            with pytest.raises(NotFound):
                change()
    assert item_choices(packs.library, mine.stored, story.id, viewer=maker).passages
    assert take_new_words(packs.library, mine.edit, question.id, maker).pack.items[2] == question
    changed = set_extent(packs.library, mine.edit, story.id, Extent.CHOSEN, ["p1"], maker)
    assert [place.anchor for place in changed.pack.items[1].kept] == ["p1"]


def test_who_lets_a_pack_go_sees_it_as_everyone_does(packs: Making, mine: NewPack, maker: Viewer) -> None:
    assert maker.person_id is not None
    let_go(packs.library, maker.person_id, mine.stored.code)
    assert refusals(packs, mine, maker) == [None, Refusal.GONE, Refusal.GONE]


def test_it_is_no_evidence(packs: Making, mine: NewPack, maker: Viewer) -> None:
    alone = replace(mine.stored, pack=Pack("Ours", items=mine.stored.pack.items[1:]))
    assert not pack_page(packs.library, alone, viewer=maker).has_evidence


def test_a_slug_that_someone_guesses_shows_them_nothing(packs: Making, mine: NewPack, maker: Viewer) -> None:
    """Whoever writes a slug into a pack of theirs without being a member gets nothing by it."""
    place = Place("inside", "p1", "0" * 16)
    guessed = start_pack(
        packs.library, Pack(items=(Item("guess", ItemKind.DOCUMENT, "inside", Extent.WHOLE, (place,)),))
    )
    for viewer in (ANYBODY, maker):
        (shown,) = pack_page(packs.library, guessed.stored, viewer=viewer).items
        assert (shown.card, shown.passages, shown.credit) == (None, (), None)
    assert mine.stored.id != guessed.stored.id
