"""From ``themes/*.md`` and ``collections/*.md`` to introductions, or every mistake in them.

``introduction_text`` reads the text below the header; ``introduction_links`` checks the links once all documents are
known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.body.advice.every import advise_on_text
from library.content.editorial.introduction_text import Link, Purpose, Text
from library.content.folder import scan
from library.content.folder_files import read_source
from library.content.header.entry import Entry, Reading
from library.content.header.fields import Fields, Key, read_keys
from library.content.header.groups import Group
from library.content.header.tree import read_header
from library.content.header.value_types import ListOf, WholeNumber, slug, text
from library.content.mistakes import Mistakes, quoted
from library.content.nearest import did_you_mean
from library.content.slugs import COLLECTIONS, THEMES, slug_of
from library.errors import ContentError, Mistake
from library.model.introduction import Collection, Introductions, Start, ThemeIntroduction
from library.model.place import Place
from library.model.vocabulary import Axis

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

    from library.content.source import Source
    from library.errors import Advice
    from library.model.vocabulary import Vocabulary

STARTS = 3

_PLACE = re.compile(r"([a-z0-9][a-z0-9-]*)#(p[1-9]\d{0,5}|t=\d{1,6}|page=\d{1,5})")
_HASH = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class ReadIntroductions:
    """The introductions of a content folder, and what to check once all documents are known.

    Attributes:
        introductions: Complete, except for checking links.
        links: By file and line.
        sections: Path, line and heading of each section that must have a source.
        advice: For their editors, in the order it was found; may be empty.
    """

    introductions: Introductions
    links: tuple[Link, ...] = ()
    sections: tuple[tuple[str, int, str], ...] = ()
    advice: tuple[Advice, ...] = ()


def read_introductions(folder: Path, vocabulary: Vocabulary, only: Container[str] | None = None) -> ReadIntroductions:
    """Read the introductions of a content folder; missing folders are empty.

    Args:
        folder: The content folder.
        vocabulary: The terms that exist.
        only: The paths to read, or ``None`` for all.

    Raises:
        ContentError: Every mistake in all of them.
    """
    reader = _Reader(folder, vocabulary, only)
    collections = [found for path in reader.paths(COLLECTIONS) if (found := reader.collection(path))]
    themes = [theme for path in reader.paths(THEMES) if (theme := reader.theme(path))]
    if reader.mistakes:
        raise ContentError(reader.mistakes, reader.advice)
    collections.sort(key=lambda each: (each.order, each.title))
    introductions = Introductions(tuple(collections), tuple(themes))
    return ReadIntroductions(introductions, tuple(reader.links), tuple(reader.sections), tuple(reader.advice))


def _kept_place(entry: Entry) -> Place | None:
    words = text(entry)
    match = _PLACE.fullmatch(words) if words else None
    if words and not match:
        entry.wrong(f"{quoted(words)} is not a place in a document. Run: library pin-links")
    return Place(match[1], match[2]) if match else None


def _hash(entry: Entry) -> str | None:
    scalar = entry.scalar()
    if scalar is None or _HASH.fullmatch(scalar.text):
        return scalar.text if scalar else None
    entry.wrong(f"{quoted(scalar.text)} was not written by the library. Run: library pin-links")
    return None


DOCUMENT = Key("document", slug, required=True)
WHY = Key("why", text, required=True)


def _start(entry: Entry, fields: Fields) -> tuple[Start, int] | None:
    document, why = fields.get(DOCUMENT), fields.get(WHY)
    return (Start(document, why), entry.node.line) if document and why else None


KEPT_PLACE = Key("place", _kept_place, required=True)
KEPT_HASH = Key("hash", _hash, required=True)


def _kept(_entry: Entry, fields: Fields) -> Place | None:
    place, text_hash = fields.get(KEPT_PLACE), fields.get(KEPT_HASH)
    return Place(place.slug, place.anchor, text_hash) if place and text_hash else None


TITLE = Key("title", text, required=True)
SUMMARY = Key("summary", text, required=True)
ORDER = Key("order", WholeNumber(1, 999), required=True)
KEPT = Key("kept", ListOf(Group((KEPT_PLACE, KEPT_HASH), _kept)))
COLLECTION_HEADER = (TITLE, SUMMARY, ORDER, KEPT)

START = Key(
    "start", ListOf(Group((DOCUMENT, WHY), _start), most=STARTS, example="{document: …, why: …}"), required=True
)
THEME_HEADER = (START,)


def kept_in(source: Source, mistakes: Mistakes) -> dict[str, Place]:
    """Return the pinned places in a collection's header, by their links in the text, and report wrong ones."""
    header = read_keys("", read_header(source, mistakes.path), COLLECTION_HEADER, Reading(mistakes))
    return {str(place): place for place in header.get(KEPT) or ()}


class _Reader:
    """Reads one file after another, and collects mistakes and what to check later."""

    def __init__(self, folder: Path, vocabulary: Vocabulary, only: Container[str] | None) -> None:
        self._folder = folder
        self._only = only
        self._vocabulary = vocabulary
        self.mistakes: list[Mistake] = []
        self.advice: list[Advice] = []
        self.links: list[Link] = []
        self.sections: list[tuple[str, int, str]] = []

    def paths(self, shelf: str) -> Iterator[str]:
        found = scan(self._folder, (shelf,))
        self.mistakes.extend(each for each in found.mistakes if self._only is None or each.path in self._only)
        return (each.path for each in found.documents if self._only is None or each.path in self._only)

    def collection(self, path: str) -> Collection | None:
        mistakes = Mistakes(path)
        source = read_source(self._folder, path, mistakes)
        found = self._collection(source, mistakes) if source else None
        self._take(mistakes)
        return found

    def _collection(self, source: Source, mistakes: Mistakes) -> Collection | None:
        header = read_keys("", read_header(source, mistakes.path), COLLECTION_HEADER, self._reading(mistakes))
        kept = {str(place): place.text_hash for place in header.get(KEPT) or ()}
        advise_on_text(source, self._vocabulary.contacts, mistakes)
        text = Text(source, mistakes, kept)
        for name in kept.keys() - {str(link.place) for link in text.links}:
            mistakes.add(header.line(KEPT), f"kept: Nothing here links to {name} now. Run: library pin-links")
        self.links.extend(text.links)
        self.sections.extend((mistakes.path, line, section.heading) for line, section in text.sections if line)
        title, summary, order = header.get(TITLE), header.get(SUMMARY), header.get(ORDER)
        if not text.sections:
            mistakes.add(source.body_line, "Add text that says what this collection is for.")
        if title and summary and order:
            sections = tuple(section for _, section in text.sections)
            return Collection(slug_of(mistakes.path), mistakes.path, title, summary, order, sections)
        return None

    def theme(self, path: str) -> ThemeIntroduction | None:
        mistakes = Mistakes(path)
        source = read_source(self._folder, path, mistakes)
        found = self._theme(source, mistakes) if source else None
        self._take(mistakes)
        return found

    def _theme(self, source: Source, mistakes: Mistakes) -> ThemeIntroduction | None:
        theme = slug_of(mistakes.path)
        themes = self._vocabulary.on(Axis.THEME)
        if theme not in themes:
            hint = did_you_mean(theme, themes)
            mistakes.add(1, f"Rename this file after a theme in vocabulary.yaml. {quoted(theme)} is not one.{hint}")
        header = read_keys("", read_header(source, mistakes.path), THEME_HEADER, self._reading(mistakes))
        starts = header.get(START) or ()
        if START in header and len(starts) < STARTS and not len(mistakes):
            mistakes.add(header.line(START), f"start: Name {STARTS} documents and say how they differ.")
        advise_on_text(source, self._vocabulary.contacts, mistakes)
        text = Text(source, mistakes, {})
        for link in text.links:
            mistakes.add(link.line, "Remove this link. Name documents under start instead.")
        self.links.extend(Link(mistakes.path, line, Place(start.slug), Purpose.START) for start, line in starts)
        if [section.heading for _, section in text.sections] != [""]:
            mistakes.add(source.body_line, "Write a few paragraphs here, without headings.")
            return None
        blocks = text.sections[0][1].blocks
        return ThemeIntroduction(theme, mistakes.path, blocks, tuple(start for start, _ in starts))

    def _take(self, found: Mistakes) -> None:
        self.mistakes.extend(found.error().mistakes if len(found) else ())
        self.advice.extend(found.advice)

    def _reading(self, mistakes: Mistakes) -> Reading:
        return Reading(mistakes, self._vocabulary)
