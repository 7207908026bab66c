"""A person's own account: their packs and where they are signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.packs import my_packs
from library.actions.second_factor.setting_up import needs_second_factor
from library.actions.sign_in.sessions import end_other_sessions, end_session, sessions_of
from library.errors import NotFound
from library.web.access import may_come
from library.web.caching import keep_private
from library.web.forms import TOLD, back_to, redirect_to
from library.web.languages import localised
from library.web.rendering import page
from library.web.request_context import current_library
from library.web.signed_in import current_session, forget_session

if TYPE_CHECKING:
    from flask import Response

    from library.model.session import Session


def show_account() -> Response:
    """Show a person's packs, their details and where they are signed in."""
    library, session = current_library(), _session()
    return page(
        "account.html",
        session=session,
        person=library.people.find(session.person_id),
        packs=my_packs.packs_of(library, session.person_id),
        needs_second_factor=needs_second_factor(session),
        has_desk=may_come("desk"),
        sessions=sessions_of(library, session),
        indexed=False,
    )


def go_to_pack(code: str) -> Response:
    """Redirect to a pack in the person's list, so that no other page holds its editing link."""
    edit = my_packs.link_of_mine(current_library(), _session().person_id, code)
    return keep_private(redirect_to(localised(f"/packs/{edit}")))


def let_go_of_pack(code: str) -> Response:
    """Take a pack out of the person's list."""
    my_packs.let_go(current_library(), _session().person_id, code)
    return _account("let-go")


def keep_pack(edit: str) -> Response:
    """Put a pack into the person's list."""
    done = "kept" if my_packs.keep_pack(current_library(), _session().person_id, edit) else "not-kept"
    return back_to(localised(f"/packs/{edit}"), TOLD, done=done)


def end_one(session_id: str) -> Response:
    """Sign the person out in one browser."""
    session = _session()
    if not end_session(current_library(), session, session_id):
        raise NotFound
    if session_id == session.id:
        return forget_session(redirect_to(localised("/")))
    return _account("signed-out")


def end_others() -> Response:
    """Sign the person out everywhere else."""
    end_other_sessions(current_library(), _session())
    return _account("signed-out")


def _account(done: str) -> Response:
    return back_to(localised("/account"), TOLD, done=done)


def _session() -> Session:
    """Return the session of this browser; a viewer that was passed to the site has none."""
    session = current_session()
    if session is None:
        raise NotFound
    return session
