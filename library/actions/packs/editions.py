"""What files of a pack carry: kept under the mark that stands on them, and compared with what may be used now.

What is kept is made of the very steps that the files are made of. To check, the same steps are made again of the
documents as they are now: whatever stood in a file and does not come again is reported.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from library.actions.packs.allowed import refused_words
from library.actions.packs.resolve import resolve_items
from library.actions.packs.secrets import shown_code
from library.actions.packs.steps import Steps, pointed, twin_passages
from library.errors import NotFound
from library.model.edition import Carried, Printed
from library.model.pack import Item, ItemKind
from library.model.passage import Part
from library.model.refusal import Refusal
from library.model.workshop import Taking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from library.actions.library import Library, View
    from library.actions.packs.resolve import Resolved
    from library.model.document import Document
    from library.model.pack import KeptPack
    from library.model.passage import Passage
    from library.model.workshop import Step, Words


def code_for_files(library: Library, view: View, kept: KeptPack, usable: Iterable[Resolved]) -> str:
    """Keep what files carry that are made of a pack now, and return the code for them.

    Args:
        library: Where it is kept.
        view: What the items were resolved with.
        kept: The pack.
        usable: Those of its items that go into files.

    Raises:
        NotFound: The pack was deleted meanwhile.
        Refused: Too many different files were made of it today.
        RecordsUnavailable: It could not be kept; then no file may be made.
    """
    every, steps = tuple(usable), Steps(library, view)
    numbered = ((each.number, _bare(each.item)) for each in every if each.document)
    carried = tuple(_carried(steps, each) for each in resolve_items(view, numbered))
    mark = library.records.keep_edition(kept.id, len(every), carried, library.today())
    if mark is None:
        raise NotFound
    return shown_code(kept.code, mark)


def findings(library: Library, view: View, carried: Iterable[Carried]) -> Iterator[tuple[Carried, Refusal]]:
    """Yield what of files is not fine to use now: what they carry, and each reason."""
    every, steps = tuple(carried), Steps(library, view)
    for then, now in zip(every, resolve_items(view, ((each.number, each.item) for each in every)), strict=True):
        if now.document is None or now.refusal not in {None, Refusal.CHANGED}:
            yield then, now.refusal or Refusal.GONE
        else:
            yield from ((then, reason) for reason in _reasons(then, _carried(steps, now), now.document))
            if _is_twin_lost(then, now.document, steps.twin(now.document)):
                yield then, Refusal.OTHER_LANGUAGE


def _bare(item: Item) -> Item:
    """Return an item without the facilitator's own words."""
    return Item(item.id, item.kind, item.slug, item.extent, item.kept, item.way)


def _carried(steps: Steps, resolved: Resolved) -> Carried:
    screen, paper = (_printed(resolved, steps.step(resolved, taking), taking) for taking in Taking)
    return Carried(resolved.number, resolved.item, screen, paper)


def _printed(resolved: Resolved, step: Step, taking: Taking) -> Printed:
    clip, credit, twin = step.clip, step.credit, step.twin
    names = (credit.title, credit.who, credit.year, credit.kind, credit.source) if credit else ()
    organisation = resolved.document.organisation if resolved.document else ""
    films = (clip.file, clip.poster) if clip else ()
    is_question = resolved.item.kind is ItemKind.QUESTION
    return Printed(
        words=_question(resolved, taking) if is_question else tuple(map(_words, step.words)),
        lines=() if is_question else tuple(map(_hash, step.lines)),
        beside=_hash(step.title, *names, organisation, clip.alt if clip else ""),
        film=" ".join(path.name for path in films if path),
        notes=step.content_notes,
        stop=step.stop_recording,
        twin=(_hash(twin.title), *map(_words, twin.words)) if twin else (),
    )


def _question(resolved: Resolved, taking: Taking) -> tuple[str, ...]:
    refused = refused_words(resolved.document, taking) if resolved.document else Refusal.GONE
    return (_hash(resolved.question),) if resolved.question and refused in {None, Refusal.ELSEWHERE} else ()


def _words(words: Words | Passage) -> str:
    return _hash(words.text, words.heading, words.speaker)


def _reasons(then: Carried, now: Carried, document: Document) -> Iterator[Refusal]:
    old, new = then.screen, now.screen
    lost = len(set(old.words) - set(new.words))
    other_film = old.film != new.film
    refused = _refused(now, document, Taking.SCREEN) if lost or other_film else None
    if refused:
        yield refused
    elif lost:
        yield Refusal.CHANGED if lost == len(set(old.words)) else Refusal.CHANGED_IN_PART
    if not refused and then.paper.words and _refused(now, document, Taking.PAPER):
        yield Refusal.PRINT
    if _is_other_beside(old, new, document, then.paper.lines) or (other_film and not refused):
        yield Refusal.CHANGED_BESIDE
    if set(new.notes) - set(old.notes):
        yield Refusal.NOTED
    if new.stop and not old.stop:
        yield Refusal.RECORD


def _refused(carried: Carried, document: Document, taking: Taking) -> Refusal | None:
    """Return why words may not go along now; questions of works elsewhere are our own."""
    refused = refused_words(document, taking)
    return None if refused is Refusal.ELSEWHERE and carried.item.kind is ItemKind.QUESTION else refused


def _is_twin_lost(then: Carried, document: Document, twin: Document | None) -> bool:
    """Tell whether words in another language stood in a file that are not there any more, or may not be used so."""
    for taking, old in ((Taking.SCREEN, then.screen.twin), (Taking.PAPER, then.paper.twin)):
        now = {_hash(twin.title), *map(_words, twin_passages(twin, document, taking))} if twin else set()
        if not now.issuperset(old):
            return True
    return False


def _is_other_beside(old: Printed, new: Printed, document: Document, on_paper: Iterable[str]) -> bool:
    """Tell whether title, names, summary or pointers were others; whether the words stood there too is no matter."""
    sayable = {_hash(document.summary)}
    sayable |= {_hash(pointed(each)) for each in document.passages if each.part is Part.POINTER}
    return old.beside != new.beside or not sayable.issuperset((*old.lines, *on_paper))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
