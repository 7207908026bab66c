"""Writes paragraphs into a placeholder: language, direction, size and link of each run, but never a fixed colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from library.export.xml_text import language_tag, right_to_left
from library.model.characters import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pptx.text.text import TextFrame

    from library.export.slides.sheet import Line, Run
    from library.translation import Translator

MOST_NUMBER = 32_767  # of an item, in PowerPoint
SLOTS = {"tx2": MSO_THEME_COLOR.TEXT_2, "accent1": MSO_THEME_COLOR.ACCENT_1}


def write_lines(frame: TextFrame, lines: Iterable[Line], translator: Translator) -> None:
    """Write paragraphs into an empty frame."""
    for number, line in enumerate(lines):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.space_before = Pt(0)
        paragraph.space_after = Pt(round(line.size * line.gap))
        _set_mark(paragraph, line)
        _write_runs(paragraph, line.runs, line.size, line.way or line.text, translator)


def write_title(frame: TextFrame, run: Run, size: int, translator: Translator) -> None:
    """Write a title.

    Args:
        frame: Empty.
        run: Its text.
        size: In points, or 0 for the layout's own.
        translator: Knows the language of our own words.
    """
    _write_runs(frame.paragraphs[0], (run,), size, run.text, translator)


def write_notes(frame: TextFrame, notes: Iterable[Run], translator: Translator) -> None:
    """Write a speaker's notes, a paragraph each."""
    for number, run in enumerate(notes):
        _write_runs(frame.add_paragraph() if number else frame.paragraphs[0], (run,), 0, run.text, translator)


def _write_runs(paragraph: Any, runs: tuple[Run, ...], size: int, way: str, translator: Translator) -> None:
    if right_to_left(way):
        properties = paragraph._p.get_or_add_pPr()
        properties.set("rtl", "1")
        properties.set("algn", "r")
    for run in runs:
        written = paragraph.add_run()
        written.text = clean(run.text)
        written.font._element.set("lang", language_tag(run.language or translator.language_of(run.text)))
        if size:
            written.font.size = Pt(size)
        if run.bold:
            written.font.bold = True
        if run.colour:
            written.font.color.theme_color = SLOTS[run.colour]
        if run.link:
            written.hyperlink.address = clean(run.link)


def _set_mark(paragraph: Any, line: Line) -> None:
    """Set whether there is a bullet, so that another template does not add one to someone's words."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(Emu(Pt(line.indent or line.hang))))
    properties.set("indent", str(-Emu(Pt(line.hang))))
    mark = "<a:buNone {0}/>"
    if line.number:
        mark = f'<a:buAutoNum {{0}} type="arabicPeriod" startAt="{min(line.number, MOST_NUMBER)}"/>'
    elif line.bullet:
        mark = f'<a:buChar {{0}} char="{line.bullet}"/>'
    properties.append(parse_xml(mark.format(nsdecls("a"))))
