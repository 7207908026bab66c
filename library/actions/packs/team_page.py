"""A ten-minute team activity: what a team needs from one document, on one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.packs.credits import credit_of
from library.actions.packs.formats import PROMPTS
from library.actions.packs.steps import leaves_out
from library.actions.packs.usable import usable_document, usable_page
from library.actions.packs.words import words_of
from library.actions.packs.workshop import contacts_of
from library.actions.read import read_document
from library.model.pack import Stage
from library.model.reading_time import minutes_aloud, minutes_to_play
from library.model.vocabulary import Axis
from library.model.workshop import with_omissions

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.card import Card
    from library.model.contact import Contact
    from library.model.document import Document
    from library.model.refusal import Refusal
    from library.model.viewer import Viewer
    from library.model.vocabulary import Term
    from library.model.workshop import Credit, Paragraph
    from library.translation import Translator

QUESTIONS = 2
MINUTES_TO_DISCUSS = 5
MINUTES_TO_CHOOSE = 1


@dataclass(frozen=True, slots=True)
class TeamPage:
    """One document as a ten-minute team activity.

    Attributes:
        document: The document.
        card: As lists show it.
        credit: Attribution, licence and consent.
        content_notes: To read out before; may be empty.
        words: The short version, or all of it if it has none; for a work on another website, its pointers.
        leaves_out: One sentence on how much of it is not in the words, or empty.
        minutes: To read it aloud, or to play it.
        questions: At most two; our prompts if the document has none.
        try_this: One thing to try this week.
        stop_recording: Whether recording has to stop before it.
        refusal: Why it may not be used with a team, or ``None``: then there are no words.
        not_in_chat: Why its words may not be copied into a chat, or ``None``.
        not_on_paper: Why they may not be printed, or ``None``.
        contacts: Services for support; empty without a content note.
        may_be_indexed: Whether search engines may list the page.
        is_public: Whether anyone may see it.
    """

    document: Document
    card: Card
    credit: Credit
    content_notes: tuple[Term, ...]
    words: tuple[Paragraph, ...]
    leaves_out: str
    minutes: int
    questions: tuple[str, ...]
    try_this: str
    stop_recording: bool
    refusal: Refusal | None
    not_in_chat: Refusal | None
    not_on_paper: Refusal | None
    contacts: tuple[Contact, ...]
    may_be_indexed: bool
    is_public: bool

    @property
    def total(self) -> int:
        """Return the minutes of everything on the page: to read or play it, discuss it and choose what to try."""
        return self.minutes + MINUTES_TO_DISCUSS + MINUTES_TO_CHOOSE


def team_page(library: Library, viewer: Viewer, shelf: str, slug: str, translator: Translator) -> TeamPage:
    """Return a document as a team activity.

    Args:
        library: The opened library.
        viewer: Who asks.
        shelf: ``stories`` or ``resources``.
        slug: Of the document.
        translator: For our own words.

    Raises:
        Moved: It has another slug now.
        Gone: It was withdrawn and the viewer might have seen it.
        NotFound: There is none, or not for this viewer.
    """
    page = read_document(library, viewer, shelf, slug)
    document, vocabulary = page.document, page.vocabulary
    usable = usable_document(document)
    words = usable.pointers or usable.site.passages
    notes = (vocabulary.get(Axis.CONTENT_NOTE, note.note) for note in document.content_notes)
    spoken = minutes_aloud(sum(len(passage.text.split()) for passage in words))
    ours = [translator.gettext(text) for stage, text in PROMPTS if stage is not Stage.ACT]
    return TeamPage(
        document=document,
        card=page.card,
        credit=credit_of(document, vocabulary, library.settings.url, translator),
        content_notes=tuple({term.id: term for term in notes if term}.values()),
        words=tuple(with_omissions(words_of(document, words))),
        leaves_out=leaves_out(translator, document, words) if words and not usable.is_link else "",
        minutes=minutes_to_play(document.media.duration) if document.media else spoken,
        questions=(document.questions or tuple(ours))[:QUESTIONS],
        try_this=translator.gettext(_try_this(document)),
        stop_recording=usable.stop_recording,
        refusal=usable.refusal,
        not_in_chat=usable_page(document).not_in_pack or usable.screen.refusal,
        not_on_paper=usable.paper.refusal,
        contacts=contacts_of(vocabulary, document.nation) if document.content_notes else (),
        may_be_indexed=page.may_be_indexed,
        is_public=document.is_public,
    )


def _try_this(document: Document) -> str:
    """Return one of our things to try, always the same for a document, in English."""
    acts = [text for stage, text in PROMPTS if stage is Stage.ACT]
    return acts[sum(map(ord, document.slug)) % len(acts)]
