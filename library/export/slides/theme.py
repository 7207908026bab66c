"""The theme of the slides: paper, ink and heather, as on the pages of the library.

It is made from python-pptx's empty deck. The master and its layouts keep their names and the kinds and places of their
placeholders, so that an organisation can apply its own template. Colours come from the theme and are never on a slide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches

from library.export.reproducible_zip import reproducible_zip
from library.export.slides.pages import Room
from library.model.design_tokens import LIGHT

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck
    from pptx.shapes.base import BaseShape

# Layouts of the empty deck by their purpose here.
OPENING, TEXT, PAUSE, COLUMNS, PICTURE = 0, 1, 2, 3, 8
VERTICAL = ("Title and Vertical Text", "Vertical Title and Text")

# Theme slot to colour. No slide uses the sixth accent, a yellow that is dark enough for text.
COLOURS = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.paper,
    "dk2": LIGHT.ink_2,
    "lt2": LIGHT.paper_2,
    "accent1": LIGHT.accent,
    "accent2": LIGHT.accent_2,
    "accent3": LIGHT.mark,
    "accent4": LIGHT.rule,
    "accent5": LIGHT.wash,
    "accent6": "#8a6a00",
    "hlink": LIGHT.accent,
    "folHlink": LIGHT.accent_2,
}
FOOT_SIZE = 12  # points
HEADINGS, LETTERS = "Georgia", "Arial"  # on every office machine


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def room(self) -> Room:
        """Return the space for words in it, in points, without the placeholder's margins."""
        return Room((self.width - 0.2) * 72, (self.height - 0.1) * 72)


WIDE, HIGH = 13.333, 7.5
TITLE = Box(0.9, 0.5, 11.53, 1.05)
BODY = Box(0.9, 1.7, 11.53, 4.95)
LEFT, RIGHT = Box(0.9, 1.7, 5.6, 4.95), Box(6.83, 1.7, 5.6, 4.95)
FILM = Box(0.98, 1.8, 7.82, 4.4)  # 16:9
CAPTION = Box(9.0, 1.7, 3.43, 4.95)
FOOT = Box(0.9, 6.88, 10.2, 0.4)
NUMBER = Box(11.23, 6.88, 1.2, 0.4)
OPENING_TITLE = Box(1.3, 1.5, 11.1, 2.5)
OPENING_TEXT = Box(1.3, 4.2, 11.1, 2.6)
PAUSE_TITLE = Box(1.3, 1.5, 10.7, 2.3)
PAUSE_TEXT = Box(1.3, 3.95, 10.7, 2.6)


@cache
def template() -> bytes:
    """Return an empty deck, 16:9, with the library's theme."""
    deck = Presentation()
    _widen(deck)
    for layout in [each for each in deck.slide_layouts if each.name in VERTICAL]:
        deck.slide_layouts.remove(layout)
    _draw_master(deck)
    _draw_opening(deck)
    _draw_pause(deck)
    _draw_columns(deck)
    _draw_text_and_picture(deck)
    _drop_leftovers(deck)
    written = BytesIO()
    deck.save(written)
    british = {f"ppt/slideLayouts/slideLayout{number}.xml": _british for number in range(1, 12)}
    masters = {"ppt/slideMasters/slideMaster1.xml": _british, "ppt/presentation.xml": _british}
    return reproducible_zip(written.getvalue(), {"ppt/theme/theme1.xml": _coloured, **british, **masters})


def place(shape: BaseShape, box: Box) -> None:
    """Put a shape at a place."""
    shape.left, shape.top = Inches(box.left), Inches(box.top)
    shape.width, shape.height = Inches(box.width), Inches(box.height)


def _widen(deck: Deck) -> None:
    """Make the deck 16:9, and stretch everything on its layouts."""
    old = deck.slide_width or Inches(10)
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    owners: tuple[Any, ...] = (deck.slide_master, *deck.slide_layouts)
    for owner in owners:
        for shape in owner.placeholders:
            if shape.element.spPr.find(qn("a:xfrm")) is not None:
                shape.left = Emu(shape.left * Inches(WIDE) // old)
                shape.width = Emu(shape.width * Inches(WIDE) // old)


def _draw_master(deck: Deck) -> None:
    master = deck.slide_master
    boxes = {0: TITLE, 1: BODY, 2: NUMBER, 3: FOOT, 4: NUMBER}
    for shape in master.placeholders:
        place(shape, boxes[shape.placeholder_format.idx])
        if shape.placeholder_format.idx == 2:  # no slide has the date, because the date next to the code says more
            shape.element.getparent().remove(shape.element)
    for layout in deck.slide_layouts:
        date = _of(layout, 10).element
        date.getparent().remove(date)
    _style(_of(master, 0), 'anchor="b"')
    _style(_of(master, 3), 'anchor="ctr"', size=FOOT_SIZE, colour="tx2")
    _style(_of(master, 4), 'anchor="ctr"', size=FOOT_SIZE, colour="tx2", align="r")
    _draw(master, (Box(0, 0, WIDE, 0.14), "accent1"), (Box(0.98, 0, 1.3, 0.14), "accent3"))
    _draw(master, (Box(0.98, 1.6, 11.37, 0.02), "accent4"), (Box(0.98, 6.82, 11.37, 0.01), "accent4"))
    _set_text_styles(master.element.find(qn("p:txStyles")))


def _draw_opening(deck: Deck) -> None:
    layout = deck.slide_layouts[OPENING]
    place(_of(layout, 0), OPENING_TITLE)
    place(_of(layout, 1), OPENING_TEXT)
    _style(_of(layout, 0), 'anchor="b"', size=48)
    _style(_of(layout, 1), 'anchor="t"', size=24, colour="tx2")
    layout.element.set("showMasterSp", "0")
    _draw(layout, (Box(0, 0, 0.55, HIGH), "accent1"), (Box(0.55, 0, 0.1, HIGH), "accent3"))
    _draw(layout, (Box(1.4, 4.08, 2.2, 0.05), "accent1"))


def _draw_pause(deck: Deck) -> None:
    """Draw the layout for interruptions: a break, a stop, a content note. Inverted colours are noticed at once."""
    layout = deck.slide_layouts[PAUSE]
    place(_of(layout, 0), PAUSE_TITLE)
    place(_of(layout, 1), PAUSE_TEXT)
    _style(_of(layout, 0), 'anchor="b"', size=44, colour="bg1")
    _style(_of(layout, 1), 'anchor="t"', size=28, colour="bg1")
    for idx, align in ((11, "l"), (12, "r")):
        _style(_of(layout, idx), 'anchor="ctr"', size=FOOT_SIZE, colour="bg1", align=align)
    layout.element.set("showMasterSp", "0")
    ground = f"<p:bg {nsdecls('p', 'a')}><p:bgPr>{_fill('accent2')}<a:effectLst/></p:bgPr></p:bg>"
    layout.element.cSld.insert(0, parse_xml(ground))
    _draw(layout, (Box(1.4, 3.85, 2.2, 0.05), "accent3"))


def _draw_columns(deck: Deck) -> None:
    """Draw the layout for words and their translation."""
    layout = deck.slide_layouts[COLUMNS]
    for idx, box in ((0, TITLE), (1, LEFT), (2, RIGHT)):
        place(_of(layout, idx), box)
    for idx in (1, 2):
        _style(_of(layout, idx), 'anchor="t"', size=28)


def _draw_text_and_picture(deck: Deck) -> None:
    layout = deck.slide_layouts[PICTURE]
    for idx, box in ((0, TITLE), (1, FILM), (2, CAPTION)):
        place(_of(layout, idx), box)
    _style(_of(layout, 0), 'anchor="b"', size=32)
    _style(_of(layout, 2), 'anchor="t"', size=24)


def _of(owner: Any, idx: int) -> Any:
    return next(shape for shape in owner.placeholders if shape.placeholder_format.idx == idx)


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'


def _style(shape: Any, body: str, *, size: int = 0, colour: str = "", align: str = "l") -> None:
    """Set the text style of a placeholder, which its slides inherit."""
    frame = shape.element.txBody
    margins = 'lIns="91440" tIns="45720" rIns="91440" bIns="45720"'
    inner = _fill(colour) if colour else ""
    # Repeated for the footer of a slide, where LibreOffice does not inherit it.
    font = '<a:latin typeface="+mn-lt"/>' if size == FOOT_SIZE else ""
    sized = f' sz="{size * 100}"' if size else ""
    letters = f"<a:buNone/><a:defRPr{sized}>{inner}{font}</a:defRPr>"
    styles = f'<a:lvl1pPr marL="0" indent="0" algn="{align}">{letters}</a:lvl1pPr>'
    frame.replace(frame.bodyPr, parse_xml(f"<a:bodyPr {nsdecls('a')} {margins} {body}><a:normAutofit/></a:bodyPr>"))
    frame.replace(frame.find(qn("a:lstStyle")), parse_xml(f"<a:lstStyle {nsdecls('a')}>{styles}</a:lstStyle>"))


def _draw(owner: Any, *shapes: tuple[Box, str]) -> None:
    """Draw plain rectangles behind the placeholders; they are decoration, hidden from screen readers."""
    tree = owner.element.cSld.spTree
    for number, (box, colour) in enumerate(reversed(shapes), start=len(tree)):
        corner = f'<a:off x="{Inches(box.left)}" y="{Inches(box.top)}"/>'
        extent = f'<a:ext cx="{Inches(box.width)}" cy="{Inches(box.height)}"/>'
        tree.insert(
            2,
            parse_xml(
                f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{900 + number}" name="Band {number}"/>'
                f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>{corner}{extent}</a:xfrm>'
                f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_fill(colour)}'
                "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
            ),
        )


def _set_text_styles(styles: Any) -> None:
    """Align text left, without bullets, because most slides are someone's words and not a list."""
    title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", "3200")
    title.find(qn("a:defRPr")).set("b", "1")
    first = styles.find(qn("p:bodyStyle")).find(qn("a:lvl1pPr"))
    first.set("marL", "0")
    first.set("indent", "0")
    for tag in ("a:buFont", "a:buChar"):
        first.remove(first.find(qn(tag)))
    first.insert(1, parse_xml(f"<a:buNone {nsdecls('a')}/>"))
    first.find(qn("a:defRPr")).set("sz", "2800")


def _drop_leftovers(deck: Deck) -> None:
    """Remove traces of another machine from the empty deck: a printer, a picture of its first slide."""
    package = deck.part.package
    for relation in list(package.iter_rels()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(relation.rId)
        elif relation.reltype == RELATIONSHIP_TYPE.PRINTER_SETTINGS:
            deck.part.drop_rel(relation.rId)


def _british(part: bytes) -> bytes:
    return part.replace(b'lang="en-US"', b'lang="en-GB"')


def _coloured(theme: bytes) -> bytes:
    """Write colours and fonts into the theme."""
    text = theme.decode()
    for slot, colour in COLOURS.items():
        text = re.sub(
            rf"<a:{slot}>.*?</a:{slot}>",
            f'<a:{slot}><a:srgbClr val="{colour[1:].upper()}"/></a:{slot}>',
            text,
            flags=re.S,
        )
    for kind, font in (("majorFont", HEADINGS), ("minorFont", LETTERS)):
        text = re.sub(rf'(<a:{kind}>\s*<a:latin typeface=)"[^"]*"', rf'\1"{font}"', text)
    return text.replace('name="Office Theme"', 'name="Commonplace"').encode()
