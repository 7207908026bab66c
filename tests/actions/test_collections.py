"""Collections and the words before a theme: each reader is shown what rests on what she may see, and no more."""

from __future__ import annotations

import pytest

from library.actions.browse import home, term_page, ways_in
from library.actions.collections import (
    Beginning,
    CollectionCard,
    ShownBlock,
    ShownLink,
    collection_page,
    collections,
    theme_words,
)
from library.actions.find import SearchRequest, find
from library.actions.pin_links import pin_links
from library.actions.read import read_document
from library.errors import ContentError, NotFound
from library.model.viewer import ANYBODY, Viewer
from library.model.vocabulary import Axis
from tests.making import COORDINATOR, NETWORK, VIEWERS, Making

WORK = {"kind": "guidance", "provenance": "published-elsewhere"}
PATH = "collections/first.md"
TEXT = """\
Hello.

## One

It [says](work#p1) so.

Another [told](inside#p1) it.

A scene to talk about: [one](scene#p1). What then?

## Two

Only [there](inside#p1).
"""
CARD = CollectionCard("/collections/first", "First", "Of it.")


def write_collection(making: Making, text: str = TEXT, slug: str = "first", order: int = 1) -> None:
    header = f"title: {slug.capitalize()}\nsummary: Of it.\norder: {order}\n"
    making.content.put(f"collections/{slug}.md", f"---\n{header}---\n{text}")


@pytest.fixture
def shelf(making: Making) -> Making:
    """A published library with a collection of a work, a story for the network and a fictional scene."""
    making.write("work", "Alpha.\n\nBeta.\n", **WORK)
    making.write_told("inside", consent="audience: network, uses: []")
    making.write("scene")
    write_collection(making)
    pin_links(making.library)
    making.publish()
    return making


def blocks(making: Making, viewer: Viewer = ANYBODY) -> list[str]:
    """Return each section's heading followed by its blocks, as HTML."""
    page = collection_page(making.library, viewer, "first")
    return [words for section in page.sections for words in (section.heading, *(each.html for each in section.blocks))]


OPENING = ["", "<p>Hello.</p>"]
CLAIM = '<p>It <a href="#kept-0">says</a> so.</p>'
SCENE = '<p><a href="#kept-0">one</a>. What then?</p>'
TOLD = '<p>Another <a href="#kept-0">told</a> it.</p>'
ONLY = '<p>Only <a href="#kept-0">there</a>.</p>'


def test_who_may_see_all_of_it_is_shown_all_of_it(shelf: Making) -> None:
    assert blocks(shelf, NETWORK) == [*OPENING, "One", CLAIM, TOLD, SCENE, "Two", ONLY]


def test_a_block_is_left_out_for_who_may_not_see_what_it_links_to_and_so_is_a_section_of_such_blocks(
    shelf: Making,
) -> None:
    assert blocks(shelf) == [*OPENING, "One", CLAIM, SCENE]


def test_links_lead_to_the_passages_and_say_what_is_fictional(shelf: Making) -> None:
    page = collection_page(shelf.library, ANYBODY, "first")
    assert page.sections[1].blocks == (
        ShownBlock(CLAIM, (ShownLink("/resources/work#p1", was_changed=False, fictional=False),), is_scene=False),
        ShownBlock(SCENE, (ShownLink("/stories/scene#p1", was_changed=False, fictional=True),), is_scene=True),
    )


@pytest.mark.parametrize("viewer", VIEWERS)
def test_its_works_and_scenes_are_those_that_the_viewer_may_see(shelf: Making, viewer: Viewer) -> None:
    page = collection_page(shelf.library, viewer, "first")
    assert page.card == CARD
    assert [card.slug for card in page.works] == (["work"] if viewer is ANYBODY else ["work", "inside"])
    assert [card.slug for card in page.scenes] == ["scene"]


def test_a_withdrawal_takes_with_it_every_sentence_that_rested_on_it_even_while_a_file_is_broken(
    shelf: Making,
) -> None:
    shelf.write_told("inside", consent="audience: network, uses: []", status="withdrawn")
    shelf.content.put("stories/broken.md", "no header")
    with pytest.raises(ContentError):
        shelf.publish()
    assert blocks(shelf, COORDINATOR) == [*OPENING, "One", CLAIM, SCENE]


def test_with_fictional_documents_hidden_their_scenes_are_too(shelf: Making) -> None:
    library = shelf.reopen(LIBRARY_SHOW_FICTIONAL="off")
    page = collection_page(library, ANYBODY, "first")
    assert [block.html for section in page.sections for block in section.blocks] == ["<p>Hello.</p>", CLAIM]


def test_a_story_for_the_future_is_no_beginning_and_no_scene_yet(shelf: Making) -> None:
    shelf.write("scene", published="2026-12-01")
    shelf.publish()
    assert blocks(shelf) == [*OPENING, "One", CLAIM]
    shelf.day.today = shelf.day.today.replace(month=12)
    assert blocks(shelf) == [*OPENING, "One", CLAIM, SCENE]


def link_after(making: Making, body: str) -> ShownLink:
    """Change the work, publish, and return the link to it."""
    making.write("work", body, **WORK)
    making.publish()
    return collection_page(making.library, ANYBODY, "first").sections[1].blocks[0].links[0]


def test_words_that_have_moved_are_linked_where_they_stand_now(shelf: Making) -> None:
    assert link_after(shelf, "New.\n\nAlpha.\n") == ShownLink("/resources/work#p2", was_changed=False, fictional=False)


def test_words_that_were_changed_are_never_other_words(shelf: Making) -> None:
    assert link_after(shelf, "New.\n\nBeta.\n") == ShownLink("/resources/work", was_changed=True, fictional=False)


def test_a_link_to_a_whole_document_does_not_change(shelf: Making) -> None:
    write_collection(shelf, "## One\n\nIt [says](work#p1), all of [it](work).\n")
    pin_links(shelf.library)
    shelf.publish()
    shelf.write("work", "Other.\n", **WORK)
    shelf.publish()
    links = collection_page(shelf.library, ANYBODY, "first").sections[0].blocks[0].links
    assert [(link.url, link.was_changed) for link in links] == [("/resources/work", True), ("/resources/work", False)]


def test_collections_stand_in_their_order_and_name_the_others(shelf: Making) -> None:
    write_collection(shelf, "Hello.\n", "second", 3)
    write_collection(shelf, "Hello.\n", "third", 2)
    shelf.publish()
    titles = [card.title for card in collections(shelf.library, ANYBODY)]
    assert titles == ["First", "Third", "Second"]
    assert [card.title for card in home(shelf.library, ANYBODY).collections] == titles
    assert [card.title for card in collection_page(shelf.library, ANYBODY, "third").others] == ["First", "Second"]


def test_a_collection_that_is_none_is_not_found(shelf: Making) -> None:
    with pytest.raises(NotFound):
        collection_page(shelf.library, ANYBODY, "second")


def test_a_document_names_the_collections_that_lead_to_it(shelf: Making) -> None:
    assert read_document(shelf.library, ANYBODY, "resources", "work").collections == (CARD,)
    shelf.write("alone")
    shelf.publish()
    assert read_document(shelf.library, ANYBODY, "stories", "alone").collections == ()


def test_a_search_that_finds_nothing_offers_the_collections(shelf: Making) -> None:
    answer = find(shelf.library, ANYBODY, SearchRequest("xylophone"))
    assert answer.help is not None
    assert answer.help.collections == (CARD,)


def test_a_changed_collection_is_published_in_place_and_a_deleted_one_goes(shelf: Making) -> None:
    write_collection(shelf, "Changed.\n")
    assert not shelf.publish().rebuilt
    assert blocks(shelf) == ["", "<p>Changed.</p>"]
    (shelf.root / "content" / PATH).unlink()
    shelf.publish()
    assert collections(shelf.library, ANYBODY) == ()


def test_nothing_new_makes_no_new_generation(shelf: Making) -> None:
    assert shelf.publish().generation == shelf.publish().generation


def test_a_mistake_in_a_collection_holds_the_publish_up_and_the_last_good_state_serves(shelf: Making) -> None:
    write_collection(shelf, "See [it](nowhere).\n")
    for rebuild in (False, True):
        with pytest.raises(ContentError, match=r"first\.md:6: There is no document “nowhere”\."):
            shelf.publish(rebuild=rebuild)
    assert blocks(shelf) == [*OPENING, "One", CLAIM, SCENE]


def test_a_document_that_a_collection_needs_cannot_be_deleted_unnoticed_and_is_gone_all_the_same(
    shelf: Making,
) -> None:
    shelf.delete("scene")
    with pytest.raises(ContentError, match="There is no document"):
        shelf.publish()
    assert blocks(shelf) == [*OPENING, "One", CLAIM]
    assert shelf.reads("scene") == "404"


def write_theme(making: Making, *slugs: str) -> None:
    starts = "".join(f"  - {{document: {slug}, why: Of {slug}.}}\n" for slug in slugs)
    making.content.put("themes/listening.md", f"---\nstart:\n{starts}---\nWhat it is.\n")


def test_a_theme_has_its_words_and_the_documents_to_start_from_that_the_viewer_may_see(shelf: Making) -> None:
    write_theme(shelf, "work", "inside", "scene")
    shelf.publish()
    for viewer, expected in ((ANYBODY, ["work", "scene"]), (NETWORK, ["work", "inside", "scene"])):
        view = shelf.library.view(viewer)
        cards = [view.card_at(slug) for slug in expected]
        words = theme_words(view, "listening")
        assert words is not None
        assert words.blocks == (ShownBlock("<p>What it is.</p>", (), is_scene=False),)
        assert words.beginnings == tuple(Beginning(card, f"Of {card.slug}.") for card in cards if card)


def test_the_words_stand_on_the_first_page_of_a_theme_only(shelf: Making) -> None:
    write_theme(shelf, "work", "inside", "scene")
    for number in range(30):
        shelf.write(f"more-{number}")
    shelf.publish()
    first, second = (term_page(shelf.library, ANYBODY, Axis.THEME, "listening", page) for page in (1, 2))
    assert first.words is not None
    assert second.words is None
    assert term_page(shelf.library, ANYBODY, Axis.THEME, "recording", 1).words is None
    assert term_page(shelf.library, ANYBODY, Axis.ROLE, "nurse", 1).words is None


def test_the_sitemap_has_every_way_in(shelf: Making) -> None:
    write_theme(shelf, "work", "inside", "scene")
    shelf.publish()
    assert ways_in(shelf.library, ANYBODY) == ("/collections/first", "/themes/listening")
