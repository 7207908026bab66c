"""A workshop to paste into a chat such as Teams or WhatsApp: plain text, and nothing that only the facilitator reads.

Chats show text as it is, so nothing here is markup: a line is a sentence or a passage, and an empty line parts them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.export import wording
from library.export.plain_text import lines_of, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.model.contact import Contact
    from library.model.workshop import Step, Words, Workshop

# Stands before each step: a whole workshop is too long for one message, and what stands between two is one.
NEXT_MESSAGE = "— — —"


def write_chat(workshop: Workshop) -> bytes:
    """Write a workshop as plain text.

    The facilitator's notes are never in it: what is pasted here is read by all.

    Returns:
        UTF-8 without a byte order mark; paragraphs are parted by an empty line, and it ends with a line feed.
    """
    blocks = (_head(workshop), *_steps(workshop), _contacts(workshop.contacts), workshop.omitted, _check(workshop))
    paragraphs = ("\n".join(_told(block)) for block in blocks)
    return ("\n\n".join(filter(None, paragraphs)) + "\n").encode()


def _told(lines: Iterable[str]) -> Iterable[str]:
    return (line for each in lines for line in lines_of(each))


def _head(workshop: Workshop) -> tuple[str, ...]:
    return (plain(workshop.title), wording.times_words(workshop))


def _check(workshop: Workshop) -> tuple[str, ...]:
    return (wording.check_line(workshop), f"Code {workshop.code}", workshop.check_address)


def _steps(workshop: Workshop) -> Iterable[tuple[str, ...]]:
    """Yield the blocks of all steps, a message each, with what has to be said to those who record between them."""
    for index, step in enumerate(workshop.steps):
        yield (NEXT_MESSAGE,)
        if wording.stops_before(workshop.steps, index):
            yield (f"{wording.STOP_RECORDING}.",)
        yield from _step(step)
        if wording.starts_after(workshop.steps, index):
            yield (f"{wording.START_RECORDING}.",)


def _step(step: Step) -> Iterable[tuple[str, ...]]:
    """Yield a step's heading, then its words and lines, a block each, then whose they are."""
    yield (
        " ".join(filter(None, (f"{step.number}.", plain(step.title), _marked(step)))),
        ", ".join(filter(None, (step.starts, _lasts(step), wording.way_words(step.way)))),
        wording.stage_words(step.stage),
        wording.content_note(step),
    )
    yield from ((_spoken(words),) for words in step.words)
    yield from ((line,) for line in step.lines)
    yield from _around(step)


def _around(step: Step) -> Iterable[tuple[str, ...]]:
    """Yield what goes with a step's words: where a clip is, what is not here, the same in another language, whose."""
    yield (wording.play_line(step.clip) if step.clip else "", step.withheld, step.leaves_out)
    if step.twin:
        yield (f"In {wording.language_words(step.twin.language)}: {plain(step.twin.title)}", step.twin.address)
        yield from ((_spoken(words),) for words in step.twin.words)
    if step.credit:
        yield (plain(wording.attribution(step.credit)), step.credit.source or step.credit.address)


def _marked(step: Step) -> str:
    mark = wording.fictional_mark(step.credit)
    return f"[{mark}]" if mark else ""


def _lasts(step: Step) -> str:
    return wording.minutes_words(step.minutes) if step.minutes else ""


def _spoken(words: Words) -> str:
    """Return a passage with its heading on a line of its own and, in a transcript, when it is and who speaks."""
    before = " ".join(filter(None, (words.time, plain(words.speaker))))
    passage = f"{before}: {words.text}" if before else words.text
    return "\n".join(filter(None, (plain(words.heading), passage)))


def _contacts(contacts: tuple[Contact, ...]) -> tuple[str, ...]:
    if not contacts:
        return ()
    told = (f"{each.name}: {wording.contact_line(each)}. {each.about}" for each in contacts)
    return ("Whom to turn to", *(plain(line) for line in told))
