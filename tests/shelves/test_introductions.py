"""Ways in: words and three beginnings for each theme, and six collections whose places are all known."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from library.content.body.markdown import count_words
from library.model.document import Audience
from library.model.vocabulary import Axis
from tests.shelves.conftest import OurShelves

THEME_WORDS = range(100, 151)

COLLECTIONS = [
    "new-to-this",
    "eight-elements-of-a-good-conversation",
    "what-supports-good-conversations",
    "recording-that-helps",
    "when-someone-cannot-tell-you-in-words",
    "practice-policy-and-recovery",
]


def words_in(html: str) -> int:
    return count_words(unescape(re.sub(r"<[^>]+>", " ", html)))


def test_every_theme_has_words_of_the_right_length(ours: OurShelves) -> None:
    counts = {each.theme: sum(words_in(block.html) for block in each.blocks) for each in ours.introductions.themes}
    assert counts.keys() == ours.vocabulary.on(Axis.THEME).keys()
    assert {theme: words for theme, words in counts.items() if words not in THEME_WORDS} == {}


def test_every_theme_starts_from_documents_that_have_it_and_everybody_may_see(ours: OurShelves) -> None:
    for each in ours.introductions.themes:
        documents = [ours[start.slug] for start in each.starts]
        assert [document.slug for document in documents if each.theme not in document.themes] == [], each.theme
        assert {document.consent.audience for document in documents} == {Audience.PUBLIC}, each.theme


def test_themes_start_from_many_documents(ours: OurShelves) -> None:
    starts = Counter(start.slug for each in ours.introductions.themes for start in each.starts)
    assert max(starts.values()) <= 4
    assert len(starts) >= 40


def test_there_are_six_collections_in_their_order(ours: OurShelves) -> None:
    assert [each.slug for each in ours.introductions.collections] == COLLECTIONS


def test_nothing_of_ours_earns_advice_neither_a_text_nor_a_link_nor_a_file(ours: OurShelves) -> None:
    # Names at the start of lines are reported in every transcript that has them, right or wrong.
    assert [each for each in ours.checked.advice if "Check the speakers" not in each.sentence] == []


def test_the_elements_and_the_supports_are_eight_each(ours: OurShelves) -> None:
    for collection in ours.introductions.collections[1:3]:
        assert sum(bool(section.heading) for section in collection.sections) == 8, collection.slug


def test_every_collection_leads_to_works_and_to_scenes_that_everybody_may_see(ours: OurShelves) -> None:
    for collection in ours.introductions.collections:
        blocks = [block for section in collection.sections for block in section.blocks]
        assert any(block.is_scene for block in blocks), collection.slug
        documents = [ours[place.slug] for place in collection.places()]
        assert {document.consent.audience for document in documents} == {Audience.PUBLIC}, collection.slug
        scenes = [place.slug for block in blocks if block.is_scene for place in block.places]
        assert len(set(scenes)) == len(scenes), collection.slug
