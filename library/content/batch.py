"""Many documents at once: in this process where they are few, else in several.

Processes are spawned, never forked, so that a server with threads may read too. Chunks are handed out a few at a time
and taken back in order: a slow reader of the results holds a few chunks in memory, not the library. Nobody is left
behind: a worker ignores Ctrl-C, which the parent hears and answers by ending the pool, and a thread in each worker
waits for the parent's death, because a worker that waits for work never notices it.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, TypeAlias

from library.content.document import read_document
from library.errors import ContentError, LibraryError, Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from library.model.document import Document
    from library.model.vocabulary import Vocabulary

# Starting processes takes as long as reading about this many documents.
FEW = 200

# Documents handed to a process at once: about a tenth of a second's work.
CHUNK = 40

# Chunks under way for each process: one being read, one waiting.
AHEAD = 2

MOST_WORKERS = 8

# Mistakes travel as they are: an exception with arguments of its own does not survive pickling.
_Answer: TypeAlias = "Document | tuple[Mistake, ...]"


def read_documents(
    folder: Path, paths: Sequence[str], vocabulary: Vocabulary, workers: int | None = None
) -> Iterator[tuple[str, Document | ContentError]]:
    """Read documents, in the order of ``paths``.

    Args:
        folder: The content folder.
        paths: Of Markdown files, relative to the folder, with forward slashes.
        vocabulary: The terms that exist.
        workers: How many processes; ``None`` for as many as there are processors for us.

    Yields:
        Each path with its document, or with every mistake in it.

    Raises:
        LibraryError: A process ended before its work was done.
    """
    count = _available() if workers is None else workers
    answers: Iterator[_Answer]
    if count < 2 or len(paths) <= FEW:
        answers = (_read(folder, path, vocabulary) for path in paths)
    else:
        answers = _read_in_processes(folder, paths, vocabulary, count)
    for path, answer in zip(paths, answers, strict=True):
        yield path, ContentError(answer) if isinstance(answer, tuple) else answer


def _available() -> int:
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST_WORKERS)


def _read(folder: Path, path: str, vocabulary: Vocabulary) -> _Answer:
    try:
        return read_document(folder, path, vocabulary)
    except ContentError as error:
        return error.mistakes


# Coverage does not follow into other processes; tests/content/test_batch.py looks at them from outside.


def _read_chunk(folder: Path, paths: Sequence[str], vocabulary: Vocabulary) -> list[_Answer]:  # pragma: no cover
    return [_read(folder, path, vocabulary) for path in paths]


def _read_in_processes(folder: Path, paths: Sequence[str], vocabulary: Vocabulary, workers: int) -> Iterator[_Answer]:
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start_worker)
    chunks = (paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK))
    under_way: deque[Future[list[_Answer]]] = deque()
    try:
        for chunk in chunks:
            under_way.append(pool.submit(_read_chunk, folder, chunk, vocabulary))
            if len(under_way) >= workers * AHEAD:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()
    except BrokenProcessPool as error:
        raise LibraryError(
            "A process that reads documents ended early, perhaps for lack of memory. Try again."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _start_worker() -> None:  # pragma: no cover
    """Prepare a new process: see the top of this module."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:  # pragma: no cover
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
