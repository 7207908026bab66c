"""What the facilitator reads beside a slide: minutes, way, what to say before, her own notes, prompts, whose words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.export import wording
from library.export.slides.sheet import MOST_TITLE, Run
from library.export.xml_text import one_line, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.model.workshop import Step, Workshop


def of_step(step: Step) -> tuple[Run, ...]:
    """Return the notes of a step's first slide."""
    return tuple(run for text, language in _of_step(step) for run in _runs(text, language))


def of_rest(step: Step) -> tuple[Run, ...]:
    """Return the notes of a step's later slides: how long all of them take, and whose words they are."""
    texts = [f"Still step {step.number}: {_time(step)}"]
    if step.credit:
        texts.append(wording.attribution(step.credit))
    return tuple(run for text in texts for run in _runs(text))


def of_workshop(workshop: Workshop) -> tuple[Run, ...]:
    """Return the notes of the title slide."""
    texts = [
        one_line(workshop.title) if len(one_line(workshop.title)) > MOST_TITLE else "",
        ", ".join(filter(None, (wording.times_words(workshop), wording.people_words(workshop.people)))) + ".",
        wording.code_line(workshop),
        f"{wording.check_line(workshop)} {wording.why_check()}",
        wording.check_address_line(workshop),
    ]
    if workshop.available and workshop.available != workshop.total:
        texts.insert(2, f"You have {wording.minutes_words(workshop.available)} in all.")
    return tuple(run for text in texts for run in _runs(text))


def _of_step(step: Step) -> Iterator[tuple[str, str]]:
    """Yield what there is to say and its language; texts may be empty."""
    if len(one_line(step.title)) > MOST_TITLE:
        yield one_line(step.title), step.credit.language if step.credit else "en"
    yield f"Step {step.number}: {_time(step)}", "en"
    yield wording.content_note_line(step), "en"
    yield wording.stage_words(step.stage), "en"
    yield step.notes, "en"
    if step.words and step.lines:
        yield "\n".join(("Prompts:", *step.lines)), "en"
    if step.clip:
        yield wording.play_line(step.clip), "en"
    yield step.leaves_out, "en"
    yield step.withheld, "en"
    if step.credit:
        yield wording.attribution(step.credit), "en"
        yield "\n".join(dict.fromkeys((step.credit.consent, step.credit.address, step.credit.source))), "en"
    if step.twin:
        yield f"In {wording.language_words(step.twin.language)}:", "en"
        yield step.twin.title, step.twin.language
        yield step.twin.address, "en"


def _time(step: Step) -> str:
    said = [
        wording.minutes_words(step.minutes),
        f"from {step.starts}" if step.starts else "",
        wording.way_words(step.way),
    ]
    return f"{', '.join(filter(None, said[:2]))}." + (f" {said[2]}." if said[2] else "")


def _runs(text: str, language: str = "en") -> tuple[Run, ...]:
    return tuple(Run(each, language) for each in paragraphs(text))
