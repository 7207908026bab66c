"""A workshop as a presentation (PPTX).

Everything is text in the standard placeholders of a layout, so that a facilitator can edit it and an organisation can
apply its own template. A passage is cut between sentences so that it can be read from the back row.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.export import wording
from library.export.slides import notes
from library.export.slides.deck import deck_of
from library.export.slides.sheet import MUTED, SMALL, Line, Run, Sheet, address, plain, shown_title, spread
from library.export.slides.steps import numbered, plain_notes, sheets_of, start, stop
from library.export.slides.theme import BODY, OPENING
from library.export.xml_text import one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.model.contact import Contact
    from library.model.workshop import Credit, Step, Workshop
    from library.translation import Translator

AGENDA = 24  # points
MOST_TITLE = 90  # characters of a title in the agenda; its own slide has all of it


def write_slides(workshop: Workshop) -> bytes:
    """Return a presentation with speaker's notes; the same workshop gives the same bytes.

    Args:
        workshop: What may be shown. Its videos and pictures are read and included.
    """
    return deck_of(workshop, _sheets(wording.translator_of(workshop), workshop))


def _sheets(translator: Translator, workshop: Workshop) -> Iterator[Sheet]:
    say = translator.gettext
    yield _opening(translator, workshop)
    yield from _agenda(translator, workshop)
    for index, step in enumerate(workshop.steps):
        if wording.stops_before(workshop.steps, index):
            yield stop(translator)
        is_noted = _is_noted(workshop.steps, index)
        yield from sheets_of(translator, step, workshop.next_start(index), is_noted=is_noted)
        if wording.starts_after(workshop.steps, index):
            yield start(translator)
    yield from _several(translator, say(wording.SUPPORT), (_contact(translator, each) for each in workshop.contacts))
    yield from _several(translator, say(wording.NOT_INCLUDED), (plain(text, AGENDA) for text in workshop.omitted))
    yield from _several(translator, say(wording.CREDITS), (_credit(translator, each) for each in workshop.credits))
    yield _check(translator, workshop)


def _is_noted(steps: Sequence[Step], index: int) -> bool:
    """Return whether the step before another, given by its index from 0, already had its content notes."""
    before = steps[index - 1] if index else None
    return before is not None and set(steps[index].content_notes) <= set(before.content_notes)


def _opening(translator: Translator, workshop: Workshop) -> Sheet:
    code = plain(wording.code_line(translator, workshop), 24)
    return Sheet(
        shown_title(workshop.title),
        (
            *plain(wording.times_words(translator, workshop), 28),
            *code,
            *plain(wording.check_line(translator, workshop), 24),
        ),
        notes.of_workshop(translator, workshop),
        OPENING,
    )


def _agenda(translator: Translator, workshop: Workshop) -> Iterator[Sheet]:
    times = f"{wording.times_words(translator, workshop)}."
    notes = plain_notes(times, translator.gettext("Timings are in each step’s notes."))
    rows = (_row(translator, step) for step in workshop.steps)
    yield from _several(translator, translator.gettext(wording.RUNNING_ORDER), rows, notes)


def _row(translator: Translator, step: Step) -> tuple[Line, ...]:
    title = Run(shortened(one_line(step.title), MOST_TITLE), wording.title_language(step))
    minutes = Run(f", {wording.minutes_words(translator, step.minutes)}", colour=MUTED)
    return (Line((Run(f"{step.starts}\t", bold=True), title, minutes), AGENDA, hang=90, gap=0.2, way=minutes.text),)


def _contact(translator: Translator, contact: Contact) -> tuple[Line, ...]:
    name = Line((Run(one_line(contact.name), wording.CONTACT_LANGUAGE, bold=True),), 28)
    reached = plain(wording.contact_line(translator, contact), AGENDA)
    about = plain(contact.about, AGENDA, colour=MUTED, language=wording.CONTACT_LANGUAGE)
    *lines, last = (name, *reached, *about)
    return (*(replace(line, gap=0.1) for line in lines), replace(last, gap=0.8))


def _credit(translator: Translator, credit: Credit) -> tuple[Line, ...]:
    addresses = {credit.address, credit.source}
    *lines, last = (
        line
        for text in wording.credit_lines(translator, credit)
        for line in ((address(text),) if text in addresses else plain(text, SMALL))
    )
    return (*(replace(line, gap=0.1) for line in lines), replace(last, gap=1.0))


def _check(translator: Translator, workshop: Workshop) -> Sheet:
    code = wording.code_line(translator, workshop)
    lines = (*plain(wording.why_check(translator), 28), *plain(code, 28))
    return Sheet(
        wording.check_line(translator, workshop).rstrip("."),
        (*lines, address(workshop.check_address, AGENDA)),
        plain_notes(code, wording.check_address_line(translator, workshop)),
    )


def _several(
    translator: Translator, title: str, blocks: Iterable[tuple[Line, ...]], notes: tuple[Run, ...] = ()
) -> Iterator[Sheet]:
    found = spread(blocks, BODY.room)
    for number, lines in enumerate(found, start=1):
        yield Sheet(numbered(translator, title, number, len(found)), lines, notes or plain_notes(title))
