"""A page asks for each group of its query several times, and reads and joins its postings once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from library.search.query import MOST_PARTS, Group, Query
from library.search.query_reading import parse
from library.search.ranking import groups, postings
from library.search.ranking.alternatives import Alternative, alternatives_of
from library.search.whoosh_index.engine import WhooshIndex
from tests.search.test_search_index import entry

LANGUAGES = ("en",)


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The text of each group that is looked up."""
    asked: list[str] = []

    def look_up(group: Group, *others: Any) -> Iterator[Alternative]:
        asked.append(group.text)
        return alternatives_of(group, *others)

    monkeypatch.setattr(groups, "alternatives_of", look_up)
    return asked


def ask(index: WhooshIndex, query: Query) -> None:
    """Ask all that a page does."""
    visible = index.ids()
    for every in (True, False):
        index.matching(query, every=every, visible=visible, languages=LANGUAGES)
    index.rank(query, visible, visible=visible, limit=10, languages=LANGUAGES)
    index.locate(query, [1, 2], visible=visible, languages=LANGUAGES)
    index.lacking(query, [1, 2], visible=visible, languages=LANGUAGES)


def test_each_group_of_a_page_is_looked_up_once(tmp_path: Path, looked_up: list[str]) -> None:
    index = WhooshIndex(tmp_path / "index")
    index.sync([entry(1, "tea and sugar"), entry(2, "tea and salt")], (), 1)
    ask(index, parse("tea salt"))
    assert looked_up == ["tea", "salt"]
    index.sync([entry(3, "tea")], (), 2)
    ask(index, parse("tea"))
    assert looked_up == ["tea", "salt", "tea"]
    index.close()


def asked_in_turn(folder: Path, *texts: str) -> None:
    """Ask for words of an index whose cache of postings has room for one."""
    index = WhooshIndex(folder / "index")
    index.sync([entry(1, "tea and sugar"), entry(2, "tea and salt")], (), 1)
    for text in texts:
        index.matching(parse(text), every=True, visible=index.ids(), languages=LANGUAGES)
    index.close()


def test_groups_hold_no_more_postings_that_their_cache_has_dropped_than_a_limit(
    tmp_path: Path, looked_up: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "MOST_CACHED", 1)
    # Postings of a word count for 100, and for each entry 1 more.
    monkeypatch.setattr(groups, "MOST_DROPPED", 150)
    asked_in_turn(tmp_path, "tea", "salt", "tea", "sugar", "tea", "salt", "tea")
    # *Tea* was dropped for *salt*, and *salt* for *sugar*, which is too much.
    assert looked_up == ["tea", "salt", "sugar", "tea", "salt", "tea"]


def test_a_query_of_many_words_is_looked_up_once_though_the_cache_of_postings_is_full(
    tmp_path: Path, looked_up: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "MOST_CACHED", 1)
    asked_in_turn(tmp_path, "tea salt sugar", "tea salt sugar")
    assert looked_up == ["tea", "salt", "sugar"]


def test_each_group_of_the_longest_query_is_looked_up_once(tmp_path: Path, looked_up: list[str]) -> None:
    words = [f"word{number}" for number in range(MOST_PARTS)]
    index = WhooshIndex(tmp_path / "index")
    index.sync([entry(1, " ".join(words)), entry(2, "word1")], (), 1)
    ask(index, parse(" ".join(words)))
    assert looked_up == words
    index.close()
