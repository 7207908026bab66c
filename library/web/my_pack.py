"""The pack that this browser adds to: one cookie, set when a pack is started or chosen, for twelve hours.

Pages are the same for everyone without the cookie, and may be cached; with it they are private. They say how much is in
the pack and link to ``/packs/mine``. The editing link itself is only on the pages below it, which no browser stores.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import g, request

from library.actions.packs.lifecycle import pack_to_edit
from library.actions.packs.pack_viewer import new_pack_viewer, pack_viewer
from library.errors import NotFound, RecordsUnavailable
from library.model.pack import Extent, ItemKind
from library.web.below_path import site_path
from library.web.request_context import current_library, current_settings, current_viewer

if TYPE_CHECKING:
    from flask import Response

    from library.actions.packs.pack_viewer import PackViewer
    from library.model.pack import Pack, StoredPack

COOKIE = "pack"
HOURS = 12
_SECRET = re.compile(r"[A-Za-z0-9_-]{20,64}")


@dataclass(frozen=True, slots=True)
class MyPack:
    """The pack that this browser adds to.

    Attributes:
        edit: The secret of its editing link.
        stored: As the records hold it.
    """

    edit: str
    stored: StoredPack

    @property
    def pack(self) -> Pack:
        """Return what it holds."""
        return self.stored.pack

    @property
    def count(self) -> int:
        """Return how many items it has."""
        return len(self.pack.items)

    def holds(self, slug: str, anchor: str = "") -> bool:
        """Return whether a document is in the pack: all of it, its short version, one passage or one question."""
        for item in self.pack.items:
            if item.slug != slug:
                continue
            if any(place.anchor == anchor for place in item.kept) and item.extent in {None, Extent.CHOSEN}:
                return True
            if not anchor and item.kind is ItemKind.DOCUMENT and item.extent is not Extent.CHOSEN:
                return True
        return False


def my_pack() -> MyPack | None:
    """Return the pack of this browser, or ``None``, also if the records do not answer."""
    if "my_pack" not in g:
        g.my_pack = _my_pack()
    found: MyPack | None = g.my_pack
    return found


def adding_viewer() -> PackViewer:
    """Return what this browser may add to its pack, or to the one that it would start; looked up once."""
    if "adding_viewer" not in g:
        mine, viewer = my_pack(), current_viewer()
        g.adding_viewer = pack_viewer(current_library(), viewer, mine.stored.id) if mine else new_pack_viewer(viewer)
    found: PackViewer = g.adding_viewer
    return found


def has_cookie() -> bool:
    """Return whether this browser sent the cookie, valid or not."""
    return COOKIE in request.cookies


def remember_pack(response: Response, edit: str) -> Response:
    """Set the cookie that lets this browser add to a pack."""
    response.set_cookie(
        COOKIE,
        edit,
        max_age=HOURS * 3600,
        path=site_path("/"),
        secure=current_settings().url.startswith("https:"),
        httponly=True,
        samesite="Lax",
    )
    return response


def forget_pack(response: Response) -> Response:
    """Remove the cookie; the pack itself is unchanged."""
    response.delete_cookie(
        COOKIE, path=site_path("/"), secure=current_settings().url.startswith("https:"), httponly=True, samesite="Lax"
    )
    return response


def _my_pack() -> MyPack | None:
    edit = request.cookies.get(COOKIE, "")
    if not _SECRET.fullmatch(edit):
        return None
    try:
        return MyPack(edit, pack_to_edit(current_library(), edit))
    except (NotFound, RecordsUnavailable):
        return None
