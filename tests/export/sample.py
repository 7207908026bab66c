"""Workshops to write files of: a small one with everything in it, and words that break careless writers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from library.model.contact import Contact
from library.model.document import Kind
from library.model.pack import ItemKind, Stage, Way
from library.model.workshop import Clip, Credit, Paragraph, Quotation, Report, Step, Twin, Workshop

DAY = date(2026, 11, 27)

# Scripts from right to left and from far away, letters that join, an emoji of several code points, and markup.
HOSTILE_WORDS = (
    "مرحبا بكم في الورشة",
    "שלום לכולם",
    "你好，世界 — こんにちは — 안녕하세요",
    "Zoë Ó Súilleabháin, Łukasz Żółć, Nguyễn Thị Ánh, Ŵyn Ŷ",
    "Family 👨‍👩‍👧‍👦 and a flag 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "<script>alert(1)</script> & \"quotes\" 'single' ]]> #set text(red) $x$ *bold* _under_ `code` \\ @label <label>",
    "=1+1",
    "a\u200bb\u202ec",
    "# heading\n- list\n> quote",
    "x" * 300,
)

STORY = Credit(
    title="The spare key",
    language="en",
    kind=Kind.STORY,
    fictional=True,
    who="The Commonplace project",
    year="2026",
    licence="CC BY 4.0",
    consent="Fictional. Written for this library. Do not use as evidence that something works.",
    address="https://library.example.org/stories/spare-key",
    source="",
    citation="The Commonplace project (2026) ‘The spare key’ [Fictional story]. Commonplace.",
    themes=("Listening and being heard", "What matters to the person"),
)

TOLD = Credit(
    title="A walk to the shop",
    language="en",
    kind=Kind.STORY,
    fictional=False,
    who="Ann",
    year="2026",
    licence="",
    consent="Shared with the storyteller’s consent for workshops, quotation and printing only.",
    address="https://library.example.org/stories/walk-to-the-shop",
    source="",
    citation="Ann (2026) ‘A walk to the shop’ [Story]. Commonplace.",
    themes=("Listening and being heard",),
    told=True,
)

ELSEWHERE = Credit(
    title="A guide to asking",
    language="en",
    kind=Kind.GUIDANCE,
    fictional=False,
    who="Some Organisation",
    year="2020",
    licence="Link only",
    consent="From another website. Summary and link only.",
    address="https://library.example.org/resources/a-guide-to-asking",
    source="https://example.org/a-guide-to-asking",
    citation="Some Organisation (2020) ‘A guide to asking’ [Guidance]. https://example.org/a-guide-to-asking.",
    themes=("Good conversations",),
)

WORDS = (
    Paragraph("“It can sit there and tip,” said Mrs Orr."),
    Paragraph("She put her hand flat on the wall, where the hole would be. " * 6, heading="What she wanted"),
    Paragraph("Good morning.", speaker="Ann", time="0:04"),
)

WELSH = Twin(
    title="Yr allwedd sbâr",
    language="cy",
    words=(Paragraph("“Gall e eistedd fan ’na,” meddai Mrs Orr.", language="cy"),),
    address="https://library.example.org/stories/spare-key-cy",
)

CONTACTS = (
    Contact("A listening service", "", "0123 456", "https://example.org/listen", "For anybody, at any hour"),
    Contact("A service in Wales", "wales", "0123 789", "", "For people in Wales, in Welsh and English"),
)


def clip(folder: Path | None = None) -> Clip:
    """Return a clip: with its film and a picture where there is a folder with both, else an address alone."""
    film = folder / "number-nine.mp4" if folder else None
    poster = folder / "number-nine.jpg" if folder else None
    return Clip(film, "video/mp4" if film else "", poster, "A bus shelter in the rain", STORY.address, "0:04–0:48")


def steps(folder: Path | None = None) -> tuple[Step, ...]:
    """Return one step of every kind."""
    return (
        Step(
            1,
            ItemKind.GROUND_RULES,
            "How we listen",
            5,
            "10:00",
            lines=("One person speaks.", "You may leave the room."),
        ),
        Step(
            2,
            ItemKind.DOCUMENT,
            STORY.title,
            6,
            "10:05",
            words=WORDS,
            notes="Read it slowly. Let the silence stand.",
            way=Way.ALOUD,
            credit=STORY,
            content_notes=("Death and bereavement",),
            leaves_out="Shortened: includes 3 of the 19 paragraphs and leaves out about 365 words.",
            twin=WELSH,
        ),
        Step(
            3,
            ItemKind.QUESTION,
            "A question",
            10,
            "10:11",
            lines=("What did she notice before she asked?",),
            stage=Stage.NOTICE,
            credit=STORY,
        ),
        Step(4, ItemKind.DOCUMENT, "The number nine", 2, "10:21", way=Way.PLAY, credit=STORY, clip=clip(folder)),
        Step(5, ItemKind.BREAK, "Break", 15, "10:23"),
        Step(
            6,
            ItemKind.DOCUMENT,
            TOLD.title,
            3,
            "10:38",
            words=(Paragraph("I went by myself, and I came back by myself."),),
            way=Way.SILENT,
            credit=TOLD,
            stop_recording=True,
        ),
        Step(
            7,
            ItemKind.DOCUMENT,
            ELSEWHERE.title,
            5,
            "10:41",
            lines=(
                "Twelve pages for teams that want to open their reviews with another question.",
                "Page 7: the exercise",
            ),
            credit=ELSEWHERE,
            withheld="Item 7 is on another website. We include a summary and a link.",
        ),
        Step(
            8, ItemKind.ACTIVITY, "Reading in pairs", 20, "10:46", lines=("Find a partner.", "One reads, one listens.")
        ),
        Step(9, ItemKind.NOTE, "Our own team", 5, "11:06", lines=("Where would the ten minutes come from?",)),
        Step(10, ItemKind.DEBRIEF, "Before we go", 10, "11:11", lines=("What will you take with you?",)),
    )


def workshop(folder: Path | None = None) -> Workshop:
    """Return a small workshop with everything in it.

    Args:
        folder: Holds ``number-nine.mp4`` and ``number-nine.jpg``, to be carried along.
    """
    return Workshop(
        title="Listening on a Tuesday",
        code="7KQM-2F9T-XBRCE",
        check_address="https://library.example.org/check/7KQM-2F9T-XBRCE",
        check_by=date(2027, 5, 27),
        made_on=DAY,
        starts="10:00",
        ends="11:21",
        available=90,
        total=81,
        people=24,
        steps=steps(folder),
        contacts=CONTACTS,
        omitted=("Item 11 is no longer public.",),
    )


def hostile() -> Workshop:
    """Return a workshop whose every word is hard to write down."""
    some = workshop()
    text = " ".join(HOSTILE_WORDS)
    credit = replace(STORY, title=text, who=text)
    words = tuple(Paragraph(each, speaker="Ωμέγα", heading=each[:60]) for each in HOSTILE_WORDS)
    step = replace(some.steps[1], title=text, words=words, lines=HOSTILE_WORDS, notes=text, credit=credit)
    return replace(some, title=text, steps=(step, *some.steps[2:]), omitted=HOSTILE_WORDS)


def empty() -> Workshop:
    """Return a workshop without a step."""
    return replace(workshop(), steps=(), contacts=(), total=0, ends="", omitted=())


def report() -> Report:
    """Return a small report."""
    quotation = Quotation(
        number=6,
        words=(Paragraph("I went by myself, and I came back by myself."),),
        credit=TOLD,
        place="paragraph 4",
        address=f"{TOLD.address}#p4",
        ris=(("TY", "GEN"), ("TI", TOLD.title), ("AU", "Ann"), ("PY", "2026"), ("UR", TOLD.address), ("ER", "")),
    )
    work = Quotation(
        number=7,
        words=(),
        credit=ELSEWHERE,
        place="",
        address=ELSEWHERE.source,
        ris=(("TY", "RPRT"), ("TI", ELSEWHERE.title), ("AU", "Some Organisation"), ("PY", "2020"), ("ER", "")),
    )
    return Report(
        title="Listening on a Tuesday",
        code="7KQM-2F9T-XBRCE",
        check_address="https://library.example.org/check/7KQM-2F9T-XBRCE",
        check_by=date(2027, 5, 27),
        made_on=DAY,
        quotations=(quotation, work),
        themes=(("Listening and being heard", (6,)), ("Good conversations", (7,))),
        omitted=("Item 2 (‘The spare key’) is fictional, so it cannot be used as evidence in a report.",),
    )
