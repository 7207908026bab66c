"""The query language: whatever is typed means something."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.search.query import MOST_PARTS, Query, parse


def wanted(text: str) -> list[list[str]]:
    return [[" ".join(phrase.words) for phrase in group] for group in parse(text).wanted]


def unwanted(text: str) -> list[str]:
    return [" ".join(phrase.words) for phrase in parse(text).unwanted]


@pytest.mark.parametrize(
    ("text", "groups", "excluded"),
    [
        ("", [], []),
        ("listening", [["listening"]], []),
        ("  tea   sugar ", [["tea"], ["sugar"]], []),
        ('"spare key" tea', [["spare key"], ["tea"]], []),
        ("“spare key”", [["spare key"]], []),
        ("«spare key»", [["spare key"]], []),
        ('tea -sugar -"brown bread"', [["tea"]], ["sugar", "brown bread"]),
        ("tea −sugar", [["tea"]], ["sugar"]),
        ("tea - sugar", [["tea"], ["sugar"]], []),
        ("-hospital", [], ["hospital"]),
        ("-well-being", [], ["well being"]),
        ("tea OR coffee cake", [["tea", "coffee"], ["cake"]], []),
        ('tea OR "hot milk" OR cocoa', [["tea", "hot milk", "cocoa"]], []),
        ("tea or coffee", [["tea"], ["coffee"]], []),
        ("OR tea OR", [["tea"]], []),
        ("tea OR OR coffee", [["tea", "coffee"]], []),
        ("tea OR -coffee", [["tea"]], ["coffee"]),
        ('"never closed', [["never closed"]], []),
        ('"" "!?" --', [], []),
        ("well-being", [["well being"]], []),
        ("(well-being),", [["well being"]], []),
        ("person/carer", [["person"], ["carer"]], []),
        ("don't", [["don't"]], []),
        ("the spare key", [["spare"], ["key"]], []),
        ("to be or not", [["not"]], []),
        ("how do I", [["how"], ["do"], ["I"]], []),
        ('"to be"', [["to be"]], []),
        ("tea tea", [["tea"], ["tea"]], []),
        ("tea OR tea", [["tea"]], []),
        ("日本 ñandú Ω", [["日本"], ["ñandú"], ["Ω"]], []),
    ],
)
def test_what_is_typed_means_this(text: str, groups: list[list[str]], excluded: list[str]) -> None:
    assert (wanted(text), unwanted(text)) == (groups, excluded)


def test_a_query_without_words_asks_for_everything() -> None:
    assert [parse(text).is_empty for text in ("", " ", '""', "OR", "-", "!", "tea", "-tea")] == [True] * 6 + [False] * 2


def test_only_so_many_parts_are_read() -> None:
    assert len(parse("word " * 1_000).wanted) == MOST_PARTS


@given(st.text(max_size=300))
def test_any_text_is_a_query(text: str) -> None:
    query = parse(text)
    phrases = [phrase for group in query.wanted for phrase in group] + list(query.unwanted)
    assert query == Query(text, query.wanted, query.unwanted)
    assert all(query.wanted)
    assert all(phrase.words and all(phrase.words) for phrase in phrases)


@given(st.lists(st.sampled_from(['"', "-", "OR", " ", "tea", "“", "the", "−"]), max_size=60).map("".join))
def test_any_heap_of_signs_is_a_query(text: str) -> None:
    assert parse(text).text == text


@pytest.mark.parametrize("piece", ["a-", '"', "-", "a'", "OR ", "a\u0301", "((", "\u200f", "a–b"])
def test_reading_takes_time_in_proportion_to_the_text(piece: str) -> None:
    started = time.process_time()
    parse(piece * 50_000)
    # A quadratic reading of 50,000 pieces takes minutes; this is a bound against that, not a measurement.
    assert time.process_time() - started < 10
