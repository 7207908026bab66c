import re
import sys
import threading
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.content.body.html_elements import MAX_DEPTH
from library.content.body.markdown import Body, count_words, render
from library.content.body.markdown_limits import (
    MAX_CELLS,
    MAX_CHARACTERS,
    MAX_FOOTNOTES,
    MAX_LEVELS,
    MAX_LINE,
    MAX_LINES,
)
from library.errors import ContentError, Mistake
from library.model.document import Heading
from library.model.passage import Part, Passage
from tests.content.shown import check
from tests.steps import patience


def body(text: str, language: str = "en") -> Body:
    rendered = render(text, language)
    check(rendered)
    return rendered


def texts(text: str) -> list[str]:
    return [passage.text for passage in body(text).passages]


def html(text: str) -> str:
    """Return the HTML on one line, for short comparisons."""
    return body(text).html.replace("\n", "")


def mistake(text: str, first_line: int = 1) -> Mistake:
    with pytest.raises(ContentError) as caught:
        render(text, "en", first_line, "stories/a.md")
    (only,) = caught.value.mistakes
    return only


# Passages


def test_a_paragraph_is_a_passage() -> None:
    assert body("She *asked*  once\nmore.") == Body(
        '<p id="p1">She <em>asked</em>  once\nmore.</p>',
        (Passage(Part.BODY, "p1", "She asked once more.", "en"),),
        (),
        4,
    )


def test_nothing_is_an_empty_body() -> None:
    assert body(" \n\n<!-- a note to myself -->\n\n![](x.png)\n\n<div></div>\n\n- \n\n<table></table>") == Body(
        "", (), (), 0
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- one\n- two\n\n    more of two\n    1. three", ["one two more of two 1. three"]),
        ("- one\n    - two\n\n> after", ["one two", "after"]),
        ("4. one\n5. two", ["one two"]),
        ("- # Not a heading\n- two", ["Not a heading two"]),
        ("| A | B |\n|---|--:|\n| 1 | 2 |", ["A B 1 2"]),
        ("Term\n:   What it *means*\n\nOther\n:   More", ["Term What it means Other More"]),
        ("```python\nif a < b:\n\n    c()\n```", ["if a < b: c()"]),
        ("    indented\n    code", ["indented code"]),
        ("> one\n>\n> two\n>\n> - three", ["one", "two", "three"]),
        ("Said[^1] and[^b].\n\n[^1]: Note *1*.\n[^b]: Two.\n\n    More.", ["Said and.", "Note 1.", "Two.", "More."]),
        ("![A door](door.png) and [a *link*](/stories/x)", ["A door and a link"]),
        ("![](x.png)", []),
        ("Fish &amp; chips &lt;3 &eacute; 4 < 5", ["Fish & chips <3 é 4 < 5"]),
        ("one  \ntwo", ["one two"]),
        ("Dear <name>, press <Enter> <3", ["Dear <name>, press <Enter> <3"]),
        ("one<br>two <kbd>Ctrl</kbd>", ["one two Ctrl"]),
        ("a\x00b\x1bc\ufffe \ud800d", ["abc d"]),
        ("a\r\n\r\nb\rc", ["a", "b c"]),
    ],
)  # fmt: skip
def test_each_block_is_one_passage(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    "words",
    [
        "She met <name removed> and said <inaudible> twice.",
        "She met <address removed> and <title of the book>.",
        "She met <video not clear>, <time unclear> and <object described>.",
        "She met <Anna's daughter>, <place, then street>, <b removed> and <a friend>.",
    ],
)
def test_words_in_angle_brackets_are_shown_as_they_are_written(words: str) -> None:
    assert texts(words) == [words]


def test_attributes_without_a_value_belong_to_html() -> None:
    assert texts("<video controls>film</video> <details open>More.</details>") == ["More."]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Roses are red\nViolets are blue\nAnd so are you", ["Roses are red", "Violets are blue", "And so are you"]),
        ("It mattered:\n- the window\n  and more\n- the tree", ["It mattered:", "- the window and more", "- the tree"]),
        ("•\tFirst, tea\n•\tThen\nthe lamp", ["• First, tea", "• Then the lamp"]),
        ("> Roses are red\n> Violets are blue\n> And you", ["Roses are red", "Violets are blue", "And you"]),
    ],
)
def test_verse_and_lists_that_markdown_joins_are_one_passage_with_lines_that_end(text: str, lines: list[str]) -> None:
    read = body(text)
    assert [passage.text for passage in read.passages] == [" ".join(lines)]
    shown = re.sub("<(?!br)[^>]*>", "", read.html).split("<br>")
    assert [" ".join(line.split()) for line in shown] == lines


def test_prose_that_an_editor_wrapped_stays_a_paragraph() -> None:
    assert "<br>" not in html("Some prose that an editor\nwrapped at a width\nand nobody meant as lines.")


def test_an_admonitions_title_joins_its_first_paragraph() -> None:
    text = '!!! warning "Take care"\n    This is hard.\n\n    More.\n\nAfter.'
    assert texts(text) == ["Take care This is hard.", "More.", "After."]
    assert '<div class="admonition warning" role="note"><p id="p1"><strong class="admonition-title">' in html(text)


def test_an_admonition_that_begins_with_a_list_has_its_title_as_a_passage() -> None:
    assert texts('!!! odd-kind "Title"\n    - one') == ["Title", "one"]
    assert texts('- a\n\n    !!! tip "Title"\n        one') == ["a Title one"]
    assert texts('!!! note ""\n    No title.') == ["No title."]


def test_marks_of_footnotes_are_shown_but_no_part_of_a_passage() -> None:
    rendered = body("Listening[^1] and asking[^1].\n\n[^1]: A note.", "cy")
    assert [passage.text for passage in rendered.passages] == ["Listening and asking.", "A note."]
    assert '<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup>' in rendered.html
    assert '<sup id="fnref2-1">' in rendered.html
    assert '<li id="fn-1">' in rendered.html
    assert 'href="#fnref-1" aria-label="Yn ôl at y testun (1)">↩</a>' in rendered.html
    assert 'href="#fnref2-1"' in rendered.html


def test_a_paragraph_of_nothing_but_a_footnotes_mark_is_shown_without_being_a_passage() -> None:
    assert texts("[^1]\n\n- [^1]\n\n[^1]: - a list") == ["a list"]
    assert "<p><sup" in html("[^1]\n\n[^1]: a")


def test_an_authors_ids_give_way_to_ours() -> None:
    rendered = html('<p id="p1">a</p>\n\n<div id="h-top">\n\nb\n\n</div>\n\n# Top\n\n<sup id="fn-1">c</sup>')
    assert rendered == ('<p id="p1">a</p><div><p id="p2">b</p></div><h2 id="h-top">Top</h2><p id="p3"><sup>c</sup></p>')


# Headings


def test_headings_begin_at_the_second_level_and_skip_none() -> None:
    rendered = body("# Top\n\nOne.\n\n#### Deep\n\nTwo.\n\n## Side\n\n# Top\n")
    assert rendered.headings == (
        Heading(2, "h-top", "Top"),
        Heading(3, "h-deep", "Deep"),
        Heading(3, "h-side", "Side"),
        Heading(2, "h-top-2", "Top"),
    )
    assert body("## A\n\n### B\n\n# C").headings == (
        Heading(2, "h-a", "A"),
        Heading(3, "h-b", "B"),
        Heading(2, "h-c", "C"),
    )


def test_a_passage_knows_the_headings_that_open_at_it() -> None:
    rendered = body("One.\n\n# A\n\n## B *b*\n\nTwo.\n\nThree.")
    assert [passage.heading for passage in rendered.passages] == ["", "A · B b", ""]


def test_ids_of_headings_are_unique_and_readable() -> None:
    titles = ["Tŷ a Dŵr", "!!!", "A", "A", "A 2", "A", "日本", "x" * 99]
    assert [heading.anchor for heading in body("\n\n".join(f"# {title}" for title in titles)).headings] == [
        "h-ty-a-dwr", "h-section", "h-a", "h-a-2", "h-a-2-2", "h-a-3", "h-日本", "h-" + "x" * 60,
    ]  # fmt: skip


def test_a_heading_without_words_is_none() -> None:
    assert body("# \n\n<h3></h3>\n\n# ![](x.png)").headings == ()


# Tables


def test_a_tables_frame_is_named_by_its_head_or_caption() -> None:
    rendered = html("| A | B |\n|---|--:|\n| 1 | 2 |")
    assert rendered.startswith(
        '<div class="table-scroll" role="region" tabindex="0" aria-labelledby="p1-thead">'
        '<table id="p1"><thead id="p1-thead"><tr><th scope="col">A</th><th class="right" scope="col">B</th>'
    )
    caption = html("<table><caption>Sums</caption><thead><tr><th>A</th></tr></thead><tr><th>b</th></tr></table>")
    assert 'aria-labelledby="p1-caption"' in caption
    assert '<tbody><tr><th scope="row">b</th></tr></tbody>' in caption


def test_a_table_that_nothing_names_is_no_region() -> None:
    assert html("<table><tr><td>1</td></tr></table>").startswith('<div class="table-scroll"><table id="p1"><tbody>')
    assert html("| | |\n|-|-|\n| 1 | 2 |").startswith('<div class="table-scroll"><table id="p1">')


# Links


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&amp;d#e"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("/stories/spare-key#t=76", "/stories/spare-key#t=76"),
        ("other-page", "other-page"),
        ("#p3", "#p3"),
        ("?q=what matters", "?q=what%20matters"),
        ("/a:b", "/a:b"),
        ("/100%", "/100%25"),
        ("/tŷ#a#b", "/tŷ#a%23b"),
        (" /a\n/b ", "/a/b"),
        ("//evil.example", None),
        ("/\\evil.example", None),
        ("/&#9;/evil.example", None),
        ("\\\\evil.example", None),
        ("https:evil.example", None),
        ("https://a@evil.example", None),
        ("https://", None),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("java&#x0C;script:alert(1)", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("tel:123", "tel:123"),
        ("tel:+44-141-496-0123", "tel:+44-141-496-0123"),
        ("tel:*%2306%23", None),
        ("tel:0141;ext=javascript:1", None),
        ("mailto:nobody", None),
        ("", None),
    ],
)
def test_links_lead_to_the_web_to_mail_or_to_this_site(address: str, href: str | None) -> None:
    rendered = html(f'<a href="{address}">words</a>')
    assert rendered.startswith('<p id="p1">words' if href is None else f'<p id="p1"><a href="{href}"')
    assert ("noopener noreferrer" in rendered) == (href is not None and href.lower().startswith("http"))


def test_a_link_without_words_and_a_link_in_a_link_go() -> None:
    assert html("a [](/x) b") == '<p id="p1">a  b</p>'
    assert (
        html('[a](/x "Title") <a href="/y"><b> </b></a>c')
        == '<p id="p1"><a href="/x" title="Title">a</a> <b> </b>c</p>'
    )
    assert html('<a href="/x">a <a href="/y">b</a></a>') == '<p id="p1"><a href="/x">a b</a></p>'
    assert texts("[a[^1]](/x)\n\n[^1]: b") == ["a1", "b"]


# Raw HTML


@pytest.mark.parametrize(
    "text",
    [
        "Seen <span hidden>QUOX</span> again.",
        "Seen <span HIDDEN='until-found'>QUOX</span> again.",
        'Seen <span style="color: red; display : none">QUOX</span> again.',
        "Seen <span style='mso-hide:all'>QUOX</span> again.",
        "Seen <font style=visibility:hidden>QUOX</font> again.",
        'Seen <b style="display&#58;none">QUOX</b> again.',
        "Seen <span hidden>QUOX <span>QUOX</span> *QUOX*</span> again.",
        "Seen <img hidden alt='QUOX' src='x.jpg'> again.",
        "Seen\n\n<div hidden>\n\nQUOX\n\n<div>\nQUOX\n</div>\n\n- QUOX\n\n</div>\n\nagain.",
        "Seen again. <span hidden>QUOX\n\nQUOX",
    ],
)
def test_words_that_html_hides_are_never_shown_nor_searched(text: str) -> None:
    body = render(text, "en")
    assert "QUOX" not in body.html
    assert " ".join(passage.text for passage in body.passages).replace("  ", " ") == "Seen again."


def test_what_only_says_hidden_hides_nothing() -> None:
    text = '<abbr title="hidden">a</abbr> <span aria-hidden="true" class="hidden">b</span> <hidden> c'
    assert render(text, "en").passages[0].text == "a b <hidden> c"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<div>one <p>two</div> three", '<div><p id="p1">one </p><p id="p2">two</p></div><p id="p3"> three</p>'),
        ("<ul>a<li>b<li>c</ul>", '<ul id="p1"><li>a</li><li>b</li><li>c</li></ul>'),
        ("a <b>bold\n\nb", '<p id="p1">a <b>bold</b></p><p id="p2">b</p>'),
        ("<p>a <b>b</p><p>c", '<p id="p1">a <b>b</b></p><p id="p2">c</p>'),
        ("<b><p>a</p></b>", '<p id="p1">a</p>'),
        ("<p>a</b></i></div>b</p>", '<p id="p1">ab</p>'),
        ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", '<dl id="p1"><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>'),
        ("<section><h1>A</h1>b<figure>c</figure></section>", '<h2 id="h-a">A</h2><p id="p1">b</p><p id="p2">c</p>'),
        ("<details><summary>a</summary>b</details>", '<p id="p1">a</p><p id="p2">b</p>'),
        ("<hr><li>a</li><td>b</td>", '<hr><p id="p1">a</p><p id="p2">b</p>'),
        ("a <span lang=cy style='color:red' onclick=x>b</span>", '<p id="p1">a <span lang="cy">b</span></p>'),
        ('<i lang="x y">a</i> <abbr title="B C">BC</abbr>', '<p id="p1"><i>a</i> <abbr title="B C">BC</abbr></p>'),
        ("a<script>alert(1)</script><style>p{}</style><svg><p>x</p></svg>b", '<p id="p1">ab</p>'),
        ("a <script>b <script>c", '<p id="p1">a b c</p>'),
        ("a<iframe>b</iframe><form>c<input></form><center>d", '<p id="p1">a</p><p id="p2">c</p><p id="p3">d</p>'),
        ("a<!-- b -->c <?php x ?> d\n\n<div><!x>e</div>", '<p id="p1">ac  d</p><div><p id="p2">e</p></div>'),
        ("<ul><hr><li>a</ul>", '<ul id="p1"><li>a</li></ul>'),
        ("a <!-- b", '<p id="p1">a &lt;!-- b</p>'),
        ("<p class=admonition-title>a</p>", '<p id="p1"><strong class="admonition-title">a</strong></p>'),
        ("<ol start=3><li value=9>a</ol>", '<ol id="p1" start="3"><li>a</li></ol>'),
        ("<ol start=x><li>a<hr>b</ol>", '<ol id="p1"><li>a<hr>b</li></ol>'),
        ("<pre>a\n b</pre>", '<pre id="p1">a b</pre>'),
        ("<p>a<wbr>b<img alt='c' src=//x></p><img src=x>", '<p id="p1">a<wbr>b<span class="image">c</span></p>'),
    ],
)  # fmt: skip
def test_raw_html_is_mended(raw: str, expected: str) -> None:
    assert html(raw) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("words<td>a", "<tbody><tr><td>words</td><td>a</td></tr></tbody>"),
        ("<td>a<td>b<tr><td>c", "<tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody>"),
        (
            "<tr><td>a</td></tr><thead><tr><th>b",
            '<tbody><tr><td>a</td></tr></tbody><tbody><tr><th scope="row">b</th></tr></tbody>',
        ),
        ("<tfoot><tr><td>a", "<tbody><tr><td>a</td></tr></tbody>"),
        (
            "<tr><td>a</td></tr><caption>b</caption>",
            "<tbody><tr><td>a</td></tr></tbody><tbody><tr><td>b</td></tr></tbody>",
        ),
        ("<tr><td colspan=2 rowspan=x align=right>a", '<tbody><tr><td colspan="2" class="right">a</td></tr></tbody>'),
        ("<tr><th scope=col>a", '<tbody><tr><th scope="col">a</th></tr></tbody>'),
        (
            "<tr><td><table><thead><tr><th>a</table>b",
            '<tbody><tr><td><table><thead><tr><th scope="col">a</th></tr></thead></table>b</td></tr></tbody>',
        ),
        ("<tr><td><li>a", "<tbody><tr><td>a</td></tr></tbody>"),
        ("<tr><td><h3>a</h3>b</td>", "<tbody><tr><td><p><strong>a</strong></p>b</td></tr></tbody>"),
        ("<tr><td></div></li>a</td>", "<tbody><tr><td>a</td></tr></tbody>"),
    ],
)  # fmt: skip
def test_raw_tables_are_mended(table: str, expected: str) -> None:
    assert html(f"<table>{table}</table>") == f'<div class="table-scroll"><table id="p1">{expected}</table></div>'


def test_markdown_inside_of_a_block_of_html_is_read_after_a_blank_line() -> None:
    rendered = body('<div lang="cy">\n\n*Dŵr* glân\n\n</div>\n\nClean *water*')
    assert [(passage.text, passage.language) for passage in rendered.passages] == [
        ("Dŵr glân", "cy"),
        ("Clean water", "en"),
    ]
    assert rendered.html.startswith('<div lang="cy"><p id="p1"><em>Dŵr</em>')


def test_a_passage_speaks_the_language_that_it_is_marked_with() -> None:
    passages = body(
        '<p lang="gd-GB">a</p>\n\n<p lang="fr">b</p>\n\n<blockquote lang="CY"><p>c</p></blockquote>'
    ).passages
    assert [passage.language for passage in passages] == ["gd", "en", "cy"]


def test_code_between_fences_is_shown_as_written() -> None:
    assert texts("~~~\n<b>&amp;</b>\n\n```\n[a](b)\n~~~\n\nafter") == ["<b>&amp;</b> ``` [a](b)", "after"]
    assert texts("```\nnever ended\n\n# x") == ["never ended # x"]
    assert texts("<pre>\na\n\nb\n</pre>\n\n<!-- a\n\nb -->\n\nc\n\n<textarea>d") == ["a b", "c", "d"]


# Words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ann's day-to-day life", 3),
        ("Ann’s co‑production", 2),
        ("It cost £4.50 – or so…", 6),
        ("Mae'r tŷ'n fawr", 3),
        ("cafe\u0301 na\u00efve", 2),
        ("- _ — !", 0),
        ("", 0),
    ],
)
def test_words_are_counted_as_a_person_would(text: str, words: int) -> None:
    assert count_words(text) == words


# Limits


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a" * (MAX_CHARACTERS + 1), 1, "Shorten the text"),
        ("a\n" + "b" * (MAX_LINE + 1), 2, "longer than"),
        ("a\n" * (MAX_LINES + 1), MAX_LINES + 1, "lines"),
        ("a\n\n" + ">" * (MAX_LEVELS + 1), 3, "inside each other"),
        ("a\n" + "- " * (MAX_LEVELS + 1) + "b", 2, "inside each other"),
        ("\n".join("    " * level + "- a" for level in range(99)), MAX_LEVELS + 1, "inside each other"),
        ("a\n\n" + "Term\n: what it means\n" * (MAX_LEVELS + 1), 3, "blank line"),
        ("a\n\n" + "[^1]" * (MAX_FOOTNOTES + 1), 3, "footnotes"),
        ("a\n\n" + "[" * 5_000, 3, "brackets"),
        ("a\n \n\n" + "- [a](\n" * 5_000, 4, "brackets"),
        ("a\n\n" + "|a" * 500 + "\n" + "|-" * 500 + "\n" + "b\n" * (MAX_CELLS // 500), 3, "cells"),
        ("a\n\n" + "|a" * 50 + "\n" + "|-" * 50 + "\n" + "|[" * 50_000, 3, "Close any open brackets"),
        ("a\n\n" + "<div><ul>" * MAX_DEPTH + "b", 3, "HTML"),
        ("a\n\n" + "<b>" * (MAX_DEPTH + 1) + "b", 3, "HTML"),
    ],
)
def test_what_cannot_be_read_in_time_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    found = mistake(text, first_line=10)
    assert (found.path, found.line) == ("stories/a.md", line + 9)
    assert words in found.sentence


HOSTILE = [
    "[", "![", "[a](", "](", "<", "<a ", '<a "', "<!--", "<?", "<![CDATA[", "<div>", "<div>\n", "</div>\n", "<b>",
    "<b><p>", "<script>", "<a href=x>", "`", "`a ", "*", "*a **b ", "_a_", "***a", "&#", "\\", "- ", "1. ", "> ",
    "> - ", "#", "# a\n", "a\n=\n", "---\n", "- a\n", "- a\n\n", "|a\n|-\n", "[^1]:", "[^a]: b\n\n", "[a]: b\n",
    "[a][b]", "!!! note\n", "    a\n\n", "```a\n", "~~~\n", "a\n: b\n", "<http://a", "a  \n", "(", "<table><tr><td>",
    "<i lang=cy>", "<svg>", "\x00", "a\n\n",
]  # fmt: skip


def read_hostile(piece: str, size: int) -> None:
    # Two seconds are aimed for; a quadratic way with a text as long as it may be takes hours.
    with patience(), suppress(ContentError):
        passages = render(piece * (size // len(piece)), "en").passages
        assert len({passage.anchor for passage in passages}) == len(passages)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_characters_are_read_or_refused(piece: str) -> None:
    read_hostile(piece, 20_000)


@pytest.mark.soak
@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("size", [90_000, 2_000_000])
def test_two_million_hostile_characters_are_read_or_refused(piece: str, size: int) -> None:
    read_hostile(piece, size)


def test_a_deep_stack_of_the_caller_is_no_crash_and_leaves_no_traces() -> None:
    def deep(frames: int) -> Body:
        return deep(frames - 1) if frames else render("- " * MAX_LEVELS + "a", "en")

    refused: list[str] = []

    def run() -> None:  # in a thread, whose stack is empty but for this
        for frames in range(sys.getrecursionlimit() - 300, sys.getrecursionlimit() - 50, 10):
            try:
                deep(frames)
            except ContentError as error:
                refused.append(str(error))
        assert html("- *a*\n\n> b") == '<ul id="p1"><li><em>a</em></li></ul><blockquote><p id="p2">b</p></blockquote>'
        refused.append("and then all was well")

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert refused[0].startswith(":1: Check for a missing end tag")
    assert refused[-1] == "and then all was well"


def test_threads_do_not_share_a_parser() -> None:
    expected = {n: render(f"# {n}\n\nWords[^{n}].\n\n[^{n}]: Note {n}.", "en") for n in range(40)}
    found: dict[int, Body] = {}

    def run(numbers: range) -> None:
        for n in numbers:
            found[n] = render(f"# {n}\n\nWords[^{n}].\n\n[^{n}]: Note {n}.", "en")

    threads = [threading.Thread(target=run, args=(range(first, 40, 4),)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == expected


# Anything at all

PIECES = [
    *HOSTILE, " ", "\n", "\n\n", "    ", "words", "Dŵr", "<caption>", "<thead>", "</thead>", "<tfoot>", "</table>",
    "</td>", "</tr>", "<th>", "<dl>", "<dt>", "<dd>", "</ul>", "<ol start=3>", "<li>", "<blockquote>",
    "</blockquote>", "<h1>", "</h1>", "<h3>x", "<p>", '<div class="admonition note">',
    '<p class="admonition-title">T', '!!! note "T"\n    a\n\n', '<div class="footnote">', '<a href="/x">l</a>',
    "</a>", '<img alt="p">', "<section>", "<sup>", "<q lang=cy>", "<div lang=cy>\n\n", "\n\n</div>\n\n",
    "[^1]: note\n\n", "[^1]", "    [^2]: x\n", ":   d\n", "<pre>", "</pre>", "<title>", "&#x1;", "&nbsp;", "\x02",
    "\x03", "\u2028", "wzxhzdk:0", "klzzwxh:0001", "| a |\n", "|--|\n", "[x][y]", '[y]: /z "t"\n', "<p id=p1>",
    "<x-y>", "-->", "<em>", "</em>", '<a href="javascript:x">y</a>', "[a](//x)", "[a](javascript:x)", "<hr>", "<br>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_passages_are_what_is_shown_whatever_the_markup(text: str) -> None:
    check(render(text, "en"))


@given(st.text(max_size=300))
def test_passages_are_what_is_shown_whatever_the_text(text: str) -> None:
    check(render(text, "en"))


@given(st.lists(st.text(alphabet="<>/abdiloptuhr123 =\"'&;\n", max_size=60), max_size=5).map("\n\n".join))
def test_passages_are_what_is_shown_whatever_the_html(text: str) -> None:
    check(render(text, "en"))
