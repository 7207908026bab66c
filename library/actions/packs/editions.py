"""Editions: what the files of a pack hold, recorded under their mark and compared with what may be used now.

An edition is made from the same steps as the files. To check it, the steps are made again from the documents as they
are now, and hashed as they were then (``hashing``). Anything in the file that no longer appears is reported.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from library.actions.packs.hashing import CURRENT, VERSIONS, hash_of, hashing_of
from library.actions.packs.pack_viewer import AS_MEMBER
from library.actions.packs.secrets import shown_code
from library.actions.packs.steps import Steps, first_question
from library.actions.packs.usable import usable_numbered
from library.errors import NotFound
from library.model.edition import FOR_MEMBERS, Carried, Printed
from library.model.pack import Item, ItemKind
from library.model.passage import Part
from library.model.refusal import Refusal
from library.model.workshop import Medium, with_own_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.actions.library import Library, View
    from library.actions.packs.hashing import Hashing
    from library.model.document import Document
    from library.model.pack import StoredPack
    from library.model.usable import Usable, UsableItem
    from library.model.vocabulary import Vocabulary
    from library.model.workshop import Step


def code_for_files(library: Library, view: View, stored: StoredPack, usable: Iterable[UsableItem]) -> str:
    """Record what files made from a pack now would hold, and return the code for them.

    Args:
        library: Where the pack is stored.
        view: The view that the items were found with.
        stored: The pack.
        usable: The items of the pack that go into files.

    Raises:
        NotFound: The pack was deleted meanwhile.
        Refused: Too many different files were made of it today.
        RecordsUnavailable: It could not be recorded; then no file may be made.
    """
    total, carried = _all_carried(library, view, usable, CURRENT)
    mark = library.records.store_edition(stored.id, total, carried, library.today())
    if mark is None:
        raise NotFound
    return shown_code(stored.code, mark)


def mark_for(library: Library, view: View, stored: StoredPack, usable: Iterable[UsableItem]) -> str:
    """Return the mark that files made from a pack now would have, without storing anything; see ``code_for_files``."""
    return library.records.mark_for(stored.id, *_all_carried(library, view, usable, CURRENT))


def marks_for(library: Library, view: View, stored: StoredPack, usable: Iterable[UsableItem]) -> frozenset[str]:
    """Return the marks of such files by every version of hashing; see ``code_for_files``."""
    every = tuple(usable)
    carried = (_all_carried(library, view, every, hashing) for hashing in VERSIONS)
    return frozenset(library.records.mark_for(stored.id, *each) for each in carried)


def findings(library: Library, view: View, carried: Iterable[Carried]) -> Iterator[tuple[Carried, Refusal]]:
    """Yield what can no longer be used in a file, with each reason.

    Args:
        library: Where the documents are.
        view: What is public. What files held for members is judged by what members may see.
        carried: What files held.
    """
    every, steps = tuple(carried), Steps(library, view)
    for then, now in zip(every, _as_now(library, view, every), strict=True):
        if now.document is None or now.refusal not in {None, Refusal.CHANGED}:
            yield then, now.refusal or Refusal.GONE
        else:
            hashing = hashing_of(then.screen)
            reasons = _reasons(then, _carried(steps, now, hashing), now, _sayable(now.document, hashing))
            yield from ((then, reason) for reason in reasons)
            if _is_twin_lost(then, now, hashing):
                yield then, Refusal.OTHER_LANGUAGE


def _as_now(library: Library, view: View, every: Sequence[Carried]) -> Iterator[UsableItem]:
    """Yield parts of files as they may be used now: those made for members by members, others by everyone."""
    views = {False: view, True: library.view(AS_MEMBER)}
    found = {
        for_members: iter(
            usable_numbered(seen, ((each.number, each.item) for each in every if each.for_members is for_members))
        )
        for for_members, seen in views.items()
    }
    return (next(found[each.for_members]) for each in every)


def _all_carried(
    library: Library, view: View, usable: Iterable[UsableItem], hashing: Hashing
) -> tuple[int, tuple[Carried, ...]]:
    """Return how many items files have, and what they hold of documents."""
    every, steps = tuple(usable), Steps(library, view)
    shown = with_own_questions([steps.step(each, Medium.SCREEN) for each in every])
    carried = (
        _carried(steps, replace(each, item=_bare(each.item)), hashing, asks=bool(step.question))
        for each, step in zip(every, shown, strict=True)
        if each.document
    )
    return len(every), tuple(carried)


def _bare(item: Item) -> Item:
    """Return an item without the facilitator's text."""
    return Item(item.id, item.kind, item.slug, item.extent, item.kept, item.way)


def _carried(steps: Steps, each: UsableItem, hashing: Hashing, *, asks: bool = False) -> Carried:
    """Return what files hold of an item; ``asks`` says whether they ask the question of its document."""
    shown = [steps.step(each, medium) for medium in Medium]
    printed = (
        _printed(each, each.leaving(medium), step, steps.vocabulary, hashing)
        for medium, step in zip(Medium, shown, strict=True)
    )
    asked = (step.question if asks and hashing.has_question else "" for step in shown)
    screen, paper = (
        replace(one, lines=(*one.lines, hash_of(question))) if question else one
        for one, question in zip(printed, asked, strict=True)
    )
    return Carried(each.number, each.item, screen, paper)


def _printed(each: UsableItem, usable: Usable, step: Step, vocabulary: Vocabulary, hashing: Hashing) -> Printed:
    clip, twin, document = step.clip, step.twin, each.document
    films = [clip.file, clip.poster] if clip else []
    films += [picture.file for words in step.words for picture in words.block.pictures]
    is_question = each.item.kind is ItemKind.QUESTION
    asked = (hash_of(usable.question),) if usable.question else ()
    is_summed_up = bool(step.lines) and not is_question
    return Printed(
        words=asked if is_question else tuple(map(hashing.words, step.words)),
        lines=(hash_of(document.summary), *map(hashing.pointer, each.pointers)) if document and is_summed_up else (),
        beside=hashing.beside(each, document) + (FOR_MEMBERS if each.members_only else "") if document else "",
        film=" ".join(path.name for path in films if path),
        notes=hashing.notes(each, vocabulary),
        stop=step.stop_recording,
        twin=(hash_of(twin.title), *map(hashing.words, twin.words)) if twin else (),
    )


def _sayable(document: Document, hashing: Hashing) -> frozenset[str]:
    """Return the hashes of everything that files can now say of a document beside its words."""
    pointers = (hashing.pointer(each) for each in document.passages if each.part is Part.POINTER)
    return frozenset((hash_of(document.summary), *pointers, *map(hash_of, document.questions)))


def _reasons(then: Carried, now: Carried, usable: UsableItem, sayable: frozenset[str]) -> Iterator[Refusal]:
    old, new = then.screen, now.screen
    lost = len(set(old.words) - set(new.words))
    other_film = old.film != new.film
    refused = usable.screen.refusal if lost or other_film or _is_silenced(old, usable, usable.screen) else None
    if refused:
        yield refused
    elif lost:
        yield Refusal.CHANGED if lost == len(set(old.words)) else Refusal.CHANGED_IN_PART
    is_printed = bool(then.paper.words) or _is_silenced(then.paper, usable, usable.paper)
    if not refused and is_printed and usable.paper.refusal:
        yield Refusal.PRINT
    # Title, names, summary or pointers have changed, even if the file did not hold the document's words.
    other_said = old.beside_for_all != new.beside_for_all or not sayable.issuperset((*old.lines, *then.paper.lines))
    if other_said or (other_film and not refused):
        yield Refusal.CHANGED_BESIDE
    if set(new.notes) - set(old.notes):
        yield Refusal.NOTED
    if new.stop and not old.stop:
        yield Refusal.RECORD


def _is_silenced(then: Printed, now: UsableItem, usable: Usable) -> bool:
    """Return whether a file asked a question of an item's document that may no longer be asked there."""
    questions = map(hash_of, now.document.questions if now.document else ())
    return not set(questions).isdisjoint(then.lines) and not (now.document and first_question(now.document, usable))


def _is_twin_lost(then: Carried, now: UsableItem, hashing: Hashing) -> bool:
    """Return whether a file held words in another language that are gone or may no longer be used."""
    title = {hash_of(now.twin.title)} if now.twin else set()
    pairs = ((now.screen, then.screen), (now.paper, then.paper))
    return any(not title.union(map(hashing.words, usable.twin)).issuperset(old.twin) for usable, old in pairs)
