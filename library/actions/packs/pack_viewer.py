"""Who sees what of a pack: the one place that decides who gets documents for members in one.

To everyone, a pack shows only what is public, so no link to a pack widens an audience. The one exception is its owner:
someone who is signed in and has the pack in their own list. Their page of the pack, their slides and their run sheet
have documents for members too. Nobody gets a document for coordinators out of a pack, whatever they may read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.model.viewer import ANYBODY, Role, Viewer

if TYPE_CHECKING:
    from library.actions.library import Library

AS_MEMBER = Viewer(Role.MEMBER)


@dataclass(frozen=True, slots=True)
class PackViewer:
    """Someone who sees or fills a pack.

    Attributes:
        reads: What they may read on the site and could want in a pack: never more than a member.
        is_owner: Whether they are signed in and the pack is in their own list.
    """

    reads: Viewer = ANYBODY
    is_owner: bool = False

    @property
    def sees(self) -> Viewer:
        """Return the viewer whose documents the pack shows them."""
        return self.reads if self.is_owner else ANYBODY


EVERYONE = PackViewer()


def pack_viewer(library: Library, viewer: Viewer, pack_id: int) -> PackViewer:
    """Return what someone may see of a pack.

    Raises:
        RecordsUnavailable: Nobody knows whose it is.
    """
    person_id = viewer.person_id
    is_owner = person_id is not None and library.pack_owners.owner_of(pack_id) == person_id
    return PackViewer(_at_most_member(viewer), is_owner)


def new_pack_viewer(viewer: Viewer) -> PackViewer:
    """Return what someone may put into a pack that they start: it goes into their list if they are signed in."""
    return PackViewer(_at_most_member(viewer), viewer.person_id is not None)


def _at_most_member(viewer: Viewer) -> Viewer:
    return AS_MEMBER if viewer.is_at_least(Role.MEMBER) else ANYBODY
