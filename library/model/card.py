"""Cards: what lists and results show of a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from library.model.document import Audience, Document, Evidence, Kind, Provenance, Use
from library.model.reading_time import Length, length_of, minutes_aloud, minutes_to_play, minutes_to_read


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What lists and results show of a document.

    Attributes:
        id: The catalogue's integer for this version of the document; a changed document gets a new one.
        slug: The document's slug.
        kind: What it is.
        url: Root-relative English address.
        title: The title.
        summary: The summary.
        language: Of the page.
        languages: Of a work on another website; may be empty.
        work_language: Of the work if it is in one language, otherwise of the page.
        provenance: Where the words come from; ``fictional`` is said wherever the card goes.
        audience: Who may see it; said wherever the card goes, unless it is everyone.
        evidence: How we know about a work on another website.
        link_only: Whether we hold a summary and a link, not the work.
        themes: Term ids.
        roles: Term ids.
        sectors: Term ids.
        settings: Term ids.
        nation: A term id or empty.
        voice: A term id or empty.
        content_notes: Term ids.
        organisation: Or empty.
        year: Of the work, or ``None``.
        published: When it was published here, or ``None``.
        minutes: To read silently, or to play where we host a video or sound.
        minutes_aloud: To read aloud, or to play.
        playable: Whether we host a video or sound.
        size: Bytes of the video or sound, else 0.
        uses: What may leave the site.
    """

    id: int
    slug: str
    kind: Kind
    url: str
    title: str
    summary: str
    language: str
    languages: tuple[str, ...]
    work_language: str
    provenance: Provenance
    audience: Audience
    evidence: Evidence | None
    link_only: bool
    themes: tuple[str, ...]
    roles: tuple[str, ...]
    sectors: tuple[str, ...]
    settings: tuple[str, ...]
    nation: str
    voice: str
    content_notes: tuple[str, ...]
    organisation: str
    year: int | None
    published: date | None
    minutes: int
    minutes_aloud: int
    playable: bool
    size: int
    uses: frozenset[Use]

    @property
    def length(self) -> Length:
        """Return the value of the ``length`` facet."""
        return length_of(self.minutes)

    @property
    def may_be_indexed(self) -> bool:
        """Return whether search engines may list it: a told document only with the use ``web-search``."""
        return self.provenance is not Provenance.TOLD or Use.WEB_SEARCH in self.uses


def card_of(document: Document, card_id: int) -> Card:
    """Return the card of a document, given the catalogue's integer for this version of it."""
    media = document.media
    return Card(
        id=card_id,
        slug=document.slug,
        kind=document.kind,
        url=document.url,
        title=document.title,
        summary=document.summary,
        language=document.language,
        languages=document.languages,
        work_language=document.work_language,
        provenance=document.provenance,
        audience=document.consent.audience,
        evidence=document.evidence,
        link_only=document.is_link_only,
        themes=document.themes,
        roles=document.roles,
        sectors=document.sectors,
        settings=document.settings,
        nation=document.nation,
        voice=document.voice,
        content_notes=tuple(note.note for note in document.content_notes),
        organisation=document.organisation,
        year=document.year,
        published=document.published,
        minutes=minutes_to_play(media.duration) if media else minutes_to_read(document.words),
        minutes_aloud=minutes_to_play(media.duration) if media else minutes_aloud(document.words),
        playable=media is not None,
        size=media.file.size if media else 0,
        uses=document.consent.uses,
    )
