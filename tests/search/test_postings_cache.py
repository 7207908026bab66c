"""The cache of postings: what was asked for last is kept, up to a bound."""

from __future__ import annotations

from array import array

import pytest
from pyroaring import BitMap

from library.search.ranking import postings as module
from library.search.ranking.postings import Postings, PostingsCache


def postings(count: int) -> Postings:
    return Postings(BitMap(range(count)), array("f", [1.0] * count), BitMap(range(count)))


def test_what_was_asked_for_longest_ago_is_dropped_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CACHED", 30)
    monkeypatch.setattr(module, "WORD_COST", 1)
    cache, read = PostingsCache(), []

    def ask(word: str, count: int = 9) -> None:
        def find() -> Postings:
            read.append(word)
            return postings(count)

        assert len(cache.get(("en", (word,)), find).bitmap) == count

    for word in ("a", "b", "c", "a", "d", "a", "b"):
        ask(word)
    # Three of ten each fit: d pushed out b, which had waited longer than a.
    assert read == ["a", "b", "c", "d", "b"]
    ask("huge", 100)
    ask("huge", 100)
    assert read[-1:] == ["huge"]
    ask("a")
    assert read[-2:] == ["huge", "a"]
