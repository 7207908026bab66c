"""From an item of a pack, as it is now, to a step of a download: only what is allowed there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.actions.packs.credits import credit_of, label_of
from library.actions.packs.excerpts import excerpts_of
from library.actions.packs.resolve import choosable, readable, without_labels
from library.actions.packs.timing import minutes_of
from library.actions.packs.words import clock, same_passages, words_of
from library.model.pack import Extent, ItemKind, SlideText
from library.model.passage import Part
from library.model.place import Place
from library.model.refusal import Refusal, sentence
from library.model.vocabulary import Axis
from library.model.workshop import Clip, Excerpt, Step, Twin
from library.translation import N_, Translator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.actions.library import Library, View
    from library.model.document import Document
    from library.model.passage import Passage
    from library.model.usable import Usable, UsableItem
    from library.model.workshop import Medium, Paragraph

TITLES = {
    ItemKind.QUESTION: N_("Discussion question"),
    ItemKind.ACTIVITY: N_("Activity"),
    ItemKind.GROUND_RULES: N_("How we listen"),
    ItemKind.BREAK: N_("Break"),
    ItemKind.DEBRIEF: N_("Before we go"),
    ItemKind.NOTE: N_("Note"),
}

# From so many words, they are counted in hundreds.
MANY_WORDS = 1000
QUESTION_ABOUT = N_("A question about ‘%(title)s’")


class Steps:
    """Makes steps of items, for one view of the library."""

    def __init__(self, library: Library, view: View, translator: Translator | None = None) -> None:
        """Store the view, the names of its terms and what says our own words."""
        self._library = library
        self.vocabulary = view.snapshot.vocabulary
        self._translator = translator or Translator()

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
            title=item.title or self._title(item.kind),
            minutes=minutes_of(each),
            starts=starts,
            lines=tuple(line for line in item.text.splitlines() if line.strip()),
            notes=item.notes,
            stage=item.stage,
            discussion=item.discussion,
        )
        document = each.document
        if document is None:
            return step
        notes = (self.vocabulary.get(Axis.CONTENT_NOTE, note) for note in each.content_notes)
        step = replace(
            step,
            credit=credit_of(document, self.vocabulary, self._library.settings.url, self._translator),
            content_notes=tuple(dict.fromkeys(label_of(term, self._translator) for term in notes if term)),
            stop_recording=each.stop_recording,
        )
        if item.kind is ItemKind.QUESTION:
            about = self._translator.gettext(QUESTION_ABOUT, title=document.title)
            return self._question(each, each.leaving(medium), replace(step, title=item.title or about))
        return self._document(each, document, each.leaving(medium), step)

    def _title(self, kind: ItemKind) -> str:
        return self._translator.gettext(TITLES[kind]) if kind in TITLES else ""

    def _question(self, each: UsableItem, usable: Usable, step: Step) -> Step:
        """Return a document's question. It counts as the document's words, and may go only where they may."""
        if usable.refusal:
            return replace(step, lines=(), withheld=sentence(self._translator, usable.refusal, each.number))
        return replace(step, lines=tuple(filter(None, (usable.question,))))

    def _document(self, each: UsableItem, document: Document, usable: Usable, step: Step) -> Step:
        # A video is played, not read aloud as well, so its text is its summary.
        is_summed_up = each.is_link or each.is_played or usable.refusal
        return replace(
            step,
            title=document.title,
            way=each.item.way,
            words=self._pictured(document, words_of(document, usable.passages)),
            excerpts=self._excerpts(document, each, usable) if each.item.slides is SlideText.QUOTE else (),
            question=first_question(document, usable),
            flowing=each.item.extent in {Extent.SHORT, Extent.WHOLE},
            lines=(document.summary, *(pointer_line(self._translator, one) for one in each.pointers))
            if is_summed_up
            else (),
            leaves_out=leaves_out(self._translator, document, each.passages) if usable.passages else "",
            withheld=sentence(self._translator, usable.refusal, each.number) if usable.refusal else "",
            clip=self._clip(document, each.passages, carried=usable.with_film),
            twin=self._twin(document, each.twin, usable) if each.twin else None,
        )

    def _excerpts(self, document: Document, each: UsableItem, usable: Usable) -> tuple[Excerpt, ...]:
        """Return the excerpts of a document, without pictures that cannot be shown: they are no quotations."""
        found = excerpts_of(document, each, usable)
        pictured = (replace(one, words=self._pictured(document, one.words)) for one in found)
        return tuple(one for one in pictured if not one.words[0].block.is_figure or one.words[0].block.pictures[0].file)

    def _clip(self, document: Document, passages: tuple[Passage, ...], *, carried: bool) -> Clip | None:
        media, address = document.media, self._library.settings.url + document.url
        if media is None:
            if document.kind != "video" or not document.source:
                return None
            times = ", ".join(clock(each.start) for each in passages if each.start is not None)
            return Clip(None, "", None, "", document.source, times)
        paths = [self._library.files.path(file) for file in (media.file, media.poster) if file]
        there = [path if path.exists() else None for path in paths]
        poster = there[1] if media.poster and len(there) > 1 else None
        starts = [each.start for each in passages if each.start is not None]
        times = f"{clock(starts[0])}–{clock(passages[-1].end or starts[-1])}" if starts else ""
        film = there[0] if carried and media.file.media_type.startswith("video/") else None
        return Clip(film, media.file.media_type if film else "", poster if carried else None, media.alt, address, times)

    def _pictured(self, document: Document, words: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
        """Return words with the files of their pictures, as far as there are copies."""
        path = self._library.files.path
        files = {each.file.name: (path(each.file), path(each.small or each.file)) for each in document.pictures}
        there = {name: both for name, both in files.items() if all(file.exists() for file in both)}
        return tuple(each.with_files(there) if each.block.pictures else each for each in words)

    def _twin(self, document: Document, twin: Document, usable: Usable) -> Twin:
        """Return the same passages in another language, by number; none if the paragraphs do not match."""
        words = words_of(twin, same_passages(document, twin, usable.passages, usable.twin))
        return Twin(twin.title, twin.work_language, words, self._library.settings.url + twin.url)


def first_question(document: Document, usable: Usable) -> str:
    """Return a document's first question, if it may be used; we wrote those about a work on another website."""
    may_ask = usable.refusal in {None, Refusal.ELSEWHERE}
    return document.questions[0] if document.questions and may_ask else ""


def leaves_out(translator: Translator, document: Document, passages: Iterable[Passage]) -> str:
    """Return one sentence on how much of a document is left out; empty if nothing is."""
    taken = {passage.anchor for passage in passages}
    every = readable(document)
    if not taken <= {passage.anchor for passage in every}:
        every = choosable(document)
    every = without_labels(every, taken)
    rest = [passage for passage in every if passage.anchor not in taken]
    if not rest:
        return ""
    words = sum(len(passage.text.split()) for passage in rest)
    return translator.gettext(_shortened(every), some=len(every) - len(rest), all=len(every), words=_about(words))


def _about(count: int) -> int:
    """Return a number of words as people say it: to tens, from 1,000 to hundreds; a few are counted."""
    step = 10 if count < MANY_WORDS else 100
    return (count + step // 2) // step * step or count


def _shortened(every: Iterable[Passage]) -> str:
    """Return the sentence that says how much of some passages is shown."""
    parts = {passage.part for passage in every}
    if len(parts) > 1:
        return N_("Shortened: includes %(some)s of the %(all)s passages and leaves out about %(words)s words.")
    if Part.BODY in parts:
        return N_("Shortened: includes %(some)s of the %(all)s paragraphs and leaves out about %(words)s words.")
    return N_(
        "Shortened: includes %(some)s of the %(all)s parts of the transcript and leaves out about %(words)s words."
    )


def place_words(translator: Translator, place: Place) -> str:
    """Return a place in words, such as ``paragraph 4``."""
    if place.anchor.startswith("p") and place.anchor[1:].isdigit():
        return translator.gettext("paragraph %(number)s", number=place.anchor[1:])
    name, _, value = place.anchor.partition("=")
    if name == "t" and value:
        return translator.gettext("at %(time)s", time=clock(float(value)))
    return translator.gettext("page %(number)s", number=value) if name == "page" and value else ""


def pointer_line(translator: Translator, passage: Passage) -> str:
    """Return a pointer with its place, such as ``At 0:46: A note``."""
    where = place_words(translator, Place("", passage.anchor))
    return f"{where[:1].upper()}{where[1:]}: {passage.text}" if where else passage.text
