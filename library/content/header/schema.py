"""The table of every key that a document's header can have; tests compare the documentation with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from library.content.header import groups
from library.content.header.fields import Key
from library.content.header.links import link
from library.content.header.terms import TermOf, terms
from library.content.header.value_types import (
    Choice,
    ListOf,
    WholeNumber,
    calendar_date,
    slug,
    text,
    word,
)
from library.model.document import AWAITING_CHECK, LINK_ONLY, Evidence, Kind, Provenance, Status
from library.model.language import LANGUAGES
from library.model.vocabulary import Axis

if TYPE_CHECKING:
    from library.content.header.entry import Entry
    from library.content.header.fields import Fields
    from library.model.document import StoredFile

MOST_THEMES = 5
FIRST_YEAR, LAST_YEAR = 1800, 2100
MOST_MINUTES = 1440


def licence(entry: Entry) -> str | None:
    """Read a licence; ``link-only`` decides what may leave the site, so similar spellings are refused."""
    words = text(entry)
    if words is None or words == LINK_ONLY or re.sub(r"[\W_]", "", words.casefold()) != "linkonly":
        return words
    entry.wrong(f"Write it exactly like this: {LINK_ONLY}")
    return None


TITLE = Key("title", text, required=True)
KIND = Key("kind", Choice(Kind), required=True)
SUMMARY = Key("summary", text, required=True)
THEMES = Key("themes", terms(Axis.THEME, MOST_THEMES), required=True)
ROLES = Key("roles", terms(Axis.ROLE), required=True)
SECTORS = Key("sectors", terms(Axis.SECTOR), required=True)
CIRCUMSTANCES = Key("circumstances", terms(Axis.CIRCUMSTANCE))
SETTINGS = Key("settings", terms(Axis.SETTING))
NATION = Key("nation", TermOf(Axis.NATION))
VOICE = Key("voice", TermOf(Axis.VOICE))
SHOWS = Key("shows", TermOf(Axis.SHOWS))
OUTCOMES = Key("outcomes", terms(Axis.OUTCOME))
LANGUAGE = Key("language", word(*LANGUAGES))
OF_WORK = Key("languages", ListOf(word(*LANGUAGES)))
TRANSLATION_OF = Key("translation_of", slug)
TRANSLATION = Key("translation", word(AWAITING_CHECK, "checked"))
AUTHORS = Key("authors", ListOf(text))
ORGANISATION = Key("organisation", text)
YEAR = Key("year", WholeNumber(FIRST_YEAR, LAST_YEAR))
MINUTES = Key("minutes", WholeNumber(1, MOST_MINUTES))
PUBLISHED = Key("published", calendar_date)
REVIEW_BY = Key("review_by", calendar_date)
LICENCE = Key("licence", licence)
SOURCE = Key("source", link)
PROVENANCE = Key("provenance", Choice(Provenance, {"invented": Provenance.FICTIONAL}), required=True)
EVIDENCE = Key("evidence", Choice(Evidence))
ABOUT_SUMMARY = Key("about_summary", text)
ENDORSED_BY = Key("endorsed_by", ListOf(text))
LINKED_FROM = Key("linked_from", ListOf(text))
RELATED = Key("related", ListOf(slug))
FORMERLY = Key("formerly", ListOf(slug))
REPLACED_BY = Key("replaced_by", slug)
STATUS = Key("status", Choice(Status))
CONSENT = Key("consent", groups.consent)
CONTENT_NOTES = Key("content_notes", ListOf(groups.content_note, example="{note: …}"))
SHORT = Key("short", ListOf(groups.anchor))
QUOTE = Key("quote", groups.anchor)
QUESTIONS = Key("questions", ListOf(text))
MEDIA = Key("media", groups.media)
TRANSCRIPTS = Key("transcripts", ListOf(groups.transcript, example="{language: …, file: …}"))
ATTACHMENTS = Key("attachments", ListOf(groups.attachment, example="{file: …, title: …}"))
POINTERS = Key("pointers", ListOf(groups.pointer, example="{page: …, text: …}"))

HEADER: tuple[Key[Any], ...] = (
    TITLE, KIND, SUMMARY, THEMES, ROLES, SECTORS, CIRCUMSTANCES, SETTINGS, NATION, VOICE, SHOWS, OUTCOMES,
    LANGUAGE, OF_WORK, TRANSLATION_OF, TRANSLATION, AUTHORS, ORGANISATION, YEAR, MINUTES, PUBLISHED,
    REVIEW_BY,
    LICENCE, SOURCE, PROVENANCE, EVIDENCE, ABOUT_SUMMARY, ENDORSED_BY, LINKED_FROM, RELATED, FORMERLY, REPLACED_BY,
    STATUS, CONSENT, CONTENT_NOTES, SHORT, QUOTE, QUESTIONS, MEDIA, TRANSCRIPTS, ATTACHMENTS, POINTERS,
)  # fmt: skip

KEYS: tuple[str, ...] = tuple(key.name for key in HEADER)

# The keys whose value goes into a `Document` unchanged, under the same name.
PLAIN: tuple[Key[Any], ...] = tuple(key for key in HEADER if key not in {CONSENT, POINTERS, TRANSCRIPTS})


def files_of(header: Fields) -> tuple[StoredFile, ...]:
    """Return every file that a header names, in the order of ``Document.files``; may repeat a file."""
    media = header.get(MEDIA)
    named = [media.file, media.poster] if media else []
    named += [file for transcript in header.get(TRANSCRIPTS) or () for file in transcript.files]
    named += [attachment.file for attachment in header.get(ATTACHMENTS) or ()]
    return tuple(file for file in named if file)
