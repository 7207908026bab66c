"""Bodies: from Markdown to sanitised HTML, passages, headings and the number of words.

There are four steps, and you can read each without the others:

1. ``markdown_limits`` refuses what would take too long or recurse too deeply.
2. ``markdown_parser`` (Python-Markdown) turns the text into HTML. Raw HTML comes through untouched, so its result is
   neither well nested nor safe.
3. ``html_writer`` reads that HTML once and writes it again: only allowed elements, well nested, with ids for passages
   and headings. One place decides the text of a passage and what a reader sees.
4. nh3 makes the final check of what is safe. Nothing should be left for it to remove, and tests check this with
   collections of hostile HTML.

The numbers of footnotes and the arrows back to the text are shown but are not part of a passage's text: nobody searches
for them, and a quotation should not end in "listening1". A picture on a line of its own is a passage, whose text is its
description and its caption; the description of any other is part of the text around it.

A body of 600 words takes 2.4 ms, of which Python-Markdown 1.7 ms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.body.html_elements import MAX_DEPTH, TooDeep
from library.content.body.html_rules import cleaner
from library.content.body.html_writer import HtmlWriter
from library.content.body.line_ends import with_line_ends
from library.content.body.markdown_limits import excess
from library.content.body.markdown_parser import to_html
from library.errors import ContentError, Mistake
from library.model.characters import FORBIDDEN

if TYPE_CHECKING:
    from library.content.body.pictures import Pictures
    from library.model.document import Heading
    from library.model.passage import Passage

_WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*(?:['’ʼ‐‑-][\w\u0300-\u036f]+)*")
_TAG = re.compile(r"<(/?)[a-zA-Z]")
_NESTED_HTML = f"Check for a missing end tag. HTML elements can be at most {MAX_DEPTH} deep."


@dataclass(frozen=True, slots=True)
class Body:
    """A document's body, ready to be shown and searched.

    Attributes:
        html: Sanitised HTML for the inside of an ``<article>``; the element of each passage carries its
            anchor as ``id``. Empty if nothing is to be seen.
        passages: In document order, footnotes last; anchors are ``p1``, ``p2``, … without gaps.
        headings: In document order; the first is of level 2 and no level is skipped on the way down.
        words: In the passages' text; apostrophes and hyphens join.
    """

    html: str
    passages: tuple[Passage, ...]
    headings: tuple[Heading, ...]
    words: int


def render(text: str, language: str, first_line: int = 1, path: str = "", pictures: Pictures | None = None) -> Body:
    """Turn a Markdown body into HTML and passages.

    Args:
        text: The body; characters that HTML forbids are removed.
        language: ``en``, ``cy`` or ``gd``; passages marked in HTML with another of these get that one.
        first_line: The line of the file on which the body begins, counted from 1.
        path: The file, relative to the content folder, for messages.
        pictures: Reads the pictures; ``None`` for a text that shows none, only their descriptions.

    Returns:
        The body; the same text always gives the same.

    Raises:
        ContentError: The text is too long, too deeply nested or has too much markup.
    """
    text = _readable(text)
    if (found := excess(text)) is not None:
        line, sentence = found
        raise ContentError([Mistake(path, first_line + line, sentence)])
    try:
        source, mark = to_html(with_line_ends(text))
        writer = HtmlWriter(language, mark, pictures)
        writer.feed(source)
    except (TooDeep, RecursionError) as error:
        raise ContentError([Mistake(path, first_line + _deepest_line(text), _NESTED_HTML)]) from error
    passages = tuple(writer.passages)
    words = sum(count_words(passage.text) for passage in passages)
    return Body(cleaner().clean(writer.html()), passages, tuple(writer.headings), words)


def count_words(text: str) -> int:
    """Return the number of words: letters or digits, joined by apostrophes and hyphens (``Ann's``, ``day-to-day``)."""
    return len(_WORD.findall(text))


def _readable(text: str) -> str:
    """Return the text without characters that HTML forbids, with one kind of line ending."""
    return FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " "))


def _deepest_line(text: str) -> int:
    """Return the line, from 0, on which most HTML elements seem to be open: the first of several."""
    depth, deepest, found = 0, 0, 0
    for number, line in enumerate(text.split("\n")):
        depth += sum(-1 if end else 1 for end in _TAG.findall(line))
        if depth > deepest:
            deepest, found = depth, number
    return found
