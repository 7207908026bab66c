"""Packs at their limits: the cost of each file, and response times while twenty of them are asked for all files."""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import cycle, islice
from typing import TYPE_CHECKING

import psutil

from bench.figures import Figure, p50_p95
from bench.fresh import publish_fresh
from bench.processes import HOST, LOOK_SECONDS, Client, Run, free_port, library_command, resident, serving, worked
from bench.workspace import say
from library.actions.packs.adding import document_item, with_extent
from library.actions.packs.file_limits import FileSize, size_of
from library.actions.packs.files import FILES, make_file
from library.actions.packs.lifecycle import start_pack
from library.actions.packs.steps import Steps
from library.actions.packs.usable import usable_items
from library.bootstrap import library_from_environment
from library.model.document import Use
from library.model.pack import MOST_ITEMS, MOST_LINES, MOST_OWN_LINES, Extent, Item, ItemKind, Pack
from library.model.viewer import ANYBODY
from library.model.workshop import Medium

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bench.processes import Place
    from bench.workspace import Workspace
    from library.actions.library import Library

SECONDS = 5.0
MEGABYTES = 500.0
PACKS = 20
_MB = 1_000_000
REQUESTS = 400
PAUSE = 0.05
PAGE_MS = 200.0
PAGES = ("/", "/search?q=what+matters", "/search?q=listening+OR+family", "/search?q=evening+kitchen")

_LINE = "She asked what matters to him now, and listened until he had said it."


def measure_limits(workspace: Workspace) -> Iterator[Figure]:
    """Make every file of packs at their limits, then let twenty of them ask for all files of a server."""
    place = workspace.small
    publish_fresh(place)
    # However busy the machine is, the file is made and its time is reported.
    library = library_from_environment(place.environment() | {"LIBRARY_FILE_SECONDS": "300"})
    try:
        prose = [_note(number, " ".join([_LINE] * 56)) for number in range(14)]
        lines = [_note(number, "\n".join([_LINE] * MOST_LINES)) for number in range(MOST_OWN_LINES // MOST_LINES)]
        packs = {"long texts": _filled(library, prose), "many lines": _filled(library, lines)}
        for what, pack in packs.items():
            size = _size(library, pack)
            say(f"  {what}: about {size.words:,} words, {size.lines} paragraphs and lines, {len(pack.items)} items")
        for name in FILES:
            yield from _file(library, packs, name)
        started = [start_pack(library, packs["long texts" if n % 2 else "many lines"]).edit for n in range(PACKS)]
    finally:
        library.close()
    port = free_port()
    gunicorn = ["gunicorn", "app:app", "--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "4"]
    servers = {
        "`library serve`": library_command("serve", "--port", str(port)),
        "gunicorn, 2 workers of 4 threads": [sys.executable, "-m", *gunicorn],
    }
    for name, command in servers.items():
        yield from _beside(place, command, port, started, name)


def _file(library: Library, packs: dict[str, Pack], name: str) -> Iterator[Figure]:
    """Make a file of each pack; return the most that it took."""
    runs, said = [], []
    for what, pack in packs.items():
        run = _made(library, pack, name)
        runs.append(run)
        said.append(f"{what}: {run.seconds:.2f} s, {run.cpu:.2f} of processor time, {run.peak_alone / _MB:.0f} MB")
    how = "; ".join(said)
    yield Figure(f"making {name} at the limits", (max(run.seconds for run in runs),), (SECONDS,), "s", how=how)
    yield Figure(f"memory for {name} at the limits", (max(run.peak_alone for run in runs) / _MB,), (MEGABYTES,), "MB")


def _made(library: Library, pack: Pack, name: str) -> Run:
    """Make a file, and watch the process that writes it."""
    stored, done, peaks = start_pack(library, pack).stored, threading.Event(), [0]

    def watch() -> None:
        this = psutil.Process()
        while not done.wait(LOOK_SECONDS):
            peaks.extend(resident(worker) for worker in this.children())

    watcher = threading.Thread(target=watch)
    watcher.start()
    before, began = worked(), time.perf_counter()
    make_file(library, stored, name, with_notes=True)
    seconds, cpu = time.perf_counter() - began, worked() - before
    done.set()
    watcher.join()
    return Run(seconds, cpu, max(peaks), max(peaks))


@dataclass
class Crowd:
    """Clients that ask for files, each from its own loopback address.

    Attributes:
        port: Of the server.
        made: How many files arrived.
        busy: How often the server was busy.
        failed: How often anything else was returned.
    """

    port: int
    made: int = 0
    busy: int = 0
    failed: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def ask(self, number: int, edit: str) -> None:
        """Ask for all files of a pack again and again until the measurement ends."""
        for name in cycle(FILES):
            while not self.stop.is_set():
                status, wait = self._get(number, f"/packs/{edit}/files/{name}")
                self.made, self.busy = self.made + (status == 200), self.busy + (status == 503)
                self.failed += status not in {200, 503}
                if status != 503:
                    break
                self.stop.wait(wait)
            if self.stop.is_set():
                return

    def _get(self, number: int, path: str) -> tuple[int, float]:
        connection = HTTPConnection(HOST, self.port, timeout=120, source_address=(f"127.0.1.{number + 1}", 0))
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
        except (OSError, HTTPException):
            return 0, 1.0
        finally:
            connection.close()
        return answer.status, float(answer.getheader("Retry-After", "1"))


def _beside(place: Place, command: list[str], port: int, packs: list[str], server: str) -> Iterator[Figure]:
    with serving(command, port, place.environment(), "/"):
        crowd = Crowd(port)
        threads = [threading.Thread(target=crowd.ask, args=each) for each in enumerate(packs)]
        for thread in threads:
            thread.start()
        client, times = Client(port), []
        try:
            for _, path in zip(range(REQUESTS), cycle(PAGES), strict=False):
                times.append(client.time(path))
                time.sleep(PAUSE)
        finally:
            crowd.stop.set()
            client.close()
            for thread in threads:
                thread.join()
    middle, most = p50_p95(times)
    how = (
        f"{REQUESTS} pages and searches beside {PACKS} packs at their limits; p50 {middle:.0f}, "
        f"longest {max(times):.0f}; "
        f"{crowd.made} files made, {crowd.busy} times asked to wait, {crowd.failed} failed"
    )
    yield Figure(f"pages beside files, {server}", (most,), (PAGE_MS,), parts=("p95",), how=how)


def _size(library: Library, pack: Pack) -> FileSize:
    view = library.view(ANYBODY)
    maker = Steps(library, view)
    return size_of(maker.step(each, Medium.SCREEN) for each in usable_items(view, pack) if not each.refusal)


def _filled(library: Library, notes: Iterable[Item]) -> Pack:
    """Return a pack of notes and as many whole documents as its files have room for."""
    view = library.view(ANYBODY)
    cards = filter(None, (view.card_at(view.snapshot.by_id[each].slug) for each in sorted(view.visible)))
    slugs = [card.slug for card in cards if {Use.WORKSHOP, Use.EXCERPT, Use.PRINT} <= card.uses]
    documents = (with_extent(library, document_item(library, slug), Extent.WHOLE) for slug in slugs)
    pack = Pack("At its limits", "10:00", items=tuple(notes))
    for item in islice(documents, MOST_ITEMS - len(pack.items)):
        more = pack.with_item(item)
        if not _size(library, more).is_too_much:
            pack = more
    return pack


def _note(number: int, text: str) -> Item:
    return Item(f"note{number:04}", ItemKind.NOTE, title="A note", text=text)
