"""From a pack to a workshop that can be taken away: what may go, in order, with the clock, and what was left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from library.actions.packs.allowed import may_be_recorded, refused_words
from library.actions.packs.crediting import credit_of
from library.actions.packs.editions import code_for_files, is_played, twin_words_refused
from library.actions.packs.resolve import choosable, readable, resolve, twin_of
from library.actions.packs.timing import at, minutes_of
from library.model.document import ContentNote, Document
from library.model.pack import Extent, ItemKind
from library.model.passage import Part
from library.model.place import Place
from library.model.refusal import Refusal, sentence
from library.model.viewer import ANYBODY
from library.model.vocabulary import Axis
from library.model.workshop import Clip, Step, Taking, Twin, Words, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from library.actions.library import Library, View
    from library.actions.packs.resolve import Resolved
    from library.model.pack import KeptPack
    from library.model.passage import Passage

UNNAMED = "A workshop"
# A file that was taken away is to be checked again after this at the latest.
LONGEST = timedelta(days=182)

TITLES = {
    ItemKind.QUESTION: "A question",
    ItemKind.ACTIVITY: "An activity",
    ItemKind.GROUND_RULES: "How we listen",
    ItemKind.BREAK: "A break",
    ItemKind.DEBRIEF: "Before we go",
    ItemKind.NOTE: "A note",
}


def workshop_of(library: Library, kept: KeptPack, taking: Taking, *, with_notes: bool) -> Workshop:
    """Return a pack, ready to be taken away; what it carries is kept under its code, for those who check.

    Args:
        library: Where its documents are.
        kept: The pack.
        taking: Where its words go.
        with_notes: Whether the facilitator's own notes go along: never into what participants get.

    Raises:
        NotFound: The pack was deleted meanwhile.
        RecordsUnavailable: It could not be kept what the pack carries.
    """
    view, pack = library.view(ANYBODY), kept.pack
    resolved = resolve(view, pack)
    usable = tuple(each for each in resolved if not each.refusal)
    maker = _Maker(library, view, taking)
    steps, minutes = [], 0
    for each in usable:
        step = maker.step(each, at(pack.starts, minutes))
        steps.append(step if with_notes else replace(step, notes=""))
        minutes += step.minutes
    noted = any(step.content_notes for step in steps)
    contacts = view.snapshot.vocabulary.contacts if noted else ()
    code = code_for_files(library, view, kept, usable)
    return Workshop(
        title=pack.title or UNNAMED,
        code=code,
        check_address=f"{library.settings.url}/check/{code}",
        check_by=check_by(view, usable, library.today()),
        made_on=library.today(),
        starts=pack.starts,
        ends=at(pack.starts, minutes) if pack.starts and steps else "",
        available=pack.available,
        total=minutes,
        people=pack.people,
        steps=tuple(steps),
        contacts=tuple(each for each in contacts if each.nation in {"", pack.nation} or not pack.nation),
        omitted=tuple(_omitted(resolved)),
    )


def check_by(view: View, usable: Iterable[Resolved], today: date) -> date:
    """Return the day after which a file has to be checked again.

    The nearest end or review of a consent, that of the same document in another language too, at most half a year on;
    today where a review is due already.
    """
    documents = [each.document for each in usable if each.document]
    twins = filter(None, (twin_of(view, document) for document in documents))
    consents = [document.consent for document in (*documents, *twins)]
    days = [day for consent in consents for day in (consent.until, consent.review) if day]
    return max(today, min([*days, today + LONGEST]))


def _omitted(resolved: Iterable[Resolved]) -> Iterator[str]:
    for each in resolved:
        if each.refusal:
            yield sentence(each.refusal, each.number)
        elif each.changed and each.item.extent is not Extent.LINK:
            yield sentence(Refusal.CHANGED_IN_PART, each.number)


class _Maker:
    """Makes steps of items."""

    def __init__(self, library: Library, view: View, taking: Taking) -> None:
        self._library = library
        self._view = view
        self._taking = taking

    def step(self, resolved: Resolved, starts: str) -> Step:
        """Return one item as a step."""
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
        step = replace(step, credit=credit_of(document, self._view.snapshot.vocabulary, self._library.settings.url))
        if item.kind is ItemKind.QUESTION:
            return replace(step, lines=self._question(resolved, document))
        return self._document(resolved, document, step)

    def _question(self, resolved: Resolved, document: Document) -> tuple[str, ...]:
        """Return a document's question; it is the document's words, and goes only where they may."""
        refused = refused_words(document, self._taking)
        if refused and refused is not Refusal.ELSEWHERE:
            return (sentence(refused, resolved.number),)
        return (resolved.question,)

    def _document(self, resolved: Resolved, document: Document, step: Step) -> Step:
        item = resolved.item
        refused = refused_words(document, self._taking)
        linked = item.extent is Extent.LINK
        # What is played is not read out as well: what is said of it is its summary.
        played = is_played(item, document)
        pointers = (each for each in resolved.passages if linked and each.part is Part.POINTER)
        lines = (document.summary, *map(_pointed, pointers)) if linked or refused or played else ()
        words = () if refused or linked or played else tuple(_words(each) for each in resolved.passages)
        return replace(
            step,
            title=document.title,
            way=item.way,
            words=words,
            lines=lines,
            content_notes=self._notes(document, resolved.passages, all_of=item.extent is not Extent.CHOSEN),
            leaves_out=leaves_out(document, resolved.passages) if words else "",
            withheld=sentence(refused, resolved.number) if refused else "",
            clip=self._clip(document, resolved.passages, carried=not refused),
            stop_recording=not may_be_recorded(document),
            twin=self._twin(document, resolved.passages),
        )

    def _notes(self, document: Document, passages: Iterable[Passage], *, all_of: bool) -> tuple[str, ...]:
        """Return the content notes that speak of what is taken, in words."""
        anchors = {passage.anchor for passage in passages}
        notes = (note for note in document.content_notes if all_of or _speaks_of(note, anchors))
        terms = (self._view.snapshot.vocabulary.get(Axis.CONTENT_NOTE, note.note) for note in notes)
        return tuple(dict.fromkeys(term.label("en") for term in terms if term))

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

    def _twin(self, document: Document, passages: Iterable[Passage]) -> Twin | None:
        """Return the same passages in another language, where everybody may see them and they may be taken along."""
        other = twin_of(self._view, document)
        if other is None:
            return None
        anchors = {passage.anchor for passage in passages}
        refused = twin_words_refused(other, document, self._taking)
        words = () if refused else tuple(_words(each) for each in readable(other) if each.anchor in anchors)
        return Twin(other.title, other.work_language, words, self._library.settings.url + other.url)


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


def _speaks_of(note: ContentNote, anchors: set[str]) -> bool:
    return not note.where or not anchors.isdisjoint(note.where)


def _pointed(passage: Passage) -> str:
    where = place_words(Place("", passage.anchor))
    return f"{where[:1].upper()}{where[1:]}: {passage.text}" if where else passage.text


def _words(passage: Passage) -> Words:
    time = "" if passage.start is None else clock(passage.start)
    return Words(passage.text, passage.language, passage.speaker, passage.heading, time)
