"""The groups of keys inside a header: consent, content notes, media, transcripts, attachments, pointers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from library.content.file_types import AUDIO, PAPER, PICTURE, TRANSCRIPT, VIDEO, transcript_type
from library.content.header.fields import Fields, Key, read_group
from library.content.header.language_tags import language_tag
from library.content.header.named_files import NamedFile
from library.content.header.terms import TermOf
from library.content.header.value_types import (
    Choice,
    ListOf,
    WholeNumber,
    calendar_date,
    clock,
    text,
)
from library.content.mistakes import quoted
from library.model.document import Attachment, Audience, ContentNote, Media, ShownAs, Transcript, Use
from library.model.vocabulary import Axis

if TYPE_CHECKING:
    from library.content.header.entry import Entry

T = TypeVar("T")
Build = Callable[["Entry", Fields], T | None]

LAST_PAGE = 99_999

_ANCHOR = re.compile(r"p[1-9][0-9]{0,5}|t=(?:0|[1-9][0-9]{0,5})")


@dataclass(frozen=True, slots=True)
class Pointer:
    """Our own words for a place in a work that we may only link to.

    Attributes:
        anchor: ``t=`` and whole seconds, or ``page=`` and a number from 1.
        text: Our words.
        start: Seconds from the start, or ``None`` for a page.
    """

    anchor: str
    text: str
    start: float | None


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """A shape that reads a group of keys and builds one value of it."""

    keys: tuple[Key[Any], ...]
    build: Build[T]

    def __call__(self, entry: Entry) -> T | None:
        """Read the group."""
        fields = read_group(entry, self.keys)
        return None if fields is None else self.build(entry, fields)


def anchor(entry: Entry) -> str | None:
    """Read the anchor of a passage of this document; whether it exists is checked once the body is known."""
    scalar = entry.scalar()
    if scalar is None:
        return None
    if _ANCHOR.fullmatch(scalar.text):
        return scalar.text
    entry.wrong(f"{quoted(scalar.text)} is not a passage. Write p and a number (p4), or t= and seconds (t=76).")
    return None


# ------------------------------------------------------------------------------------------------------- consent

AUDIENCE = Key("audience", Choice(Audience))
USES = Key("uses", ListOf(Choice(Use), may_be_empty=True))
SHOWN_AS = Key("shown_as", Choice(ShownAs))
GIVEN = Key("given", calendar_date)
REVIEW = Key("review", calendar_date)
UNTIL = Key("until", calendar_date)
CONSENT_KEYS = (AUDIENCE, USES, SHOWN_AS, GIVEN, REVIEW, UNTIL)

# The meaning of consent depends on other keys of the header, so the group is passed on unchanged.
consent = Group(CONSENT_KEYS, lambda _entry, fields: fields)

# ------------------------------------------------------------------------------------------------- content notes

NOTE = Key("note", TermOf(Axis.CONTENT_NOTE), required=True)
WHERE = Key("where", ListOf(anchor, may_be_empty=True))  # empty: all of it


def _content_note(_entry: Entry, fields: Fields) -> ContentNote | None:
    note = fields.get(NOTE)
    return ContentNote(note, fields.get(WHERE) or ()) if note else None


content_note = Group((NOTE, WHERE), _content_note)

# --------------------------------------------------------------------------------------------------------- media

MEDIA_FILE = Key("file", NamedFile((*VIDEO, *AUDIO)), required=True)
POSTER = Key("poster", NamedFile(PICTURE))
ALT = Key("alt", text)
DURATION = Key("duration", clock, required=True)


def _media(entry: Entry, fields: Fields) -> Media | None:
    _check_media(entry, fields)
    file, duration = fields.get(MEDIA_FILE), fields.get(DURATION)
    return Media(file, fields.get(POSTER), fields.get(ALT) or "", duration) if file and duration else None


def _check_media(entry: Entry, fields: Fields) -> None:
    if POSTER in fields and ALT not in fields:
        entry.wrong('Add alt: and say what the poster shows, such as alt: "Two people at a table"')
    if ALT in fields and POSTER not in fields:
        entry.wrong("Add a poster or delete alt. alt says what the poster shows.")
    if fields.get(DURATION) == 0:
        entry.wrong('Write how long it plays, such as duration: "00:01:12". It is 0 now.')


media = Group((MEDIA_FILE, POSTER, ALT, DURATION), _media)

# ------------------------------------------------------------------------------------- transcripts and attachments

TRANSCRIPT_LANGUAGE = Key("language", language_tag, required=True)
TRANSCRIPT_FILE = Key("file", NamedFile((TRANSCRIPT,), transcript_type), required=True)
TRANSCRIPT_DESCRIPTIONS = Key("descriptions", NamedFile((TRANSCRIPT,), transcript_type))
ATTACHMENT_FILE = Key("file", NamedFile((*PAPER, *PICTURE)), required=True)
ATTACHMENT_TITLE = Key("title", text, required=True)


def _transcript(_entry: Entry, fields: Fields) -> Transcript | None:
    language, file = fields.get(TRANSCRIPT_LANGUAGE), fields.get(TRANSCRIPT_FILE)
    return Transcript(language, file, fields.get(TRANSCRIPT_DESCRIPTIONS)) if language and file else None


def _attachment(_entry: Entry, fields: Fields) -> Attachment | None:
    file, title = fields.get(ATTACHMENT_FILE), fields.get(ATTACHMENT_TITLE)
    return Attachment(file, title) if file and title else None


transcript = Group((TRANSCRIPT_LANGUAGE, TRANSCRIPT_FILE, TRANSCRIPT_DESCRIPTIONS), _transcript)
attachment = Group((ATTACHMENT_FILE, ATTACHMENT_TITLE), _attachment)

# ------------------------------------------------------------------------------------------------------- pointers

AT = Key("at", clock)
PAGE = Key("page", WholeNumber(1, LAST_PAGE))
POINTER_TEXT = Key("text", text, required=True)


def _pointer(entry: Entry, fields: Fields) -> Pointer | None:
    if (AT in fields) == (PAGE in fields):
        entry.wrong('Give each pointer either a time, such as at: "00:00:46", or a page, such as page: 7. Not both.')
        return None
    seconds, page, words = fields.get(AT), fields.get(PAGE), fields.get(POINTER_TEXT)
    if words and seconds is not None:
        return Pointer(f"t={seconds}", words, float(seconds))
    return Pointer(f"page={page}", words, None) if words and page else None


pointer = Group((AT, PAGE, POINTER_TEXT), _pointer)
