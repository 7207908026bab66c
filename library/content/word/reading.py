"""From the bytes of a Word file to HTML, its pictures and everything that has to be reported."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.word.archive import MOST_MEDIA, Archive, UnusableWordFile, no_word
from library.content.word.cleaning import Cleaner
from library.content.word.fields import own_words_of
from library.content.word.found import Found, Kind
from library.content.word.names import w
from library.content.word.pages import to_html
from library.content.word.properties import report_properties
from library.content.word.relations import main_part, relations_of
from library.content.word.styles import read_styles
from library.content.word.xml_reader import read_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from library.content.changes import Change
    from library.content.word.relations import Relation

_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_WORD = re.compile(r"[^\W_]+")
_INLINE_TAG = re.compile(r"</?(?:a|em|s|strong|sub|sup|u)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class WordText:
    """The text of a Word file.

    Attributes:
        html: Not trusted; Title is level 1, Heading 1 is level 2 and so on.
        pictures: The part of each picture, by its ``src`` in the HTML.
        decorative: The ``src`` of each picture that only decorates.
        changes: What is left out and changed, in a fixed order.
        archive: Where the pictures are.
    """

    html: str
    pictures: dict[str, str]
    decorative: frozenset[str]
    changes: tuple[Change, ...]
    archive: Archive

    def picture(self, source: str) -> bytes:
        """Return the file of a picture.

        Raises:
            UnusableWordFile: It is missing, damaged or too large.
        """
        part = self.pictures[source]
        if part not in self.archive:
            raise UnusableWordFile("is missing in the Word file.")
        return self.archive.read(part, MOST_MEDIA)


def read_word(data: bytes) -> WordText:
    """Read a Word file.

    Args:
        data: The whole file; nothing about it is trusted.

    Raises:
        UnusableWordFile: It is something else, locked, damaged or too large; the message says what to do.
    """
    archive, found = Archive(data), Found()
    main = main_part(archive)
    if main not in archive:
        raise no_word()
    parts, relations = _parts(archive, main)
    clean = _clean(parts, relations, found)
    report_properties(archive, found)
    pages = to_html(clean, relations)
    for _ in range(pages.lost):
        found.add(Kind.LOST, "a symbol")
    _report_lost(clean, pages.html, found)
    return WordText(pages.html, pages.pictures, frozenset(pages.decorative), tuple(found.changes()), archive)


def _parts(archive: Archive, main: str) -> tuple[dict[str, Element], dict[str, dict[str, Relation]]]:
    """Return the parts that hold text or say what it looks like, and what each refers to."""
    relations = {"document": relations_of(archive, main)}
    parts = {"document": read_xml(archive.read(main))}
    for each in relations["document"].values():
        if each.kind in {*_NOTES, "numbering", "styles"} and each.target in archive:
            parts[each.kind] = read_xml(archive.read(each.target))
            relations[each.kind] = relations_of(archive, each.target)
    return parts, relations


def _clean(parts: dict[str, Element], relations: dict[str, dict[str, Relation]], found: Found) -> dict[str, Element]:
    styles = read_styles(parts.get("styles"))
    notes = {
        (kind, note.get(w("id"), ""))
        for name, kind in _NOTES.items()
        for note in parts.get(name, ())
        if note.tag == w(kind)
    }
    clean = {
        name: Cleaner(styles, relations.get(name, {}), notes, found).clean(root)
        for name, root in parts.items()
        if name in {"document", *_NOTES}
    }
    return clean | ({"numbering": parts["numbering"]} if "numbering" in parts else {})


def _report_lost(clean: dict[str, Element], written: str, found: Found) -> None:
    """Note words of the clean text that are not in the HTML, whatever the reason."""
    there = Counter(_WORD.findall(html.unescape(_TAG.sub(" ", _INLINE_TAG.sub("", written)))))
    body = clean["document"].find(w("body"))
    for paragraph in () if body is None else body.iter(w("p")):
        words = own_words_of(paragraph)
        needed = Counter(_WORD.findall(words))
        if needed - there:
            found.add(Kind.LOST, words)
