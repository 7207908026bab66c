"""Publishing: all documents into an empty data folder, one changed file, and one document alone in a running site."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.figures import Figure
from bench.machine import ROOT
from bench.missing import Missing
from bench.processes import Client, library_command, library_serving, run_library
from bench.workspace import open_place, say
from library.actions.find import SearchRequest, find
from library.actions.publish import publish
from library.actions.publish_audit import publish_and_record
from library.model.audit import SITE
from library.model.viewer import ANYBODY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bench.workspace import Workspace
    from library.actions.library import Library

FULL_SECONDS = 90.0
FULL_MEMORY = 1024.0  # MB
CHANGE_SECONDS = 0.8
ALONE_SECONDS = 1.0

RUNS = 5
LONGEST_WAIT = 60.0
LOOK_SECONDS = 0.02

_MB = 2**20


def measure_full(workspace: Workspace) -> Iterator[Figure]:
    """Publish the large library into an empty data folder, once."""
    place = workspace.generated
    shutil.rmtree(place.data, ignore_errors=True)
    say(f"Publishing {workspace.documents:,} documents …")
    run = workspace.full = run_library(place, "publish")
    how = f"`library publish`, empty data folder, 1 run; {run.cpu:.0f} s of processor time"
    yield Figure("full publish", (run.seconds,), (FULL_SECONDS,), "s", how=how)
    alone = f"{run.peak_alone / _MB:,.0f} of them in the process that writes, the rest in those that read"
    yield Figure("full publish, peak memory", (run.peak / _MB,), (FULL_MEMORY,), "MB", how=f"all processes; {alone}")


def measure_change(workspace: Workspace) -> Iterator[Figure]:
    """Change one file, publish, and wait until it is found, several times; the file is restored at the end."""
    place = workspace.large
    document = min(workspace.shown().values(), key=lambda each: each.slug)
    with _restored(place.content / document.path) as change:
        with library_serving(place) as (port, _):
            client = Client(port)
            client.get("/search?q=listening")
            _publish_and_find(client, workspace, change())  # the first one warms up
            found = [_publish_and_find(client, workspace, change()) for _ in range(RUNS)]
            client.close()
        processes = []
        inside = []
        for _ in range(RUNS):
            change()
            processes.append(run_library(place, "publish"))
            change()
            inside.append(_publish_inside(workspace))
    run_library(place, "publish")
    how = f"{RUNS} runs, {min(found):.2f} to {max(found):.2f}; `library publish` in a process beside a running server"
    yield Figure(
        "one changed file, until the server finds it", (statistics.median(found),), (CHANGE_SECONDS,), "s", how=how
    )
    alone = statistics.median(run.seconds for run in processes)
    how = f"{RUNS} runs; {statistics.median(run.cpu for run in processes):.2f} s of processor time"
    yield Figure("one changed file, `library publish` alone", (alone,), unit="s", how=how)
    yield Figure("one changed file, publish in process", (statistics.median(inside),), unit="s", how=f"{RUNS} runs")


def measure_alone(workspace: Workspace) -> Iterator[Figure]:
    """Publish one changed document alone, as a running site does, until a search in the same process finds it."""
    place = workspace.large
    document = min(workspace.shown().values(), key=lambda each: each.slug)
    library = open_place(place)
    with _restored(place.content / document.path) as change:
        times = [_publish_alone(library, document.path, change()) for _ in range(RUNS + 1)][1:]  # the first warms up
    publish(library, only=[document.path])
    library.close()
    found, ended = (statistics.median(some) for some in zip(*times, strict=True))
    how = f"{RUNS} runs, {min(times)[0]:.2f} to {max(times)[0]:.2f}; in this process, with the audit log"
    yield Figure("one document published alone, until it is found", (found,), (ALONE_SECONDS,), "s", how=how)
    yield Figure("one document published alone, the whole action", (ended,), unit="s", how=f"{RUNS} runs")


def _publish_alone(library: Library, path: str, word: str) -> tuple[float, float]:
    """Return the seconds until a new word is found, and until the publish ended."""
    start = time.perf_counter()
    publish_and_record(library, SITE, only=[path])
    ended = time.perf_counter() - start
    if not find(library, ANYBODY, SearchRequest(word)).total:
        raise Missing("A document was not found after it was published alone.")
    return time.perf_counter() - start, ended


@contextmanager
def _restored(file: Path) -> Iterator[Callable[[], str]]:
    """Yield a function that adds a paragraph with a new word to a file and returns the word."""
    before = file.read_bytes()
    made = 0

    def change() -> str:
        nonlocal made
        made += 1
        # Letters only, in no text, and not the stem of another word.
        word = f"zq{made:04d}x{time.time_ns()}".translate(str.maketrans("0123456789", "bcdfghjklm"))
        file.write_bytes(before + f"\nA paragraph with the word {word} in it.\n".encode())
        return word

    try:
        yield change
    finally:
        file.write_bytes(before)


def _publish_and_find(client: Client, workspace: Workspace, word: str) -> float:
    """Return the seconds from starting a publish until the server finds a new word."""
    start = time.perf_counter()
    with subprocess.Popen(
        library_command("publish"), cwd=ROOT, env=workspace.large.environment(), stdout=subprocess.DEVNULL
    ) as process:
        while time.perf_counter() - start < LONGEST_WAIT:
            if _finds(client, word):
                return time.perf_counter() - start
            time.sleep(LOOK_SECONDS)
        process.terminate()
    raise Missing(f"A changed file was not found within {LONGEST_WAIT:.0f} s after `library publish`.")


def _finds(client: Client, word: str) -> bool:
    status, body, _ = client.get(f"/search.json?{urlencode({'q': word})}", compressed=False)
    return status == 200 and json.loads(body)["total"] == 1


def _publish_inside(workspace: Workspace) -> float:
    library = open_place(workspace.large)
    start = time.perf_counter()
    publish(library)
    spent = time.perf_counter() - start
    library.close()
    return spent
