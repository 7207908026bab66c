"""From paragraphs to fragments: parts that are long enough to be understood and short enough to be read.

Fragments are paragraphs and not whole pages, because a result shows the best sentences of one fragment, and words that
are close together count more: of the words of a whole page, some are about something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A heading, a caption or an item of a list is joined to what follows.
SHORTEST = 200  # characters

# Longer paragraphs are cut between sentences: our own documents hardly have any.
LONGEST = 1_000  # characters

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+")


def fragments_of(paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield the fragments of one page, in order.

    Args:
        paragraphs: In order; white space is folded here, and empty ones are left out.
    """
    waiting = ""
    for part in _parts(paragraphs):
        if len(waiting) >= SHORTEST:
            yield waiting
            waiting = ""
        waiting = f"{waiting} {part}".strip()
    if waiting:
        yield waiting


def _parts(paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield paragraphs, long ones in several parts."""
    for paragraph in paragraphs:
        text = " ".join(paragraph.split())
        while len(text) > LONGEST:
            ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, LONGEST)]
            at = ends[-1] if ends else (text.rfind(" ", 0, LONGEST) + 1 or LONGEST)
            yield text[:at].rstrip()
            text = text[at:]
        if text:
            yield text
