"""What else every search engine must do: scores, languages, strange words, broken files, and a naive matcher's word.

``test_search_index`` is the suite to read first; both run for every engine of its ``ENGINES``.
"""

from __future__ import annotations

import gc
import math
import random
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as habits
from hypothesis import strategies as st
from pyroaring import BitMap

from library.errors import LibraryError, PublishError, SearchUnavailable
from library.model.language import CELTIC, LANGUAGES
from library.search.index import Entry, IndexedText, SearchIndex, Slot
from library.search.query import Group, Query
from library.search.query_reading import parse
from library.search.ranking.alternatives import UNACCENTED
from library.search.ranking.coverage import LEAST_WEIGHT
from library.search.word_forms.keys import form_keys
from library.search.words import is_accented, key, keys
from tests.search.covering import enough, weight
from tests.search.test_search_index import ENGINES
from tests.steps import patience

Engine = Callable[[Path], SearchIndex]


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> Engine:
    """What opens an index in a folder."""
    return ENGINES[request.param]


@pytest.fixture
def index(engine: Engine, tmp_path: Path) -> Iterator[SearchIndex]:
    """A new index."""
    opened = engine(tmp_path / "index")
    yield opened
    opened.close()


def entry(number: int, text: str, title: str = "", language: str = "en") -> Entry:
    return Entry(
        number,
        (
            IndexedText(Slot.TITLE, language, title, opens_part=True, weight=3.0),
            IndexedText(Slot.FIRST_PASSAGE, language, text, opens_part=True),
        ),
    )


def matching(index: SearchIndex, text: str, languages: Sequence[str] = LANGUAGES) -> list[int]:
    return list(index.matching(parse(text), every=True, visible=index.ids(), languages=languages))


# ---- keeping entries


def test_an_index_that_was_never_filled_cannot_be_asked(index: SearchIndex) -> None:
    asking: tuple[Callable[[], object], ...] = (
        lambda: index.ids(),
        lambda: index.matching(parse("word"), every=True, visible=index.ids(), languages=LANGUAGES),
        lambda: index.rank(parse("word"), BitMap([1]), limit=1, visible=index.ids(), languages=LANGUAGES),
        lambda: index.locate(parse("word"), [1], visible=index.ids(), languages=LANGUAGES),
    )
    for ask in asking:
        with pytest.raises(SearchUnavailable):
            ask()


def test_an_empty_sync_makes_an_empty_index(index: SearchIndex) -> None:
    index.sync((), (), 3)
    assert (index.generation(), index.ids(), matching(index, "word"), matching(index, "-word")) == (3, BitMap(), [], [])
    assert index.rank(parse("word"), BitMap(), limit=3, visible=index.ids(), languages=LANGUAGES) == ()
    assert index.locate(parse("word"), [1], visible=index.ids(), languages=LANGUAGES) == {}


def test_everything_can_be_removed_and_something_added_after(index: SearchIndex) -> None:
    index.sync([entry(1, "apple"), entry(2, "apple")], (), 1)
    index.sync((), [1, 2], 2)
    assert (index.ids(), matching(index, "apple"), matching(index, "-apple")) == (BitMap(), [], [])
    index.sync([entry(3, "apple")], (), 3)
    assert matching(index, "apple") == [3]


def test_large_integers_are_kept(index: SearchIndex) -> None:
    index.sync([entry(2**31, "apple"), entry(2**32 - 1, "apple")], (), 1)
    assert (index.ids(), matching(index, "apple")) == (BitMap([2**31, 2**32 - 1]), [2**31, 2**32 - 1])


def test_an_entry_without_words_is_held(index: SearchIndex) -> None:
    index.sync([Entry(5, ()), entry(6, "…")], (), 1)
    assert (index.ids(), matching(index, "-apple")) == (BitMap([5, 6]), [5, 6])
    assert index.locate(parse("apple"), [5, 6], visible=index.ids(), languages=LANGUAGES) == {5: (), 6: ()}


class Stop(Exception):
    """Not one of ours, and not one of an engine's."""


@pytest.mark.parametrize("error", [Stop(), KeyboardInterrupt(), PublishError("The disk is full.")])
@pytest.mark.parametrize("filled", [True, False])
def test_whatever_interrupts_a_sync_leaves_the_old_state(
    index: SearchIndex, error: BaseException, filled: bool
) -> None:
    if filled:
        index.sync([entry(1, "apple")], (), 1)

    def entries() -> Iterator[Entry]:
        yield entry(3, "apple")
        raise error

    with pytest.raises(type(error)):
        index.sync(entries(), [1], 2)
    assert index.generation() == int(filled)
    if filled:
        assert matching(index, "apple") == [1]
    index.sync([entry(3, "apple")], [1], 2)
    assert (index.generation(), matching(index, "apple")) == (2, [3])


def test_a_reader_sees_the_old_state_until_a_sync_is_done(engine: Engine, tmp_path: Path) -> None:
    writer, reader = engine(tmp_path / "index"), engine(tmp_path / "index")
    writer.sync([entry(1, "apple")], (), 1)

    def entries() -> Iterator[Entry]:
        yield entry(2, "apple")
        assert (matching(reader, "apple"), reader.generation()) == ([1], 1)

    writer.sync(entries(), (), 2)
    assert (matching(reader, "apple"), reader.generation()) == ([1, 2], 2)
    writer.close()
    reader.close()


def test_a_closed_index_opens_again_when_asked(index: SearchIndex) -> None:
    index.sync([entry(1, "apple")], (), 1)
    index.close()
    index.close()
    assert matching(index, "apple") == [1]


def test_readers_elsewhere_go_on_while_one_writes(engine: Engine, tmp_path: Path) -> None:
    writer, reader = engine(tmp_path / "index"), engine(tmp_path / "index")
    writer.sync([entry(number, "apple pear") for number in range(1, 11)], (), 1)
    wrong: list[object] = []
    stop = threading.Event()
    query = parse('"apple pear"')

    def ask() -> None:
        try:
            while not stop.is_set():
                found = list(reader.matching(query, every=True, visible=reader.ids(), languages=LANGUAGES))
                places = reader.locate(query, [10], visible=reader.ids(), languages=LANGUAGES)[10]
                if found != list(range(1, 11)) or len(places) != 2:
                    wrong.append((found, places))
        except Exception as error:  # noqa: BLE001 - whatever it is, the test has to know
            wrong.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    for number in range(11, 41):
        writer.sync([entry(number, "apple")], [number - 1] if number > 11 else [], number)
    stop.set()
    thread.join()
    writer.close()
    reader.close()
    assert not wrong


def test_an_index_that_cannot_be_written_says_so(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file")
    with pytest.raises(LibraryError):
        engine(tmp_path / "index").sync([entry(1, "apple")], (), 1)


# ---- words and languages


@pytest.mark.parametrize(
    ("languages", "expected"), [(["en"], [1, 3]), (["gd"], [5]), (["cy"], []), (["en", "gd"], [1, 3, 5]), ([], [])]
)
def test_only_the_languages_asked_for_are_searched(
    index: SearchIndex, languages: list[str], expected: list[int]
) -> None:
    index.sync(
        [entry(1, "red"), entry(3, "a", title="Red"), entry(4, "coch", language="cy"), entry(5, "red", language="gd")],
        (),
        1,
    )
    assert matching(index, "red", languages) == expected
    hits = index.rank(parse("red"), index.ids(), limit=10, visible=index.ids(), languages=languages)
    assert sorted(hit.id for hit in hits if hit.score) == expected
    located = index.locate(parse("red"), [1, 3, 5], visible=index.ids(), languages=languages)
    assert [number for number, places in located.items() if places] == expected


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Café au lait", "CAFE"),
        ("re\u0301sume\u0301s", "résumés"),
        ("résumés", "re\u0301sume\u0301s"),
        ("The nurse’s round", "nurse's"),
        ("The nurse's round", "nurse’s"),
        ("STRASSE", "straße"),
        ("Ŷ Môr", "y mor"),
        ("Ｆｕｌｌ width", "full"),
        ("𝐁𝐨𝐥𝐝 letters", "bold"),
        ("the ﬁle", "file"),
        ("İstanbul", "istanbul"),
        ("well-being", '"well being"'),
        ("well being", "well-being"),
        ("Москва слезам", "москва"),
        ("東京", "東京"),
        ("हिन्दी में", "हिन्दी"),
    ],
)
def test_what_is_written_alike_is_found_alike(index: SearchIndex, text: str, query: str) -> None:
    index.sync([entry(1, text), entry(2, "other words")], (), 1)
    assert matching(index, query) == [1]


@pytest.mark.parametrize("word", ["ﾞ", "ﾞﾟ", "½", "a" * 70_000, "é" * 70_000, "ß" * 100, "\U0001d7d8", "ªº"])
def test_a_strange_word_is_kept_and_found(index: SearchIndex, word: str) -> None:
    index.sync([entry(1, f"Before {word} after."), entry(2, "Other.")], (), 1)
    assert (matching(index, word), matching(index, "after"), matching(index, "other")) == ([1], [1], [2])


def test_a_bitmap_of_matches_is_the_callers_own(index: SearchIndex) -> None:
    index.sync([entry(1, "apple"), entry(2, "apple pear")], (), 1)
    for text in ("apple", "-pear", "apple -pear", '"apple pear"'):
        before = matching(index, text)
        index.matching(parse(text), every=True, visible=index.ids(), languages=LANGUAGES).add(99)
        assert matching(index, text) == before
    index.ids().add(99)
    assert index.ids() == BitMap([1, 2])


# ---- scores


def test_scores_are_bm25(index: SearchIndex) -> None:
    index.sync([entry(1, "apple apple pear"), entry(2, "pear plum quince fig date"), entry(3, "plum")], (), 1)
    hits = {
        hit.id: hit.score
        for hit in index.rank(parse("apple plum"), index.ids(), limit=9, visible=index.ids(), languages=["en"])
    }

    def bm25(times: float, length: int, having: int) -> float:
        idf = math.log(1 + (3 - having + 0.5) / (having + 0.5))
        return idf * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * length / 3))

    apple, plum = (math.log(1 + (3 - having + 0.5) / (having + 0.5)) for having in (1, 2))
    plum = max(plum, LEAST_WEIGHT)
    # Each has one of the two words, and loses for the other.
    with_apple, with_plum = apple / (apple + plum), plum / (apple + plum)
    expected = {1: with_apple * bm25(2, 3, 1), 2: with_plum * bm25(1, 5, 2), 3: with_plum * bm25(1, 1, 2)}
    assert hits == pytest.approx(expected, rel=1e-5)


def test_the_shorter_of_two_is_better(index: SearchIndex) -> None:
    index.sync([entry(1, "apple " + "word " * 50), entry(2, "apple word")], (), 1)
    assert [
        hit.id for hit in index.rank(parse("apple"), index.ids(), limit=9, visible=index.ids(), languages=LANGUAGES)
    ] == [2, 1]


def test_the_limit_takes_the_best_and_equals_by_the_highest_integer(index: SearchIndex) -> None:
    index.sync([entry(number, "apple " * (number % 4 + 1)) for number in range(1, 31)], (), 1)
    every = index.rank(parse("apple"), index.ids(), limit=99, visible=index.ids(), languages=LANGUAGES)
    assert [(-hit.score, -hit.id) for hit in every] == sorted((-hit.score, -hit.id) for hit in every)
    for limit in (0, 1, 7, 30):
        assert (
            index.rank(parse("apple"), index.ids(), limit=limit, visible=index.ids(), languages=LANGUAGES)
            == every[:limit]
        )
    assert [
        hit.id for hit in index.rank(parse("pear"), index.ids(), limit=2, visible=index.ids(), languages=LANGUAGES)
    ] == [30, 29]


def test_scores_do_not_tell_of_what_a_viewer_may_not_see(engine: Engine, tmp_path: Path) -> None:
    seen = [entry(1, "apple pear"), entry(2, "pear plum plum quince"), entry(3, "fig")]
    hidden = [entry(number, "apple " * number) for number in range(4, 30)]
    answers = []
    for number, entries in enumerate((seen, seen + hidden)):
        index = engine(tmp_path / str(number))
        index.sync(entries, (), 1)
        visible = BitMap([1, 2, 3])
        query = parse('apple plum OR "pear plum"')
        ranked = index.rank(query, visible, visible=visible, limit=9, languages=LANGUAGES)
        located = index.locate(query, [1, 2], visible=visible, languages=LANGUAGES)
        answers.append(
            (ranked, dict(located), index.matching(query, every=False, visible=visible, languages=LANGUAGES))
        )
        index.close()
    assert answers[0] == answers[1]


def test_many_viewers_one_after_another_get_each_their_own(index: SearchIndex) -> None:
    index.sync([entry(number, "apple " * number) for number in range(1, 41)], (), 1)
    query = parse("apple")
    for _ in range(2):
        for number in range(1, 41):
            visible = BitMap(range(1, number + 1))
            assert index.matching(query, every=True, visible=visible, languages=LANGUAGES) == visible
            hits = index.rank(query, visible, visible=visible, limit=1, languages=LANGUAGES)
            assert [hit.id for hit in hits] == [number]


# ---- broken files


def damages(folder: Path) -> Iterator[str]:
    """Damage an index in one way after another, giving each a name; all else is as it was."""
    chance = random.Random(5)  # noqa: S311 - chance, not secrecy
    kept = folder.with_name("kept")
    shutil.copytree(folder, kept)
    for original in sorted(kept.iterdir()):
        data = original.read_bytes()
        if not data:
            continue
        changes: list[tuple[str, bytes | None]] = [("gone", None), ("empty", b""), ("zeros", bytes(len(data)))]
        changes += [("half", data[: len(data) // 2]), ("all but one byte", data[:-1])]
        changes.append(("noise", chance.randbytes(len(data))))
        for at in (chance.randrange(len(data)) for _ in range(12)):
            changes.append((f"byte {at}", data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]))
        for name, change in changes:
            shutil.rmtree(folder)
            shutil.copytree(kept, folder)
            if change is None:
                (folder / original.name).unlink()
            else:
                (folder / original.name).write_bytes(change)
            yield f"{original.suffix or original.name}: {name}"


def ask_everything(index: SearchIndex) -> None:
    index.generation()
    among = index.ids()
    index.matching(parse("apple -word3"), every=True, visible=index.ids(), languages=LANGUAGES)
    index.matching(parse('"apple pear"'), every=False, visible=index.ids(), languages=LANGUAGES)
    index.rank(parse("apple title"), among, limit=10, visible=index.ids(), languages=LANGUAGES)
    index.locate(parse('word3 "apple pear"'), list(among), visible=index.ids(), languages=LANGUAGES)


# Whoosh leaves files open that it cannot read, for Python to close with a warning: here, not in another test.
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_damaged_index_answers_or_says_that_it_cannot(engine: Engine, tmp_path: Path) -> None:
    index = engine(tmp_path / "index")
    index.sync([entry(n, f"apple pear word{n}", title=f"Title {n}") for n in range(1, 40)], (), 1)
    index.sync([entry(50, "apple", language="cy")], [7], 2)
    index.close()
    raised: dict[str, str] = {}
    silent = 0
    for name in damages(tmp_path / "index"):
        damaged = engine(tmp_path / "index")
        try:
            with patience():
                ask_everything(damaged)
        except SearchUnavailable:
            silent += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, the test has to know
            raised[name] = f"{type(error).__name__}: {error}"
        finally:
            damaged.close()
    gc.collect()
    assert raised == {}
    assert silent > 10


def test_a_missing_index_cannot_be_asked(engine: Engine, tmp_path: Path) -> None:
    index = engine(tmp_path / "index")
    index.sync([entry(1, "apple")], (), 1)
    index.close()
    shutil.rmtree(tmp_path / "index")
    assert index.generation() == 0
    with pytest.raises(SearchUnavailable):
        index.ids()


# ---- against a naive matcher: parts, languages, places and scores

VOCABULARY = "apple pears plum red green the and listening listens café".split()

texts = st.lists(st.sampled_from(VOCABULARY), max_size=8).map(" ".join)


@st.composite
def collections(draw: st.DrawFn) -> tuple[Entry, ...]:
    made = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        language = draw(st.sampled_from(LANGUAGES))
        passages = draw(st.lists(st.tuples(texts, st.booleans()), min_size=1, max_size=4))
        words = [IndexedText(slot, language, text, slot == 0 or opens) for slot, (text, opens) in enumerate(passages)]
        made.append(Entry(number, tuple(words)))
    return tuple(made)


phrases = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=3).map(" ".join)
queries = st.lists(
    st.one_of(st.sampled_from(VOCABULARY), phrases.map('"{}"'.format), phrases.map('-"{}"'.format), st.just("OR")),
    min_size=1,
    max_size=5,
).map(" ".join)


def places(held: Entry, words: Sequence[str]) -> set[tuple[int, int]]:
    """Return slot and word of every word of a phrase in each place of the whole phrase, the slow way."""
    stands: list[tuple[str, int, int]] = []
    for slot in held.words:
        if slot.opens_part:
            stands.append(("", -1, -1))
        stands += [(kept, slot.slot, at) for at, kept in enumerate(keys(slot.text, slot.language))]
    found = set()
    for at in range(len(stands) - len(words) + 1):
        run = zip(words, stands[at : at + len(words)], strict=True)
        if all(is_form(word, kept, held.words[0].language) for word, (kept, _, _) in run):
            found |= {(slot, word) for _, slot, word in stands[at : at + len(words)]}
    return found


def is_form(word: str, kept: str, language: str) -> bool:
    """Whether a search for one word finds another."""
    return key(word, language) == kept or not set(form_keys(word, language)).isdisjoint(form_keys(kept, language))


def naive(collection: Sequence[Entry], query: Query, *, every: bool) -> list[int]:
    left = [held for held in collection if not any(places(held, phrase.words) for phrase in query.unwanted)]
    groups = list(dict.fromkeys(query.wanted))
    if not groups:
        return [held.id for held in left]
    having = {held.id: [any(places(held, phrase.words) for phrase in group.typed) for group in groups] for held in left}
    if every:
        return [entry for entry, some in having.items() if all(some)]
    return sorted(enough([weight_of(collection, group) for group in groups], having))


def weight_of(collection: Sequence[Entry], group: Group) -> float:
    """Return the weight of a group: as rare as the phrase that most have is, in the language that has it most."""
    held_in = {language: [held for held in collection if held.words[0].language == language] for language in LANGUAGES}
    counts = {
        language: max(sum(bool(places(held, phrase.words)) for held in entries) for phrase in group.typed)
        for language, entries in held_in.items()
    }
    # A word that was typed with its accent is looked for in Welsh and Gaelic first, and counts less elsewhere.
    accented = is_accented(group.typed[0].words[0])
    most = max(sorted(counts, key=lambda language: accented and language not in CELTIC), key=counts.__getitem__)
    times = UNACCENTED if accented and most not in CELTIC else 1.0
    spoken = sum(any(keys(slot.text, slot.language) for slot in held.words) for held in held_in[most])
    return weight(counts[most], spoken, times) if counts[most] else weight(0, len(collection))


@pytest.mark.parametrize("name", sorted(ENGINES))
@habits(max_examples=60)
@given(collection=collections(), asked=st.lists(queries, min_size=1, max_size=8))
def test_an_engine_agrees_with_a_naive_matcher(name: str, collection: tuple[Entry, ...], asked: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = ENGINES[name](Path(folder))
        index.sync(collection[::2], (), 1)
        index.sync(collection[1::2], (), 2)
        for query in filter(lambda query: query.has_words, map(parse, asked)):
            check_matches(index, collection, query)
            check_places(index, collection, query)
        index.close()


def check_matches(index: SearchIndex, collection: Sequence[Entry], query: Query) -> None:
    for every in (True, False):
        found = list(index.matching(query, every=every, visible=index.ids(), languages=LANGUAGES))
        assert found == naive(collection, query, every=every)


def check_places(index: SearchIndex, collection: Sequence[Entry], query: Query) -> None:
    different = [
        (group, at, phrase.words)
        for group, wanted in enumerate(dict.fromkeys(query.wanted))
        for at, phrase in enumerate(wanted.typed)
    ]
    located = index.locate(query, [held.id for held in collection], visible=index.ids(), languages=LANGUAGES)
    scores = {
        hit.id: hit.score for hit in index.rank(query, index.ids(), limit=99, visible=index.ids(), languages=LANGUAGES)
    }
    for held in collection:
        expected = {(*place, group, at) for group, at, words in different for place in places(held, words)}
        assert {(find.slot, find.word, find.group, find.alternative) for find in located[held.id]} == expected
        assert (scores[held.id] > 0) == bool(expected)
