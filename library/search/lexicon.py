"""What a document adds to the lexicon: its words as spelled, its phrases, and its distinctive stems.

This takes 1.4 ms for a document of 570 words, in the processes that read for a publish and never for a page.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from library.model.lexicon import Lexicon
from library.search.hyphens import HYPHENS
from library.search.words import LONGEST_WORD, PLAIN_MARKS, WORD, fold, is_common, key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from library.model.document import Document

SHORTEST_WORD = 3
LONGEST_PHRASE = 4  # words
MOST_PHRASES = 40
MOST_DISTINCTIVE = 20

# How much more a word or phrase counts in a title, summary or heading than in the text.
TITLE_WEIGHT = 4
SUMMARY_WEIGHT = 2
HEADING_WEIGHT = 2

# A word, with the hyphen that joins it to the next; or anything else that is not white space, which ends a phrase.
_TOKEN = re.compile(rf"{WORD.pattern}(?:[{HYPHENS}](?=[^\W_]))?|\S")

# Frequent words that are worth searching for, unlike those of `words.COMMON`, but are not distinctive. Our own list:
# the stems that were most often among the first twenty of English test documents.
_PLAIN = frozenset(
    "able about across after again against all almost also although always another any anyone anything around away "
    "back based because become before being best better between both bring came can't cannot change come course did "
    "didn't different doesn't doing don't done down during each either else end enough even ever every everyone "
    "everything example few find first following found get gets getting give given gives goes going good got great "
    "had has having help here high how however important including instead it's itself just keep kind knew know known "
    "large last least less let like likely little long look looked looking lot made make makes making many may maybe "
    "might mean more most much must need needed needs never new next not nothing now number off often old once one "
    "only open other others out over own part parts people perhaps person place point put quite rather read really "
    "right said same saw say says second see seen set several she's show shown since small some someone something "
    "sometimes soon start still such sure take taken takes taking tell text than thank that's these they're thing "
    "things think those though thought three through time times together told too took toward towards tried try two "
    "under until upon use used useful uses using usually very want wanted wants was way ways we're well went were "
    "what's whether while whole within without word words work year years yes yet you're yourself "
    "bod bydd cael dim dros dyma ein eich gyda hefyd hon hwn hyn mae mewn nid oes oedd ond rhai roedd sy'n trwy wedi "
    "wrth yma yna yw "
    "agus airson bha bhith bidh chan dha fhèin gach gum seo sin tha thu "
    "".split()
)


_BREAK = "."


class _Prominent(NamedTuple):
    """Words that say more about a document than its text does.

    Attributes:
        tokens: In lower case.
        weight: How much each of its words and phrases counts.
    """

    tokens: list[str]
    weight: int


@dataclass
class _Taken:
    """The words of a document, in lower case.

    Attributes:
        spelled: All that search finds, as spelled.
        bodies: Language to the tokens of all open passages, with breaks between.
        prominent: Title, summary and the headings of open passages.
        asked: The questions.
    """

    spelled: set[str]
    bodies: dict[str, list[str]]
    prominent: list[_Prominent]
    asked: list[list[str]]


def lexicon_of(document: Document) -> Lexicon:
    """Return what a document adds to the lexicon.

    It comes from title, summary, passages and their headings. Passages under a content note add nothing, so none of
    their words is ever suggested. Questions, which search does not cover, only make a phrase more distinctive.
    """
    taken, title = _take(document), [fold(word) for word in WORD.findall(document.title)]
    return Lexicon(
        words=tuple(sorted(taken.spelled)),
        phrases=tuple(_phrases(taken)),
        distinctive=tuple(_distinctive(taken, document.language)),
        titles=tuple(sorted(set(title))),
        whole_title=" ".join(title),
    )


def spelling_of(word: str, language: str) -> str:
    """Return a word as in the lexicon: in lower case, with accents, without the English possessive."""
    lower = _lower(word)
    return lower.removesuffix("'s") if language == "en" else lower


def phrase_spelled(text: str) -> str:
    """Return a phrase as spelled, from the text of its row."""
    return text.rpartition("\t")[2]


def _take(document: Document) -> _Taken:
    language = document.language
    title, summary = _tokens(document.title), _tokens(document.summary)
    prominent = [_Prominent(title, TITLE_WEIGHT), _Prominent(summary, SUMMARY_WEIGHT)]
    tokens_in: dict[str, set[str]] = {language: {*title, *summary}}
    bodies: dict[str, list[str]] = {language: []}
    noted = {anchor for note in document.content_notes for anchor in note.where}
    all_noted = any(not note.where for note in document.content_notes)
    for passage in document.passages:
        if not all_noted and passage.anchor not in noted:
            tokens, heading = _tokens(passage.text), _tokens(passage.heading)
            tokens_in.setdefault(passage.language, set()).update(tokens, heading)
            bodies.setdefault(passage.language, []).extend((*tokens, _BREAK))
            prominent.append(_Prominent(heading, HEADING_WEIGHT))
    spelled = {_spelling(token, spoken) for spoken, tokens in tokens_in.items() for token in tokens}
    return _Taken(spelled - {""}, bodies, prominent, [_tokens(question) for question in document.questions])


def _tokens(text: str) -> list[str]:
    return list(map(_lower, _TOKEN.findall(text)))


@lru_cache(maxsize=131_072)
def _lower(token: str) -> str:
    """Return a token in lower case with plain apostrophes and hyphens."""
    return unicodedata.normalize("NFC", token.lower().translate(PLAIN_MARKS))


@lru_cache(maxsize=131_072)
def _spelling(token: str, language: str) -> str:
    """Return a token as spelled; empty if it is not a word that can be misspelled."""
    word = spelling_of(token.rstrip("-"), language)
    letters = sum(letter.isalpha() for letter in word)
    is_word = letters >= SHORTEST_WORD and len(word) <= LONGEST_WORD and not any(letter.isdigit() for letter in word)
    return word if is_word else ""


def _phrases(taken: _Taken) -> list[str]:
    """Return the phrases of a document, the most distinctive first.

    A phrase that occurs twice begins with two words that do, so only such beginnings are followed.
    """
    text = [token for body in taken.bodies.values() for token in body]
    counted: dict[tuple[str, ...], int] = {}
    strong: set[tuple[str, ...]] = set()
    repeated: set[tuple[str, ...]] = set()
    starts: Sequence[int] = range(len(text))
    for length in range(2, LONGEST_PHRASE + 1):
        found = Counter(pairwise(text) if length == 2 else _runs_at(text, starts, length))
        repeated.update(run for run, count in found.items() if count > 1)
        for tokens in taken.asked:
            found.update(run for run in _runs(tokens, length) if run in found)
        for tokens, weight in taken.prominent:
            for run in _runs(tokens, length):
                found[run] += weight
                strong.add(run)
        often = {run: count for run, count in found.items() if count > 1 and _BREAK not in run}
        counted |= often
        runs = pairwise(text) if length == 2 else _runs_at(text, starts, length)
        starts = [start for start, run in zip(starts, runs, strict=False) if run in often]
    phrases = [run for run, count in counted.items() if _is_phrase(run, run in repeated or count > SUMMARY_WEIGHT)]
    pieces = _pieces(phrases, counted) - strong
    best = sorted(set(phrases) - pieces, key=lambda run: (-counted[run], len(run), run))
    return list(dict.fromkeys(map(_row_text, best[:MOST_PHRASES])))


def _runs_at(tokens: list[str], starts: Sequence[int], length: int) -> Iterator[tuple[str, ...]]:
    """Yield the run of tokens from each start; at the end they are shorter."""
    return (tuple(tokens[start : start + length]) for start in starts)


def _runs(tokens: list[str], length: int) -> Iterator[tuple[str, ...]]:
    return zip(*(tokens[start:] for start in range(length)), strict=False)


def _pieces(phrases: list[tuple[str, ...]], counted: Mapping[tuple[str, ...], int]) -> set[tuple[str, ...]]:
    """Return the phrases that are only pieces of an equally frequent longer phrase."""
    both = ((piece, run) for run in phrases for piece in (run[1:], run[:-1], run[1:-1]))
    return {piece for piece, run in both if counted.get(piece) == counted[run]}


def _is_phrase(run: tuple[str, ...], is_sure: bool) -> bool:
    """Return whether words make a phrase; one that occurs once, in a summary or heading, may contain no small word."""
    if not _may_begin(run[0]) or not _may_end(run[-1]):
        return False
    inside = run[1:-1]
    if not all(token[0].isalnum() and len(token) <= LONGEST_WORD for token in inside):
        return False
    return is_sure or all(map(_may_end, inside))


@lru_cache(maxsize=131_072)
def _may_begin(token: str) -> bool:
    return token[0].isalpha() and 2 <= len(token.rstrip("-")) <= LONGEST_WORD and not is_common(token.rstrip("-"))


@lru_cache(maxsize=131_072)
def _may_end(token: str) -> bool:
    word = token.rstrip("-")
    return word[:1].isalnum() and 2 <= len(word) <= LONGEST_WORD and not is_common(word) and word not in _PLAIN


def _row_text(phrase: tuple[str, ...]) -> str:
    spelled = " ".join(phrase).replace("- ", "-").rstrip("-")
    folded = " ".join(map(fold, WORD.findall(spelled)))
    return folded if folded == spelled else f"{folded}\t{spelled}"


def _distinctive(taken: _Taken, language: str) -> list[tuple[str, str]]:
    """Return the distinctive stems of a document, best first, each with its most frequent spelling.

    Of equally frequent ones, the longer is usually rarer elsewhere (Zipf 1935).
    """
    spelled = Counter(taken.bodies[language])
    for tokens, weight in taken.prominent:
        for token in tokens:
            spelled[token] += weight
    stems: dict[str, int] = {}
    best: dict[str, tuple[int, str]] = {}
    for token, count in spelled.items():
        stem = _stem(token, language)
        if stem:
            stems[stem] = stems.get(stem, 0) + count
            best[stem] = min(best.get(stem, (0, "")), (-count, token))
    order = sorted(stems, key=lambda stem: (-stems[stem], -len(stem), stem))[:MOST_DISTINCTIVE]
    return [(f"{language} {stem}", _spelling(best[stem][1], language)) for stem in order]


@lru_cache(maxsize=131_072)
def _stem(token: str, language: str) -> str:
    """Return the stem of a word if it can be distinctive, otherwise an empty string."""
    word = _spelling(token, language)
    return "" if not word or is_common(word) or word in _PLAIN else key(word, language)
