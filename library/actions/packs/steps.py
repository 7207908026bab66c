"""From an item of a pack, as it is now, to a step of a download: only what is allowed there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.actions.packs.credits import credit_of
from library.actions.packs.resolve import choosable, readable
from library.actions.packs.timing import minutes_of
from library.model.pack import Extent, ItemKind
from library.model.passage import Part
from library.model.place import Place
from library.model.refusal import sentence
from library.model.vocabulary import Axis
from library.model.workshop import Clip, Step, Twin, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.actions.library import Library, View
    from library.model.document import Document
    from library.model.passage import Passage
    from library.model.usable import Usable, UsableItem
    from library.model.workshop import Medium

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
        """Store the view and the names of its terms."""
        self._library = library
        self.vocabulary = view.snapshot.vocabulary

    def step(self, each: UsableItem, medium: Medium, starts: str = "") -> Step:
        """Return one item as a step.

        Args:
            each: As it is now.
            medium: Where its words go.
            starts: When it starts.
        """
        item = each.item
        step = Step(
            number=each.number,
            kind=item.kind,
            title=item.title or TITLES.get(item.kind, ""),
            minutes=minutes_of(each),
            starts=starts,
            lines=tuple(line for line in item.text.splitlines() if line.strip()),
            notes=item.notes,
            stage=item.stage,
        )
        document = each.document
        if document is None:
            return step
        notes = (self.vocabulary.get(Axis.CONTENT_NOTE, note) for note in each.content_notes)
        step = replace(
            step,
            credit=credit_of(document, self.vocabulary, self._library.settings.url),
            content_notes=tuple(dict.fromkeys(term.label("en") for term in notes if term)),
            stop_recording=each.stop_recording,
        )
        if item.kind is ItemKind.QUESTION:
            named = replace(step, title=item.title or QUESTION_ABOUT.format(document.title))
            return _question(each, each.leaving(medium), named)
        return self._document(each, document, each.leaving(medium), step)

    def _document(self, each: UsableItem, document: Document, usable: Usable, step: Step) -> Step:
        # A video is played, not read aloud as well, so its text is its summary.
        is_summed_up = each.is_link or each.is_played or usable.refusal
        return replace(
            step,
            title=document.title,
            way=each.item.way,
            words=tuple(map(_words, usable.passages)),
            flowing=each.item.extent in {Extent.SHORT, Extent.WHOLE},
            lines=(document.summary, *map(pointer_line, each.pointers)) if is_summed_up else (),
            leaves_out=leaves_out(document, each.passages) if usable.passages else "",
            withheld=sentence(usable.refusal, each.number) if usable.refusal else "",
            clip=self._clip(document, each.passages, carried=usable.with_film),
            twin=self._twin(document, each.twin, usable) if each.twin else None,
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

    def _twin(self, document: Document, twin: Document, usable: Usable) -> Twin:
        """Return the same passages in another language, by number; none if the paragraphs do not match."""
        pairs = twin.paragraphs == document.paragraphs
        anchors = {passage.anchor for passage in usable.passages} if pairs else set()
        words = tuple(_words(each) for each in usable.twin if each.anchor in anchors)
        return Twin(twin.title, twin.work_language, words, self._library.settings.url + twin.url)


def _question(each: UsableItem, usable: Usable, step: Step) -> Step:
    """Return a document's question. It counts as the document's words, and may go only where they may."""
    if usable.refusal:
        return replace(step, lines=(sentence(usable.refusal, each.number),))
    return replace(step, lines=tuple(filter(None, (usable.question,))))


def leaves_out(document: Document, passages: Iterable[Passage]) -> str:
    """Return one sentence on how much of a document is left out; empty if nothing is."""
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


def pointer_line(passage: Passage) -> str:
    """Return a pointer with its place, such as ``At 0:46: A note``."""
    where = place_words(Place("", passage.anchor))
    return f"{where[:1].upper()}{where[1:]}: {passage.text}" if where else passage.text


def _words(passage: Passage) -> Words:
    time = "" if passage.start is None else clock(passage.start)
    return Words(passage.text, passage.language, passage.speaker, passage.heading, time)
