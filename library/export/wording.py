"""The sentences that every file needs, in the same words everywhere and in the file's language.

They say whose words these are, what is fictional, how long the file can be used without checking, and when a recording
has to stop. Each writer decides only where a sentence goes. ``translator_of`` returns the translator for a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.document import Kind
from library.model.language import BY_CODE
from library.model.pack import ItemKind, Stage, Way
from library.translation import N_, Translator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from library.model.contact import Contact
    from library.model.workshop import Clip, Credit, Paragraph, Report, Step, Workshop

# Names of services and who they are for, as in the vocabulary.
CONTACT_LANGUAGE = "en"

# The language of words that are not from a document: a ``Translator`` knows it.
OURS = ""

# Headings and short lines that several files share, for ``Translator.gettext``.
SUPPORT = N_("Support and helplines")
PHONE = N_("Phone")
WHY_SUPPORT = N_("Stories can bring up difficult feelings. You can talk to someone in confidence:")
CREDITS = N_("Credits")
NOTES = N_("Facilitator notes")
QUESTION = N_("Discussion question")
PICTURE = N_("Picture: %(words)s")
NOT_INCLUDED = N_("Not included")
REUSE = N_("Before you reuse this")
RUNNING_ORDER = N_("Running order")
EMPTY = N_("This workshop is empty.")
CHECK_AT = N_("Check at")
WITHDRAWN = N_("Someone may have withdrawn their story since this was made. If so, you must not use it.")
CHANGED = N_("Something in it may have been corrected or removed since it was made.")
PAGE_OF = N_("Page %(number)s of %(count)s")

STOP_RECORDING = N_("Turn off recording, transcription and AI note-taking")
START_RECORDING = N_("You can turn recording back on")
WHY_STOP = N_(
    "The next part must not be recorded. "
    "Turn off recording, transcription and AI note-takers, and ask anyone joining online to do the same."
)
NO_RECORDING = N_("Do not record, transcribe or use AI note-takers during this part.")
STEP_OUT = N_("You can leave and come back at any time.")
WHY_START = N_("You can start recording, transcription and AI note-taking again.")

WAYS = {Way.SILENT: N_("Read silently"), Way.ALOUD: N_("Read aloud"), Way.PLAY: N_("Play to the group")}

STAGES = {
    Stage.NOTICE: N_("Notice: what did you see?"),
    Stage.CONNECT: N_("Connect: what does it remind you of?"),
    Stage.ACT: N_("Act: what could you try?"),
}

NATIONS = {
    "scotland": N_("in Scotland"),
    "wales": N_("in Wales"),
    "england": N_("in England"),
    "northern-ireland": N_("in Northern Ireland"),
}

KINDS: dict[str, str] = {
    Kind.STORY: N_("Story"),
    Kind.EXAMPLE: N_("Example"),
    Kind.VIDEO: N_("Video"),
    Kind.AUDIO: N_("Sound recording"),
    Kind.GUIDANCE: N_("Guidance"),
    Kind.TOOL: N_("Tool"),
    Kind.REPORT: N_("Report"),
    Kind.PAPER: N_("Research paper"),
    Kind.LAW: N_("Law"),
    Kind.COURSE: N_("Course"),
    Kind.EVENT: N_("Event"),
}
FICTIONAL = N_("Fictional")
MEMBERS_ONLY = N_("Members only")
KEEP_TO_MEMBERS = N_("Members only. Do not show this to people who are not members of the network.")
SOME_FOR_MEMBERS = N_("Some of this is for members only. Use it only with members of the network.")
FICTIONAL_KINDS: dict[str, str] = {
    Kind.STORY: N_("Fictional story"),
    Kind.EXAMPLE: N_("Fictional example"),
    Kind.VIDEO: N_("Fictional video"),
    Kind.AUDIO: N_("Fictional sound recording"),
    Kind.GUIDANCE: N_("Fictional guidance"),
    Kind.TOOL: N_("Practice tool (fictional examples)"),
    Kind.REPORT: N_("Fictional report"),
    Kind.PAPER: N_("Fictional research paper"),
    Kind.LAW: N_("Fictional law"),
    Kind.COURSE: N_("Fictional course"),
    Kind.EVENT: N_("Fictional event"),
}

# The kinds of steps, if the title does not say so.
ITEM_KINDS: dict[str, str] = {
    ItemKind.DOCUMENT: N_("Story or resource"),
    ItemKind.QUESTION: N_("Question"),
    ItemKind.ACTIVITY: N_("Activity"),
    ItemKind.GROUND_RULES: N_("Ground rules"),
    ItemKind.BREAK: N_("Break"),
    ItemKind.DEBRIEF: N_("Debrief"),
    ItemKind.NOTE: N_("Note"),
}


def translator_of(made: Workshop | Report) -> Translator:
    """Return the translator for a file, which knows which of its words had to stay in English."""
    return Translator(made.language, made.untranslated)


def title_language(step: Step) -> str:
    """Return the language of a step's title; empty if it is ours or the facilitator's."""
    return step.credit.language if step.credit and step.kind is ItemKind.DOCUMENT else OURS


def lines_language(step: Step) -> str:
    """Return the language of a step's lines, if they are a document's summary or question; otherwise empty."""
    return step.credit.language if step.credit else OURS


def minutes_words(translator: Translator, count: int) -> str:
    """Return ``1 minute`` or ``5 minutes``."""
    return translator.ngettext("%(num)s minute", "%(num)s minutes", count)


def time_words(translator: Translator, step: Step) -> str:
    """Return how long a step takes, and how much of it is discussion; empty if it takes no time."""
    if not step.minutes:
        return ""
    minutes = minutes_words(translator, step.minutes)
    if not step.discussion:
        return minutes
    return translator.gettext(
        "%(minutes)s, %(discussion)s of them to discuss", minutes=minutes, discussion=step.discussion
    )


def people_words(translator: Translator, count: int) -> str:
    """Return ``1 participant`` or ``24 participants``; empty for 0."""
    return translator.ngettext("%(num)s participant", "%(num)s participants", count) if count else ""


def place_in(translator: Translator, number: int, count: int) -> str:
    """Return which of several something is, such as ``1 of 3``."""
    return translator.gettext("%(number)s of %(count)s", number=number, count=count)


def way_words(translator: Translator, way: Way | None) -> str:
    """Return how a document is read or watched, such as ``Read aloud``; empty if not given."""
    return translator.gettext(WAYS[way]) if way else ""


def stage_words(translator: Translator, stage: Stage | None) -> str:
    """Return what a question asks people to do; empty if not given."""
    return translator.gettext(STAGES[stage]) if stage else ""


def language_words(translator: Translator, language: str) -> str:
    """Return the name of a language, such as ``Welsh``; the tag itself if it has none here."""
    known = BY_CODE.get(language)
    return translator.gettext(known.name) if known else language


def in_language(translator: Translator, language: str) -> str:
    """Return the heading for words in a language, such as ``In Welsh``."""
    return translator.gettext("In %(language)s", language=language_words(translator, language))


def also_in(translator: Translator, language: str) -> str:
    """Return that a document is available in another language, such as ``Also available in Welsh``."""
    return translator.gettext("Also available in %(language)s", language=language_words(translator, language))


def nation_words(translator: Translator, nation: str) -> str:
    """Return where a service is, such as ``in Wales``; empty for everywhere."""
    return translator.gettext(NATIONS[nation]) if nation in NATIONS else ""


def times_words(translator: Translator, workshop: Workshop) -> str:
    """Return when a workshop is and how long it takes: ``10:00 to 11:21, 81 minutes``."""
    start, end = workshop.starts, workshop.ends
    clock = translator.gettext("%(start)s to %(end)s", start=start, end=end) if start and end else start
    return translator.joined(", ", (clock, minutes_words(translator, workshop.total)))


# ---- the file itself


def check_line(translator: Translator, made: Workshop | Report) -> str:
    """Return until when a file may be used without checking."""
    day = translator.day(made.check_by)
    return translator.gettext("You can use this until %(day)s. After that, check the code first.", day=day)


def why_check(translator: Translator, made: Workshop | Report) -> str:
    """Return why to check: only a file with someone's own story says that they may have withdrawn it."""
    if any(credit.told for credit in made.credits):
        return translator.gettext(WITHDRAWN)
    return translator.gettext(CHANGED)


def check_words(translator: Translator, made: Workshop | Report) -> str:
    """Return until when a file may be used without checking, and why to check."""
    return translator.joined(" ", (check_line(translator, made), why_check(translator, made)))


def code_line(translator: Translator, made: Workshop | Report) -> str:
    """Return a file's code and its day, such as ``Code 7KQM-2F9T-XBRCE, created on 27 November 2026.``."""
    day = translator.day(made.made_on)
    return translator.gettext("Code %(code)s, created on %(day)s.", code=made.code, day=day)


def code_words(translator: Translator, made: Workshop | Report) -> str:
    """Return a file's code alone, such as ``Code 7KQM-2F9T-XBRCE.``."""
    return translator.gettext("Code %(code)s.", code=made.code)


def check_address_line(translator: Translator, made: Workshop | Report) -> str:
    """Return where to check."""
    return f"{translator.gettext(CHECK_AT)} {made.check_address}"


# ---- whose words


def fictional_mark(translator: Translator, credit: Credit | None) -> str:
    """Return ``Fictional`` for a fictional document, otherwise empty."""
    return translator.gettext(FICTIONAL) if credit and credit.fictional else ""


def attribution(translator: Translator, credit: Credit) -> str:
    """Return whose words these are, in one line.

    Such as ``‘The spare key’, The Commonplace project, 2026. Fictional story. CC BY 4.0.``: the kind says whether it
    is fictional; the licence, if any, is at the end.
    """
    return " ".join(f"{part}." for part in (named(credit), kind_words(translator, credit), credit.licence) if part)


def named(credit: Credit) -> str:
    """Return a document's title, who wrote or told it, and the year: ``‘The spare key’, Ann, 2026``."""
    return ", ".join(filter(None, (f"‘{credit.title}’", credit.made_by)))


def kind_words(translator: Translator, credit: Credit) -> str:
    """Return the kind of a document, such as ``Fictional story, members only``: with the labels that it must have."""
    kind = translator.gettext((FICTIONAL_KINDS if credit.fictional else KINDS)[credit.kind])
    return translator.gettext("%(kind)s, members only", kind=kind) if credit.members_only else kind


def members_line(translator: Translator, step: Step) -> str:
    """Return that a step is for members only, and what that means; otherwise empty."""
    return translator.gettext(KEEP_TO_MEMBERS) if step.members_only else ""


def members_mark(translator: Translator, step: Step) -> str:
    """Return ``Members only`` for such a step, to go beside its title; otherwise empty."""
    return translator.gettext(MEMBERS_ONLY) if step.members_only else ""


def members_warning(translator: Translator, workshop: Workshop) -> str:
    """Return that some of a file is for members only; otherwise empty."""
    return translator.gettext(SOME_FOR_MEMBERS) if any(each.members_only for each in workshop.credits) else ""


def licence_line(translator: Translator, credit: Credit) -> str:
    """Return ``Licence: CC BY 4.0.``; empty if there is none."""
    return translator.gettext("Licence: %(licence)s.", licence=credit.licence) if credit.licence else ""


def credit_lines(translator: Translator, credit: Credit) -> tuple[str, ...]:
    """Return the lines of one document in a list of credits: attribution, licence, consent, addresses.

    Addresses are alone on their lines, so that a writer can turn them into links. No line is empty.
    """
    source = credit.source if credit.source != credit.address else ""
    return tuple(filter(None, (attribution(translator, credit), credit.consent, credit.address, source)))


# ---- before and after the words


def content_note_line(translator: Translator, step: Step) -> str:
    """Return what the facilitator says before a step; empty without a content note.

    Such as ``Content note: death and bereavement. Read this out before you begin.``
    """
    line = content_note(translator, step)
    return translator.joined(" ", (line, translator.gettext("Read this out before you begin."))) if line else ""


def described(translator: Translator, words: Paragraph) -> str:
    """Return the text of a passage for a file without pictures: of a picture, what it shows and its caption."""
    return translator.gettext(PICTURE, words=words.text) if words.block.is_figure else words.text


def content_note(translator: Translator, step: Step) -> str:
    """Return a step's content note for participants: ``Content note: death and bereavement.``; may be empty."""
    if not step.content_notes:
        return ""
    labels = "; ".join(_uncapitalised(label) for label in step.content_notes)
    return translator.gettext("Content note: %(note)s.", note=labels)


def question_lead(translator: Translator, step: Step) -> str:
    """Return what is before the question of a step's document, such as ``Discussion question:``; may be empty."""
    return f"{translator.gettext(QUESTION)}:" if step.question else ""


def said_before(translator: Translator, step: Step) -> str:
    """Return what participants read before a step: its content note, and to stop recording; may be empty."""
    recording = translator.gettext(NO_RECORDING) if step.stop_recording else ""
    return translator.joined(" ", (content_note(translator, step), recording))


def play_words(translator: Translator, clip: Clip) -> str:
    """Return which part of a clip is played, such as ``Play from 0:04 to 0:48``."""
    start, dash, end = clip.times.partition("–")
    if dash:
        return translator.gettext("Play from %(start)s to %(end)s", start=start, end=end)
    if clip.times:
        return translator.gettext("Play from %(time)s", time=clip.times)
    return translator.gettext("Play the recording")


def play_line(translator: Translator, clip: Clip) -> str:
    """Return the same with the address: ``Play from 0:04 to 0:48: https://…``."""
    return f"{play_words(translator, clip)}: {clip.address}"


def contact_line(translator: Translator, contact: Contact) -> str:
    """Return how to reach a service: ``0123 456, https://example.org, in Wales``; without its name."""
    return ", ".join(filter(None, (contact.phone, contact.web, nation_words(translator, contact.nation))))


def contact_place(translator: Translator, contact: Contact) -> str:
    """Return where a service is as a separate line, such as ``In Wales``; empty for everywhere."""
    nation = nation_words(translator, contact.nation)
    return nation[:1].upper() + nation[1:]


def stops_before(steps: Sequence[Step], index: int) -> bool:
    """Return whether recordings have to be stopped before a step, given by its index from 0.

    Steps that follow one another share one stop and one start.
    """
    return steps[index].stop_recording and not (index and steps[index - 1].stop_recording)


def starts_after(steps: Sequence[Step], index: int) -> bool:
    """Return whether recordings may start again after a step, given by its index from 0."""
    return steps[index].stop_recording and not (index + 1 < len(steps) and steps[index + 1].stop_recording)


def _uncapitalised(label: str) -> str:
    """Return a label as it reads within a sentence; an abbreviation keeps its capitals."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
