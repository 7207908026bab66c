"""Packs: how long each file of a pack with twenty items takes to make, and how large it is."""

from __future__ import annotations

import statistics
import time
from itertools import islice
from typing import TYPE_CHECKING

from bench.figures import Figure
from bench.fresh import publish_fresh
from bench.missing import Missing
from bench.workspace import open_place
from library.actions.packs.formats import debrief, ground_rules
from library.actions.packs.gather import document_item
from library.actions.packs.keeping import start_pack
from library.actions.packs.taking import FILES, make_file
from library.model.document import Kind, Use
from library.model.pack import Pack
from library.model.viewer import ANYBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.workspace import Workspace
    from library.actions.library import Library
    from library.model.pack import KeptPack

ITEMS = 20
RUNS = 3
SECONDS = 3.0
MEGABYTES = 10.0

_MB = 1_000_000


def measure_packs(workspace: Workspace) -> Iterator[Figure]:
    """Make every file of a pack of the library's own stories, several times.

    Raises:
        Missing: There are too few stories that may be taken along.
    """
    place = workspace.small
    publish_fresh(place)
    library = open_place(place)
    try:
        kept = _twenty(library)
        for name in FILES:
            times, size = [], 0
            for _ in range(RUNS):
                began = time.perf_counter()
                size = len(make_file(library, kept, name, with_notes=True).body)
                times.append(time.perf_counter() - began)
            how = f"{ITEMS} items, {RUNS} runs, longest {max(times):.2f} s; the first one loads the writer"
            yield Figure(f"making {name}", (statistics.median(times),), (SECONDS,), "s", how=how)
            yield Figure(f"size of {name}", (size / _MB,), (MEGABYTES,), "MB", how="without video")
    finally:
        library.close()


def _twenty(library: Library) -> KeptPack:
    """Keep a pack of eighteen whole stories, ground rules and an end; no film, which would count for nothing else."""
    view = library.view(ANYBODY)
    stories = (view.snapshot.shelved[each].slug for each in sorted(view.visible))
    allowed = (card.slug for card in filter(None, map(view.card_at, stories)) if _is_story(card.kind, card.uses))
    slugs = list(islice(allowed, ITEMS - 2))
    if len(slugs) < ITEMS - 2:
        raise Missing(f"There are only {len(slugs)} stories that may be taken along.")
    documents = tuple(document_item(library, slug) for slug in slugs)
    pack = Pack("Twenty", "10:00", 240, 24, "", (ground_rules(), *documents, debrief()))
    return start_pack(library, pack).kept


def _is_story(kind: Kind, uses: frozenset[Use]) -> bool:
    return kind is Kind.STORY and {Use.WORKSHOP, Use.EXCERPT, Use.PRINT} <= uses
