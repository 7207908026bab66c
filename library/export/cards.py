"""Deals a workshop out on cards: one passage, question or note each, long ones over several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.export import sayings
from library.export.letters import SENTENCE_END, legal, one_line, paragraphs
from library.export.printed import KINDS
from library.model.pack import ItemKind
from library.model.workshop import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.export.printed import Data
    from library.model.workshop import Step, Workshop

# What a quarter of A4 holds at 12 pt beside its heading and attribution, measured with English words.
MOST_ON_CARD = 420


def cards(workshop: Workshop) -> list[Data]:
    """Return the cards of all steps in order."""
    return [card for step in workshop.steps for words in _passages(step) for card in _dealt(step, words)]


def _passages(step: Step) -> Iterator[Words]:
    """Yield what of a step is for cards: its words in both languages, the lines of ours, where its clip plays."""
    yield from step.words
    if step.twin:
        yield from step.twin.words
    if step.withheld and not step.lines:
        yield Words(step.withheld)
    for line in step.lines:
        yield from (Words(paragraph) for paragraph in paragraphs(line))
    if step.clip:
        yield Words(sayings.play_line(step.clip))


def _dealt(step: Step, words: Words) -> Iterator[Data]:
    """Yield the cards of one passage."""
    parts = _parts(legal(words.text).strip())
    for number, text in enumerate(parts, start=1):
        part = f"part {number} of {len(parts)}" if len(parts) > 1 else ""
        yield _card(step, words, text, part)


def _card(step: Step, words: Words, text: str, part: str) -> Data:
    """Return one card."""
    credit = step.credit
    return {
        "label": _label(step),
        "part": part,
        "text": text,
        "language": words.language,
        "speaker": one_line(words.speaker),
        "heading": one_line(words.heading),
        "time": words.time,
        "content_note": sayings.content_note(step),
        "attribution": sayings.attribution(credit) if credit else "",
        "invented": bool(sayings.invented_mark(credit)),
    }


def _label(step: Step) -> str:
    """Return what a card is: the title of an own step, else its kind, and what a question asks people to do."""
    own = step.kind not in (ItemKind.DOCUMENT, ItemKind.QUESTION)
    return sayings.stage_words(step.stage) or (own and one_line(step.title)) or KINDS[step.kind]


def _parts(text: str) -> tuple[str, ...]:
    """Return a text in parts for one card each: at ends of sentences, else at blanks, else anywhere."""
    if len(text) <= MOST_ON_CARD:
        return (text,)
    cut = _cut(text)
    return (text[:cut].rstrip(), *_parts(text[cut:].lstrip()))


def _cut(text: str) -> int:
    """Return where the first card of a text ends; cards are about equally full."""
    count = -(-len(text) // MOST_ON_CARD)
    even = min(MOST_ON_CARD, len(text) // count + MOST_ON_CARD // 8)
    ends = [found.start() for found in SENTENCE_END.finditer(text, 0, even)]
    if ends and ends[-1] > even // 2:
        return ends[-1]
    blank = text.rfind(" ", even // 2, even)
    return blank if blank > 0 else even
