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
from library.export.slides.sheet import MUTED, Line, Run, Sheet, address, plain, shown_title, spread
from library.export.slides.steps import in_turn, plain_notes, sheets_of, start, stop
from library.export.slides.theme import BODY, OPENING
from library.export.slides.words import WARNED, excerpts, marked_for_members, noted, numbered
from library.export.xml_text import one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.model.contact import Contact
    from library.model.workshop import Step, Workshop
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
    yield from _before(translator, workshop)
    steps, later = in_turn(workshop.steps)
    for index, step in enumerate(steps):
        if wording.stops_before(steps, index):
            yield stop(translator)
        is_noted = _is_noted(steps, index)
        yield from sheets_of(translator, step, workshop.next_start(index), is_noted=is_noted)
        if index in later:
            yield from excerpts(translator, replace(later[index], title=shown_title(later[index].title)))
        if wording.starts_after(steps, index):
            yield start(translator)
    yield from _several(translator, say(wording.SUPPORT), (_contact(translator, each) for each in workshop.contacts))
    yield from _several(translator, say(wording.NOT_INCLUDED), (plain(text, AGENDA) for text in workshop.omitted))


def _before(translator: Translator, workshop: Workshop) -> Iterator[Sheet]:
    """Yield the content notes of all words that slides show, before any of them."""
    noted_steps = [step for step in workshop.steps if any(each.is_noted for each in step.excerpts)]
    rows = [*(noted(translator, step) for step in noted_steps), plain(translator.gettext(wording.STEP_OUT), WARNED)]
    if noted_steps:
        yield from _several(translator, translator.gettext("Before we begin"), rows)


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
            *plain(wording.members_warning(translator, workshop), 24),
            *code,
            *plain(wording.check_line(translator, workshop), 24),
            address(workshop.check_address),
        ),
        notes.of_workshop(translator, workshop),
        OPENING,
    )


def _agenda(translator: Translator, workshop: Workshop) -> Iterator[Sheet]:
    notes = plain_notes(f"{wording.times_words(translator, workshop)}.")
    rows = (_row(translator, step) for step in workshop.steps)
    yield from _several(translator, translator.gettext(wording.RUNNING_ORDER), rows, notes)


def _row(translator: Translator, step: Step) -> tuple[Line, ...]:
    title = Run(shortened(one_line(step.title), MOST_TITLE), wording.title_language(step))
    minutes = Run(f", {wording.minutes_words(translator, step.minutes)}", colour=MUTED)
    mark = marked_for_members(translator, step, before=". ")
    return (
        Line((Run(f"{step.starts}\t", bold=True), title, minutes, *mark), AGENDA, hang=90, gap=0.2, way=minutes.text),
    )


def _contact(translator: Translator, contact: Contact) -> tuple[Line, ...]:
    name = Run(one_line(contact.name), wording.CONTACT_LANGUAGE, bold=True)
    place = Run(wording.nation_words(translator, contact.nation))
    phone = (Run(f": {one_line(contact.phone)}", bold=True),) if contact.phone else ()
    where = (Run(" ("), place, Run(")")) if place.text else ()
    line = Line((name, *phone, *where), 28, gap=0.1, way=contact.name)
    about = plain(contact.about, AGENDA, colour=MUTED, language=wording.CONTACT_LANGUAGE)
    web = (address(contact.web),) if contact.web else ()
    lines = [line, *about, *web]
    return (*(replace(each, gap=0.1) for each in lines[:-1]), replace(lines[-1], gap=0.8))


def _several(
    translator: Translator, title: str, blocks: Iterable[tuple[Line, ...]], notes: tuple[Run, ...] = ()
) -> Iterator[Sheet]:
    found = spread(blocks, BODY.room)
    for number, lines in enumerate(found, start=1):
        yield Sheet(numbered(translator, title, number, len(found)), lines, notes or plain_notes(title))
