"""What a document's page shows besides the document: places to skip to, moments, permissions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from library.actions.packs.usable import usable_page
from library.model.document import Provenance, Use
from library.model.language import passage_language
from library.model.passage import Part
from library.model.vocabulary import Axis
from library.web.citation import citation
from library.web.declaration import split_declaration
from library.web.labels import USES, term_words
from library.web.languages import words_language
from library.web.moments import Moments
from library.web.my_pack import adding_viewer
from library.web.note_skips import Piece, Skip, pieces
from library.web.outside_times import outside_time
from library.web.outside_work import OutsideWork, outside_work
from library.web.phrases import gettext
from library.web.pictures import with_pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from library.actions.pages import DocumentPage
    from library.model.document import Attachment, ContentNote, Document
    from library.model.passage import Passage
    from library.model.refusal import Refusal
    from library.model.usable import UsablePage
    from library.web.moments import Moment, TranscriptDetails
    from library.web.phrases import LazyPhrase

# Fewer headings than this need no list of contents.
CONTENTS_FROM = 3
# What a picture is served as.
DRAWN = {"image/jpeg": ".jpg", "image/png": ".png"}
ANOTHER_TYPE = {".webp", ".heic", ".heif", ".hif"}
READ_IN_PLACE = {Part.BODY, Part.TRANSCRIPT}
# The anchor of the end of all texts of a page.
END = "end-of-text"


@dataclass(frozen=True, slots=True)
class Place:
    """A run of passages.

    Attributes:
        first: The anchor of the first of them.
        after: The anchor after the last, or ``END``.
    """

    first: str
    after: str


@dataclass(frozen=True, slots=True)
class Note:
    """A content note.

    Attributes:
        label: The term, in the page's language.
        places: Where it applies; empty means all of it.
    """

    label: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class AttachmentDetails:
    """A file to download.

    Attributes:
        title: Its name for readers.
        address: Where it is, or empty if it is not offered.
        kind: What it is, such as ``PDF``.
        size: In bytes.
        pages: How many pages a PDF has, 0 if it is not offered or that is not known.
        sections: The name of each section of a PDF, and the address of its first page; may be empty.
    """

    title: str
    address: str
    kind: str
    size: int
    pages: int = 0
    sections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentDetails:
    """What the template of a document's page gets besides ``DocumentPage``.

    Attributes:
        notes: Content notes; may be empty.
        text: The body in pieces, each with the links offered before it; may be empty.
        declaration: The paragraph of the body that says it is fictional, as HTML, to be shown after the text; may be
            empty. It is not in ``text``.
        short: The passages of the short version; may be empty.
        short_notes: Anchor of each of these to its content notes, in words; may be empty.
        contents: Whether there are enough headings for a list of contents.
        transcripts: One for each language; may be empty.
        chapters: Pointers to times of a recording of ours; may be empty.
        pointers: All others; may be empty.
        player: The address of the video or sound, or empty.
        poster: The address of its still picture, or empty.
        captions: The address of each of the document's transcripts.
        descriptions: The address of the descriptions of each of these, or empty.
        captions_first: The index of those that are shown first: in the language of the page if there are any.
        transcript_first: The language of the transcript that is shown first, or empty.
        attachments: Files to download, including those that are not offered; may be empty.
        may_be_saved: Whether a player may offer to save what it plays.
        allowed: Uses agreed to, in words.
        refused: All other uses, in words.
        may_print: Whether the text may be printed.
        not_in_pack: Why it may not be in a pack, or ``None``.
        outside: How to open a work on another website, or ``None``.
        citation: One line that names the document.
    """

    notes: tuple[Note, ...]
    text: tuple[Piece, ...]
    declaration: str
    short: tuple[Passage, ...]
    short_notes: Mapping[str, tuple[str, ...]]
    contents: bool
    transcripts: tuple[TranscriptDetails, ...]
    chapters: tuple[Moment, ...]
    pointers: tuple[Moment, ...]
    player: str
    poster: str
    captions: tuple[str, ...]
    descriptions: tuple[str, ...]
    captions_first: int
    transcript_first: str
    attachments: tuple[AttachmentDetails, ...]
    may_be_saved: bool
    allowed: tuple[LazyPhrase, ...]
    refused: tuple[LazyPhrase, ...]
    may_print: bool
    not_in_pack: Refusal | None
    outside: OutsideWork | None
    citation: str


# Only a storyteller can refuse search engines, or a translation.
_USES_WITHOUT_TELLER = {use: words for use, words in USES.items() if use not in {Use.WEB_SEARCH, Use.TRANSLATE}}


def details_of(page: DocumentPage) -> DocumentDetails:
    """Return what the page of a document shows besides the document."""
    document = page.document
    usable = usable_page(document) if document.is_public else usable_page(document, adding_viewer())
    media = document.media
    # Captions of two languages have moments with the same address: it is that of the first.
    anchors = dict.fromkeys(passage.anchor for passage in document.passages if passage.part in READ_IN_PLACE)
    notes = tuple(_note(note, anchors, page) for note in document.content_notes)
    skips = _skips(notes)
    languages = [passage_language(transcript.language) for transcript in document.transcripts]
    first = words_language() if words_language() in languages else next(iter(languages), "")
    moments = Moments(page, play_at(document), skips, END)
    transcripts, pointers = moments.transcripts(), moments.pointers()
    uses = USES if document.provenance is Provenance.TOLD else _USES_WITHOUT_TELLER
    declaration, told = split_declaration(document, skips)
    return DocumentDetails(
        notes=notes,
        text=pieces(with_pictures(document, told), skips),
        declaration=declaration,
        short=tuple(passage for passage in document.passages if passage.anchor in document.short),
        short_notes={anchor: _notes_at(anchor, page) for anchor in document.short},
        contents=len(document.headings) >= CONTENTS_FROM,
        transcripts=transcripts,
        chapters=tuple(each for each in pointers if media and each.time),
        pointers=tuple(each for each in pointers if not (media and each.time)),
        player=document.file_url(media.file) if media else "",
        poster=document.file_url(media.poster) if media and media.poster else "",
        captions=tuple(document.file_url(transcript.file) for transcript in document.transcripts),
        descriptions=tuple(
            document.file_url(each.descriptions) if each.descriptions else "" for each in document.transcripts
        ),
        captions_first=languages.index(first) if first else 0,
        transcript_first=first,
        attachments=tuple(_attachment(document, each, usable) for each in document.attachments),
        may_be_saved=usable.may_be_saved,
        allowed=tuple(words for use, words in uses.items() if use in usable.agreed),
        refused=tuple(words for use, words in uses.items() if use not in usable.agreed),
        may_print=usable.may_print,
        not_in_pack=usable.not_in_pack,
        outside=outside_work(document),
        citation=citation(document),
    )


def play_at(document: Document) -> Callable[[float], str]:
    """Return a function that says where a second of the document's recording can be played; empty if nowhere."""
    media = document.media
    if media is None:
        return partial(outside_time, document.source)
    address = document.file_url(media.file)
    return lambda seconds: f"{address}#t={int(seconds)}"


def saved_name(name: str, media_type: str) -> str:
    """Return the name to save a file under; WebP and HEIC pictures are served as another type."""
    path = PurePosixPath(name)
    return path.with_suffix(DRAWN[media_type]).name if path.suffix.lower() in ANOTHER_TYPE else path.name


def _attachment(document: Document, attachment: Attachment, usable: UsablePage) -> AttachmentDetails:
    file = attachment.file
    kind = PurePosixPath(saved_name(file.name, file.media_type)).suffix[1:].upper()
    address = "" if file.name in usable.refused_files else document.file_url(file)
    # On one page, every section would lead to where the file opens.
    listed = attachment.sections if attachment.pages > 1 else ()
    sections = tuple((each.title, document.file_url(file, f"page={each.page}")) for each in listed)
    return AttachmentDetails(attachment.title, address, kind, file.size, attachment.pages, sections)


def places(where: Collection[str], anchors: Iterable[str]) -> tuple[Place, ...]:
    """Return the runs of anchors in ``where``.

    Args:
        where: Anchors that a note is about.
        anchors: All anchors of the page, in order, without repeats.
    """
    found = []
    first = ""
    for anchor in anchors:
        if anchor in where:
            first = first or anchor
        elif first:
            found.append(Place(first, anchor))
            first = ""
    if first:
        found.append(Place(first, END))
    return tuple(found)


def _notes_at(anchor: str, page: DocumentPage) -> tuple[str, ...]:
    terms = (
        page.vocabulary.get(Axis.CONTENT_NOTE, note.note)
        for note in page.document.content_notes
        if not note.where or anchor in note.where
    )
    return tuple(term_words(term) for term in terms if term)


def _note(note: ContentNote, anchors: Iterable[str], page: DocumentPage) -> Note:
    term = page.vocabulary.get(Axis.CONTENT_NOTE, note.note)
    return Note(term_words(term) if term else note.note, places(frozenset(note.where), anchors))


def _skips(notes: Iterable[Note]) -> dict[str, tuple[Skip, ...]]:
    """Return the links offered before each passage at which a note begins."""
    skips: dict[str, tuple[Skip, ...]] = {}
    for note in notes:
        for number, place in enumerate(note.places, 1):
            skip = Skip(note.label, _place_name(note, number), place.after)
            skips[place.first] = (*skips.get(place.first, ()), skip)
    return skips


def _place_name(note: Note, number: int) -> str:
    count = len(note.places)
    if count == 1:
        return note.label
    return gettext("%(note)s, %(number)s of %(count)s", note=note.label, number=number, count=count)
