"""The stories and examples: fictional and said so, long enough and not too long, no two alike, all voices heard."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

from library.content.body.blocks import blocks_of
from library.model.block import PLAIN
from library.model.document import Document, Kind, Provenance
from library.model.vocabulary import Axis
from tests.shelves.conftest import OurShelves

LEAST_STORIES = 48
LENGTH = range(350, 901)
SHORT = range(340, 551)
MOST_ALIKE = 0.05
LONGEST_SUMMARY = 60

FICTIONAL = re.compile(r"This is a fictional (?:story|example), written for this library\.")


def trigrams(document: Document) -> set[tuple[str, ...]]:
    """Return every run of three words in a story, without the line that says it is fictional."""
    text = " ".join(passage.text for passage in document.passages if not FICTIONAL.fullmatch(passage.text))
    words = re.findall(r"[a-z’']+", text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def test_there_are_enough_of_them(ours: OurShelves) -> None:
    assert len(ours.stories) >= LEAST_STORIES


def test_each_is_fictional_and_its_first_line_says_so(ours: OurShelves) -> None:
    assert {document.provenance for document in ours.stories} == {Provenance.FICTIONAL}
    assert [document.slug for document in ours.stories if not FICTIONAL.fullmatch(document.passages[0].text)] == []


def test_each_can_be_read_in_two_to_five_minutes(ours: OurShelves) -> None:
    assert {document.slug: document.words for document in ours.stories if document.words not in LENGTH} == {}


def test_no_two_share_many_runs_of_three_words(ours: OurShelves) -> None:
    found = {document.slug: trigrams(document) for document in ours.stories}
    alike = {
        (one, other): share
        for one, other in combinations(found, 2)
        if (share := len(found[one] & found[other]) / len(found[one] | found[other])) > MOST_ALIKE
    }
    assert alike == {}


def test_no_two_begin_alike_or_have_the_same_length(ours: OurShelves) -> None:
    openings = Counter(" ".join(document.passages[1].text.split()[:3]).casefold() for document in ours.stories)
    assert [words for words, count in openings.items() if count > 1] == []
    lengths = Counter(document.words for document in ours.stories)
    assert [words for words, count in lengths.items() if count > 2] == []


def test_each_has_a_short_summary_and_two_or_three_questions(ours: OurShelves) -> None:
    assert [each.slug for each in ours.stories if len(each.summary.split()) > LONGEST_SUMMARY] == []
    assert [each.slug for each in ours.stories if len(each.questions) not in {2, 3}] == []
    questions = [question for each in ours.stories for question in each.questions]
    assert len(set(questions)) == len(questions)
    assert [question for question in questions if "?" not in question] == []


def test_each_that_everybody_may_see_has_a_three_minute_version(ours: OurShelves) -> None:
    lengths = {}
    for document in ours.stories:
        blocks = blocks_of(document.body_html)
        chosen = [passage for passage in document.passages if passage.anchor in document.short]
        # Nobody reads the description of a picture aloud.
        read = [passage for passage in chosen if not blocks.get(passage.anchor, PLAIN).pictures]
        lengths[document.slug] = sum(len(passage.text.split()) for passage in read)
    public = {
        document.slug
        for document in ours.stories
        if document.consent.audience == "public" and "Best read on the page." not in document.summary
    }
    assert {slug: words for slug, words in lengths.items() if slug in public and words not in SHORT} == {}


def test_each_says_what_it_shows_who_tells_it_and_which_outcomes(ours: OurShelves) -> None:
    assert [
        each.slug for each in ours.stories if not (each.shows and each.voice and each.nation and each.outcomes)
    ] == []


def test_good_conversations_are_heard_records_are_seen_and_some_go_wrong_and_are_mended(ours: OurShelves) -> None:
    kinds = Counter((document.kind, document.shows) for document in ours.stories)
    assert kinds[Kind.STORY, "a-conversation-heard"] >= 8
    assert kinds[Kind.STORY, "one-mended"] >= 4
    assert sum(count for (kind, _), count in kinds.items() if kind is Kind.EXAMPLE) >= 6


def test_every_voice_tells_one_and_twelve_roles_at_least_are_helped(ours: OurShelves) -> None:
    assert {document.voice for document in ours.stories} == set(ours.vocabulary.on(Axis.VOICE))
    assert len({role for document in ours.stories for role in document.roles}) >= 12
    assert {document.nation for document in ours.stories} == {"scotland", "wales"}


def test_every_theme_has_three_of_them_and_every_sector_some(ours: OurShelves) -> None:
    assert ours.checked.coverage.thin() == ()
    assert ours.checked.coverage.empty() == ()
    assert {sector for each in ours.stories for sector in each.sectors} == set(ours.vocabulary.on(Axis.SECTOR))


def test_every_circumstance_has_one_of_them(ours: OurShelves) -> None:
    told = {circumstance for each in ours.stories for circumstance in each.circumstances}
    assert told == set(ours.vocabulary.on(Axis.CIRCUMSTANCE))
