"""Characters that no page, form or file accepts: listed once, and removed in the same way on the way in and out.

Others are only invisible. They are removed where they do harm, never where a script or an emoji needs them: a soft
hyphen splits a word for search, in a document and in a query. So they are removed from both in the same way.

Invisible characters can change the direction of text: an override turns ``exe.jpg`` into ``gpj.exe``, and its effect
goes on past the field it was typed into. Languages written from right to left do not need them, because each letter has
a direction. The marks U+200E, U+200F and U+061C change no direction, so they stay.
"""

from __future__ import annotations

import re

_LAST_OF_EACH_PLANE = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))

# What HTML and XML forbid: C0 controls but tabs and ends of lines, delete, C1 controls, halves of surrogate pairs and
# noncharacters.
FORBIDDEN = re.compile(f"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_LAST_OF_EACH_PLANE}]")
# Embeddings, overrides and isolates, and their ends (Unicode Standard Annex 9, 2.1 to 2.5).
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Scripts whose letters never need a joiner, a mark of direction or a break without a space: Latin, Greek, Cyrillic,
# Armenian, with digits and punctuation. Everything else, such as Arabic, Hindi, Thai and emoji, may.
_NEVER_JOINED = "\u0000-\u058f\u1e00-\u1fff\u2000-\u206f\u20a0-\u20cf\ufffd"

# Soft hyphens, word joiners and byte-order marks; invisible operators and annotations; old marks for digits; what
# stands for a picture that was lost.
_NEVER_NEEDED = re.compile("[\u00ad\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffc]")
# Spaces and joiners of no width, and the joiner of combining marks.
_NO_WIDTH = re.compile(f"(?<![^{_NEVER_JOINED}])[\u034f\u200b-\u200d]+(?![^{_NEVER_JOINED}])")
# Marks of direction, needed beside right-to-left text.
_DIRECTION = re.compile("[\u061c\u200e\u200f]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Flags of countries such as Wales and Scotland are a black flag and tags.
_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+")

# What Word has where a line is broken with Shift and Enter, or a page ends; and line ends of other programs.
LINE_END = re.compile("[\x0b\x0c\u2028\u2029]")

# Tabs and line ends, in what is one line.
_LINE_SPACE = re.compile("[\t\n\x0b\f\r\x1c-\x1e\x85\u2028\u2029]")

# Any of these: most texts have none.
SUSPECT = re.compile(
    f"{FORBIDDEN.pattern}|[\x0b\x0c\u00ad\u034f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd"
    "\U000e0000-\U000e007f]"
)

# Line ends that no keyboard types. Words on two lines stay two words.
_RARE_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Return a text without these characters, with line feeds as line ends."""
    lines = _RARE_LINE_ENDS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return TURNING.sub("", FORBIDDEN.sub("", lines))


def visible(text: str) -> str:
    """Return part of a text without invisible characters that it does not need; marks of direction stay."""
    if not SUSPECT.search(text):
        return text
    text = FORBIDDEN.sub("", TURNING.sub("", _TAGS.sub("", LINE_END.sub(" ", text))))
    return _NO_WIDTH.sub("", _NEVER_NEEDED.sub("", text))


def without_direction(text: str) -> str:
    """Return a whole text without marks of direction, unless something in it is written from right to left."""
    return text if _RIGHT_TO_LEFT.search(text) else _DIRECTION.sub("", text)


def visible_line(text: str) -> str:
    """Return a text that fits one line, such as a query, without invisible characters that it does not need."""
    return visible(without_direction(_LINE_SPACE.sub(" ", text)))
