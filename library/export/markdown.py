r"""A workshop as Markdown (CommonMark 0.31), to keep, change and print with whatever a facilitator has.

Words are escaped so that none of them turns into markup, by the means that CommonMark and the older Markdown have in
common: a backslash before the characters that both let it stand before, a character reference for the rest, among
them those that only extensions read (``~`` struck out, ``|`` tables, ``$`` formulas).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.export import wording
from library.export.plain_text import is_web, lines_of, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.model.contact import Contact
    from library.model.workshop import Step, Twin, Words, Workshop

ANYWHERE = str.maketrans(
    {
        **{character: f"\\{character}" for character in "\\`*_[]#"},
        **{character: f"&#{ord(character)};" for character in "~|$"},
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
    }
)
# What makes a list, a rule, a heading underlined or a definition where it begins a line.
AT_START = re.compile(r"^(?:(?P<number>\d+)(?=[.)])|(?=[-+])|(?P<other>[=:]))")
BREAK = "  \n"  # two spaces: a line break that the older Markdown reads too


def write_markdown(workshop: Workshop) -> bytes:
    """Write a workshop as Markdown.

    The facilitator's notes are in it, under ``Notes``, where a step has them.

    Returns:
        UTF-8 without a byte order mark; ends with a line feed.
    """
    blocks = (
        *_head(workshop),
        *_steps(workshop),
        *_credits(workshop),
        *_contacts(workshop.contacts),
        *_omitted(workshop.omitted),
    )
    return ("\n\n".join(filter(None, blocks)) + "\n").encode()


# ---- words


def text(words: str) -> str:
    """Return words that stand for themselves in Markdown; a line break in them stays one."""
    return BREAK.join(_line(line) for line in lines_of(words))


def _line(words: str) -> str:
    return AT_START.sub(_escaped_start, words.translate(ANYWHERE), count=1)


def _escaped_start(match: re.Match[str]) -> str:
    if match["other"]:
        return f"&#{ord(match['other'])};"
    return f"{match['number'] or ''}\\"


def _inline(words: str) -> str:
    """Return words on one line, to stand within a line of ours."""
    return plain(words).translate(ANYWHERE)


def _address(address: str) -> str:
    return f"<{address}>" if is_web(address) else _inline(address)


def _quoted(words: Words) -> str:
    """Return a passage as a quotation, with its heading above and, in a transcript, when it is and who speaks."""
    before = " ".join(filter(None, (_inline(words.time), _inline(words.speaker))))
    lines = [*([f"**{before}**"] if before else []), *(_line(line) for line in lines_of(words.text))]
    quotation = "\n".join(f"> {line}" for line in BREAK.join(lines).split("\n"))
    heading = f"### {_inline(words.heading)}" if plain(words.heading) else ""
    return "\n\n".join(filter(None, (heading, quotation)))


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


# ---- the workshop


def _head(workshop: Workshop) -> Iterable[str]:
    yield f"# {_inline(workshop.title)}"
    yield text(", ".join(filter(None, (wording.times_words(workshop), wording.people_words(workshop.people)))))
    check = f"**{_inline(wording.check_line(workshop))}** {_inline(wording.why_check())}"
    yield BREAK.join((check, _inline(wording.code_line(workshop)), _address(workshop.check_address)))


def _steps(workshop: Workshop) -> Iterable[str]:
    for index, step in enumerate(workshop.steps):
        if wording.stops_before(workshop.steps, index):
            yield f"**{wording.STOP_RECORDING}.** {wording.WHY_STOP}"
        yield from _step(step)
        if wording.starts_after(workshop.steps, index):
            yield f"**{wording.START_RECORDING}.** {wording.WHY_START}"


def _step(step: Step) -> Iterable[str]:
    yield f"## {step.number}. {_inline(step.title)}"
    lasts = wording.minutes_words(step.minutes) if step.minutes else ""
    facts = (step.starts, lasts, wording.way_words(step.way), wording.stage_words(step.stage))
    yield text(", ".join(filter(None, facts)))
    mark = wording.fictional_mark(step.credit)
    yield f"**{mark}**" if mark else ""
    yield text(wording.content_note_line(step))
    yield from (_quoted(words) for words in step.words)
    yield from (text(line) for line in step.lines)
    yield from _around(step)


def _around(step: Step) -> Iterable[str]:
    """Yield what goes with a step's words: clip, what is not here, the same in another language, whose, notes."""
    if step.clip:
        yield f"{_inline(step.clip.times or 'Play it')}: {_address(step.clip.address)}"
    yield text(step.withheld)
    yield text(step.leaves_out)
    yield from _twin(step.twin) if step.twin else ()
    if step.credit:
        yield BREAK.join((text(plain(wording.attribution(step.credit))), _address(step.credit.address)))
    if lines_of(step.notes):
        yield from ("### Notes", text(step.notes))


def _twin(twin: Twin) -> Iterable[str]:
    yield f"### In {_inline(wording.language_words(twin.language))}: {_inline(twin.title)}"
    yield from (_quoted(words) for words in twin.words)
    yield _address(twin.address)


# ---- what stands at the end


def _credits(workshop: Workshop) -> Iterable[str]:
    if workshop.credits:
        yield "## Whose words these are"
    for credit in workshop.credits:
        yield BREAK.join(_address(line) if is_web(line) else text(line) for line in wording.credit_lines(credit))


def _contacts(contacts: tuple[Contact, ...]) -> Iterable[str]:
    if contacts:
        yield "## Whom to turn to"
        yield _list(_contact(contact) for contact in contacts)


def _contact(contact: Contact) -> str:
    nation = wording.nation_words(contact.nation)
    where = (_inline(contact.phone), _address(contact.web), f"in {nation}" if nation else "")
    said = f"**{_inline(contact.name)}**: {', '.join(filter(None, where))}"
    return f"{said}. {_inline(contact.about)}".strip()


def _omitted(omitted: tuple[str, ...]) -> Iterable[str]:
    if omitted:
        yield "## What is not here"
        yield _list(_line(plain(sentence)) for sentence in omitted)
