"""Transcripts: how many real files go through and why others do not; an hour of talk, and a thousand recordings."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from itertools import cycle, islice
from statistics import median
from typing import TYPE_CHECKING

from bench.corpora import corpora
from bench.figures import Figure, p50_p95
from bench.processes import Place, run_library
from bench.search import page_timer
from bench.workspace import OWN_CONTENT, say
from library.content.body.transcript import passages_of
from library.content.transcripts.captions import captions_of
from library.content.transcripts.cues import Cue
from library.content.transcripts.reading import read_transcript
from library.content.vocabulary import PATH as VOCABULARY
from library.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from bench.workspace import Workspace

READ_SECONDS = 0.5
PUBLISH_SECONDS = 2.0
MANY, MANY_SECONDS = 1_000, 180.0
PAGE = 100.0
HOUR = 3_600.0
RUNS = 5
VIEWS = 30
OUTCOMES = ("clean", "fixed", "refused")

_FILM = b"\x00\x00\x00\x18ftypisom" + bytes(16)
_DOCUMENT = """\
---
title: Talk {number}
kind: video
summary: A recording with its transcript.
themes: [listening]
roles: [facilitator]
sectors: [social-care]
provenance: fictional
media: {{file: film.mp4, duration: "01:00:00"}}
transcripts: [{{language: en, file: {name}}}]
---
"""


def measure_transcripts(workspace: Workspace) -> Iterator[Figure]:
    """Read every transcript of the corpora, then publish an hour's and a thousand.

    Raises:
        Missing: There are no corpora.
    """
    files = sorted(path for path in (corpora() / "vtt").rglob("*") if path.suffix in {".vtt", ".srt"})
    yield _outcomes(files)
    hour = _an_hour(path for path in files if path.suffix == ".srt" and path.parent.name == "en")
    yield _reading(hour)
    place = _library(workspace)
    yield from _published(place, hour)
    yield _many(place, [path for path in files if path.suffix == ".srt"])


def _outcomes(files: Sequence[Path]) -> Figure:
    """Read all files and print the table of outcomes by shape, and every reason."""
    counted: Counter[tuple[str, str]] = Counter()
    reasons: Counter[str] = Counter()
    for path in files:
        try:
            read = read_transcript(path.read_bytes(), path.name)
        except ContentError as error:
            counted["not read", "refused"] += 1
            reasons.update(f"refused: {mistake.sentence}" for mistake in error.mistakes)
        else:
            counted[read.shape, "fixed" if read.advice else "clean"] += 1
            # What follows “Also on” or a colon differs from file to file.
            reasons.update(f"fixed: {_reason(sentence)}" for sentence in {each.sentence for each in read.advice})
    say(_table(counted))
    for reason, times in reasons.most_common():
        say(f"  {times:3} × {reason}")
    totals = [sum(times for (_, outcome), times in counted.items() if outcome == each) for each in OUTCOMES]
    return Figure(
        "transcripts of the corpora", tuple(map(float, totals)), unit="files", parts=OUTCOMES, how=_how(files)
    )


def _how(files: Sequence[Path]) -> str:
    return f"{len(files)} files; refused are those without words"


def _reason(sentence: str) -> str:
    return sentence.partition(" Also on ")[0].partition(": ")[0].rstrip(".")


def _table(counted: Counter[tuple[str, str]]) -> str:
    shapes = sorted({shape for shape, _ in counted})
    rows = [f"  {'shape':20}{''.join(f'{outcome:>10}' for outcome in OUTCOMES)}"]
    rows += [f"  {shape:20}{''.join(f'{counted[shape, outcome]:10}' for outcome in OUTCOMES)}" for shape in shapes]
    return "\n".join(rows)


def _an_hour(files: Iterable[Path]) -> bytes:
    """Return an hour of talk: real transcripts, one after the other."""
    cues: list[Cue] = []
    after = 0.0
    for path in files:
        read = read_transcript(path.read_bytes(), path.name).cues
        cues += [Cue(cue.line, cue.start + after, cue.end + after, cue.text) for cue in read]
        after = max(cue.end for cue in cues)
    return captions_of(cue for cue in cues if cue.end <= HOUR)


def _reading(hour: bytes) -> Figure:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        cues = read_transcript(hour, "hour.vtt").cues
        passages = passages_of(cues, "en")
        times.append(time.perf_counter() - start)
    how = f"{RUNS} runs; {len(hour) // 1024} KB, {len(cues):,} cues, {len(passages)} passages"
    return Figure("an hour's transcript, read", (median(times),), (READ_SECONDS,), "s", how=how)


def _library(workspace: Workspace) -> Place:
    """Return a library with our own vocabulary and a film, published."""
    place = Place(workspace.folder / "transcripts" / "content", workspace.folder / "transcripts" / "data")
    shutil.rmtree(place.content.parent, ignore_errors=True)
    (place.content / "resources").mkdir(parents=True)
    shutil.copy(OWN_CONTENT / VOCABULARY, place.content / VOCABULARY)
    (place.content / "resources/film.mp4").write_bytes(_FILM)
    run_library(place, "publish")
    return place


def _published(place: Place, hour: bytes) -> Iterator[Figure]:
    (place.content / "resources/hour.vtt").write_bytes(hour)
    _write(place, "hour", "hour.vtt")
    run = run_library(place, "publish")
    how = f"`library publish`, 1 run; {run.cpu:.2f} s of processor time"
    yield Figure("an hour's transcript, published", (run.seconds,), (PUBLISH_SECONDS,), "s", how=how)
    with page_timer(place) as fetch:
        times = [fetch("/resources/hour") for _ in range(VIEWS)]
    how = f"{VIEWS} times, in process"
    yield Figure("an hour's transcript, its page", p50_p95(times), (PAGE, PAGE), parts=("p50", "p95"), how=how)


def _many(place: Place, files: Sequence[Path]) -> Figure:
    for number, path in enumerate(islice(cycle(files), MANY)):
        name = f"talk-{number:04}.srt"
        (place.content / "resources" / name).write_bytes(path.read_bytes())
        _write(place, f"talk-{number:04}", name)
    run = run_library(place, "publish")
    how = f"`library publish`, 1 run; {run.cpu:.0f} s of processor time"
    return Figure(f"{MANY:,} transcripts, published", (run.seconds,), (MANY_SECONDS,), "s", how=how)


def _write(place: Place, slug: str, name: str) -> None:
    (place.content / f"resources/{slug}.md").write_text(_DOCUMENT.format(number=slug, name=name), "utf-8")
