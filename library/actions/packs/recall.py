"""Is it still fine to use? What the code on a file says, and what a pack says of itself when it is opened again.

Files are answered for by their edition. The page for those who come may be printed too, and looking at it stores
nothing: its code is that of files that carry the same. Where none were made, all of it is fine as long as the pack, or
one of its latest states, would give the same page today. Otherwise nobody knows what it said, and the answer is to use
none of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.packs.editions import findings, marks_for
from library.actions.packs.expiry import opened
from library.actions.packs.resolve import slug_now
from library.actions.packs.secrets import read_code, shown_code
from library.actions.packs.usable import usable_items
from library.errors import NotFound
from library.model.pack import Extent, Pack
from library.model.refusal import Refusal
from library.model.viewer import ANYBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from library.actions.library import Library, View
    from library.model.card import Card
    from library.model.edition import Carried, Edition
    from library.model.pack import StoredPack
    from library.model.usable import UsableItem


# States of a pack that a printed page is looked for in: enough for changes between printing it and using it.
LATEST = 20


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """One thing that is not to be used as it was; an item may have two.

    Attributes:
        number: The item's place in the pack. Its title is never said: whoever has a code may not know of the document.
        reason: Why: all of it, its words, or what is said of it is concerned.
        instead: What takes its place, where an editor says so and everybody may see it, or ``None``.
    """

    number: int
    reason: Refusal
    instead: Card | None


@dataclass(frozen=True, slots=True)
class CheckedFiles:
    """What a check found of all files that bear one code.

    Attributes:
        code: As people read it, with the mark of the edition.
        made_on: The day the first of them was made; ``None`` for a pack of which no file was made.
        total: How many items they have.
        leave_out: In order; may be empty: then all is still fine.
    """

    code: str
    made_on: date | None
    total: int
    leave_out: tuple[LeaveOut, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        code: As people read it, as it was asked for.
        files: Those of the edition that was asked for, or of every edition, the newest first; never empty.
    """

    code: str
    files: tuple[CheckedFiles, ...]

    @property
    def not_fine(self) -> tuple[CheckedFiles, ...]:
        """Return those of which something is not to be used."""
        return tuple(each for each in self.files if each.leave_out)


def check_code(library: Library, typed: str) -> Checked:
    """Say of the files with a code what is still fine to use.

    Args:
        library: Where the packs are.
        typed: The code on a file, or that of the pack without the mark behind it: then of all its files.

    Raises:
        NotFound: No pack has that code, or no file of it had that mark.
    """
    read = read_code(typed)
    stored = library.records.pack_with_code(read.code) if read else None
    if read is None or stored is None:
        raise NotFound
    opened(library, stored)
    editions = library.records.editions(stored.id, read.mark)
    view = library.view(ANYBODY)
    if read.mark and not editions:
        return Checked(shown_code(stored.code, read.mark), (_as_printed(library, view, stored, read.mark),))
    if not editions:
        as_it_is = to_leave_out(view, usable_items(view, stored.pack))
        return Checked(
            shown_code(stored.code), (CheckedFiles(shown_code(stored.code), None, len(stored.pack.items), as_it_is),)
        )
    files = tuple(_checked(stored, editions, _found(library, view, editions)))
    return Checked(shown_code(stored.code, read.mark), files)


def _as_printed(library: Library, view: View, stored: StoredPack, mark: str) -> CheckedFiles:
    """Return what is said of a page of which no file was made: that all is fine, where it would be the same today.

    Raises:
        NotFound: It would not, or there never was such a page.
    """
    for version in range(stored.version, max(0, stored.version - LATEST), -1):
        pack = library.records.state(stored.id, version)
        usable = tuple(each for each in usable_items(view, pack or Pack()) if not each.refusal)
        if mark in marks_for(library, view, stored, usable):
            return CheckedFiles(shown_code(stored.code, mark), None, len(usable), ())
    raise NotFound


def has_stale_files(library: Library, view: View, stored: StoredPack) -> bool:
    """Tell whether something in a file that was made of a pack is not to be used now."""
    return any(True for _ in findings(library, view, library.records.carried(stored.id)))


def to_leave_out(view: View, items: Iterable[UsableItem]) -> tuple[LeaveOut, ...]:
    """Return what of a pack is not fine to use now, in order; may be empty."""
    every = ((each, _reason(each)) for each in items)
    return tuple(
        LeaveOut(each.number, reason, _instead(view, each.item.slug)) for each, reason in every if reason is not None
    )


def _found(library: Library, view: View, editions: Iterable[Edition]) -> dict[Carried, list[LeaveOut]]:
    """Return what is not fine to use, by what was carried; several editions carry much of the same."""
    instead: dict[str, Card | None] = {}
    found: dict[Carried, list[LeaveOut]] = {}
    carried = dict.fromkeys(each for edition in editions for each in edition.carried)
    for each, reason in findings(library, view, carried):
        slug = each.item.slug
        if slug not in instead:
            instead[slug] = _instead(view, slug)
        found.setdefault(each, []).append(LeaveOut(each.number, reason, instead[slug]))
    return found


def _checked(
    stored: StoredPack, editions: Iterable[Edition], found: dict[Carried, list[LeaveOut]]
) -> Iterator[CheckedFiles]:
    for edition in editions:
        leave_out = tuple(one for each in edition.carried for one in found.get(each, ()))
        yield CheckedFiles(shown_code(stored.code, edition.mark), edition.made_on, edition.total, leave_out)


def _reason(each: UsableItem) -> Refusal | None:
    """Return why an item cannot be used as it was gathered; pointers that were changed are our own, and stay fine."""
    if each.refusal or not each.changed or each.item.extent is Extent.LINK:
        return each.refusal
    return Refusal.CHANGED_IN_PART


def _instead(view: View, slug: str) -> Card | None:
    state = view.snapshot.by_slug.get(slug_now(view, slug))
    old = view.catalogue.documents([state.id]).get(state.id) if state else None
    return view.card_at(slug_now(view, old.replaced_by)) if old and old.replaced_by else None
