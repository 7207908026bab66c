"""Turns what was pasted into Markdown in a separate process, because some HTML takes minutes: elements in elements."""

from __future__ import annotations

from library.process.parent import Limits, run

# Characters of HTML: a chapter from Word, with its styles.
MOST_PASTED = 1_000_000
# A chapter of so many characters takes 3 seconds, and 10 on a busy server.
PASTING = Limits(seconds=20, megabytes=400)


def markdown_of_pasted(html: str) -> str | None:
    """Return pasted HTML as Markdown; ``None`` if it is too much to read at once.

    Args:
        html: From a clipboard; nothing about it is trusted.
    """
    if len(html) > MOST_PASTED:
        return None
    ended = run("library.content.markdown_writer.worker", [], html.encode(), PASTING)
    return ended.output.decode() if ended.is_done else None
