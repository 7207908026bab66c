"""Accepting an invitation. The page that a link opens uses up nothing; only its button does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.people.accepting import accept, open_invitation
from library.errors import InvalidInput, NotFound
from library.model.person import MOST_NAME
from library.web.caching import keep_private
from library.web.forms import TOLD, back_to, line, redirect_to
from library.web.known_browser import begin_session, current_browser
from library.web.languages import localised, page_language
from library.web.private_cookie import can_sign_in
from library.web.rendering import page
from library.web.request_context import current_library, current_settings

if TYPE_CHECKING:
    from flask import Response

    from library.model.invitation import Invitation


def show_invitation(link: str) -> Response:
    """Show an invitation to someone who has its link."""
    if not can_sign_in(current_settings().url):
        return _not_here()
    try:
        invitation = open_invitation(current_library(), link)
    except NotFound:
        return _over()
    return _page(link, invitation, invitation.name)


def accept_invitation(link: str) -> Response:
    """Open an account with an invitation, and sign the person in."""
    name = line("name")
    if not can_sign_in(current_settings().url):
        return _not_here()
    try:
        started = accept(current_library(), link, name, page_language(), current_browser())
    except InvalidInput as wrong:
        return _asked_again(link, name, wrong.problems["name"])
    except NotFound:
        return _over()
    # A member has nothing to set up: their account says that they have joined, and where their packs will be.
    joined = (
        redirect_to(localised(started.next)) if started.next else back_to(localised("/account"), TOLD, done="joined")
    )
    return begin_session(keep_private(joined), started)


def _asked_again(link: str, name: str, problem: str) -> Response:
    return _page(link, open_invitation(current_library(), link), name, status=422, problem=problem, most=MOST_NAME)


def _page(link: str, invitation: Invitation, name: str, *, status: int = 200, **values: object) -> Response:
    values |= {"invitation": invitation, "name": name, "here": f"/invitations/{link}"}
    return keep_private(page("people/invitation.html", status=status, indexed=False, **values))


def _not_here() -> Response:
    """Lead to the page that says why nobody can sign in at this address; the invitation still waits."""
    return keep_private(redirect_to(localised("/sign-in")))


def _over() -> Response:
    """Say what to do with a link that opens nothing; the same for one that was used and one that never was."""
    return page("people/invitation_over.html", status=404, indexed=False)
