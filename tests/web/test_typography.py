"""Pages have typographic marks; what is no prose keeps its own, and so do anchors and search."""

import pytest
from flask.testing import FlaskClient

from library.web.typography import typeset_html
from tests.web.shelves import Shelves


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>It&#39;s <em>&#34;so&#34;</em></p>", "<p>It’s <em>“so”</em></p>"),
        ("<p>'<em>No</em>,' she said.</p>", "<p>‘<em>No</em>,’ she said.</p>"),
        ('<p>"One</p><p>"Two"</p>', "<p>“One</p><p>“Two”</p>"),
        ('<p title="it\'s > &quot;so&quot;">x</p>', '<p title="it\'s > &quot;so&quot;">x</p>'),
        ("<p>Type <code>\"it's\"</code>, he's told</p>", '<p>Type <code>"it\'s"</code>, he’s told</p>'),
        ('<pre>"a"</pre><script>"b"</script>', '<pre>"a"</pre><script>"b"</script>'),
        ("<textarea>it's</textarea><p>&amp; it's</p>", "<textarea>it's</textarea><p>&amp; it’s</p>"),
        ("<p>&lt;a title=&quot;x&quot;&gt;</p>", "<p>&lt;a title=”x”&gt;</p>"),
        ("<!-- it's --><p>a - b</p>", "<!-- it's --><p>a – b</p>"),
        ("<p>\"One <code>'</code> two\"<br>'three'</p>", "<p>“One <code>'</code> two”<br>‘three’</p>"),
        ("<PRE>\"a\"</Pre><b title='x\"y'>it's</b>", '<PRE>"a"</Pre><b title=\'x"y\'>it’s</b>'),
        ("<!doctype html><p>&lt; a-b &</p>-", "<!doctype html><p>&lt; a-b &</p>-"),
        ("it's", "it’s"),
        ("", ""),
    ],
)
def test_only_text_is_set(html: str, shown: str) -> None:
    assert typeset_html(html) == shown


def test_each_of_many_blocks_is_set_by_itself() -> None:
    block, shown = (
        "<li><label>'<b>No</b>'</label> &amp; <i>x</i></li>\n",
        "<li><label>‘<b>No</b>’</label> &amp; <i>x</i></li>\n",
    )
    assert typeset_html(block * 300) == shown * 300


def test_a_page_is_set_and_its_structured_data_is_not(client: FlaskClient) -> None:
    text = client.get("/stories/spare-key").text
    assert '{"@' in text
    body = text.partition("<h1>")[2]
    prose = body.partition('class="prose"')[2].partition("end-of-text")[0]
    assert prose
    assert "&#39;" not in prose


def test_search_finds_either_apostrophe(shelves: Shelves) -> None:
    straight, curly = (shelves.client.get("/search.json", query_string={"q": q}).json for q in ("isn't", "isn’t"))
    assert straight is not None
    assert curly is not None
    assert [each["slug"] for each in straight["results"]] == [each["slug"] for each in curly["results"]]
