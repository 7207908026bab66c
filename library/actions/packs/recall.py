"""Is it still fine to use? What the code on a file says, and what a pack says of itself when it is opened again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.packs.editions import findings
from library.actions.packs.resolve import resolve, slug_now
from library.actions.packs.secrets import read_code, shown_code
from library.errors import NotFound
from library.model.pack import Extent
from library.model.refusal import Refusal
from library.model.viewer import ANYBODY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from library.actions.library import Library, View
    from library.actions.packs.resolve import Resolved
    from library.model.card import Card
    from library.model.edition import Edition
    from library.model.pack import KeptPack, Pack


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
        code: As people read it, with the number of the edition.
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
        typed: The code on a file, or that of the pack without the number behind it: then of all its files.

    Raises:
        NotFound: No pack has that code, or no file of it had that number.
    """
    read = read_code(typed)
    kept = library.records.pack_with_code(read.code) if read else None
    if read is None or kept is None:
        raise NotFound
    editions = library.records.editions(kept.id, read.edition or None)
    if read.edition and not editions:
        raise NotFound
    view = library.view(ANYBODY)
    files = tuple(_checked(view, kept, each) for each in editions) or (_as_it_is(view, kept),)
    return Checked(shown_code(kept.code, read.edition), files)


def has_stale_files(library: Library, view: View, kept: KeptPack) -> bool:
    """Tell whether something in a file that was made of a pack is not to be used now."""
    carried = dict.fromkeys(each for edition in library.records.editions(kept.id) for each in edition.carried)
    return any(True for _ in findings(view, carried))


def to_leave_out(view: View, pack: Pack) -> tuple[LeaveOut, ...]:
    """Return what of a pack is not fine to use now, in order; may be empty."""
    every = ((each, _reason(each)) for each in resolve(view, pack))
    return _leave_out(view, ((each, reason) for each, reason in every if reason))


def _checked(view: View, kept: KeptPack, edition: Edition) -> CheckedFiles:
    found = _leave_out(view, findings(view, edition.carried))
    return CheckedFiles(shown_code(kept.code, edition.number), edition.made_on, edition.total, found)


def _as_it_is(view: View, kept: KeptPack) -> CheckedFiles:
    return CheckedFiles(shown_code(kept.code), None, len(kept.pack.items), to_leave_out(view, kept.pack))


def _reason(resolved: Resolved) -> Refusal | None:
    """Return why an item cannot be used as it was gathered; pointers that were changed are our own, and stay fine."""
    if resolved.refusal or not resolved.changed or resolved.item.extent is Extent.LINK:
        return resolved.refusal
    return Refusal.CHANGED_IN_PART


def _leave_out(view: View, found: Iterable[tuple[Resolved, Refusal]]) -> tuple[LeaveOut, ...]:
    return tuple(LeaveOut(each.number, reason, _instead(view, each)) for each, reason in found)


def _instead(view: View, resolved: Resolved) -> Card | None:
    shelved = view.snapshot.by_slug.get(slug_now(view, resolved.item.slug))
    old = view.catalogue.documents([shelved.id]).get(shelved.id) if shelved else None
    return view.card_at(slug_now(view, old.replaced_by)) if old and old.replaced_by else None
