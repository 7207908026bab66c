"""The slides of one step: one idea on each, and beside somebody's words always whose they are."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from library.export import wording
from library.export.slides import notes
from library.export.slides.pages import Pair, lead, pages, pairs
from library.export.slides.picture import can_show
from library.export.slides.sheet import (
    ACCENT,
    MUTED,
    SMALL,
    Line,
    Run,
    Sheet,
    address,
    fitted,
    height,
    plain,
    shown_title,
)
from library.export.slides.theme import BODY, PAUSE, PAUSE_TEXT, PICTURE, TEXT
from library.export.xml_text import one_line, paragraphs, shortened
from library.model.pack import ItemKind
from library.model.workshop import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.export.slides.pages import Room
    from library.model.workshop import Clip, Credit, Step, Twin

READ = (40, 36, 32, 28)  # points, from the back row
SPOKEN = (54, 48, 44, 40, 36, 32, 28)  # a question stands alone
PAUSED = (32, 28, 24)
LISTED = {ItemKind.GROUND_RULES, ItemKind.ACTIVITY}
MOST_NAME = 200  # characters of a title, and of a name, beside somebody's words; the notes have all of them


def sheets_of(step: Step, back_at: str, *, is_noted: bool) -> tuple[Sheet, ...]:
    """Return a step's slides, at least one.

    Args:
        step: Of the workshop.
        back_at: When the next step starts, for a break; may be empty.
        is_noted: Whether its content note was said for the step before it already.
    """
    shown = replace(step, title=shown_title(step.title))
    if step.kind is ItemKind.BREAK:
        found = [_break(shown, back_at)]
    elif step.kind is ItemKind.DOCUMENT:
        found = list(_document(shown))
    else:
        found = list(_own_words(shown))
    if step.content_notes and not is_noted:
        found.insert(0, _content_note(shown))
    first, *rest = found
    return replace(first, notes=notes.of_step(step)), *rest


def stop() -> Sheet:
    """Return the slide that stops every recording."""
    return Sheet(
        wording.STOP_RECORDING,
        fitted((wording.WHY_STOP,), PAUSED, PAUSE_TEXT.room),
        plain_notes(wording.WHY_STOP),
        PAUSE,
    )


def start() -> Sheet:
    """Return the slide after which recording may go on."""
    return Sheet(
        wording.START_RECORDING,
        fitted((wording.WHY_START,), PAUSED, PAUSE_TEXT.room),
        plain_notes(wording.WHY_START),
        PAUSE,
    )


def plain_notes(*texts: str) -> tuple[Run, ...]:
    """Return speaker's notes in English."""
    return tuple(Run(each) for text in texts for each in paragraphs(text))


def numbered(title: str, number: int, of: int, form: str = "({} of {})") -> str:
    """Return a title that says which slide of a passage this is, where there are several."""
    return f"{title} {form.format(number, of)}" if of > 1 else title


def _break(step: Step, back_at: str) -> Sheet:
    until = f" Back at {back_at}." if back_at else ""
    texts = (f"{wording.minutes_words(step.minutes)}.{until}", *step.lines)
    return Sheet(step.title, fitted(texts, PAUSED, PAUSE_TEXT.room), layout=PAUSE)


def _own_words(step: Step) -> Iterator[Sheet]:
    """Yield ground rules, questions, activities, notes and the last round."""
    tail = _whose(step.credit) if step.credit else ()
    room = BODY.room.without(height(tail, BODY.room))
    listed = step.kind in LISTED
    sizes = READ if listed else SPOKEN
    size, found = pages([Words(line) for text in step.lines for line in paragraphs(text)], sizes, room)
    bullet = "•" if listed and len(step.lines) > 1 else ""
    for number, page in enumerate(found, start=1):
        lines = tuple(
            Line((Run(words.text),), size, bullet, round(size * 0.9) if bullet else 0) for words in page if words.text
        )
        yield Sheet(numbered(step.title, number, len(found)), (*lines, *tail), notes.of_rest(step), middle=not listed)


def _content_note(step: Step) -> Sheet:
    """Return what is said before something hard."""
    lines = fitted((wording.content_note(step), wording.STEP_OUT), PAUSED, PAUSE_TEXT.room)
    return Sheet(f"Before we begin: {step.title}", lines, notes.of_rest(step), PAUSE)


def _document(step: Step) -> Iterator[Sheet]:
    if step.clip:
        yield _clip(step, step.clip)
    if step.words:
        yield from _quotations(step)
    elif step.lines or step.withheld or not step.clip:
        yield from _described(step)


def _quotations(step: Step) -> Iterator[Sheet]:
    """Yield the words; each slide is followed by the same in the other language where there is one."""
    left_out = _left_out(step)
    tail = _whose(step.credit) if step.credit else ()
    room = BODY.room.without(height((*tail, *left_out), BODY.room))
    twin = step.twin if step.twin and step.twin.words else None
    if twin:
        yield from _paired(step, twin, *_fitting_pairs(step, twin, room))
        return
    size, single = pages(step.words, READ, room)
    for number, page in enumerate(single, start=1):
        last = left_out if number == len(single) else ()
        yield _quotation(step, numbered(step.title, number, len(single)), page, size, (*tail, *last))


def _fitting_pairs(step: Step, twin: Twin, room: Room) -> tuple[int, tuple[Pair, ...]]:
    """Return the largest size at which both languages fit on one slide each, else the last; and the slides' words."""
    for size in READ:
        found = pairs(step.words, twin.words, size, room)
        if len(found) == 1:
            break
    return size, found


def _paired(step: Step, twin: Twin, size: int, found: Sequence[Pair]) -> Iterator[Sheet]:
    ours, theirs = (sum(1 for pair in found if pair[side]) for side in (0, 1))
    here, there = count(1), count(1)
    tail = _whose(step.credit) if step.credit else ()
    theirs_tail = _whose(replace(step.credit, title=twin.title, language=twin.language)) if step.credit else ()
    for some, same in found:
        if some:
            number = next(here)
            last = _left_out(step) if number == ours else ()
            yield _quotation(step, numbered(step.title, number, ours), some, size, (*tail, *last))
        if same:
            title = numbered(shown_title(twin.title), next(there), theirs, "({}/{})")
            yield replace(_quotation(step, title, same, size, theirs_tail), language=twin.language)


def _quotation(step: Step, title: str, words: Sequence[Words], size: int, tail: tuple[Line, ...]) -> Sheet:
    lines = tuple(line for each in words for line in _spoken(each, size))
    language = step.credit.language if step.credit else "en"
    return Sheet(title, (*lines, *tail), notes.of_rest(step), language=language)


def _spoken(words: Words, size: int) -> Iterator[Line]:
    """Yield a paragraph as it stands in the document, its heading and its speaker before it."""
    if words.heading:
        yield Line((Run(words.heading, words.language, bold=True),), size)
    said = lead(words)
    speaker = (Run(said, words.language, bold=True, colour=ACCENT),) if said else ()
    yield Line((*speaker, Run(words.text, words.language)), size, way=words.text)


def _described(step: Step) -> Iterator[Sheet]:
    """Yield a work that is named and not quoted: what it is, why its words are not here, and where it is."""
    tail = list(plain(step.withheld, 24, colour=MUTED))
    if step.credit:
        tail += [address(step.credit.source or step.credit.address), *_whose(step.credit)]
    room = BODY.room.without(height(tail, BODY.room))
    size, found = pages([Words(line) for text in step.lines for line in paragraphs(text)], READ, room)
    language = step.credit.language if step.credit else "en"
    for number, page in enumerate(found, start=1):
        lines = tuple(Line((Run(words.text),), size) for words in page if words.text)
        title = numbered(step.title, number, len(found))
        yield Sheet(title, (*lines, *tail), notes.of_rest(step), language=language)


def _clip(step: Step, clip: Clip) -> Sheet:
    pictured = can_show(clip)
    size = SMALL if pictured else 28
    lines = plain(f"Play {clip.times}" if clip.times else "Play it all", 24 if pictured else 32)
    whose = _whose(step.credit) if step.credit else ()
    language = step.credit.language if step.credit else "en"
    layout = PICTURE if pictured else TEXT
    shown = (*lines, address(clip.address, size), *whose)
    return Sheet(step.title, shown, notes.of_rest(step), language=language, clip=clip, layout=layout)


def _left_out(step: Step) -> tuple[Line, ...]:
    """Return what of a document is not here, and why."""
    return plain("\n".join((step.leaves_out, step.withheld)), SMALL, colour=MUTED)


def _whose(credit: Credit) -> tuple[Line, ...]:
    """Return whose words these are; what they are stands first, and stands out where they are made up."""
    mark = Run(
        f"{one_line(wording.kind_words(credit))}. ", bold=credit.fictional, colour=ACCENT if credit.fictional else MUTED
    )
    title = Run(shortened(one_line(f"‘{credit.title}’"), MOST_NAME), credit.language, colour=MUTED)
    rest = f", {credit.made_by}" if credit.made_by else ""
    licence = f". {credit.licence}." if credit.licence else "."
    return (Line((mark, title, Run(shortened(one_line(rest + licence), MOST_NAME), colour=MUTED)), SMALL),)
