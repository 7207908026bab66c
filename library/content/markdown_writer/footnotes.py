"""Footnotes: references and notes that point at each other, as Word, Word's clipboard and LibreOffice write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.markdown_writer.nodes import Element, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.content.markdown_writer.nodes import Node

_MARK = re.compile(r"[\[(]?(?:[0-9]{1,4}|[ivxlc]{1,7}|[*†‡§¶a-z])[\])]?", re.IGNORECASE)
_BACK = re.compile(r"[↑↩^\ufe0e\ufe0f]+")


@dataclass(frozen=True, slots=True)
class Footnotes:
    """A text without its footnotes.

    Attributes:
        body: The tree; each reference is an element ``note`` with a ``number``.
        notes: The tree of each footnote; in the order of their numbers.
    """

    body: tuple[Node, ...]
    notes: tuple[tuple[Node, ...], ...]


def take_footnotes(tree: tuple[Node, ...], first: int = 1) -> Footnotes:
    """Separate a text and its footnotes, numbered from ``first`` in the order of their first references."""
    links = {_id(link): link.attributes["href"][1:] for link in _links(tree) if _is_mark(link) and _id(link)}
    blocks = dict(_blocks_with_ids(tree, None))
    notes: dict[str, None] = {}
    for mark, target in links.items():
        # A note is what a mark leads to, with a link back. The same is true the other way round, so the first counts.
        if target in blocks and mark not in notes and mark in _targets(blocks[target]):
            notes[target] = None
    numbers = {target: number for number, target in enumerate(notes, start=first)}
    if not numbers:
        return Footnotes(tree, ())
    separator = _Separator(numbers, {id(blocks[target]) for target in numbers})
    texts = tuple(separator.without(blocks[target].children, marks=True) for target in numbers)
    return Footnotes(separator.without(tree), texts)


def _id(element: Element) -> str:
    return element.attributes.get("id") or element.attributes.get("name") or ""


def _is_mark(link: Element) -> bool:
    return _MARK.fullmatch(words_of(link.children)) is not None


def _links(nodes: tuple[Node, ...]) -> Iterator[Element]:
    """Yield every link within the page, in order."""
    for node in nodes:
        if isinstance(node, Element):
            if node.name == "a" and node.attributes.get("href", "").startswith("#"):
                yield node
            yield from _links(node.children)


def _targets(element: Element) -> set[str]:
    return {link.attributes["href"][1:] for link in _links(element.children)}


def _blocks_with_ids(nodes: tuple[Node, ...], around: Element | None) -> Iterator[tuple[str, Element]]:
    """Yield each id with its element; for an id within a line, with the block around it."""
    for node in nodes:
        if isinstance(node, Element):
            block = node if node.name in {"li", "p", "div", "dd"} else around
            if block is not None and _id(node):
                yield _id(node), block
            yield from _blocks_with_ids(node.children, block)


class _Separator:
    """Takes notes out of a tree and replaces the links to them."""

    def __init__(self, numbers: dict[str, int], notes: set[int]) -> None:
        self._numbers = numbers
        self._notes = notes

    def without(self, nodes: tuple[Node, ...], *, marks: bool = False) -> tuple[Node, ...]:
        """Return a tree without notes; if ``marks``, also without links back to the text."""
        kept: list[Node] = []
        for node in nodes:
            if isinstance(node, str):
                kept.append(node)
            elif id(node) not in self._notes and not (marks and self._leads_back(node)):
                kept.append(self._replaced(node, marks=marks))
        return tuple(kept)

    def _replaced(self, node: Element, *, marks: bool) -> Element:
        number = self._numbers.get(node.attributes.get("href", "")[1:]) if node.name == "a" else None
        if number and _is_mark(node):
            return Element("note", {"number": str(number)}, ())
        return Element(node.name, node.attributes, self.without(node.children, marks=marks))

    def _leads_back(self, node: Element) -> bool:
        words = words_of(node.children)
        is_mark = not words or _MARK.fullmatch(words) or _BACK.fullmatch(words)
        return node.name == "a" and node.attributes.get("href", "").startswith("#") and bool(is_mark)
