"""What a Word file says reaches a draft; what readers must not see does not, and the report says so."""

import pytest

from library.content.changes import Effect
from library.content.markdown_writer.writer import markdown_of
from library.content.word.reading import read_word
from tests.content.word.files import item, paragraph, part, picture, run, table, word_file

DELETED = '<w:del w:author="Ann Other"><w:r><w:delText>SENTINEL</w:delText></w:r></w:del>'
BOX = f"<w:txbxContent>{paragraph('In a box')}</w:txbxContent>"
NEW_BOX = (
    '<w:drawing><wp:inline><a:graphic><a:graphicData uri="http://example.org/wordprocessingShape"><wps:wsp><wps:txbx>'
    f"{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
)
CHART = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Chart 1" descr="SENTINEL"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic></wp:inline>'
    "</w:drawing></w:r>"
)


def row(properties: str) -> str:
    return f"<w:tbl><w:tr><w:trPr>{properties}</w:trPr><w:tc>{paragraph('SENTINEL')}</w:tc></w:tr></w:tbl>"


HIDDEN = run("SENTINEL", "<w:vanish/>")
HIDDEN_BOX = (
    '<w:r><w:drawing><wp:anchor><wp:docPr id="1" name="Text Box 1" hidden="1"/><a:graphic>'
    '<a:graphicData uri="http://example.org/wordprocessingShape"><wps:wsp><wps:txbx>'
    f"<w:txbxContent>{paragraph('SENTINEL')}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
    "</wp:anchor></w:drawing></w:r>"
)
HIDDEN_OLD_BOX = (
    '<w:r><w:pict><v:shape style="width:9pt;visibility:hidden"><v:textbox>'
    f"<w:txbxContent>{paragraph('SENTINEL')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
# What must not be read, by what it is.
LEFT_OUT = {
    "hidden words": HIDDEN,
    "hidden words by their style": run("SENTINEL", '<w:rStyle w:val="SecretWords"/>'),
    "words of a hidden style": paragraph("SENTINEL", "Secret"),
    "words of a style based on a hidden one": paragraph("SENTINEL", "Below"),
    "hidden words in a link": f'<w:hyperlink w:anchor="x">{HIDDEN}</w:hyperlink>',
    "hidden words in a content control": f"<w:sdt><w:sdtContent>{HIDDEN}</w:sdtContent></w:sdt>",
    "hidden words in an insertion": f"<w:ins>{HIDDEN}</w:ins>",
    "a hidden row": row("<w:hidden/>"),
    "deleted words": DELETED,
    "words that were moved away": "<w:moveFrom><w:r><w:t>SENTINEL</w:t></w:r></w:moveFrom>",
    "a deleted row": row("<w:del/>"),
    "a deleted cell": f"<w:tbl><w:tr><w:tc>{paragraph('one')}</w:tc><w:tc><w:tcPr><w:cellDel/></w:tcPr>"
    f"{paragraph('SENTINEL')}</w:tc></w:tr></w:tbl>",
    "the prompt of a form": f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('SENTINEL')}"
    "</w:sdtContent></w:sdt>",
    "a table of contents": paragraph("SENTINEL", "TOC1"),
    "a chart": CHART,
    "a deleted part of an equation": "<m:oMath><w:del><m:r><m:t>SENTINEL</m:t></m:r></w:del></m:oMath>",
    "a hidden part of an equation": "<m:oMath><m:r><w:rPr><w:vanish/></w:rPr><m:t>SENTINEL</m:t></m:r></m:oMath>",
    "a hidden text box": HIDDEN_BOX,
    "a hidden text box with its old form": f'<mc:AlternateContent><mc:Choice Requires="wps">{HIDDEN_BOX}</mc:Choice>'
    f"<mc:Fallback>{HIDDEN_OLD_BOX}</mc:Fallback></mc:AlternateContent>",
    "a hidden text box of an old file": HIDDEN_OLD_BOX,
}


def written(data: bytes) -> str:
    """Return the Markdown of a Word file."""
    word = read_word(data)
    return markdown_of(word.html, dict.fromkeys(word.pictures, "name.png")).markdown


def reported(data: bytes, effect: Effect) -> list[str]:
    """Return the sentences about a Word file."""
    return [change.sentence for change in read_word(data).changes if change.effect is effect]


@pytest.mark.parametrize("content", LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_readers_must_not_see_is_left_out_and_reported(content: str) -> None:
    is_block = content.startswith(("<w:p>", "<w:tbl>"))
    file = word_file(paragraph("Before") + (content if is_block else paragraph(content)) + paragraph("After"))
    assert written(file).split()[0] == "Before"
    assert written(file).split()[-1] == "After"
    assert "SENTINEL" not in written(file)
    assert len(reported(file, Effect.LEFT_OUT)) == 1
    assert reported(file, Effect.CHANGED) == []


def test_words_that_a_style_hides_and_the_author_shows_again_stay() -> None:
    shown = run("shown", '<w:rStyle w:val="SecretWords"/><w:vanish w:val="0"/>')
    assert written(word_file(paragraph(shown))) == "shown\n"


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next_and_loses_nothing() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    assert written(word_file(paragraph("One ", properties=gone) + paragraph("two"))) == "One two\n"
    file = word_file(
        table(("a", "b"), ("c", f"<w:tc>{paragraph('last', properties=gone)}</w:tc>")) + paragraph("After")
    )
    assert written(file).endswith("| c | last |\n\nAfter\n")


def test_comments_names_headers_and_footers_are_reported_and_not_read() -> None:
    file = word_file(
        paragraph(f'<w:commentRangeStart w:id="1"/>{run("Text")}<w:r><w:commentReference w:id="1"/></w:r>'),
        ("rId9", "comments", "comments.xml"),
        parts={
            "word/comments.xml": part(
                "comments", f'<w:comment w:id="1" w:author="Ann Other">{paragraph("Ring her")}</w:comment>'
            ),
            "word/header1.xml": part("hdr", paragraph("Confidential")),
            "word/footer1.xml": part("ftr", paragraph("Page 1 of 2")),
            "docProps/core.xml": (
                '<c xmlns:dc="d"><dc:creator>Jo Real</dc:creator><lastModifiedBy>A Colleague</lastModifiedBy></c>'
            ),
        },
    )
    assert written(file) == "Text\n"
    assert reported(file, Effect.LEFT_OUT) == [
        "A comment by Ann Other: “Ring her”.",
        "The header or footer: “Confidential”.",
        "Names in the properties of the file: Jo Real, A Colleague.",
    ]


def test_insertions_and_moves_are_accepted_and_reported() -> None:
    added = '<w:ins w:author="Bob"><w:r><w:t>added</w:t></w:r></w:ins><w:moveTo><w:r><w:t> moved</w:t></w:r></w:moveTo>'
    file = word_file(paragraph(added))
    assert written(file) == "added moved\n"
    assert reported(file, Effect.CHANGED) == [
        "Text that was added with Track Changes by Bob, in 2 places, is ordinary text now: “added”, “moved”."
    ]


def test_hidden_words_in_a_text_box_are_left_out() -> None:
    box = f"<w:txbxContent>{paragraph(run('shown') + HIDDEN)}</w:txbxContent>"
    file = word_file(paragraph(f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"))
    assert written(file) == "shown\n"


def test_words_that_were_added_and_then_deleted_are_left_out() -> None:
    assert written(word_file(paragraph(f"<w:ins>{DELETED}</w:ins>{run('kept')}"))) == "kept\n"


@pytest.mark.parametrize(
    "box",
    [
        f"<w:pict><v:textbox>{BOX}</v:textbox></w:pict>",
        NEW_BOX,
        f'<mc:AlternateContent><mc:Choice Requires="wps">{NEW_BOX}</mc:Choice></mc:AlternateContent>',
        f'<mc:AlternateContent><mc:Choice Requires="wps">{NEW_BOX}</mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}'
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>",
    ],
    ids=["old", "new", "new alone", "both"],
)
def test_the_words_of_a_text_box_come_once_after_their_paragraph(box: str) -> None:
    file = word_file(paragraph(f"<w:r>{box}</w:r>{run('Beside')}"))
    assert written(file) == "Beside\n\nIn a box\n"
    assert reported(file, Effect.CHANGED) == ["A text box is a paragraph now. Check where it is: “In a box”."]


def test_text_boxes_inside_text_boxes_come_once() -> None:
    inside = run("inmost")
    for _ in range(8):
        inside = NEW_BOX.replace(paragraph("In a box"), paragraph(f"<w:r>{inside}</w:r>"))
    assert written(word_file(paragraph(f"<w:r>{inside}</w:r>"))).count("inmost") == 1


def test_equations_fields_and_links_to_files_are_words() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE \\@ "d" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>5 May</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    file = word_file(
        paragraph("<m:oMath><m:r><m:t>x=5</m:t></m:r></m:oMath>")
        + paragraph(field)
        + paragraph(f'<w:hyperlink r:id="rFile">{run("my notes")}</w:hyperlink>'),
        ("rFile", "hyperlink", "file:///C:/notes.docx"),
    )
    assert written(file) == "x=5\n\n5 May\n\nmy notes\n"
    assert reported(file, Effect.CHANGED) == [
        "An equation is plain words now. Check it: “x=5”.",
        "A field that Word updates is ordinary words now (DATE).",
        "A link to a file on a computer or network is only words now: “my notes”.",
    ]


def test_headings_lists_quotations_and_footnotes_keep_their_form() -> None:
    file = word_file(
        paragraph("Part", "Heading1")
        + paragraph("Section", "OurHeading")
        + paragraph("Outlined", properties='<w:outlineLvl w:val="1"/>')
        + paragraph("By style", "ListBullet")
        + item("deeper", 1)
        + item("first", 0, 2)
        + item("second", 0, 2)
        + paragraph("Said", "Quote")
        + paragraph(f'{run("Noted", "<w:b/>")}<w:r><w:footnoteReference w:id="7"/></w:r>'),
        ("rNotes", "footnotes", "footnotes.xml"),
        parts={"word/footnotes.xml": part("footnotes", f'<w:footnote w:id="7">{paragraph("A note")}</w:footnote>')},
    )
    assert written(file) == (
        "## Part\n\n### Section\n\n### Outlined\n\n- By style\n    - deeper\n\n1. first\n2. second\n\n> Said\n\n"
        "**Noted**[^1]\n\n[^1]: A note\n"
    )


def test_a_table_keeps_its_cells_and_merged_ones_are_reported() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("Both")}</w:tc>'
    file = word_file(table(("A", "B"), (wide,), ("c|d", "e"), head=True))
    assert written(file) == "| A | B |\n| --- | --- |\n| Both |  |\n| c\\|d | e |\n"


def test_a_picture_keeps_its_place_and_description() -> None:
    file = word_file(
        paragraph("Before") + picture("rPic", "A cup") + picture("rGone", "Lost") + paragraph("After"),
        ("rPic", "image", "media/cup.png"),
        ("rGone", "image", "https://example.org/cup.png"),
        parts={"word/media/cup.png": b"not looked at"},
    )
    assert written(file) == "Before\n\n![A cup](name.png)\n\nAfter\n"
    assert read_word(file).picture("picture-1") == b"not looked at"
    assert reported(file, Effect.LEFT_OUT) == ["A picture that is in another file."]


CUP = ("rPic", "image", "media/cup.png")
OLD_PICTURE = '<w:r><w:pict><v:shape {style}><v:imagedata r:id="rPic" {crop}/></v:shape></w:pict></w:r>'


@pytest.mark.parametrize(
    "content",
    [
        picture("rPic", "A cup", crop='<a:srcRect l="1200" r="-40"/>'),
        picture("rPic", "A cup", crop='<a:srcRect b="12.5%"/>'),
        paragraph(OLD_PICTURE.format(style="", crop='cropbottom="6554f"')),
    ],
)
def test_a_cropped_picture_is_left_out_because_the_file_has_all_of_it(content: str) -> None:
    file = word_file(paragraph("Before") + content, CUP, parts={"word/media/cup.png": b"all of it"})
    assert written(file) == "Before\n"
    assert read_word(file).pictures == {}
    [sentence] = reported(file, Effect.LEFT_OUT)
    assert sentence.startswith("A cropped picture: “")
    assert "Delete cropped areas of pictures" in sentence


@pytest.mark.parametrize(
    "content",
    [
        picture("rPic", "A cup", attributes='hidden="1"'),
        paragraph(OLD_PICTURE.format(style='style="visibility: hidden"', crop="")),
    ],
)
def test_a_picture_that_is_hidden_in_word_is_left_out(content: str) -> None:
    file = word_file(paragraph("Before") + content, CUP, parts={"word/media/cup.png": b"not to be seen"})
    assert written(file) == "Before\n"
    assert read_word(file).pictures == {}
    assert len(reported(file, Effect.LEFT_OUT)) == 1


@pytest.mark.parametrize(
    "content",
    [
        picture("rPic", "A cup", attributes='hidden="0"', crop="<a:srcRect/>"),
        picture("rPic", "A cup", crop='<a:srcRect l="0" t="-1500"/>'),
        paragraph(OLD_PICTURE.format(style='style="visibility:visible"', crop='cropleft="0"')),
    ],
)
def test_a_picture_of_which_everything_is_shown_stays(content: str) -> None:
    file = word_file(content, CUP, parts={"word/media/cup.png": b"all of it"})
    assert list(read_word(file).pictures.values()) == ["word/media/cup.png"]
    assert reported(file, Effect.LEFT_OUT) == []


@pytest.mark.parametrize(
    "text", ["مرحبا بالعالم", "Mae’n dŷ bach twt", "Tha i a’ fàgail", "“Curly” – it’s", "👩‍👩‍👧 می‌خواهم"]
)
def test_words_in_any_language_stay_as_they_were_typed(text: str) -> None:
    assert written(word_file(paragraph(text))) == f"{text}\n"


def test_invisible_signs_go_and_hard_spaces_become_spaces() -> None:
    assert written(word_file(paragraph("lis\u00adten\u200b\u00a0to\ufeff me"))) == "listen to me\n"


def test_a_strict_file_is_read_like_any_other() -> None:
    strict = part("document", f"<w:body>{paragraph('Words', 'Heading1')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert written(word_file("", parts={"word/document.xml": strict})) == "## Words\n"


def test_words_that_would_be_lost_are_reported_with_the_words() -> None:
    file = word_file(paragraph("Before") + f"<w:unheard>{paragraph('Lost words')}</w:unheard>")
    assert written(file) == "Before\n"
    assert reported(file, Effect.LEFT_OUT) == [
        "Words in a place that cannot be read. Copy them yourself if you need them: “Lost words”."
    ]
