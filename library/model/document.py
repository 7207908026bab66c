"""Documents: each is one page, such as a story, a video or guidance, complete and checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import quote

from library.model.attachment_text import Section
from library.model.passage import Part, Passage
from library.model.vocabulary import Axis


class Kind(StrEnum):
    """What a document is; stories and examples are under ``/stories``, the rest under ``/resources``."""

    STORY = "story"
    EXAMPLE = "example"
    VIDEO = "video"
    AUDIO = "audio"
    GUIDANCE = "guidance"
    TOOL = "tool"
    REPORT = "report"
    PAPER = "paper"
    LAW = "law"
    COURSE = "course"
    EVENT = "event"

    @property
    def shelf(self) -> str:
        """Return the folder and first part of the address: ``stories`` or ``resources``."""
        return "stories" if self in {Kind.STORY, Kind.EXAMPLE} else "resources"


class Status(StrEnum):
    """The state of a document; only published ones are shown."""

    PUBLISHED = "published"
    DRAFT = "draft"
    IN_REVIEW = "in-review"
    WITHDRAWN = "withdrawn"


class Audience(StrEnum):
    """Who may see a document, from wide to narrow."""

    PUBLIC = "public"
    NETWORK = "network"
    COORDINATORS = "coordinators"

    @property
    def width(self) -> int:
        """Return 2 for public, 1 for the network, 0 for coordinators: less is narrower."""
        return _WIDTHS[self]


# Every document is asked for every viewer, after every publish: a dictionary of its own would take five times as long.
_WIDTHS = {Audience.PUBLIC: 2, Audience.NETWORK: 1, Audience.COORDINATORS: 0}


class Use(StrEnum):
    """A use that consent allows; a use that is not listed is refused."""

    WORKSHOP = "workshop"
    EXCERPT = "excerpt"
    PRINT = "print"
    RECORD = "record"
    TRANSLATE = "translate"
    WEB_SEARCH = "web-search"


class ShownAs(StrEnum):
    """How the teller is named."""

    FULL_NAME = "full-name"
    FIRST_NAME = "first-name"
    PSEUDONYM = "pseudonym"
    ROLE_ONLY = "role-only"
    NOT_AT_ALL = "not-at-all"

    @property
    def names(self) -> int:
        """Return how fully the teller is named, from 0 for not at all to 4 for the full name."""
        order = (ShownAs.NOT_AT_ALL, ShownAs.ROLE_ONLY, ShownAs.PSEUDONYM, ShownAs.FIRST_NAME, ShownAs.FULL_NAME)
        return order.index(self)

    @property
    def is_named(self) -> bool:
        """Return whether the teller has a name on the page, real or not."""
        return self.names >= ShownAs.PSEUDONYM.names


class Provenance(StrEnum):
    """Where the words come from."""

    FICTIONAL = "fictional"  # "invented" in files written before December 2026
    TOLD = "told"
    PUBLISHED_ELSEWHERE = "published-elsewhere"


class Evidence(StrEnum):
    """How we know what we say about a work on another website."""

    SEEN = "seen"
    LISTED = "listed"
    PARTNER = "partner"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Consent:
    """What the teller agreed to.

    Attributes:
        audience: Who may see it.
        uses: What may leave the site; may be empty.
        shown_as: How the teller is named, or ``None`` if it is not a real story.
        given: The day it was given, or ``None`` if it is not a real story.
        review: The day to ask again; it never hides a document.
        until: The last day it is shown, or ``None`` for no end.
    """

    audience: Audience = Audience.PUBLIC
    uses: frozenset[Use] = frozenset()
    shown_as: ShownAs | None = None
    given: date | None = None
    review: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ContentNote:
    """A content note before difficult passages.

    Attributes:
        note: The id of a content-note term.
        where: Anchors of the passages it is about, in document order; empty means all of it.
    """

    note: str
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is served with a document: media, poster, captions, an attachment or a picture in the text.

    Attributes:
        name: The file's name as the author wrote it, unique within the document.
        path: Relative to the content folder, with forward slashes.
        size: Bytes.
        sha256: 64 hexadecimal digits of its content.
        media_type: Such as ``video/mp4``, decided by content.
        source: The SHA-256 of the author's file, if another is served: of a picture or a transcript.
            Otherwise empty.
        width: Of a picture in the text, in pixels; otherwise 0.
    """

    name: str
    path: str
    size: int
    sha256: str
    media_type: str
    source: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class Media:
    """A video or sound that we host.

    Attributes:
        file: The video or sound itself.
        poster: A still picture, or ``None``.
        alt: What the picture shows, or empty if there is none.
        duration: Whole seconds, more than 0.
    """

    file: StoredFile
    poster: StoredFile | None
    alt: str
    duration: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript file; its moments are passages of the document.

    Attributes:
        language: A tag (BCP 47), such as ``en``, ``cy`` or ``zh-Hant``.
        file: The captions: WebVTT that the library wrote. Its path is that of the author's file, of any shape.
        descriptions: The same for what is seen, or ``None``.
    """

    language: str
    file: StoredFile
    descriptions: StoredFile | None = None

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """Return the one or two files of it."""
        return (self.file, self.descriptions) if self.descriptions else (self.file,)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to download.

    Attributes:
        file: The file itself.
        title: Its name for readers.
        passages: Its words, if readers may have them and they could be read; in reading order.
        sections: The sections that a PDF lists among its bookmarks; may be empty.
        pages: How many pages it has, 0 if it has none or could not be read.
    """

    file: StoredFile
    title: str
    passages: tuple[Passage, ...] = ()
    sections: tuple[Section, ...] = ()
    pages: int = 0


@dataclass(frozen=True, slots=True)
class TextPicture:
    """A picture that the text shows.

    Attributes:
        file: In its largest size; the text names it as ``src``.
        small: The same for a phone, or ``None`` if it is small already.
    """

    file: StoredFile
    small: StoredFile | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body, for the list of contents.

    Attributes:
        level: 2 to 6.
        anchor: Its address within the page, without ``#``.
        text: Plain text.
    """

    level: int
    anchor: str
    text: str


# The state of a translation that no speaker of the language has checked.
AWAITING_CHECK = "awaiting-check"

# The licence of a work that we may only link to.
LINK_ONLY = "link-only"

# The document's term fields, axis by axis; `Document.terms` reads them in this order.
TERM_FIELDS: dict[Axis, str] = {
    Axis.THEME: "themes",
    Axis.ROLE: "roles",
    Axis.SECTOR: "sectors",
    Axis.CIRCUMSTANCE: "circumstances",
    Axis.SETTING: "settings",
    Axis.OUTCOME: "outcomes",
    Axis.NATION: "nation",
    Axis.VOICE: "voice",
    Axis.SHOWS: "shows",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One page of the library, as its file says it, checked and complete.

    Empty strings and tuples mean "the file does not say". Term ids are ids of the vocabulary.

    Attributes:
        slug: The file's name without ending, unique over all folders.
        path: The file, relative to the content folder, with forward slashes.
        sha256: 64 hexadecimal digits over the file and every file it names: what "unchanged" means.
        body_html: The sanitised body; every passage's element carries its anchor as ``id``.
        passages: Body, then transcripts, then pointers; in document order within each.
        headings: Of the body, in order.
        words: How many words the body has.
        pictures: That the body shows, each once.
        languages: Of a work on another website.
        minutes: How long a work on another website plays or takes, or ``None`` if we do not know.
        translation_of: The slug of the document that this one translates.
        about_summary: What we did not find or see of a work on another website. Shown on its page only. It is not a
            passage, so it is never in search, extracts, packs or files.
        short: Anchors of the short version, in document order.
        quote: Anchor of the passage that slides show, or empty: then the library chooses one.
        formerly: Earlier slugs, which redirect here.
        consent: What may be done with it; ``Consent()`` where the file needs none.
    """

    slug: str
    path: str
    sha256: str
    title: str
    kind: Kind
    summary: str
    themes: tuple[str, ...]
    roles: tuple[str, ...]
    sectors: tuple[str, ...]
    circumstances: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    nation: str = ""
    voice: str = ""
    shows: str = ""
    language: str = "en"
    languages: tuple[str, ...] = ()
    translation_of: str = ""
    translation: str = ""
    authors: tuple[str, ...] = ()
    organisation: str = ""
    year: int | None = None
    minutes: int | None = None
    published: date | None = None
    review_by: date | None = None
    licence: str = ""
    source: str = ""
    provenance: Provenance
    evidence: Evidence | None = None
    about_summary: str = ""
    endorsed_by: tuple[str, ...] = ()
    linked_from: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    replaced_by: str = ""
    status: Status = Status.PUBLISHED
    consent: Consent
    content_notes: tuple[ContentNote, ...] = ()
    short: tuple[str, ...] = ()
    quote: str = ""
    questions: tuple[str, ...] = ()
    media: Media | None = None
    transcripts: tuple[Transcript, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    body_html: str = ""
    passages: tuple[Passage, ...] = ()
    headings: tuple[Heading, ...] = ()
    words: int = 0
    pictures: tuple[TextPicture, ...] = ()

    @property
    def url(self) -> str:
        """Return the root-relative English address of the page."""
        return f"/{self.kind.shelf}/{self.slug}"

    @property
    def work_language(self) -> str:
        """Return the language of the work if it is on another website and in one language, otherwise of the page."""
        return self.languages[0] if len(self.languages) == 1 else self.language

    @property
    def is_public(self) -> bool:
        """Return whether it is for everyone, not only for people who are signed in."""
        return self.consent.audience is Audience.PUBLIC

    @property
    def is_link_only(self) -> bool:
        """Return whether we may only link to the work, so that none of its words are here."""
        return self.licence == LINK_ONLY

    @property
    def paragraphs(self) -> int:
        """Return how many passages the body has; a translation must have as many as its original."""
        return sum(passage.part is Part.BODY for passage in self.passages)

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """Return every file that is served with the document, in a fixed order; may be empty."""
        media = (self.media.file, self.media.poster) if self.media else ()
        transcripts = (file for transcript in self.transcripts for file in transcript.files)
        attachments = (attachment.file for attachment in self.attachments)
        pictures = (file for picture in self.pictures for file in (picture.file, picture.small))
        return tuple(file for file in (*media, *transcripts, *attachments, *pictures) if file is not None)

    def file_url(self, file: StoredFile, anchor: str = "") -> str:
        """Return the root-relative address of a file, which is the same in all languages.

        Args:
            file: One of the document's.
            anchor: A place in it, without ``#``, or empty.
        """
        return f"{self.url}/files/{quote(file.name)}" + (f"#{anchor}" if anchor else "")

    @property
    def attached(self) -> tuple[tuple[Attachment, Passage], ...]:
        """Return every passage of the attachments, each with its attachment, in order; may be empty."""
        return tuple((each, passage) for each in self.attachments for passage in each.passages)

    def fragment(self, passage: Passage, position: int = 0) -> str:
        """Return the address within the page of a passage, or of the caption at a position in its text, without ``#``.

        Transcripts in several languages have the same times, so all but the first begin with their language.
        """
        anchor = passage.anchor_at(position)
        if passage.part is not Part.TRANSCRIPT or passage.language == self._first_transcript:
            return anchor
        return f"{passage.language}-{anchor}"

    @property
    def _first_transcript(self) -> str:
        return next((each.language for each in self.passages if each.part is Part.TRANSCRIPT), "")

    def terms(self, axis: Axis) -> tuple[str, ...]:
        """Return the document's term ids on an axis, in the author's order; may be empty."""
        if axis is Axis.CONTENT_NOTE:
            return tuple(note.note for note in self.content_notes)
        value: str | tuple[str, ...] = getattr(self, TERM_FIELDS[axis])
        if isinstance(value, tuple):
            return value
        return (value,) if value else ()
