"""Checking whether a pack or its files can still be used, by the code on a file or when the pack is opened again.

A file is checked by its edition. The shared page can be printed too, but opening it stores nothing: its code is that of
files with the same content. If no such file was made, the page can be used as long as the pack, or one of its latest
states, would give the same page today. Otherwise nobody knows what it said, and the answer is to use none of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.packs.editions import findings, marks_for
from library.actions.packs.entered_code import code_entered
from library.actions.packs.expiry import opened
from library.actions.packs.resolve import slug_now
from library.actions.packs.secrets import CODE_LENGTH, shown_code
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


# How many states of a pack a printed page is compared with: enough for changes between printing and using it.
LATEST = 20


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """One thing that can no longer be used as before; an item may have two.

    Attributes:
        number: The item's position in the pack. The title is never given: someone with a code may not see the document.
        reason: Why, and whether it affects the item, its words or its details.
        instead: The public document that an editor named as its replacement, or ``None``.
    """

    number: int
    reason: Refusal
    instead: Card | None


@dataclass(frozen=True, slots=True)
class CheckedFiles:
    """The result of a check for all files with one code.

    Attributes:
        code: As people read it, with the mark of the edition.
        made_on: The day the first of them was made; ``None`` if no file was made.
        total: How many items they have.
        leave_out: In order; empty if everything can still be used.
    """

    code: str
    made_on: date | None
    total: int
    leave_out: tuple[LeaveOut, ...]


@dataclass(frozen=True, slots=True)
class CodeCheck:
    """What a check found.

    Attributes:
        code: The code that was checked, as people read it.
        files: Of the edition in the code, or of every edition, newest first; never empty.
    """

    code: str
    files: tuple[CheckedFiles, ...]

    @property
    def has_mark(self) -> bool:
        """Return whether the code is of one edition; the code of a pack does not say which items its reader has."""
        return len(self.code.replace("-", "")) > CODE_LENGTH

    @property
    def not_fine(self) -> tuple[CheckedFiles, ...]:
        """Return those that hold something that can no longer be used."""
        return tuple(each for each in self.files if each.leave_out)


def check_code(library: Library, entered: str) -> CodeCheck:
    """Check which parts of the files with a code can still be used.

    Args:
        library: Where the packs are.
        entered: The code on a file; or the pack's code without a mark, or its link, to check all its files.

    Raises:
        NotFound: No pack has that code, or none of its files has that mark.
    """
    read = code_entered(library, entered)
    stored = library.records.pack_with_code(read.code)
    if stored is None:
        raise NotFound
    opened(library, stored)
    editions = library.records.editions(stored.id, read.mark)
    view = library.view(ANYBODY)
    if read.mark and not editions:
        return CodeCheck(shown_code(stored.code, read.mark), (_as_printed(library, view, stored, read.mark),))
    if not editions:
        as_it_is = to_leave_out(view, usable_items(view, stored.pack))
        return CodeCheck(
            shown_code(stored.code), (CheckedFiles(shown_code(stored.code), None, len(stored.pack.items), as_it_is),)
        )
    files = tuple(_checked(stored, editions, _found(library, view, editions)))
    return CodeCheck(shown_code(stored.code, read.mark), files)


def _as_printed(library: Library, view: View, stored: StoredPack, mark: str) -> CheckedFiles:
    """Return the result for a shared page without a file: everything can be used if the page would be the same today.

    Raises:
        NotFound: It would not be the same, or there never was such a page.
    """
    for version in range(stored.version, max(0, stored.version - LATEST), -1):
        pack = library.records.state(stored.id, version)
        usable = tuple(each for each in usable_items(view, pack or Pack()) if not each.refusal)
        if mark in marks_for(library, view, stored, usable):
            return CheckedFiles(shown_code(stored.code, mark), None, len(usable), ())
    raise NotFound


def has_stale_files(library: Library, view: View, stored: StoredPack) -> bool:
    """Return whether a file made from a pack holds something that can no longer be used."""
    return any(True for _ in findings(library, view, library.records.carried(stored.id)))


def to_leave_out(view: View, items: Iterable[UsableItem]) -> tuple[LeaveOut, ...]:
    """Return what can no longer be used in a pack, in order; may be empty."""
    every = ((each, _reason(each)) for each in items)
    return tuple(
        LeaveOut(each.number, reason, _instead(view, each.item.slug)) for each, reason in every if reason is not None
    )


def _found(library: Library, view: View, editions: Iterable[Edition]) -> dict[Carried, list[LeaveOut]]:
    """Return reasons by what editions hold, found once, because editions share most of it."""
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
    """Return why an item can no longer be used as it was chosen; changed pointers are ours, and do not matter."""
    if each.refusal or not each.changed or each.item.extent is Extent.LINK:
        return each.refusal
    return Refusal.CHANGED_IN_PART


def _instead(view: View, slug: str) -> Card | None:
    state = view.snapshot.by_slug.get(slug_now(view, slug))
    old = view.catalogue.documents([state.id]).get(state.id) if state else None
    return view.card_at(slug_now(view, old.replaced_by)) if old and old.replaced_by else None
