"""Writes the printed files as PDF/UA-1: handout, running order, cards to cut and instructions for small groups.

Their layout is in ``typst/``; their words come from here and ``library.export.print.data``. The facilitator's notes are
in the running order and in no other file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.export import wording
from library.export.print.cards import cards
from library.export.print.data import (
    Data,
    about,
    contact_data,
    credits_data,
    kind_data,
    pictures_data,
    say,
    step_data,
)
from library.export.print.typesetting import typeset
from library.export.xml_text import one_line, paragraphs
from library.model.pack import ItemKind, Stage
from library.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.model.workshop import Step, Workshop
    from library.translation import Translator

NOTES_FIRST = N_("Read out each content note before anyone reads the card.")
# Of a question that is about the document above it.
NOTHING_ABOUT: Data = {"about": "", "content_note": "", "withheld": ""}


def write_handout(workshop: Workshop, *, large: bool = False) -> bytes:
    """Return the participants' handout: A4, running on from side to side, four stories on four sides if they fit.

    Args:
        workshop: What to write; the facilitator's notes in it are left out.
        large: Set in 18 points instead of 12.

    Raises:
        ExportFailed: The file could not be made.
    """
    translator = wording.translator_of(workshop)
    stories = {step.credit.address for step in workshop.steps if step.credit and step.kind is ItemKind.DOCUMENT}
    others = [credit for credit in workshop.credits if credit.address not in stories]
    data: Data = {
        "large": large,
        "steps": [step_data(translator, step) for step in workshop.steps],
        "contacts": [contact_data(translator, contact) for contact in workshop.contacts],
        "credits": credits_data(translator, others),
    }
    return _written("handout.typ", N_("Handout"), translator, workshop, data)


def write_run_sheet(workshop: Workshop) -> bytes:
    """Return the facilitator's running order: times, activities, formats, notes, when to turn recordings off.

    Raises:
        ExportFailed: The file could not be made.
    """
    translator = wording.translator_of(workshop)
    data: Data = {
        "steps": [_row(translator, workshop, index) for index in range(len(workshop.steps))],
        "balance": balance(translator, workshop),
        "members": wording.members_warning(translator, workshop),
        "stop": translator.gettext(wording.STOP_RECORDING),
        "why_stop": translator.gettext(wording.WHY_STOP),
        "start": translator.gettext(wording.START_RECORDING),
        "why_start": translator.gettext(wording.WHY_START),
        "credits": credits_data(translator, workshop.credits),
    }
    return _written("run-sheet.typ", wording.RUNNING_ORDER, translator, workshop, data)


def write_cards(workshop: Workshop) -> bytes:
    """Return a cover and cards, four to a page with lines to cut along: a passage, short neighbours or a step each.

    Raises:
        ExportFailed: The file could not be made.
    """
    translator = wording.translator_of(workshop)
    dealt = cards(translator, workshop)
    data: Data = {
        "cards": dealt,
        "count": translator.ngettext("%(num)s card.", "%(num)s cards, four to a page.", len(dealt)),
        "notes_first": translator.gettext(NOTES_FIRST) if any(card["content_note"] for card in dealt) else "",
        "card_check": f"{workshop.code}. {wording.check_line(translator, workshop)}",
        "fictional": translator.gettext(wording.FICTIONAL),
        "credits": credits_data(translator, workshop.credits),
    }
    return _written("cards.typ", N_("Discussion cards"), translator, workshop, data)


def write_briefs(workshop: Workshop) -> bytes:
    """Return instructions for small groups: a sheet for each document, with its questions and the next activities.

    If the words of a document do not fit on both sides of it in a readable size, it says where to read them instead.

    Raises:
        ExportFailed: The file could not be made.
    """
    translator = wording.translator_of(workshop)
    documents = [index for index, step in enumerate(workshop.steps) if step.kind is ItemKind.DOCUMENT]
    data: Data = {"briefs": [_brief(translator, workshop, index) for index in documents]}
    return _written("briefs.typ", N_("Small group instructions"), translator, workshop, data)


def balance(translator: Translator, workshop: Workshop) -> str:
    """Return how long all steps take, and how that compares with the time available."""
    total = translator.gettext("Total time: %(minutes)s.", minutes=wording.minutes_words(translator, workshop.total))
    if not workshop.available:
        return total
    minutes = wording.minutes_words(translator, workshop.available)
    available = translator.gettext("Time available: %(minutes)s.", minutes=minutes)
    left = workshop.available - workshop.total
    difference = wording.minutes_words(translator, abs(left))
    compared = N_("%(minutes)s over time.") if left < 0 else N_("%(minutes)s left to plan.")
    compared = compared if left else N_("Fits the time available.")
    return translator.joined(" ", (total, available, translator.gettext(compared, minutes=difference)))


def _written(source: str, name: str, translator: Translator, workshop: Workshop, data: Data) -> bytes:
    """Return a file, with the words of all files added to its data."""
    title = f"{one_line(workshop.title)} – {translator.gettext(name)}"
    shared: Data = {
        "about": about(translator, workshop),
        "say": say(translator),
        "omitted": list(workshop.omitted),
        "untranslated": translator.untranslated,
    }
    return typeset(source, title, shared | data, workshop.made_on, pictures_data(workshop))


def _row(translator: Translator, workshop: Workshop, index: int) -> Data:
    """Return a step for the facilitator, by its index from 0."""
    step = workshop.steps[index]
    return step_data(translator, step) | {
        "how": _how(translator, step, workshop.next_start(index)),
        "notes": list(paragraphs(step.notes)),
        "content_note": wording.content_note_line(translator, step),
        "stop": wording.stops_before(workshop.steps, index),
        "start": wording.starts_after(workshop.steps, index),
    }


def _how(translator: Translator, step: Step, next_start: str) -> str:
    """Return what people do in a step; empty if the document has no instructions."""
    if step.kind is ItemKind.BREAK and next_start:
        return translator.gettext("Break, back at %(time)s", time=next_start)
    own = "" if step.kind is ItemKind.DOCUMENT else kind_data(translator, step)
    return wording.way_words(translator, step.way) or own


def _brief(translator: Translator, workshop: Workshop, index: int) -> Data:
    """Return a document, by its index from 0, with the questions up to the next one; else its own question, or ours."""
    document = workshop.steps[index]
    questions = []
    for step in workshop.steps[index + 1 :]:
        if step.kind is ItemKind.DOCUMENT:
            break
        if step.kind is ItemKind.QUESTION:
            questions.append(_question(translator, step, document))
    data = step_data(translator, document)
    where = N_("The full text is in the handout and at %(address)s.")
    if document.leaves_out:
        where = N_("These passages are in the handout. The full text is at %(address)s.")
    elsewhere = translator.gettext(where, address=data["address"])
    activities = [step_data(translator, step) for step in _activities_after(workshop.steps, index)]
    asked = questions or _own(document) or _ours(translator)
    return data | {"questions": asked, "elsewhere": elsewhere, "activities": activities}


def _activities_after(steps: Sequence[Step], index: int) -> Iterator[Step]:
    """Yield the next activities after a document, by its index from 0: documents before them have the same."""
    started = False
    for step in steps[index + 1 :]:
        if step.kind is ItemKind.DOCUMENT and started:
            return
        if step.kind is ItemKind.ACTIVITY:
            started = True
            yield step


def _own(document: Step) -> list[Data]:
    """Return the question of a document, if it is to be asked."""
    asked: Data = NOTHING_ABOUT | {"lines": [document.question], "lines_language": wording.title_language(document)}
    return [asked] if document.question else []


def _ours(translator: Translator) -> list[Data]:
    """Return our questions for any document."""
    return [
        NOTHING_ABOUT | {"lines": [wording.stage_words(translator, stage)], "lines_language": wording.OURS}
        for stage in Stage
    ]


def _question(translator: Translator, step: Step, document: Step) -> Data:
    """Return a question for a small group; if it is from another document, with its title."""
    data = step_data(translator, step)
    is_another = step.credit and document.credit and step.credit.address != document.credit.address
    about = {"about": data["title"], "content_note": data["content_note"]} if is_another else NOTHING_ABOUT
    return about | {name: data[name] for name in ("lines", "lines_language", "withheld")}
