"""The sentences that every file owes its readers, said in one way wherever they stand.

Whose words these are, what was made up, until when the file may be used without a look at its page, and when a
recording has to stop. Plain English; each writer decides only where a sentence goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.language import BY_CODE
from library.model.pack import Stage, Way

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from library.model.contact import Contact
    from library.model.workshop import Clip, Credit, Report, Step, Workshop

FICTIONAL = "Fictional"

STOP_RECORDING = "Stop recording, transcription and AI notes now"
START_RECORDING = "You may start again"
WHY_STOP = (
    "What comes next is for the people who are here. "
    "Stop every recording, transcript and AI note-taker, and ask people who join from elsewhere to do the same."
)
NO_RECORDING = "No recording, transcription or AI notes while this is read or heard."
STEP_OUT = "You may step out at any time, and come back."
WHY_START = "Recording, transcription and AI notes may go on from here."

WAYS = {Way.SILENT: "Read in silence", Way.ALOUD: "Read aloud", Way.PLAY: "Play it"}

STAGES = {
    Stage.NOTICE: "Notice: what is there?",
    Stage.CONNECT: "Connect: where do you know it from?",
    Stage.ACT: "Act: what could you try?",
}

NATIONS = {
    "scotland": "Scotland",
    "wales": "Wales",
    "england": "England",
    "northern-ireland": "Northern Ireland",
}

# Not `strftime`: its names of months follow the machine's language.
MONTHS = "January February March April May June July August September October November December".split()


def day(value: date) -> str:
    """Return a date such as ``27 May 2027``."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def minutes_words(count: int) -> str:
    """Return ``1 minute`` or ``5 minutes``."""
    return f"{count} minute" if count == 1 else f"{count} minutes"


def people_words(count: int) -> str:
    """Return ``1 person`` or ``24 people``; empty for 0."""
    if not count:
        return ""
    return "1 person" if count == 1 else f"{count} people"


def way_words(way: Way | None) -> str:
    """Return how a document is taken in, such as ``Read aloud``; empty where nothing is said."""
    return WAYS[way] if way else ""


def stage_words(stage: Stage | None) -> str:
    """Return what a question asks people to do; empty where nothing is said."""
    return STAGES[stage] if stage else ""


def language_words(language: str) -> str:
    """Return the English name of a language, such as ``Welsh``; the tag itself where it has none here."""
    known = BY_CODE.get(language)
    return known.name if known else language


def nation_words(nation: str) -> str:
    """Return the name of a nation, such as ``Wales``; empty for everywhere."""
    return NATIONS.get(nation, "")


def times_words(workshop: Workshop) -> str:
    """Return when a workshop is and how long it takes: ``10:00 to 11:21, 81 minutes``."""
    clock = f"{workshop.starts} to {workshop.ends}" if workshop.starts and workshop.ends else workshop.starts
    return ", ".join(filter(None, (clock, minutes_words(workshop.total))))


# ---- the file itself


def check_line(made: Workshop | Report) -> str:
    """Return until when a file may be used without another look."""
    return f"Check again before using after {day(made.check_by)}."


def why_check() -> str:
    """Return why somebody should check."""
    return "Somebody may have taken a story back since, and then it must not be used."


def code_line(made: Workshop | Report) -> str:
    """Return a file's code and the day it was made, such as ``Code 7KQM-2F9T-XBRCE, made on 27 November 2026``."""
    return f"Code {made.code}, made on {day(made.made_on)}."


def check_address_line(made: Workshop | Report) -> str:
    """Return where to check."""
    return f"Check at {made.check_address}"


# ---- whose words


def fictional_mark(credit: Credit | None) -> str:
    """Return ``Fictional`` for what was made up for the library, else empty."""
    return FICTIONAL if credit and credit.fictional else ""


def attribution(credit: Credit) -> str:
    """Return whose words these are, in one line.

    Such as ``‘The spare key’, The Commonplace project, 2026. Fictional story. CC BY 4.0.``: the kind says whether it
    is fictional; the licence stands at the end where there is one.
    """
    return " ".join(f"{part}." for part in (named(credit), kind_words(credit), credit.licence) if part)


def named(credit: Credit) -> str:
    """Return a document's title, who wrote or told it, and the year: ``‘The spare key’, Ann, 2026``."""
    return ", ".join(filter(None, (f"‘{credit.title}’", credit.made_by)))


def kind_words(credit: Credit) -> str:
    """Return what a document is, such as ``Fictional story``: never without the mark where it is fictional."""
    if credit.fictional and FICTIONAL.casefold() not in credit.kind.casefold():
        return f"{FICTIONAL} {_uncapitalised(credit.kind)}".strip()
    return credit.kind


def licence_line(credit: Credit) -> str:
    """Return ``Licence: CC BY 4.0.``; empty where none is named."""
    return f"Licence: {credit.licence}." if credit.licence else ""


def credit_lines(credit: Credit) -> tuple[str, ...]:
    """Return all that a list of credits says of one document: whose it is, licence, consent, addresses.

    Addresses stand alone on their lines, so that a writer can make links of them. No line is empty.
    """
    source = credit.source if credit.source != credit.address else ""
    return tuple(filter(None, (attribution(credit), credit.consent, credit.address, source)))


# ---- before and after the words


def content_note_line(step: Step) -> str:
    """Return what the facilitator says before a step; empty where it has no content note.

    Such as ``Content note: death and bereavement. Say it before you begin.``
    """
    line = content_note(step)
    return f"{line} Say it before you begin." if line else ""


def content_note(step: Step) -> str:
    """Return a step's content note for participants: ``Content note: death and bereavement.``; may be empty."""
    if not step.content_notes:
        return ""
    return f"Content note: {'; '.join(_uncapitalised(label) for label in step.content_notes)}."


def said_before(step: Step) -> str:
    """Return what participants read before a step: its content note, and that nothing is recorded; may be empty."""
    return " ".join(filter(None, (content_note(step), NO_RECORDING if step.stop_recording else "")))


def play_line(clip: Clip) -> str:
    """Return where a clip is played and which part of it, such as ``Play 0:04–0:48 of it at https://…``."""
    return f"Play {clip.times} of it at {clip.address}" if clip.times else f"Play it at {clip.address}"


def contact_line(contact: Contact) -> str:
    """Return how to reach a service: ``0123 456, https://example.org, in Wales``; without its name."""
    nation = nation_words(contact.nation)
    return ", ".join(filter(None, (contact.phone, contact.web, f"in {nation}" if nation else "")))


def stops_before(steps: Sequence[Step], index: int) -> bool:
    """Return whether "stop recording" has to be said before a step, given by its index from 0.

    Steps that follow one another share one stop and one start.
    """
    return steps[index].stop_recording and not (index and steps[index - 1].stop_recording)


def starts_after(steps: Sequence[Step], index: int) -> bool:
    """Return whether "you may start again" may be said after a step, given by its index from 0."""
    return steps[index].stop_recording and not (index + 1 < len(steps) and steps[index + 1].stop_recording)


def _uncapitalised(label: str) -> str:
    """Return a label as it stands within a sentence; an abbreviation keeps its capitals."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
