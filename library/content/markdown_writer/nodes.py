"""From untrusted HTML to a tree of allowed elements."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias

import nh3

from library.content.body.html_attributes import hides
from library.content.body.html_rules import BREAKS, KINDS, REMOVED, VOID
from library.model.characters import FORBIDDEN

# Read because what they hide has to be left out.
_SEEN_ONLY = {"style", "hidden", "cite", "datetime"}
# Word writes hidden words also in an element that has no other meaning here; it is read as one that has none.
_MEANINGLESS = {"font": "span"}
# Elements inside more than this many others lose their tags, and their words stay.
DEEPEST = 60

_EMPTY = VOID | {"input"}
_ALLOWED = KINDS.keys() | _EMPTY | (BREAKS - REMOVED) | _MEANINGLESS.keys()


@dataclass(frozen=True, slots=True)
class Element:
    """One allowed element.

    Attributes:
        name: In lower case.
        attributes: Only those that the cleaner allows.
        children: Elements and words, in order.
    """

    name: str
    attributes: dict[str, str]
    children: tuple[Node, ...]


Node: TypeAlias = Element | str


def parse(html: str) -> tuple[Node, ...]:
    """Return the tree of a piece of HTML; the same text always gives the same tree.

    Args:
        html: From a Word file or a clipboard; nothing about it is trusted.
    """
    builder = _Builder()
    builder.feed(_cleaner().clean(FORBIDDEN.sub("", html)))
    builder.close()
    return builder.tree()


def words_of(nodes: tuple[Node, ...]) -> str:
    """Return the words of a tree, with a space between blocks."""
    parts = (node if isinstance(node, str) else f" {words_of(node.children)} " for node in nodes)
    return " ".join("".join(parts).split())


@functools.cache
def _cleaner() -> nh3.Cleaner:
    attributes = {tag: {"id"} for tag in _ALLOWED} | {
        "a": {"id", "name", "href"},
        "abbr": {"title"},
        "img": {"src", "alt"},
        "input": {"type", "checked"},
        "ol": {"id", "start"},
        "span": {"id", "lang"},
        "td": {"id", "colspan", "rowspan"},
        "th": {"id", "colspan", "rowspan"},
    }
    return nh3.Cleaner(
        tags=set(_ALLOWED),
        attributes={tag: names | _SEEN_ONLY for tag, names in attributes.items()},
        clean_content_tags=set(REMOVED),
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


@dataclass(slots=True)
class _Open:
    name: str
    attributes: dict[str, str]
    children: list[Node] = field(default_factory=list)


def _is_aside(tag: str, attributes: dict[str, str]) -> bool:
    """Return whether an element is what Word writes for a deletion that is not accepted yet, or for a comment."""
    is_deletion = tag == "del" and not {"cite", "datetime"}.isdisjoint(attributes)
    return (
        is_deletion
        or "mso-element:comment" in attributes.get("style", "").replace(" ", "")
        or attributes.get("href", "").startswith("#_msocom")
    )


class _Builder(HTMLParser):
    """Builds the tree of HTML that the cleaner wrote, which is well nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._stack = [_Open("", {})]
        self._flattened = 0
        # Elements open around this place of which the first is hidden.
        self._hidden = 0

    def tree(self) -> tuple[Node, ...]:
        while len(self._stack) > 1:
            self._close()
        return tuple(self._stack[0].children)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        every = {name: value or "" for name, value in attrs}
        attributes = {name: value for name, value in every.items() if name not in _SEEN_ONLY}
        if self._hidden or hides(every) or _is_aside(tag, every):
            self._hidden += tag not in _EMPTY
        elif tag in _EMPTY:
            self._stack[-1].children.append(Element(tag, attributes, ()))
        elif len(self._stack) > DEEPEST:
            self._flattened += 1
        else:
            self._stack.append(_Open(_MEANINGLESS.get(tag, tag), attributes))

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= tag not in _EMPTY
        elif self._flattened:
            self._flattened -= tag not in _EMPTY
        elif tag not in _EMPTY and len(self._stack) > 1:
            self._close()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._stack[-1].children.append(data)

    def _close(self) -> None:
        closed = self._stack.pop()
        self._stack[-1].children.append(Element(closed.name, closed.attributes, tuple(closed.children)))
