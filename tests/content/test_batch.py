"""Many documents at once, in this process or in several."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from library.content import batch
from library.content.batch import read_documents
from library.content.document_files import read_document_file
from library.errors import ContentError, LibraryError
from library.model.document import Document
from tests.content.writing import Folder

Answer = Document | list[str]


def many(folder: Folder, count: int) -> list[str]:
    """Write documents, every tenth with two mistakes, and return their paths in an order of their own."""
    paths = [f"stories/s{number}.md" for number in range(count)]
    for number, path in enumerate(paths):
        folder.write(path, **({"year": "1", "nation": "x"} if number % 10 == 3 else {"title": f"Number {number}"}))
    return sorted(paths, key=lambda path: path[::-1])


def one_by_one(folder: Folder, paths: list[str]) -> list[tuple[str, Answer]]:
    """Read documents the simple way."""
    return [(path, folder.mistakes(path) or folder.read(path)) for path in paths]


def together(folder: Folder, paths: list[str], workers: int | None) -> list[tuple[str, Answer]]:
    """Read documents with the function under test; mistakes as their texts."""
    answers: list[tuple[str, Answer]] = []
    for path, answer in read_documents(folder.root, paths, folder.vocabulary, workers):
        if isinstance(answer, ContentError):
            assert str(answer) == "\n".join(map(str, answer.mistakes))
            answers.append((path, [str(mistake).removeprefix(f"{path}:") for mistake in answer.mistakes]))
        else:
            answers.append((path, answer.document))
    return answers


@pytest.mark.parametrize(("count", "workers"), [(0, None), (20, None), (20, 8), (250, 1), (250, 2), (250, None)])
def test_documents_come_in_the_order_asked_for(folder: Folder, count: int, workers: int | None) -> None:
    paths = many(folder, count)
    assert together(folder, paths, workers) == one_by_one(folder, paths)


def test_few_documents_start_no_process(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_read_in_processes", None)
    assert len(together(folder, many(folder, 200), 2)) == 200


def test_processors_are_counted_where_affinity_is_unknown(monkeypatch: pytest.MonkeyPatch, folder: Folder) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    monkeypatch.setattr(batch, "_read_in_processes", None)
    assert len(together(folder, many(folder, 201), None)) == 201


def test_a_reader_who_stops_early_leaves_no_process(folder: Folder) -> None:
    answers = read_documents(folder.root, many(folder, 400), folder.vocabulary, 2)
    next(answers)
    assert children(os.getpid()) != []
    answers.close()  # type: ignore[attr-defined]  # a generator
    assert workers_of(os.getpid()) == []


def test_a_process_that_dies_is_an_error_with_a_sentence(folder: Folder) -> None:
    answers = read_documents(folder.root, many(folder, 2_000), folder.vocabulary, 2)
    next(answers)
    for worker in workers_of(os.getpid()):
        os.kill(worker, signal.SIGKILL)
    with pytest.raises(LibraryError, match="Reading the documents stopped early"):
        list(answers)


READER = """
import sys, time
from pathlib import Path
from library.content.batch import read_documents
from library.content.vocabulary import read_vocabulary

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    paths = [f"stories/s{number}.md" for number in range(400)]
    for path, _ in read_documents(folder, paths, read_vocabulary(folder), 2):
        print(path, flush=True)
        time.sleep(60)
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_an_end_of_the_parent_leaves_no_process(folder: Folder, tmp_path: Path, end: signal.Signals) -> None:
    many(folder, 400)
    script = tmp_path / "reader.py"
    script.write_text(READER)
    root = Path(batch.__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": str(root)}
    command = [sys.executable, str(script), str(folder.root)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, start_new_session=True
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline()
        family = children(reader.pid)
        assert len(workers_of(reader.pid)) == 2
        if end is signal.SIGINT:
            os.killpg(reader.pid, end)  # as a terminal does for Ctrl-C
        else:
            reader.send_signal(end)
        reader.wait(10)
    assert all(ends_within(child, 10) for child in family)


def children(parent: int) -> list[int]:
    """Return the processes that a process started."""
    return [int(child) for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def workers_of(parent: int) -> list[int]:
    """Return the processes that read documents; the other child is Python's resource tracker."""
    return [child for child in children(parent) if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def ends_within(process: int, seconds: float) -> bool:
    """Wait until a process has ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        status = Path(f"/proc/{process}/stat")
        try:
            if status.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False


def test_one_document_read_alone_is_the_same_document(folder: Folder) -> None:
    folder.write("stories/a.md")
    assert together(folder, ["stories/a.md"], None) == [
        ("stories/a.md", read_document_file(folder.root, "stories/a.md", folder.vocabulary))
    ]
