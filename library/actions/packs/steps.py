"""From an item of a pack, as it is now, to a step that can be taken away: what may go along, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.actions.packs.allowed import may_be_recorded, refused_words
from library.actions.packs.crediting import credit_of
from library.actions.packs.resolve import choosable, readable, twin_of
from library.actions.packs.timing import minutes_of
from library.model.pack import Extent, ItemKind, Way
from library.model.passage import Part
from library.model.place import Place
from library.model.refusal import Refusal, sentence
from library.model.vocabulary import Axis
from library.model.workshop import Clip, Step, Taking, Twin, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.actions.library import Library, View
    from library.actions.packs.resolve import Resolved
    from library.model.document import Document
    from library.model.pack import Item
    from library.model.passage import Passage

TITLES = {
    ItemKind.QUESTION: "A question",
    ItemKind.ACTIVITY: "An activity",
    ItemKind.GROUND_RULES: "How we listen",
    ItemKind.BREAK: "A break",
    ItemKind.DEBRIEF: "Before we go",
    ItemKind.NOTE: "A note",
}


QUESTION_ABOUT = "A question about ‘{}’"


class Steps:
    """Makes steps of items, for one view of the library."""

    def __init__(self, library: Library, view: View) -> None:
        """Keep where the documents are and what everybody may see of them."""
        self._library = library
        self._view = view
        self._twins: dict[str, Document | None] = {}

    def step(self, resolved: Resolved, taking: Taking, starts: str = "") -> Step:
        """Return one item as a step.

        Args:
            resolved: As it is now.
            taking: Where its words go.
            starts: When it starts.
        """
        item = resolved.item
        step = Step(
            number=resolved.number,
            kind=item.kind,
            title=item.title or TITLES.get(item.kind, ""),
            minutes=minutes_of(resolved),
            starts=starts,
            lines=tuple(line for line in item.text.splitlines() if line.strip()),
            notes=item.notes,
            stage=item.stage,
        )
        document = resolved.document
        if document is None:
            return step
        vocabulary = self._view.snapshot.vocabulary
        notes = (vocabulary.get(Axis.CONTENT_NOTE, note) for note in notes_of(resolved))
        step = replace(
            step,
            credit=credit_of(document, vocabulary, self._library.settings.url),
            content_notes=tuple(dict.fromkeys(term.label("en") for term in notes if term)),
            stop_recording=not may_be_recorded(document),
        )
        if item.kind is ItemKind.QUESTION:
            named = replace(step, title=item.title or QUESTION_ABOUT.format(document.title))
            return self._question(resolved, document, taking, named)
        return self._document(resolved, document, taking, step)

    def twin(self, document: Document) -> Document | None:
        """Return a document in another language, where it may be in a pack; looked up once."""
        if document.slug not in self._twins:
            self._twins[document.slug] = twin_of(self._view, document)
        return self._twins[document.slug]

    def _question(self, resolved: Resolved, document: Document, taking: Taking, step: Step) -> Step:
        """Return a document's question; it is the document's words, and goes only where they may."""
        refused = refused_words(document, taking)
        if refused and refused is not Refusal.ELSEWHERE:
            return replace(step, lines=(sentence(refused, resolved.number),))
        return replace(step, lines=tuple(filter(None, (resolved.question,))))

    def _document(self, resolved: Resolved, document: Document, taking: Taking, step: Step) -> Step:
        item = resolved.item
        refused = refused_words(document, taking)
        linked = item.extent is Extent.LINK
        # What is played is not read out as well: what is said of it is its summary.
        played = is_played(item, document)
        pointers = (each for each in resolved.passages if linked and each.part is Part.POINTER)
        lines = (document.summary, *map(pointed, pointers)) if linked or refused or played else ()
        words = () if refused or linked or played else tuple(_words(each) for each in resolved.passages)
        return replace(
            step,
            title=document.title,
            way=item.way,
            words=words,
            flowing=item.extent in {Extent.SHORT, Extent.WHOLE},
            lines=lines,
            leaves_out=leaves_out(document, resolved.passages) if words else "",
            withheld=sentence(refused, resolved.number) if refused else "",
            clip=self._clip(document, resolved.passages, carried=not refused),
            twin=self._twin(document, () if played else resolved.passages, taking),
        )

    def _clip(self, document: Document, passages: tuple[Passage, ...], *, carried: bool) -> Clip | None:
        media, address = document.media, self._library.settings.url + document.url
        if media is None:
            if document.kind != "video" or not document.source:
                return None
            times = ", ".join(clock(each.start) for each in passages if each.start is not None)
            return Clip(None, "", None, "", document.source, times)
        kept = [self._library.files.path(file) for file in (media.file, media.poster) if file]
        there = [path if path.exists() else None for path in kept]
        poster = there[1] if media.poster and len(there) > 1 else None
        starts = [each.start for each in passages if each.start is not None]
        times = f"{clock(starts[0])}–{clock(passages[-1].end or starts[-1])}" if starts else ""
        film = there[0] if carried and media.file.media_type.startswith("video/") else None
        return Clip(film, media.file.media_type if film else "", poster if carried else None, media.alt, address, times)

    def _twin(self, document: Document, passages: Iterable[Passage], taking: Taking) -> Twin | None:
        """Return the same passages in another language, where everybody may see them and they may be taken along."""
        other = self.twin(document)
        if other is None:
            return None
        anchors = {passage.anchor for passage in passages}
        words = tuple(_words(each) for each in twin_passages(other, document, taking) if each.anchor in anchors)
        return Twin(other.title, other.work_language, words, self._library.settings.url + other.url)


def twin_passages(twin: Document, document: Document, taking: Taking) -> tuple[Passage, ...]:
    """Return what of a document in another language may stand beside the original; may be empty."""
    # What was not agreed to for the original does not go out in another language.
    refused = any(refused_words(each, taking) for each in (twin, document))
    # A recording that goes on for the one may not catch the other.
    caught = may_be_recorded(document) and not may_be_recorded(twin)
    return () if refused or caught else readable(twin)


def notes_of(resolved: Resolved) -> tuple[str, ...]:
    """Return the term ids of the content notes that speak of what is taken; of a question, all of them."""
    if resolved.document is None:
        return ()
    anchors = {passage.anchor for passage in resolved.passages}
    chosen = resolved.item.extent is Extent.CHOSEN
    notes = resolved.document.content_notes
    return tuple(
        dict.fromkeys(each.note for each in notes if not chosen or not each.where or not anchors.isdisjoint(each.where))
    )


def is_played(item: Item, document: Document) -> bool:
    """Tell whether a film or recording is played as a whole, so that none of what is said in it is written out."""
    return item.way is Way.PLAY and document.media is not None and item.extent is not Extent.CHOSEN


def leaves_out(document: Document, passages: Iterable[Passage]) -> str:
    """Return one sentence on how much of a document is not taken, or nothing where all of it is."""
    taken = {passage.anchor for passage in passages}
    every = readable(document)
    if not taken <= {passage.anchor for passage in every}:
        every = choosable(document)
    rest = [passage for passage in every if passage.anchor not in taken]
    if not rest:
        return ""
    words = sum(len(passage.text.split()) for passage in rest)
    parts = {passage.part for passage in every}
    name = "passages" if len(parts) > 1 else "paragraphs" if Part.BODY in parts else "moments"
    return f"{len(every) - len(rest)} of {len(every)} {name}. Left out: {len(rest)}, about {words} words."


def clock(seconds: float) -> str:
    """Return seconds as ``1:16``."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def place_words(place: Place) -> str:
    """Return a place in words, such as ``paragraph 4``."""
    if place.anchor.startswith("p") and place.anchor[1:].isdigit():
        return f"paragraph {place.anchor[1:]}"
    name, _, value = place.anchor.partition("=")
    return {"t": f"at {clock(float(value))}", "page": f"page {value}"}.get(name, "") if value else ""


def pointed(passage: Passage) -> str:
    """Return a pointer of a work elsewhere with its place, such as ``At 0:46: A note``."""
    where = place_words(Place("", passage.anchor))
    return f"{where[:1].upper()}{where[1:]}: {passage.text}" if where else passage.text


def _words(passage: Passage) -> Words:
    time = "" if passage.start is None else clock(passage.start)
    return Words(passage.text, passage.language, passage.speaker, passage.heading, time)
