"""A phrase is found in the words of documents in order, and phrases whose words have forms in one pass."""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import cast

import pytest

from library.search.whoosh_index import phrases, postings
from library.search.whoosh_index.engine import WhooshIndex
from library.search.whoosh_index.entries import word_number
from library.search.whoosh_index.phrases import phrase_weights
from library.search.whoosh_index.postings import Run, Segment, all_starts
from tests.search.test_search_index import entry

WORDS = ("tea", "salt", "door")
DOCUMENTS = 60


@pytest.fixture
def segment(tmp_path: Path) -> Iterator[Segment]:
    """A segment of short documents, some without a word in English."""
    index = WhooshIndex(tmp_path / "index")
    chance = random.Random(7)  # noqa: S311 - a lot, no secret
    texts = [" ".join(chance.choices(WORDS, k=chance.randint(1, 40))) for _ in range(DOCUMENTS)]
    index.sync(
        [entry(at, text, language="en" if at % 7 else "cy") for at, text in enumerate(texts, start=1)], (), generation=1
    )
    with index._current() as (state, _):
        yield state.segments[0]
    index.close()


def test_a_phrase_is_found_where_reading_each_document_alone_finds_it(segment: Segment) -> None:
    found = 0
    for words, step in product(product(WORDS, repeat=2), (1, 2, 9)):
        run = Run(tuple((word,) for word in words))
        numbers = range(0, DOCUMENTS, step)
        alone = {number: run.weight(segment.sequence("en", number)) for number in numbers}
        assert phrase_weights(segment, "en", run, numbers) == {each: weight for each, weight in alone.items() if weight}
        found += sum(map(bool, alone.values()))
    assert found > DOCUMENTS
    assert phrase_weights(segment, "gd", run, numbers) == {}


def test_a_phrase_whose_words_have_forms_is_found_where_reading_each_document_alone_finds_it(
    segment: Segment, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Run((("tea", "salt"), ("door",)))
    numbers = range(0, DOCUMENTS, 2)
    alone = {number: run.weight(segment.sequence("en", number)) for number in numbers}
    monkeypatch.setattr(Segment, "sequence", None)
    assert phrase_weights(segment, "en", run, numbers) == {each: weight for each, weight in alone.items() if weight}
    assert len(set(alone.values())) > 2


@pytest.mark.parametrize("words_a_form", [0, 32])
def test_a_document_is_looked_through_for_the_forms_alone_that_it_has(
    segment: Segment, monkeypatch: pytest.MonkeyPatch, words_a_form: int
) -> None:
    monkeypatch.setattr(phrases, "_FEW_DOCUMENTS", 0)
    monkeypatch.setattr(postings, "_WORDS_A_FORM", words_a_form)
    run = Run((("tea", "teas", "salt", "salts"), ("door", "doors", "salt")))
    alone = {number: run.weight(segment.sequence("en", number)) for number in range(DOCUMENTS)}
    looked_for = Noted(run, [])
    found = phrase_weights(segment, "en", cast("Run", looked_for), range(DOCUMENTS))
    assert found == {each: weight for each, weight in alone.items() if weight}
    forms = {form: array("I", [word_number(form)]).tobytes() for form in ("door", "salt")}
    for sequence, some in looked_for.forms:
        assert some == {number for number in forms.values() if number in sequence}
    assert {len(some) for _, some in looked_for.forms} == {1, 2}


class Noted:
    """A phrase. In which words it is looked for, and in which of its forms, is noted."""

    def __init__(self, run: Run, forms: list[tuple[bytes, set[bytes]]]) -> None:
        self._run, self.forms = run, forms

    def __getattr__(self, name: str) -> object:
        return getattr(self._run, name)

    def weight(self, sequence: bytes, fewest: set[bytes]) -> float:
        self.forms.append((sequence, fewest))
        return self._run.weight(sequence, fewest)


class Asked(frozenset[int]):
    """First words of phrases. How often one is looked for is counted."""

    times = 0

    def __contains__(self, number: object) -> bool:
        self.times += 1
        return super().__contains__(number)


@pytest.mark.parametrize(("words_a_form", "looks"), [(10_000, 1), (0, 0)])
def test_phrases_whose_words_have_forms_are_found_in_one_pass_or_by_the_word_with_fewest(
    monkeypatch: pytest.MonkeyPatch, words_a_form: int, looks: int
) -> None:
    monkeypatch.setattr(postings, "_WORDS_A_FORM", words_a_form)
    chance = random.Random(7)  # noqa: S311 - a lot, no secret
    forms = {"tea": ("tea", "teas"), "salt": ("salt",), "door": ("door", "doors", "doored")}
    words = chance.choices([each for some in forms.values() for each in some], k=300)
    sequence = array("I", map(word_number, words)).tobytes()
    asked_for = [*product(WORDS, repeat=1), *product(WORDS, repeat=2), *product(WORDS, repeat=3)]
    runs = [Run(tuple(forms[word] for word in phrase)) for phrase in asked_for]
    asked = Asked(frozenset[int]().union(*(run.firsts for run in runs)))
    found = list(all_starts(sequence, runs, asked))
    assert found == [
        [
            start
            for start in range(len(words) - len(phrase) + 1)
            if all(words[start + step] in forms[word] for step, word in enumerate(phrase))
        ]
        for phrase in asked_for
    ]
    assert asked.times == looks * len(words)
    assert sum(map(len, found)) > len(words)
