"""The reading age of our own prose, as advice and never as a verdict on a sentence.

The Flesch-Kincaid grade (Kincaid and others 1975) counts words a sentence and syllables a word; a school grade plus
five is an age. Only narration is measured: words in quotation marks are a person's own, and are never scored. A text
above the target age is not wrong, and the name of an organisation counts as hard words, so the median of each shelf
says more than any one text.
"""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from html import unescape
from typing import TYPE_CHECKING

import textstat

from bench.figures import Figure
from bench.workspace import say
from library.content.document_files import read_document_file
from library.content.editorial.introductions import read_introductions
from library.content.folder import scan
from library.content.vocabulary import read_vocabulary
from library.model.document import Kind, Provenance
from library.model.passage import Part
from library.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bench.workspace import Workspace
    from library.model.document import Document
    from library.model.introduction import Block

# Between a school grade and an age.
GRADE_TO_AGE = 5
OLDEST = 11

# Fewer words than this are not enough to measure.
LEAST_WORDS = 40

_SPOKEN = re.compile(r"[\"“][^\"”]*[\"”]")
_TAG = re.compile(r"<[^>]+>")


def measure_prose(workspace: Workspace) -> Iterator[Figure]:
    """Yield the median reading age of each shelf, and name the texts above the target age."""
    del workspace
    for shelf, ages in _by_shelf().items():
        middle = statistics.median(ages.values())
        above = sorted((name for name in ages if ages[name] > OLDEST), key=lambda name: -ages[name])
        listed = ", ".join(f"{name} {ages[name]:.0f}" for name in above[:12])
        say(f"{shelf}: {len(ages)} texts, {len(above)} above age {OLDEST}{': ' if above else ''}{listed}")
        yield Figure(f"reading age, {shelf}", (middle,), (OLDEST,), "years", how=f"{len(ages)} texts")


def reading_age(text: str) -> float | None:
    """Return the reading age of narration, or ``None`` if there is too little of it."""
    narration = _SPOKEN.sub(" ", text)
    if len(narration.split()) < LEAST_WORDS:
        return None
    return float(textstat.flesch_kincaid_grade(narration)) + GRADE_TO_AGE


def _by_shelf() -> Mapping[str, Mapping[str, float]]:
    ages: dict[str, dict[str, float]] = defaultdict(dict)
    for shelf, name, text in _texts():
        age = reading_age(text)
        if age is not None:
            ages[shelf][name] = age
    return ages


def _texts() -> Iterator[tuple[str, str, str]]:
    """Yield shelf, name and text of everything that we wrote in English."""
    folder = read_settings().content
    vocabulary = read_vocabulary(folder)
    for stamp in scan(folder).documents:
        document = read_document_file(folder, stamp.path, vocabulary)
        if document.language == "en":
            yield _shelf(document), document.slug, _own_words(document)
    introductions = read_introductions(folder, vocabulary).introductions
    for collection in introductions.collections:
        blocks = (block for section in collection.sections for block in section.blocks)
        yield "collections", collection.slug, " ".join(_words(block) for block in blocks)
    for theme in introductions.themes:
        yield "themes", theme.theme, " ".join(_words(block) for block in theme.blocks)


def _words(block: Block) -> str:
    return unescape(_TAG.sub("", block.html))


def _shelf(document: Document) -> str:
    if document.kind is Kind.EXAMPLE:
        return "examples"
    if document.kind is Kind.STORY:
        return "stories"
    return "works elsewhere" if document.provenance is Provenance.PUBLISHED_ELSEWHERE else "our own resources"


def _own_words(document: Document) -> str:
    return " ".join(passage.text for passage in document.passages if passage.part is Part.BODY)
