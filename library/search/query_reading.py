"""The query language: words, "exact phrases", -exclusions, OR, NOT, and filters such as ``theme:listening``.

Any text is a valid query: an open quotation mark or bracket closes at the end, a ``-``, ``OR`` or ``NOT`` on its own is
ignored, and so is anything that is not a word. Reading never raises an error and takes linear time.

    listening "what matters" -hospital carer OR parent role:"social worker"

asks for documents with *listening*, the phrase *what matters*, *carer* or *parent*, without *hospital*, for social
workers. ``OR`` after an exclusion excludes what follows too, and so do brackets: *NOT hospital OR home* and *NOT
(hospital OR home)* are the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from library.search.apostrophes import APOSTROPHES
from library.search.dictionary_words import is_dictionary_word
from library.search.hyphens import JOINING, MINUS
from library.search.query import MOST_PARTS, Filter, Part, PartKind, Phrase, Query, assemble
from library.search.words import is_common, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


# Single quotation marks. Straight ones may be apostrophes: *'tis the carers'*.
_SINGLE = re.compile(r"(?<!\w)‘([^‘]*?)’(?!\w)")

# An abbreviation with points between its letters: *S.D.S.*, *G.P*, *G.P.s*
_DOTTED = re.compile(r"(?<!\w)[^\W\d_](?:\.[^\W\d_])+\.?(?!\w)")

# Brackets after an exclusion, and what separates the alternatives in them.
_GROUP = re.compile(r"\(([^()]*)\)?")
_OR = re.compile(r"(?<!\S)OR(?!\S)")


def parse(text: str) -> Query:
    """Read what a reader typed, without a vocabulary.

    Args:
        text: Anything, of any length.

    Returns:
        The query. Common words are in ``wanted`` only if the query has no others.
    """
    return assemble(text, read(text))


def read(text: str, *, capitals_exclude: bool = False) -> tuple[Part, ...]:
    """Return the parts of a query in order; at most ``MOST_PARTS``.

    Args:
        text: Anything.
        capitals_exclude: Whether ``NOT`` always excludes in a query all in capitals too.
    """
    text = _SINGLE.sub(lambda match: f"“{match[1]}”" if len(match[1].split()) > 1 else match[0], text)
    return _Reading(text, tuple(_PART.finditer(text)), capitals_exclude=capitals_exclude).all_parts()


def around_not(text: str) -> tuple[Phrase, ...]:
    """Return each ``NOT`` that may exclude what follows, in a query all in capitals, with the words beside it.

    *FRIEND NOT FOE* is a title and *CARER NOT HOSPITAL* excludes hospitals; only documents can tell. After a common
    word it never excludes: *DO NOT RESUSCITATE*.
    """
    found = words(text)[: 2 * MOST_PARTS] if text.isupper() else []
    telling = [at for at, word in enumerate(found) if not is_common(word)]
    return tuple(
        Phrase(tuple(found[before : after + 1]))
        for before, after in pairwise(telling)
        if found[before + 1] == "NOT" and after > before + 1
    )


def unquoted(text: str) -> str:
    """Return a text without quotation marks."""
    return " ".join(re.sub(f"[{_QUOTES}]", " ", text).split())


def undotted(text: str) -> str:
    """Return a text with its abbreviations without points: *S.D.S.* as *SDS*."""
    return _DOTTED.sub(lambda match: match[0].replace(".", ""), text)


@dataclass(slots=True)
class _Reading:
    """A text that is read from left to right.

    Attributes:
        text: As typed.
        matches: Its runs.
        capitals_exclude: As for ``read``.
        parts: Those read so far.
        joining: Whether the last run was ``OR``.
        negated: Where the ``NOT`` before the next run starts, or ``None``.
    """

    text: str
    matches: Sequence[re.Match[str]]
    capitals_exclude: bool
    parts: list[Part] = field(default_factory=list)
    joining: bool = False
    negated: int | None = None

    def all_parts(self) -> tuple[Part, ...]:
        """Read everything."""
        end = 0
        for at, match in enumerate(self.matches):
            if match.start() >= end and len(self.parts) < MOST_PARTS:
                end = self._read(at, match)
        return tuple(self.parts[:MOST_PARTS])

    def _read(self, at: int, match: re.Match[str]) -> int:
        """Read one run, or the brackets that it opens; return where it ends."""
        word = match["plain"] if not match["minus"] and not match["axis"] else None
        excluded = self._excluded_from(match)
        group = _GROUP.match(self.text, match.start("plain")) if excluded is not None and not match["axis"] else None
        if word == "OR":
            self.joining = bool(self.parts)
        elif word == "NOT" and self._excludes(at):
            self.negated = match.start()
        elif excluded is not None and group:
            self._add(_excluded_group(self.text, excluded, group))
        # *NOT in hospital* excludes hospitals, not everything with the word *in*.
        elif self.negated is None or not word or not all(map(is_common, words(word))):
            self._add(_parts(match, excluded))
        return group.end() if group else match.end()

    def _excludes(self, at: int) -> bool:
        return self.capitals_exclude or not self.text.isupper() or _stands_out(self.matches, at)

    def _excluded_from(self, match: re.Match[str]) -> int | None:
        """Return where the exclusion of a run starts, or ``None`` if it is wanted."""
        if self.negated is not None:
            return self.negated
        goes_on = self.joining and bool(self.parts) and _is_excluded(self.parts[-1])
        return match.start() if match["minus"] or goes_on else None

    def _add(self, found: Iterator[Part]) -> None:
        for part in found:
            if self.joining and _is_wanted(part) and _is_wanted(self.parts[-1]):
                before = self.parts.pop()
                phrases = (*before.phrases, *part.phrases)
                self.parts.append(Part(PartKind.JOINED, phrases, (before.span[0], part.span[1])))
            else:
                self.parts.append(part)
            self.joining, self.negated = False, None


def _is_wanted(part: Part) -> bool:
    return part.kind not in {PartKind.UNWANTED, PartKind.FILTER}


def _is_excluded(part: Part) -> bool:
    return part.filter.excluded if part.filter else part.kind is PartKind.UNWANTED


def _excluded_group(text: str, start: int, group: re.Match[str]) -> Iterator[Part]:
    """Yield the parts of excluded brackets: the words of each alternative as a phrase, and filters."""
    begin, end = group.span(1)
    for operator in (*_OR.finditer(text, begin, end), None):
        runs = tuple(_PART.finditer(text, begin, operator.start() if operator else end))
        if any(run["axis"] for run in runs):
            yield from (part for run in runs for part in _parts(run, run.start()))
        elif found := _without_common_ends(words(text[begin : operator.start() if operator else end])):
            yield Part(PartKind.UNWANTED, (Phrase(found[:MOST_PARTS]),), (start, group.end()))
        begin = operator.end() if operator else end


def _without_common_ends(found: Sequence[str]) -> tuple[str, ...]:
    telling = [at for at, word in enumerate(found) if not is_common(word)]
    return tuple(found[telling[0] : telling[-1] + 1]) if telling else ()


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


def _parts(match: re.Match[str], excluded: int | None) -> Iterator[Part]:
    """Yield the parts of one match: a filter, a phrase, or words; nothing if there are no words.

    ``excluded`` is where its exclusion starts, if it has one: a ``NOT`` before it goes when the part goes.
    """
    minus = excluded is not None
    span = (match.start() if excluded is None else excluded, match.end())
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
    joined = (
        whole
        or re.fullmatch(rf"\w+(?:[{APOSTROPHES}{JOINING}]\w+)+", text.strip(f".,;:!?()[]{APOSTROPHES}")) is not None
    )
    if found and joined:
        return [Phrase(tuple(found), hyphened=len(found) > 1)]
    return [Phrase((word,)) for word in found]
