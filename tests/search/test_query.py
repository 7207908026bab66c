"""The query language: whatever is typed means something."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.search.query import MOST_PARTS, Query
from library.search.query_reading import AXES, parse
from tests.steps import TWICE, patience, steps


def wanted(text: str) -> list[list[str]]:
    return [[" ".join(phrase.words) for phrase in group.typed] for group in parse(text).wanted]


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
        ("‘brown bread’ and tea", [["brown bread"], ["tea"]], []),
        ("tea -‘brown bread’", [["tea"]], ["brown bread"]),
        ("the carers’ ‘tea", [["carers"], ["tea"]], []),
        ("can´t", [["can´t"]], []),
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
        ("tea -milk OR coffee", [["tea"]], ["milk", "coffee"]),
        ("tea NOT milk OR coffee cake", [["tea"], ["cake"]], ["milk", "coffee"]),
        ('tea NOT milk OR "hot water" OR -ice', [["tea"]], ["milk", "hot water", "ice"]),
        ("tea NOT (milk OR coffee) cake", [["tea"], ["cake"]], ["milk", "coffee"]),
        ("tea -(milk OR coffee) cake", [["tea"], ["cake"]], ["milk", "coffee"]),
        ('tea NOT ( "hot milk" OR brown bread ) cake', [["tea"], ["cake"]], ["hot milk", "brown bread"]),
        ("NOT (in the milk OR of) tea", [["tea"]], ["milk"]),
        ("tea NOT (milk", [["tea"]], ["milk"]),
        ("tea NOT () milk", [["tea"]], ["milk"]),
        ("tea (milk OR coffee)", [["tea"], ["milk", "coffee"]], []),
        (":-(milk OR coffee)", [["milk", "coffee"]], []),
        ('"never closed', [["never closed"]], []),
        ('"" "!?" --', [], []),
        ("well-being", [["well being"]], []),
        ("(well-being),", [["well being"]], []),
        ("‘well–being’", [["well being"]], []),
        ("DO NOT RESUSCITATE", [["RESUSCITATE"]], []),
        ("FRIEND NOT FOE", [["FRIEND"], ["FOE"]], []),
        ("SDS NOT GP", [["SDS"]], ["GP"]),
        ("S.D.S. NOT G.P.", [["SDS"]], ["GP"]),
        ("G.P", [["GP"]], []),
        ("O.T, G.P.s", [["OT"], ["GPs"]], []),
        ("at the end.I went", [["end"], ["went"]], []),
        ("SDS NOT HOSPITAL", [["SDS"], ["HOSPITAL"]], []),
        ("SDS NOT", [["SDS"]], []),
        ("NOT SDS", [["SDS"]], []),
        ('"GP VISIT" NOT "HOME VISIT"', [["GP VISIT"]], ["HOME VISIT"]),
        ("SDS OR GP", [["SDS", "GP"]], []),
        ("person/carer", [["person"], ["carer"]], []),
        ("don't", [["don't"]], []),
        ("the spare key", [["spare"], ["key"]], []),
        ("to be or not", [["to"], ["be"], ["or"], ["not"]], []),
        ("how do I", [["how"], ["do"], ["I"]], []),
        ('"to be"', [["to be"]], []),
        ("tea tea", [["tea"], ["tea"]], []),
        ("tea OR tea", [["tea"]], []),
        ("日本 ñandú Ω", [["日本"], ["ñandú"], ["Ω"]], []),
    ],
)
def test_what_is_typed_means_this(text: str, groups: list[list[str]], excluded: list[str]) -> None:
    assert (wanted(text), unwanted(text)) == (groups, excluded)


@pytest.mark.parametrize(
    ("text", "filters", "groups"),
    [
        ("theme:listening", [("theme", "listening", False)], []),
        ("Theme: listening tea", [("theme", "listening", False)], [["tea"]]),
        ("themes:listening", [("theme", "listening", False)], []),
        ('role:"social worker" tea', [("role", "social worker", False)], [["tea"]]),
        ("role:“social worker", [("role", "social worker", False)], []),
        ("-kind:video tea", [("kind", "video", True)], [["tea"]]),
        ("year:2019..2022", [("year", "2019..2022", False)], []),
        ("by:Miller author:Barrie", [("author", "Miller", False), ("author", "Barrie", False)], []),
        ("theme:listening OR tea", [("theme", "listening", False)], [["tea"]]),
        ("tea NOT milk OR kind:video", [("kind", "video", True)], [["tea"]]),
        ("-kind:video OR coffee tea", [("kind", "video", True)], [["tea"]]),
        ("tea NOT (kind:video OR role:nurse)", [("kind", "video", True), ("role", "nurse", True)], [["tea"]]),
        ("theme: ", [], [["theme"]]),
        ("theme::listening", [], [["theme"], ["listening"]]),
        ("theme:!!", [], []),
        ("theme:OR", [("theme", "OR", False)], []),
        ("https://example.org 12:30", [], [["https"], ["example"], ["org"], ["12:30"]]),
        ("subtheme:listening", [], [["subtheme"], ["listening"]]),
    ],
)
def test_filters_are_read_as_typed(text: str, filters: list[tuple[str, str, bool]], groups: list[list[str]]) -> None:
    asked = [(each.axis, each.words, each.excluded) for each in parse(text).filters]
    assert (asked, wanted(text)) == (filters, groups)


def test_a_query_without_words_asks_for_everything() -> None:
    asked = ("tea", "-tea", "", " ", '""', "OR", "-", "!", "theme:listening", "-kind:video")
    assert [parse(text).has_words for text in asked] == [True] * 2 + [False] * 8


def test_only_so_many_parts_are_read() -> None:
    assert len(parse("word " * 1_000).wanted) == MOST_PARTS


@given(st.text(max_size=300))
def test_any_text_is_a_query(text: str) -> None:
    query = parse(text)
    phrases = [phrase for group in query.wanted for phrase in group.typed] + list(query.unwanted)
    assert query == Query(text, query.wanted, query.unwanted, query.filters)
    assert all(group.typed and not group.added for group in query.wanted)
    assert all(each.axis in AXES.values() and each.words for each in query.filters)
    assert all(phrase.words and all(phrase.words) for phrase in phrases)


@given(st.lists(st.sampled_from(['"', "-", "OR", " ", "tea", "“", "the", "−"]), max_size=60).map("".join))
def test_any_heap_of_signs_is_a_query(text: str) -> None:
    assert parse(text).text == text


@pytest.mark.parametrize("piece", ["a-", '"', "-", "a'", "OR ", "theme:", "theme: ", "a\u0301", "((", "\u200f", "a–b"])
def test_the_work_of_reading_grows_with_the_text_and_no_faster(piece: str) -> None:
    some, twice = (steps(partial(parse, piece * count)) for count in (500, 1_000))
    assert twice < TWICE * some
    # What a pattern does is no call; a quadratic one takes hours for these.
    with patience():
        parse(piece * 50_000)
