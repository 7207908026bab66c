"""The slides of one step: one idea on each, and always a credit next to someone's words."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from library.export import wording
from library.export.slides import notes
from library.export.slides.pages import pages
from library.export.slides.picture import can_show
from library.export.slides.sheet import (
    MUTED,
    SMALL,
    Line,
    Run,
    Sheet,
    address,
    fitted,
    height,
    plain,
    shown_title,
)
from library.export.slides.theme import BODY, PAUSE, PAUSE_TEXT, PICTURE, TEXT
from library.export.slides.words import READ, excerpts, numbered, question, quotations, whose
from library.export.xml_text import paragraphs
from library.model.pack import ItemKind
from library.model.workshop import Paragraph, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.model.workshop import Clip, Step
    from library.translation import Translator

SPOKEN = (54, 48, 44, 40, 36, 32, 28)  # a question is alone on its slide
PAUSED = (32, 28, 24)
LISTED = {ItemKind.GROUND_RULES, ItemKind.ACTIVITY}
MOST_NAME = 200  # the most characters of a title and of a name in a credit; the notes have all of them


def sheets_of(translator: Translator, step: Step, back_at: str, *, is_noted: bool) -> tuple[Sheet, ...]:
    """Return a step's slides, at least one.

    Args:
        translator: For our own words.
        step: Of the workshop; its question has a slide after its words, unless it is empty.
        back_at: When the next step starts, for a break; may be empty.
        is_noted: Whether the step before it already had its content note.
    """
    shown = replace(step, title=shown_title(step.title))
    if step.kind is ItemKind.BREAK:
        found = [_break(translator, shown, back_at)]
    elif step.kind is ItemKind.DOCUMENT:
        found = list(_document(translator, shown))
    else:
        found = list(_own_words(translator, shown))
    if step.content_notes and not is_noted and not step.excerpts:
        found.insert(0, _content_note(translator, shown))
    first, *rest = found
    return replace(first, notes=notes.of_step(translator, step)), *rest


def in_turn(steps: Sequence[Step]) -> tuple[tuple[Step, ...], dict[int, Step]]:
    """Return steps as slides show them, and what slides show later than its step.

    The second note of a record waits for the activities that follow it, except for the last of several, in which
    people compare the two. It does not wait if it may not be recorded, because recording may start again after its
    step. Its question waits with it; the question of any other document is left to the activity.

    Returns:
        The steps, and by the index of a step, from 0, a step whose excerpts come after it.
    """
    shown = list(steps)
    later: dict[int, Step] = {}
    for index, step in enumerate(steps):
        activities = _activities_after(steps, index)
        before = tuple(each for each in step.excerpts if each.part is not Part.AFTER)
        after = tuple(each for each in step.excerpts if each.part is Part.AFTER)
        waits = bool(after) and not step.stop_recording
        if activities:
            shown[index] = replace(step, question="", excerpts=before if waits else step.excerpts)
        if activities and waits:
            later[index + max(1, activities - 1)] = replace(step, excerpts=after)
    return tuple(shown), later


def _activities_after(steps: Sequence[Step], index: int) -> int:
    kinds = (step.kind for step in steps[index + 1 :])
    return sum(1 for _ in takewhile(lambda kind: kind is ItemKind.ACTIVITY, kinds))


def stop(translator: Translator) -> Sheet:
    """Return the slide that stops every recording."""
    return _pause(translator.gettext(wording.STOP_RECORDING), translator.gettext(wording.WHY_STOP))


def start(translator: Translator) -> Sheet:
    """Return the slide after which recording may start again."""
    return _pause(translator.gettext(wording.START_RECORDING), translator.gettext(wording.WHY_START))


def _pause(title: str, why: str) -> Sheet:
    return Sheet(title, fitted((why,), PAUSED, PAUSE_TEXT.room), plain_notes(why), PAUSE)


def plain_notes(*texts: str) -> tuple[Run, ...]:
    """Return speaker's notes in our own words."""
    return tuple(Run(each) for text in texts for each in paragraphs(text))


def _break(translator: Translator, step: Step, back_at: str) -> Sheet:
    minutes = f"{wording.minutes_words(translator, step.minutes)}."
    until = translator.gettext("Back at %(time)s.", time=back_at) if back_at else ""
    texts = (translator.joined(" ", (minutes, until)), *step.lines)
    return Sheet(step.title, fitted(texts, PAUSED, PAUSE_TEXT.room), layout=PAUSE)


def _own_words(translator: Translator, step: Step) -> Iterator[Sheet]:
    """Yield ground rules, questions, activities, notes and the debrief."""
    tail = whose(translator, step.credit) if step.credit else ()
    room = BODY.room.without(height(tail, BODY.room))
    listed = step.kind in LISTED
    sizes = READ if listed else SPOKEN
    texts = [Paragraph(line, wording.lines_language(step)) for text in step.lines for line in paragraphs(text)]
    size, found = pages([*texts, *(Paragraph(line, wording.OURS) for line in paragraphs(step.withheld))], sizes, room)
    bullet = "•" if listed and len(step.lines) > 1 else ""
    for number, page in enumerate(found, start=1):
        lines = tuple(
            Line((Run(words.text, words.language),), size, bullet, round(size * 0.9) if bullet else 0)
            for words in page
            if words.text
        )
        yield Sheet(
            numbered(translator, step.title, number, len(found)),
            (*lines, *tail),
            notes.of_rest(translator, step),
            middle=not listed,
        )


def _content_note(translator: Translator, step: Step) -> Sheet:
    """Return the slide with a content note."""
    texts = (wording.content_note(translator, step), translator.gettext(wording.STEP_OUT))
    lines = fitted((wording.members_line(translator, step), *texts), PAUSED, PAUSE_TEXT.room)
    return Sheet(
        translator.gettext("Before we begin: %(title)s", title=step.title),
        lines,
        notes.of_rest(translator, step),
        PAUSE,
    )


def _document(translator: Translator, step: Step) -> Iterator[Sheet]:
    is_described = bool(step.lines or step.withheld)
    if step.clip and (step.words or can_show(step.clip) or not is_described):
        yield _clip(translator, step, step.clip)
        is_described = bool(step.withheld)  # what can be seen needs no summary beside it; the notes have it
    if step.excerpts:
        yield from excerpts(translator, step)
    elif step.words:
        yield from quotations(translator, step)
    elif is_described or not step.clip:
        yield from _described(translator, step)
    if step.question and not any(each.part for each in step.excerpts):
        yield question(translator, step)


def _described(translator: Translator, step: Step) -> Iterator[Sheet]:
    """Yield slides for a work that is not quoted: what it is, why its words are not here, and where it is."""
    tail = list(plain(step.withheld, 24, colour=MUTED))
    if step.credit:
        tail += [address(step.credit.source or step.credit.address), *whose(translator, step.credit)]
    room = BODY.room.without(height(tail, BODY.room))
    language = wording.lines_language(step)
    size, found = pages([Paragraph(line, language) for text in step.lines for line in paragraphs(text)], READ, room)
    for number, page in enumerate(found, start=1):
        lines = tuple(Line((Run(words.text, words.language),), size) for words in page if words.text)
        title = numbered(translator, step.title, number, len(found))
        yield Sheet(title, (*lines, *tail), notes.of_rest(translator, step), language=wording.title_language(step))


def _clip(translator: Translator, step: Step, clip: Clip) -> Sheet:
    pictured = can_show(clip)
    size = SMALL if pictured else 28
    lines = plain(wording.play_words(translator, clip), 24 if pictured else 32)
    tail = whose(translator, step.credit) if step.credit else ()
    layout = PICTURE if pictured else TEXT
    shown = (*lines, address(clip.address, size), *tail)
    return Sheet(
        step.title,
        shown,
        notes.of_rest(translator, step),
        language=wording.title_language(step),
        clip=clip,
        layout=layout,
    )
