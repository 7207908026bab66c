"""What the sources in ``typst/`` read: a workshop as plain data, in the words of ``library.export.wording``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.export import wording
from library.export.xml_text import one_line, paragraphs, shortened
from library.model.pack import ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.model.contact import Contact
    from library.model.workshop import Credit, Step, Twin, Words, Workshop

Data = dict[str, object]

# Characters of a title that the head of a page has room for, in large print too; the whole title is on the page.
MOST_RUNNING = 48

KINDS = {
    ItemKind.DOCUMENT: "Passage",
    ItemKind.QUESTION: "Question",
    ItemKind.ACTIVITY: "Activity",
    ItemKind.GROUND_RULES: "Ground rules",
    ItemKind.BREAK: "Break",
    ItemKind.DEBRIEF: "Debrief",
    ItemKind.NOTE: "Note",
}


def about(workshop: Workshop) -> Data:
    """Return what every file says of itself."""
    return {
        "title": one_line(workshop.title),
        "running_title": shortened(one_line(workshop.title), MOST_RUNNING),
        "authors": list(dict.fromkeys(one_line(credit.who) for credit in workshop.credits if credit.who.strip())),
        "code": workshop.code,
        "code_line": wording.code_line(workshop),
        "check_line": wording.check_line(workshop),
        "check_address": workshop.check_address,
        "why_check": wording.why_check(),
        "times": wording.times_words(workshop),
        "people": wording.people_words(workshop.people),
    }


def step_data(step: Step) -> Data:
    """Return one step as participants get it: without the facilitator's notes."""
    credit = step.credit
    document = step.kind is ItemKind.DOCUMENT
    return {
        "document": document,
        "question": step.kind is ItemKind.QUESTION,
        "title": one_line(step.title),
        "language": credit.language if credit and document else "en",
        "starts": step.starts,
        "minutes": step.minutes,
        "when": _dotted(step.starts, wording.minutes_words(step.minutes) if step.minutes else ""),
        "way": wording.way_words(step.way),
        "stage": wording.stage_words(step.stage),
        "fictional": bool(wording.fictional_mark(credit)),
        "document_kind": wording.kind_words(credit) if credit else "",
        "who": _named(credit),
        "content_note": wording.said_before(step),
        "withheld": step.withheld,
        "leaves_out": step.leaves_out,
        "words": [words_data(words) for words in step.words],
        "lines": _lines(step.lines),
        "play": wording.play_line(step.clip) if step.clip else "",
        "twin": _twin(step.twin),
        "credit": list(wording.credit_lines(credit)) if credit else [],
        "address": credit.address if credit else "",
    }


def words_data(words: Words) -> Data:
    """Return one paragraph of a document."""
    return {
        "text": words.text.strip(),
        "language": words.language,
        "speaker": one_line(words.speaker),
        "heading": one_line(words.heading),
        "time": words.time,
    }


def contact_data(contact: Contact) -> Data:
    """Return whom to turn to."""
    nation = wording.nation_words(contact.nation)
    return {
        "name": one_line(contact.name),
        "about": contact.about,
        "phone": contact.phone,
        "web": contact.web,
        "nation": f"In {nation}" if nation else "",
    }


def credits_data(credits: Iterable[Credit]) -> list[list[str]]:
    """Return the lines of some credits."""
    return [list(wording.credit_lines(credit)) for credit in credits]


def _twin(twin: Twin | None) -> Data | None:
    """Return the same in another language, or ``None``."""
    if twin is None:
        return None
    return {
        "title": one_line(twin.title),
        "language": twin.language,
        "language_name": wording.language_words(twin.language),
        "words": [words_data(words) for words in twin.words],
        "address": twin.address,
    }


def _named(credit: Credit | None) -> str:
    """Return who wrote a document and when, where that is known."""
    return one_line(credit.made_by) if credit else ""


def _dotted(*parts: str) -> str:
    """Return the parts that there are, in one line."""
    return "  ·  ".join(filter(None, parts))


def _lines(lines: Iterable[str]) -> list[str]:
    """Return own words, a paragraph each."""
    return [paragraph for line in lines for paragraph in paragraphs(line)]
