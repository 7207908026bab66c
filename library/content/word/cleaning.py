"""A part of a Word file without what readers must not see, and with what mammoth would lose written as plain words.

Hidden and deleted text, comments and prompts are taken out and noted. Insertions, moves and content controls are
unwrapped. Styles become marks on each paragraph and run, so that the next step needs none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from library.content.word.fields import as_run, field_name, value, words_of
from library.content.word.found import Found, Kind
from library.content.word.looks import look_of, shape_of
from library.content.word.names import COMPATIBLE, DRAWING, EMBED, ID, LINK, MATHS, PLACED, VML, local, w
from library.content.word.styles import FALSE, Styles, is_on

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from library.content.word.relations import Relation

# The description that this gives to pictures which only decorate.
DECORATIVE = "commonplace:decorative"

_REMOVED = frozenset(
    map(
        w,
        "commentRangeStart commentRangeEnd commentReference annotationRef pPrChange rPrChange sectPr proofErr".split(),
    )
)
_UNWRAPPED = frozenset(map(w, "smartTag customXml dir bdo".split()))
_DELETED = frozenset({w("del"), w("moveFrom")})
_INSERTED = frozenset({w("ins"), w("moveTo")})
_PROPERTIES = frozenset({w("pPr"), w("rPr"), w("tblPr"), w("tcPr"), w("trPr"), w("sdtPr")})
_LINKS = frozenset({"http", "https", "mailto"})
_HIDDEN_SHAPE = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
_FIELD = frozenset({w("fldChar"), w("instrText"), w("rPr")})


class Cleaner:
    """Cleans one part."""

    def __init__(
        self, styles: Styles, relations: dict[str, Relation], notes: Collection[tuple[str, str]], found: Found
    ) -> None:
        """Prepare for a part.

        Args:
            styles: Of the file.
            relations: Of this part.
            notes: The footnotes and endnotes that exist, as kind and id.
            found: Where everything is noted.
        """
        self._styles, self._relations, self._notes, self._found = styles, relations, notes, found
        self._style = styles.default  # of the current paragraph
        self._handlers: dict[str, Callable[[Element], Iterator[Element]]] = {
            w("p"): self._paragraph,
            w("r"): self._run,
            w("tr"): self._row,
            w("tc"): self._cell,
            w("sdt"): self._control,
            w("fldSimple"): self._simple_field,
            w("instrText"): self._instruction,
            w("hyperlink"): self._hyperlink,
            w("ruby"): self._ruby,
            w("altChunk"): self._other_file,
            w("subDoc"): self._other_file,
            w("footnoteReference"): self._note,
            w("endnoteReference"): self._note,
            w("gridSpan"): self._span,
            w("sym"): self._symbol,
            w("drawing"): self._drawing,
            w("txbxContent"): self._text_box,
            f"{{{COMPATIBLE}}}AlternateContent": self._alternative,
            w("pict"): self._old_drawing,
            f"{{{MATHS}}}oMath": self._equation,
            f"{{{MATHS}}}r": self._equation_run,
            f"{{{DRAWING}}}blip": self._blip,
            f"{{{VML}}}imagedata": self._image_data,
            f"{{{VML}}}textpath": self._word_art,
            f"{{{PLACED}}}docPr": self._drawing_properties,
            f"{{{DRAWING}}}hlinkClick": self._picture_link,
        }

    def clean(self, root: Element) -> Element:
        """Return a clean copy of a part."""
        return self._copy(root)

    def _copy(self, element: Element) -> Element:
        copy = Element(element.tag, element.attrib)
        copy.text, copy.tail = element.text, element.tail
        copy.extend(self._children(element))
        _keep_last_marks(copy)
        return copy

    def _children(self, element: Element) -> Iterator[Element]:
        for child in element:
            yield from self._cleaned(child)

    def _cleaned(self, child: Element) -> Iterator[Element]:
        tag = child.tag
        if tag in _DELETED:
            self._note_change(Kind.DELETED, child, child.get(w("author"), ""))
        elif tag in _INSERTED:
            wrapper = Element(tag)
            wrapper.extend(self._children(child))
            self._note_change(Kind.INSERTED, wrapper, child.get(w("author"), ""))
            yield from wrapper
        elif tag in _UNWRAPPED:
            yield from self._children(child)
        elif handler := self._handlers.get(tag):
            yield from handler(child)
        elif tag not in _REMOVED:
            yield self._copy(child)

    def _note_change(self, kind: Kind, element: Element, person: str = "") -> None:
        words = words_of(element)
        if words:
            self._found.add(kind, words, person)

    # ---- Paragraphs and runs

    def _paragraph(self, element: Element) -> Iterator[Element]:
        properties = element.find(w("pPr"))
        around = self._style
        named = None if properties is None else properties.find(w("pStyle"))
        self._style = self._styles.default if named is None else self._styles.get(value(named))
        if self._style.is_contents:
            self._found.add(Kind.CONTENTS, words_of(element))
        else:
            if is_on(properties, "bidi"):
                self._found.add(Kind.RIGHT_TO_LEFT)
            paragraph = Element(element.tag)
            paragraph.append(shape_of(properties, self._style))
            paragraph.extend(each for child in element if child.tag != w("pPr") for each in self._cleaned(child))
            yield paragraph
        self._style = around

    def _run(self, element: Element) -> Iterator[Element]:
        properties = element.find(w("rPr"))
        style = self._styles.get(value(None if properties is None else properties.find(w("rStyle"))))
        run = Element(element.tag)
        if self._styles.hides(element, self._style):
            words = words_of(element)
            if words:
                self._found.add(Kind.HIDDEN, words)
            run.extend(each for child in element if child.tag in _FIELD for each in self._cleaned(child))
        else:
            run.append(look_of(properties, style))
            run.extend(each for child in element if child.tag != w("rPr") for each in self._cleaned(child))
        if len(run):
            yield run

    def _row(self, element: Element) -> Iterator[Element]:
        properties = element.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            self._note_change(Kind.DELETED, element)
        elif properties is not None and is_on(properties, "hidden"):
            self._found.add(Kind.HIDDEN, words_of(element))
        else:
            yield self._copy(element)

    def _cell(self, element: Element) -> Iterator[Element]:
        properties = element.find(w("tcPr"))
        if properties is not None and properties.find(w("cellDel")) is not None:
            self._note_change(Kind.DELETED, element)
            yield Element(element.tag)
        else:
            yield self._copy(element)

    # ---- What is filled in

    def _control(self, element: Element) -> Iterator[Element]:
        properties = element.find(w("sdtPr"))
        gallery = "" if properties is None else value(properties.find(f"{w('docPartObj')}/{w('docPartGallery')}"))
        content = element.find(w("sdtContent"))
        if is_on(properties, "showingPlcHdr"):
            self._found.add(Kind.PROMPT, words_of(element))
        elif gallery == "Table of Contents":
            self._found.add(Kind.CONTENTS, words_of(element))
        elif content is not None:
            yield from self._children(content)

    def _simple_field(self, element: Element) -> Iterator[Element]:
        self._note_field(element.get(w("instr"), ""))
        yield from self._children(element)

    def _instruction(self, element: Element) -> Iterator[Element]:
        self._note_field(element.text or "")
        yield element

    def _note_field(self, instruction: str) -> None:
        if name := field_name(instruction):
            self._found.add(Kind.FIELD, name)

    def _hyperlink(self, element: Element) -> Iterator[Element]:
        relation = self._relations.get(element.get(ID, ""))
        anchor = element.get(w("anchor"))
        if relation is None and anchor is None:
            yield from self._children(element)
        elif relation is not None and not _is_link(relation.target):
            self._found.add(Kind.LOCAL_LINK, words_of(element))
            yield from self._children(element)
        else:
            yield self._copy(element)

    def _note(self, element: Element) -> Iterator[Element]:
        if (local(element.tag).removesuffix("Reference"), element.get(w("id"), "")) in self._notes:
            yield element

    # ---- What mammoth cannot read

    def _ruby(self, element: Element) -> Iterator[Element]:
        for base in element.findall(w("rubyBase")):
            yield from self._children(base)

    def _equation(self, element: Element) -> Iterator[Element]:
        words = words_of(self._copy(element))
        if words:
            self._found.add(Kind.EQUATION, words)
            yield as_run(words)

    def _equation_run(self, element: Element) -> Iterator[Element]:
        if is_on(element.find(w("rPr")), "vanish"):
            self._found.add(Kind.HIDDEN, words_of(element))
        else:
            yield self._copy(element)

    def _other_file(self, _: Element) -> Iterator[Element]:
        self._found.add(Kind.OTHER_FILE)
        yield from ()

    def _span(self, element: Element) -> Iterator[Element]:
        if value(element).isdigit() and value(element).isascii():
            yield element

    def _symbol(self, element: Element) -> Iterator[Element]:
        char = element.get(w("char"), "")
        if len(char) == 4 and all(sign in "0123456789abcdefABCDEF" for sign in char):
            yield element

    def _word_art(self, element: Element) -> Iterator[Element]:
        self._found.add(Kind.OBJECT, element.get("string", ""))
        yield from ()

    # ---- Drawings

    def _alternative(self, element: Element) -> Iterator[Element]:
        """Yield the newer form if it holds words, otherwise the older form, which mammoth reads."""
        newer, older = element.find(f"{{{COMPATIBLE}}}Choice"), element.find(f"{{{COMPATIBLE}}}Fallback")
        drawing = None if newer is None else newer.find(f".//{w('drawing')}")
        if drawing is not None and _is_hidden(drawing):
            self._note_hidden(drawing)
            return
        texts = [] if newer is None else list(_text_boxes(newer))
        if texts:
            for text in texts:
                yield from self._text_box(text)
        elif older is not None and len(older):
            yield from self._children(older)
        elif newer is not None:
            yield from self._children(newer)

    def _text_box(self, element: Element) -> Iterator[Element]:
        words = words_of(element)
        if not words:
            return
        self._found.add(Kind.TEXT_BOX, words)
        around, self._style = self._style, self._styles.default
        picture = Element(w("pict"))
        content = SubElement(SubElement(picture, f"{{{VML}}}textbox"), w("txbxContent"))
        content.extend(self._children(element))
        self._style = around
        yield picture

    def _drawing(self, element: Element) -> Iterator[Element]:
        data = element.find(f".//{{{DRAWING}}}graphicData")
        kind = "" if data is None else data.get("uri", "").rpartition("/")[2]
        texts = list(_text_boxes(element))
        if _is_hidden(element):
            self._note_hidden(element)
        elif texts:
            for text in texts:
                yield from self._text_box(text)
        elif kind == "picture" and any(_is_cropped(each) for each in element.iter(f"{{{DRAWING}}}srcRect")):
            self._found.add(Kind.CROPPED, _description(element))
        elif kind == "picture":
            yield self._copy(element)
        else:
            self._found.add(Kind.OBJECT, _description(element) or kind)

    def _old_drawing(self, element: Element) -> Iterator[Element]:
        if any(_HIDDEN_SHAPE.search(each.get("style", "")) for each in element):
            self._note_hidden(element)
        else:
            yield self._copy(element)

    def _note_hidden(self, drawing: Element) -> None:
        words = words_of(drawing)
        if words:
            self._found.add(Kind.HIDDEN, words)
        else:
            self._found.add(Kind.HIDDEN_PICTURE, _description(drawing))

    def _drawing_properties(self, element: Element) -> Iterator[Element]:
        is_decorative = any(
            local(each.tag) == "decorative" and each.get("val") in {"1", "true"} for each in element.iter()
        )
        yield Element(element.tag, {"descr": DECORATIVE}) if is_decorative else self._copy(element)

    def _blip(self, element: Element) -> Iterator[Element]:
        relation = self._relations.get(element.get(EMBED, ""))
        if relation is not None and not relation.is_outside:
            yield Element(element.tag, {EMBED: element.get(EMBED, "")})
        elif element.get(LINK) or relation is not None:
            self._found.add(Kind.LINKED)

    def _image_data(self, element: Element) -> Iterator[Element]:
        relation = self._relations.get(element.get(ID, ""))
        if any(_is_more_than_nothing(element.get(f"crop{side}", "")) for side in ("left", "top", "right", "bottom")):
            self._found.add(Kind.CROPPED, "no description")
        elif relation is not None and not relation.is_outside:
            yield element

    def _picture_link(self, element: Element) -> Iterator[Element]:
        relation = self._relations.get(element.get(ID, ""))
        if relation is not None and _is_link(relation.target):
            yield element


def _keep_last_marks(container: Element) -> None:
    """Keep the end of a paragraph that was deleted if no paragraph follows here that its words could join."""
    for at, child in enumerate(container):
        follows = at + 1 < len(container) and container[at + 1].tag == w("p")
        words = None if child.tag != w("p") or follows else child.find(f"{w('pPr')}/{w('rPr')}")
        if words is not None:
            words.clear()


def _is_link(address: str) -> bool:
    try:
        return urlsplit(address).scheme.lower() in _LINKS
    except ValueError:
        return False


def _text_boxes(element: Element) -> Iterator[Element]:
    """Yield the text boxes in an element; those inside another one come with it."""
    for child in element:
        if child.tag == w("txbxContent"):
            yield child
        else:
            yield from _text_boxes(child)


def _is_hidden(drawing: Element) -> bool:
    """Return whether Word shows nothing of a drawing, as its Selection Pane can say."""
    properties = drawing.find(f"*/{{{PLACED}}}docPr")
    return properties is not None and properties.get("hidden", "0") not in FALSE


def _is_cropped(rectangle: Element) -> bool:
    """Return whether a part of a picture is not shown; Word keeps all of it in the file."""
    return any(_is_more_than_nothing(rectangle.get(side, "")) for side in "ltrb")


def _is_more_than_nothing(length: str) -> bool:
    return "-" not in length and any(digit in length for digit in "123456789")


def _description(drawing: Element) -> str:
    found = drawing.find(f".//{{{PLACED}}}docPr")
    return "" if found is None else found.get("descr") or found.get("name") or ""
