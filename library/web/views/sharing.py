"""What leaves a pack: its files, and the page for participants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, request

from library.actions.packs.files import FILES, Recipient, make_file_in_turn
from library.actions.packs.lifecycle import pack_to_edit, shared_pack
from library.actions.packs.page import shared_page
from library.model.viewer import ANYBODY
from library.web.caching import keep_private
from library.web.languages import translator, words_language
from library.web.page_metadata import ROBOTS_OFF
from library.web.rendering import page
from library.web.request_context import current_library, current_viewer

if TYPE_CHECKING:
    from flask import Response

    from library.model.pack import StoredPack
    from library.model.viewer import Viewer


def show_shared(view: str) -> Response:
    """Show a pack to participants: what is public, without the facilitator's notes."""
    words = translator()
    shown = shared_page(current_library(), shared_pack(current_library(), view), words)
    files = [each for each in FILES.values() if each.recipient is Recipient.PARTICIPANTS]
    here = f"/shared/{view}"
    return keep_private(
        page("shared.html", indexed=False, shown=shown, here=here, files=files, language_of=words.language_of)
    )


def send_pack_file(edit: str, name: str) -> Response:
    """Send a file of a pack to its facilitator."""
    return _send(pack_to_edit(current_library(), edit), name, current_viewer(), with_notes=True)


def send_shared_file(view: str, name: str) -> Response:
    """Send a file of a pack to a participant."""
    return _send(shared_pack(current_library(), view), name, ANYBODY, with_notes=False)


def _send(stored: StoredPack, name: str, viewer: Viewer, *, with_notes: bool) -> Response:
    made = make_file_in_turn(
        current_library(), stored, name, request.remote_addr or "", words_language(), viewer, with_notes=with_notes
    )
    response = make_response(made.body)
    response.mimetype = made.media_type
    # The name is letters, digits, hyphens and a full stop: the code and a key of FILES.
    response.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response.headers["X-Robots-Tag"] = ROBOTS_OFF
    return keep_private(response)
