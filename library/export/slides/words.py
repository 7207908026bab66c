"""A document's words on slides: one excerpt, or all of them, always with a credit; a translation is beside them."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from library.export import wording
from library.export.pictures import is_picture, pictures_in
from library.export.slides import notes
from library.export.slides.pages import hang_of, lead, pages, pairs
from library.export.slides.sheet import ACCENT, MUTED, SMALL, Line, Run, Sheet, fitted, height, plain, shown_title
from library.export.slides.table import tables_on_slides
from library.export.slides.theme import BODY, COLUMNS, LEFT, PICTURE
from library.export.xml_text import one_line, shortened
from library.model.workshop import Clip, Part, with_omissions
from library.translation import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.export.slides.pages import Pair, Room
    from library.export.slides.sheet import SheetTable
    from library.model.block import Picture
    from library.model.workshop import Credit, Excerpt, Paragraph, Step, Twin
    from library.translation import Translator

READ = (40, 36, 32, 28)  # points, for the back row
BRIEF = (*READ, 24)  # an excerpt is on one slide, with its translation beside it
ASKED = (54, 48, 44, 40, 36, 32, 28)  # a question is alone on its slide
BELOW = 32  # a question below a quote
WARNED = 32  # all content notes, read out before anything else
MOST_NAME = 200  # the most characters of a title and of a name in a credit; the notes have all of them

PARTS = {Part.BEFORE: N_("%(title)s: first note"), Part.AFTER: N_("%(title)s: second note")}


def quotations(translator: Translator, step: Step) -> Iterator[Sheet]:
    """Yield all words of a step."""
    words, others = (tuple(with_omissions(each)) for each in (step.words, step.twin.words if step.twin else ()))
    yield from _shown(translator, step, step.title, words, others, _left_out(step))


def excerpts(translator: Translator, step: Step) -> Iterator[Sheet]:
    """Yield the excerpts of a step, each with its content note above it."""
    for each in step.excerpts:
        title = translator.gettext(PARTS[each.part], title=step.title) if each.part else step.title
        below = _asked_below(translator, step, each)
        words, others = tuple(with_omissions(each.words)), tuple(with_omissions(each.twin))
        yield from _shown(translator, step, title, words, others, (), _note(translator, step), below)
        if each.part is Part.AFTER and step.question and not below:
            yield question(translator, step)


def _asked_below(translator: Translator, step: Step, excerpt: Excerpt) -> tuple[Line, ...]:
    """Return the question below a second note, if a room can read both; otherwise it is on the next slide."""
    if excerpt.part is not Part.AFTER or excerpt.twin or any(each.block.table for each in excerpt.words):
        return ()
    language = wording.title_language(step)
    asked = tuple(Line((Run(each.text, language, bold=True),), BELOW) for each in plain(step.question, BELOW))
    tail = whose(translator, step.credit) if step.credit else ()
    room = BODY.room.without(height((*_note(translator, step), *asked, *tail), BODY.room))
    _, found = pages(tuple(with_omissions(excerpt.words)), READ, room)
    return asked if len(found) == 1 else ()


def question(translator: Translator, step: Step) -> Sheet:
    """Return the question of a step's document."""
    tail = whose(translator, step.credit) if step.credit else ()
    room = BODY.room.without(height(tail, BODY.room))
    asked = tuple(
        replace(line, runs=tuple(replace(run, language=wording.title_language(step)) for run in line.runs))
        for line in fitted((step.question,), ASKED, room)
    )
    title = translator.gettext(N_("A question about ‘%(title)s’"), title=step.title)
    return Sheet(shown_title(title), (*asked, *tail), notes.of_rest(translator, step), middle=True)


def noted(translator: Translator, step: Step) -> tuple[Line, ...]:
    """Return a step's title and content note, for a list of all of them."""
    title = Run(f"{one_line(step.title)}. ", wording.title_language(step), bold=True)
    mark = marked_for_members(translator, step, after=". ")
    return (Line((title, *mark, Run(one_line(wording.content_note(translator, step)))), WARNED),)


def marked_for_members(translator: Translator, step: Step, before: str = "", after: str = "") -> tuple[Run, ...]:
    """Return the mark of a step for members only, with what separates it from other words; otherwise nothing."""
    mark = wording.members_mark(translator, step)
    return (Run(before), Run(mark, bold=True, colour=ACCENT), Run(after)) if mark else ()


def _shown(
    translator: Translator,
    step: Step,
    title: str,
    words: Sequence[Paragraph],
    others: Sequence[Paragraph],
    last: tuple[Line, ...],
    above: tuple[Line, ...] = (),
    below: tuple[Line, ...] = (),
) -> Iterator[Sheet]:
    """Yield words, on as many slides as they need.

    Args:
        translator: For our own words.
        step: That they are of.
        title: Of the slides.
        words: To show.
        others: The same in another language, to show beside them; may be empty.
        last: What the last slide says below them.
        above: What every slide says above them.
        below: What every slide says below them, before the credit.
    """
    tail = whose(translator, step.credit) if step.credit else ()
    if step.twin and others:
        sheets = list(_beside(translator, step, step.twin, (words, others), (above, below), tail))
    else:
        room = BODY.room.without(height((*above, *below, *tail, *last), BODY.room))
        sheets = list(_sheets(words, BRIEF if step.excerpts else READ, room, (above, below), tail))
    sheets[-1] = replace(sheets[-1], lines=(*sheets[-1].lines, *last))
    for number, sheet in enumerate(sheets, start=1):
        yield replace(
            sheet,
            title=shown_title(numbered(translator, title, number, len(sheets))),
            notes=notes.of_rest(translator, step),
            language=wording.title_language(step) if title == step.title else wording.OURS,
        )


def _sheets(
    words: Sequence[Paragraph],
    sizes: Sequence[int],
    room: Room,
    around: tuple[tuple[Line, ...], ...],
    tail: tuple[Line, ...],
) -> Iterator[Sheet]:
    """Yield words in order: a picture has its own slide, after the words that it is among."""
    above, below = around
    for shown, group in groupby(words, key=is_picture):
        some = tuple(group)
        for lines, table in () if shown else _pages(some, sizes, room):
            yield Sheet("x", (*above, *lines, *below, *tail), table=table)
        yield from (_pictured(picture, each.language, above, tail) for each in some for picture in pictures_in(each))


def _beside(
    translator: Translator,
    step: Step,
    twin: Twin,
    both: tuple[Sequence[Paragraph], Sequence[Paragraph]],
    around: tuple[tuple[Line, ...], ...],
    tail: tuple[Line, ...],
) -> Iterator[Sheet]:
    """Yield words with their translation beside them, and then their pictures, which need no translation."""
    told = tuple(each for each in both[0] if not is_picture(each))
    others = both[1] if len(told) == len(both[0]) else (each for each in both[1] if not each.block.is_figure)
    if told:
        yield from _columns(translator, step, twin, (told, tuple(others)), around, tail)
    yield from (_pictured(picture, each.language, around[0], tail) for each in both[0] for picture in pictures_in(each))


def _pictured(picture: Picture, language: str, above: tuple[Line, ...], tail: tuple[Line, ...]) -> Sheet:
    """Return a picture with its caption."""
    caption = plain(shortened(picture.caption, MOST_NAME), SMALL, language=language)
    clip = Clip(None, "", picture.file, picture.alt, "")
    return Sheet("x", (*above, *caption, *tail), clip=clip, layout=PICTURE)


def _pages(
    words: Sequence[Paragraph], sizes: Sequence[int], room: Room
) -> Iterator[tuple[tuple[Line, ...], SheetTable | None]]:
    """Yield the words of each slide: a table has its own slides, everything else is laid out together."""
    for is_table, group in groupby(words, key=lambda each: each.block.table is not None):
        some = tuple(group)
        if not is_table:
            size, found = pages(some, sizes, room)
            yield from ((tuple(line for each in page for line in _spoken(each, size)), None) for page in found)
            continue
        for each in some:
            if each.block.table:
                heading = (Line((Run(each.heading, each.language, bold=True),), 24),) if each.heading else ()
                rest = room.without(height(heading, room) + 12)
                yield from ((heading, shown) for shown in tables_on_slides(each.block.table, each.language, rest))


def _columns(
    translator: Translator,
    step: Step,
    twin: Twin,
    both: Pair,
    around: tuple[tuple[Line, ...], ...],
    tail: tuple[Line, ...],
) -> Iterator[Sheet]:
    """Yield words with their translation in a second column; what is around them is in the first."""
    theirs = whose(translator, replace(step.credit, title=twin.title, language=twin.language)) if step.credit else ()
    above, below = around
    room = LEFT.room.without(max(height((*above, *below, *tail), LEFT.room), height(theirs, LEFT.room)))
    for size in BRIEF:
        found = pairs(*both, size, room)
        if len(found) == 1:
            break
    for some, same in found:
        ours, other = (tuple(line for each in side for line in _spoken(each, size)) for side in (some, same))
        beside = (*other, *theirs) if other else ()
        yield Sheet("x", (*above, *ours, *below, *tail), layout=COLUMNS, beside=beside)


def numbered(translator: Translator, title: str, number: int, of: int) -> str:
    """Return a title with the number of the slide, if a passage has several."""
    return f"{title} ({wording.place_in(translator, number, of)})" if of > 1 else title


def _spoken(words: Paragraph, size: int) -> Iterator[Line]:
    """Yield a paragraph of the document, after its heading and speaker, or an item of a list."""
    if words.heading:
        yield Line((Run(words.heading, words.language, bold=True),), size)
    said = lead(words)
    speaker = (Run(said, words.language, bold=True, colour=ACCENT),) if said else ()
    line = Line((*speaker, Run(words.text, words.language)), size, way=words.text)
    for item in words.block.items:
        hang = round(size * 1.3) if item.is_marked else 0
        bullet = item.marker if item.number is None else ""
        line = replace(line, bullet=bullet, number=item.number or 0, hang=hang, indent=hang_of(words, size))
    yield line


def _note(translator: Translator, step: Step) -> tuple[Line, ...]:
    """Return the content note of a step, for above its words."""
    note = wording.content_note(translator, step)
    return (Line((Run(one_line(note), bold=True, colour=ACCENT),), 24),) if note else ()


def _left_out(step: Step) -> tuple[Line, ...]:
    """Return what is left out of a document, and why."""
    return plain("\n".join((step.leaves_out, step.withheld)), SMALL, colour=MUTED)


def whose(translator: Translator, credit: Credit) -> tuple[Line, ...]:
    """Return the credit of these words; their kind comes first, highlighted if fictional or for members only."""
    is_marked = credit.fictional or credit.members_only
    mark = Run(
        f"{one_line(wording.kind_words(translator, credit))}. ",
        bold=is_marked,
        colour=ACCENT if is_marked else MUTED,
    )
    title = Run(shortened(one_line(f"‘{credit.title}’"), MOST_NAME), credit.language, colour=MUTED)
    rest = f", {credit.made_by}" if credit.made_by else ""
    licence = f". {credit.licence}." if credit.licence else "."
    return (Line((mark, title, Run(shortened(one_line(rest + licence), MOST_NAME), colour=MUTED)), SMALL),)
