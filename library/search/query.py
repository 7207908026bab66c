"""The query language: words, "exact phrases", -exclusions, OR, NOT, and filters such as ``theme:listening``.

Any text is a valid query: an open quotation mark closes at the end, a ``-``, ``OR`` or ``NOT`` on its own is ignored,
and so is anything that is not a word. Reading never raises an error and takes linear time.

    listening "what matters" -hospital carer OR parent role:"social worker"

asks for documents with *listening*, the phrase *what matters*, *carer* or *parent*, without *hospital*, for social
workers. Only the vocabulary knows what a filter's value means (``filters``), and other names for the words
(``expansion``). Both work on the *parts* of a query, from which ``assemble`` then makes the query for the index.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from library.search.dictionary_words import is_dictionary_word
from library.search.hyphens import JOINING, MINUS
from library.search.words import is_common, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# A query of 1,000 characters has at most 500 words; more than this many parts add nothing a reader could mean.
MOST_PARTS = 64

# What people type before the colon, and the axis it means.
AXES = {
    "theme": "theme",
    "themes": "theme",
    "role": "role",
    "roles": "role",
    "sector": "sector",
    "sectors": "sector",
    "circumstance": "circumstance",
    "circumstances": "circumstance",
    "kind": "kind",
    "kinds": "kind",
    "type": "kind",
    "voice": "voice",
    "voices": "voice",
    "nation": "nation",
    "nations": "nation",
    "country": "nation",
    "author": "author",
    "authors": "author",
    "by": "author",
    "year": "year",
    "years": "year",
    "language": "language",
    "lang": "language",
    "shows": "shows",
    "setting": "setting",
    "settings": "setting",
    "outcome": "outcome",
    "outcomes": "outcome",
}

_QUOTES = '"“”„«»'

# A part is a quoted run or a run without white space, either with a minus sign or the name of an axis before it.
# Curly and straight quotation marks are equal; a missing closing one is at the end of the text.
_PART = re.compile(
    rf"(?P<minus>[{MINUS}](?=\S))?"
    rf"(?:(?P<axis>{'|'.join(sorted(AXES, key=len, reverse=True))})\s?:(?P<space>\s*)(?=[^\s:]))?"
    rf"(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<plain>[^\s{_QUOTES}]+))",
    re.IGNORECASE,
)


# An abbreviation with points between its letters: *S.D.S.*, *G.P*, *G.P.s*
_DOTTED = re.compile(r"(?<!\w)[^\W\d_](?:\.[^\W\d_])+\.?(?!\w)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Adjacent words; a single word is a phrase of one.

    Attributes:
        words: As typed, at least one.
        hyphened: Whether hyphens join them: one word in Welsh and Gaelic.
    """

    words: tuple[str, ...]
    hyphened: bool = False

    @property
    def text(self) -> str:
        """Return what was typed."""
        return ("-" if self.hyphened else " ").join(self.words)


@dataclass(frozen=True, slots=True)
class Tagged:
    """Matches documents with a term, whatever their words.

    Attributes:
        axis: The facet's name, such as ``theme``.
        term: The term's id.
    """

    axis: str
    term: str


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives, of which any one is enough.

    Attributes:
        typed: Phrases as typed, at least one.
        added: Synonyms from the vocabulary, which count less; may be empty.
    """

    typed: tuple[Phrase, ...]
    added: tuple[Phrase | Tagged, ...] = ()

    @property
    def text(self) -> str:
        """Return what was typed."""
        return " OR ".join(phrase.text for phrase in self.typed)


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as it was typed.

    Attributes:
        axis: A value of ``AXES``.
        words: What comes after the colon.
        excluded: Whether a minus sign comes before it.
    """

    axis: str
    words: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query, read.

    Attributes:
        text: As typed.
        wanted: All these groups are wanted. Empty for a query without words.
        unwanted: Documents with any of these are left out.
        filters: As typed; the vocabulary gives their meaning.
    """

    text: str
    wanted: tuple[Group, ...] = ()
    unwanted: tuple[Phrase, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def has_words(self) -> bool:
        """Return whether there are wanted or unwanted words; without them everything matches."""
        return bool(self.wanted or self.unwanted)


class PartKind(Enum):
    """The kind of a part of a query."""

    PLAIN = "words as they come"
    QUOTED = "words in quotation marks"
    JOINED = "words joined by OR"
    UNWANTED = "words after a minus sign"
    FILTER = "a filter"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a query.

    Attributes:
        kind: What it is.
        phrases: Alternatives; at least one.
        span: Where it is in the text: first character and the one after the last.
        added: Synonyms from the vocabulary.
        filter: The filter, or ``None``; its ``phrases`` are searched for if it is not understood.
    """

    kind: PartKind
    phrases: tuple[Phrase, ...]
    span: tuple[int, int]
    added: tuple[Phrase | Tagged, ...] = ()
    filter: Filter | None = None


def parse(text: str) -> Query:
    """Read what a reader typed, without a vocabulary.

    Args:
        text: Anything, of any length.

    Returns:
        The query. Common words are in ``wanted`` only if the query has no others.
    """
    return assemble(text, read(text))


def read(text: str) -> tuple[Part, ...]:
    """Return the parts of a query in order; at most ``MOST_PARTS``."""
    parts: list[Part] = []
    joining, negated = False, None
    matches = tuple(_PART.finditer(text))
    for at, match in enumerate(matches):
        operator = match["plain"] if not match["minus"] and not match["axis"] else None
        if operator == "OR":
            joining = bool(parts) and parts[-1].kind not in {PartKind.UNWANTED, PartKind.FILTER}
            continue
        if operator == "NOT" and (not text.isupper() or _stands_out(matches, at)):
            negated = match.start()
            continue
        # *NOT in hospital* excludes hospitals, not everything with the word *in*.
        if negated is not None and operator and all(map(is_common, words(operator))):
            continue
        for part in _parts(match, negated):
            negated = None
            if joining and part.kind in {PartKind.PLAIN, PartKind.QUOTED}:
                before = parts.pop()
                part = Part(PartKind.JOINED, (*before.phrases, *part.phrases), (before.span[0], part.span[1]))
            parts.append(part)
            joining = False
        if len(parts) >= MOST_PARTS:
            break
    return tuple(parts[:MOST_PARTS])


def assemble(text: str, parts: Iterable[Part]) -> Query:
    """Return the query made of some parts."""
    some = tuple(parts)
    wanted = [part for part in some if part.kind not in {PartKind.UNWANTED, PartKind.FILTER}]
    unwanted = dict.fromkeys(phrase for part in some if part.kind is PartKind.UNWANTED for phrase in part.phrases)
    return Query(text, _distinctive(wanted), tuple(unwanted), tuple(part.filter for part in some if part.filter))


def undotted(text: str) -> str:
    """Return a text with its abbreviations without points: *S.D.S.* as *SDS*."""
    return _DOTTED.sub(lambda match: match[0].replace(".", ""), text)


def is_distinctive(phrase: Phrase) -> bool:
    """Return whether a phrase is more than one common word."""
    return len(phrase.words) > 1 or not is_common(phrase.words[0])


def _stands_out(matches: Sequence[re.Match[str]], at: int) -> bool:
    """Return whether ``NOT`` excludes what follows it, in a query all in capitals.

    There it is a word like any other (*DO NOT RESUSCITATE*, *FRIEND NOT FOE*), unless it is between abbreviations,
    which are always in capitals (*SDS NOT GP*), or quotations. ``OR`` hides nothing, so it always joins.
    """
    beside = (*matches[max(0, at - 1) : at], *matches[at + 1 : at + 2])
    return len(beside) == 2 and all(each["quoted"] is not None or _is_abbreviation(each["plain"]) for each in beside)


def _is_abbreviation(plain: str) -> bool:
    found = words(undotted(plain))
    return len(found) == 1 and not is_dictionary_word(found[0].lower())


def _parts(match: re.Match[str], negated: int | None) -> Iterator[Part]:
    """Yield the parts of one match: a filter, a phrase, or words; nothing if there are no words.

    ``negated`` is where the ``NOT`` before it starts, which goes when the part goes.
    """
    minus = negated is not None or match["minus"] is not None
    span = (match.start() if negated is None else negated, match.end())
    if match["axis"]:
        yield from _filter(match, span, excluded=minus)
    elif match["quoted"] is not None:
        if quoted := tuple(words(match["quoted"])[:MOST_PARTS]):
            yield Part(PartKind.UNWANTED if minus else PartKind.QUOTED, (Phrase(quoted),), span)
    else:
        kind = PartKind.UNWANTED if minus else PartKind.PLAIN
        for phrase in _plain(match["plain"], whole=minus):
            yield Part(kind, (phrase,), span)


def _filter(match: re.Match[str], span: tuple[int, int], *, excluded: bool) -> Iterator[Part]:
    value = match["quoted"] if match["quoted"] is not None else match["plain"]
    # A space after the colon may mean prose ("the third sector: what next"): then the word before it counts too.
    prose = (match["axis"],) if match["space"] and match["quoted"] is None else ()
    phrases = tuple(Phrase((word,)) for word in (*prose, *words(value)[:MOST_PARTS]))
    if phrases:
        found = Filter(AXES[match["axis"].lower()], value.strip(), excluded)
        yield Part(PartKind.FILTER, phrases, span, filter=found)


def _plain(text: str, *, whole: bool) -> list[Phrase]:
    """Return the phrases of a run without spaces; joined words (*well-being*) must be adjacent."""
    text = undotted(text)
    found = words(text)[:MOST_PARTS]
    joined = whole or re.fullmatch(rf"\w+(?:['’{JOINING}]\w+)+", text.strip(".,;:!?()[]'‘’")) is not None
    if found and joined:
        return [Phrase(tuple(found), hyphened=len(found) > 1)]
    return [Phrase((word,)) for word in found]


def _distinctive(parts: list[Part]) -> tuple[Group, ...]:
    """Return groups without single common words, unless nothing would be left; repeated groups count more."""
    whole = [Group(tuple(dict.fromkeys(part.phrases)), part.added) for part in parts]
    distinctive = (Group(tuple(filter(is_distinctive, group.typed)), group.added) for group in whole)
    return tuple(group for group in distinctive if group.typed) or tuple(whole)
