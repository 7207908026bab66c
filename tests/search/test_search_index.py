"""What every search engine must do. A new engine is one more line in ``ENGINES``."""

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from library.errors import LibraryError, SearchUnavailable
from library.model.language import LANGUAGES
from library.search.index import Entry, IndexedText, SearchIndex, Slot
from library.search.query import Group, Phrase, Query, Tagged
from library.search.query_reading import parse
from library.search.whoosh_index.engine import WhooshIndex
from library.search.words import keys
from tests.search.covering import enough, weight

ENGINES: dict[str, Callable[[Path], SearchIndex]] = {"whoosh": WhooshIndex}

Open = Callable[[], SearchIndex]


@pytest.fixture(params=ENGINES)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens the same index again and again, as other processes would."""
    indexes = []

    def open_again() -> SearchIndex:
        indexes.append(ENGINES[request.param](tmp_path / "index"))
        return indexes[-1]

    yield open_again
    for index in indexes:
        index.close()


def entry(number: int, *passages: str, title: str = "", language: str = "en") -> Entry:
    """An entry with a title and passages of one part."""
    texts = [(Slot.TITLE, title, 3.0), *((Slot.FIRST_PASSAGE + at, text, 1.0) for at, text in enumerate(passages))]
    return Entry(
        number,
        tuple(IndexedText(slot, language, text, slot <= Slot.FIRST_PASSAGE, weight) for slot, text, weight in texts),
    )


def filled(opened: Open, *entries: Entry) -> SearchIndex:
    index = opened()
    index.sync(entries, (), 1)
    return index


def matching(index: SearchIndex, text: str, *, every: bool = True) -> set[int]:
    return set(index.matching(parse(text), every=every, visible=index.ids(), languages=LANGUAGES))


def ranked(index: SearchIndex, text: str, among: set[int], limit: int = 10) -> list[int]:
    hits = index.rank(parse(text), BitMap(among), visible=index.ids(), limit=limit, languages=LANGUAGES)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    return [hit.id for hit in hits]


def located(index: SearchIndex, text: str, number: int) -> list[tuple[int, int, int]]:
    found = index.locate(parse(text), [number], visible=index.ids(), languages=LANGUAGES)[number]
    assert all(find.weight > 0 for find in found)
    return [(find.slot, find.word, find.group) for find in found]


def test_a_new_index_holds_nothing_and_says_so(opened: Open) -> None:
    assert opened().generation() == 0
    with pytest.raises(SearchUnavailable):
        opened().ids()


def test_what_is_added_is_held_and_found_by_others_at_once(opened: Open) -> None:
    before = filled(opened, entry(7, "a kettle"))
    other = opened()
    assert set(other.ids()) == {7}
    before.sync([entry(9, "a door")], [7], 2)
    assert (other.generation(), set(other.ids())) == (2, {9})
    assert (matching(other, "kettle"), matching(other, "door")) == (set(), {9})


def test_removing_what_is_not_held_does_nothing(opened: Open) -> None:
    index = filled(opened, entry(1, "kettle"))
    index.sync((), [5], 2)
    assert set(index.ids()) == {1}


def test_a_sync_that_is_interrupted_changes_nothing(opened: Open) -> None:
    index = filled(opened, entry(1, "kettle"))

    def entries() -> Iterator[Entry]:
        yield entry(2, "door")
        raise LibraryError("stop")

    with pytest.raises(LibraryError, match="stop"):
        index.sync(entries(), [1], 2)
    assert (index.generation(), set(index.ids())) == (1, {1})
    assert matching(opened(), "kettle") == {1}
    index.sync([entry(2, "door")], [1], 2)
    assert set(index.ids()) == {2}


def test_many_small_changes_leave_every_entry_findable(opened: Open) -> None:
    index = filled(opened, *(entry(number, f"kettle w{number}") for number in range(1, 20)))
    for number in range(20, 45):
        index.sync([entry(number, f"kettle w{number}")], [number - 19], number)
    assert set(index.ids()) == set(range(26, 45)) == matching(index, "kettle")
    assert [matching(index, f"w{number}") for number in (25, 26, 44)] == [set(), {26}, {44}]


def test_every_group_is_wanted_or_enough_of_them(opened: Open) -> None:
    index = filled(opened, entry(1, "tea and sugar"), entry(2, "tea"), entry(3, "salt"))
    assert matching(index, "tea sugar") == {1}
    assert matching(index, "tea salt", every=False) == {1, 2, 3}
    assert matching(index, "sugar OR salt") == {1, 3}


def test_excluded_words_and_phrases_leave_documents_out(opened: Open) -> None:
    index = filled(opened, entry(1, "tea and sugar"), entry(2, "tea"), entry(3, "salt"))
    assert matching(index, "tea -sugar") == {2}
    assert matching(index, "-tea") == {3}
    assert matching(index, '-"tea and sugar"') == {2, 3}


def test_a_phrase_stands_word_by_word(opened: Open) -> None:
    index = filled(opened, entry(1, "what matters to me"), entry(2, "matters what"), entry(3, "what it matters"))
    assert matching(index, '"what matters"') == {1}
    assert matching(index, '"no such words"') == set()


def test_a_phrase_runs_on_from_paragraph_to_paragraph_but_not_from_part_to_part(opened: Open) -> None:
    running = Entry(
        1, tuple(IndexedText(2 + at, "en", text, at == 0) for at, text in enumerate(("the spare", "key hung")))
    )
    parted = Entry(
        2, tuple(IndexedText(2 + at, "en", text, opens_part=True) for at, text in enumerate(("spare", "key")))
    )
    index = filled(opened, running, parted)
    assert matching(index, '"spare key"') == {1}
    assert located(index, '"spare key"', 1) == [(2, 1, 0), (3, 0, 0)]
    found = index.locate(parse('"spare key"'), [1], visible=index.ids(), languages=LANGUAGES)[1]
    assert [find.opening for find in found] == [2, 2]


def test_a_phrase_that_repeats_a_word_is_found_only_where_it_repeats(opened: Open) -> None:
    index = filled(opened, entry(1, "no no no"), entry(2, "no yes no"))
    assert matching(index, '"no no"') == {1}
    assert located(index, '"no no"', 1) == [(2, 0, 0), (2, 1, 0), (2, 1, 0), (2, 2, 0)]


def test_words_are_found_whatever_their_case_accents_apostrophes_and_english_ending(opened: Open) -> None:
    index = filled(opened, entry(1, "She LISTENED in the café, didn’t she?"))
    for typed in ("listening", "CAFE", "didn't", "Listens"):
        assert matching(index, typed) == {1}, typed


def test_welsh_and_gaelic_words_are_found_by_their_other_forms_and_the_typed_form_is_better(opened: Open) -> None:
    index = filled(
        opened,
        entry(1, "yn gwrando ar bobl", language="cy"),
        entry(2, "yn gwrando ar pobl", language="cy"),
        entry(3, "bha a mhàthair ann", language="gd"),
        entry(4, "bobl", language="en"),
    )
    assert ranked(index, "pobl", {1, 2}) == [2, 1]
    assert ranked(index, "bobl", {1, 2}) == [1, 2]
    assert matching(index, "màthair") == matching(index, "mhathair") == {3}
    assert matching(index, "phobl") == {1, 2}
    assert located(index, "pobl", 1) == [(2, 3, 0)]
    assert matching(index, '"gwrando ar phobl"') == {1, 2}
    assert located(index, '"ar phobl"', 2) == [(2, 2, 0), (2, 3, 0)]


def test_a_hyphened_word_is_two_words_in_english_and_one_in_welsh_and_gaelic(opened: Open) -> None:
    index = filled(
        opened, entry(1, "well-being"), entry(2, "di-waith", language="cy"), entry(3, "an t-sràid", language="gd")
    )
    assert matching(index, "being") == matching(index, "well-being") == matching(index, '"well being"') == {1}
    assert (matching(index, "waith"), matching(index, "di-waith")) == (set(), {2})
    assert matching(index, "t-sràid") == matching(index, "sràid") == matching(index, "shràid") == {3}
    assert located(index, "sràid", 3) == [(2, 1, 0)]


def added(text: str, *others: Phrase | Tagged) -> Query:
    """A query of one word with what the vocabulary adds."""
    return Query(text, (Group((Phrase((text,)),), others),))


def test_what_the_vocabulary_adds_matches_too_and_counts_less(opened: Open) -> None:
    index = opened()
    tagged = Entry(3, entry(3, "nothing of it").words, (Tagged("theme", "person-led"),))
    index.sync([entry(1, "SDS and more"), entry(2, "self directed support"), tagged, entry(4, "else")], (), 1)
    query = added("SDS", Tagged("theme", "person-led"), Phrase(("self", "directed", "support")))
    visible = index.ids()
    assert set(index.matching(query, every=True, visible=visible, languages=LANGUAGES)) == {1, 2, 3}
    ranking = index.rank(query, visible, visible=visible, limit=9, languages=LANGUAGES)
    hits = {hit.id: hit.score for hit in ranking}
    # What was typed counts most; a term that an entry carries counts more than words that it may mention in passing.
    assert hits[1] > hits[3] > hits[2] > 0
    assert hits[1] > 2 * hits[2]
    assert hits[4] == 0
    found = index.locate(query, [1, 2, 3], visible=visible, languages=LANGUAGES)
    assert [[(each.word, each.alternative) for each in found[number]] for number in (1, 2, 3)] == [
        [(0, 0)],
        [(0, 2), (1, 2), (2, 2)],
        [],
    ]
    assert found[1][0].weight > found[2][0].weight


def test_what_is_explained_adds_up_to_the_score(opened: Open) -> None:
    index = opened()
    words = entry(1, "tea and sugar", "tea and a self directed support plan", title="Tea").words
    index.sync([Entry(1, words, (Tagged("theme", "x"),)), entry(2, "salt"), entry(3, "tea")], (), 1)
    some = added("tea", Tagged("theme", "x"), Phrase(("self", "directed", "support")))
    query = Query("", (*some.wanted, *some.wanted, *parse("sugar OR salt").wanted))
    visible = index.ids()
    given = index.explain(query, [1, 2, 3, 99], visible=visible, languages=LANGUAGES)
    scores = {hit.id: hit.score for hit in index.rank(query, visible, visible=visible, limit=9, languages=LANGUAGES)}
    assert {number: sum(each.score for each in shares) for number, shares in given.items()} == pytest.approx(scores)
    assert [(each.group, each.alternative) for each in given[2]] == [(1, 1)]
    assert {(each.group, each.alternative) for each in given[1]} == {(0, 0), (0, 1), (1, 0)}


def test_a_word_in_the_title_says_more_than_one_in_the_text(opened: Open) -> None:
    index = filled(opened, entry(1, "a kettle by the door", title="Tea"), entry(2, "a door and tea", title="Kettle"))
    assert ranked(index, "kettle", {1, 2}) == [2, 1]


def test_a_rare_word_says_more_than_a_frequent_one_and_a_repeated_group_counts_again(opened: Open) -> None:
    index = filled(opened, entry(1, "tea"), entry(2, "tea"), entry(3, "tea"), entry(4, "salt"))
    assert ranked(index, "tea OR salt", {1, 2, 3, 4}) == [4, 3, 2, 1]
    assert ranked(index, "salt tea tea tea tea tea tea", {3, 4}) == [3, 4]


def test_only_some_entries_are_ranked_and_only_so_many(opened: Open) -> None:
    index = filled(opened, *(entry(number, "tea " * number) for number in range(1, 9)))
    assert ranked(index, "tea", {2, 3, 5}) == [5, 3, 2]
    assert len(ranked(index, "tea", set(range(1, 9)), limit=3)) == 3
    assert ranked(index, "tea", set()) == []
    assert ranked(index, "tea", {1, 400}) == [1, 400]


def test_what_is_hidden_neither_matches_nor_changes_a_score(opened: Open, tmp_path: Path) -> None:
    shown = [entry(number, f"tea by the door {'tea ' * number}") for number in range(1, 5)]
    hidden = [entry(number, "tea and salt " * 30, title="Tea") for number in range(5, 9)]
    both, alone = filled(opened, *shown, *hidden), WhooshIndex(tmp_path / "alone")
    alone.sync(shown, (), 1)
    visible, query = BitMap(range(1, 5)), parse("tea door salt")
    asked = [
        (
            index.matching(query, every=False, visible=visible, languages=LANGUAGES),
            index.matching(parse("-door"), every=True, visible=visible, languages=LANGUAGES),
            index.rank(query, visible, visible=visible, limit=9, languages=LANGUAGES),
            index.locate(query, [1, 2], visible=visible, languages=LANGUAGES),
        )
        for index in (both, alone)
    ]
    alone.close()
    assert asked[0] == asked[1]
    assert set(asked[0][0]) == {1, 2, 3, 4}


def test_many_different_viewers_may_ask_in_turn(opened: Open) -> None:
    index = filled(opened, *(entry(number, "tea") for number in range(1, 30)))
    for number in (*range(1, 30), *range(1, 30)):
        visible = BitMap([number, 30 - number])
        assert index.matching(parse("tea"), every=True, visible=visible, languages=LANGUAGES) == visible


def test_words_are_located_by_slot_and_word(opened: Open) -> None:
    index = filled(opened, entry(4, "put the kettle on", "tea, then a kettle", title="The kettle"))
    assert located(index, "kettle tea", 4) == [(0, 1, 0), (2, 2, 0), (3, 0, 1), (3, 3, 0)]
    assert located(index, "salt", 4) == []
    assert index.locate(parse("kettle"), [99], visible=index.ids(), languages=LANGUAGES) == {}


def test_words_of_a_phrase_are_located_only_where_the_phrase_stands(opened: Open) -> None:
    index = filled(opened, entry(1, "key and spare, spare key"))
    assert located(index, '"spare key"', 1) == [(2, 3, 0), (2, 4, 0)]


def test_threads_may_ask_while_another_writes(opened: Open) -> None:
    index = filled(opened, *(entry(number, f"tea w{number}") for number in range(1, 60)))
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(25):
            found = matching(index, "tea")
            if not found >= set(range(20, 60)):
                wrong.append(found)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    writer = opened()
    for number in range(1, 10):
        writer.sync([entry(100 + number, "tea")], [number], 1 + number)
    for thread in threads:
        thread.join()
    assert wrong == []


# Whoosh leaves a file that it could not read to the garbage collector, which complains of it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "gone"])
def test_a_damaged_index_says_that_it_cannot_be_read(tmp_path: Path, harm: str) -> None:
    folder = tmp_path / "index"
    whole = WhooshIndex(folder)
    whole.sync([entry(number, f"tea w{number} " * 40) for number in range(1, 40)], (), 1)
    right = _answers(whole)
    whole.close()
    refused = []
    for path in [path for path in folder.iterdir() if path.stat().st_size]:
        kept = path.read_bytes()
        if harm == "gone":
            path.unlink()
        else:
            harmed = {"cut": kept[: len(kept) // 2], "empty": b"", "flip": bytes(byte ^ 0xFF for byte in kept)}[harm]
            path.write_bytes(harmed)
        index = WhooshIndex(folder)
        try:
            # What was not read, such as an older table of contents, can be damaged without harm.
            assert _answers(index) == right, path.name
        except SearchUnavailable:
            refused.append(path.name)
        finally:
            index.close()
        path.write_bytes(kept)
    assert refused
    gc.collect()


def _answers(index: SearchIndex) -> tuple[object, ...]:
    return (
        set(index.ids()),
        matching(index, "tea w5", every=False),
        ranked(index, "tea", {1, 2, 3}),
        located(index, "w5", 5),
    )


VOCABULARY = ("tea", "sugar", "salt", "key", "door", "tea's", "Tea")
TEXTS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6).map(" ".join)
QUERIES = st.lists(
    st.one_of(
        st.sampled_from(VOCABULARY),
        TEXTS.map('"{}"'.format),
        st.sampled_from(VOCABULARY).map("-{}".format),
        st.just("OR"),
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


def stands(text: str, phrase: tuple[str, ...]) -> bool:
    """Whether a phrase is in a text, word by word."""
    words, run = keys(text, "en"), keys(" ".join(phrase), "en")
    return any(words[at : at + len(run)] == run for at in range(len(words)))


def brute_force(texts: list[str], query: Query, *, every: bool) -> set[int]:
    numbered = {
        number: text
        for number, text in enumerate(texts, start=1)
        if not any(stands(text, phrase.words) for phrase in query.unwanted)
    }
    groups = list(dict.fromkeys(query.wanted))
    if not groups:
        return set(numbered)
    having = {
        number: [any(stands(text, phrase.words) for phrase in group.typed) for group in groups]
        for number, text in numbered.items()
    }
    if every:
        return {number for number, some in having.items() if all(some)}
    # A choice weighs as much as what most have of it.
    counts = [max(sum(stands(text, phrase.words) for text in texts) for phrase in group.typed) for group in groups]
    return enough([weight(count, len(texts)) for count in counts], having)


@settings(max_examples=40)
@given(texts=st.lists(TEXTS, min_size=1, max_size=8), queries=st.lists(QUERIES, min_size=1, max_size=12))
def test_what_matches_is_what_a_plain_reading_of_every_text_matches(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], queries: list[str]
) -> None:
    index = WhooshIndex(tmp_path_factory.mktemp("brute") / "index")
    index.sync([entry(number, text) for number, text in enumerate(texts, start=1)], (), 1)
    for query in map(parse, queries):
        if query.has_words:
            for every in (True, False):
                found = set(index.matching(query, every=every, visible=index.ids(), languages=("en",)))
                assert found == brute_force(texts, query, every=every), query
    index.close()
