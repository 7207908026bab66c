"""Markdown written from HTML, read by our own reader, has the same passages as the HTML had blocks."""

import html
import re
from dataclasses import dataclass

from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from library.content.body.markdown import render
from library.content.markdown_writer.writer import markdown_of

# Everything that Markdown, our extensions or HTML could take for a mark.
SIGNS = [*"*_`#>+-.!|\\<&~=:[](){}%^\"'7 aZé“”…—", "7. ", "- ", "&amp;", "<b>", "](", "[^1]", "]: ", "  ", "___"]
WORDS = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=12).map(lambda parts: " ".join("".join(parts).split()))
SCENE_BREAK = re.compile(r"(?:[*#~_=–—-] ?){3,40}")
TAGS = ("b", "i", "s", "sub", "sup", "code")


@dataclass(frozen=True)
class Piece:
    """HTML, and the words that a reader sees of it."""

    html: str
    text: str


def readable(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


@st.composite
def runs(draw: st.DrawFn, *, breaks: bool = True) -> Piece:
    pieces: list[Piece] = []
    for _ in range(draw(st.integers(1, 4))):
        text = draw(WORDS)
        gap = draw(st.sampled_from(["", " "]))
        written = html.escape(text)
        for tag in draw(st.lists(st.sampled_from(TAGS), max_size=2, unique=True)):
            written = f"<{tag}>{written}</{tag}>"
        if breaks and draw(st.integers(0, 6)) == 0:
            written, gap = f"{written}<br>", " "
        pieces.append(Piece(written + gap, text + gap))
    text = " ".join("".join(piece.text for piece in pieces).split())
    assume(readable(text) and not SCENE_BREAK.fullmatch(text))
    return Piece("".join(piece.html for piece in pieces), text)


@st.composite
def listing(draw: st.DrawFn, depth: int = 0) -> Piece:
    tag = draw(st.sampled_from(["ul", "ol"]))
    items, words = "", []
    for _ in range(draw(st.integers(1, 3))):
        item = draw(runs())
        words.append(item.text)
        inner = f"<p>{item.html}</p>" if draw(st.booleans()) else item.html
        if draw(st.integers(0, 5)) == 0:
            more = draw(runs())
            inner = f"<p>{item.html}</p><p>{more.html}</p>"
            words.append(more.text)
        if depth < 3 and draw(st.integers(0, 3)) == 0:
            nested = draw(listing(depth + 1))
            inner += nested.html
            words.append(nested.text)
        items += f"<li>{inner}</li>"
    return Piece(f"<{tag}>{items}</{tag}>", " ".join(words))


@st.composite
def table(draw: st.DrawFn) -> Piece:
    width, height = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    rows = [[draw(runs()) for _ in range(width)] for _ in range(height)]
    written = "".join(f"<tr>{''.join(f'<td>{cell.html}</td>' for cell in row)}</tr>" for row in rows)
    return Piece(f"<table>{written}</table>", " ".join(cell.text for row in rows for cell in row))


@st.composite
def quotation(draw: st.DrawFn) -> list[Piece]:
    paragraphs = draw(st.lists(runs().map(lambda p: Piece(f"<p>{p.html}</p>", p.text)), min_size=1, max_size=2))
    inner = [*paragraphs, *([draw(listing())] if draw(st.booleans()) else [])]
    return [Piece("<blockquote>", ""), *inner, Piece("</blockquote>", "")]


@st.composite
def definitions(draw: st.DrawFn) -> Piece:
    entries = [(draw(runs(breaks=False)), draw(runs())) for _ in range(draw(st.integers(1, 3)))]
    written = "".join(f"<dt>{term.html}</dt><dd>{meaning.html}</dd>" for term, meaning in entries)
    return Piece(f"<dl>{written}</dl>", " ".join(f"{term.text} {meaning.text}" for term, meaning in entries))


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    # A text with a heading, so that no bold line is taken for one.
    written, words, headings, last = "<h2>Start</h2>", [], ["Start"], ""
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["p", "h2", "list", "table", "quote", "dl", "pre"]))
        # Markdown joins lists, quotations and definitions that follow each other.
        kind = "p" if kind == last else kind
        last = kind
        if kind == "h2":
            heading = draw(runs(breaks=False))
            written += f"<h2>{heading.html}</h2>"
            headings.append(heading.text)
            continue
        paragraph = runs().map(lambda p: Piece(f"<p>{p.html}</p>", p.text))
        code = WORDS.filter(readable).map(lambda text: Piece(f"<pre>{html.escape(text)}</pre>", text))
        made = {"p": paragraph, "list": listing(), "table": table(), "dl": definitions(), "pre": code}.get(kind)
        pieces = [draw(made)] if made is not None else draw(quotation())
        written += "".join(piece.html for piece in pieces)
        words += [piece.text for piece in pieces if piece.text]
    return written, words, headings


# Not shrunk: to find a smaller example of such a text takes minutes.
@settings(max_examples=60, phases=[Phase.generate])
@given(documents())
def test_every_block_is_one_passage_with_the_same_words(document: tuple[str, list[str], list[str]]) -> None:
    written, words, headings = document
    body = render(markdown_of(written, {}).markdown, "en")
    assert [passage.text for passage in body.passages] == [" ".join(text.split()) for text in words]
    assert [heading.text for heading in body.headings] == [" ".join(text.split()) for text in headings]


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_no_text_at_all_makes_the_writer_fail(text: str) -> None:
    markdown_of(text, {})
    render(markdown_of(f"<p>{html.escape(text)}</p>", {}).markdown, "en")
