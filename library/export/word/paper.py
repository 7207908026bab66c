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
from library.export.pictures import is_picture, pictures_in, width_of
from library.export.reproducible_zip import reproducible_zip
from library.export.word.lists import INDENT, MOST_LEVELS, column_shares, numbering, set_number
from library.export.word.styles import IN_TABLE, TEXT_WIDTH, set_page, set_styles
from library.export.wording import OURS, translator_of
from library.export.xml_text import language_tag, one_line, paragraphs, right_to_left
from library.model.characters import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from library.model.block import ListItem, Picture, Table
    from library.model.workshop import Paragraph, Report, Workshop

TEXT, LARGE_TEXT = 12, 18  # points
PICTURE = (12.0, 9.0)  # centimetres, at most

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

    def heading(self, text: str, level: int = 1, *, language: str = OURS) -> None:
        """Write a heading.

        Args:
            text: Written on one line, even if it has several.
            level: 1 or 2.
            language: Of the text; ``OURS`` for our own words.
        """
        self._write(one_line(text), f"Heading {level}", language)

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

    def words(self, words: Paragraph, style: str, lead: str = "") -> None:
        """Write a paragraph of a document: as a list, a table or a picture, if it is one.

        Args:
            words: What to write, without its heading.
            style: Of a paragraph; one that the document quotes has the style of quotations.
            lead: Bold words before it.
        """
        if not is_picture(words):
            self._words(words, style, lead)
        for picture in pictures_in(words):
            self._picture(picture, words.language)

    def _picture(self, picture: Picture, language: str) -> None:
        """Write a picture with its description, and its caption below it."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = bool(picture.caption)
        shown = paragraph.add_run().add_picture(str(picture.file), Cm(width_of(picture, *PICTURE)))
        shown._inline.docPr.set("descr", one_line(picture.alt))
        self.text(picture.caption, language=language)

    def _words(self, words: Paragraph, style: str, lead: str) -> None:
        block = words.block
        if block.table:
            self._words_table(block.table, words.language)
        elif block.items:
            self._list(block.items, words.language)
        else:
            self.text(words.text, style="Quote" if block.is_quoted else style, language=words.language, lead=lead)

    def _words_table(self, table: Table, language: str) -> None:
        if table.caption:
            self.text(table.caption, language=language, bold=True, keep=True)
        shares = column_shares(table)
        heads = [(head, language) for head in table.heads]
        rows = [[(cell, language) for cell in row] for row in table.rows]
        self._table(table.caption or one_line(" – ".join(table.heads)), shares, heads, rows)

    def _list(self, items: Sequence[ListItem], language: str) -> None:
        """Write a list of a document: Word counts its numbers, each list from its own first one."""
        counts: dict[int, str] = {}
        for item in items:
            level = min(item.level, MOST_LEVELS - 1)
            if not item.is_marked:
                paragraph = self._write(item.text, "Body Text", language)
                paragraph.paragraph_format.left_indent = Cm(INDENT * (level + 1 if level else 0))
                continue
            paragraph = self._write(item.text, "List Number" if item.number else "List Bullet", language)
            counts = {each: number for each, number in counts.items() if each <= level}
            if item.number is None:
                counts.pop(level, None)
                paragraph.paragraph_format.left_indent = Cm(INDENT * (level + 1))
                continue
            counts[level] = counts.get(level) or numbering(self._document, item.number, level)
            set_number(paragraph, counts[level], level)

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
        titles = [(head, OURS) for head, _ in heads]
        self._table(about, [part for _, part in heads], titles, rows)

    def _table(
        self,
        about: str,
        shares: Sequence[float],
        heads: Sequence[tuple[str, str]],
        rows: Iterable[Sequence[tuple[str, str]]],
    ) -> None:
        """Write a table; its columns have these shares of the width, and it may have no head."""
        table = self._document.add_table(rows=0, cols=len(shares), style="Table Grid")
        caption = parse_xml(f'<w:tblCaption {nsdecls("w")} w:val=""/>')
        caption.set(qn("w:val"), about)
        table._tbl.tblPr.append(caption)
        table.autofit = False
        for column, part in zip(table.columns, shares, strict=True):
            column.width = Cm(TEXT_WIDTH * part)
        if heads:
            self._row(table, heads, bold=True)
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in rows:
            self._row(table, row)
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
