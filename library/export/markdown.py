r"""A workshop as Markdown (CommonMark 0.31), to store, edit and print with any program.

Words are escaped so that none turns into markup, in ways that CommonMark and the original Markdown share: a backslash
before characters that both allow, and a character reference for the rest, including those of extensions (``~`` strikes
out, ``|`` makes tables, ``$`` formulas).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.export import wording
from library.export.plain_text import is_web, lines_of, plain
from library.model.block import BULLET
from library.model.workshop import with_omissions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.model.block import Block, ListItem, Table
    from library.model.contact import Contact
    from library.model.workshop import Paragraph, Step, Twin, Workshop
    from library.translation import Translator

ANYWHERE = str.maketrans(
    {
        **{character: f"\\{character}" for character in "\\`*_[]#"},
        **{character: f"&#{ord(character)};" for character in "~|$"},
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
    }
)
# What makes a list, a rule, an underlined heading or a definition at the start of a line.
AT_START = re.compile(r"^(?:(?P<number>\d+)(?=[.)])|(?=[-+])|(?P<other>[=:]))")
BREAK = "  \n"  # two spaces: a line break in the original Markdown too


def write_markdown(workshop: Workshop) -> bytes:
    """Write a workshop as Markdown.

    It includes the facilitator's notes of each step, under ``Facilitator notes``.

    Returns:
        UTF-8 without a byte order mark; ends with a line feed.
    """
    translator = wording.translator_of(workshop)
    blocks = (
        *_head(translator, workshop),
        *_steps(translator, workshop),
        *_credits(translator, workshop),
        *_contacts(translator, workshop.contacts),
        *_omitted(translator, workshop.omitted),
    )
    return ("\n\n".join(filter(None, blocks)) + "\n").encode()


# ---- words


def text(words: str) -> str:
    """Return words escaped for Markdown; line breaks stay."""
    return BREAK.join(_line(line) for line in lines_of(words))


def _line(words: str) -> str:
    return AT_START.sub(_escaped_start, words.translate(ANYWHERE), count=1)


def _escaped_start(match: re.Match[str]) -> str:
    if match["other"]:
        return f"&#{ord(match['other'])};"
    return f"{match['number'] or ''}\\"


def _inline(words: str) -> str:
    """Return words on one line, for use within a line of ours."""
    return plain(words).translate(ANYWHERE)


def _address(address: str) -> str:
    return f"<{address}>" if is_web(address) else _inline(address)


def _quoted(translator: Translator, words: Paragraph) -> str:
    """Return a passage as a quotation, with its heading above and, in a transcript, the time and the speaker."""
    before = " ".join(filter(None, (_inline(words.time), _inline(words.speaker))))
    told = wording.described(translator, words)
    lines = [*([f"**{before}**"] if before else []), *(_line(line) for line in lines_of(told))]
    said = structured(words.block) or BREAK.join(lines)
    quotation = "\n".join(f"> {line}" if line else ">" for line in said.split("\n"))
    heading = f"### {_inline(words.heading)}" if plain(words.heading) else ""
    return "\n\n".join(filter(None, (heading, quotation)))


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def structured(block: Block) -> str:
    """Return a list or a table; empty for a plain paragraph."""
    if block.table:
        return _table(block.table)
    return "\n".join(map(_item, block.items))


def _item(item: ListItem) -> str:
    marker = item.marker.replace(BULLET, "-") if item.is_marked else ""
    return "    " * item.level + " ".join(filter(None, (marker, _line(item.text))))


def _table(table: Table) -> str:
    """Return a table as GitHub and most programs read it; its head may be empty, but not missing."""
    width = len(table.rows[0]) if table.rows else len(table.heads)
    heads = table.heads or ("",) * width
    rows = (heads, ("---",) * width, *table.rows)
    caption = (f"**{_inline(table.caption)}**", "") if table.caption else ()
    cells = (row if number == 1 else tuple(map(_inline, row)) for number, row in enumerate(rows))
    return "\n".join((*caption, *(f"| {' | '.join(row)} |" for row in cells)))


# ---- the workshop


def _head(translator: Translator, workshop: Workshop) -> Iterable[str]:
    yield f"# {_inline(workshop.title)}"
    times = wording.times_words(translator, workshop)
    yield text(", ".join(filter(None, (times, wording.people_words(translator, workshop.people)))))
    why = _inline(wording.why_check(translator, workshop))
    check = f"**{_inline(wording.check_line(translator, workshop))}** {why}"
    yield BREAK.join((check, _inline(wording.code_line(translator, workshop)), _address(workshop.check_address)))


def _steps(translator: Translator, workshop: Workshop) -> Iterable[str]:
    for index, step in enumerate(workshop.steps):
        if wording.stops_before(workshop.steps, index):
            yield f"**{translator.gettext(wording.STOP_RECORDING)}.** {translator.gettext(wording.WHY_STOP)}"
        yield from _step(translator, step)
        if wording.starts_after(workshop.steps, index):
            yield f"**{translator.gettext(wording.START_RECORDING)}.** {translator.gettext(wording.WHY_START)}"


def _step(translator: Translator, step: Step) -> Iterable[str]:
    yield f"## {step.number}. {_inline(step.title)}"
    lasts = wording.minutes_words(translator, step.minutes) if step.minutes else ""
    yield text(", ".join(filter(None, (step.starts, lasts, wording.way_words(translator, step.way)))))
    mark = wording.fictional_mark(translator, step.credit)
    yield f"**{mark}**" if mark else ""
    yield text(wording.content_note(translator, step))
    yield from (_quoted(translator, words) for words in with_omissions(step.words))
    yield from (text(line) for line in step.lines)
    yield from _around(translator, step)


def _around(translator: Translator, step: Step) -> Iterable[str]:
    """Yield what comes with a step's words: clip, what is left out, translation, question, credit, notes."""
    if step.clip:
        yield f"{_inline(wording.play_words(translator, step.clip))}: {_address(step.clip.address)}"
    yield text(step.withheld)
    yield text(step.leaves_out)
    yield from _twin(translator, step.twin) if step.twin else ()
    if step.question:
        yield f"**{_inline(wording.question_lead(translator, step))}** {_inline(step.question)}"
    if step.credit:
        whose = text(plain(wording.attribution(translator, step.credit)))
        yield BREAK.join((whose, _address(step.credit.address)))
    if lines_of(step.notes):
        yield from (f"### {translator.gettext(wording.NOTES)}", text(step.notes))


def _twin(translator: Translator, twin: Twin) -> Iterable[str]:
    yield f"### {_inline(wording.in_language(translator, twin.language))}: {_inline(twin.title)}"
    yield from (_quoted(translator, words) for words in with_omissions(twin.words))
    yield _address(twin.address)


# ---- the end


def _credits(translator: Translator, workshop: Workshop) -> Iterable[str]:
    if workshop.credits:
        yield f"## {translator.gettext(wording.CREDITS)}"
    for credit in workshop.credits:
        lines = wording.credit_lines(translator, credit)
        yield BREAK.join(_address(line) if is_web(line) else text(line) for line in lines)


def _contacts(translator: Translator, contacts: tuple[Contact, ...]) -> Iterable[str]:
    if contacts:
        yield f"## {translator.gettext(wording.SUPPORT)}"
        yield text(translator.gettext(wording.WHY_SUPPORT))
        yield _list(_contact(translator, contact) for contact in contacts)


def _contact(translator: Translator, contact: Contact) -> str:
    where = (_inline(contact.phone), _address(contact.web), wording.nation_words(translator, contact.nation))
    said = f"**{_inline(contact.name)}**: {', '.join(filter(None, where))}"
    return f"{said}. {_inline(contact.about)}".strip()


def _omitted(translator: Translator, omitted: tuple[str, ...]) -> Iterable[str]:
    if omitted:
        yield f"## {translator.gettext(wording.NOT_INCLUDED)}"
        yield _list(_line(plain(sentence)) for sentence in omitted)
