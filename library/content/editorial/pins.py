"""Pinning: records the words at the places that a collection links to, under ``kept`` in its header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.editorial.introduction_text import LINK
from library.content.editorial.introductions import COLLECTION_HEADER, KEPT, kept_in
from library.content.header.editing import edit_header
from library.content.mistakes import Mistakes
from library.content.plain_text import lines_of
from library.content.source import part
from library.errors import ContentError, Mistake
from library.model.place import Place, found_again

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from library.content.header.yaml_writer import Value
    from library.content.source import Source
    from library.model.document import Document

_LINK = re.compile(LINK.pattern.encode())
_ORDER = tuple(key.name for key in COLLECTION_HEADER)
_AS_TEXT = "Delete the address of this link and type it again. It has invisible characters."


@dataclass(frozen=True, slots=True)
class Noted:
    """A collection's file with its places recorded.

    Attributes:
        data: The whole file as it should be.
        changed: Places whose words have changed, left as they were, each at its first link.
    """

    data: bytes
    changed: tuple[Mistake, ...]


def note_places(data: bytes, path: str, document: Callable[[str], Document | None], *, accept: bool) -> Noted:
    """Record the words at the places that a collection links to.

    If words have moved within their document, the link follows them. ``check_links`` reports what cannot be recorded,
    such as a place in a document that does not exist.

    Args:
        data: The whole file of the collection.
        path: Of the file, relative to the content folder.
        document: Returns a document by slug.
        accept: Whether to accept the new words of a place whose words have changed.

    Raises:
        ContentError: The file has mistakes and cannot be read.
    """
    mistakes = Mistakes(path)
    source = part(data, mistakes)
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
            changed.append(Mistake(path, _line(source, match), f"{place} has been edited. Check your text still fits."))
        if now or place.text_hash:
            places[name] = now or place
    return Noted(_with_places(data, path, source, places), tuple(changed))


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


def _with_places(data: bytes, path: str, source: Source, places: Mapping[str, Place]) -> bytes:
    """Return a collection's file whose header records places, and whose links lead to them."""
    kept: list[Value] = [{"place": str(place), "hash": place.text_hash} for place in dict.fromkeys(places.values())]
    lines = lines_of(edit_header(data, path, {KEPT.name: kept or None}, _ORDER))
    added = len(lines) - len(lines_of(data))
    body = source.body_line - 1 + added
    renamed = b"".join(lines[body:])
    renamed = _LINK.sub(lambda link: _led(link, places), renamed)
    _check_links(renamed.decode(errors="replace"), source, path, places)
    return b"".join(lines[:body]) + renamed


def _led(link: re.Match[bytes], places: Mapping[str, Place]) -> bytes:
    place = places.get(str(Place(link[1].decode(), (link[2] or b"").decode())))
    return f"]({place})".encode() if place else link[0]


def _check_links(text: str, source: Source, path: str, places: Mapping[str, Place]) -> None:
    """Report a link whose address was not found in the bytes, because of characters that nobody sees."""
    there = iter(LINK.finditer(text))
    for link in LINK.finditer(source.written):
        name = str(Place(link[1], link[2] or ""))
        now = next(there, None)
        if now is None or str(places.get(name, name)) != str(Place(now[1], now[2] or "")):
            raise ContentError([Mistake(path, _line(source, link), _AS_TEXT)])


def _line(source: Source, link: re.Match[str]) -> int:
    return source.body_line + source.written.count("\n", 0, link.start())
