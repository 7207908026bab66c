"""A page asks for each group of its query several times, and reads and joins its postings once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from library.search.query import Group, Query
from library.search.query_reading import parse
from library.search.ranking import postings
from library.search.ranking.alternatives import Alternative, alternatives_of
from library.search.whoosh_index.engine import WhooshIndex
from tests.search.test_search_index import entry

LANGUAGES = ("en",)


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The text of each group that is looked up."""
    groups: list[str] = []

    def look_up(group: Group, *others: Any) -> Iterator[Alternative]:
        groups.append(group.text)
        return alternatives_of(group, *others)

    monkeypatch.setattr("library.search.ranking.groups.alternatives_of", look_up)
    return groups


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


def test_groups_hold_no_postings_that_their_cache_has_dropped(
    tmp_path: Path, looked_up: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "MOST_CACHED", 1)
    index = WhooshIndex(tmp_path / "index")
    index.sync([entry(1, "tea and sugar"), entry(2, "tea and salt")], (), 1)
    for text in ("tea", "salt", "tea"):
        index.matching(parse(text), every=True, visible=index.ids(), languages=LANGUAGES)
    assert looked_up == ["tea", "salt", "tea"]
    index.close()
