"""The document page: in this process, and from a server on loopback."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from bench.figures import Figure, p50_p95
from bench.processes import Client, library_serving
from bench.search import PARTS, page_timer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.workspace import Workspace

WARM_UP = 30
MEASURED = 300
LIMIT = 5.0


def measure_document(workspace: Workspace) -> Iterator[Figure]:
    """Measure pages of random documents, each fetched once."""
    addresses = sorted(document.url for document in workspace.shown().values())
    random.Random(workspace.seed).shuffle(addresses)  # noqa: S311 (a lot, no secret)
    warm, measured = addresses[:WARM_UP], addresses[WARM_UP : WARM_UP + MEASURED]
    with page_timer(workspace.large) as fetch:
        inside = [fetch(address) for address in (*warm, *measured)][len(warm) :]
    # The limit names no percentile: it is the median's.
    yield Figure("document page, server time (in process), p50", p50_p95(inside)[:1], (LIMIT,), how=_how(inside))
    with library_serving(workspace.large) as (port, _):
        client = Client(port)
        outside = [client.time(address) for address in (*warm, *measured)][len(warm) :]
        client.close()
    yield Figure("document page over loopback", p50_p95(outside), parts=PARTS, how="`library serve`, compressed")


def _how(times: list[float]) -> str:
    return f"{len(times)} documents by lot after {WARM_UP} others; p95 {p50_p95(times)[1]:.1f} ms"
