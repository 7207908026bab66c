"""A workshop ready for download: everything a file needs, complete, allowed and in order.

Actions make it from a pack, the catalogue and permissions. The writers in ``library.export`` turn it into bytes and
decide nothing about permission. What is not in here must not be in a file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from library.model.block import PLAIN, Block
from library.model.contact import Contact
from library.model.document import Kind
from library.model.language import SOURCE
from library.model.pack import ItemKind, Stage, Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# Between two passages that are not neighbours.
OMISSION = "[…]"


class Medium(StrEnum):
    """Where words go, which decides what consent they need."""

    SCREEN = "screen"  # slides, offline page, Markdown, chat: the use `excerpt`
    PAPER = "paper"  # handout, cards, run sheet, briefs: the uses `excerpt` and `print`


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one moment of a transcript, of a document.

    Attributes:
        text: Plain text, never empty.
        language: ``en``, ``cy`` or ``gd``.
        speaker: Who speaks, where a transcript says so, else empty.
        heading: The heading that opens here, or empty.
        time: Such as ``1:16`` for a moment of a transcript, else empty.
        block: Whether it is a list, a table or a quotation. The text then has the same words on one line.
        after_gap: Whether passages are left out between the one before and this one.
    """

    text: str
    language: str = "en"
    speaker: str = ""
    heading: str = ""
    time: str = ""
    block: Block = PLAIN
    after_gap: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the text line by line: each item of a list, each row of a table, otherwise all of it."""
        return self.block.lines or (self.text,)

    def pieces(self) -> tuple[Paragraph, ...]:
        """Return each item of a list or row of a table as a paragraph, in order; itself if it is neither.

        The heading is with the first. ``with_more`` puts them together again.
        """
        blocks = tuple(self.block.pieces())
        found = (replace(self, text=block.text, block=block) for block in blocks)
        return tuple(replace(each, heading="" if number else self.heading) for number, each in enumerate(found)) or (
            self,
        )

    def with_files(self, files: Mapping[str, tuple[Path, Path]]) -> Paragraph:
        """Return this with the files of its pictures, by their names: each in its full size and in a smaller one.

        A picture without files is only described.
        """
        found = (files.get(picture.name, (None, None)) for picture in self.block.pictures)
        pictures = (
            replace(picture, file=file, small=small)
            for picture, (file, small) in zip(self.block.pictures, found, strict=True)
        )
        return replace(self, block=replace(self.block, pictures=tuple(pictures)))

    def with_more(self, piece: Paragraph) -> Paragraph:
        """Return this with the next item or row of the same list or table."""
        return replace(self, text=f"{self.text} {piece.text}", block=self.block.with_more(piece.block))


def with_omissions(words: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Yield paragraphs with a sign of omission where passages are left out between two of them.

    It is at the start of a paragraph, and on a line of its own before a list, a table or a heading.
    """
    for place, each in enumerate(words):
        if not (each.after_gap and place):
            yield each
        elif each.heading or each.block.lines:
            yield from (Paragraph(OMISSION, each.language), each)
        else:
            yield replace(each, text=f"{OMISSION} {each.text}")


@dataclass(frozen=True, slots=True)
class Clip:
    """A video or sound, hosted here or elsewhere.

    Attributes:
        file: The video itself, or ``None`` if it may not be in the file.
        media_type: Of the file, such as ``video/mp4``, or empty.
        poster: A still picture (JPEG or PNG), or ``None``.
        alt: What the picture shows; empty only if there is none.
        address: Absolute, where it can be played.
        times: Such as ``0:46`` or ``0:46–1:10``, or empty for all of it.
    """

    file: Path | None
    media_type: str
    poster: Path | None
    alt: str
    address: str
    times: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose words these are, as every file says it.

    Attributes:
        title: Of the document.
        language: Of the document.
        kind: What it is.
        fictional: Whether it was written for the library.
        who: Authors or organisation; may be empty.
        year: Such as ``2021``, or empty.
        licence: Such as ``CC BY 4.0`` or ``Link only``.
        consent: One sentence on what was agreed to.
        address: Absolute, of its page here.
        source: Absolute, of a work on another website, or empty.
        citation: One line that names it.
        themes: Labels, in the editor's order.
        told: Whether someone told it from their own life, and may withdraw it.
        members_only: Whether it is only for members of the network.
    """

    title: str
    language: str
    kind: Kind
    fictional: bool
    who: str
    year: str
    licence: str
    consent: str
    address: str
    source: str
    citation: str
    themes: tuple[str, ...]
    told: bool = False
    members_only: bool = False

    @property
    def made_by(self) -> str:
        """Return who made it and the year, if known: ``Ann, 2026``; may be empty."""
        return ", ".join(filter(None, (self.who, self.year)))


@dataclass(frozen=True, slots=True)
class Twin:
    """The same passages in another language.

    Attributes:
        title: Of the other document.
        language: Of it.
        words: Empty if none of it may be in the file.
        address: Absolute.
    """

    title: str
    language: str
    words: tuple[Paragraph, ...]
    address: str


class Part(StrEnum):
    """Which part of a record before and after its rewriting an excerpt is from."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What slides show of a document, if not all its words.

    Attributes:
        words: Never empty.
        twin: The same in another language, or empty.
        part: Of a record that is rewritten, or ``None``.
        is_noted: Whether a content note is about these words.
    """

    words: tuple[Paragraph, ...]
    twin: tuple[Paragraph, ...] = ()
    part: Part | None = None
    is_noted: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One item of the workshop, ready.

    Attributes:
        number: Its position in the pack, counted from 1; the check page uses this number.
        kind: What it is.
        title: One line, never empty.
        minutes: How long it takes with its discussion, 0 or more.
        starts: Clock time such as ``10:05``, or minutes from the start such as ``0:05``.
        words: Of the document, to read or hear; empty if there are none or none are allowed.
        excerpts: What slides show of the words, in order; empty for all of them.
        question: The document's first question, to ask after its words; may be empty.
        flowing: Whether the words are one continuous text rather than separate passages.
        lines: Our text or the facilitator's, a paragraph each: ground rules, a question, the steps of an activity, or
            the summary and pointers of a work on another website.
        notes: The facilitator's; empty in files for participants.
        way: How people read or watch the document, or ``None``.
        stage: Of a question, or ``None``.
        credit: Whose words they are, or ``None`` for the facilitator's text.
        content_notes: Labels to read aloud first; may be empty.
        leaves_out: One sentence on how much of the document is left out, or empty.
        withheld: One sentence on why words are not here, or empty.
        clip: Or ``None``.
        stop_recording: Whether recording, transcription and AI notes have to stop before it and may start after.
        twin: The same in another language, or ``None``.
        discussion: Minutes of it to talk about a document, 0 or more.
    """

    number: int
    kind: ItemKind
    title: str
    minutes: int
    starts: str
    words: tuple[Paragraph, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    question: str = ""
    flowing: bool = False
    lines: tuple[str, ...] = ()
    notes: str = ""
    way: Way | None = None
    stage: Stage | None = None
    credit: Credit | None = None
    content_notes: tuple[str, ...] = ()
    leaves_out: str = ""
    withheld: str = ""
    clip: Clip | None = None
    stop_recording: bool = False
    twin: Twin | None = None
    discussion: int = 0

    @property
    def members_only(self) -> bool:
        """Return whether its document is only for members of the network."""
        return self.credit is not None and self.credit.members_only


def with_own_questions(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return steps, each with the question of its document only if nothing else asks instead.

    A document has none if the pack goes on with a question, or asks the same somewhere else.
    """
    asked = {line for step in steps if step.kind is ItemKind.QUESTION for line in step.lines}
    goes_on = {step.number for step, then in pairwise(steps) if then.kind is ItemKind.QUESTION}
    return tuple(
        replace(step, question="") if step.number in goes_on or step.question in asked else step for step in steps
    )


@dataclass(frozen=True, slots=True)
class Workshop:
    """A pack, ready for download.

    Attributes:
        title: Never empty.
        code: Of these files, with hyphens as people read it, such as ``7KQM-2F9T-XBRCE-4ZTA``.
        check_address: Absolute, of the page that says whether it can still be used.
        check_by: "Check again before using after this day."
        made_on: The day it is in London.
        starts: ``HH:MM`` or empty.
        ends: ``HH:MM`` or empty.
        available: Minutes available, or 0.
        total: Minutes of all steps.
        people: Number of participants, or 0.
        steps: In order; may be empty.
        contacts: Services for support; empty if no step has a content note.
        omitted: One sentence for each item that is not included, naming it by its number only.
        language: Of our own words in the file: the reader's. Words of documents have their own.
        untranslated: Sentences of ours that are in English all the same, for want of a translation; sorted.
    """

    title: str
    code: str
    check_address: str
    check_by: date
    made_on: date
    starts: str
    ends: str
    available: int
    total: int
    people: int
    steps: tuple[Step, ...]
    contacts: tuple[Contact, ...]
    omitted: tuple[str, ...] = ()
    language: str = SOURCE
    untranslated: tuple[str, ...] = ()

    @property
    def credits(self) -> tuple[Credit, ...]:
        """Return each document's credit once, in the order of the steps."""
        found = (step.credit for step in self.steps if step.credit)
        return tuple({credit.address: credit for credit in found}.values())

    def next_start(self, index: int) -> str:
        """Return when the step after another starts, given by its index from 0; empty without a step or a clock."""
        following = self.steps[index + 1 : index + 2]
        return following[0].starts if following and self.starts else ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage for a report or a consultation: real, allowed and cited.

    Attributes:
        number: Of its item in the pack.
        words: As in the document; empty for a link-only work.
        credit: Whose they are.
        place: Where in the document, such as ``paragraph 4``, or empty.
        address: Absolute, of the passage.
        ris: Type and fields of the work for reference managers: pairs of a two-letter RIS tag and a value, in order.
    """

    number: int
    words: tuple[Paragraph, ...]
    credit: Credit
    place: str
    address: str
    ris: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A pack as evidence.

    Attributes:
        title: Never empty.
        code: As in ``Workshop``.
        check_address: Absolute.
        check_by: As in ``Workshop``.
        made_on: The day it is in London.
        quotations: In order; may be empty.
        themes: Label of each theme to the numbers of the items that have it, most first.
        omitted: One sentence for each item that may not be in it, fictional ones above all. It names the document,
            unless that can no longer be used in a pack.
        language: As in ``Workshop``.
        untranslated: As in ``Workshop``.
    """

    title: str
    code: str
    check_address: str
    check_by: date
    made_on: date
    quotations: tuple[Quotation, ...]
    themes: tuple[tuple[str, tuple[int, ...]], ...]
    omitted: tuple[str, ...]
    language: str = SOURCE
    untranslated: tuple[str, ...] = ()

    @property
    def credits(self) -> tuple[Credit, ...]:
        """Return the credit of each quotation, in order."""
        return tuple(quotation.credit for quotation in self.quotations)
