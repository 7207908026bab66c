"""A workshop as plain text for a chat such as Teams or WhatsApp, without facilitator notes.

Chats show text as it is, so there is no markup: each line is a sentence or a passage, with empty lines in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.export import wording
from library.export.plain_text import lines_of, plain
from library.model.workshop import with_omissions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.model.contact import Contact
    from library.model.workshop import Paragraph, Step, Workshop
    from library.translation import Translator

# Before each step: a whole workshop is too long for one message, so each part between two of these is one.
NEXT_MESSAGE = "— — —"


def write_chat(workshop: Workshop) -> bytes:
    """Write a workshop as plain text.

    The facilitator's notes are never in it, because everyone in the chat reads it.

    Returns:
        UTF-8 without a byte order mark; with empty lines between paragraphs and a line feed at the end.
    """
    translator = wording.translator_of(workshop)
    blocks = (
        _head(translator, workshop),
        *_steps(translator, workshop),
        _contacts(translator, workshop.contacts),
        workshop.omitted,
        _check(translator, workshop),
    )
    paragraphs = ("\n".join(_told(block)) for block in blocks)
    return ("\n\n".join(filter(None, paragraphs)) + "\n").encode()


def _told(lines: Iterable[str]) -> Iterable[str]:
    return (line for each in lines for line in lines_of(each))


def _head(translator: Translator, workshop: Workshop) -> tuple[str, ...]:
    return (plain(workshop.title), wording.times_words(translator, workshop))


def _check(translator: Translator, workshop: Workshop) -> tuple[str, ...]:
    check = wording.check_line(translator, workshop)
    return (check, wording.code_words(translator, workshop), workshop.check_address)


def _steps(translator: Translator, workshop: Workshop) -> Iterable[tuple[str, ...]]:
    """Yield the blocks of all steps, a message each, with messages about recording between them."""
    for index, step in enumerate(workshop.steps):
        yield (NEXT_MESSAGE,)
        if wording.stops_before(workshop.steps, index):
            yield (f"{translator.gettext(wording.STOP_RECORDING)}.",)
        yield from _step(translator, step)
        if wording.starts_after(workshop.steps, index):
            yield (f"{translator.gettext(wording.START_RECORDING)}.",)


def _step(translator: Translator, step: Step) -> Iterable[tuple[str, ...]]:
    """Yield a step's heading, then its words and lines, a block each, then the credit."""
    lasts = wording.minutes_words(translator, step.minutes) if step.minutes else ""
    yield (
        " ".join(filter(None, (f"{step.number}.", plain(step.title), _marked(translator, step)))),
        ", ".join(filter(None, (step.starts, lasts, wording.way_words(translator, step.way)))),
        wording.content_note(translator, step),
    )
    yield from ((_spoken(translator, words),) for words in with_omissions(step.words))
    yield from ((line,) for line in step.lines)
    yield from _around(translator, step)


def _around(translator: Translator, step: Step) -> Iterable[tuple[str, ...]]:
    """Yield what comes with a step's words: clip, what is left out, translation, question and credit."""
    yield (wording.play_line(translator, step.clip) if step.clip else "", step.withheld, step.leaves_out)
    if step.twin:
        yield (f"{wording.in_language(translator, step.twin.language)}: {plain(step.twin.title)}", step.twin.address)
        yield from ((_spoken(translator, words),) for words in with_omissions(step.twin.words))
    if step.question:
        yield (f"{wording.question_lead(translator, step)} {plain(step.question)}",)
    if step.credit:
        yield (plain(wording.attribution(translator, step.credit)), step.credit.source or step.credit.address)


def _marked(translator: Translator, step: Step) -> str:
    mark = wording.fictional_mark(translator, step.credit)
    return f"[{mark}]" if mark else ""


def _spoken(translator: Translator, words: Paragraph) -> str:
    """Return a passage with its heading on a separate line and, in a transcript, the time and the speaker."""
    before = " ".join(filter(None, (words.time, plain(words.speaker))))
    told = "\n".join(words.block.lines) or wording.described(translator, words)
    passage = f"{before}: {words.text}" if before else told
    return "\n".join(filter(None, (plain(words.heading), passage)))


def _contacts(translator: Translator, contacts: tuple[Contact, ...]) -> tuple[str, ...]:
    if not contacts:
        return ()
    told = (f"{each.name}: {wording.contact_line(translator, each)}. {each.about}" for each in contacts)
    return (translator.gettext(wording.SUPPORT), *(plain(line) for line in told))
