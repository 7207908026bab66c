"""Invisible characters: removed where they only do harm, never where a script or an emoji needs them.

They come with text that is pasted from word processors, web pages and chat programs. A reader cannot see them, but they
split words for search, and change the direction of the text after them. So words are joined again, and only what an
author may want to look at is mentioned.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.model.characters import FORBIDDEN, TURNING

if TYPE_CHECKING:
    from library.content.mistakes import Mistakes

# Scripts whose letters never need a joiner, a mark of direction or a break without a space: Latin, Greek, Cyrillic,
# Armenian, with digits and punctuation. Everything else, such as Arabic, Hindi, Thai and emoji, may.
_NEVER_JOINED = "\u0000-\u058f\u1e00-\u1fff\u2000-\u206f\u20a0-\u20cf\ufffd"

# Soft hyphens, word joiners and byte-order marks; invisible operators and annotations; old marks for digits.
_NEVER_NEEDED = re.compile("[\u00ad\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb]")
# Spaces and joiners of no width, and the joiner of combining marks.
_NO_WIDTH = re.compile(f"(?<![^{_NEVER_JOINED}])[\u034f\u200b-\u200d]+(?![^{_NEVER_JOINED}])")
# Marks of direction, needed beside right-to-left text.
_DIRECTION = re.compile("[\u061c\u200e\u200f]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Flags of countries such as Wales and Scotland are a black flag and tags.
_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+")

# What Word has where a line is broken with Shift and Enter, or a page ends; and line ends of other programs.
_LINE_END = re.compile("[\x0b\x0c\u2028\u2029]")
_OBJECT = re.compile("\ufffc")
_LOST = re.compile("\ufffd")
_OTHER_CONTROL = re.compile(rf"(?!\x0b){FORBIDDEN.pattern}")
# Overrides show text in another order than it is stored in. Other marks of this kind only surround it.
_OVERRIDE = re.compile("[\u202d\u202e]")

_SUSPECT = re.compile(
    f"{FORBIDDEN.pattern}|[\x0b\x0c\u00ad\u034f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd"
    "\U000e0000-\U000e007f]"
)

# What to tell an author, and what is put in its place. Each is mentioned once, on its first line.
_MENTIONED: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        _LINE_END,
        " ",
        "Press Enter if a new line or paragraph starts on this line. "
        "A line end that only some programs show was read as a space.",
    ),
    (_OBJECT, "", "Add the picture or file that was on this line. It was lost when the text was copied."),
    (_OVERRIDE, "", "Check the order of the words on this line. Invisible characters that reverse it were removed."),
    (_OTHER_CONTROL, "", "Check the words on this line. An invisible control character was removed."),
)
_CHARACTER_LOST = "Retype the character shown as � on this line. It was lost when the file was saved or copied."


def without_invisible(text: str, mistakes: Mistakes) -> str:
    """Return the text without invisible characters that it does not need, and advise on those that may matter.

    Args:
        text: With line feeds as line ends.
        mistakes: Where advice goes.
    """
    if not _SUSPECT.search(text):
        return text
    for pattern, _, sentence in _MENTIONED:
        _advise(pattern, text, sentence, mistakes)
    # A file that is not UTF-8 has them for every wrong byte, and a mistake that says so.
    if not len(mistakes):
        _advise(_LOST, text, _CHARACTER_LOST, mistakes)
    return visible(text if _RIGHT_TO_LEFT.search(text) else _DIRECTION.sub("", text))


def visible(text: str) -> str:
    """Return part of a text without invisible characters that it does not need; marks of direction stay."""
    if not _SUSPECT.search(text):
        return text
    for pattern, instead, _ in _MENTIONED:
        text = pattern.sub(instead, text)
    return _NO_WIDTH.sub("", _NEVER_NEEDED.sub("", TURNING.sub("", _TAGS.sub("", text))))


def _advise(pattern: re.Pattern[str], text: str, sentence: str, mistakes: Mistakes) -> None:
    found = pattern.search(text)
    if found is not None:
        mistakes.advise(text.count("\n", 0, found.start()) + 1, sentence)
