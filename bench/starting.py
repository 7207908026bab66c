"""Starting: from the command that `make run` gives to the first page; and the memory of a serving process."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from bench.figures import Figure
from bench.processes import Client, library_serving
from bench.search import load, search_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.processes import Place
    from bench.workspace import Workspace

SMALL_SECONDS = 3.0
LARGE_SECONDS = SMALL_SECONDS + 2.0
MEMORY = 180.0  # MB
RUNS = 5

_MB = 2**20

# What `make run` starts, and what a service manager would.
MAKE_RUN = ("--publish",)


def measure_start(workspace: Workspace) -> Iterator[Figure]:
    """Start a published library and wait for the whole home page, several times."""
    for name, place, limit in (
        ("`make run` to first page, own content", workspace.small, SMALL_SECONDS),
        (f"`make run` to first page, {workspace.documents:,} documents", workspace.large, LARGE_SECONDS),
    ):
        times = [_first_page(place, *MAKE_RUN) for _ in range(RUNS)]
        plain = statistics.median(_first_page(place) for _ in range(RUNS))
        how = f"`library serve --publish`, {RUNS} runs, longest {max(times):.2f}; {plain:.2f} without `--publish`"
        yield Figure(name, (statistics.median(times),), (limit,), "s", how=how)


def measure_memory(workspace: Workspace) -> Iterator[Figure]:
    """Measure a serving process before and after it answered all the queries of the search measurement."""
    warm, measured = load(workspace)
    for name, options in (("after `make run`", MAKE_RUN), ("after `library serve`", ())):
        with library_serving(workspace.large, *options) as (port, process):
            before = process.memory_info().rss
            client = Client(port)
            for query in (*warm, *measured):
                client.get(search_address(query))
            client.close()
            memory = process.memory_full_info()
        how = (
            f"resident after {len(warm) + len(measured)} searches; {before / _MB:.0f} after the first page; "
            f"{memory.uss / _MB:.0f} of its own alone"
        )
        yield Figure(f"memory of a serving process, {name}", (memory.rss / _MB,), (MEMORY,), "MB", how=how)


def _first_page(place: Place, *options: str) -> float:
    """Return the seconds from starting a server until its whole home page has arrived."""
    start = time.perf_counter()
    with library_serving(place, *options):
        return time.perf_counter() - start
