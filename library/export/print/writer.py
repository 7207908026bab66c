"""Writes what is printed, as PDF/UA-1: the handout, the facilitator's run sheet, cards to cut and briefs for rooms.

Their look is in ``typst/``; their words are from here and ``library.export.print.data``. The facilitator's notes are in
the run sheet and in no other file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.export import wording
from library.export.print.cards import cards
from library.export.print.data import KINDS, Data, about, contact_data, credits_data, step_data
from library.export.print.typesetting import typeset
from library.export.xml_text import one_line, paragraphs
from library.model.pack import ItemKind

if TYPE_CHECKING:
    from library.model.workshop import Step, Workshop

# Of a question that is about the document above it.
NOTHING_ABOUT: Data = {"about": "", "content_note": ""}


def write_handout(workshop: Workshop, *, large: bool = False) -> bytes:
    """Return the participants' handout: A4, each story from the top of a page.

    Args:
        workshop: What to write; the facilitator's notes in it are left out.
        large: Set in 18 points instead of 12.

    Raises:
        ExportFailed: The file could not be made.
    """
    stories = {step.credit.address for step in workshop.steps if step.credit and step.kind is ItemKind.DOCUMENT}
    others = [credit for credit in workshop.credits if credit.address not in stories]
    data: Data = {
        "large": large,
        "steps": [step_data(step) for step in workshop.steps],
        "contacts": [contact_data(contact) for contact in workshop.contacts],
        "credits": credits_data(others),
    }
    return _written("handout.typ", "Handout", workshop, data)


def write_run_sheet(workshop: Workshop) -> bytes:
    """Return the facilitator's run sheet: clock, minutes, what, how, her notes, what to say, when to stop recordings.

    Raises:
        ExportFailed: The file could not be made.
    """
    data: Data = {
        "steps": [_row(workshop, index) for index in range(len(workshop.steps))],
        "balance": balance(workshop),
        "stop": wording.STOP_RECORDING,
        "why_stop": wording.WHY_STOP,
        "start": wording.START_RECORDING,
        "why_start": wording.WHY_START,
        "credits": credits_data(workshop.credits),
    }
    return _written("run-sheet.typ", "Run sheet", workshop, data)


def write_cards(workshop: Workshop) -> bytes:
    """Return a cover and cards, four to a page with lines to cut along: a passage, question or note each.

    Raises:
        ExportFailed: The file could not be made.
    """
    dealt = cards(workshop)
    data: Data = {
        "cards": dealt,
        "count": "1 card." if len(dealt) == 1 else f"{len(dealt)} cards, four to a page.",
        "card_check": f"{workshop.code}. {wording.check_line(workshop)}",
        "fictional": wording.FICTIONAL,
        "credits": credits_data(workshop.credits),
    }
    return _written("cards.typ", "Cards", workshop, data)


def write_briefs(workshop: Workshop) -> bytes:
    """Return briefs for breakout rooms: a page for each document, with the questions that follow it.

    A document whose words do not fit on its page in print of a readable size stands there without them, and its brief
    says where they are.

    Raises:
        ExportFailed: The file could not be made.
    """
    documents = [index for index, step in enumerate(workshop.steps) if step.kind is ItemKind.DOCUMENT]
    return _written("briefs.typ", "Briefs", workshop, {"briefs": [_brief(workshop, index) for index in documents]})


def balance(workshop: Workshop) -> str:
    """Return how the minutes of all steps compare with those there are."""
    total = f"Total: {wording.minutes_words(workshop.total)}"
    if not workshop.available:
        return f"{total}."
    left = workshop.available - workshop.total
    over = "too many" if left < 0 else "to spare"
    return f"{total} of {workshop.available} available, {wording.minutes_words(abs(left))} {over}."


def _written(source: str, name: str, workshop: Workshop, data: Data) -> bytes:
    """Return a file, with what all files say added to its data."""
    shared: Data = {"about": about(workshop), "omitted": list(workshop.omitted)}
    title = f"{one_line(workshop.title)} – {name}"
    return typeset(source, title, shared | data, workshop.made_on)


def _row(workshop: Workshop, index: int) -> Data:
    """Return a step as the facilitator gets it, by its index from 0."""
    step = workshop.steps[index]
    return step_data(step) | {
        "how": _how(step, workshop.next_start(index)),
        "notes": list(paragraphs(step.notes)),
        "content_note": wording.content_note_line(step),
        "stop": wording.stops_before(workshop.steps, index),
        "start": wording.starts_after(workshop.steps, index),
    }


def _how(step: Step, next_start: str) -> str:
    """Return what people do in a step; empty for a document of which nothing is said."""
    if step.kind is ItemKind.BREAK and next_start:
        return f"{KINDS[step.kind]}, back at {next_start}"
    own = "" if step.kind is ItemKind.DOCUMENT else KINDS[step.kind]
    return wording.way_words(step.way) or wording.stage_words(step.stage) or own


def _brief(workshop: Workshop, index: int) -> Data:
    """Return a document, by its index from 0, with the questions up to the next document, or ours where it has none."""
    document = workshop.steps[index]
    questions = []
    for step in workshop.steps[index + 1 :]:
        if step.kind is ItemKind.DOCUMENT:
            break
        if step.kind is ItemKind.QUESTION:
            questions.append(_question(step, document))
    ours = [NOTHING_ABOUT | {"stage": "", "lines": [line]} for line in wording.STAGES.values()]
    return step_data(document) | {"questions": questions or ours}


def _question(step: Step, document: Step) -> Data:
    """Return a question of a brief; one that another document asks says which."""
    data = step_data(step)
    is_another = step.credit and document.credit and step.credit.address != document.credit.address
    about = {"about": data["title"], "content_note": data["content_note"]} if is_another else NOTHING_ABOUT
    return about | {"stage": data["stage"], "lines": data["lines"]}
