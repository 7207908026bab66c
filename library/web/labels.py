"""Every value that is not in the vocabulary, in words: kinds, lengths, languages, uses and the rest.

All are translated when they are shown. Each table is whole: a test compares its keys with the values of the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from library.actions.packs.form_fields import FIELDS
from library.model.characters import clean
from library.model.document import Audience, Evidence, Kind, Provenance, ShownAs, Use
from library.model.pack import MOST_LINES, MOST_WORDS, Extent, ItemKind, Stage, Way
from library.model.reading_time import Length
from library.model.refusal import Refusal
from library.model.vocabulary import Axis
from library.web.formatting import number
from library.web.languages import page_language, words_language

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

    from library.model.vocabulary import Term, Vocabulary

# Of a field that no form of ours has, as it is named in an answer.
LONGEST_NAME = 40

KINDS: dict[str, LazyString] = {
    Kind.STORY: _l("Story"),
    Kind.EXAMPLE: _l("Example"),
    Kind.VIDEO: _l("Video"),
    Kind.AUDIO: _l("Sound recording"),
    Kind.GUIDANCE: _l("Guidance"),
    Kind.TOOL: _l("Tool"),
    Kind.REPORT: _l("Report"),
    Kind.PAPER: _l("Research paper"),
    Kind.LAW: _l("Law"),
    Kind.COURSE: _l("Course"),
    Kind.EVENT: _l("Event"),
}

# Of kinds that are fictional now and then; any other is called "Fictional".
FICTIONAL_KINDS: dict[str, LazyString] = {
    Kind.STORY: _l("Fictional story"),
    Kind.EXAMPLE: _l("Fictional example"),
    Kind.VIDEO: _l("Fictional video"),
    Kind.TOOL: _l("Practice tool (fictional examples)"),
}
FICTIONAL = _l("Fictional")

LENGTHS: dict[str, LazyString] = {
    Length.SHORT: _l("Up to 3 minutes"),
    Length.MEDIUM: _l("4 to 10 minutes"),
    Length.LONG: _l("More than 10 minutes"),
}

LANGUAGES: dict[str, LazyString] = {"en": _l("English"), "cy": _l("Welsh"), "gd": _l("Gaelic")}

# The axes of search, in the order of the page.
FACETS: dict[str, LazyString] = {
    "kind": _l("Kind"),
    "theme": _l("What it is about"),
    "role": _l("Who it helps at work"),
    "sector": _l("Sector"),
    "length": _l("Time it takes"),
    "voice": _l("Whose voice"),
    "shows": _l("What it shows"),
    "nation": _l("Nation"),
    "year": _l("Year"),
    "language": _l("Language"),
}

# Of facets and of filters that are typed. Years and authors stand for themselves.
FACET_TERMS = {
    "theme": Axis.THEME,
    "role": Axis.ROLE,
    "sector": Axis.SECTOR,
    "voice": Axis.VOICE,
    "shows": Axis.SHOWS,
    "nation": Axis.NATION,
    "setting": Axis.SETTING,
    "outcome": Axis.OUTCOME,
}
FACET_VALUES = {"kind": KINDS, "language": LANGUAGES, "length": LENGTHS}

SORTS: dict[str, LazyString] = {
    "relevance": _l("Best match"),
    "newest": _l("Newest"),
    "title": _l("Title"),
}

VIEWS: dict[str, LazyString] = {"documents": _l("Documents"), "passages": _l("Passages")}

SHELVES: dict[str, LazyString] = {"stories": _l("Stories"), "resources": _l("Resources")}

AXES: dict[str, LazyString] = {Axis.THEME: _l("Themes"), Axis.ROLE: _l("Roles"), Axis.SECTOR: _l("Sectors")}

PROVENANCE: dict[str, LazyString] = {
    Provenance.FICTIONAL: _l("Fictional. We wrote this for learning. The people and events are not real."),
    Provenance.TOLD: _l("Real story, shared with the storyteller’s consent."),
    Provenance.PUBLISHED_ELSEWHERE: _l("On another website."),
}

EVIDENCE: dict[str, LazyString] = {
    Evidence.SEEN: _l("Our summary is based on reading or watching the original."),
    Evidence.LISTED: _l(
        "We have not been able to review the original. This summary is based on how others describe it."
    ),
    Evidence.PARTNER: _l("Recommended by a network partner. We have not checked it ourselves."),
    Evidence.INFERRED: _l("Some of this is our interpretation. Check the original before you rely on it."),
}

AUDIENCES: dict[str, LazyString] = {
    Audience.PUBLIC: _l("Anybody may read it here."),
    Audience.NETWORK: _l("Only members of the network may read it, signed in."),
    Audience.COORDINATORS: _l("Only coordinators of the network may read it."),
}

USES: dict[str, LazyString] = {
    Use.WORKSHOP: _l("showing it in a workshop"),
    Use.EXCERPT: _l("quoting from it"),
    Use.PRINT: _l("printing it"),
    Use.RECORD: _l("reading it out for a recording"),
    Use.TRANSLATE: _l("translating it"),
    Use.WEB_SEARCH: _l("being found by web search engines"),
}

SHOWN_AS: dict[str, LazyString] = {
    ShownAs.FULL_NAME: _l("The teller is named in full."),
    ShownAs.FIRST_NAME: _l("The teller is shown by first name."),
    ShownAs.PSEUDONYM: _l("The teller is shown under another name."),
    ShownAs.ROLE_ONLY: _l("The teller is shown by role only."),
    ShownAs.NOT_AT_ALL: _l("The teller is not named."),
}

# Why something may not be in a pack or leave the site: a sentence about one document or item.
REFUSALS: dict[str, LazyString] = {
    Refusal.GONE: _l("It is not in the library for everybody."),
    Refusal.WORKSHOP: _l("It was not agreed to for workshops."),
    Refusal.EXCERPT: _l("Its words were not agreed to outside this site. They can be read at its address."),
    Refusal.PRINT: _l("Its words were not agreed to on paper. They can be read at its address."),
    Refusal.ELSEWHERE: _l("It lives elsewhere, so its own words are not here. They are at its address."),
    Refusal.RECORD: _l("It was not agreed to for recording."),
    Refusal.CHANGED: _l("The words that were chosen have been changed since."),
    Refusal.CHANGED_IN_PART: _l("Some of the words that were chosen have been changed since."),
    Refusal.CHANGED_BESIDE: _l("A name, the summary or the film has been changed since."),
    Refusal.NOTED: _l("It has a content note now that it had not."),
    Refusal.OTHER_LANGUAGE: _l("The same in another language is not to be used any more."),
    Refusal.FICTIONAL: _l("This is fictional, so it cannot be used as evidence in a report."),
    Refusal.OWN_WORDS: _l("These are somebody’s own words for the workshop."),
    Refusal.FULL: _l("The pack is full. Take something out first, or start another."),
    Refusal.MANY_WORDS: _l(
        "A pack has room for about 10,000 words of your own, and 600 lines. Shorten something first, or start another "
        "pack."
    ),
    Refusal.LONG_PACK: _l(
        "This pack is too long for files, which hold about 25,000 words and 800 paragraphs and lines at most. Take "
        "something out, or share it between two packs."
    ),
    Refusal.MANY_FILES: _l("Too many different files were made of this pack today. Try again tomorrow."),
    Refusal.EDITIONS_FULL: _l(
        "So many different files were made of this pack that no more can be checked by their code."
        " Copy the pack for next time, and take files from the copy."
    ),
    Refusal.MANY_PACKS: _l(
        "Too many packs were started from this network today. You can go on with a pack that you have,"
        " or start one tomorrow."
    ),
    Refusal.RECORDS_FULL: _l(
        "There is no more room for packs just now. The people who run this site can make some."
        " You can still open every pack, and make it shorter."
    ),
    Refusal.NO_PASSAGE: _l("No passage was chosen."),
}

# What whoever has a file does about it.
TO_DO: dict[str, LazyString] = {
    Refusal.GONE: _l("Leave out number %(number)s."),
    Refusal.WORKSHOP: _l("Leave out number %(number)s."),
    Refusal.CHANGED: _l("Leave out the words of number %(number)s."),
    Refusal.EXCERPT: _l("Leave out the words of number %(number)s."),
    Refusal.PRINT: _l("Leave out the words of number %(number)s on paper."),
    Refusal.RECORD: _l("Stop recording, transcription and AI notes before number %(number)s."),
    Refusal.CHANGED_IN_PART: _l("Number %(number)s is not as it was."),
    Refusal.ELSEWHERE: _l("Leave out the words of number %(number)s."),
    Refusal.CHANGED_BESIDE: _l("Number %(number)s is not as it was."),
    Refusal.NOTED: _l("Say a content note before number %(number)s."),
    Refusal.OTHER_LANGUAGE: _l("Leave out number %(number)s in its other language."),
}

ITEM_KINDS: dict[str, LazyString] = {
    ItemKind.DOCUMENT: _l("From the library"),
    ItemKind.QUESTION: _l("A question"),
    ItemKind.ACTIVITY: _l("An activity"),
    ItemKind.GROUND_RULES: _l("Ground rules"),
    ItemKind.BREAK: _l("A break"),
    ItemKind.DEBRIEF: _l("Debrief"),
    ItemKind.NOTE: _l("A note"),
}

EXTENTS: dict[str, LazyString] = {
    Extent.SHORT: _l("The three-minute version"),
    Extent.WHOLE: _l("All of it"),
    Extent.CHOSEN: _l("The passages that were chosen"),
    Extent.LINK: _l("A summary and a link"),
}

WAYS: dict[str, LazyString] = {
    Way.SILENT: _l("Each reads in silence"),
    Way.ALOUD: _l("It is read aloud"),
    Way.PLAY: _l("It is played"),
}

STAGES: dict[str, LazyString] = {Stage.NOTICE: _l("Notice"), Stage.CONNECT: _l("Connect"), Stage.ACT: _l("Act")}

# Files that can be taken away, by their names in addresses, and whom they are for.
FILES: dict[str, LazyString] = {
    "slides.pptx": _l("Slides (PowerPoint)"),
    "run-sheet.pdf": _l("Run sheet (PDF)"),
    "handout.pdf": _l("Handout (PDF)"),
    "handout-large.pdf": _l("Handout in large print (PDF)"),
    "handout.docx": _l("Handout to change (Word)"),
    "handout-large.docx": _l("Handout in large print, to change (Word)"),
    "cards.pdf": _l("Cards, four to a page (PDF)"),
    "briefs.pdf": _l("Briefs for small groups (PDF)"),
    "offline.html": _l("Page for a room without internet (HTML)"),
    "pack.md": _l("Plain text with marks (Markdown)"),
    "chat.txt": _l("Text for a chat"),
    "report.docx": _l("Quotations with citations (Word)"),
    "citations.ris": _l("Citations for a reference manager (RIS)"),
}
FILE_GROUPS: dict[str, LazyString] = {
    "facilitator": _l("For you: your own notes are in these"),
    "participants": _l("For those who come"),
    "evidence": _l("For reports and consultations (no fictional content)"),
}

# What a page says after something was done; the key stands in the address.
DONE: dict[str, LazyString] = {
    "started": _l("Your pack is there. Keep its private link: there is no account to find it by."),
    "added": _l("Added."),
    "saved": _l("Saved."),
    "moved": _l("Moved."),
    "gone-already": _l("Somebody had taken it out already."),
    "renewed": _l("The words that stand there now were taken."),
    "back": _l("It is back."),
    "shared": _l("There is a link to look now."),
    "shared-anew": _l("There is a new link to look. The one before opens nothing any more."),
    "stopped": _l("The link to look opens nothing any more."),
    "new-link": _l("This is the new private link. The one before opens nothing any more."),
    "copied": _l("This is the copy. It has links and a code of its own."),
    "taken-up": _l("What you add on other pages now goes into this pack."),
    "put-down": _l("This browser has forgotten the pack. The private link still opens it."),
}


def field_label(name: str) -> str:
    """Return the label of a form's field; one that no form declares is called as it was sent."""
    return gettext(FIELDS[name].label) if name in FIELDS else f"‘{clean(name)[:LONGEST_NAME]}’"


def facet_value(axis: str, value: str, vocabulary: Vocabulary) -> str:
    """Return the words for one value of a facet or a typed filter; a value nobody knows stands for itself."""
    known = FACET_VALUES.get(axis)
    if known is not None:
        return str(known.get(value, value))
    term = vocabulary.get(FACET_TERMS[axis], value) if axis in FACET_TERMS else None
    return term_words(term) if term else value


def to_do(reason: Refusal, item: int) -> str:
    """Return what whoever has a file does about an item, given by its number."""
    return str(TO_DO[reason]) % {"number": item}


def term_words(term: Term) -> str:
    """Return a term's label in the page's language, or in English and marked as such."""
    language = page_language()
    label = term.label(language)
    written = term.label_language(language)
    return label if written == words_language() else Markup('<span lang="{}">{}</span>').format(written, label)


def kind_words(kind: str, provenance: str) -> LazyString:
    """Return what a document is; says so where it is fictional, for places that carry no mark of their own."""
    return FICTIONAL_KINDS.get(kind, FICTIONAL) if provenance == Provenance.FICTIONAL else KINDS[kind]


def most_words() -> str:
    """Return what a field for own words has room for."""
    return gettext(
        "At most %(letters)s letters and %(lines)s lines.", letters=number(MOST_WORDS), lines=number(MOST_LINES)
    )
