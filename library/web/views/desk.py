"""The coordinators' desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.desk.desk import desk_page
from library.model.viewer import Role
from library.web.rendering import page
from library.web.request_context import current_library, current_viewer

if TYPE_CHECKING:
    from flask import Response


def show_desk() -> Response:
    """Show what coordinators have to look at, and what the library has too little of."""
    viewer = current_viewer()
    manages_people = viewer.is_at_least(Role.ADMINISTRATOR)
    return page("desk.html", desk=desk_page(current_library(), viewer), manages_people=manages_people, indexed=False)
