"""Imports Word files of three sources and counts crashes, lost words, words that were to stay hidden, and silence."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.figures import Figure, unmeasured
from bench.missing import Missing
from bench.word_files.by_hand import by_hand
from bench.word_files.by_library import by_library
from bench.word_files.by_office import by_office
from bench.workspace import OWN_CONTENT, say
from library.content.body.markdown import render
from library.content.drafts.draft import draft_of
from library.content.vocabulary import read_vocabulary
from library.content.word.found import REPORTS, Kind
from library.content.word.reading import read_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bench.word_files.sample import Sample
    from bench.workspace import Workspace
    from library.model.vocabulary import Vocabulary

COUNTS = {"by hand": 80, "python-docx": 60, "LibreOffice": 60}
SLOWEST = 2_000.0  # ms
_PARTS = ("crashed", "words lost", "hidden words shown", "not reported")


@dataclass(slots=True)
class Found:
    """What importing some Word files showed.

    Attributes:
        files: How many there were.
        crashed: Files that ended in an error.
        lost: Words for readers that are in no passage.
        shown: Words in a draft that readers must not see.
        silent: Kinds of parts that the report does not name, counted in each file.
        reported: How many reports name each kind.
        slowest: Milliseconds of processor time.
    """

    files: int = 0
    crashed: int = 0
    lost: int = 0
    shown: int = 0
    silent: int = 0
    reported: Counter[str] = field(default_factory=Counter)
    slowest: float = 0


def measure_word_files(workspace: Workspace) -> Iterator[Figure]:
    """Import Word files made by hand, by python-docx and by LibreOffice."""
    vocabulary, seed = read_vocabulary(OWN_CONTENT), workspace.seed
    sources = {
        "by hand": by_hand(COUNTS["by hand"], seed),
        "python-docx": by_library(COUNTS["python-docx"], seed),
        "LibreOffice": by_office(COUNTS["LibreOffice"], seed, workspace.folder / "word-files"),
    }
    for name, samples in sources.items():
        try:
            found = import_all(samples, vocabulary)
        except Missing as error:
            yield unmeasured(f"Word files, {name}", str(error))
            continue
        numbers = (found.crashed, found.lost, found.shown, found.silent)
        reported = ", ".join(f"{kind} {count}" for kind, count in found.reported.most_common())
        yield Figure(
            f"Word files, {name}", numbers, (0, 0, 0, 0), "", _PARTS, f"{found.files} files; reported: {reported}"
        )
        yield Figure(f"slowest Word file, {name}", (found.slowest,), (SLOWEST,))


def import_all(samples: Iterable[Sample], vocabulary: Vocabulary) -> Found:
    """Import Word files, and say which words are missing or should be."""
    found = Found()
    for sample in samples:
        found.files += 1
        began = time.process_time()
        try:
            _import(sample, vocabulary, found)
        except Exception as error:  # noqa: BLE001 (any crash is what is counted)
            found.crashed += 1
            say(f"  {sample.name} crashed: {error!r}")
        found.slowest = max(found.slowest, (time.process_time() - began) * 1_000)
    return found


def _import(sample: Sample, vocabulary: Vocabulary, found: Found) -> None:
    draft = draft_of(sample.data, "a file", "stories", vocabulary)
    text = draft.markdown.decode()
    body = render(text.partition("\n---\n")[2], "en")
    read = " ".join([*(passage.text for passage in body.passages), *(heading.text for heading in body.headings)])
    title = next((line for line in text.split("\n") if line.startswith("# title:")), "")
    lost = set(sample.seen) - set(re.findall(r"seen[0-9]+", f"{title} {read}"))
    shown = [word for word in sample.unseen if re.search(rf"{word}\b", text)]
    kinds = {kind for kind in Kind if any(_says(change.sentence, kind) for change in read_word(sample.data).changes)}
    silent = sample.kinds - kinds
    found.lost += len(lost)
    found.shown += len(shown)
    found.silent += len(silent)
    found.reported.update(kind.value for kind in kinds)
    if lost or shown or silent:
        say(f"  {sample.name}: lost {sorted(lost)}, shown {shown}, not reported {sorted(silent)}")


def _says(sentence: str, kind: Kind) -> bool:
    """Return whether a sentence reports this kind."""
    patterns = (re.escape(form) for form in REPORTS[kind][1:])
    return any(re.fullmatch(re.sub(r"\\\{\w+\\\}", ".*", pattern), sentence) for pattern in patterns)
