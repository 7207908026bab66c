"""The words of the editor: what each field is called, what to know about it, and in which part of the form it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.document_difference import NO_KEY
from library.model.document import AWAITING_CHECK, Audience, Evidence, Provenance, ShownAs
from library.web.labels import KINDS, LANGUAGES, USES
from library.web.phrases import lazy_gettext as _l

if TYPE_CHECKING:
    from collections.abc import Mapping

    from library.web.phrases import LazyPhrase

# Fields with room for several lines.
LONG = frozenset({"summary", "about_summary", "authors", "questions", "endorsed_by", "linked_from"})

# Changed by its own buttons, because it decides who sees the document.
NOT_A_FIELD = frozenset({"status"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the form.

    Attributes:
        id: Of its heading.
        title: Its heading.
        about: What to know about it, or ``None``.
        fields: Names of its fields, always shown.
        more: Names of fields that fewer documents need; may be empty.
    """

    id: str
    title: LazyPhrase
    about: LazyPhrase | None
    fields: tuple[str, ...]
    more: tuple[str, ...] = ()


PARTS = (
    Part(
        "about",
        _l("About this document"),
        None,
        ("title", "summary", "kind", "language"),
        (
            "authors", "organisation", "year", "licence", "source", "minutes", "languages", "evidence",
            "about_summary", "translation_of", "translation", "endorsed_by", "linked_from",
        ),
    ),
    Part(
        "readers",
        _l("Who it is for"),
        _l("These terms help people to find it. Choose those that the text is really about."),
        ("themes", "roles", "sectors"),
        ("circumstances", "settings", "nation", "voice", "shows", "outcomes"),
    ),
    Part(
        "promise",
        _l("Promise to the storyteller"),
        _l("What they agreed to decides who can see the story and what others can do with it."),
        ("provenance", "consent"),
    ),
    Part("files", _l("Files"), None, ("media", "transcripts", "attachments", "pointers")),
    Part(
        "workshops",
        _l("For workshops"),
        _l("A passage has a number, which the preview shows: the third paragraph, list or table is p3."),
        ("content_notes", "short", "quote", "questions"),
    ),
    Part(
        "library",
        _l("In the library"),
        None,
        ("published", "review_by", "related"),
        ("formerly", "replaced_by"),
    ),
)  # fmt: skip

# What a field is called.
LABELS: dict[str, LazyPhrase] = {
    "title": _l("Title"),
    "summary": _l("Summary"),
    "kind": _l("What it is"),
    "language": _l("Language"),
    "authors": _l("Authors"),
    "organisation": _l("Organisation"),
    "year": _l("Year"),
    "licence": _l("Licence"),
    "source": _l("Web address of the work"),
    "minutes": _l("Minutes"),
    "languages": _l("Languages of the work"),
    "evidence": _l("How we know about the work"),
    "about_summary": _l("About this summary"),
    "translation_of": _l("Translation of"),
    "translation": _l("State of the translation"),
    "endorsed_by": _l("Recommended by"),
    "linked_from": _l("Linked from"),
    "themes": _l("Themes"),
    "roles": _l("Job roles"),
    "sectors": _l("Sectors"),
    "circumstances": _l("Circumstances"),
    "settings": _l("Settings"),
    "nation": _l("Country"),
    "voice": _l("Perspective"),
    "shows": _l("Focus"),
    "outcomes": _l("Outcomes"),
    "provenance": _l("Where the words come from"),
    "consent": _l("What was agreed"),
    "consent.audience": _l("Who can see it"),
    "consent.uses": _l("What others can do with it"),
    "consent.shown_as": _l("How the storyteller is named"),
    "consent.given": _l("Day they agreed"),
    "consent.review": _l("Day to ask them again"),
    "consent.until": _l("Last day it is shown"),
    "media": _l("Video or recording"),
    "media.file": _l("File"),
    "media.poster": _l("Still picture"),
    "media.alt": _l("What the picture shows"),
    "media.duration": _l("How long it plays"),
    "transcripts": _l("Transcripts"),
    "transcripts.language": _l("Language"),
    "transcripts.file": _l("File"),
    "transcripts.descriptions": _l("File that describes what is seen"),
    "attachments": _l("Files to download"),
    "attachments.file": _l("File"),
    "attachments.title": _l("Title"),
    "pointers": _l("Places in the work"),
    "pointers.at": _l("Time"),
    "pointers.page": _l("Page"),
    "pointers.text": _l("What is there"),
    "content_notes": _l("Content notes"),
    "content_notes.note": _l("What may be upsetting"),
    "content_notes.where": _l("Passages"),
    "short": _l("Three-minute version"),
    "quote": _l("Quote for slides"),
    "questions": _l("Questions"),
    "published": _l("First day it is shown"),
    "review_by": _l("Day to check it again"),
    "related": _l("Read next"),
    "formerly": _l("Earlier addresses"),
    "replaced_by": _l("Replaced by"),
}

# The same of what a file has, but no field of the form.
OTHER_LABELS: dict[str, LazyPhrase] = {
    "status": _l("Status"),
    NO_KEY: _l("Comments in the header"),
    # Of collections, and of introductions to themes.
    "order": _l("Place in the list"),
    "start": _l("Documents to start with"),
    "kept": _l("What the linked passages said"),
}

_DATE = _l("For example 22 November 2026.")
_ONE_A_LINE = _l("One on each line.")
_SLUG = _l("The last part of its address, such as the-spare-key.")
_SLUGS = _l("The last part of each address, such as the-spare-key. Put a space between two.")
_FILE = _l("The name of an uploaded file.")

# What to know before filling in a field.
HINTS: dict[str, LazyPhrase] = {
    "summary": _l("One or two sentences that say what happens. Lists and feeds show only these."),
    "authors": _ONE_A_LINE,
    "licence": _l("Such as CC-BY-4.0. With link-only we publish a summary and a link, never the text."),
    "source": _l("Starting with https://"),
    "minutes": _l("How long a work on another website lasts. Leave it blank unless you know."),
    "about_summary": _l("What we did not find or see of a work on another website."),
    "translation_of": _SLUG,
    "endorsed_by": _ONE_A_LINE,
    "linked_from": _ONE_A_LINE,
    "themes": _l("What it is about: one to five."),
    "circumstances": _l("What people in it live with or live through, only where the text says so."),
    "consent.uses": _l("Tick everything that is allowed. The site does not let people do the rest."),
    "consent.given": _DATE,
    "consent.until": _l("From the next day nobody sees the story."),
    "media.file": _FILE,
    "media.poster": _FILE,
    "media.duration": _l("Hours, minutes and seconds, such as 00:01:12."),
    "transcripts.language": _l("Such as en, cy or gd."),
    "transcripts.file": _FILE,
    "transcripts.descriptions": _FILE,
    "attachments.file": _FILE,
    "pointers": _l("Our own words about a place in a work on another website. Never quote."),
    "pointers.at": _l("Such as 00:00:46."),
    "content_notes": _l("They come before the story, so that readers can choose whether to go on."),
    "content_notes.where": _l("Such as p2 p3. Blank means all of it."),
    "short": _l("The passages, in order, such as p2 p3. About 350 to 550 words."),
    "quote": _l("One passage of up to about 300 characters, such as p4."),
    "questions": _l("Two or three that open a discussion. One on each line."),
    "published": _DATE,
    "review_by": _DATE,
    "related": _SLUGS,
    "formerly": _SLUGS,
    "replaced_by": _SLUG,
}

# What the words of the header mean, by the name of the field.
OPTIONS: dict[str, Mapping[str, LazyPhrase]] = {
    "kind": KINDS,
    "language": LANGUAGES,
    "languages": LANGUAGES,
    "translation": {AWAITING_CHECK: _l("Nobody has checked it yet"), "checked": _l("Someone has checked it")},
    "provenance": {
        Provenance.TOLD: _l("A real story, from someone’s own life"),
        Provenance.FICTIONAL: _l("Fictional, written for learning"),
        Provenance.PUBLISHED_ELSEWHERE: _l("A work on another website"),
    },
    "evidence": {
        Evidence.SEEN: _l("We read or saw it"),
        Evidence.LISTED: _l("We saw a page that names it"),
        Evidence.PARTNER: _l("A partner told us"),
        Evidence.INFERRED: _l("We worked it out"),
    },
    "consent.audience": {
        Audience.PUBLIC: _l("Everyone"),
        Audience.NETWORK: _l("Members who have signed in"),
        Audience.COORDINATORS: _l("Coordinators only"),
    },
    "consent.uses": USES,
    "consent.shown_as": {
        ShownAs.FULL_NAME: _l("By their full name"),
        ShownAs.FIRST_NAME: _l("By their first name"),
        ShownAs.PSEUDONYM: _l("By another name"),
        ShownAs.ROLE_ONLY: _l("By their role only"),
        ShownAs.NOT_AT_ALL: _l("Not at all"),
    },
}
