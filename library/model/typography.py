"""Quotation marks, apostrophes and dashes as printers set them, in place of those of a keyboard.

Files keep what their authors typed, so that anchors, hashes of passages, editions and search know of nothing else. What
people see is set when it is shown: pages by ``library.web.typography``, files by ``library.export.typography``. Every
character becomes one character, so that places in a text stay where they are.

A straight ' at the start of a word is the hard case: it opens a quotation ('no') or marks what is left out ('r yn
y, 'S e). Words that begin so in English, Welsh and Gaelic are known. Any other opens a quotation if one is closed
later, as ' does that follows a word and precedes none.
"""

from __future__ import annotations

import re

# English; Welsh; Gaelic. None of them is a word that an English quotation often begins with.
_CUT_SHORT = frozenset(
    "em tis twas twere twould til bout fraid nuff Em Tis Twas Twere "
    "r n i u w m th ch na da dyn ma nôl rioed "
    "S s se sann sa g ga gam gad gar gur gan nam nad nan nar m d ic nuair ur".split()
)
_STRAIGHT = re.compile(r"""["']|(?<=\s)-(?=\s)""")
_WORD = re.compile(r"[^\W\d_]+")
_DECADE = re.compile(r"\d0s\b")
_OPENERS = frozenset("([{‘“«–—-/")
_DASHES = frozenset("–—-")


def typeset(text: str) -> str:
    """Return a text with typographic quotation marks, apostrophes and dashes; as long as before.

    Args:
        text: Plain text in English, Welsh or Gaelic. It must not hold code or markup.
    """
    if '"' not in text and "'" not in text and " - " not in text:
        return text
    set_so_far = list(text)
    for match in _STRAIGHT.finditer(text):
        at = match.start()
        before, after = "".join(set_so_far[at - 1 : at]), text[at + 1 : at + 2]
        set_so_far[at] = _set(text, at, before, after)
    return "".join(set_so_far)


def _set(text: str, at: int, before: str, after: str) -> str:
    if text[at] == "-":
        return "–"
    opens = _may_open(before, after)
    if text[at] == '"':
        return "“" if opens else "”"
    return "‘" if opens and not _is_cut_short(text, at) and _is_closed(text, at) else "’"


def _may_open(before: str, after: str) -> bool:
    """Tell whether a mark between two characters may open a quotation; each is empty at an end of the text."""
    if before in _DASHES and not after:
        return False
    return (not before or before.isspace() or before in _OPENERS) and not after.isspace()


def _is_cut_short(text: str, at: int) -> bool:
    word = _WORD.match(text, at + 1)
    return bool(word and word[0] in _CUT_SHORT) or _DECADE.match(text, at + 1) is not None


def _is_closed(text: str, at: int) -> bool:
    """Tell whether a later mark follows a word or a full stop and precedes no letter."""
    place = text.find("'", at + 2)
    while place != -1:
        if not text[place - 1].isspace() and not text[place + 1 : place + 2].isalnum():
            return True
        place = text.find("'", place + 1)
    return False
