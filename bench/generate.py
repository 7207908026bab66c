"""A content folder of any size, made from real paragraphs: the same seed gives the same bytes.

Each document is a run of consecutive paragraphs from one source, and from further ones until it is long enough, so
that words come in topics and bursts as people write them. Its terms are drawn from the library's own vocabulary, a few
often and most rarely. Every document is marked ``fictional``, so that nobody takes it for evidence. A few are for the
network or coordinators only, withdrawn, drafts or dated in the future, so that hiding is measured too. Some are Welsh,
and some of these translate another one.

The corpora have less than the 6 million words of 10,000 documents, so each paragraph is in several of them.
"""

from __future__ import annotations

import json
import math
import random
import re
import shutil
from bisect import bisect
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from bench.corpus import count_words
from library.content.vocabulary import PATH as VOCABULARY
from library.content.vocabulary import read_vocabulary
from library.model.document import Kind
from library.model.vocabulary import Axis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bench.corpus import Corpus, Piece
    from library.model.vocabulary import Vocabulary

# Lengths are log-normal around this mean, like those of real pages.
MEAN_WORDS = 600
SPREAD = 0.45
FEWEST_WORDS, MOST_WORDS = 120, 3_000

# How much rarer the next term of an axis is: weight 1 / rank ** SKEW.
SKEW = 0.8

# One document in this many is the Welsh translation of the previous one.
PAIR_EVERY = 50
WELSH_SHARE = 0.03

FIRST_DAY = date(2016, 1, 1)
DAYS = 10 * 365
AHEAD = date(2199, 1, 1)

SUMMARY_WORDS = 30
TITLE_WORDS = 8

KINDS = {
    Kind.STORY: 34, Kind.EXAMPLE: 5, Kind.VIDEO: 6, Kind.AUDIO: 2, Kind.GUIDANCE: 18, Kind.TOOL: 8, Kind.REPORT: 10,
    Kind.PAPER: 9, Kind.LAW: 2, Kind.COURSE: 4, Kind.EVENT: 2,
}  # fmt: skip

# Why a document is not public, in per mille.
STATUSES = {"published": 975, "withdrawn": 10, "draft": 10, "in-review": 5}
AUDIENCES = {"public": 970, "network": 20, "coordinators": 10}
DATED_AHEAD = 0.005

EXAMPLE_PARTS = ("The record as it was", "As it could be", "Why")

_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*#]+|^\s*(?:[-+]|[0-9]+\.)\s+", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes documents; document ``n`` is the same in a library of any size above ``n``."""

    corpus: Corpus
    vocabulary: Vocabulary
    seed: int
    starts: Sequence[int]

    def random(self, number: int) -> random.Random:
        return random.Random(f"{self.seed}:{number}")  # noqa: S311 (a generator, no secret)


def generate(
    folder: Path,
    corpus: Corpus,
    vocabulary: Path,
    *,
    documents: int,
    seed: int,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    """Write a content folder.

    Args:
        folder: Created again; its old content is deleted.
        corpus: The words.
        vocabulary: A content folder whose vocabulary is copied.
        documents: How many.
        seed: The same seed, corpora and vocabulary give the same bytes.
        progress: Called with how many are written, of how many.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for shelf in ("stories", "resources"):
        (folder / shelf).mkdir(parents=True)
    shutil.copyfile(vocabulary / VOCABULARY, folder / VOCABULARY)
    starts = tuple(accumulate((len(source) for source in corpus.english), initial=0))
    maker = _Maker(corpus, read_vocabulary(folder), seed, starts)
    for number in range(documents):
        shelf, text = _document(maker, number)
        (folder / shelf / f"{_slug(number)}.md").write_text(text, "utf-8", newline="\n")
        progress(number + 1, documents)


def _slug(number: int) -> str:
    return f"document-{number:05d}"


def _document(maker: _Maker, number: int) -> tuple[str, str]:
    """Return shelf and text of one document."""
    translates = number % PAIR_EVERY == PAIR_EVERY - 1
    has_twin = number % PAIR_EVERY == PAIR_EVERY - 2
    chance = maker.random(number)
    welsh = translates or (not has_twin and chance.random() < WELSH_SHARE)
    pieces = _take(maker, chance, welsh=welsh)
    # A translation is about what its original is about.
    about = maker.random(number - 1 if translates else number)
    kind = about.choices(list(KINDS), list(KINDS.values()))[0]
    header = {
        "title": _title(pieces),
        "kind": str(kind),
        "summary": _summary(pieces),
        **_terms(maker.vocabulary, about),
        "language": "cy" if welsh else "en",
        **({"translation_of": _slug(number - 1), "translation": "awaiting-check"} if translates else {}),
        "authors": ["The benchmark"],
        "year": about.randint(2005, 2025),
        "published": str(_day(chance)),
        "licence": "CC0-1.0",
        "provenance": "fictional",
        "related": sorted({_slug(chance.randrange(number)) for _ in range(chance.randint(0, 2))}) if number else [],
        "status": _drawn(chance, STATUSES),
        "consent": {"audience": _drawn(chance, AUDIENCES), "uses": ["workshop", "excerpt", "print", "web-search"]},
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in header.items() if value != []]
    body = _example(pieces) if kind is Kind.EXAMPLE else _body(pieces)
    return kind.shelf, "\n".join(["---", *lines, "---", "", *body]) + "\n"


def _take(maker: _Maker, chance: random.Random, *, welsh: bool) -> list[Piece]:
    """Return runs of consecutive pieces with about as many words as wanted."""
    mean = math.log(MEAN_WORDS) - SPREAD**2 / 2
    wanted = min(MOST_WORDS, max(FEWEST_WORDS, chance.lognormvariate(mean, SPREAD)))
    taken: list[Piece] = []
    words = 0
    while words < wanted:
        for piece in _run(maker, chance, welsh=welsh):
            taken.append(piece)
            words += piece.words
            if words >= wanted:
                break
    # Half of the time, leaving out the last one is closer.
    return taken[:-1] if len(taken) > len(EXAMPLE_PARTS) and words - wanted > taken[-1].words / 2 else taken


def _run(maker: _Maker, chance: random.Random, *, welsh: bool) -> Sequence[Piece]:
    """Return the rest of a source from a random piece on, every piece being equally likely."""
    if welsh:
        return maker.corpus.welsh[chance.randrange(len(maker.corpus.welsh)) :]
    at = chance.randrange(maker.starts[-1])
    source = bisect(maker.starts, at) - 1
    return maker.corpus.english[source][at - maker.starts[source] :]


def _body(pieces: Sequence[Piece]) -> list[str]:
    return [
        line for piece in pieces for line in (*([f"## {piece.heading}", ""] if piece.heading else []), piece.text, "")
    ]


def _example(pieces: Sequence[Piece]) -> list[str]:
    """Return a body of exactly three parts."""
    part = math.ceil(len(pieces) / len(EXAMPLE_PARTS))
    lines = []
    for at, heading in enumerate(EXAMPLE_PARTS):
        lines += [f"## {heading}", ""]
        lines += [line for piece in pieces[at * part : (at + 1) * part] for line in (piece.text, "")]
    return lines


def _title(pieces: Sequence[Piece]) -> str:
    heading = next((piece.heading for piece in pieces if piece.heading), "")
    words = (heading or _plain(pieces[0].text)).split()
    return " ".join(words[:TITLE_WORDS]).rstrip(".,;:") or "A document"


def _summary(pieces: Sequence[Piece]) -> str:
    sentences = (sentence for piece in pieces for sentence in _SENTENCE.split(_plain(piece.text)))
    first = next((sentence for sentence in sentences if count_words(sentence) >= SUMMARY_WORDS // 3), "Some words.")
    words = first.split()
    return first if len(words) <= SUMMARY_WORDS else f"{' '.join(words[:SUMMARY_WORDS])}…"


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub(lambda mark: mark[1] or "", text).split())


def _terms(vocabulary: Vocabulary, chance: random.Random) -> dict[str, object]:
    terms: dict[str, object] = {}
    for axis, most in ((Axis.THEME, 3), (Axis.ROLE, 3), (Axis.SECTOR, 2), (Axis.SETTING, 2), (Axis.OUTCOME, 2)):
        terms[axis.value] = _some(vocabulary, axis, chance, most)
    for key, axis in (("nation", Axis.NATION), ("voice", Axis.VOICE), ("shows", Axis.SHOWS)):
        terms[key] = _some(vocabulary, axis, chance, 1)[0]
    return terms


def _some(vocabulary: Vocabulary, axis: Axis, chance: random.Random, most: int) -> list[str]:
    """Return one to ``most`` different terms of an axis."""
    ids = list(vocabulary.on(axis))
    weights = [1 / rank**SKEW for rank in range(1, len(ids) + 1)]
    return list(dict.fromkeys(chance.choices(ids, weights, k=chance.randint(1, most))))


def _day(chance: random.Random) -> date:
    return AHEAD if chance.random() < DATED_AHEAD else FIRST_DAY + timedelta(days=chance.randrange(DAYS))


def _drawn(chance: random.Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]
