"""Counting documents: shown ones by audience, the others by why they are not shown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from library.model.document import Status
from library.model.viewer import ANYBODY, Role, Viewer

if TYPE_CHECKING:
    from library.actions.library import Library, View
    from library.storage.catalogue import DocumentState

# From the widest audience to the narrowest.
_VIEWERS = {"public": ANYBODY, "for members": Viewer(Role.MEMBER), "for coordinators": Viewer(Role.COORDINATOR)}

SHOWN = tuple(_VIEWERS)
NOT_SHOWN = ("due later", "hidden as fictional", "in draft", "in review", "past their last day", "withdrawn")

_WAITING = {Status.DRAFT: "in draft", Status.IN_REVIEW: "in review"}


def tally(library: Library) -> Counter[str]:
    """Count all documents, each once, under a word of ``SHOWN`` or ``NOT_SHOWN``.

    Raises:
        NothingPublished: There is no catalogue yet.
    """
    views = {name: library.view(viewer) for name, viewer in _VIEWERS.items()}
    public = views["public"]
    counted: Counter[str] = Counter()
    for each in public.snapshot.by_id.values():
        shown = next((name for name, view in views.items() if each.id in view.visible), None)
        counted[shown or _why_not(each, public)] += 1
    return counted


def _why_not(state: DocumentState, view: View) -> str:
    if state.status in _WAITING:
        return _WAITING[state.status]
    if state.status is Status.WITHDRAWN:
        return "past their last day" if state.id in view.snapshot.ended else "withdrawn"
    is_due_later = state.published is not None and state.published > view.rule.day
    return "due later" if is_due_later else "hidden as fictional"
