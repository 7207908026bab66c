"""Lines that end where their author ended them.

Markdown joins the lines of a paragraph. That is not what the author of verse meant, nor of a list without a blank line
above it or with bullets pasted from Word. Reading these as lists would move the anchors of every passage after them, in
documents that packs and links already refer to. So the paragraph stays one passage with the same words, and its lines
end for readers. The author gets advice (``advice.layout``).
"""

from __future__ import annotations

from library.content.body.advice.layout import lines_to_end
from library.content.body.advice.text import BodyText


def with_line_ends(text: str) -> str:
    r"""Return Markdown whose lines end where that was meant.

    Args:
        text: With line ends ``\n``.
    """
    ends = set(lines_to_end(BodyText(text, 0)))
    if not ends:
        return text
    lines = text.split("\n")
    return "\n".join(f"{line.rstrip()}  " if number in ends else line for number, line in enumerate(lines))
