"""Labels for every value that is not in the vocabulary: kinds, lengths, languages, uses and so on.

They are translated when shown. A test compares the keys of each table with the values of the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from library.actions.packs.form_fields import FIELDS
from library.export import wording
from library.model.characters import clean
from library.model.document import Audience, Evidence, Provenance, ShownAs, Use
from library.model.language import passage_language
from library.model.pack import MOST_LINES, MOST_WORDS, Extent, SlideText, Way
from library.model.reading_time import Length
from library.model.refusal import Refusal
from library.model.viewer import Role
from library.model.vocabulary import Axis
from library.web.formatting import number
from library.web.languages import locale, page_language, words_language
from library.web.phrases import gettext, in_language
from library.web.phrases import lazy_gettext as _l

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from library.model.vocabulary import Term, Vocabulary
    from library.web.phrases import LazyPhrase


def _lazily(messages: Mapping[str, str]) -> dict[str, LazyPhrase]:
    return {key: _l(message) for key, message in messages.items()}


# Of a field that no form of ours has, as it is named in an answer.
LONGEST_NAME = 40

# The same words as in files.
KINDS = _lazily(wording.KINDS)
FICTIONAL_KINDS = _lazily(wording.FICTIONAL_KINDS)
ITEM_KINDS = _lazily(wording.ITEM_KINDS)
DISCUSSION_QUESTION = _l(wording.QUESTION)

LENGTHS: dict[str, LazyPhrase] = {
    Length.SHORT: _l("Up to 3 minutes"),
    Length.MEDIUM: _l("4 to 10 minutes"),
    Length.LONG: _l("More than 10 minutes"),
}

LANGUAGES: dict[str, LazyPhrase] = {"en": _l("English"), "cy": _l("Welsh"), "gd": _l("Gaelic")}

# The roles that people can have.
PEOPLE: dict[str, LazyPhrase] = {
    Role.MEMBER: _l("Member"),
    Role.COORDINATOR: _l("Coordinator"),
    Role.ADMINISTRATOR: _l("Administrator"),
}

# The axes of search, in the order of the page.
FACETS: dict[str, LazyPhrase] = {
    "kind": _l("Type"),
    "theme": _l("Theme"),
    "circumstance": _l("Circumstance"),
    "role": _l("Job role"),
    "sector": _l("Sector"),
    "length": _l("Length"),
    "voice": _l("Perspective"),
    "shows": _l("Focus"),
    "nation": _l("Country"),
    "year": _l("Year"),
    "language": _l("Language"),
}

# For facets and typed filters. Years and authors are their own labels.
FACET_TERMS = {
    "theme": Axis.THEME,
    "role": Axis.ROLE,
    "sector": Axis.SECTOR,
    "circumstance": Axis.CIRCUMSTANCE,
    "voice": Axis.VOICE,
    "shows": Axis.SHOWS,
    "nation": Axis.NATION,
    "setting": Axis.SETTING,
    "outcome": Axis.OUTCOME,
}
FACET_VALUES = {"kind": KINDS, "language": LANGUAGES, "length": LENGTHS}

SORTS: dict[str, LazyPhrase] = {
    "relevance": _l("Relevance"),
    "newest": _l("Newest"),
    "title": _l("Title"),
}

LAYOUTS: dict[str, LazyPhrase] = {"documents": _l("Stories and resources"), "passages": _l("Passages")}

SHELVES: dict[str, LazyPhrase] = {"stories": _l("Stories"), "resources": _l("Resources")}

AXES: dict[str, LazyPhrase] = {
    Axis.THEME: _l("Themes"),
    Axis.CIRCUMSTANCE: _l("Circumstances"),
    Axis.ROLE: _l("Job roles"),
    Axis.SECTOR: _l("Sectors"),
}

# What a page is that a search names.
NAMED: dict[str, LazyPhrase] = {
    "theme": _l("Theme"),
    "circumstance": _l("Circumstance"),
    "role": _l("Job role"),
    "sector": _l("Sector"),
    "setting": _l("Setting"),
    "collection": _l("Collection"),
    "author": _l("Author"),
    "activity": _l("Activity"),
}

PROVENANCE: dict[str, LazyPhrase] = {
    Provenance.FICTIONAL: _l("Fictional. We wrote this for learning. The people and events are not real."),
    Provenance.TOLD: _l("Real story, shared with the storyteller’s consent."),
    Provenance.PUBLISHED_ELSEWHERE: _l("On another website."),
}

EVIDENCE: dict[str, LazyPhrase] = {
    Evidence.SEEN: _l("Our summary is based on the original, or on the page that publishes it."),
    Evidence.LISTED: _l(
        "We have not been able to review the original. This summary is based on how others describe it."
    ),
    Evidence.PARTNER: _l("Recommended by a network partner. We have not checked it ourselves."),
    Evidence.INFERRED: _l("Some of this is our interpretation. Check the original before you rely on it."),
}

AUDIENCES: dict[str, LazyPhrase] = {
    Audience.PUBLIC: _l("Public: anyone can read this."),
    Audience.NETWORK: _l("Network members only."),
    Audience.COORDINATORS: _l("Coordinators only."),
}

# The same within a sentence.
AUDIENCE_NAMES: dict[str, LazyPhrase] = {
    Audience.PUBLIC: _l("everyone"),
    Audience.NETWORK: _l("members"),
    Audience.COORDINATORS: _l("coordinators"),
}

# Beside what a document is, wherever it goes.
AUDIENCE_MARKS: dict[str, LazyPhrase] = {
    Audience.NETWORK: _l("Members only"),
    Audience.COORDINATORS: _l("Coordinators only"),
}

USES: dict[str, LazyPhrase] = {
    Use.WORKSHOP: _l("use it in a workshop"),
    Use.EXCERPT: _l("quote from it"),
    Use.PRINT: _l("print it"),
    Use.RECORD: _l("record it being read aloud"),
    Use.TRANSLATE: _l("translate it"),
    Use.WEB_SEARCH: _l("let search engines list it"),
}

SHOWN_AS: dict[str, LazyPhrase] = {
    ShownAs.FULL_NAME: _l("The storyteller’s full name is used."),
    ShownAs.FIRST_NAME: _l("The storyteller’s first name is used."),
    ShownAs.PSEUDONYM: _l("The storyteller’s name has been changed."),
    ShownAs.ROLE_ONLY: _l("The storyteller is described by role only."),
    ShownAs.NOT_AT_ALL: _l("The storyteller is anonymous."),
}

# Why something may not be in a pack or leave the site: a sentence about one document or item.
REFUSALS: dict[str, LazyPhrase] = {
    Refusal.GONE: _l("This is not publicly available."),
    Refusal.WORKSHOP: _l("We do not have permission to use this in workshops."),
    Refusal.EXCERPT: _l("We have permission to show this on this website only. You can read it online."),
    Refusal.PRINT: _l("We do not have permission to print this. You can read it online."),
    Refusal.ELSEWHERE: _l("This is on another website. We include a summary and a link only."),
    Refusal.MEMBERS: _l("This is for members only. You can add it only to one of your own packs."),
    Refusal.COORDINATORS: _l("This is for coordinators only, so it cannot be in a pack."),
    Refusal.RECORD: _l("We do not have permission for this to be recorded."),
    Refusal.CHANGED: _l("The selected passages have since been edited."),
    Refusal.CHANGED_IN_PART: _l("Some of the selected passages have since been edited."),
    Refusal.CHANGED_BESIDE: _l("The title, credits, summary, question, video or pictures have since been edited."),
    Refusal.NOTED: _l("A content note has been added."),
    Refusal.OTHER_LANGUAGE: _l("The version in the other language can no longer be used."),
    Refusal.FICTIONAL: _l("This is fictional, so it cannot be used as evidence in a report."),
    Refusal.NO_EVIDENCE: _l("There are no references to import: nothing in this pack can be quoted as evidence."),
    Refusal.OWN_WORDS: _l("This was written by the facilitator."),
    Refusal.FULL: _l("This pack is full. Remove something or start a new pack."),
    Refusal.MANY_WORDS: _l(
        "A pack can hold about 10,000 words of your own, in 600 lines. Shorten something or start a new pack."
    ),
    Refusal.LONG_PACK: _l(
        "This pack is too long to download. Files can hold about 25,000 words and 800 paragraphs or lines. "
        "Remove something, or split it into two packs."
    ),
    Refusal.MANY_FILES: _l("You have reached today’s download limit for this pack. Try again tomorrow."),
    Refusal.EDITIONS_FULL: _l(
        "This pack has reached its download limit. Make a copy of the pack and download files from the copy."
    ),
    Refusal.MANY_PACKS: _l(
        "Too many packs have been started from your network today. Use a pack you already have, or start one tomorrow."
    ),
    Refusal.RECORDS_FULL: _l(
        "There is no space for more packs right now. The people who run this site can make room. You can still "
        "open every pack and make it shorter."
    ),
    Refusal.LAST_ADMINISTRATOR: _l("This is the only administrator. Make someone else an administrator first."),
    Refusal.IS_MEMBER: _l("This person already has an account."),
    Refusal.IS_INVITED: _l("Someone else has just invited this person."),
    Refusal.MANY_INVITATIONS: _l("Too many invitations are waiting. Withdraw some first."),
    Refusal.NO_PASSAGE: _l("Select at least one passage."),
}

# What someone with a file should do about it.
TO_DO: dict[str, LazyPhrase] = {
    Refusal.GONE: _l("Do not use item %(number)s."),
    Refusal.WORKSHOP: _l("Do not use item %(number)s."),
    Refusal.CHANGED: _l("Use only the link for item %(number)s."),
    Refusal.EXCERPT: _l("Use only the link for item %(number)s."),
    Refusal.PRINT: _l("Do not print item %(number)s."),
    Refusal.RECORD: _l("Turn off recording, transcription and AI note-taking before item %(number)s."),
    Refusal.CHANGED_IN_PART: _l("Item %(number)s has changed."),
    Refusal.ELSEWHERE: _l("Use only the link for item %(number)s."),
    Refusal.CHANGED_BESIDE: _l("Item %(number)s has changed."),
    Refusal.NOTED: _l("Give a content note before item %(number)s."),
    Refusal.OTHER_LANGUAGE: _l("Do not use the other-language version of item %(number)s."),
}

EXTENTS: dict[str, LazyPhrase] = {
    Extent.SHORT: _l("Short version (3 minutes)"),
    Extent.WHOLE: _l("Full version"),
    Extent.CHOSEN: _l("Selected passages"),
    Extent.LINK: _l("Summary and link"),
}

USE_EXTENT: dict[str, LazyPhrase] = {
    Extent.SHORT: _l("Use the short version (3 minutes)"),
    Extent.WHOLE: _l("Use the full version"),
}

WAYS: dict[str, LazyPhrase] = {
    Way.SILENT: _l("Everyone reads silently"),
    Way.ALOUD: _l("One person reads aloud"),
    Way.PLAY: _l("Play to the group"),
}

SLIDES: dict[str, LazyPhrase] = {
    SlideText.QUOTE: _l("One quote"),
    SlideText.WHOLE: _l("All of the text"),
}

# Downloads, by their names in addresses, and who they are for.
FILES: dict[str, LazyPhrase] = {
    "slides.pptx": _l("Slides (PowerPoint)"),
    "run-sheet.pdf": _l("Running order for facilitator (PDF)"),
    "handout.pdf": _l("Handout (PDF)"),
    "handout-large.pdf": _l("Large print handout (PDF)"),
    "handout.docx": _l("Editable handout (Word)"),
    "handout-large.docx": _l("Editable large print handout (Word)"),
    "cards.pdf": _l("Discussion cards, four to a page (PDF)"),
    "briefs.pdf": _l("Small group instructions (PDF)"),
    "offline.html": _l("Offline web page (HTML)"),
    "pack.md": _l("Plain text (Markdown)"),
    "chat.txt": _l("Text for Teams or WhatsApp"),
    "report.docx": _l("Quotations with references (Word)"),
    "citations.ris": _l("References for EndNote or Zotero (RIS)"),
}
FILE_GROUPS: dict[str, LazyPhrase] = {
    "facilitator": _l("For you"),
    "participants": _l("For participants"),
    "evidence": _l("For reports"),
}

# What each download is for.
FILE_PURPOSES: dict[str, LazyPhrase] = {
    "slides.pptx": _l("To show on a screen, with your notes."),
    "run-sheet.pdf": _l("To print: times and your notes."),
    "handout.pdf": _l("To print: stories and questions."),
    "handout-large.pdf": _l("The handout in large print."),
    "handout.docx": _l("The handout, to change in Word."),
    "handout-large.docx": _l("The large print handout, to change in Word."),
    "cards.pdf": _l("To cut out: one passage or question on each card."),
    "briefs.pdf": _l("One sheet for each small group."),
    "offline.html": _l("To show in a room without internet."),
    "pack.md": _l("To open in any text editor."),
    "chat.txt": _l("To paste into a message."),
    "report.docx": _l("To quote in a report or consultation, without fictional content."),
    "citations.ris": _l("To import into a reference manager."),
}

# What a page says after something was done; the key is in the address.
DONE: dict[str, LazyPhrase] = {
    "started": _l(
        "We’ve started your pack. Save its editing link: after 12 hours you cannot get back to your pack without it."
    ),
    "started-kept": _l("We’ve started your pack. You can find it again in your account."),
    "added": _l("Added."),
    "saved": _l("Saved."),
    "moved": _l("Moved."),
    "gone-already": _l("Someone else has already removed this."),
    "renewed": _l("Updated to the latest text."),
    "back": _l("Put back."),
    "shared": _l("View-only link created."),
    "shared-anew": _l("New view-only link created. The old one no longer works."),
    "stopped": _l("The view-only link has been turned off."),
    "new-link": _l("This is your new editing link. The old one no longer works."),
    "copied": _l("You are now viewing the copy. It has its own links and code."),
    "taken-up": _l("Anything you add will now go into this pack."),
    "put-down": _l("New items will not go into this pack. Its editing link still opens it."),
    "kept": _l("This pack is now in your packs. You can find it again when you sign in."),
    "not-kept": _l("This pack is in someone else’s packs. Make a copy to have one of your own."),
}

# The same on the page of an account.
ACCOUNT_DONE: dict[str, LazyPhrase] = {
    "let-go": _l("The pack is no longer in your packs. Its editing link still opens it."),
    "joined": _l("You have joined, and are signed in on this device. You don’t need a password."),
    "signed-out": _l("Signed out there."),
    "saved": _l("Saved."),
}

# Where on the page of a pack a message is shown that is about no item; others are on top.
DONE_AT = {
    "added": "items",
    "saved": "details",
    **dict.fromkeys(("shared", "shared-anew", "stopped", "kept", "not-kept"), "share"),
}


def language_name(tag: str) -> LazyPhrase | str:
    """Return the name of any language in the language of the page.

    Args:
        tag: Such as ``cy`` or ``zh-Hant`` (BCP 47).

    Returns:
        The name, or the tag if nobody knows one.
    """
    ours = LANGUAGES.get(passage_language(tag))
    if ours:
        return ours
    try:
        return Locale.parse(tag, sep="-").get_display_name(locale()) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def field_label(name: str) -> str:
    """Return the label of a form's field; for an undeclared field, the name that was sent."""
    return gettext(FIELDS[name].label) if name in FIELDS else f"‘{clean(name)[:LONGEST_NAME]}’"


def facet_value(axis: str, value: str, vocabulary: Vocabulary) -> str:
    """Return the label of a value of a facet or a typed filter; an unknown value is its own label."""
    return facet_labels(axis, (value,), vocabulary)[0]


def facet_labels(axis: str, values: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the labels of values of one facet; the page's languages are looked up once for all of them."""
    if known := FACET_VALUES.get(axis):
        return tuple(known[value].phrase if value in known else value for value in values)
    if axis not in FACET_TERMS:
        return tuple(values)
    terms = ((value, vocabulary.get(FACET_TERMS[axis], value)) for value in values)
    page, words = page_language(), words_language()
    return tuple(_term_words(term, page, words) if term else value for value, term in terms)


def to_do(reason: Refusal, item: int) -> str:
    """Return what someone with a file should do about an item, given by its number."""
    return TO_DO[reason] % {"number": item}


def term_words(term: Term) -> str:
    """Return a term's label in the page's language, otherwise in English and marked as English."""
    return _term_words(term, page_language(), words_language())


def _term_words(term: Term, page: str, words: str) -> str:
    label, written = term.label(page), term.label_language(page)
    return label if written == words else in_language(written, label)


def kind_words(kind: str, provenance: str) -> LazyPhrase:
    """Return the type of a document, with "fictional" if it is, for places without a label."""
    return (FICTIONAL_KINDS if provenance == Provenance.FICTIONAL else KINDS)[kind]


def most_words() -> str:
    """Return how much text a field has room for."""
    return gettext(
        "Up to %(characters)s characters and %(lines)s lines.", characters=number(MOST_WORDS), lines=number(MOST_LINES)
    )
