"""The search page: in this process, from a server on loopback, and compared with Datasette."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench import beside
from bench.figures import Figure, p50_p95, unmeasured
from bench.missing import Missing
from bench.processes import BROWSER, Client, library_serving
from bench.queries import draw_queries
from bench.workspace import open_place, say
from library.actions.find import SearchRequest, find
from library.model.viewer import ANYBODY
from library.web.server import site_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bench.processes import Place
    from bench.queries import AnyWord
    from bench.workspace import Workspace
    from library.actions.library import Library

WARM_UP = 60
MEASURED = 320

# Datasette takes most of a second for each, so it gets the first of the same queries and is compared with us on those.
BESIDE_WARM_UP = 10
BESIDE = 100
SAME_ANSWERS = 20

LIMITS = (11.0, 20.0)
PARTS = ("p50", "p95")
TWENTIETH = 0.05

PAGE, LOOPBACK, DATASETTE, SHARE = (
    "search page, server time (in process)",
    "search page over loopback",
    "the same in Datasette over loopback",
    "our p50 as a share of Datasette's",
)


class PageTimer:
    """Fetches pages in this process.

    Attributes:
        worked: The milliseconds of processor time of each page so far, which a busy machine changes less.
    """

    def __init__(self, library: Library, cookie: str = "") -> None:
        """Make the site of a library, for a browser that sends a cookie if there is one."""
        self._headers = BROWSER | ({"Cookie": cookie} if cookie else {})
        self._client = site_of(library).test_client(use_cookies=False)
        self.worked: list[float] = []

    def __call__(self, path: str) -> float:
        """Fetch a page and return the milliseconds it took.

        Raises:
            Missing: It did not answer 200.
        """
        start, before = time.perf_counter(), time.process_time()
        response = self._client.get(path, headers=self._headers)
        response.get_data()
        spent = 1000 * (time.perf_counter() - start)
        self.worked.append(1000 * (time.process_time() - before))
        if response.status_code != 200:
            raise Missing(f"{path} answered {response.status_code}.")
        return spent


@contextmanager
def page_timer(place: Place) -> Iterator[PageTimer]:
    """Yield what fetches pages in this process and times them."""
    library = open_place(place)
    try:
        yield PageTimer(library)
    finally:
        library.close()


def search_address(query: AnyWord, page: str = "/search") -> str:
    """Return the path of our page for a query."""
    return f"{page}?{urlencode({'q': query.text})}"


def load(workspace: Workspace) -> tuple[tuple[AnyWord, ...], tuple[AnyWord, ...]]:
    """Return the queries to warm up with and the ones to measure; no query is in both or twice in one."""
    texts = [f"{each.title} {' '.join(part.text for part in each.passages)}" for each in workspace.shown().values()]
    library = open_place(workspace.large)
    queries = draw_queries(
        texts,
        WARM_UP + MEASURED,
        f"queries of {workspace.seed}",
        lambda text: find(library, ANYBODY, SearchRequest(text)).relaxed,
    )
    library.close()
    return queries[:WARM_UP], queries[WARM_UP:]


def measure_search(workspace: Workspace) -> Iterator[Figure]:
    """Measure the search page at the workspace's number of documents."""
    warm, measured = load(workspace)
    with page_timer(workspace.large) as fetch:
        inside = _times(fetch, search_address, warm, measured)
        worked = p50_p95(fetch.worked[-len(measured) :])
    yield Figure(
        PAGE,
        p50_p95(inside),
        LIMITS,
        parts=PARTS,
        how=f"{_how(measured, inside)}; processor time p50 {worked[0]:.1f}, p95 {worked[1]:.1f}",
    )
    with library_serving(workspace.large) as (port, _):
        client = Client(port)
        outside = _times(client.time, search_address, warm, measured)
        totals = [_our_total(client, query) for query in measured[:SAME_ANSWERS]]
        client.close()
    yield Figure(LOOPBACK, p50_p95(outside), parts=PARTS, how=f"`library serve`, compressed, {len(measured)} queries")
    try:
        yield from _beside(workspace, warm, measured, outside, totals)
    except Missing as missing:
        yield unmeasured(SHARE, str(missing))


def _beside(
    workspace: Workspace,
    warm: Sequence[AnyWord],
    measured: Sequence[AnyWord],
    ours: Sequence[float],
    totals: Sequence[int],
) -> Iterator[Figure]:
    database = workspace.folder / "documents.sqlite"
    say("Building Datasette's database …")
    beside.build_database(database, workspace.shown())
    with beside.datasette_serving(database) as client:
        found = [beside.count_results(client, database, query) for query in measured[:SAME_ANSWERS]]
        page = partial(beside.address, database)
        theirs = _times(client.time, page, warm[:BESIDE_WARM_UP], measured[:BESIDE])
    same = f"{sum(found):,} results of {len(found)} queries where we have {sum(totals):,}"
    how = f"the first {len(theirs)} of the same queries, all facets, no passages, unranked; {same}"
    yield Figure(DATASETTE, p50_p95(theirs), parts=PARTS, how=how)
    share = p50_p95(ours[:BESIDE])[0] / p50_p95(theirs)[0]
    yield Figure(
        SHARE, (share,), (TWENTIETH,), "", how=f"the same {len(theirs)} queries; we are {1 / share:.0f} times as fast"
    )


def _times(
    fetch: Callable[[str], float],
    address: Callable[[AnyWord], str],
    warm: Sequence[AnyWord],
    measured: Sequence[AnyWord],
) -> list[float]:
    for query in warm:
        fetch(address(query))
    return [fetch(address(query)) for query in measured]


def _our_total(client: Client, query: AnyWord) -> int:
    total: int = json.loads(client.get(search_address(query, "/search.json"), compressed=False)[1])["total"]
    return total


def _how(measured: Sequence[AnyWord], times: Sequence[float]) -> str:
    joined = [spent for query, spent in zip(measured, times, strict=True) if query.joined]
    relaxed = [spent for query, spent in zip(measured, times, strict=True) if not query.joined]
    return (
        f"{len(measured)} any-word queries after {WARM_UP} others; p50 {p50_p95(joined)[0]:.1f} joined by OR, "
        f"{p50_p95(relaxed)[0]:.1f} relaxed"
    )
