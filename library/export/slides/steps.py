"""The slides of one step: one idea on each, and always a credit next to someone's words."""

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
from library.model.workshop import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.export.slides.pages import Room
    from library.model.workshop import Clip, Credit, Step, Twin
    from library.translation import Translator

READ = (40, 36, 32, 28)  # points, for the back row
SPOKEN = (54, 48, 44, 40, 36, 32, 28)  # a question is alone on its slide
PAUSED = (32, 28, 24)
LISTED = {ItemKind.GROUND_RULES, ItemKind.ACTIVITY}
MOST_NAME = 200  # the most characters of a title and of a name in a credit; the notes have all of them


def sheets_of(translator: Translator, step: Step, back_at: str, *, is_noted: bool) -> tuple[Sheet, ...]:
    """Return a step's slides, at least one.

    Args:
        translator: For our own words.
        step: Of the workshop.
        back_at: When the next step starts, for a break; may be empty.
        is_noted: Whether the step before it already had its content note.
    """
    shown = replace(step, title=shown_title(step.title))
    if step.kind is ItemKind.BREAK:
        found = [_break(translator, shown, back_at)]
    elif step.kind is ItemKind.DOCUMENT:
        found = list(_document(translator, shown))
    else:
        found = list(_own_words(translator, shown))
    if step.content_notes and not is_noted:
        found.insert(0, _content_note(translator, shown))
    first, *rest = found
    return replace(first, notes=notes.of_step(translator, step)), *rest


def stop(translator: Translator) -> Sheet:
    """Return the slide that stops every recording."""
    return _pause(translator.gettext(wording.STOP_RECORDING), translator.gettext(wording.WHY_STOP))


def start(translator: Translator) -> Sheet:
    """Return the slide after which recording may start again."""
    return _pause(translator.gettext(wording.START_RECORDING), translator.gettext(wording.WHY_START))


def _pause(title: str, why: str) -> Sheet:
    return Sheet(title, fitted((why,), PAUSED, PAUSE_TEXT.room), plain_notes(why), PAUSE)


def plain_notes(*texts: str) -> tuple[Run, ...]:
    """Return speaker's notes in our own words."""
    return tuple(Run(each) for text in texts for each in paragraphs(text))


def numbered(translator: Translator, title: str, number: int, of: int) -> str:
    """Return a title with the number of the slide, if a passage has several."""
    return f"{title} ({wording.place_in(translator, number, of)})" if of > 1 else title


def _break(translator: Translator, step: Step, back_at: str) -> Sheet:
    minutes = f"{wording.minutes_words(translator, step.minutes)}."
    until = translator.gettext("Back at %(time)s.", time=back_at) if back_at else ""
    texts = (translator.joined(" ", (minutes, until)), *step.lines)
    return Sheet(step.title, fitted(texts, PAUSED, PAUSE_TEXT.room), layout=PAUSE)


def _own_words(translator: Translator, step: Step) -> Iterator[Sheet]:
    """Yield ground rules, questions, activities, notes and the debrief."""
    tail = _whose(translator, step.credit) if step.credit else ()
    room = BODY.room.without(height(tail, BODY.room))
    listed = step.kind in LISTED
    sizes = READ if listed else SPOKEN
    texts = [Paragraph(line, wording.lines_language(step)) for text in step.lines for line in paragraphs(text)]
    size, found = pages([*texts, *(Paragraph(line, wording.OURS) for line in paragraphs(step.withheld))], sizes, room)
    bullet = "•" if listed and len(step.lines) > 1 else ""
    for number, page in enumerate(found, start=1):
        lines = tuple(
            Line((Run(words.text, words.language),), size, bullet, round(size * 0.9) if bullet else 0)
            for words in page
            if words.text
        )
        yield Sheet(
            numbered(translator, step.title, number, len(found)),
            (*lines, *tail),
            notes.of_rest(translator, step),
            middle=not listed,
        )


def _content_note(translator: Translator, step: Step) -> Sheet:
    """Return the slide with a content note."""
    lines = fitted(
        (wording.content_note(translator, step), translator.gettext(wording.STEP_OUT)), PAUSED, PAUSE_TEXT.room
    )
    return Sheet(
        translator.gettext("Before we begin: %(title)s", title=step.title),
        lines,
        notes.of_rest(translator, step),
        PAUSE,
    )


def _document(translator: Translator, step: Step) -> Iterator[Sheet]:
    if step.clip:
        yield _clip(translator, step, step.clip)
    if step.words:
        yield from _quotations(translator, step)
    elif step.lines or step.withheld or not step.clip:
        yield from _described(translator, step)


def _quotations(translator: Translator, step: Step) -> Iterator[Sheet]:
    """Yield the words; each slide is followed by its translation, if there is one."""
    left_out = _left_out(step)
    tail = _whose(translator, step.credit) if step.credit else ()
    room = BODY.room.without(height((*tail, *left_out), BODY.room))
    twin = step.twin if step.twin and step.twin.words else None
    if twin:
        yield from _paired(translator, step, twin, *_fitting_pairs(step, twin, room))
        return
    size, single = pages(step.words, READ, room)
    for number, page in enumerate(single, start=1):
        last = left_out if number == len(single) else ()
        yield _quotation(
            translator, step, numbered(translator, step.title, number, len(single)), page, size, (*tail, *last)
        )


def _fitting_pairs(step: Step, twin: Twin, room: Room) -> tuple[int, tuple[Pair, ...]]:
    """Return the largest size at which both languages fit on one slide each, otherwise the last; and the words."""
    for size in READ:
        found = pairs(step.words, twin.words, size, room)
        if len(found) == 1:
            break
    return size, found


def _paired(translator: Translator, step: Step, twin: Twin, size: int, found: Sequence[Pair]) -> Iterator[Sheet]:
    ours, theirs = (sum(1 for pair in found if pair[side]) for side in (0, 1))
    here, there = count(1), count(1)
    tail = _whose(translator, step.credit) if step.credit else ()
    theirs_tail = (
        _whose(translator, replace(step.credit, title=twin.title, language=twin.language)) if step.credit else ()
    )
    for some, same in found:
        if some:
            number = next(here)
            last = _left_out(step) if number == ours else ()
            yield _quotation(
                translator, step, numbered(translator, step.title, number, ours), some, size, (*tail, *last)
            )
        if same:
            place = f" ({next(there)}/{theirs})" if theirs > 1 else ""
            title = f"{shown_title(twin.title)}{place}"
            yield replace(_quotation(translator, step, title, same, size, theirs_tail), language=twin.language)


def _quotation(
    translator: Translator, step: Step, title: str, words: Sequence[Paragraph], size: int, tail: tuple[Line, ...]
) -> Sheet:
    lines = tuple(line for each in words for line in _spoken(each, size))
    return Sheet(title, (*lines, *tail), notes.of_rest(translator, step), language=wording.title_language(step))


def _spoken(words: Paragraph, size: int) -> Iterator[Line]:
    """Yield a paragraph of the document, after its heading and speaker."""
    if words.heading:
        yield Line((Run(words.heading, words.language, bold=True),), size)
    said = lead(words)
    speaker = (Run(said, words.language, bold=True, colour=ACCENT),) if said else ()
    yield Line((*speaker, Run(words.text, words.language)), size, way=words.text)


def _described(translator: Translator, step: Step) -> Iterator[Sheet]:
    """Yield slides for a work that is not quoted: what it is, why its words are not here, and where it is."""
    tail = list(plain(step.withheld, 24, colour=MUTED))
    if step.credit:
        tail += [address(step.credit.source or step.credit.address), *_whose(translator, step.credit)]
    room = BODY.room.without(height(tail, BODY.room))
    language = wording.lines_language(step)
    size, found = pages([Paragraph(line, language) for text in step.lines for line in paragraphs(text)], READ, room)
    for number, page in enumerate(found, start=1):
        lines = tuple(Line((Run(words.text, words.language),), size) for words in page if words.text)
        title = numbered(translator, step.title, number, len(found))
        yield Sheet(title, (*lines, *tail), notes.of_rest(translator, step), language=wording.title_language(step))


def _clip(translator: Translator, step: Step, clip: Clip) -> Sheet:
    pictured = can_show(clip)
    size = SMALL if pictured else 28
    lines = plain(wording.play_words(translator, clip), 24 if pictured else 32)
    whose = _whose(translator, step.credit) if step.credit else ()
    layout = PICTURE if pictured else TEXT
    shown = (*lines, address(clip.address, size), *whose)
    return Sheet(
        step.title,
        shown,
        notes.of_rest(translator, step),
        language=wording.title_language(step),
        clip=clip,
        layout=layout,
    )


def _left_out(step: Step) -> tuple[Line, ...]:
    """Return what is left out of a document, and why."""
    return plain("\n".join((step.leaves_out, step.withheld)), SMALL, colour=MUTED)


def _whose(translator: Translator, credit: Credit) -> tuple[Line, ...]:
    """Return the credit of these words; their kind comes first, and is highlighted if they are fictional."""
    mark = Run(
        f"{one_line(wording.kind_words(translator, credit))}. ",
        bold=credit.fictional,
        colour=ACCENT if credit.fictional else MUTED,
    )
    title = Run(shortened(one_line(f"‘{credit.title}’"), MOST_NAME), credit.language, colour=MUTED)
    rest = f", {credit.made_by}" if credit.made_by else ""
    licence = f". {credit.licence}." if credit.licence else "."
    return (Line((mark, title, Run(shortened(one_line(rest + licence), MOST_NAME), colour=MUTED)), SMALL),)
