"""Invisible characters in what authors write: removed, with advice on those that an author may want to look at.

They come with text that is pasted from word processors, web pages and chat programs. ``model.characters`` says which
are removed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.model.characters import FORBIDDEN, LINE_END, SUSPECT, visible, without_direction

if TYPE_CHECKING:
    from library.content.mistakes import Mistakes

_OBJECT = re.compile("\ufffc")
_LOST = re.compile("\ufffd")
_OTHER_CONTROL = re.compile(rf"(?!\x0b){FORBIDDEN.pattern}")
# Overrides show text in another order than it is stored in. Other marks of this kind only surround it.
_OVERRIDE = re.compile("[\u202d\u202e]")

# What to tell an author. Each is mentioned once, on its first line.
_MENTIONED: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        LINE_END,
        "Press Enter if a new line or paragraph starts on this line. "
        "A line end that only some programs show was read as a space.",
    ),
    (_OBJECT, "Add the picture or file that was on this line. It was lost when the text was copied."),
    (_OVERRIDE, "Check the order of the words on this line. Invisible characters that reverse it were removed."),
    (_OTHER_CONTROL, "Check the words on this line. An invisible control character was removed."),
)
_CHARACTER_LOST = "Retype the character shown as � on this line. It was lost when the file was saved or copied."


def without_invisible(text: str, mistakes: Mistakes) -> str:
    """Return the text without invisible characters that it does not need, and advise on those that may matter.

    Args:
        text: With line feeds as line ends.
        mistakes: Where advice goes.
    """
    if not SUSPECT.search(text):
        return text
    for pattern, sentence in _MENTIONED:
        _advise(pattern, text, sentence, mistakes)
    # A file that is not UTF-8 has them for every wrong byte, and a mistake that says so.
    if not len(mistakes):
        _advise(_LOST, text, _CHARACTER_LOST, mistakes)
    return visible(without_direction(text))


def _advise(pattern: re.Pattern[str], text: str, sentence: str, mistakes: Mistakes) -> None:
    found = pattern.search(text)
    if found is not None:
        mistakes.advise(text.count("\n", 0, found.start()) + 1, sentence)
