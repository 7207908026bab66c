"""The style of printed text: black on white, one font family, real heading styles, A4, a footer on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from library.export import wording
from library.export.xml_text import language_tag, one_line, shortened
from library.model.characters import clean
from library.model.design_tokens import PRINT

if TYPE_CHECKING:
    from library.model.workshop import Report, Workshop
    from library.translation import Translator

LETTERS = "Arial"
WHOSE = "Whose words"
IN_TABLE = "Table Text"
TEXT_WIDTH = 17.0  # centimetres
GAP = 12  # points between the text and the footer
MOST_TITLE = 90  # the most characters of a title at the head of a page

# Style to how much larger its font is than that of the text, in points, and whether it is bold.
STYLES = {
    "Normal": (0, False),
    "Body Text": (0, False),
    "List Bullet": (0, False),
    "List Number": (0, False),
    "Quote": (0, False),
    "Subtitle": (0, False),
    "Whose words": (0, False),
    "Table Text": (0, False),
    "Title": (12, True),
    "Heading 1": (6, True),
    "Heading 2": (2, True),
    "Header": (-2, False),
    "Footer": (-2, False),
}
# Style to the space before and after a paragraph, in ems.
SPACES = {
    "Normal": (0, 0.5),
    "Body Text": (0, 0.6),
    "Heading 1": (1, 0.5),
    "Heading 2": (1, 0.3),
    "Whose words": (1, 0.3),
    "Table Text": (0.3, 0.3),
    "Title": (0, 0.5),
    "List Bullet": (0, 0.4),
    "List Number": (0, 0.4),
    "Quote": (0, 0.5),
}
INK = PRINT.ink.removeprefix("#")
RULE = f'<w:pBdr {{0}}><w:{{1}} w:val="single" w:sz="6" w:space="6" w:color="{INK}"/></w:pBdr>'


def set_styles(document: Any, size: int, language: str) -> None:
    """Set all styles of a document.

    Args:
        document: From python-docx.
        size: Of the text, in points; everything else is relative to it.
        language: Of text without another one.
    """
    for name in (WHOSE, IN_TABLE):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    for name, (larger, bold) in STYLES.items():
        _set_letters(document.styles[name].element, size + larger, bold=bold)
    _set_paragraphs(document.styles, size)
    for each in document.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), language_tag(language))
    for each in document.settings.element.iter(qn("w:themeFontLang")):
        each.set(qn("w:val"), language_tag(language))


def _set_letters(style: Any, size: int, *, bold: bool) -> None:
    """Replace the font of a style in the template, which has a theme's fonts, and blue."""
    old = style.find(qn("w:rPr"))
    if old is not None:
        style.remove(old)
    style.append(
        parse_xml(
            f'<w:rPr {nsdecls("w")}><w:rFonts w:ascii="{LETTERS}" w:hAnsi="{LETTERS}" w:cs="{LETTERS}"/>'
            f'{"<w:b/><w:bCs/>" if bold else ""}<w:color w:val="{INK}"/>'
            f'<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/></w:rPr>'
        )
    )


def _set_paragraphs(styles: Any, size: int) -> None:
    for name, (before, after) in SPACES.items():
        layout = styles[name].paragraph_format
        layout.space_before, layout.space_after = Pt(round(before * size)), Pt(round(after * size))
        layout.line_spacing = 1.25 if name in {"Normal", "Body Text", "Quote"} else 1.1
    styles["Quote"].paragraph_format.left_indent = Cm(1)
    _rule(styles["Title"].element, "bottom")
    _rule(styles[WHOSE].element, "top")


def _rule(style: Any, side: str) -> None:
    properties = style.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    after = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")
    properties.insert_element_before(parse_xml(RULE.format(nsdecls("w"), side)), *after)


def set_page(document: Any, made: Workshop | Report, translator: Translator) -> None:
    """Set A4 pages, with the title in the header and, in the footer, what each page needs if copied on its own."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    section.header_distance = section.footer_distance = Cm(1)
    section.header.paragraphs[0].add_run(shortened(one_line(made.title), MOST_TITLE))
    first = section.footer.paragraphs[0]
    first.paragraph_format.space_before = Pt(GAP)
    numbers = translator.gettext(wording.PAGE_OF, number="\0", count="\0").split("\0")
    for words, field in zip(numbers, ("PAGE", "NUMPAGES", ""), strict=True):
        first.add_run(words)
        if field:
            _add_field(first, field)
    first.add_run(f". {clean(wording.code_words(translator, made))}")
    for line in (wording.check_line(translator, made), made.check_address):
        section.footer.add_paragraph(clean(line), style="Footer")


def _add_field(paragraph: Any, name: str) -> None:
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))
