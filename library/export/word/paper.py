"""Writing a document for print: headings, paragraphs, lists, addresses and tables, each with its language."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from library.export.file_properties import set_properties
from library.export.reproducible_zip import reproducible_zip
from library.export.word.styles import IN_TABLE, TEXT_WIDTH, set_page, set_styles
from library.export.wording import OURS, translator_of
from library.export.xml_text import language_tag, one_line, paragraphs, right_to_left
from library.model.characters import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from library.model.workshop import Report, Workshop

TEXT, LARGE_TEXT = 12, 18  # points

# Which elements may come after these, in the order of the standard.
AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")
AFTER_LANGUAGE = ("w:eastAsianLayout", "w:specVanish", "w:oMath")


class Paper:
    """A document for print, written from top to bottom.

    Attributes:
        translator: For our own words, in the language of the file.
    """

    def __init__(self, made: Workshop | Report, *, large: bool = False) -> None:
        """Begin with a title.

        Args:
            made: Has title, date, code and the words for head and foot.
            large: Whether it is in large print.
        """
        self.translator = translator_of(made)
        self._document: Any = Document()
        package = self._document.part.package
        for key in [key for key, each in package.rels.items() if each.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            package.rels.pop(key)
        set_styles(self._document, LARGE_TEXT if large else TEXT, self.translator.language)
        set_page(self._document, made, self.translator)
        set_properties(self._document.core_properties, made)
        self._style_ids: dict[str, str | None] = {}
        self._write(one_line(made.title), "Title")

    def heading(self, text: str, level: int = 1, *, language: str = OURS, new_page: bool = False) -> None:
        """Write a heading.

        Args:
            text: Written on one line, even if it has several.
            level: 1 or 2.
            language: Of the text; ``OURS`` for our own words.
            new_page: Whether it begins a page.
        """
        paragraph = self._write(one_line(text), f"Heading {level}", language)
        if new_page:
            paragraph.paragraph_format.page_break_before = True

    def text(
        self,
        text: str,
        *,
        style: str = "Normal",
        language: str = OURS,
        lead: str = "",
        bold: bool = False,
        keep: bool = False,
    ) -> None:
        """Write paragraphs: none for an empty text.

        Args:
            text: One paragraph for each line.
            style: Of all of them.
            language: Of the text and what leads it.
            lead: Bold words before the first one.
            bold: Whether everything is bold.
            keep: Whether it stays on one page with what follows.
        """
        for number, each in enumerate(paragraphs(text)):
            written = self._write(each, style, language, lead="" if number else one_line(lead), bold=bold)
            if keep:
                written.paragraph_format.keep_with_next = True

    def bullets(self, texts: Iterable[str]) -> None:
        """Write a list."""
        for text in texts:
            self.text(text, style="List Bullet")

    def address(self, url: str, lead: str = "") -> None:
        """Write an address, as a link if it is on the web; nothing if it is empty.

        Args:
            url: Shown in full, for paper.
            lead: Words before it.
        """
        if not url:
            return
        paragraph = self._document.add_paragraph()
        if lead:
            self._run(paragraph, f"{lead} ", self.translator.language_of(lead))
        run = self._run(paragraph, clean(url), self.translator.language)
        if url.startswith(("https://", "http://")):
            link = OxmlElement("w:hyperlink")
            relation = self._document.part.relate_to(clean(url), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link.set(qn("r:id"), relation)
            run.underline = True
            paragraph._p.append(link)
            link.append(run._r)

    def table(self, about: str, heads: Sequence[tuple[str, float]], rows: Iterable[Sequence[tuple[str, str]]]) -> None:
        """Write a table whose first row is its head and repeats on each page.

        Args:
            about: What it shows, for people who cannot see it.
            heads: Titles of the columns, with the share of the width of each.
            rows: A text and its language for each column; ``OURS`` for our own words.
        """
        table = self._document.add_table(rows=0, cols=len(heads), style="Table Grid")
        caption = parse_xml(f'<w:tblCaption {nsdecls("w")} w:val=""/>')
        caption.set(qn("w:val"), about)
        table._tbl.tblPr.append(caption)
        table.autofit = False
        for column, part in zip(table.columns, (part for _, part in heads), strict=True):
            column.width = Cm(TEXT_WIDTH * part)
        for number, row in enumerate([[(head, OURS) for head, _ in heads], *rows]):
            self._row(table, row, bold=number == 0)
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))
        self._document.add_paragraph()

    def written(self) -> bytes:
        """Return the file; the same words give the same bytes."""
        made = BytesIO()
        self._document.save(made)
        return reproducible_zip(made.getvalue())

    def _row(self, table: Any, texts: Iterable[tuple[str, str]], *, bold: bool = False) -> None:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, (text, language) in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].style = IN_TABLE
            self._turn(cell.paragraphs[0], text)
            self._run(cell.paragraphs[0], one_line(text), language, bold=bold)

    def _write(self, text: str, style: str, language: str = OURS, *, lead: str = "", bold: bool = False) -> Any:
        paragraph = self._document.add_paragraph()
        paragraph._p.style = self._style_id(style)
        self._turn(paragraph, text)
        if lead:
            self._run(paragraph, f"{lead} ", language or self.translator.language_of(lead), bold=True)
        self._run(paragraph, text, language, bold=bold)
        return paragraph

    def _style_id(self, style: str) -> str | None:
        """Return the id of a paragraph's style; python-docx would search all styles each time, which takes 2 ms."""
        if style not in self._style_ids:
            self._style_ids[style] = self._document.part.get_style_id(style, WD_STYLE_TYPE.PARAGRAPH)
        return self._style_ids[style]

    def _turn(self, paragraph: Any, text: str) -> None:
        """Set a paragraph from right to left if its text is."""
        if right_to_left(text):
            paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)

    def _run(self, paragraph: Any, text: str, language: str, *, bold: bool = False) -> Any:
        run = paragraph.add_run(text)
        if bold:
            run.bold = True
        if right_to_left(text):
            run.font.rtl = True
        marked = OxmlElement("w:lang")
        marked.set(qn("w:val"), language_tag(language or self.translator.language_of(text)))
        run._r.get_or_add_rPr().insert_element_before(marked, *AFTER_LANGUAGE)
        return run
