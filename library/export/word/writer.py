"""A workshop as a handout for participants, and a pack as evidence for a report: DOCX, for printing or editing.

A handout never has the facilitator's notes, even if a step has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.export import wording
from library.export.word.paper import Paper
from library.export.word.steps import write_steps

if TYPE_CHECKING:
    from library.model.workshop import Quotation, Report, Workshop


def write_handout(workshop: Workshop, *, large: bool = False) -> bytes:
    """Return a handout that runs on from page to page; equal for equal workshops.

    Args:
        workshop: What may be printed.
        large: Whether it is in large print, 18 points instead of 12.
    """
    paper = Paper(workshop, large=large)
    people = wording.people_words(paper.translator, workshop.people)
    paper.text(f"{', '.join(filter(None, (wording.times_words(paper.translator, workshop), people)))}.")
    if workshop.steps:
        _write_agenda(paper, workshop)
        write_steps(paper, workshop.steps)
    _write_contacts(paper, workshop)
    _write_end(paper, workshop)
    return paper.written()


def write_report(report: Report) -> bytes:
    """Return quotations with their references, a table of themes, and what is left out; equal for equal reports."""
    paper = Paper(report)
    gettext = paper.translator.gettext
    _write_check(paper, report)
    paper.heading(gettext("Quotations"))
    for quotation in report.quotations:
        _write_quotation(paper, quotation)
    if not report.quotations:
        paper.text(gettext("No quotations."))
    if report.themes:
        _write_themes(paper, report)
    paper.heading(gettext(wording.NOT_INCLUDED))
    paper.bullets(report.omitted or (gettext("Everything in the pack is included."),))
    return paper.written()


def _write_check(paper: Paper, made: Workshop | Report) -> None:
    paper.text(wording.code_line(paper.translator, made), keep=True)
    paper.text(wording.check_words(paper.translator, made), keep=True)
    paper.address(made.check_address, paper.translator.gettext(wording.CHECK_AT))


def _write_themes(paper: Paper, report: Report) -> None:
    gettext = paper.translator.gettext
    paper.heading(gettext("Themes"))
    rows = [((label, wording.OURS), (", ".join(map(str, numbers)), wording.OURS)) for label, numbers in report.themes]
    heads = ((gettext("Theme"), 0.7), (gettext("Quotations"), 0.3))
    paper.table(gettext("Themes of the quotations"), heads, rows)


def _write_agenda(paper: Paper, workshop: Workshop) -> None:
    gettext = paper.translator.gettext
    rows = [
        (
            (step.starts, wording.OURS),
            (step.title, wording.title_language(step)),
            (str(step.minutes), wording.OURS),
        )
        for step in workshop.steps
    ]
    heads = ((gettext("Time"), 0.17), (gettext("Item"), 0.63), (gettext("Minutes"), 0.2))
    paper.table(gettext(wording.RUNNING_ORDER), heads, rows)


def _write_contacts(paper: Paper, workshop: Workshop) -> None:
    if not workshop.contacts:
        return
    paper.heading(paper.translator.gettext(wording.SUPPORT))
    paper.text(paper.translator.gettext(wording.WHY_SUPPORT))
    for contact in workshop.contacts:
        paper.heading(contact.name, 2, language=wording.CONTACT_LANGUAGE)
        paper.text(contact.about, language=wording.CONTACT_LANGUAGE)
        phone = f"{paper.translator.gettext(wording.PHONE)} {contact.phone}" if contact.phone else ""
        nation = wording.nation_words(paper.translator, contact.nation)
        paper.text(
            f"{phone} ({nation})" if phone and nation else phone or wording.contact_place(paper.translator, contact)
        )
        paper.address(contact.web)


def _write_end(paper: Paper, workshop: Workshop) -> None:
    paper.heading(paper.translator.gettext(wording.REUSE))
    _write_check(paper, workshop)
    if workshop.omitted:
        paper.heading(paper.translator.gettext(wording.NOT_INCLUDED), 2)
        paper.bullets(workshop.omitted)


def _write_quotation(paper: Paper, quotation: Quotation) -> None:
    credit, translator = quotation.credit, paper.translator
    paper.heading(f"{quotation.number}. {credit.title}", 2, language=credit.language)
    for words in quotation.words:
        lead = " ".join(filter(None, (words.time, f"{words.speaker}:" if words.speaker else "")))
        paper.words(words, "Quote", lead)
    if not quotation.words:
        paper.text(translator.gettext("Referenced only, not quoted."))
    place = f"{quotation.place[:1].upper()}{quotation.place[1:]}." if quotation.place else ""
    paper.text(" ".join(filter(None, (credit.citation or wording.attribution(translator, credit), place))))
    paper.address(quotation.address)
    paper.text(wording.licence_line(translator, credit))
    paper.text(credit.consent)
