"""Passages on other pages than the document's own: with emphasis, links, lists and tables, as the document has them."""

from library.content.body.markdown import render
from library.web.passage_html import PassageHtml, passages_html

BODY = """Opening *words* & a [link](https://example.org/a?b=c&d) and a note.[^1]

# One

> Said *by somebody*.
>
> - quoted

After.

- one
- two
    - within

| A | B |
|---|---|
| 1 | *2* |

[^1]: Of the *note*.
"""


def shown() -> dict[str, PassageHtml]:
    return passages_html(render(BODY, "en").html, "/stories/key")


def test_a_paragraph_keeps_its_emphasis_and_links_without_its_element() -> None:
    first = shown()["p1"]
    assert "Opening <em>words</em> &amp; a <a " in first.html
    assert 'href="https://example.org/a?b=c&amp;d"' in first.html
    assert "<p" not in first.html
    assert first.in_paragraph


def test_a_list_and_a_table_are_whole() -> None:
    ends = {anchor: (each.html[:3], each.html[-5:]) for anchor, each in shown().items() if not each.in_paragraph}
    assert list(ends.values())[:3] == [("<ul", "</ul>"), ("<ul", "</ul>"), ("<ta", "able>")]
    lists = [each.html for each in shown().values() if each.html.startswith("<ul")]
    assert "within" in lists[1]
    assert lists[1].count("<ul") == lists[1].count("</ul>") == 2


def test_only_what_the_document_quotes_is_quoted() -> None:
    quoted = [each.html.striptags() for each in shown().values() if each.is_quoted]
    assert quoted == ["Said by somebody.", "quoted"]


def test_links_within_the_document_lead_to_its_page() -> None:
    assert 'href="/stories/key#' in shown()["p1"].html
    assert not any('href="#' in each.html for each in shown().values())
