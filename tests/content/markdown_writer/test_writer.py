"""HTML becomes Markdown that a person would write."""

import pytest

from library.content.changes import Change, changed, guessed, left_out
from library.content.markdown_writer.writer import markdown_of

PAIRS = {
    "emphasis": ("<p>a <b>bold </b>and <i>it</i>, <b><i>both</i></b></p>", "a **bold** and *it*, ***both***"),
    "emphasis that touches": ("<p><b>one</b><i>two</i></p>", "<strong>one</strong>*two*"),
    "emphasis in a word": ("<p>un<i>frigging</i>believable</p>", "un*frigging*believable"),
    "a link": ('<p><a href="https://a.org/b_(c) d">here</a></p>', "[here](https://a.org/b_%28c%29%20d)"),
    "an underlined link": ('<p><a href="https://a.org/"><u>here</u></a></p>', "[here](https://a.org/)"),
    "a link to a file": ('<p><a href="file:///C:/x.docx">here</a></p>', "here"),
    "a link that runs a script": ('<p><a href="javascript:alert(1)">here</a></p>', "here"),
    "a script": ("<p>a</p><script>alert(1)</script><p>b</p>", "a\n\nb"),
    "lines": ("<p>one<br>two<br><br>three</p>", "one  \ntwo  \nthree"),
    "brackets that are no link": ("<p>[name removed] said</p>", "[name removed] said"),
    "brackets and a colon": ("<p>[Ann]: hello</p>", "\\[Ann]: hello"),
    "a year": ("<p>1999. It began.</p>", "1999\\. It began."),
    "a hashtag": ("<p>#tag</p>", "\\#tag"),
    "a placeholder": ("<p>Dear &lt;name&gt;</p>", "Dear &lt;name>"),
    "a private comment": ("<p>50%% off</p>", "50&#37;% off"),
    "headings below the title": ("<h1>A</h1><h4>B</h4><h1>C</h1>", "## A\n\n### B\n\n## C"),
    "a bold heading": ("<h2><b>A</b></h2>", "## A"),
    "a heading in a list": ("<ul><li><h2>A</h2></li></ul>", "- **A**"),
    "a list": ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "- a\n    1. b\n- c"),
    "a list without an item around it": ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n    - b"),
    "a list that begins deeper": ("<ul><li><ul><li>b</li></ul></li></ul>", "- b"),
    "an item with two paragraphs": ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n    b\n\n- c"),
    "a list that begins at five": ('<ol start="5"><li>a</li></ol>', "5. a"),
    "definitions": ("<dl><dt>T</dt><dd>m</dd></dl>", "T\n:   m"),
    "a quotation": ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
    "code": ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
    "a line": ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb"),
    "words outside a paragraph": ("a<p>b</p>c", "a\n\nb\n\nc"),
    "boxes": ('<p><input type="checkbox" checked> done <input type="checkbox"> not</p>', "☑ done ☐ not"),
    "a language": ('<p>a <span lang="cy-GB">gair</span></p>', 'a <span lang="cy">gair</span>'),
    "a footnote": (
        '<p>a<sup><a href="#n1" id="r1">[1]</a></sup></p><ol><li id="n1"><p>note <a href="#r1">↑</a></p></li></ol>',
        "a[^1]\n\n[^1]: note",
    ),
    "a footnote of Word's clipboard": (
        '<p>a<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a> b</p>'
        '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> note</p></div>',
        "a[^1] b\n\n[^1]: note",
    ),
    "a link within the page": ('<p><a href="#x">1</a> <a id="x">y</a></p>', "1 y"),
    "nothing": ("<p> </p><ul><li></li></ul><table><tr><td></td></tr></table>", ""),
}  # fmt: skip


@pytest.mark.parametrize(("html", "markdown"), PAIRS.values(), ids=PAIRS)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    written = markdown_of(html, {})
    assert written.markdown.rstrip("\n") == markdown
    assert written.changes == ()


HEAD = guessed("The first row of a table is its heading row now. Check that it says what is in each column.")
TYPED = guessed("Bullets or numbers that were typed by hand are a list now.")
LAYOUT = changed("A table with one row or one column is ordinary paragraphs now.")
REPORTED: dict[str, tuple[str, str, tuple[Change, ...]]] = {
    "typed bullets": ("<p>· one</p><p>•\u00a0<b>two</b></p><p>three</p>", "- one\n- **two**\n\nthree", (TYPED,)),
    "bullets after a line": ("<p>Bring:<br>• a cup<br>• a chair</p>", "Bring:\n\n- a cup\n- a chair", (TYPED,)),
    "typed numbers": ("<p>1. one</p><p>2) two</p>", "1. one\n2. two", (TYPED,)),
    "one number": ("<p>1. one</p><p>then</p>", "1\\. one\n\nthen", ()),
    "dialogue": ("<p>– Hello.</p><p>– No.</p>", "– Hello.\n\n– No.", ()),
    "stars": ("<p>a</p><p>* * *</p><p>b</p>", "a\n\n---\n\nb", (
        guessed("Rows of stars or dashes are a line between scenes now."),)),
    "bold lines": ("<p><b>The chair</b></p><p>It tips.</p>", "## The chair\n\nIt tips.", (
        guessed("Bold lines are headings now: “The chair”. Check that they are headings."),)),
    "a bold title and a bold heading": (
        "<p><b>Title</b></p><p>a</p><p><b>Part</b></p><p>b</p>", "## Title\n\na\n\n### Part\n\nb", (
            guessed("Bold lines are headings now: “Title”, “Part”. Check that they are headings."),)),
    "bold lines beside headings": ("<h2>A</h2><p><b>Bold</b></p><p>b</p>", "## A\n\n**Bold**\n\nb", ()),
    "a bold sentence": ("<p><b>It tips.</b></p><p>b</p>", "**It tips.**\n\nb", ()),
    "a table without a head": (
        "<table><tr><td>A</td><td>B</td></tr><tr><td>c</td><td>d</td></tr></table>",
        "| A | B |\n| --- | --- |\n| c | d |", (HEAD,)),
    "a table as a frame": ("<table><tr><td><p>a</p><ul><li>b</li></ul></td></tr></table>", "a\n\n- b", (LAYOUT,)),
    "two columns in one row": ("<table><tr><td>a</td><td>b</td></tr></table>", "a\n\nb", (LAYOUT,)),
    "two lists of numbers": ("<ol><li>a</li></ol><ol><li>b</li></ol>", "1. a\n2. b", (
        changed("Numbered lists that follow each other are one list now. Check its numbers."),)),
    "a picture elsewhere": ('<p><img src="https://a.org/c.jpg" alt="A cup"></p>', "[A cup](https://a.org/c.jpg)", (
        changed("A picture on another website is a link now, because pages show no pictures from elsewhere."),)),
    "a picture that is not here": ('<p>a<img src="cid:1" alt="A cup"></p>', "a", (
        left_out("A picture that could not be saved here. Its description is: A cup."),)),
}  # fmt: skip


@pytest.mark.parametrize(("html", "markdown", "changes"), REPORTED.values(), ids=REPORTED)
def test_what_is_changed_or_guessed_is_reported(html: str, markdown: str, changes: tuple[Change, ...]) -> None:
    written = markdown_of(html, {})
    assert written.markdown.rstrip("\n") == markdown
    assert written.changes == changes


def test_merged_cells_leave_the_cells_they_covered_empty() -> None:
    html = (
        '<table><thead><tr><th colspan="2">A</th><th>B</th></tr></thead>'
        '<tr><td rowspan="2">c</td><td>d</td><td>e</td></tr><tr><td>f</td><td><p>g</p><p>h</p></td></tr></table>'
    )
    written = markdown_of(html, {})
    assert written.markdown == "| A |  | B |\n| --- | --- | --- |\n| c | d | e |\n|  | f | g<br>h |\n"
    assert written.changes == (
        changed("Merged cells of a table are separate cells now. The words are in the first of them."),
    )


def test_a_picture_beside_the_text_is_a_block_of_its_own() -> None:
    html = '<p>Look: <img src="p1" alt="A [red] cup"> there</p>'
    assert markdown_of(html, {"p1": "a-1.jpg"}).markdown == "Look: there\n\n![A \\[red\\] cup](a-1.jpg)\n"


def test_deep_nesting_keeps_its_words() -> None:
    html = "<div>" * 3_000 + "<blockquote>" * 3_000 + "words" + "</blockquote>" * 3_000
    assert "words" in markdown_of(html, {}).markdown


def test_what_word_puts_on_the_clipboard_becomes_plain_markdown() -> None:
    html = (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p {margin:0}</style></head><body>"
        "<!--StartFragment--><p class=MsoNormal><b><span style='font-size:14pt'>Notes<o:p></o:p></span></b></p>"
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>·<span>&nbsp;&nbsp;&nbsp;"
        "</span></span><![endif]>One<o:p></o:p></p><p class=MsoListParagraph><span>·<span>&nbsp; </span></span>Two</p>"
        "<!--EndFragment--></body></html>"
    )
    assert markdown_of(html, {}).markdown == "## Notes\n\n- One\n- Two\n"
