"""Whether search ranks first what people judged to be the answer, compared with BM25.

Each public collection is published by the library's own command and searched by its own action, ten results to a query,
as a reader would get them, including the query language and the rule for few results. It is compared with bm25s (Lù
2024, arXiv:2407.03618) over the same words with Lucene's formula, k1 1.2, b 0.75, Porter's stemmer and Lucene's English
stop words. The corpora have published numbers for this baseline (``bm25.json``), so a wrong configuration would show.
nDCG is that of trec_eval, by ir-measures (MacAvaney, Macdonald and Ounis 2022).
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ir_measures
import snowballstemmer
from bm25s import BM25
from bm25s.tokenization import tokenize
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from bench.collection import id_of, read_collection, slug_of, write_content
from bench.corpora import corpora
from bench.fresh import digest, publish_fresh, says
from bench.machine import ROOT
from bench.missing import Missing
from bench.processes import Place
from bench.scores import Score
from bench.workspace import open_place, say
from library.actions.find import SearchRequest, find
from library.model.viewer import ANYBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bench.collection import Collection
    from bench.workspace import Workspace
    from library.actions.library import Library

COLLECTIONS = ("scifact", "cranfield", "cacm")
LEAST_RATIO = 0.98

DEPTH = 10  # results: the first page
MEASURES = (nDCG @ DEPTH, R @ DEPTH, RR)
PARTS = (f"nDCG@{DEPTH}", f"R@{DEPTH}", f"RR@{DEPTH}")

K1, B = 1.2, 0.75

# The corpora's figures use every word; by default bm25s ignores words of one letter, such as *I*.
EVERY_WORD = r"(?u)\b\w+\b"
TWO_LETTERS = r"(?u)\b\w\w+\b"

# How many documents of a collection are checked for having every word.
SAMPLE = 100

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Compared:
    """One collection, with two sets of answers.

    Attributes:
        ours: In the order of ``PARTS``.
        theirs: The same of bm25s.
        theirs_by_itself: Its nDCG by default, without words of one letter.
        how: What a reader of our numbers needs to know.
    """

    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    theirs_by_itself: float
    how: str

    @property
    def share(self) -> float:
        """Return our nDCG as a share of theirs."""
        return self.ours[0] / self.theirs[0]


def measure_relevance(workspace: Workspace) -> Iterator[Score]:
    """Measure the relevance of search on public test collections.

    Raises:
        Missing: There are no corpora, or a collection cannot be published or asked.
    """
    folder = corpora() / "ir"
    compared = []
    for name in COLLECTIONS:
        result = _compare(workspace, folder / name)
        compared.append(result)
        yield Score(f"{name}, ours", result.ours, parts=PARTS, how=result.how)
        yield Score(f"{name}, bm25s", result.theirs, parts=PARTS, how=_elsewhere(folder / name, result))
        yield Score(f"{name}, our nDCG as a share of bm25s's", (result.share,), (LEAST_RATIO,))
    ours, theirs = (
        sum(side) / len(compared) for side in zip(*((c.ours[0], c.theirs[0]) for c in compared), strict=True)
    )
    yield Score("mean nDCG of the collections", (ours, theirs), parts=("ours", "bm25s"))
    shares = sum(each.share for each in compared) / len(compared)
    how = f"ours above bm25s's; the mean of the shares is {shares:.4f}"
    yield Score("our mean nDCG as a share of bm25s's", (ours / theirs,), (1.0,), more=True, how=how)


def _compare(workspace: Workspace, folder: Path) -> Compared:
    collection = read_collection(folder)
    library = open_place(_published(workspace, collection, folder))
    try:
        check_words(library, collection)
        start = time.perf_counter()
        ours, relaxed = _ask(library, collection)
        spent = 1000 * (time.perf_counter() - start) / len(collection.queries)
    finally:
        library.close()
    how = (
        f"{len(collection.documents):,} documents, {len(collection.queries)} judged queries, {relaxed} relaxed to any "
        f"of their words, {spent:.0f} ms each; the first page only"
    )
    theirs, by_itself = (evaluate(collection, ask_bm25s(collection, words)) for words in (EVERY_WORD, TWO_LETTERS))
    return Compared(evaluate(collection, ours), theirs, by_itself[0], how)


def _published(workspace: Workspace, collection: Collection, source: Path) -> Place:
    """Return a collection as a published library."""
    folder = workspace.folder / "ir" / collection.name
    place = Place(folder / "content", folder / "data")
    # A library from other code or other documents is no use.
    writer = digest([source / "docs.jsonl", ROOT / "bench" / "collection.py"])
    if not says(folder / "written", writer):
        say(f"Writing {len(collection.documents):,} documents of {collection.name} …")
        write_content(collection, place.content)
        (folder / "written").write_text(writer, "utf-8")
    say(f"Publishing {collection.name}, where it is not published yet …")
    publish_fresh(place)
    return place


def check_words(library: Library, collection: Collection) -> None:
    """Check that the words of a sample of documents passed through Markdown and YAML unchanged.

    Raises:
        Missing: Some did not.
    """
    view = library.view(ANYBODY)
    if len(view.visible) != len(collection.documents):
        raise Missing(
            f"{len(view.visible):,} of {len(collection.documents):,} documents of {collection.name} are shown."
        )
    for judged in collection.documents[:: max(1, len(collection.documents) // SAMPLE)]:
        number = view.snapshot.by_slug[slug_of(judged.id)].id
        document = view.catalogue.documents([number])[number]
        shown = " ".join((document.title, document.summary, *(passage.text for passage in document.passages)))
        if _WORD.findall(shown) != _WORD.findall(judged.words):
            raise Missing(f"Document {judged.id} of {collection.name} lost or won words on its way into the library.")


def _ask(library: Library, collection: Collection) -> tuple[dict[str, list[str]], int]:
    """Return query to the documents of its first page, best first, and how many queries were relaxed."""
    run: dict[str, list[str]] = {}
    relaxed = 0
    for query, text in collection.queries.items():
        page = find(library, ANYBODY, SearchRequest(text=text))
        if page.search_down:
            raise Missing(f"Search is down: query {query} of {collection.name}.")
        run[query] = [id_of(result.card.slug) for result in page.results[:DEPTH]]
        relaxed += page.relaxed
    return run, relaxed


def ask_bm25s(collection: Collection, word: str) -> dict[str, list[str]]:
    """Return query to documents, best first, as bm25s ranks them, given a pattern for words."""
    stemmer = snowballstemmer.stemmer("porter")

    def tokens(texts: Iterable[str]) -> Any:
        return tokenize(list(texts), token_pattern=word, stopwords="en", stemmer=stemmer.stemWords, show_progress=False)

    index = BM25(method="lucene", k1=K1, b=B)
    index.index(tokens(document.words for document in collection.documents), show_progress=False)
    depth = min(DEPTH, len(collection.documents))
    best, _ = index.retrieve(tokens(collection.queries.values()), k=depth, show_progress=False)
    return {
        query: [collection.documents[at].id for at in row] for query, row in zip(collection.queries, best, strict=True)
    }


def evaluate(collection: Collection, run: Mapping[str, Sequence[str]]) -> tuple[float, ...]:
    """Return the measures of a run, in the order of ``PARTS``; a query without results counts 0."""
    judgements = [
        Qrel(query, document, grade) for query, some in collection.grades.items() for document, grade in some.items()
    ]
    ranked = [
        ScoredDoc(query, document, float(-rank)) for query, found in run.items() for rank, document in enumerate(found)
    ]
    measured = ir_measures.calc_aggregate(MEASURES, judgements, ranked)
    return tuple(float(measured[measure]) for measure in MEASURES)


def _elsewhere(folder: Path, compared: Compared) -> str:
    """Return the published numbers of the same baseline, and its numbers by default."""
    setting = f"k1={K1:g} b={B:g}"
    how = f"Lucene's formula, {setting}; without words of one letter nDCG is {compared.theirs_by_itself:.4f}"
    try:
        said: float = json.loads((folder / "bm25.json").read_text("utf-8"))["results"][setting]["ndcg10"]
    except (OSError, KeyError, ValueError):
        return how
    return f"{how}; the corpora say {said:.4f}, a difference of {compared.theirs[0] - said:+.4f}"
