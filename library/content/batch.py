"""Reading many documents: a few in this process, more in several processes.

Processes are spawned, never forked, so that a server with threads can use this too. A few chunks at a time are handed
out, and results are returned in order, so a slow caller holds a few chunks in memory and not the whole library. No
worker outlives the parent: a worker ignores Ctrl-C, which ends the pool in the parent, and a thread in each worker
waits for the parent's death, because a worker waiting for work never notices it.

The first process also writes the catalogue, so it is the busiest. Work that needs only the document is done in the
process that reads it.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from library.content.document_files import read_file_with_advice
from library.errors import ContentError, LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from library.content.companions import Companions
    from library.content.document import ReadDocument
    from library.errors import Advice, Mistake
    from library.model.document import Document
    from library.model.vocabulary import Vocabulary

# Starting processes takes as long as reading about this many documents.
FEW = 200

# How many documents a process gets at once: about a tenth of a second's work.
CHUNK = 40

# How many chunks each process has: one being read, one waiting.
AHEAD = 2

MOST_WORKERS = 8

Also = TypeVar("Also")


def read_documents(
    folder: Path,
    paths: Sequence[str],
    vocabulary: Vocabulary,
    workers: int | None = None,
    companions: Companions | None = None,
) -> Iterator[tuple[str, ReadDocument | ContentError]]:
    """Read documents, in the order of ``paths``.

    Args:
        folder: The content folder.
        paths: Of Markdown files, relative to the folder, with forward slashes.
        vocabulary: The terms that exist.
        workers: How many processes; ``None`` for one per available processor.
        companions: Where the files are that they name; ``None`` for the folder.

    Yields:
        Each path with its document and the advice about it, or with every mistake in it.

    Raises:
        LibraryError: A process ended before its work was done.
    """
    for path, answer in _read_all(folder, paths, vocabulary, _nothing, workers, companions):
        yield path, answer if isinstance(answer, ContentError) else answer[0]


def read_documents_with(
    folder: Path,
    paths: Sequence[str],
    vocabulary: Vocabulary,
    also: Callable[[Document], Also],
    workers: int | None = None,
) -> Iterator[tuple[str, tuple[ReadDocument, Also] | ContentError]]:
    """Read documents as ``read_documents`` does, each with the result of a function.

    Args:
        folder: The content folder.
        paths: Of Markdown files, relative to the folder, with forward slashes.
        vocabulary: The terms that exist.
        also: Called with each document in the process that reads it, so it must be a module's function.
        workers: How many processes; ``None`` for one per available processor.

    Raises:
        LibraryError: A process ended before its work was done.
    """
    yield from _read_all(folder, paths, vocabulary, also, workers)


def _read_all(
    folder: Path,
    paths: Sequence[str],
    vocabulary: Vocabulary,
    also: Callable[[Document], Also],
    workers: int | None,
    companions: Companions | None = None,
) -> Iterator[tuple[str, tuple[ReadDocument, Also] | ContentError]]:
    count = _available() if workers is None else workers
    answers: Iterator[tuple[ReadDocument, Also] | ContentError]
    if count < 2 or len(paths) <= FEW:
        answers = (_opened(_read(folder, path, vocabulary, also, companions)) for path in paths)
    else:
        answers = map(_opened, _read_in_processes(folder, paths, vocabulary, also, count, companions))
    yield from zip(paths, answers, strict=True)


def _nothing(_document: Document) -> None:
    return None


def _available() -> int:
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST_WORKERS)


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Every finding about a file, as a value: an exception with its own arguments cannot be pickled."""

    mistakes: tuple[Mistake, ...]
    advice: tuple[Advice, ...]


def _opened(answer: tuple[ReadDocument, Also] | _Wrong) -> tuple[ReadDocument, Also] | ContentError:
    return ContentError(answer.mistakes, answer.advice) if isinstance(answer, _Wrong) else answer


def _read(
    folder: Path,
    path: str,
    vocabulary: Vocabulary,
    also: Callable[[Document], Also],
    companions: Companions | None,
) -> tuple[ReadDocument, Also] | _Wrong:
    try:
        read = read_file_with_advice(folder, path, vocabulary, companions)
    except ContentError as error:
        return _Wrong(error.mistakes, error.advice)
    return read, also(read.document)


# Coverage does not follow other processes; tests/content/test_batch.py checks them from outside.


def _read_chunk(
    folder: Path,
    paths: Sequence[str],
    vocabulary: Vocabulary,
    also: Callable[[Document], Also],
    companions: Companions | None,
) -> list[tuple[ReadDocument, Also] | _Wrong]:  # pragma: no cover
    return [_read(folder, path, vocabulary, also, companions) for path in paths]


def _read_in_processes(
    folder: Path,
    paths: Sequence[str],
    vocabulary: Vocabulary,
    also: Callable[[Document], Also],
    workers: int,
    companions: Companions | None,
) -> Iterator[tuple[ReadDocument, Also] | _Wrong]:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - a small publish starts no processes
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start_worker)
    chunks = (paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK))
    under_way: deque[Future[list[tuple[ReadDocument, Also] | _Wrong]]] = deque()
    try:
        for chunk in chunks:
            under_way.append(pool.submit(_read_chunk, folder, chunk, vocabulary, also, companions))
            if len(under_way) >= workers * AHEAD:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()
    except BrokenProcessPool as error:
        raise LibraryError(
            "Try again. Reading the documents stopped early, perhaps because the computer ran out of memory."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _start_worker() -> None:  # pragma: no cover
    """Prepare a new process: see the top of this module."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:  # pragma: no cover
    from multiprocessing import parent_process  # noqa: PLC0415

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
