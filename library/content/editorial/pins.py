"""Pinning: records the words at the places that a collection links to, under ``kept`` in its header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.editorial.introduction_text import LINK
from library.content.editorial.introductions import KEPT, kept_in
from library.content.folder_files import read_source
from library.content.mistakes import Mistakes
from library.errors import Mistake
from library.model.place import Place, found_again

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from library.content.source import Source
    from library.model.document import Document

# The key with all its lines: those after it that are indented, or list items.
_KEPT_LINES = re.compile(rf"^{KEPT.name}:.*\n(?:[ \t-].*\n)*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Noted:
    """A collection's file with its places recorded.

    Attributes:
        text: The whole file as it should be.
        differs: Whether it is not so yet.
        changed: Places whose words have changed, left as they were, each at its first link.
    """

    text: str
    differs: bool
    changed: tuple[Mistake, ...]


def note_places(folder: Path, path: str, document: Callable[[str], Document | None], *, accept: bool) -> Noted:
    """Record the words at the places that a collection links to.

    If words have moved within their document, the link follows them. ``check_links`` reports what cannot be recorded,
    such as a place in a document that does not exist.

    Args:
        folder: The content folder.
        path: Of the collection, relative to it.
        document: Returns a document by slug.
        accept: Whether to accept the new words of a place whose words have changed.

    Raises:
        ContentError: The file has mistakes and cannot be read.
    """
    mistakes = Mistakes(path)
    source = read_source(folder, path, mistakes)
    kept = kept_in(source, mistakes) if source else {}
    if source is None or len(mistakes):
        raise mistakes.error()
    places: dict[str, Place] = {}
    changed: list[Mistake] = []
    for match in _links(source):
        name = str(Place(match[1], match[2] or ""))
        found = None if name in places or not match[2] else document(match[1])
        if found is None:
            continue
        place = kept.get(name) or Place(match[1], match[2])
        now = _now(place, found, accept=accept)
        if now is None and place.text_hash:
            line = source.body_line + source.written.count("\n", 0, match.start())
            changed.append(Mistake(path, line, f"{place} has been edited. Check your text still fits."))
        if now or place.text_hash:
            places[name] = now or place
    text = _written(source, places)
    return Noted(_as_saved(text, source), text != _whole(source.header, source.written), tuple(changed))


def _links(source: Source) -> Iterator[re.Match[str]]:
    """Yield the links of a collection's text, but not those in its private comments."""
    for match in LINK.finditer(source.written):
        if not any(comment.start <= match.start() < comment.end for comment in source.comments):
            yield match


def _now(place: Place, document: Document, *, accept: bool) -> Place | None:
    """Return the place to record, or ``None`` if its words are gone or were never there."""
    if place.text_hash:
        anchor = found_again(place, document.passages)
        if anchor or not accept:
            return Place(place.slug, anchor, place.text_hash) if anchor else None
    there = (passage for passage in document.passages if passage.anchor == place.anchor)
    return next((Place(place.slug, place.anchor, passage.text_hash) for passage in there), None)


def _written(source: Source, places: dict[str, Place]) -> str:
    def renamed(match: re.Match[str]) -> str:
        place = places.get(str(Place(match[1], match[2] or "")))
        return f"]({place})" if place else match[0]

    header = _KEPT_LINES.sub("", source.header) + _lines(dict.fromkeys(places.values()))
    return _whole(header, LINK.sub(renamed, source.written))


def _whole(header: str, body: str) -> str:
    return f"---\n{header}---\n{body}"


def _as_saved(text: str, source: Source) -> str:
    """Return the text with the line ends that the file has."""
    return text.replace("\n", "\r\n") if b"\r\n" in source.data else text


def _lines(places: Iterable[Place]) -> str:
    lines = "".join(f'  - {{place: "{place}", hash: "{place.text_hash}"}}\n' for place in places)
    return f"{KEPT.name}:\n{lines}" if lines else ""
