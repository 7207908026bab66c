"""Styles of a Word file: which paragraphs are headings, titles, quotations or list items, which words are hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.word.names import VAL, w

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_HEADINGS = {f"heading {level}": level for level in range(1, 10)}
_TITLES = frozenset({"title"})
_QUOTATIONS = frozenset({"quote", "intense quote", "block text", "quotations"})
_CONTENTS = ("toc ", "contents ", "table of figures", "index heading", "toc heading")
FALSE = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class Style:
    """One style with everything that it takes from those it is based on.

    Attributes:
        names: Its own and those of the styles it is based on, in lower case.
        level: Of a heading: 1 to 9; 0 for none.
        is_hidden: Whether its words are hidden.
        is_bold: Whether its words are bold.
        is_italic: Whether its words are italic.
        numbering: The id of its list and its level, or ``None``.
    """

    names: tuple[str, ...] = ()
    level: int = 0
    is_hidden: bool = False
    is_bold: bool = False
    is_italic: bool = False
    numbering: tuple[str, str] | None = None

    @property
    def is_title(self) -> bool:
        """Return whether its paragraphs are the title of the text."""
        return bool(_TITLES.intersection(self.names))

    @property
    def is_quotation(self) -> bool:
        """Return whether its paragraphs are quotations."""
        return bool(_QUOTATIONS.intersection(self.names))

    @property
    def is_contents(self) -> bool:
        """Return whether its paragraphs are lines of a table of contents."""
        return any(name.startswith(_CONTENTS) for name in self.names[:1])


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles by id, and that of paragraphs which name none."""

    by_id: dict[str, Style]
    default: Style = PLAIN

    def get(self, style_id: str | None) -> Style:
        """Return a style, or a plain one if there is none with that id."""
        return self.by_id.get(style_id or "", PLAIN)

    def hides(self, run: Element, around: Style) -> bool:
        """Return whether the words of a run are hidden: by itself, by its style, or by that of its paragraph."""
        properties = run.find(w("rPr"))
        if is_set(properties, "vanish"):
            return is_on(properties, "vanish")
        named = None if properties is None else properties.find(w("rStyle"))
        style = self.get(None if named is None else named.get(VAL))
        return style.is_hidden or around.is_hidden or is_on(properties, "specVanish")


def read_styles(root: Element | None) -> Styles:
    """Read the styles of a Word file; without a part for them, all text is plain."""
    if root is None:
        return Styles({})
    elements = {each.get(w("styleId"), ""): each for each in root.findall(w("style"))}
    by_id = {style_id: _style(list(_chain(element, elements))) for style_id, element in elements.items()}
    defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    first = next((key for key, each in elements.items() if _is_default_paragraph(each)), "")
    default = by_id.get(first, PLAIN)
    if is_on(defaults, "vanish"):
        default = Style(default.names, is_hidden=True)
    return Styles(by_id, default)


def is_on(properties: Element | None, name: str) -> bool:
    """Return whether a property is set, and not to false."""
    found = None if properties is None else properties.find(w(name))
    return found is not None and found.get(VAL, "1").lower() not in FALSE


def is_set(properties: Element | None, name: str) -> bool:
    """Return whether a property is there at all, so that it overrides the style."""
    return properties is not None and properties.find(w(name)) is not None


def heading_level(properties: Element | None) -> int:
    """Return the level of a heading that paragraph properties name themselves: 1 to 9, 0 for none."""
    found = None if properties is None else properties.find(w("outlineLvl"))
    value = "" if found is None else found.get(VAL, "")
    return int(value) + 1 if value in set("012345678") else 0


def list_of(properties: Element | None) -> tuple[str, str] | None:
    """Return the list and level that paragraph properties name, or ``None``."""
    found = None if properties is None else properties.find(w("numPr"))
    number = None if found is None else found.find(w("numId"))
    if found is None or number is None:
        return None
    level = found.find(w("ilvl"))
    return number.get(VAL, ""), "0" if level is None else level.get(VAL, "0")


def _is_default_paragraph(element: Element) -> bool:
    return element.get(w("type")) == "paragraph" and element.get(w("default"), "0") not in FALSE


def _chain(element: Element | None, elements: dict[str, Element]) -> Iterator[Element]:
    """Yield a style and those it is based on, once each."""
    seen: set[int] = set()
    while element is not None and id(element) not in seen:
        seen.add(id(element))
        yield element
        below = element.find(w("basedOn"))
        element = None if below is None else elements.get(below.get(VAL, ""))


def _style(chain: list[Element]) -> Style:
    names = tuple(_name(each) for each in chain)
    words = [each.find(w("rPr")) for each in chain]
    shapes = [each.find(w("pPr")) for each in chain]
    levels = [_HEADINGS.get(name, 0) or heading_level(shape) for name, shape in zip(names, shapes, strict=True)]
    return Style(
        names=names,
        level=next(filter(None, levels), 0),
        # Any of them hides: to hide too much is safe, because it is reported.
        is_hidden=any(is_on(each, "vanish") for each in words),
        is_bold=_first(words, "b"),
        is_italic=_first(words, "i"),
        numbering=next(filter(None, map(list_of, shapes)), None),
    )


def _first(words: list[Element | None], name: str) -> bool:
    """Return a property as the first style of a chain that has it says."""
    return next((is_on(each, name) for each in words if is_set(each, name)), False)


def _name(element: Element) -> str:
    found = element.find(w("name"))
    return "" if found is None else found.get(VAL, "").lower()
