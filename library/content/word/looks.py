"""What a paragraph or a run looks like, as far as a draft can show it: written anew, with names of styles of ours."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from library.content.word.fields import value
from library.content.word.names import VAL, w
from library.content.word.styles import PLAIN, Style, heading_level, is_on, is_set, list_of

# Names of the styles that this writes, which ``pages`` maps to elements.
TITLE, HEADING, QUOTATION = "CommonplaceTitle", "CommonplaceHeading", "CommonplaceQuotation"
DEEPEST_HEADING = 5
# Mammoth knows five levels of lists.
DEEPEST_LIST = 4


def shape_of(properties: Element | None, style: Style) -> Element:
    """Return the properties of a paragraph that matter: its style as one of ours, its list."""
    shape = Element(w("pPr"))
    level = heading_level(properties) or style.level
    name = TITLE if style.is_title else f"{HEADING}{min(level, DEEPEST_HEADING)}" if level else ""
    if name or style.is_quotation:
        SubElement(shape, w("pStyle"), {VAL: name or QUOTATION})
    numbered = list_of(properties) or (style.numbering if style is not PLAIN else None)
    if numbered and not name and numbered[0] != "0":
        listed = SubElement(shape, w("numPr"))
        depth = int(numbered[1]) if numbered[1].isascii() and numbered[1].isdigit() else 0
        SubElement(listed, w("ilvl"), {VAL: str(min(depth, DEEPEST_LIST))})
        SubElement(listed, w("numId"), {VAL: numbered[0]})
    mark = None if properties is None else properties.find(f"{w('rPr')}/{w('del')}")
    if mark is not None:
        SubElement(SubElement(shape, w("rPr")), w("del"))
    return shape


def look_of(properties: Element | None, style: Style) -> Element:
    """Return the properties of a run that matter: bold, italic, struck through, raised or lowered."""
    look = Element(w("rPr"))
    for name, by_style in (("b", style.is_bold), ("i", style.is_italic), ("u", False)):
        if is_on(properties, name) if is_set(properties, name) else by_style:
            SubElement(look, w(name), {VAL: "1" if name != "u" else value(properties.find(w("u")))})  # type: ignore[union-attr]
    if is_on(properties, "strike") or is_on(properties, "dstrike"):
        SubElement(look, w("strike"))
    raised = None if properties is None else properties.find(w("vertAlign"))
    if raised is not None:
        SubElement(look, w("vertAlign"), {VAL: value(raised)})
    return look
