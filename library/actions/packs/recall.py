"""Is it still fine to use? What the code on a file says, and what a pack says of itself when it is opened again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.packs.resolve import resolve
from library.actions.packs.secrets import read_code, shown_code
from library.errors import NotFound
from library.model.pack import Extent
from library.model.refusal import Refusal
from library.model.viewer import ANYBODY

if TYPE_CHECKING:
    from library.actions.library import Library, View
    from library.actions.packs.resolve import Resolved
    from library.model.card import Card
    from library.model.pack import Pack


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """One item that is to be left out.

    Attributes:
        number: Its place in the pack. Its title is never said: whoever has a code may not know of the document.
        reason: Why.
        instead: What takes its place, where an editor says so and everybody may see it, or ``None``.
    """

    number: int
    reason: Refusal
    instead: Card | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        code: As people read it.
        total: How many items the pack has.
        leave_out: May be empty: then all is still fine.
    """

    code: str
    total: int
    leave_out: tuple[LeaveOut, ...]


def check_code(library: Library, typed: str) -> Checked:
    """Say of the pack with a code what is still fine to use.

    Raises:
        NotFound: No pack has that code.
    """
    code = read_code(typed)
    kept = library.records.pack_with_code(code) if code else None
    if kept is None:
        raise NotFound
    return Checked(shown_code(kept.code), len(kept.pack.items), to_leave_out(library.view(ANYBODY), kept.pack))


def to_leave_out(view: View, pack: Pack) -> tuple[LeaveOut, ...]:
    """Return what of a pack is not fine to use now, in order; may be empty."""
    return tuple(_leave_out(view, each) for each in resolve(view, pack) if _is_out(each))


def _is_out(resolved: Resolved) -> bool:
    """Tell whether something is not fine to use; pointers that were changed are our own words, and stay fine."""
    return bool(resolved.refusal or (resolved.changed and resolved.item.extent is not Extent.LINK))


def _leave_out(view: View, resolved: Resolved) -> LeaveOut:
    shelved = view.snapshot.by_slug.get(resolved.item.slug)
    old = view.catalogue.documents([shelved.id]).get(shelved.id) if shelved else None
    instead = view.card_at(old.replaced_by) if old and old.replaced_by else None
    return LeaveOut(resolved.number, resolved.refusal or Refusal.CHANGED, instead)
