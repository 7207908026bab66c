"""A phrase is found wherever the captions around it end, and at the caption of its first word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from library.content.body.transcript import passages_of
from library.content.transcripts.reading import read_transcript
from library.errors import ContentError
from library.model.language import SEARCHED, passage_language, search_language
from library.model.passage import Passage
from library.search.index import Entry, IndexedText, Slot
from library.search.query_reading import parse
from library.search.whoosh_index.engine import WhooshIndex
from library.search.words import keys, spans, words

pytestmark = pytest.mark.corpora

LANGUAGES = {"en", "es", "fr", "de", "ja", "ko", "ar", "it", "ru", "zh-CN", "pt-br"}


@dataclass(frozen=True)
class Place:
    """A word of a transcript: its passage, which of the passage's words it is, and when its caption begins."""

    word: str
    slot: int
    number: int
    start: float | None
    cue: float


@dataclass(frozen=True)
class Talk:
    """A transcript with its words in order."""

    id: int
    passages: tuple[Passage, ...]
    places: tuple[Place, ...]

    def windows(self) -> Iterator[Sequence[Place]]:
        """Give every run of two to six words that begins in one caption and ends in another."""
        boundaries = [at for at, (one, other) in enumerate(pairwise(self.places), 1) if one.cue != other.cue]
        for boundary in boundaries:
            for length in range(2, 7):
                for first in range(max(0, boundary - length + 1), boundary):
                    if first + length <= len(self.places):
                        yield self.places[first : first + length]


def talk(number: int, path: Path) -> Talk:
    found = {part for name in (path.stem.rpartition("_")[2], path.parent.name) for part in LANGUAGES if part == name}
    language = passage_language(min(found, default="en"))
    cues = read_transcript(path.read_bytes(), path.name).cues
    passages = passages_of(cues, language)
    said = [(word, cue.start) for cue in cues for word in words(cue.text, language)]
    joined = [
        (slot, at, passage.start_at(span[0]))
        for slot, passage in enumerate(passages, start=Slot.FIRST_PASSAGE)
        for at, span in enumerate(spans(passage.text, language))
    ]
    places = (Place(word, *place, cue) for (word, cue), place in zip(said, joined, strict=True))
    return Talk(number, passages, tuple(places))


@pytest.fixture(scope="module")
def talks(corpora: Path) -> tuple[Talk, ...]:
    read: list[Talk] = []
    for path in sorted(path for path in (corpora / "vtt").rglob("*") if path.suffix in {".vtt", ".srt"}):
        try:
            read.append(talk(len(read) + 1, path))
        except ContentError:
            assert "wpt-parser" in path.parts
    return tuple(read)


@pytest.fixture(scope="module")
def index(talks: Sequence[Talk], tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhooshIndex]:
    index = WhooshIndex(tmp_path_factory.mktemp("joined") / "index")
    index.sync([entry(each) for each in talks], (), 1)
    yield index
    index.close()


def entry(one: Talk) -> Entry:
    language = search_language(one.passages[0].language)
    slots = enumerate(one.passages, start=Slot.FIRST_PASSAGE)
    return Entry(
        one.id, tuple(IndexedText(slot, language, each.text, slot == Slot.FIRST_PASSAGE) for slot, each in slots)
    )


def is_found(index: WhooshIndex, one: Talk, window: Sequence[Place]) -> bool:
    """Tell whether a phrase is found at its first word, in the passage and at the time of that word's caption."""
    query = parse('"{}"'.format(" ".join(place.word for place in window)))
    found = index.locate(query, [one.id], visible=index.ids(), languages=SEARCHED)[one.id]
    first = window[0]
    return any((each.opening, each.slot, each.word) == (first.slot, first.slot, first.number) for each in found)


def test_every_word_has_the_time_of_its_caption(talks: Sequence[Talk]) -> None:
    assert len(talks) == 330
    assert all(place.start == place.cue for one in talks for place in one.places)


def test_no_end_of_a_caption_parts_a_phrase(talks: Sequence[Talk]) -> None:
    """What is stored of a talk is one run of words, so that every window of it is a phrase."""
    windows = 0
    for one in talks:
        (first, *others), language = entry(one).words, search_language(one.passages[0].language)
        assert first.opens_part
        assert not any(each.opens_part for each in others)
        stored = [key for each in one.passages for key in keys(each.text, language)]
        assert stored == [key for place in one.places for key in keys(place.word, language)]
        windows += sum(1 for _ in one.windows())
    assert windows > 150_000


def test_phrases_over_the_end_of_a_caption_are_found_at_their_first_word(
    talks: Sequence[Talk], index: WhooshIndex
) -> None:
    chosen = [(one, window) for one in talks for at, window in enumerate(one.windows()) if (at + one.id) % 199 == 0]
    assert len(chosen) > 700
    assert [window for one, window in chosen if not is_found(index, one, window)] == []


@pytest.mark.soak
def test_every_phrase_over_the_end_of_a_caption_is_found_at_its_first_word(
    talks: Sequence[Talk], index: WhooshIndex
) -> None:
    assert [window for one in talks for window in one.windows() if not is_found(index, one, window)] == []
