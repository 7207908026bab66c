"""Marks of other programs, which readers see as they are typed: Obsidian, Hugo and chats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.content.body.advice.text import BodyText

# The signs that each has to have, how it is written, and the advice. All have a limit of length, so that no text takes
# long to read.
_MARKS = (
    (
        "![[",
        r"!\[\[[^\[\]\n]{1,300}\]\]",
        "Write this picture as ![what it shows](name.jpg). Readers see ![[…]] as it is typed.",
    ),
    ("[[", r"(?<!!)\[\[[^\[\]\n]{1,300}\]\]", "Write this link as [words](slug). Readers see [[…]] as it is typed."),
    (
        "] ",
        r"^ *(?:[-*+]|[0-9]{1,9}[.)]) +\[[ xX]\] ",
        "Delete the square brackets. Readers see them, and cannot tick the tasks of this list.",
    ),
    (
        "[!",
        r"^ {0,3}> *\[![a-zA-Z]{1,30}\]",
        "Write this note as !!! note, with its text indented by four spaces. Readers see a quotation.",
    ),
    ("==", r"(?<![=\w])==(?=[^\s=])[^=\n]{1,300}==(?!=)", "Write this as **words**. Readers see the marks ==."),
    (
        "~~",
        r"(?<!~)~~(?=[^\s~])[^~\n]{1,300}~~(?!~)",
        "Delete these words or their marks ~~. Readers see both.",
    ),
    ("^", r"(?<=\s)\^[A-Za-z0-9-]{1,60} *$", "Delete this mark (^…). Readers see it as it is typed."),
    (
        "{{",
        r"\{\{ ?[<%][^{}\n]{0,300}[>%] ?\}\}",
        "Write this in Markdown, or link to it: [words](https://…). Readers see {{…}} as it is typed.",
    ),
)
_FOUND = tuple((signs, re.compile(pattern, re.MULTILINE), sentence) for signs, pattern, sentence in _MARKS)


def mark_advice(text: BodyText) -> Iterator[tuple[int, str]]:
    """Yield line and sentence of each mark."""
    for signs, pattern, sentence in _FOUND:
        for match in pattern.finditer(text.prose) if signs in text.prose else ():
            yield text.line_at(match.start()), sentence
