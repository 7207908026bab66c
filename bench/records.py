"""The records: what it costs to open, change and store a pack at its limits, with all its states."""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bench.figures import Figure
from bench.missing import Missing
from library.model.pack import MOST_ITEMS, MOST_WORDS, Item, ItemKind, Pack
from library.storage.records import Records
from library.storage.records_database import RecordsDatabase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.workspace import Workspace

DAY = date(2026, 11, 27)
RUNS = 20
STATES = 200
# How much a state may add if only the order changed, and how large a pack may be with all its states.
MOVE_KB = 64.0
PACK_MB = 4.0
MILLISECONDS = 100.0

_KB, _MB = 1_024, 1_048_576
T = TypeVar("T")


def measure_records(workspace: Workspace) -> Iterator[Figure]:
    """Change a pack of 60 notes, each with the longest text and notes, until it has 200 states."""
    with tempfile.TemporaryDirectory(dir=workspace.folder) as folder:
        path = Path(folder) / "records.sqlite"
        records = Records(RecordsDatabase(f"sqlite:///{path}"))
        records.pack_to_edit("")  # creates the tables
        seconds, stored = _timed(lambda: records.add_pack(_full(), "0" * 13, "edit", DAY))
        yield Figure("storing a full pack", (seconds * 1_000,), (), "ms", how=f"{MOST_ITEMS} items, the first state")

        def move() -> None:
            records.change_pack(stored.id, lambda pack: pack.moved(pack.items[0].id, MOST_ITEMS), DAY)

        def edit(number: int = 0) -> None:
            item = f"{number % MOST_ITEMS:08}"
            records.change_pack(
                stored.id, lambda pack: pack.changed(item, lambda old: replace(old, title=f"Note {number}")), DAY
            )

        opened = [_timed(lambda: records.pack_to_edit("edit"))[0] * 1_000 for _ in range(RUNS)]
        yield Figure("opening it", (statistics.median(opened),), (MILLISECONDS,), "ms", how=f"median of {RUNS}")
        written, moved = zip(*(_written(move) for _ in range(RUNS)), strict=True)
        yield Figure(
            "moving one item of it", (statistics.median(moved),), (MILLISECONDS,), "ms", how=f"median of {RUNS}"
        )
        how = f"median of {RUNS}; all that the process writes, the log's pages too"
        yield Figure("written by a move", (statistics.median(written) / _KB,), (MOVE_KB,), "KB", how=how)
        numbers = count(1)
        changes = [_written(lambda: edit(next(numbers))) for _ in range(STATES - RUNS - 1)]
        yield Figure(
            "written by a change of one title", (statistics.median(change[0] for change in changes) / _KB,), (), "KB"
        )
        records.close()
        size = path.stat().st_size / _MB
        yield Figure(f"a full pack at {STATES} states", (size,), (PACK_MB,), "MB", how="the file, when all is closed")


def _full() -> Pack:
    """Return a pack of notes with different words, so that nothing is small through repetition."""
    numbers = count()
    return Pack(
        title="Full",
        items=tuple(
            Item(f"{place:08}", ItemKind.NOTE, title="Note", text=_words(numbers), notes=_words(numbers))
            for place in range(MOST_ITEMS)
        ),
    )


def _words(numbers: Iterator[int]) -> str:
    words: list[str] = []
    length = 0
    while length < MOST_WORDS:
        word = f"word{next(numbers) * 7_919 % 100_003}"
        words.append(word)
        length += len(word) + 1
    return " ".join(words)[:MOST_WORDS]


def _timed(do: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    done = do()
    return time.perf_counter() - began, done


def _written(do: Callable[[], None]) -> tuple[int, float]:
    """Return how many bytes this process wrote meanwhile, and for how many milliseconds."""
    before = _bytes_written()
    seconds, _ = _timed(do)
    return _bytes_written() - before, seconds * 1_000


def _bytes_written() -> int:
    try:
        lines = Path("/proc/self/io").read_text("ascii").splitlines()
    except OSError as error:
        raise Missing("This system does not count the bytes that a process writes.") from error
    return next(int(line.partition(":")[2]) for line in lines if line.startswith("wchar"))
