"""HTML put together so that no word can turn into markup: only these functions make ``Markup``, and each escapes.

The type checker takes part: ``Markup`` is a type of its own, so a plain string where markup is due is a mistake that
mypy finds.
"""

from __future__ import annotations

from html import escape
from typing import NewType

from library.export.plain import is_web, plain
from library.model.characters import clean

Markup = NewType("Markup", str)

NOTHING = Markup("")
PAGE_LANGUAGE = "en"
# Elements that have no end tag.
VOID = {"br", "img", "input", "link", "meta"}


def text(words: str) -> Markup:
    """Return words as they stand, escaped for the inside of an element and of a quoted attribute."""
    return Markup(escape(clean(words)))


def element(name: str, *inside: Markup, **attributes: str | bool) -> Markup:
    """Return an element.

    Args:
        name: Of the element.
        inside: What it holds, in order.
        attributes: ``True`` writes the name alone, ``False`` leaves the attribute out, a string is escaped. An
            underscore stands for a hyphen; one at the end is left out (``class_``, ``for_``).
    """
    named = "".join(_attribute(key, value) for key, value in attributes.items())
    start = f"<{name}{named}>"
    return Markup(start) if name in VOID else Markup(f"{start}{joined(*inside)}</{name}>")


def joined(*parts: Markup) -> Markup:
    """Return parts one after the other."""
    return Markup("".join(parts))


def in_lines(*parts: Markup) -> Markup:
    """Return the parts that are not empty, each on its own line, for whoever reads the source."""
    return Markup("\n".join(filter(None, parts)))


def source(code: str) -> Markup:
    """Return our own script or style sheet, which stands in its element as it is.

    Raises:
        ValueError: It would end its element.
    """
    if "</" in code or "<!--" in code:
        raise ValueError("A script or style sheet within a page must hold neither “</” nor “<!--”.")
    return Markup(code)


def said(words: str, name: str = "p", language: str = PAGE_LANGUAGE, **attributes: str | bool) -> Markup:
    """Return an element that holds words alone, with their language and direction; nothing where there are none."""
    if not plain(words):
        return NOTHING
    return element(name, text(words), lang=foreign(language), dir="auto", **attributes)


def foreign(language: str) -> str | bool:
    """Return a language for the attribute ``lang``, or ``False`` where it is that of the page."""
    return False if language == PAGE_LANGUAGE else language


def link(address: str, words: str = "", **attributes: str | bool) -> Markup:
    """Return a link; an address that is not of the web stands there as words."""
    if not address:
        return NOTHING
    if not is_web(address):
        return element("span", text(f"{words} {address}".strip()), **attributes)
    return element("a", text(words or address), href=address, **attributes)


def _attribute(key: str, value: str | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    if isinstance(value, bool):
        return f" {name}" if value else ""
    return f' {name}="{text(value)}"'
