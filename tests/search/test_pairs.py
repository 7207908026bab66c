"""Pairs of frequent words: the same is found as by looking through the words of documents, and less is read."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest
from pyroaring import BitMap

from library.model.language import LANGUAGES
from library.search.index import ATTACHED, Entry, Hit, IndexedText, Slot
from library.search.query_reading import parse
from library.search.ranking import lookup
from library.search.whoosh_index import pair_writing, phrases
from library.search.whoosh_index.engine import WhooshIndex
from library.search.whoosh_index.entries import word_number
from library.search.whoosh_index.pairs import Pairs
from library.search.whoosh_index.postings import Run

# Of 80 documents, the first three words are frequent: *a* is a common one, and *Grant* a name too.
WORDS = ("a", "tea", "grants", "salt", "door", "fig")
OFTEN = (9, 7, 8, 1, 1, 1)
DOCUMENTS = 80
REMOVED = (7, 18, 20, 33)
PHRASES = [f'"{" ".join(some)}"' for length in (2, 3) for some in product(WORDS[:5], repeat=length)]

Answers = dict[str, tuple[Hit, ...]]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of 50 documents are frequent, and all that may have a phrase are narrowed down to those that do."""
    monkeypatch.setattr(pair_writing, "FREQUENT", 50)
    monkeypatch.setattr(lookup, "FEW", 0)


def entry(number: int, chance: random.Random) -> Entry:
    """Return an entry of two parts; every ninth has an attachment, every tenth is Welsh, and some name Mrs Grant."""
    texts = [" ".join(chance.choices(WORDS, OFTEN, k=chance.randint(1, 12))) for _ in range(3)]
    texts[0] += " Jean Grants tea" if number % 4 == 0 else ""
    language = "en" if number % 10 else "cy"
    slots = [Slot.FIRST_PASSAGE, Slot.FIRST_PASSAGE + 1, *([Slot.FIRST_ATTACHED] if number % 9 == 0 else [])]
    words = (IndexedText(slot, language, text, opens_part=True) for slot, text in zip(slots, texts, strict=False))
    return Entry(number, tuple(words), people=frozenset({"jean", "grants"}))


def answers(folder: Path, removed: Iterable[int] = ()) -> Answers:
    """Return which entries have each phrase, with their scores, while a viewer may see some that were removed."""
    index = WhooshIndex(folder)
    visible = (index.ids() | BitMap(removed)) - BitMap([5])
    found = {}
    for text in PHRASES:
        query = parse(text)
        having = index.matching(query, every=True, visible=visible, languages=LANGUAGES)
        found[text] = index.rank(query, having, visible=visible, limit=DOCUMENTS, languages=LANGUAGES)
    index.close()
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of a large segment, some of it removed, and a small one."""
    chance = random.Random(3)  # noqa: S311 (a lot, no secret)
    index = WhooshIndex(tmp_path / "index")
    index.sync([entry(number, chance) for number in range(1, DOCUMENTS + 1)], (), 1)
    index.sync([entry(number, chance) for number in (DOCUMENTS + 1, DOCUMENTS + 2)], REMOVED, 2)
    index.close()
    return tmp_path / "index"


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pairs"))


@pytest.mark.parametrize(("most_forms", "common"), [(4, {"a"}), (1, {"a", "grant"}), (4, {"salt"}), (4, set())])
def test_phrases_are_found_as_by_looking_through_the_words_of_all_documents(
    folder: Path, monkeypatch: pytest.MonkeyPatch, most_forms: int, common: set[str]
) -> None:
    monkeypatch.setattr(lookup, "_MOST_BESIDE", most_forms)
    monkeypatch.setattr(lookup, "is_common", common.__contains__)
    (pairs,) = files(folder)
    known = answers(folder, REMOVED)
    pairs.unlink()
    assert answers(folder, REMOVED) == known
    assert len({len(hits) for hits in known.values()}) > 10


def test_a_phrase_of_two_frequent_words_reads_no_document(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "_sequences", None)
    index = WhooshIndex(folder)
    with index._current() as (state, _):
        large = next(segment for segment in state.segments if segment.pairs)
        weights = phrases.phrase_weights(large, "en", Run((("a",), ("tea",))), range(30))
    assert set(weights.values()) == {ATTACHED, 1.0, 2.0, 3.0}
    index.close()


def test_words_that_few_documents_have_are_not_in_the_file(folder: Path) -> None:
    pairs = Pairs(files(folder)[0])
    assert [pairs.has("en", word_number(word)) for word in ("a", "tea", "salt", "0")] == [True, True, False, False]
    assert not pairs.has("cy", word_number("a"))


def test_a_small_publish_writes_no_pairs(folder: Path) -> None:
    before = [(path, path.stat().st_ino) for path in files(folder)]
    index = WhooshIndex(folder)
    index.sync([entry(99, random.Random(1))], [20], 3)  # noqa: S311 (a lot, no secret)
    index.close()
    assert [(path, path.stat().st_ino) for path in files(folder)] == before


def test_an_index_that_was_made_without_pairs_has_them_after_the_next_publish(folder: Path) -> None:
    (before,) = files(folder)
    held = before.read_bytes()
    before.unlink()
    index = WhooshIndex(folder)
    index.sync((), (), 3)
    index.close()
    assert before.read_bytes() == held


def test_a_copy_without_removed_entries_has_pairs_of_the_others_alone(folder: Path, tmp_path: Path) -> None:
    index = WhooshIndex(folder)
    index.copy_to(tmp_path / "copy")
    index.close()
    (copied,) = files(tmp_path / "copy")
    assert copied.name != files(folder)[0].name
    assert copied.stem in {path.stem for path in (tmp_path / "copy").glob("*.seg")}
    assert answers(tmp_path / "copy") == answers(folder)


def test_pairs_that_cannot_be_written_stop_no_publish(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (pairs,) = files(folder)
    known = answers(folder)
    pairs.unlink()
    in_the_way = pairs.with_name(f"{pairs.name}.new")
    in_the_way.mkdir()
    index = WhooshIndex(folder)
    index.sync((), (), 3)
    assert index.generation() == 3
    index.close()
    assert "take longer to find" in caplog.text
    in_the_way.rmdir()
    assert answers(folder) == known


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.999])
def test_without_all_of_its_pairs_a_segment_gives_the_same_answers_and_gets_them_at_the_next_publish(
    folder: Path, share: float, caplog: pytest.LogCaptureFixture
) -> None:
    (path,) = files(folder)
    whole, known = path.read_bytes(), answers(folder)
    path.write_bytes(whole[: int(len(whole) * share)])
    assert answers(folder) == known
    assert "cut short" in caplog.text
    index = WhooshIndex(folder)
    index.sync((), (), 3)
    index.close()
    assert path.read_bytes() == whole
