"""Turns a workshop into cards: one passage or step each, short neighbours on one, long texts over several."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.export import wording
from library.export.pictures import is_picture
from library.export.print.data import kind_data, words_data
from library.export.xml_text import SENTENCE_END, one_line, paragraphs
from library.model.block import PLAIN
from library.model.characters import clean
from library.model.workshop import Paragraph, with_omissions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.export.print.data import Data
    from library.model.workshop import Step, Workshop
    from library.translation import Translator

# How many characters fit on a quarter of A4 at 12 pt besides heading and attribution, measured with English words.
MOST_ON_CARD = 420
# How many characters a new paragraph costs besides its own: half a line, on average, and the gap.
A_LINE = 25
# A passage of so many characters, or fewer, shares a card with its neighbours.
SHORT = 140
# After these a long sentence is cut rather than between any two words.
PAUSES = ("; ", ": ", ", ")


def cards(translator: Translator, workshop: Workshop) -> list[Data]:
    """Return the cards of all steps in order."""
    return [card for step in workshop.steps for card in _of_step(translator, step)]


def _of_step(translator: Translator, step: Step) -> Iterator[Data]:
    """Yield the cards of one step.

    Continuous text and our lines fill their cards. A chosen passage has its own, but short neighbours share one.
    """
    for each in (step, *_translated(step)):
        if each.flowing:
            yield from _filling(translator, each, tuple(with_omissions(each.words)))
        else:
            for group in _neighbours(each.words):
                yield from _dealt(translator, each, group)
    yield from _filling(translator, step, tuple(_of_ours(translator, step)))


def _translated(step: Step) -> Iterator[Step]:
    """Yield a step with the words, the title and the credit of its translation, if it has one."""
    twin, credit = step.twin, step.credit
    if twin:
        theirs = replace(credit, title=twin.title, language=twin.language) if credit else None
        yield replace(step, title=twin.title, credit=theirs, words=twin.words)


def _filling(translator: Translator, step: Step, text: Sequence[Paragraph]) -> Iterator[Data]:
    """Yield the cards that a text fills."""
    filled = _filled(text)
    for place, group in enumerate(filled, start=1):
        yield _card(translator, step, group, _place(translator, place, len(filled)))


def _of_ours(translator: Translator, step: Step) -> Iterator[Paragraph]:
    """Yield the rest of a step: our lines, and where its clip plays."""
    if step.withheld and not step.lines:
        yield Paragraph(step.withheld, wording.OURS)
    for line in step.lines:
        yield from (Paragraph(paragraph, wording.lines_language(step)) for paragraph in paragraphs(line))
    if step.clip:
        yield Paragraph(wording.play_line(translator, step.clip), wording.OURS)


def _neighbours(words: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """Yield passages in groups, one for each card: talk of a few words is with what is said before or after it."""
    group: list[Paragraph] = []
    for each in words:
        if group and not _goes_on(group, each):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _goes_on(group: Sequence[Paragraph], words: Paragraph) -> bool:
    """Return whether a passage is on the card of the passages before it: one of them is short, and all of them fit."""
    if words.after_gap or words.heading or any(each.block != PLAIN for each in (group[-1], words)):
        return False
    before = _letters(group)
    return min(before, len(words.text)) <= SHORT and before + len(words.text) <= MOST_ON_CARD


def _letters(words: Iterable[Paragraph]) -> int:
    return sum(len(each.text) + A_LINE for each in words)


def _dealt(translator: Translator, step: Step, words: list[Paragraph]) -> Iterator[Data]:
    """Yield the cards of passages that share one, or of a single one of any length."""
    parts = [words] if len(words) > 1 else [[part] for part in _split(words[0])]
    for place, part in enumerate(parts, start=1):
        yield _card(translator, step, part, _part(translator, place, len(parts)))


def _filled(text: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Return a text in groups, one for each card, in order; a heading begins a new card."""
    groups: list[list[Paragraph]] = []
    room = 0
    for words in (part for each in text for part in _split(each)):
        if not groups or words.heading or len(words.text) > room or is_picture(words):
            groups.append([])
            room = MOST_ON_CARD
        groups[-1].append(words)
        room = 0 if is_picture(words) else room - len(words.text) - A_LINE
    return groups


def _split(words: Paragraph) -> tuple[Paragraph, ...]:
    """Return a paragraph in parts that fit on a card; the heading stays with the first."""
    if is_picture(words):
        return (words,)
    if words.block.lines:
        return tuple(_dealt_out(words))
    first, *rest = _parts(clean(words.text).strip())
    return (replace(words, text=first), *(replace(words, text=text, heading="") for text in rest))


def _dealt_out(words: Paragraph) -> Iterator[Paragraph]:
    """Yield a list or a table in parts of whole items or rows that fit on a card, or of a single one."""
    first, *rest = words.pieces()
    room = MOST_ON_CARD - len(first.text)
    for piece in rest:
        room -= len(piece.text) + A_LINE
        if room >= 0:
            first = first.with_more(piece)
        else:
            yield first
            first, room = piece, MOST_ON_CARD - len(piece.text)
    yield first


def _place(translator: Translator, place: int, count: int) -> str:
    return wording.place_in(translator, place, count) if count > 1 else ""


def _part(translator: Translator, place: int, count: int) -> str:
    return translator.gettext("part %(number)s of %(count)s", number=place, count=count) if count > 1 else ""


def _card(translator: Translator, step: Step, words: list[Paragraph], part: str) -> Data:
    """Return one card."""
    credit = step.credit
    return {
        "label": one_line(step.title) or kind_data(translator, step),
        "label_language": wording.title_language(step),
        "part": part,
        "words": [words_data(each) | {"heading": ""} for each in words],
        "letters": _letters(words),
        "language": words[0].language,
        "heading": one_line(words[0].heading),
        "content_note": wording.said_before(translator, step),
        "attribution": wording.attribution(translator, credit) if credit else "",
        "fictional": bool(credit and credit.fictional),
    }


def _parts(text: str) -> tuple[str, ...]:
    """Return a text in parts, one for each card: cut between sentences, or after a pause, at spaces or anywhere."""
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
    pause = max(text.rfind(mark, even // 2, even) for mark in PAUSES)
    if pause > 0:
        return pause + 1
    blank = text.rfind(" ", even // 2, even)
    return blank if blank > 0 else even
