"""The steps of a workshop on paper, for participants: words, questions and rules, never a facilitator's notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.export import wording
from library.export.word.styles import WHOSE
from library.export.xml_text import one_line
from library.model.pack import ItemKind
from library.model.workshop import with_omissions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from library.export.word.paper import Paper
    from library.model.workshop import Credit, Paragraph, Step, Twin


def write_steps(paper: Paper, steps: Sequence[Step]) -> None:
    """Write steps in order; breaks without words are in the agenda only.

    Args:
        paper: The document to write to.
        steps: Those of a workshop; the questions that follow a document are below it.
    """
    about: Credit | None = None
    for step in steps:
        if step.kind is ItemKind.DOCUMENT:
            about = step.credit
            _write_document(paper, step)
        elif step.kind is ItemKind.QUESTION:
            _write_question(paper, step, about)
        elif step.kind is not ItemKind.BREAK or step.lines:
            about = None
            paper.heading(step.title)
            _write_lines(paper, step)


def write_whose(paper: Paper, credit: Credit, *, rest: bool = True) -> None:
    """Write the credit of these words.

    Args:
        paper: The document to write to.
        credit: Of the words.
        rest: Whether to include consent and address.
    """
    kind = f"{wording.kind_words(paper.translator, credit)}."
    named = " ".join(f"{part}." for part in (wording.named(credit), credit.licence) if part)
    if credit.fictional:
        paper.text(one_line(named), style=WHOSE, lead=kind)
    else:
        paper.text(one_line(f"{kind} {named}"), style=WHOSE)
    if rest:
        paper.text(credit.consent)
        for url in dict.fromkeys((credit.source, credit.address)):
            paper.address(url)


def _write_document(paper: Paper, step: Step) -> None:
    paper.heading(step.title, language=wording.title_language(step))
    _write_mark(paper, step.credit)
    paper.text(wording.said_before(paper.translator, step), bold=True, keep=True)
    _write_words(paper, step.words)
    _write_lines(paper, step)
    paper.text(step.withheld)
    paper.text(step.leaves_out)
    if step.clip:
        paper.address(step.clip.address, f"{wording.play_words(paper.translator, step.clip)}:")
    if step.credit:
        write_whose(paper, step.credit)
    if step.twin:
        _write_twin(paper, step.twin, step.credit)
    if step.question:
        lead = wording.question_lead(paper.translator, step)
        paper.text(one_line(step.question), lead=lead, language=wording.title_language(step))


def _write_mark(paper: Paper, credit: Credit | None) -> None:
    """Write before its words that a document is fictional: its credit comes after them."""
    if credit and credit.fictional:
        paper.text(wording.kind_words(paper.translator, credit), bold=True, keep=True)


def _write_twin(paper: Paper, twin: Twin, credit: Credit | None) -> None:
    paper.heading(twin.title, 2, language=twin.language)
    _write_mark(paper, credit if twin.words else None)
    _write_words(paper, twin.words)
    if credit and twin.words:
        write_whose(paper, replace(credit, title=twin.title, language=twin.language), rest=False)
    paper.address(twin.address, f"{wording.in_language(paper.translator, twin.language)}:")


def _write_question(paper: Paper, step: Step, about: Credit | None) -> None:
    paper.heading(step.title, 2 if about else 1)
    if step.credit != about:
        paper.text(wording.said_before(paper.translator, step), bold=True, keep=True)
    _write_lines(paper, step)
    paper.text(step.withheld)
    if step.credit and step.credit != about:
        write_whose(paper, step.credit, rest=False)


def _write_lines(paper: Paper, step: Step) -> None:
    if len(step.lines) > 1 and step.kind in {ItemKind.GROUND_RULES, ItemKind.ACTIVITY}:
        paper.bullets(step.lines)
        return
    for line in step.lines:
        paper.text(line, language=wording.lines_language(step))


def _write_words(paper: Paper, words: Iterable[Paragraph]) -> None:
    for each in with_omissions(words):
        if each.heading:
            paper.heading(each.heading, 2, language=each.language)
        lead = " ".join(filter(None, (each.time, f"{each.speaker}:" if each.speaker else "")))
        paper.words(each, "Body Text", lead)
