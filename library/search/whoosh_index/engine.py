"""The ``SearchIndex`` on Whoosh.

Readers and one writer may be different processes. A reader keeps the state it opened until the generation file says
that there is a newer one. Whoosh's cursors share file positions, so everything that reads holds one lock: threads of
one process take turns.
"""

from __future__ import annotations

import heapq
import logging
import math
import os
import threading
import time
from array import array
from bisect import bisect_right
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from pyroaring import BitMap
from whoosh import index as whoosh

from library.errors import LibraryError, PublishError, SearchUnavailable
from library.search.index import Found, Hit
from library.search.whoosh_index.entries import ID, schema, whoosh_document
from library.search.whoosh_index.postings import (
    Postings,
    PostingsCache,
    Segment,
    phrase_starts,
    phrase_weights,
    saturate,
)
from library.search.words import LANGUAGES, LONGEST_WORD, key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from whoosh.reading import IndexReader
    from whoosh.writing import SegmentWriter

    from library.search.index import Entry
    from library.search.query import Phrase, Query

_log = logging.getLogger(__name__)

_GENERATION = "generation"

# A viewer's documents change at midnight, with each publish and with the audience; more of them than this are past.
_MOST_COLLECTIONS = 16

# Seconds to wait before looking again.
_PAUSES = (0.02, 0.1, 0.3)

# Memory that Whoosh may fill with postings before it spills to disk, in MB.
_WRITER_MB = 192


@contextmanager
def _translated() -> Iterator[None]:
    """Say of whatever a missing, cut or foreign file makes Whoosh raise that the index cannot be read.

    Whoosh does not check what it reads: flipped bytes have raised ten kinds of error, ``TypeError`` among them.
    """
    try:
        yield
    except LibraryError:
        raise
    except Exception as error:
        raise SearchUnavailable("The search index cannot be read. Run: library publish --rebuild") from error


@dataclass(frozen=True)
class _Collection:
    """All that some viewer may see, and what it says of words.

    Attributes:
        visible: The entries.
        number: Stands for it in the cache.
        totals: Language to how many of the entries have words in it.
        averages: Language to how many words those have on average; 1 where there are none.
    """

    visible: BitMap
    number: int
    totals: Mapping[str, int]
    averages: Mapping[str, float]


@dataclass
class _State:
    """One opened generation of the index."""

    generation: int
    reader: IndexReader
    segments: list[Segment]
    where: dict[int, tuple[Segment, int]]
    cache: PostingsCache = field(default_factory=PostingsCache)
    collections: dict[bytes, _Collection] = field(default_factory=dict)

    def collection(self, visible: BitMap) -> _Collection:
        """Return what a viewer may see as a collection: one for each audience and day, so a few in all."""
        name = visible.serialize()
        if name not in self.collections:
            if len(self.collections) >= _MOST_COLLECTIONS:
                self.collections.clear()
                self.cache = PostingsCache()
            self.collections[name] = _collection(self.segments, visible, len(self.collections))
        return self.collections[name]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A phrase to look for: which of the query's, in which language, as which keys, and how telling it is."""

    at: int
    language: str
    keys: tuple[str, ...]
    weight: float


class WhooshIndex:
    """A search index in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made by the first ``sync``."""
        self._folder = folder
        self._lock = threading.RLock()
        self._opened: _State | None = None

    def generation(self) -> int:
        """Return the catalogue's generation that the index was last brought up to, 0 for a new one."""
        try:
            return int((self._folder / _GENERATION).read_text("ascii"))
        except FileNotFoundError:
            return 0
        except (OSError, ValueError) as error:
            raise SearchUnavailable("The search index does not say its generation.") from error

    def ids(self) -> BitMap:
        """Return the integers of all entries."""
        with self._state() as state:
            return BitMap(array("I", state.where))

    def sync(self, add: Iterable[Entry], remove: Collection[int], generation: int) -> None:
        """Add and remove entries in one commit, then note the generation."""
        with self._lock:
            with _translated():
                writer, held = _open_to_write(self._folder)
            try:
                for number in _numbers(held, set(remove)):
                    writer.delete_document(number)
                for entry in add:
                    writer.add_document(**whoosh_document(entry))
                writer.commit()
                beside = self._folder / f"{_GENERATION}.new"
                beside.write_text(str(generation), "ascii")
                beside.replace(self._folder / _GENERATION)
            except OSError as error:
                raise PublishError(f"The search index could not be written: {error.strerror}.") from error
            finally:
                if not writer.is_closed:
                    writer.cancel()

    def matching(self, query: Query, *, every: bool, visible: BitMap, languages: Sequence[str]) -> BitMap:
        """Return all visible entries that answer a query."""
        with self._state() as state:
            collection = state.collection(visible)

            def any_of(phrases: Iterable[Phrase]) -> BitMap:
                found = (_postings(state, collection, phrase, language) for phrase in phrases for language in languages)
                return BitMap.union(BitMap(), *(postings.bitmap for postings in found))

            unwanted = any_of(query.unwanted)
            if not query.wanted:
                return (visible & BitMap(array("I", state.where))) - unwanted
            groups = [any_of(group) for group in query.wanted]
            matched = BitMap.intersection(*groups) if every else BitMap.union(*groups)
            return matched - unwanted

    def rank(
        self, query: Query, among: BitMap, *, visible: BitMap, limit: int, languages: Sequence[str]
    ) -> tuple[Hit, ...]:
        """Return the best of some entries by BM25 with Lucene's idf; a repeated group counts again."""
        with self._state() as state:
            collection = state.collection(visible)
            scores = dict.fromkeys(among, 0.0)
            for phrase in (phrase for group in query.wanted for phrase in group):
                for language in languages:
                    postings = _postings(state, collection, phrase, language)
                    idf = _idf(len(postings.ids), collection.totals[language])
                    for entry, saturated in zip(postings.ids, postings.saturated, strict=True):
                        if entry in scores:
                            scores[entry] += idf * saturated
        best = heapq.nlargest(limit, scores.values())
        if not best:
            return ()
        hits = [Hit(entry, score) for entry, score in scores.items() if score >= best[-1]]
        return tuple(sorted(hits, key=lambda hit: (-hit.score, -hit.id))[:limit])

    def locate(
        self, query: Query, entries: Sequence[int], *, visible: BitMap, languages: Sequence[str]
    ) -> Mapping[int, tuple[Found, ...]]:
        """Return where the wanted words of a query stand in some entries."""
        with self._state() as state:
            collection = state.collection(visible)
            different = dict.fromkeys(phrase for group in query.wanted for phrase in group)
            asked = []
            for at, phrase in enumerate(different):
                for language in languages:
                    having = len(_postings(state, collection, phrase, language).ids)
                    weight = _idf(having, collection.totals[language])
                    asked.append(_Asked(at, language, _keys(phrase, language), weight))
            return {
                entry: tuple(sorted(_places(*state.where[entry], asked))) for entry in entries if entry in state.where
            }

    def close(self) -> None:
        """Close the opened reader."""
        with self._lock:
            if self._opened:
                self._opened.reader.close()
                self._opened = None

    @contextmanager
    def _state(self) -> Iterator[_State]:
        """Give the newest state, alone among this process's threads."""
        with self._lock, _translated():
            generation = self.generation()
            if self._opened is None or self._opened.generation != generation:
                self.close()
                self._opened = _open_patiently(self._folder, generation)
            yield self._opened


def _keys(phrase: Phrase, language: str) -> tuple[str, ...]:
    return tuple(key(word[:LONGEST_WORD], language) for word in phrase.words)


def _idf(having: int, total: int) -> float:
    """Return Lucene's inverse document frequency, which is never below 0."""
    return math.log(1 + (max(total, having) - having + 0.5) / (having + 0.5))


def _numbers(reader: IndexReader, entries: set[int]) -> list[int]:
    """Return the document numbers of entries, over all segments; closes the reader."""
    with reader:
        return [
            offset + number
            for leaf, offset in reader.leaf_readers()
            for number, entry in _segment(leaf).live()
            if entry in entries
        ]


def _segment(leaf: IndexReader) -> Segment:
    ids = leaf.column_reader(ID, translate=False).load() if leaf.has_column(ID) else ()
    return Segment(leaf, array("I", ids))


def _open_to_write(folder: Path) -> tuple[SegmentWriter, IndexReader]:
    """Return a writer, and a reader of what is held already; makes the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    name = os.fspath(folder)
    opened = whoosh.open_dir(name) if whoosh.exists_in(name) else whoosh.create_in(name, schema())
    return cast("SegmentWriter", opened.writer(limitmb=_WRITER_MB)), opened.reader()


def _open_patiently(folder: Path, generation: int) -> _State:
    """Open the index; a commit of another process may take away a file between listing and opening it."""
    for pause in _PAUSES:
        try:
            return _open(folder, generation)
        except LibraryError:
            raise
        except Exception as error:  # noqa: BLE001 (whatever half a commit looks like; the last try lets it through)
            _log.info("The index changed while it was being opened: %s", type(error).__name__)
            time.sleep(pause)
    return _open(folder, generation)


def _open(folder: Path, generation: int) -> _State:
    if not whoosh.exists_in(os.fspath(folder)):
        raise SearchUnavailable("There is no search index yet. Run: library publish")
    reader = whoosh.open_dir(os.fspath(folder)).reader()
    segments = [_segment(leaf) for leaf, _ in reader.leaf_readers()]
    where = {entry: (segment, number) for segment in segments for number, entry in segment.live()}
    return _State(generation, reader, segments, where)


def _collection(segments: Iterable[Segment], visible: BitMap, number: int) -> _Collection:
    totals, averages = {}, {}
    for language in LANGUAGES:
        lengths = [
            length
            for segment in segments
            for entry, length in zip(segment.ids, segment.lengths(language), strict=True)
            if length and entry in visible
        ]
        totals[language] = len(lengths)
        averages[language] = sum(lengths) / len(lengths) if lengths else 1.0
    return _Collection(visible.copy(), number, totals, averages)


def _postings(state: _State, collection: _Collection, phrase: Phrase, language: str) -> Postings:
    keyed = _keys(phrase, language)
    name = (collection.number, language, keyed)
    return state.cache.get(name, lambda: _read_postings(state, collection, language, keyed))


def _read_postings(state: _State, collection: _Collection, language: str, phrase: tuple[str, ...]) -> Postings:
    ids, saturated = array("I"), array("f")
    average = collection.averages[language]
    for segment in state.segments:
        lengths = segment.lengths(language)
        single = len(phrase) == 1
        found = segment.weights(language, phrase[0]) if single else phrase_weights(segment, language, phrase)
        for number, weight in found:
            entry = segment.ids[number]
            if entry in collection.visible:
                ids.append(entry)
                saturated.append(saturate(weight, lengths[number], average))
    return Postings(ids, saturated, BitMap(ids))


def _places(segment: Segment, number: int, asked: Iterable[_Asked]) -> Iterator[Found]:
    """Give where phrases stand in one document: its segment and its number there."""
    for phrase in asked:
        starts = phrase_starts(segment.sequence(phrase.language, number), phrase.keys)
        if starts:
            table = segment.starts(phrase.language, number)
            slots, firsts = table[0::2], table[1::2]
            for position in sorted({start + step for start in starts for step in range(len(phrase.keys))}):
                at = bisect_right(firsts, position) - 1
                yield Found(slots[at], position - firsts[at], phrase.at, phrase.weight)
