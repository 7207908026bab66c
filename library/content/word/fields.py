"""Words of Word's XML, and the fields in it that Word fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from library.content.word.names import MATHS, VAL, w

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXTS = frozenset({w("t"), w("delText"), f"{{{MATHS}}}t"})
_GAPS = frozenset({w("tab"), w("br"), w("cr"), w("p"), w("tc")})
# Fields whose words mean the same without Word, or that have none.
_USUAL = frozenset(
    "HYPERLINK TOC PAGE NUMPAGES PAGEREF XE TC TA FORMCHECKBOX FORMTEXT FORMDROPDOWN SEQ NOTEREF SYMBOL".split()
)


def words_of(element: Element) -> str:
    """Return all words of an element, also those that were deleted, on one line."""
    return " ".join("".join(_pieces(element)).split())


def own_words_of(paragraph: Element) -> str:
    """Return the words of a paragraph without those of paragraphs inside it, such as of a text box."""
    return " ".join("".join(_own_pieces(paragraph)).split())


def field_name(instruction: str) -> str:
    """Return the name of a field that Word updates, such as ``DATE``; empty for those that need no report."""
    name = next(iter(instruction.split()), "").upper()
    return "" if name in _USUAL or not name.isalpha() else name


def as_run(text: str) -> Element:
    """Return words as a run of plain text."""
    run = Element(w("r"))
    words = SubElement(run, w("t"))
    words.text = text
    return run


def value(element: Element | None) -> str:
    """Return the ``w:val`` of an element, or nothing."""
    return "" if element is None else element.get(VAL, "")


def _pieces(element: Element) -> Iterator[str]:
    for each in element.iter():
        yield _piece(each)


def _own_pieces(element: Element) -> Iterator[str]:
    for child in element:
        yield _piece(child)
        if child.tag != w("p"):
            yield from _own_pieces(child)


def _piece(element: Element) -> str:
    if element.tag in _TEXTS:
        return element.text or ""
    return " " if element.tag in _GAPS else ""
