"""Home, lists, terms, feed, sitemap and health."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from library.actions.browse import (
    CARDS_ON_PAGE,
    FEED_ENTRIES,
    NEW_ON_HOME,
    feed,
    health,
    home,
    list_page,
    sitemap,
    term_page,
    terms_page,
)
from library.actions.read import read_document
from library.errors import NotFound
from library.model.viewer import ANYBODY
from library.model.vocabulary import Axis
from tests.making import Making

FIRST = date(2026, 1, 1)
EXAMPLE = "## As it was\n\nOne.\n\n## As it could be\n\nTwo.\n\n## Why\n\nThree.\n"


def write_many(making: Making, count: int, **changes: str) -> list[str]:
    """Write stories, one a day, and return their slugs, newest first."""
    slugs = [f"story-{number:02}" for number in range(count)]
    for number, slug in enumerate(slugs):
        making.write(slug, **{"published": str(FIRST + timedelta(number))} | changes)
    return slugs[::-1]


def test_an_empty_library_has_a_front_page(making: Making) -> None:
    making.publish()
    page = home(making.library, ANYBODY)
    assert (page.total, page.themes, page.new, page.start_with) == (0, (), (), None)


def test_the_front_page_shows_the_newest(making: Making) -> None:
    newest = write_many(making, 10)
    making.write("undated")
    making.publish()
    page = home(making.library, ANYBODY)
    assert ([card.slug for card in page.new], page.total) == (newest[:NEW_ON_HOME], 11)


def test_the_story_to_start_with_changes_by_the_week_and_is_the_same_for_all(making: Making) -> None:
    write_many(making, 3)
    making.write("guide", kind="guidance")
    making.publish()
    seen = []
    for week in range(6):
        making.day.today = date(2026, 11, 23) + timedelta(7 * week)
        day_by_day = set()
        for day in range(7):
            start = home(making.library, ANYBODY).start_with
            assert start is not None
            day_by_day.add(start.slug)
            making.day.today += timedelta(1)
            assert day < 7
        seen.append(day_by_day)
    assert all(len(week) == 1 for week in seen)
    assert {slug for week in seen for slug in week} == {"story-00", "story-01", "story-02"}


def test_a_shelf_is_listed_in_pages_newest_first(making: Making) -> None:
    newest = write_many(making, CARDS_ON_PAGE + 1)
    making.publish()
    pages = [list_page(making.library, ANYBODY, "stories", number) for number in (1, 2)]
    assert [card.slug for page in pages for card in page.cards] == newest
    assert {(page.shelf, page.total, page.pages) for page in pages} == {("stories", len(newest), 2)}
    for wrong in (0, 3, -1):
        with pytest.raises(NotFound):
            list_page(making.library, ANYBODY, "stories", wrong)
    empty = list_page(making.library, ANYBODY, "resources", 1)
    assert (empty.cards, empty.total, empty.pages) == ((), 0, 1)


def test_stories_come_before_examples_short_before_long_and_then_the_newest(making: Making) -> None:
    making.write("long", "Word. " * 2000, published="2026-01-05")
    making.write("example", EXAMPLE, kind="example", published="2026-01-09")
    making.write("older", "Word.", published="2026-01-01")
    making.write("newer", "Word.", published="2026-01-02")
    making.publish()
    page = list_page(making.library, ANYBODY, "stories", 1)
    assert [card.slug for card in page.cards] == ["newer", "older", "long", "example"]


def test_a_list_is_narrowed_to_what_is_chosen_and_counts_the_other_choices(making: Making) -> None:
    making.write("story", "Word.")
    making.write("example", EXAMPLE, kind="example")
    making.write("guide", kind="guidance")
    making.publish()
    page = list_page(making.library, ANYBODY, "stories", 1, {"kind": frozenset({"example"}), "nation": frozenset("x")})
    assert ([card.slug for card in page.cards], page.total) == (["example"], 1)
    counted = [(value.id, value.count, value.selected) for value in page.facets["kind"]]
    assert counted == [("example", 1, True), ("story", 1, False)]


def test_a_term_has_a_page_and_an_unknown_one_has_none(making: Making) -> None:
    making.content.put(
        "vocabulary.yaml",
        "themes:\n"
        "  - {id: listening, label: {en: Listening}, related: [time]}\n"
        "  - {id: time, label: {en: Time}, broader: listening}\n"
        "roles: [{id: nurse, label: {en: Nurse}}]\nsectors: [{id: health, label: {en: Health}}]\n",
    )
    making.write("one")
    making.publish()
    page = term_page(making.library, ANYBODY, Axis.THEME, "listening", 1)
    assert ([card.slug for card in page.cards], page.total, page.broader) == (["one"], 1, None)
    assert ([term.id for term in page.narrower], [term.id for term in page.related]) == (["time"], ["time"])
    empty = term_page(making.library, ANYBODY, Axis.THEME, "time", 1)
    assert (empty.total, empty.broader) == (0, page.term)
    assert [count.term.id for count in terms_page(making.library, ANYBODY, Axis.THEME).terms] == ["listening"]
    for axis, term in ((Axis.THEME, "nonsense"), (Axis.ROLE, "listening")):
        with pytest.raises(NotFound):
            term_page(making.library, ANYBODY, axis, term, 1)


def test_the_feed_has_the_newest_that_have_a_day(making: Making) -> None:
    newest = write_many(making, FEED_ENTRIES + 3)
    making.write("undated")
    making.publish()
    entries = feed(making.library, ANYBODY)
    assert [entry.card.slug for entry in entries] == newest[:FEED_ENTRIES]
    assert entries[0].day == FIRST + timedelta(FEED_ENTRIES + 2)


def test_a_told_story_enters_feed_and_sitemap_only_if_search_engines_may_have_it(making: Making) -> None:
    making.write_told("told", published="2026-02-01")
    making.write_told("wide", consent="audience: public, uses: [web-search]", published="2026-01-01")
    making.publish()
    for listed in (feed, sitemap):
        assert [entry.card.slug for entry in listed(making.library, ANYBODY)] == ["wide"]
    may = [read_document(making.library, ANYBODY, "stories", slug).may_be_indexed for slug in ("told", "wide")]
    assert may == [False, True]


def test_the_feed_reaches_behind_many_stories_that_may_not_be_in_it(making: Making) -> None:
    making.write("open", published="2025-12-31")
    for number in range(2 * FEED_ENTRIES):
        making.write_told(f"told-{number}", published=str(FIRST + timedelta(number)))
    making.publish()
    assert [entry.card.slug for entry in feed(making.library, ANYBODY)] == ["open"]


def test_health_tells_whether_search_answers(making: Making) -> None:
    making.publish()
    assert (health(making.library).documents, health(making.library).search) == (0, True)
    making.write("one")
    making.publish()
    assert (health(making.library).generation, health(making.library).search) == (2, True)
    index = making.root / "data/builds/1/index"
    index.rename(index.with_name("away"))
    assert health(making.reopen()).search is False
    (index.with_name("away")).rename(index)
    (index / "generation").write_text("nonsense")
    assert health(making.reopen()).search is False


def test_a_page_has_moments_and_pointers_apart_from_its_text(making: Making) -> None:
    making.content.put("resources/film.mp4", b"\x00\x00\x00\x18ftypisom" + bytes(16))
    making.content.put("resources/film.vtt", "WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nGood morning.\n")
    media = {"media": '{file: film.mp4, duration: "00:02:00"}', "transcripts": "[{language: en, file: film.vtt}]"}
    making.write("film", "Watch it.\n", kind="video", **media)
    points = '[{at: "00:00:46", text: A note}]'
    making.write("outside", "See it.\n", kind="video", provenance="published-elsewhere", pointers=points)
    making.publish()
    film = read_document(making.library, ANYBODY, "resources", "film")
    outside = read_document(making.library, ANYBODY, "resources", "outside")
    texts = [
        [passage.text for passage in passages]
        for page in (film, outside)
        for passages in (page.transcript_passages, page.pointers)
    ]
    assert texts == [["Good morning."], [], [], ["A note"]]


def test_a_closed_library_opens_again_when_asked(making: Making) -> None:
    making.write("one")
    making.publish()
    for _ in range(2):
        assert making.found() == ["one"]
        making.library.close()
        making.library.close()
