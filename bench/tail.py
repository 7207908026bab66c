"""The slowest answers: queries of every sort that a search page has to understand and correct, and suggestions.

The queries of ``search`` are plain words. These need more: spelling mistakes, other names in the vocabulary, quotations
of frequent words, whole sentences, typed filters, Welsh words, and the view of passages, in equal parts, each once.
Suggestions are measured as someone types: for every beginning of some words.
"""

from __future__ import annotations

import random
import time
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.figures import Figure, p50_p95, p99_worst
from bench.search import load, page_timer
from bench.workspace import OWN_CONTENT, open_place
from library.actions.suggest import suggest
from library.content.vocabulary import read_vocabulary
from library.model.viewer import ANYBODY
from library.search.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bench.queries import AnyWord
    from bench.workspace import Workspace
    from library.model.document import Document

EACH = 60
WARM_UP = 20
LONGEST_SENTENCE = 25  # words
TYPED = 60

PAGE_LIMITS = (50.0, 90.0)
SUGGESTION_LIMITS = (5.0, 90.0)
PARTS = ("p99", "longest")

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def measure_tail(workspace: Workspace) -> Iterator[Figure]:
    """Measure the slowest search pages and suggestions at the workspace's number of documents."""
    plain = [query for some in load(workspace) for query in some]
    drawn = _drawn(workspace, plain, random.Random(f"tail of {workspace.seed}"))  # noqa: S311 (a lot, no secret)
    with page_timer(workspace.large) as fetch:
        for query in plain[:WARM_UP]:
            fetch(_page(query.text))
        times = {sort: [fetch(path) for path in paths] for sort, paths in drawn.items()}
        worked = p99_worst(fetch.worked[WARM_UP:])
    slowest = ", ".join(f"{sort} {max(some):.0f}" for sort, some in times.items())
    every = list(chain.from_iterable(times.values()))
    how = f"{len(every)} queries of {len(times)} sorts, the longest of each: {slowest}; processor time {_p99(worked)}"
    yield Figure("search page, the slowest (in process)", p99_worst(every), PAGE_LIMITS, parts=PARTS, how=how)
    yield _suggestions(workspace, plain)


def _suggestions(workspace: Workspace, plain: Sequence[AnyWord]) -> Figure:
    typed = dict.fromkeys(chain.from_iterable(_beginnings(query.words[0]) for query in plain[:TYPED]))
    library = open_place(workspace.large)
    suggest(library, ANYBODY, "warm up")
    times, worked = [], []
    for text in typed:
        start, before = time.perf_counter(), time.process_time()
        suggest(library, ANYBODY, text)
        times.append(1000 * (time.perf_counter() - start))
        worked.append(1000 * (time.process_time() - before))
    library.close()
    how = f"{len(times)} beginnings of {TYPED} words; p50 {p50_p95(times)[0]:.1f}; processor {_p99(p99_worst(worked))}"
    return Figure("suggestions while typing", p99_worst(times), SUGGESTION_LIMITS, parts=PARTS, how=how)


def _drawn(workspace: Workspace, plain: Sequence[AnyWord], chance: random.Random) -> dict[str, list[str]]:
    """Return addresses by kind of query, equally many of each."""
    documents = list(workspace.shown().values())
    welsh = [document for document in documents if document.language == "cy"]
    names = [name for term in read_vocabulary(OWN_CONTENT).terms for name in (*term.also, *term.labels.values())]

    def some_words(count: int, among: Sequence[Document] = documents) -> str:
        found = words(" ".join(passage.text for passage in chance.choice(among).passages))
        start = chance.randrange(max(1, len(found) - count))
        return " ".join(found[start : start + count])

    asked: dict[str, Callable[[], str]] = {
        "slips": lambda: " ".join(_slip(word, chance) for word in chance.choice(plain).words),
        "names": lambda: f"{chance.choice(names)} {chance.choice(names)}",
        "quotations": lambda: f'"{some_words(3)}"',
        "sentences": lambda: some_words(LONGEST_SENTENCE),
        "filters": lambda: f"theme:listening -kind:video year:2015..2020 {chance.choice(plain).text}",
        "Welsh": lambda: some_words(4, welsh),
    }
    drawn = {sort: [_page(make()) for _ in range(EACH)] for sort, make in asked.items()}
    return drawn | {"passages": [_page(query.text, view="passages") for query in plain[-EACH:]]}


def _p99(times: tuple[float, float]) -> str:
    return f"p99 {times[0]:.1f}, longest {times[1]:.1f}"


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + chance.choice(_LETTERS) + chance.choice(_LETTERS) + word[at + 1 :]


def _beginnings(word: str) -> Iterator[str]:
    return (word[:length] for length in range(2, len(word) + 1))


def _page(text: str, **more: str) -> str:
    return f"/search?{urlencode({'q': text, **more})}"
