"""Writes sheets into a deck: each placeholder is filled or removed, and every slide has a unique title."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.enum.text import MSO_VERTICAL_ANCHOR
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.oxml.slide import CT_NotesSlide
from pptx.parts.slide import NotesSlidePart

from library.export import wording
from library.export.file_properties import set_properties
from library.export.reproducible_zip import reproducible_zip
from library.export.slides.pages import LINE, lines_of
from library.export.slides.picture import show_clip
from library.export.slides.sheet import Run, height
from library.export.slides.table import draw_table
from library.export.slides.text import write_lines, write_notes, write_title
from library.export.slides.theme import (
    BODY,
    COLUMNS,
    OPENING,
    OPENING_TITLE,
    PAUSE,
    PAUSE_TITLE,
    PICTURE,
    TITLE,
    place,
    template,
)
from library.export.xml_text import language_tag, one_line
from library.model.characters import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pptx.slide import Slide

    from library.export.slides.sheet import Line, Sheet
    from library.model.workshop import Workshop
    from library.translation import Translator

WIDER = 1.15  # the width of the headings' font compared with the text's

# For each layout: the place of its title, and sizes to try, in points; the first is the layout's own.
TITLES = {OPENING: (OPENING_TITLE, (48, 40, 36, 32, 28, 24)), PAUSE: (PAUSE_TITLE, (44, 40, 36, 32, 28, 24))}
OTHER_TITLES = (TITLE, (32, 28, 24, 20, 18))


def deck_of(workshop: Workshop, sheets: Iterable[Sheet]) -> bytes:
    """Return a presentation.

    Args:
        workshop: Gives the deck its title, its day and the line at the foot of its slides.
        sheets: The slides, in order.
    """
    deck = Presentation(BytesIO(template()))
    translator = wording.translator_of(workshop)
    foot = f"{wording.code_words(translator, workshop)} {wording.check_line(translator, workshop)}"
    titles: set[str] = set()
    for number, sheet in enumerate(sheets, start=1):
        title = _another(one_line(sheet.title), titles)
        titles.add(title)
        slide = deck.slides.add_slide(deck.slide_layouts[sheet.layout])
        _fill(slide, sheet, title, translator)
        _write_notes(slide, sheet, number, translator)
        if sheet.layout != OPENING:
            _write_foot(slide, Run(foot, translator.language), number)
    set_properties(deck.core_properties, workshop)
    written = BytesIO()
    deck.save(written)
    return reproducible_zip(written.getvalue())


def _fill(slide: Slide, sheet: Sheet, title: str, translator: Translator) -> None:
    shape: Any = slide.shapes.title
    size = _title_size(title, sheet.layout)
    write_title(shape.text_frame, Run(title, sheet.language or translator.language_of(sheet.title)), size, translator)
    if sheet.clip and sheet.layout == PICTURE:
        show_clip(slide, sheet.clip, sheet.title)
    text: Any = slide.placeholders[2 if sheet.layout == PICTURE else 1]
    _write_or_remove(text, sheet.lines, translator)
    if sheet.layout == COLUMNS:
        _write_or_remove(slide.placeholders[2], sheet.beside, translator)
    if sheet.middle and sheet.lines:
        text.text_frame.vertical_anchor = MSO_VERTICAL_ANCHOR.MIDDLE
    if sheet.table:
        above = height(sheet.lines, BODY.room) / 72 + 0.15 if sheet.lines else 0.0
        place(text, replace(BODY, height=above))
        draw_table(slide, sheet.table, title, BODY.top + above)


def _write_or_remove(shape: Any, lines: tuple[Line, ...], translator: Translator) -> None:
    if lines:
        write_lines(shape.text_frame, lines, translator)
    else:
        shape.element.getparent().remove(shape.element)


def _another(title: str, titles: set[str]) -> str:
    """Return a title that no slide has yet, because screen readers and the list of slides need unique ones."""
    number, found = 1, title
    while found in titles:
        number += 1
        found = f"{title} ({number})"
    return found


def _write_notes(slide: Slide, sheet: Sheet, number: int, translator: Translator) -> None:
    """Write the speaker's notes.

    python-pptx searches the whole deck for a free name for each page of notes, which takes half of the time for 500
    slides. The number of the slide is a free name.
    """
    package: Any = slide.part.package
    master = package.presentation_part.notes_master_part
    name = PackURI(f"/ppt/notesSlides/notesSlide{number}.xml")
    part = NotesSlidePart(name, CONTENT_TYPE.PML_NOTES_SLIDE, package, CT_NotesSlide.new())
    part.relate_to(master, RELATIONSHIP_TYPE.NOTES_MASTER)
    part.relate_to(slide.part, RELATIONSHIP_TYPE.SLIDE)
    part.notes_slide.clone_master_placeholders(master.notes_master)
    slide.part.relate_to(part, RELATIONSHIP_TYPE.NOTES_SLIDE)
    write_notes(part.notes_slide.notes_text_frame, sheet.notes, translator)


def _title_size(title: str, layout: int) -> int:
    """Return the size at which a title fits, or 0 if it fits at the layout's own."""
    box, sizes = TITLES.get(layout, OTHER_TITLES)
    for size in sizes:
        if lines_of(title, size * WIDER, box.room.width) * size * LINE <= box.room.height:
            return 0 if size == sizes[0] else size
    return sizes[-1]


def _write_foot(slide: Slide, run: Run, number: int) -> None:
    """Fill the placeholders for footer and number, which python-pptx leaves out of a new slide."""
    properties = f'<a:rPr lang="{language_tag(run.language)}"/>'
    field = f'<a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">{properties}<a:t>0</a:t></a:fld>'
    tree: Any = slide.shapes._spTree
    tree.append(_foot(tree, "ftr", 11, "Footer", f"<a:r>{properties}<a:t/></a:r>"))
    tree[-1].xpath(".//a:t")[0].text = clean(run.text)
    tree.append(_foot(tree, "sldNum", 12, "Slide Number", field))
    tree[-1].xpath(".//a:t")[0].text = str(number)


def _foot(tree: Any, kind: str, idx: int, name: str, inner: str) -> Any:
    sided = '<a:pPr algn="l"/>' if kind == "ftr" else ""
    number = max(int(each) for each in tree.xpath("//p:cNvPr/@id")) + 1
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="{name} Placeholder {number}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" idx="{idx}"/></p:nvPr>'
        f"</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{sided}{inner}</a:p></p:txBody></p:sp>"
    )
