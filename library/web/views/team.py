"""Team activities: one document on one page for ten minutes, on screen, on paper or as text for a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response

from library.actions.packs.team_page import team_page
from library.errors import Refused
from library.model.refusal import Refusal
from library.web.caching import keep_private
from library.web.languages import translator
from library.web.page_metadata import ROBOTS_OFF
from library.web.rendering import page
from library.web.request_context import current_library, current_viewer
from library.web.team_text import team_text

if TYPE_CHECKING:
    from flask import Response


def show_team(shelf: str, slug: str) -> Response:
    """Show a document as a ten-minute team activity."""
    words = translator()
    team = team_page(current_library(), current_viewer(), shelf, slug, words)
    response = page("team.html", team=team, language_of=words.language_of, indexed=team.may_be_indexed)
    return response if team.is_public else keep_private(response)


def give_team_text(shelf: str, slug: str) -> Response:
    """Give the same as plain text, if its words may leave the site."""
    team = team_page(current_library(), current_viewer(), shelf, slug, translator())
    refusal = team.refusal or team.not_in_chat
    # For a work on another website, these are our own words.
    if refusal and refusal is not Refusal.ELSEWHERE:
        raise Refused(refusal)
    response = make_response(team_text(team))
    response.mimetype = "text/plain"
    response.headers["X-Robots-Tag"] = ROBOTS_OFF
    return response if team.is_public else keep_private(response)
