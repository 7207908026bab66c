"""The data for the sources in ``typst/``: a workshop as plain values, in the words of ``library.export.wording``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.export import wording
from library.export.pictures import is_picture, pictures_in, width_of
from library.export.xml_text import one_line, paragraphs, shortened
from library.model.pack import ItemKind
from library.model.workshop import with_omissions
from library.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from library.model.block import ListItem, Picture, Table
    from library.model.contact import Contact
    from library.model.workshop import Credit, Paragraph, Step, Twin, Workshop
    from library.translation import Translator

Data = dict[str, object]

# How many characters of a title fit at the head of a page, in large print too; the page has the whole title.
MOST_RUNNING = 48

PICTURE = (11.0, 7.5)  # centimetres, at most
JPEG = b"\xff\xd8"


def about(translator: Translator, workshop: Workshop) -> Data:
    """Return what every file says about itself."""
    return {
        "title": one_line(workshop.title),
        "running_title": shortened(one_line(workshop.title), MOST_RUNNING),
        "authors": list(dict.fromkeys(one_line(credit.who) for credit in workshop.credits if credit.who.strip())),
        "code": workshop.code,
        "language": translator.language,
        "code_line": wording.code_line(translator, workshop),
        "check_line": wording.check_line(translator, workshop),
        "check_address": workshop.check_address,
        "why_check": wording.why_check(translator, workshop),
        "times": wording.times_words(translator, workshop),
        "people": wording.people_words(translator, workshop.people),
    }


def say(translator: Translator) -> Data:
    """Return the headings and short lines for the sources, by their names there."""
    messages = {
        "empty": wording.EMPTY,
        "time": N_("Time"),
        "minutes": N_("Minutes"),
        "mins": N_("Mins"),
        "item": N_("Item"),
        "how": N_("How"),
        "notes": N_("Notes"),
        "running_order": wording.RUNNING_ORDER,
        "support": wording.SUPPORT,
        "why_support": wording.WHY_SUPPORT,
        "phone": wording.PHONE,
        "credits": wording.CREDITS,
        "question_sources": N_("Where the questions come from"),
        "not_included": wording.NOT_INCLUDED,
        "reuse": wording.REUSE,
        "check_at": wording.CHECK_AT,
        "no_cards": N_("There are no cards in this workshop."),
        "cut": N_("Print on one side of the paper and cut along the dashed lines."),
        "no_groups": N_("This workshop has no stories for small groups."),
        "question": wording.QUESTION,
        "questions": N_("Discussion questions"),
        "missing": N_("Some characters could not be printed. You can read them online:"),
    }
    said: Data = {name: translator.gettext(message) for name, message in messages.items()}
    return said | {"page_of": translator.gettext(wording.PAGE_OF, number="\0", count="\0").split("\0")}


def kind_data(translator: Translator, step: Step) -> str:
    """Return what a step is, such as ``Passage``."""
    return translator.gettext(wording.ITEM_KINDS[step.kind])


def step_data(translator: Translator, step: Step) -> Data:
    """Return one step for participants, without the facilitator's notes."""
    credit = step.credit
    document = step.kind is ItemKind.DOCUMENT
    return {
        "document": document,
        "pause": step.kind is ItemKind.BREAK,
        "question": step.kind is ItemKind.QUESTION,
        "title": one_line(step.title),
        "language": wording.title_language(step),
        "starts": step.starts,
        "minutes": step.minutes,
        "discussed": wording.time_words(translator, step) if step.discussion else "",
        "when": _dotted(step.starts, wording.time_words(translator, step)),
        "way": wording.way_words(translator, step.way),
        "marked": bool(credit and (credit.fictional or credit.members_only)),
        "members": wording.members_line(translator, step),
        "document_kind": wording.kind_words(translator, credit) if credit else "",
        "who": _named(credit),
        "content_note": wording.said_before(translator, step),
        "withheld": step.withheld,
        "leaves_out": step.leaves_out,
        "words": [words_data(words) for words in with_omissions(step.words)],
        "lines": _lines(step.lines),
        "own_question": one_line(step.question),
        "question_lead": wording.question_lead(translator, step),
        "lines_language": wording.lines_language(step),
        "play": wording.play_line(translator, step.clip) if step.clip else "",
        "twin": _twin(translator, step.twin),
        "credit": list(wording.credit_lines(translator, credit)) if credit else [],
        "address": credit.address if credit else "",
    }


def words_data(words: Paragraph) -> Data:
    """Return one paragraph of a document."""
    return {
        "text": words.text.strip(),
        "language": words.language,
        "speaker": one_line(words.speaker),
        "heading": one_line(words.heading),
        "time": words.time,
        "items": [_item(item) for item in words.block.items],
        "table": _table(words.block.table),
        "quoted": words.block.is_quoted,
        "pictures": [_picture(picture) for picture in pictures_in(words)],
        "is_picture": is_picture(words),
    }


def pictures_data(workshop: Workshop) -> Data:
    """Return the pictures of a workshop: the name of a file to where it is, and whether it is a JPEG."""
    words = (each for step in workshop.steps for each in step.words)
    files = {picture.small for each in words for picture in pictures_in(each) if picture.small}
    return {file.name: {"at": str(file.resolve()), "format": _format(file)} for file in sorted(files)}


def _format(file: Path) -> str:
    with file.open("rb") as opened:
        return "jpg" if opened.read(2) == JPEG else "png"


def _picture(picture: Picture) -> Data:
    """Return a picture, with the name of its file and the largest width to show it in, in millimetres."""
    return {
        "file": picture.small.name if picture.small else "",
        "alt": one_line(picture.alt),
        "caption": one_line(picture.caption),
        "width": 10 * width_of(picture, *PICTURE),
        "ratio": picture.width / picture.height,
    }


def _item(item: ListItem) -> Data:
    """Return an item of a list; its mark is a number, a bullet or nothing."""
    return {"text": item.text, "number": item.number, "level": item.level, "marked": item.is_marked}


def _table(table: Table | None) -> Data | None:
    return {"heads": table.heads, "rows": table.rows, "caption": table.caption} if table else None


def contact_data(translator: Translator, contact: Contact) -> Data:
    """Return a service that supports people."""
    return {
        "name": one_line(contact.name),
        "about": contact.about,
        "phone": contact.phone,
        "web": contact.web,
        "nation": wording.contact_place(translator, contact),
    }


def credits_data(translator: Translator, credits: Iterable[Credit]) -> list[list[str]]:
    """Return the lines of some credits."""
    return [list(wording.credit_lines(translator, credit)) for credit in credits]


def _twin(translator: Translator, twin: Twin | None) -> Data | None:
    """Return the translation, or ``None``."""
    if twin is None:
        return None
    return {
        "title": one_line(twin.title),
        "language": twin.language,
        "also_in": wording.also_in(translator, twin.language),
        "heading": (wording.in_language if twin.words else wording.also_in)(translator, twin.language),
        "words": [words_data(words) for words in with_omissions(twin.words)],
        "address": twin.address,
    }


def _named(credit: Credit | None) -> str:
    """Return who wrote a document and when, if known."""
    return one_line(credit.made_by) if credit else ""


def _dotted(*parts: str) -> str:
    """Return the parts that are not empty, on one line."""
    return "  ·  ".join(filter(None, parts))


def _lines(lines: Iterable[str]) -> list[str]:
    """Return lines as separate paragraphs."""
    return [paragraph for line in lines for paragraph in paragraphs(line)]
