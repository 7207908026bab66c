"""Packs: how long each file of a pack with twenty items takes, how large it is, and the journey to the slides."""

from __future__ import annotations

import gzip
import re
import statistics
import time
from itertools import islice
from typing import TYPE_CHECKING

from bench.figures import Figure
from bench.fresh import publish_fresh
from bench.missing import Missing
from bench.processes import BROWSER
from bench.workspace import open_place
from library.actions.packs.adding import document_item
from library.actions.packs.files import FILES, make_file
from library.actions.packs.formats import debrief, ground_rules
from library.actions.packs.lifecycle import start_pack
from library.model.document import Kind, Use
from library.model.pack import Pack
from library.model.viewer import ANYBODY
from library.translation import Translator
from library.web.server import site_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

    from bench.workspace import Workspace
    from library.actions.library import Library
    from library.model.pack import StoredPack

ITEMS = 20
RUNS = 3
# The most for a file; slides are what a facilitator waits for.
SECONDS = 3.0
SLIDES = "slides.pptx"
SLIDES_SECONDS = 1.0
MEGABYTES = 5.0
# From the home page to slides: how many items are added, and how long the server may take in total.
GATHERED = 5
JOURNEY_SECONDS = 5.0

_MB = 1_000_000
# Only one encoding, so that the page can be read here too.
HEADERS = BROWSER | {"Accept-Encoding": "gzip"}
FORM = HEADERS | {"Sec-Fetch-Site": "same-origin"}


def measure_packs(workspace: Workspace) -> Iterator[Figure]:
    """Make every file of a pack of the library's own stories, several times.

    Raises:
        Missing: There are too few stories that may be in a pack.
    """
    place = workspace.small
    publish_fresh(place)
    library = open_place(place)
    try:
        # First, as in a new server: it opens the records and loads the writer of slides.
        yield _journey(library)
        stored = _twenty(library)
        for name in FILES:
            times, size = [], 0
            for _ in range(RUNS):
                began = time.perf_counter()
                size = len(make_file(library, stored, name, with_notes=True).body)
                times.append(time.perf_counter() - began)
            how = f"{ITEMS} items, {RUNS} runs, longest {max(times):.2f} s; the first one loads the writer"
            most = SLIDES_SECONDS if name == SLIDES else SECONDS
            yield Figure(f"making {name}", (statistics.median(times),), (most,), "s", how=how)
            yield Figure(f"size of {name}", (size / _MB,), (MEGABYTES,), "MB", how="without video")
    finally:
        library.close()


def _journey(library: Library) -> Figure:
    """Go from the home page by a search to slides, as a browser does, and add up the server time of every answer."""
    client, spent, answers = site_of(library).test_client(), 0.0, 0

    def ask(path: str, form: dict[str, str] | None = None) -> TestResponse:
        nonlocal spent, answers
        began = time.perf_counter()
        answer = client.get(path, headers=HEADERS) if form is None else client.post(path, data=form, headers=FORM)
        answer.get_data()
        spent, answers = spent + time.perf_counter() - began, answers + 1
        if answer.status_code not in {200, 303}:
            raise Missing(f"{path} answered {answer.status_code}.")
        return answer

    ask("/")
    search = "/search?q=listening"
    found = gzip.decompress(ask(search).data).decode()
    slugs = list(dict.fromkeys(re.findall(r'name="slug" value="([^"]+)"', found)))[:GATHERED]
    if len(slugs) < GATHERED:
        raise Missing(f"{search} offers only {len(slugs)} documents for a pack.")
    pack = ""
    for slug in slugs:
        to = ask("/packs/add", {"slug": slug, "back": search}).headers["Location"]
        pack = pack or to.partition("?")[0]
        ask(to)
    ask(pack)
    ask(f"{pack}/files/slides.pptx")
    how = f"{answers} answers in this process, {GATHERED} documents, the first time"
    return Figure("front page to slides, server time in all", (spent,), (JOURNEY_SECONDS,), "s", how=how)


def _twenty(library: Library) -> StoredPack:
    """Store a pack of eighteen whole stories, ground rules and a debrief, without a large video."""
    view = library.view(ANYBODY)
    stories = (view.snapshot.by_id[each].slug for each in sorted(view.visible))
    allowed = (card.slug for card in filter(None, map(view.card_at, stories)) if _is_story(card.kind, card.uses))
    slugs = list(islice(allowed, ITEMS - 2))
    if len(slugs) < ITEMS - 2:
        raise Missing(f"There are only {len(slugs)} stories that may be taken along.")
    documents = tuple(document_item(library, slug) for slug in slugs)
    pack = Pack("Twenty", "10:00", 240, 24, "", (ground_rules(Translator()), *documents, debrief(Translator())))
    return start_pack(library, pack).stored


def _is_story(kind: Kind, uses: frozenset[Use]) -> bool:
    return kind is Kind.STORY and {Use.WORKSHOP, Use.EXCERPT, Use.PRINT} <= uses
