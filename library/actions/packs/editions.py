"""What files of a pack carry: kept under the mark that stands on them, and compared with what may be used now.

What is kept is made of the very steps that the files are made of. To check, the same steps are made again of the
documents as they are now: whatever stood in a file and does not come again is reported.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from library.actions.packs.secrets import shown_code
from library.actions.packs.steps import Steps, pointed
from library.actions.packs.usable import usable_numbered
from library.errors import NotFound
from library.model.edition import Carried, Printed
from library.model.pack import Item, ItemKind
from library.model.passage import Part
from library.model.refusal import Refusal
from library.model.workshop import Medium

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from library.actions.library import Library, View
    from library.model.document import Document
    from library.model.pack import StoredPack
    from library.model.passage import Passage
    from library.model.usable import Usable, UsableItem
    from library.model.workshop import Step, Words


def code_for_files(library: Library, view: View, stored: StoredPack, usable: Iterable[UsableItem]) -> str:
    """Keep what files carry that are made of a pack now, and return the code for them.

    Args:
        library: Where it is kept.
        view: What the items were found with.
        stored: The pack.
        usable: Those of its items that go into files.

    Raises:
        NotFound: The pack was deleted meanwhile.
        Refused: Too many different files were made of it today.
        RecordsUnavailable: It could not be kept; then no file may be made.
    """
    total, carried = _all_carried(library, view, usable)
    mark = library.records.keep_edition(stored.id, total, carried, library.today())
    if mark is None:
        raise NotFound
    return shown_code(stored.code, mark)


def mark_for(library: Library, view: View, stored: StoredPack, usable: Iterable[UsableItem]) -> str:
    """Return the mark that files made of a pack now would bear; nothing is stored. Arguments as for the code."""
    return library.records.mark_for(stored.id, *_all_carried(library, view, usable))


def findings(library: Library, view: View, carried: Iterable[Carried]) -> Iterator[tuple[Carried, Refusal]]:
    """Yield what of files is not fine to use now: what they carry, and each reason."""
    every, steps = tuple(carried), Steps(library, view)
    for then, now in zip(every, usable_numbered(view, ((each.number, each.item) for each in every)), strict=True):
        if now.document is None or now.refusal not in {None, Refusal.CHANGED}:
            yield then, now.refusal or Refusal.GONE
        else:
            yield from ((then, reason) for reason in _reasons(then, _carried(steps, now), now, now.document))
            if _is_twin_lost(then, now):
                yield then, Refusal.OTHER_LANGUAGE


def _all_carried(library: Library, view: View, usable: Iterable[UsableItem]) -> tuple[int, tuple[Carried, ...]]:
    """Return how many items files have, and what they carry of documents."""
    every, steps = tuple(usable), Steps(library, view)
    carried = (_carried(steps, replace(each, item=_bare(each.item))) for each in every if each.document)
    return len(every), tuple(carried)


def _bare(item: Item) -> Item:
    """Return an item without the facilitator's own words."""
    return Item(item.id, item.kind, item.slug, item.extent, item.kept, item.way)


def _carried(steps: Steps, each: UsableItem) -> Carried:
    screen, paper = (_printed(each, each.leaving(medium), steps.step(each, medium)) for medium in Medium)
    return Carried(each.number, each.item, screen, paper)


def _printed(each: UsableItem, usable: Usable, step: Step) -> Printed:
    clip, credit, twin = step.clip, step.credit, step.twin
    names = (credit.title, credit.who, credit.year, credit.kind, credit.source) if credit else ()
    organisation = each.document.organisation if each.document else ""
    films = (clip.file, clip.poster) if clip else ()
    is_question = each.item.kind is ItemKind.QUESTION
    asked = (_hash(usable.question),) if usable.question else ()
    return Printed(
        words=asked if is_question else tuple(map(_words, step.words)),
        lines=() if is_question else tuple(map(_hash, step.lines)),
        beside=_hash(step.title, *names, organisation, clip.alt if clip else ""),
        film=" ".join(path.name for path in films if path),
        notes=step.content_notes,
        stop=step.stop_recording,
        twin=(_hash(twin.title), *map(_words, twin.words)) if twin else (),
    )


def _words(words: Words | Passage) -> str:
    return _hash(words.text, words.heading, words.speaker)


def _reasons(then: Carried, now: Carried, usable: UsableItem, document: Document) -> Iterator[Refusal]:
    old, new = then.screen, now.screen
    lost = len(set(old.words) - set(new.words))
    other_film = old.film != new.film
    refused = usable.screen.refusal if lost or other_film else None
    if refused:
        yield refused
    elif lost:
        yield Refusal.CHANGED if lost == len(set(old.words)) else Refusal.CHANGED_IN_PART
    if not refused and then.paper.words and usable.paper.refusal:
        yield Refusal.PRINT
    if _is_other_beside(old, new, document, then.paper.lines) or (other_film and not refused):
        yield Refusal.CHANGED_BESIDE
    if set(new.notes) - set(old.notes):
        yield Refusal.NOTED
    if new.stop and not old.stop:
        yield Refusal.RECORD


def _is_twin_lost(then: Carried, now: UsableItem) -> bool:
    """Tell whether words in another language stood in a file that are not there any more, or may not be used so."""
    title = {_hash(now.twin.title)} if now.twin else set()
    pairs = ((now.screen, then.screen), (now.paper, then.paper))
    return any(not title.union(map(_words, usable.twin)).issuperset(old.twin) for usable, old in pairs)


def _is_other_beside(old: Printed, new: Printed, document: Document, on_paper: Iterable[str]) -> bool:
    """Tell whether title, names, summary or pointers were others; whether the words stood there too is no matter."""
    sayable = {_hash(document.summary)}
    sayable |= {_hash(pointed(each)) for each in document.passages if each.part is Part.POINTER}
    return old.beside != new.beside or not sayable.issuperset((*old.lines, *on_paper))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
