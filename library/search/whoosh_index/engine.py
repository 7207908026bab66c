"""The ``SearchIndex`` on Whoosh.

Readers and one writer can be different processes. A reader uses the state it opened until the generation file names a
newer one. Whoosh's cursors share file positions, so every read holds one lock, and threads of one process take turns.
"""

from __future__ import annotations

import logging
import threading
import time
from array import array
from bisect import bisect_right
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, cast

from whoosh import index as whoosh
from whoosh.codec.whoosh3 import W3Codec

from library.errors import LibraryError, PublishError, SearchUnavailable
from library.search.index import WordMatch
from library.search.ranking.ranker import Ranker
from library.search.whoosh_index.copying import copy_files
from library.search.whoosh_index.entries import ID, schema, whoosh_document
from library.search.whoosh_index.files import IndexFiles
from library.search.whoosh_index.label_keys import LabelKeys
from library.search.whoosh_index.merging import merge_small, rewrite_without_removed
from library.search.whoosh_index.pair_writing import add_pairs
from library.search.whoosh_index.pairs import pairs_of
from library.search.whoosh_index.postings import Run, Segment, all_starts, numbers_in
from library.search.whoosh_index.state import State
from library.search.whoosh_index.version import index_version

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyroaring import BitMap
    from whoosh.reading import IndexReader
    from whoosh.writing import SegmentWriter

    from library.search.index import Entry, Hit, ScoreShare
    from library.search.query import Group, Query

_log = logging.getLogger(__name__)

# A phrase that the attachments of one document have more often than this says nothing about any of their pages.
MOST_PLACES = 2_000

_GENERATION = "generation"

# How many seconds to wait before trying again.
_PAUSES = (0.02, 0.1, 0.3)

# How much memory Whoosh may fill with postings before it writes to disk, in MB.
_WRITER_MB = 192

# How many postings Whoosh stores together. A search reads all of a word, and each block costs as much as 50 postings.
_BLOCK = 2_048


@contextmanager
def _translated() -> Iterator[None]:
    """Turn any error of Whoosh about a missing, truncated or damaged file into ``SearchUnavailable``.

    Whoosh does not check what it reads: flipped bytes have raised ten kinds of error, including ``TypeError``.
    """
    try:
        yield
    except LibraryError:
        raise
    except Exception as error:
        raise SearchUnavailable("The search index is damaged. Run: library publish --rebuild") from error


@dataclass(frozen=True, slots=True)
class _Asked:
    """A phrase to search for.

    Attributes:
        group: Which of the query's groups it belongs to.
        alternative: Which of that group.
        language: Of the field.
        run: Its words in their forms.
        weight: How distinctive it is.
        having: The entries that have it.
    """

    group: int
    alternative: int
    language: str
    run: Run
    weight: float
    having: BitMap


class _Opened(NamedTuple):
    """An open generation, with its ranker."""

    state: State
    ranker: Ranker


class WhooshIndex:
    """A search index in a folder."""

    def __init__(self, folder: Path) -> None:
        """Store the path of the folder; the first ``sync`` creates it."""
        self._folder = folder
        self._lock = threading.RLock()
        self._opened: _Opened | None = None
        # What told the generation file of what is opened from earlier ones.
        self._written: tuple[int, ...] = ()

    def generation(self) -> int:
        """Return the catalogue's generation that the index was last updated to, 0 for a new one.

        Raises:
            SearchUnavailable: It is not known, or an earlier version of the code made the index.
        """
        try:
            generation, version = (self._folder / _GENERATION).read_text("ascii").split()
            number = int(generation)
        except FileNotFoundError:
            return 0
        except (OSError, ValueError) as error:
            raise SearchUnavailable("The search index is incomplete. Run: library publish --rebuild") from error
        if version != index_version():
            raise SearchUnavailable("The search index was made by another version of the library. Run: library publish")
        return number

    def ids(self) -> BitMap:
        """Return the integers of all entries."""
        with self._current() as (state, _):
            return state.ids()

    def sync(self, add: Iterable[Entry], remove: Collection[int], generation: int) -> None:
        """Add and remove entries in one commit, then store the generation."""
        with self._lock:
            with _translated():
                writer, held = _open_to_write(self._folder)
            try:
                for number in _numbers(held, set(remove)):
                    writer.delete_document(number)
                keys = LabelKeys(self._folder)
                for entry in add:
                    writer.add_document(**whoosh_document(entry, keys.of))
                writer.commit(mergetype=merge_small)
                with _translated():
                    add_pairs(self._folder)
                keys.write()
                beside = self._folder / f"{_GENERATION}.new"
                beside.write_text(f"{generation} {index_version()}", "ascii")
                beside.replace(self._folder / _GENERATION)
            except OSError as error:
                raise PublishError(
                    f"Free some disk space and publish again. The search index could not be written: {error.strerror}."
                ) from error
            finally:
                if not writer.is_closed:
                    writer.cancel()

    def matching(self, query: Query, *, every: bool, visible: BitMap, languages: Sequence[str]) -> BitMap:
        """Return all visible entries that match a query."""
        with self._current() as (_, ranker):
            return ranker.matching(query, every=every, visible=visible, languages=languages)

    def lacking(
        self, query: Query, entries: Sequence[int], *, visible: BitMap, languages: Sequence[str]
    ) -> Mapping[int, tuple[Group, ...]]:
        """Return the wanted groups that some entries do not have."""
        with self._current() as (_, ranker):
            return ranker.lacking(query, entries, visible=visible, languages=languages)

    def rank(
        self, query: Query, among: BitMap, *, visible: BitMap, limit: int, languages: Sequence[str]
    ) -> tuple[Hit, ...]:
        """Return the best of some entries by BM25."""
        with self._current() as (_, ranker):
            return ranker.rank(query, among, visible=visible, limit=limit, languages=languages)

    def locate(
        self, query: Query, entries: Sequence[int], *, visible: BitMap, languages: Sequence[str]
    ) -> Mapping[int, tuple[WordMatch, ...]]:
        """Return where the wanted words of a query are in some entries."""
        with self._current() as (state, ranker):
            statistics = ranker.statistics(visible)
            asked = [
                _Asked(
                    group,
                    each.at,
                    each.language,
                    Run(ranker.forms.of(each.phrase, each.language, names=each.may_be_name)),
                    each.weight,
                    each.postings.bitmap,
                )
                for group, wanted in enumerate(dict.fromkeys(query.wanted))
                for each in ranker.found(statistics, wanted, languages).alternatives
                if each.phrase
            ]
            there = {
                entry: [phrase for phrase in asked if entry in phrase.having]
                for entry in entries
                if entry in state.where
            }
            firsts = frozenset[int]().union(*(phrase.run.firsts for phrase in asked))
            return {entry: tuple(_places(*state.where[entry], some, firsts)) for entry, some in there.items()}

    def explain(
        self, query: Query, entries: Sequence[int], *, visible: BitMap, languages: Sequence[str]
    ) -> Mapping[int, tuple[ScoreShare, ...]]:
        """Return the shares of the scores of some entries, largest first."""
        with self._current() as (state, ranker):
            held = [entry for entry in entries if entry in state.where]
            return ranker.explain(query, held, visible=visible, languages=languages)

    def copy_to(self, folder: Path) -> None:
        """Write a copy of the index without a byte of removed entries."""
        with self._lock, _translated():
            try:
                copy_files(self._folder, folder)
                writer, reader = _open_to_write(folder)
                reader.close()
                writer.commit(mergetype=rewrite_without_removed)
                add_pairs(folder)
            except OSError as error:
                raise PublishError(
                    f"Free some disk space and publish again. The search index could not be copied: {error.strerror}."
                ) from error

    def close(self) -> None:
        """Close the opened reader."""
        with self._lock:
            if self._opened:
                self._opened.state.reader.close()
                self._opened = None

    @contextmanager
    def _current(self) -> Iterator[_Opened]:
        """Yield the newest generation, to one thread of this process at a time."""
        with self._lock, _translated():
            # A page asks a dozen times, and reading the file takes ten times as long.
            written = _written(self._folder / _GENERATION)
            if self._opened is None or self._written != written:
                self._opened, self._written = self._newest(), written
            yield self._opened

    def _newest(self) -> _Opened:
        """Return the newest generation, opened."""
        generation = self.generation()
        # A folder that is gone was replaced by another: threads still using it finish with the open files.
        if self._opened and (self._opened.state.generation == generation or not self._folder.exists()):
            return self._opened
        self.close()
        state = _open_patiently(self._folder, generation)
        return _Opened(state, Ranker(state))


def _written(path: Path) -> tuple[int, ...]:
    """Return what tells a file from an earlier one that it replaced; empty without a file."""
    try:
        about = path.stat()
    except OSError:
        return ()
    return about.st_ino, about.st_mtime_ns, about.st_size


def _numbers(reader: IndexReader, entries: set[int]) -> list[int]:
    """Return the document numbers of entries, over all segments; closes the reader."""
    with reader:
        return [
            offset + number
            for leaf, offset in reader.leaf_readers()
            for number, entry in _segment(leaf).live()
            if entry in entries
        ]


def _segment(leaf: IndexReader, folder: Path | None = None) -> Segment:
    column = leaf.column_reader(ID, translate=False) if leaf.has_column(ID) else None
    ids = numbers_in(column, leaf.doc_count_all()).tolist() if column else []
    return Segment(leaf, ids, pairs_of(leaf.segment(), folder) if folder else None)


def _open_to_write(folder: Path) -> tuple[SegmentWriter, IndexReader]:
    """Return a writer, and a reader of the current entries; create the folder if needed."""
    folder.mkdir(parents=True, exist_ok=True)
    files = IndexFiles(folder)
    opened = whoosh.FileIndex(files) if whoosh.exists(files) else whoosh.FileIndex.create(files, schema())
    writer = opened.writer(limitmb=_WRITER_MB, codec=W3Codec(blocklimit=_BLOCK))
    return cast("SegmentWriter", writer), opened.reader()


def _open_patiently(folder: Path, generation: int) -> State:
    """Open the index, again if a commit of another process removes a file between listing and opening it."""
    for pause in _PAUSES:
        try:
            return _open(folder, generation)
        except LibraryError:
            raise
        except Exception as error:  # noqa: BLE001 (whatever half a commit looks like; the last try lets it through)
            _log.info("The index changed while it was being opened: %s", type(error).__name__)
            time.sleep(pause)
    return _open(folder, generation)


def _open(folder: Path, generation: int) -> State:
    files = IndexFiles(folder)
    if not whoosh.exists(files):
        raise SearchUnavailable("There is no search index yet. Run: library publish")
    reader = whoosh.FileIndex(files).reader()
    segments = [_segment(leaf, folder) for leaf, _ in reader.leaf_readers()]
    where = {entry: (segment, number) for segment in segments for number, entry in segment.live()}
    return State(generation, reader, segments, where)


def _places(segment: Segment, number: int, asked: Sequence[_Asked], firsts: Container[int]) -> list[WordMatch]:
    """Return where phrases are in one document, given its segment, its number there and the first words of them all."""
    places: list[WordMatch] = []
    for language, attached in product({phrase.language for phrase in asked}, (False, True)):
        sequence = segment.sequence(language, number, attached=attached)
        if sequence:
            here = [phrase for phrase in asked if phrase.language == language]
            found = all_starts(sequence, (phrase.run for phrase in here), firsts)
            some = [(phrase, starts) for phrase, starts in zip(here, found, strict=True) if starts]
            if some:
                most = MOST_PLACES if attached else None
                _add_places(places, some, most, segment.starts(language, number, attached=attached))
    places.sort()
    return places


def _add_places(
    places: list[WordMatch], found: Iterable[tuple[_Asked, Sequence[int]]], most: int | None, table: array[int]
) -> None:
    """Add where the words of phrases are, given where these start in a sequence, its slots and their starts."""
    slots, firsts = table[0::2].tolist(), table[1::2].tolist()
    for phrase, starts in found:
        group, alternative, weight = phrase.group, phrase.alternative, phrase.weight
        later = range(1, phrase.run.length)
        for start in starts[:most]:
            at = bisect_right(firsts, start) - 1
            opening = slots[at]
            places.append(WordMatch(opening, start - firsts[at], opening, group, alternative, weight))
            for position in later:
                at = bisect_right(firsts, start + position) - 1
                word = start + position - firsts[at]
                places.append(WordMatch(slots[at], word, opening, group, alternative, weight))
