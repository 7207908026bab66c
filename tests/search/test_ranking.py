"""Ranking over the plainest source there can be: it needs no engine."""

from __future__ import annotations

import math
import random
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from pyroaring import BitMap

from library.model.language import LANGUAGES
from library.search.index import ATTACHED
from library.search.query import Group, Phrase, Query, Tagged
from library.search.query_reading import parse
from library.search.ranking import best, lookup
from library.search.ranking import forms as module
from library.search.ranking.alternatives import Alternative, scores
from library.search.ranking.bm25 import idf, saturate
from library.search.ranking.coverage import COVERAGE, LEAST_WEIGHT
from library.search.ranking.ranker import Ranker
from library.search.ranking.source import Forms, Found, Source


@dataclass
class Plain:
    """English texts by integer. What is read of them is noted."""

    texts: dict[int, str]
    tags: dict[int, Tagged] = field(default_factory=dict)
    read: list[Forms] = field(default_factory=list)

    def ids(self) -> BitMap:
        return BitMap(self.texts)

    def lengths(self, language: str, visible: BitMap) -> Iterator[int]:
        return (len(self.texts[each].split()) for each in visible if language == "en")

    def forms(self, language: str, shared: Iterable[str]) -> list[str]:
        del language, shared
        return []

    def words(self, language: str, forms: tuple[str, ...], visible: BitMap) -> Found:
        return self.phrases(language, (forms,), visible)

    def phrases(self, language: str, phrase: Forms, among: BitMap) -> Found:
        assert language == "en"
        self.read.append(phrase)
        typed = [forms[0] for forms in phrase]
        texts = {each: self.texts[each].split() for each in among}
        times = {
            each: sum(words[at : at + len(typed)] == typed for at in range(len(words))) for each, words in texts.items()
        }
        found = [each for each in among if times[each]]
        return Found(array("I", found), [times[each] for each in found], [len(texts[each]) for each in found])

    def is_frequent(self, language: str, word: str) -> bool:
        del language, word
        return False

    def beside(self, language: str, first: str, second: str) -> BitMap:
        del language, first, second
        return BitMap()

    def together(self, entry: int, groups: Sequence[Sequence[tuple[str, Forms]]]) -> bool:
        del entry, groups
        return False

    def tagged(self, tag: Tagged) -> Iterator[int]:
        return (each for each, some in self.tags.items() if some == tag)


class OfAttachments(Plain):
    """The same, where only attachments have the words."""

    def phrases(self, language: str, phrase: Forms, among: BitMap) -> Found:
        found = super().phrases(language, phrase, among)
        return found._replace(weights=[ATTACHED] * len(found.entries))


TEXTS = {1: "plum plum fig", 2: "fig pear plum fig date", 3: "fig pear", 4: "plum " * 9}


# Many plums, few dates, and as many lemons as limes.
CHANCE = random.Random(5)  # noqa: S311 (a lot, no secret)
FRUIT = {"plum": 30, "fig": 9, "pear": 3, "date": 1, "lemon": 2, "lime": 2}
MANY = {each: " ".join(CHANCE.choices([*FRUIT], [*FRUIT.values()], k=6)) for each in range(300)}


def ranked(source: Source, query: Query, visible: BitMap) -> dict[int, float]:
    hits = Ranker(source).rank(query, visible, visible=visible, limit=9, languages=LANGUAGES)
    return {hit.id: hit.score for hit in hits}


def test_scores_are_bm25_over_what_the_viewer_may_see_alone() -> None:
    visible = BitMap([1, 2, 3])
    average = (3 + 5 + 2) / 3
    plum = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    expected = {
        1: plum * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 3 / average)),
        2: plum * 1 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 5 / average)),
        3: 0.0,
    }
    assert ranked(Plain(TEXTS), parse("plum"), visible) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    "text",
    [
        "plum OR fig OR pear OR date",
        "lemon OR lime OR plum",
        "plum fig",
        "plum fig OR date fig",
        "date",
        " ".join(["fig"] * 30 + ["date"]),
    ],
)
@pytest.mark.parametrize("limit", [1, 3, 20, 400])
def test_the_best_are_the_same_however_few_are_asked_for(text: str, limit: int) -> None:
    ranker, visible = Ranker(Plain(MANY)), BitMap(MANY)
    few, every = (
        ranker.rank(parse(text), visible, visible=visible, limit=some, languages=LANGUAGES)
        for some in (limit, len(MANY))
    )
    assert few == every[:limit]


def test_entries_that_cannot_be_among_the_best_are_not_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    scored = BitMap()

    def noted(alternatives: Sequence[Alternative], among: BitMap) -> dict[int, float]:
        scored.update(among)
        return scores(alternatives, among)

    monkeypatch.setattr(best, "scores", noted)
    ranked_best = Ranker(Plain(MANY)).rank(
        parse("plum OR date"), BitMap(MANY), visible=BitMap(MANY), limit=3, languages=LANGUAGES
    )
    assert len(ranked_best) == 3
    assert scored == BitMap(each for each, text in MANY.items() if "date" in text)


def test_a_score_is_less_the_less_of_a_query_is_covered() -> None:
    visible = BitMap([1, 2, 3, 4])
    both, plum = (ranked(Plain(TEXTS), parse(text), visible) for text in ("plum date", "plum"))
    weights = [max(LEAST_WEIGHT, math.log(1 + (4 - having + 0.5) / (having + 0.5))) for having in (3, 1)]
    assert both[4] == pytest.approx(plum[4] * (1 - COVERAGE / 2 * weights[1] / sum(weights)), rel=1e-6)


@dataclass
class OfManyForms(Plain):
    """A Welsh word with a hundred forms, of which some have another with an accent."""

    accented: int = 0

    def forms(self, language: str, shared: Iterable[str]) -> list[str]:
        del language
        asked = list(shared)
        if not asked[0].startswith("^"):
            return [f"ma{number:03}" for number in range(100)]
        return [f"mâ{number:03}" for number in range(self.accented) if f"^ma{number:03}" in asked]


@pytest.mark.parametrize("accented", [0, 1, 100])
def test_the_first_forms_of_a_word_are_searched_for_each_with_its_accents(accented: int) -> None:
    ((typed, *others),) = module.KnownForms(OfManyForms({}, accented=accented)).of(Phrase(("mae",)), "cy")
    every = [form for number in range(100) for form in (f"ma{number:03}", f"mâ{number:03}")[: 1 + (number < accented)]]
    assert (typed, others) == ("mae", every[: module.MOST_FORMS])


def test_a_word_with_a_hyphen_is_not_looked_up_in_english_where_hyphens_separate_words() -> None:
    source = Plain(TEXTS)
    asked = Query("", (Group((Phrase(("fig-pear",)), Phrase(("plum",)))),))
    assert ranked(source, asked, source.ids()).keys() == {1, 2, 3, 4}
    assert source.read == [(("plum",),)]


def test_the_shares_of_a_score_add_up_to_it() -> None:
    visible = BitMap([1, 2, 3, 4])
    query = parse("plum date pear")
    ranker = Ranker(Plain(TEXTS))
    hits = ranker.rank(query, visible, visible=visible, limit=9, languages=LANGUAGES)
    shares = ranker.explain(query, visible, visible=visible, languages=LANGUAGES)
    assert {hit.id: hit.score for hit in hits} == pytest.approx(
        {entry: sum(share.score for share in some) for entry, some in shares.items()}
    )


def test_a_phrase_is_looked_for_only_where_all_its_telling_words_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "FEW", 0)
    source = Plain(TEXTS)
    ranker = Ranker(source)
    found = ranker.matching(parse('"fig pear"'), every=True, visible=source.ids(), languages=LANGUAGES)
    assert found == BitMap([2, 3])
    assert source.read == [(("pear",),), (("fig",),), (("fig",), ("pear",))]


def test_a_phrase_is_looked_for_at_once_where_a_word_of_it_is_rare() -> None:
    source = Plain(TEXTS)
    ranker = Ranker(source)
    asked = parse('"plum fig"'), parse('"fig banana"'), parse('"fig pear"')
    found = [ranker.matching(each, every=True, visible=source.ids(), languages=LANGUAGES) for each in asked]
    assert found == [BitMap([1, 2]), BitMap(), BitMap([2, 3])]
    # The longest word is likely to be rare, and no entry has *banana*.
    plum, fig, pear, banana = (((word,),) for word in ("plum", "fig", "pear", "banana"))
    assert source.read == [plum, plum + fig, banana, pear, fig + pear]


def test_what_is_unwanted_alone_leaves_everything_else() -> None:
    source = Plain(TEXTS)
    assert Ranker(source).matching(
        parse("-pear"), every=True, visible=BitMap([1, 2, 3]), languages=LANGUAGES
    ) == BitMap([1])


def test_a_word_is_read_once_for_each_who_may_see_different_entries() -> None:
    source = Plain(TEXTS)
    ranker = Ranker(source)
    for visible in (BitMap([1, 2]), BitMap([1, 2, 3]), BitMap([1, 2])):
        for _ in range(3):
            ranker.rank(parse("plum"), visible, visible=visible, limit=9, languages=LANGUAGES)
    assert source.read == [(("plum",),)] * 2


def test_viewers_of_other_days_are_forgotten() -> None:
    texts = dict.fromkeys(range(40), "plum")
    source = Plain(texts)
    ranker = Ranker(source)
    for last in range(1, 40):
        ranker.rank(parse("plum"), BitMap([0]), visible=BitMap(range(last)), limit=1, languages=LANGUAGES)
    assert len(ranker.by_viewer) <= 16


def test_what_gave_an_entry_its_score_adds_up_to_it() -> None:
    tag = Tagged("theme", "fruit")
    source = Plain(TEXTS, {2: tag, 4: tag})
    query = Query(
        "",
        (
            Group((Phrase(("plum",)), Phrase(("date",))), (tag, Phrase(("pear",)))),
            Group((Phrase(("fig",)),)),
            Group((Phrase(("fig",)),)),
        ),
    )
    given = Ranker(source).explain(query, [1, 2, 3, 4], visible=source.ids(), languages=LANGUAGES)
    scores = ranked(source, query, source.ids())
    assert {each: sum(share.score for share in shares) for each, shares in given.items()} == pytest.approx(scores)
    # Of the words that were added, the best alone counts, on top of the term.
    assert sorted((share.group, share.alternative) for share in given[2]) == [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0)]


@pytest.mark.parametrize(("having", "total"), [(1, 1), (5, 3), (0, 0), (10_000, 10_000)])
def test_a_word_never_counts_against_an_entry(having: int, total: int) -> None:
    assert idf(having, total) >= 0


def test_repetition_saturates_and_length_counts_against() -> None:
    longer, once, twice, often = saturate((1, 1, 2, 1_000), (20, 10, 10, 10), 10)
    assert longer < once < twice < often < 2.2


def test_an_attachment_counts_the_same_however_short_the_page_that_it_belongs_to() -> None:
    source = OfAttachments({1: "plum", 2: "plum fig pear", 3: "date " * 90})
    scores = ranked(source, parse("plum"), BitMap(source.texts))
    assert scores[1] == scores[2]


def test_words_that_anyone_types_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CACHED_FORMS", 10)
    ranker = Ranker(Plain(TEXTS))
    for number in range(25):
        assert ranker.forms.of(Phrase((f"gair{number}",)), "cy") == ((f"gair{number}",),)
        assert len(ranker.forms.cached) <= 10
