"""The speaker's notes of a slide: minutes, what to say first, the facilitator's notes, prompts, credits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.export import wording
from library.export.slides.pages import lead
from library.export.slides.sheet import MOST_TITLE, Run
from library.export.xml_text import one_line, paragraphs
from library.model.workshop import with_omissions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.model.workshop import Step, Workshop
    from library.translation import Translator


def of_step(translator: Translator, step: Step) -> tuple[Run, ...]:
    """Return the notes of a step's first slide."""
    return tuple(run for text, language in _of_step(translator, step) for run in _runs(text, language))


def of_rest(translator: Translator, step: Step) -> tuple[Run, ...]:
    """Return the notes of a step's later slides: which item they are of, and the credit; the first has the rest."""
    texts = [translator.gettext("Item %(number)s", number=step.number)]
    texts.append(wording.members_line(translator, step))
    if step.credit:
        texts.append(wording.attribution(translator, step.credit))
    return tuple(run for text in texts for run in _runs(text))


def of_workshop(translator: Translator, workshop: Workshop) -> tuple[Run, ...]:
    """Return the notes of the title slide."""
    times, people = wording.times_words(translator, workshop), wording.people_words(translator, workshop.people)
    texts = [
        one_line(workshop.title) if len(one_line(workshop.title)) > MOST_TITLE else "",
        ", ".join(filter(None, (times, people))) + ".",
        wording.members_warning(translator, workshop),
        wording.code_line(translator, workshop),
        wording.check_words(translator, workshop),
        wording.check_address_line(translator, workshop),
    ]
    if workshop.available and workshop.available != workshop.total:
        minutes = wording.minutes_words(translator, workshop.available)
        texts.insert(2, translator.gettext("Time available: %(minutes)s.", minutes=minutes))
    return tuple(run for text in texts for run in _runs(text))


def _of_step(translator: Translator, step: Step) -> Iterator[tuple[str, str]]:
    """Yield each note and its language; texts may be empty."""
    ours = wording.OURS
    if len(one_line(step.title)) > MOST_TITLE:
        yield one_line(step.title), wording.title_language(step)
    time = _time(translator, step)
    yield translator.gettext("Item %(number)s: %(time)s", number=step.number, time=time), ours
    yield wording.members_line(translator, step), ours
    yield wording.content_note_line(translator, step), ours
    yield step.notes, ours
    if step.excerpts:
        yield from _to_read(translator, step)
    if step.lines and (step.words or step.clip):
        yield translator.gettext("Prompts:") if step.words else "", ours
        yield "\n".join(step.lines), wording.lines_language(step)
    if step.clip:
        yield wording.play_line(translator, step.clip), ours
    yield step.leaves_out, ours
    yield step.withheld, ours
    if step.credit:
        yield wording.attribution(translator, step.credit), ours
        yield "\n".join(dict.fromkeys((step.credit.consent, step.credit.address, step.credit.source))), ours
    if step.twin:
        yield f"{wording.in_language(translator, step.twin.language)}:", ours
        yield step.twin.title, step.twin.language
        yield step.twin.address, ours


def _to_read(translator: Translator, step: Step) -> Iterator[tuple[str, str]]:
    """Yield all words of a step, because its slides show only some of them."""
    yield translator.gettext("Text to read:"), wording.OURS
    for words in with_omissions(step.words):
        yield words.heading, words.language
        yield lead(words) + "\n".join(words.lines), words.language


def _time(translator: Translator, step: Step) -> str:
    """Return how long a step takes, when it starts and how its document is read."""
    minutes = wording.time_words(translator, step) or wording.minutes_words(translator, 0)
    starts = translator.gettext("starts at %(time)s", time=step.starts) if step.starts else ""
    way = wording.way_words(translator, step.way)
    return " ".join(f"{part}." for part in (", ".join(filter(None, (minutes, starts))), way) if part)


def _runs(text: str, language: str = wording.OURS) -> tuple[Run, ...]:
    return tuple(Run(each, language) for each in paragraphs(text))
