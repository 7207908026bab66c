"""Characters that no page, form or file accepts: listed once, and removed in the same way on the way in and out.

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
# Line ends that no keyboard types. Words on two lines stay two words.
_RARE_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Return a text without these characters, with line feeds as line ends."""
    lines = _RARE_LINE_ENDS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return TURNING.sub("", FORBIDDEN.sub("", lines))
