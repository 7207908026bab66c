"""What a segment of few documents does not have costs no reading of its file, and several segments answer as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyroaring import BitMap

from library.model.language import LANGUAGES
from library.search.query_reading import parse
from library.search.whoosh_index import terms
from library.search.whoosh_index.engine import WhooshIndex
from tests.search.test_search_index import entry

TEXTS = {9: "salt tea and tea", 4: "a tea towel", 7: "tea tea and salt tea", 2: "towel of salt"}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[WhooshIndex]:
    """An index without an entry."""
    opened = WhooshIndex(tmp_path / "index")
    yield opened
    opened.close()


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Each term that is looked up in the file of a segment."""
    asked: list[bytes] = []
    look_up: Any = terms.Terms._end_of

    def note(self: terms.Terms, key: bytes) -> object:
        asked.append(key)
        return look_up(self, key)

    monkeypatch.setattr(terms.Terms, "_end_of", note)
    return asked


def answers(index: WhooshIndex) -> object:
    visible = index.ids()
    asked = [
        parse(text)
        for text in ('"tea and"', '"salt tea"', "tea salt", "towel -tea", '"gath ddu"', "cathod", "tea OR gath")
    ]
    return [
        (
            set(index.matching(query, every=every, visible=visible, languages=LANGUAGES)),
            index.rank(query, visible, visible=visible, limit=9, languages=LANGUAGES),
            index.locate(query, list(visible), visible=visible, languages=LANGUAGES),
            index.explain(query, list(visible), visible=visible, languages=LANGUAGES),
        )
        for query in asked
        for every in (True, False)
    ]


def test_a_word_that_is_nowhere_is_not_looked_up_in_segments_of_few_documents(
    index: WhooshIndex, looked_up: list[bytes]
) -> None:
    index.sync([entry(1, "tea"), entry(2, "tea", language="cy")], (), 1)
    assert index.matching(parse("tea"), every=True, visible=BitMap([1, 2]), languages=LANGUAGES) == BitMap([1, 2])
    looked_up.clear()
    for text in ("sugar", "cathod", "rhaglenni", '"salt towel"'):
        assert not index.matching(parse(text), every=True, visible=BitMap([1, 2]), languages=LANGUAGES)
    assert not looked_up


@pytest.mark.parametrize("few", [0, 1, 32])
def test_entries_of_several_segments_in_any_order_answer_as_those_of_one(
    index: WhooshIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(terms, "FEW", few)
    entries = [
        *(entry(number, text) for number, text in TEXTS.items()),
        entry(8, "y gath ddu a'r cathod", language="cy"),
        entry(3, "cath ddu", language="cy"),
    ]
    others = [entry(number, "a door") for number in range(20, 60)]
    index.sync(others, (), 1)
    for generation, each in enumerate([*entries, entry(5, "salt tea and tea")], start=2):
        index.sync([each], (), generation)
    index.sync((), [5], generation=99)
    one = WhooshIndex(tmp_path / "one")
    one.sync(sorted([*entries, *others], key=lambda each: each.id), (), 1)
    with index._current() as (state, _):
        assert len(state.segments) > 1
    assert answers(index) == answers(one)
    one.close()


@pytest.mark.parametrize("few", [0, 32])
def test_the_longer_terms_of_a_field_are_those_that_begin_with_the_term(
    index: WhooshIndex, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(terms, "FEW", few)
    index.sync([entry(1, "a tea towel for tea", language="cy"), entry(2, "teas and gath", language="cy")], (), 1)
    with index._current() as (state, _):
        (segment,) = state.segments
        every = list(segment._reader.all_terms())
        begun = {
            (field, term): [other[len(term) :] for name, other in every if name == field and other.startswith(term)][1:]
            for field, term in [*every, ("text_cy", b"none"), ("text_gd", b"tea"), ("nowhere", b"tea")]
        }
        found = {(field, term): list(segment._terms.longer(field, [term])) for field, term in begun}
    assert found == begun
    assert begun["text_cy", b"tea"] == [b"s"]
    assert begun[every[-1]] == []


def test_a_word_is_found_in_what_is_visible_now_although_the_same_bitmap_had_more(index: WhooshIndex) -> None:
    index.sync([entry(1, "tea"), entry(2, "tea tea")], (), 1)
    visible = BitMap([1, 2, 3])
    with index._current() as (state, _):
        assert list(state.words("en", ("tea",), visible).entries) == [1, 2]
        visible.discard(1)
        assert list(state.words("en", ("tea",), visible).entries) == [2]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Each term whose postings are read."""
    asked: list[bytes] = []
    postings: Any = terms.Terms.postings

    def note(self: terms.Terms, field: str, term: bytes) -> object:
        asked.append(term)
        return postings(self, field, term)

    monkeypatch.setattr(terms.Terms, "postings", note)
    return asked


def found(index: WhooshIndex, forms: tuple[str, ...], visible: BitMap) -> dict[int, float]:
    with index._current() as (state, _):
        some = state.words("cy", forms, visible)
    return dict(zip(some.entries, map(float, some.weights), strict=True))


def test_the_forms_of_a_word_are_read_once_for_all_of_them_in_a_sentence(index: WhooshIndex, read: list[bytes]) -> None:
    index.sync([entry(1, "mae roedd", language="cy"), entry(2, "roedd bod", language="cy")], (), 1)
    both = BitMap([1, 2])
    assert found(index, ("mae", "bod", "roedd"), both) == pytest.approx({1: 1.6, 2: 1.2})
    assert found(index, ("roedd", "bod", "mae"), both) == pytest.approx({1: 1.6, 2: 1.6})
    assert sorted(read) == [b"bod", b"mae", b"roedd"]
    # Another viewer sees the same forms in fewer documents.
    assert found(index, ("mae", "bod", "roedd"), BitMap([2])) == pytest.approx({2: 1.2})
    assert len(read) == 3
    index.sync((), [2], 2)
    assert found(index, ("mae", "bod", "roedd"), both) == pytest.approx({1: 1.6})


def test_no_more_forms_are_cached_than_a_limit(
    index: WhooshIndex, read: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("library.search.whoosh_index.postings.MOST_OF_FORMS", 100)
    index.sync([entry(1, "mae", language="cy")], (), 1)
    for number in range(50):
        assert found(index, ("mae", f"mae{number}"), BitMap([1])) == {1: 1.0}
    assert read.count(b"mae") > 2
    with index._current() as (state, _):
        assert all(len(segment._forms) < 15 for segment in state.segments)
