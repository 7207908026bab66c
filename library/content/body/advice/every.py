"""All advice on the text of one document."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from library.content.body.advice.html import html_advice
from library.content.body.advice.layout import layout_advice
from library.content.body.advice.links import links_in, reference_advice
from library.content.body.advice.marks import mark_advice
from library.content.body.advice.text import BodyText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from library.content.body.advice.links import WrittenLink
    from library.content.mistakes import Mistakes
    from library.content.source import Source

# How many more lines a finding names.
MOST_LINES = 5
# Nobody follows more links of one document, and a hostile file must not cost more.
MOST_LINKS = 2_000

_ADVISERS: tuple[Callable[[BodyText], Iterator[tuple[int, str]]], ...] = (
    layout_advice,
    mark_advice,
    html_advice,
    reference_advice,
)


def advise_on_body(source: Source, mistakes: Mistakes) -> tuple[WrittenLink, ...]:
    """Add all advice on the text of a document; what is found several times is one finding, on its first line.

    Returns:
        The links in it. Where they lead can be checked once every document is known.
    """
    text = BodyText(source.body, source.body_line)
    found: dict[str, list[int]] = {}
    for adviser in _ADVISERS:
        for line, sentence in adviser(text):
            found.setdefault(sentence, []).append(line)
    for sentence, lines in found.items():
        mistakes.advise(lines[0], f"{sentence}{_also(lines)}")
    return tuple(islice(links_in(text), MOST_LINKS))


def _also(lines: Iterable[int]) -> str:
    _, *others = [str(line) for line in dict.fromkeys(lines)]
    if not others:
        return ""
    more = f" and {len(others) - MOST_LINES} more" if len(others) > MOST_LINES else ""
    return f" Also on line{'s' if len(others) > 1 else ''} {', '.join(others[:MOST_LINES])}{more}."
