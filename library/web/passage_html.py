"""The HTML of each passage of a body, so that a page can show some passages as the document's own page does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterator

# Quotation marks in attributes are escaped, so nothing else matches.
ATTRIBUTES = r'(?: [a-z-]+="[^"]*")*'
_QUOTATION_OR_PASSAGE = re.compile(
    rf'<(/?)blockquote{ATTRIBUTES}>|<(p|pre|ul|ol|dl|table){ATTRIBUTES} id="(p[0-9]+)"{ATTRIBUTES}>'
)


@dataclass(frozen=True, slots=True)
class PassageHtml:
    """One passage.

    Attributes:
        html: The words in a paragraph, otherwise a list, a table or lines with their element.
        in_paragraph: Whether it is a paragraph; its HTML can then be part of a label.
        is_quoted: Whether the document quotes it.
    """

    html: Markup
    in_paragraph: bool
    is_quoted: bool


def passages_html(body: str, page: str) -> dict[str, PassageHtml]:
    """Return the HTML of each passage by its anchor.

    Args:
        body: As ``Document.body_html``.
        page: The address of the document's page; links within the document lead there.
    """
    return dict(_passages(body.replace('href="#', f'href="{Markup.escape(page)}#')))


def _passages(body: str) -> Iterator[tuple[str, PassageHtml]]:
    quotations = 0
    for match in _QUOTATION_OR_PASSAGE.finditer(body):
        closing, element, anchor = match.groups()
        if not anchor:
            quotations += -1 if closing else 1
            continue
        inner, end = _ends(body, element, match.end())
        is_paragraph = element == "p"
        html = body[match.end() : inner] if is_paragraph else body[match.start() : end]
        yield anchor, PassageHtml(Markup(html), is_paragraph, quotations > 0)  # noqa: S704 (a body is sanitised)


def _ends(body: str, element: str, start: int) -> tuple[int, int]:
    """Return where the content of an element that is open at ``start`` ends, and where the element ends."""
    depth = 1
    for tag in re.compile(rf"<(/?){element}{ATTRIBUTES}>").finditer(body, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start(), tag.end()
    return len(body), len(body)
