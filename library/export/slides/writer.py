"""A workshop as a presentation, for the room: PPTX.

Everything is text in the standard placeholders of a layout, so that a facilitator can change it and a board can put
its own template over it. A passage is cut at the ends of sentences until it can be read from the back row.
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
from library.model.pack import ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.model.contact import Contact
    from library.model.workshop import Credit, Step, Workshop

AGENDA = 24  # points
MOST_TITLE = 90  # characters of a title in the agenda; its own slide has all of it


def write_slides(workshop: Workshop) -> bytes:
    """Return a presentation with speaker's notes; the same workshop gives the same bytes.

    Args:
        workshop: What may be shown. Films and pictures that it names are read and carried along.
    """
    return deck_of(workshop, _sheets(workshop))


def _sheets(workshop: Workshop) -> Iterator[Sheet]:
    yield _opening(workshop)
    yield from _agenda(workshop)
    for index, step in enumerate(workshop.steps):
        if wording.stops_before(workshop.steps, index):
            yield stop()
        yield from sheets_of(step, workshop.next_start(index), is_noted=_is_noted(workshop.steps, index))
        if wording.starts_after(workshop.steps, index):
            yield start()
    yield from _several("Whom to turn to", (_contact(each) for each in workshop.contacts))
    yield from _several("What is not here", (plain(text, AGENDA) for text in workshop.omitted))
    yield from _several("Whose words these are", (_credit(each) for each in workshop.credits))
    yield _check(workshop)


def _is_noted(steps: Sequence[Step], index: int) -> bool:
    """Tell whether the step before another, given by its index from 0, said all of its content note."""
    before = steps[index - 1] if index else None
    return before is not None and set(steps[index].content_notes) <= set(before.content_notes)


def _opening(workshop: Workshop) -> Sheet:
    lines = (*plain(wording.times_words(workshop), 28), *plain(wording.code_line(workshop), 24))
    return Sheet(
        shown_title(workshop.title),
        (*lines, *plain(wording.check_line(workshop), 24)),
        notes.of_workshop(workshop),
        OPENING,
    )


def _agenda(workshop: Workshop) -> Iterator[Sheet]:
    notes = plain_notes(f"{wording.times_words(workshop)}. How long each step takes is said in its own notes.")
    yield from _several("Agenda", (_row(step) for step in workshop.steps), notes)


def _row(step: Step) -> tuple[Line, ...]:
    title = Run(
        shortened(one_line(step.title), MOST_TITLE),
        step.credit.language if step.credit and step.kind is ItemKind.DOCUMENT else "en",
    )
    minutes = Run(f", {wording.minutes_words(step.minutes)}", colour=MUTED)
    return (Line((Run(f"{step.starts}\t", bold=True), title, minutes), AGENDA, hang=90, gap=0.2, way=minutes.text),)


def _contact(contact: Contact) -> tuple[Line, ...]:
    name = Line((Run(one_line(contact.name), bold=True),), 28)
    reached = plain(wording.contact_line(contact), AGENDA)
    *lines, last = (name, *reached, *plain(contact.about, AGENDA, colour=MUTED))
    return (*(replace(line, gap=0.1) for line in lines), replace(last, gap=0.8))


def _credit(credit: Credit) -> tuple[Line, ...]:
    addresses = {credit.address, credit.source}
    *lines, last = (
        line
        for text in wording.credit_lines(credit)
        for line in ((address(text),) if text in addresses else plain(text, SMALL))
    )
    return (*(replace(line, gap=0.1) for line in lines), replace(last, gap=1.0))


def _check(workshop: Workshop) -> Sheet:
    lines = (*plain(wording.why_check(), 28), *plain(wording.code_line(workshop), 28))
    return Sheet(
        wording.check_line(workshop).rstrip("."),
        (*lines, address(workshop.check_address, AGENDA)),
        plain_notes(wording.code_line(workshop), wording.check_address_line(workshop)),
    )


def _several(title: str, blocks: Iterable[tuple[Line, ...]], notes: tuple[Run, ...] = ()) -> Iterator[Sheet]:
    found = spread(blocks, BODY.room)
    for number, lines in enumerate(found, start=1):
        yield Sheet(numbered(title, number, len(found)), lines, notes or plain_notes(title))
