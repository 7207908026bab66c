"""All advice on the text of one document."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from library.content.body.advice.html import html_advice
from library.content.body.advice.layout import layout_advice
from library.content.body.advice.links import links_in, reference_advice
from library.content.body.advice.marks import mark_advice
from library.content.body.advice.personal import digits_of, personal_advice
from library.content.body.advice.text import BodyText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from library.content.body.advice.links import WrittenLink
    from library.content.mistakes import Mistakes
    from library.content.source import Source
    from library.model.contact import Contact

# How many more lines a finding names.
MOST_LINES = 5
# Nobody follows more links of one document, and a hostile file must not cost more.
MOST_LINKS = 2_000
_YAML_COMMENT = re.compile(r"(?:^|(?<=\s))#.*", re.MULTILINE)

_ADVISERS: tuple[Callable[[BodyText], Iterator[tuple[int, str]]], ...] = (
    layout_advice,
    mark_advice,
    html_advice,
    reference_advice,
)


def advise_on_text(source: Source, contacts: Iterable[Contact], mistakes: Mistakes) -> tuple[WrittenLink, ...]:
    """Add all advice on the text of a document; what is found several times is one finding, on its first line.

    Args:
        source: The file.
        contacts: Services for support: everybody may have their telephone numbers.
        mistakes: Where the advice goes.

    Returns:
        The links in it. Where they lead can be checked once every document is known.
    """
    text = BodyText(source.body, source.body_line)
    _report(chain.from_iterable(adviser(text) for adviser in _ADVISERS), mistakes)
    header = BodyText(_YAML_COMMENT.sub("", source.header), source.header_line)
    known = frozenset(digits_of(contact.phone) for contact in contacts)
    _report((*personal_advice(header, known), *personal_advice(text, known)), mistakes)
    return tuple(islice(links_in(text), MOST_LINKS))


def _report(advice: Iterable[tuple[int, str]], mistakes: Mistakes) -> None:
    found: dict[str, list[int]] = {}
    for line, sentence in advice:
        found.setdefault(sentence, []).append(line)
    for sentence, lines in found.items():
        mistakes.advise(lines[0], f"{sentence}{_also(lines)}")


def _also(lines: Iterable[int]) -> str:
    _, *others = [str(line) for line in dict.fromkeys(lines)]
    if not others:
        return ""
    more = f" and {len(others) - MOST_LINES} more" if len(others) > MOST_LINES else ""
    return f" Also on line{'s' if len(others) > 1 else ''} {', '.join(others[:MOST_LINES])}{more}."
