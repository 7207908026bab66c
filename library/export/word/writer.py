"""A workshop as a handout for participants, and a pack as evidence for a report: DOCX, to be printed or changed.

A handout never has the facilitator's notes: they are not in what is written here, whatever a step carries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.export import wording
from library.export.word.paper import Paper
from library.export.word.steps import write_steps

if TYPE_CHECKING:
    from library.model.workshop import Quotation, Report, Workshop


def write_handout(workshop: Workshop, *, large: bool = False) -> bytes:
    """Return what participants hold in their hands, one document a page where it fits; equal for equal workshops.

    Args:
        workshop: What may be on paper.
        large: Whether it is in large print, 18 points instead of 12.
    """
    paper = Paper(workshop, large=large)
    paper.text(f"{wording.times_words(workshop)}.")
    if workshop.steps:
        _write_agenda(paper, workshop)
        write_steps(paper, workshop.steps)
    _write_contacts(paper, workshop)
    _write_end(paper, workshop)
    return paper.written()


def write_report(report: Report) -> bytes:
    """Return quotations with their citations, a table of themes, and what was left out; equal for equal reports."""
    paper = Paper(report)
    paper.text(wording.code_line(report))
    paper.text(f"{wording.check_line(report)} {wording.why_check()}")
    paper.address(report.check_address, "Check at")
    paper.heading("Quotations")
    for quotation in report.quotations:
        _write_quotation(paper, quotation)
    if not report.quotations:
        paper.text("There are none.")
    if report.themes:
        paper.heading("Themes")
        rows = [((label, "en"), (", ".join(map(str, numbers)), "en")) for label, numbers in report.themes]
        paper.table("Themes and the quotations that have them", {"Theme": 0.7, "Quotations": 0.3}, rows)
    paper.heading("What was left out")
    paper.bullets(report.omitted or ("Nothing was left out.",))
    return paper.written()


def _write_agenda(paper: Paper, workshop: Workshop) -> None:
    rows = [
        (
            (step.starts, "en"),
            (step.title, step.credit.language if step.credit else "en"),
            (wording.minutes_words(step.minutes), "en"),
        )
        for step in workshop.steps
    ]
    paper.table("The steps of the workshop", {"When": 0.17, "What": 0.6, "How long": 0.23}, rows)


def _write_contacts(paper: Paper, workshop: Workshop) -> None:
    if not workshop.contacts:
        return
    paper.heading("Whom to turn to", new_page=True)
    for contact in workshop.contacts:
        paper.heading(contact.name, 2)
        paper.text(contact.about)
        nation = wording.nation_words(contact.nation)
        paper.text(". ".join(filter(None, (contact.phone, f"In {nation}" if nation else ""))))
        paper.address(contact.web)


def _write_end(paper: Paper, workshop: Workshop) -> None:
    paper.heading("About this handout")
    paper.text(wording.code_line(workshop))
    paper.text(f"{wording.check_line(workshop)} {wording.why_check()}")
    paper.address(workshop.check_address, "Check at")
    if workshop.omitted:
        paper.heading("What is not here", 2)
        paper.bullets(workshop.omitted)


def _write_quotation(paper: Paper, quotation: Quotation) -> None:
    credit = quotation.credit
    paper.heading(f"{quotation.number}. {credit.title}", 2, language=credit.language)
    for words in quotation.words:
        lead = " ".join(filter(None, (words.time, f"{words.speaker}:" if words.speaker else "")))
        paper.text(words.text, style="Quote", language=words.language, lead=lead)
    if not quotation.words:
        paper.text("This work is named and not quoted.")
    place = f"{quotation.place[:1].upper()}{quotation.place[1:]}." if quotation.place else ""
    paper.text(" ".join(filter(None, (credit.citation or wording.attribution(credit), place))))
    paper.address(quotation.address)
    paper.text(wording.licence_line(credit))
    paper.text(credit.consent)
