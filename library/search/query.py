"""The query language: words, "exact phrases", -exclusions and OR.

Whatever is typed means something: an open quotation mark closes at the end, a lonely ``-`` or ``OR`` is nothing, and
what is not a word is passed over. ``parse`` never raises and takes time in proportion to the text.

    listening "what matters" -hospital carer OR parent

asks for documents with *listening*, the phrase *what matters*, *carer* or *parent*, and without *hospital*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from library.search.words import is_common, words

# A query of 1,000 characters holds at most 500 words; what is beyond this many adds nothing a reader could mean.
MOST_PARTS = 64

# A part is a quoted run or a run without white space, either with a minus sign before it.
# Curly and straight quotation marks count alike; a missing closing one is the end of the text.
_PART = re.compile(r'(?P<minus>[-−–](?=\S))?(?:["“”„«»](?P<quoted>[^"“”„«»]*)["“”„«»]?|(?P<plain>[^\s"“”„«»]+))')


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to one another; a single word is a phrase of one.

    Attributes:
        words: As typed, at least one.
    """

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asks for.

    Attributes:
        text: As typed.
        wanted: Every group is wanted; of a group, any one phrase. Empty for a query without words.
        unwanted: Documents with any of these are left out.
    """

    text: str
    wanted: tuple[tuple[Phrase, ...], ...] = ()
    unwanted: tuple[Phrase, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all is asked for: then everything is an answer."""
        return not self.wanted and not self.unwanted


def parse(text: str) -> Query:
    """Read what a reader typed.

    Args:
        text: Anything, of any length.

    Returns:
        What it asks for. Common words stand in ``wanted`` only where a query has no others.
    """
    groups: list[list[Phrase]] = []
    unwanted: list[Phrase] = []
    joining = False
    for minus, phrases in _parts(text):
        if phrases is None:
            joining = bool(groups)
        elif minus:
            unwanted.extend(phrases)
            joining = False
        elif joining:
            groups[-1].extend(phrases)
            joining = False
        else:
            groups.extend([phrase] for phrase in phrases)
        if len(groups) + len(unwanted) >= MOST_PARTS:
            break
    return Query(text, _telling(groups), tuple(dict.fromkeys(unwanted)))


def _parts(text: str) -> list[tuple[bool, list[Phrase] | None]]:
    """Return the parts of a query in order: whether excluded, and its phrases, or ``None`` for OR."""
    parts: list[tuple[bool, list[Phrase] | None]] = []
    for match in _PART.finditer(text):
        minus = match["minus"] is not None
        if match["quoted"] is not None:
            quoted = words(match["quoted"])[:MOST_PARTS]
            phrases = [Phrase(tuple(quoted))] if quoted else []
        elif match["plain"] == "OR" and not minus:
            parts.append((False, None))
            continue
        else:
            phrases = _plain(match["plain"], whole=minus)
        if phrases:
            parts.append((minus, phrases))
    return parts


def _plain(text: str, *, whole: bool) -> list[Phrase]:
    """Return the phrases of a run without spaces; joined words (*well-being*) are wanted side by side."""
    found = words(text)[:MOST_PARTS]
    joined = whole or re.fullmatch(r"\w+(?:[-‐‑'’]\w+)+", text.strip(".,;:!?()[]")) is not None
    if found and joined:
        return [Phrase(tuple(found))]
    return [Phrase((word,)) for word in found]


def _telling(groups: list[list[Phrase]]) -> tuple[tuple[Phrase, ...], ...]:
    """Drop single common words, unless nothing would be left; repeated groups are kept: they weigh more."""
    kept = [tuple(dict.fromkeys(group)) for group in groups]
    telling = (tuple(phrase for phrase in group if not _is_common(phrase)) for group in kept)
    return tuple(group for group in telling if group) or tuple(kept)


def _is_common(phrase: Phrase) -> bool:
    return len(phrase.words) == 1 and is_common(phrase.words[0])
