"""A person's own account: their packs, their details, where they are signed in, and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response

from library.actions.account import details
from library.actions.account.deletion import delete_account
from library.actions.account.own_data import own_data
from library.actions.packs import my_packs
from library.actions.second_factor.setting_up import needs_second_factor
from library.actions.sign_in.sessions import end_other_sessions, end_session, sessions_of
from library.errors import InvalidInput, NotFound
from library.web.access import may_come
from library.web.caching import keep_private
from library.web.forms import TOLD, back_to, line, redirect_to
from library.web.languages import localised
from library.web.posted_form import NOT_SENT, PostedForm
from library.web.rendering import page
from library.web.request_context import current_library, current_settings
from library.web.signed_in import current_session, forget_session

if TYPE_CHECKING:
    from flask import Response

    from library.model.session import Session


# Of an entry, in characters, that is shown again.
MOST_SHOWN = 254


def show_account() -> Response:
    """Show a person's packs, their details and where they are signed in."""
    return _account_page()


def change_details() -> Response:
    """Change what the person is called, and the language of mails to them."""
    sent = {"name": line("name"), "language": line("language")}
    try:
        details.change_details(current_library(), _session().person_id, **sent)
    except InvalidInput as wrong:
        return _account_page(
            PostedForm("details", {name: each[:MOST_SHOWN] for name, each in sent.items()}, wrong.problems)
        )
    return _account("saved")


def give_own_data() -> Response:
    """Give everything that is stored about the person, as a file."""
    body = own_data(current_library(), _session().person_id)
    response = make_response(body)
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = 'attachment; filename="commonplace-account.json"'
    return keep_private(response)


def show_delete() -> Response:
    """Ask for confirmation before the person's account is deleted."""
    return _delete_page()


def delete() -> Response:
    """Delete the person's account; their packs go to someone else, or go too."""
    give_to = None if line("packs") == "delete" else line("to")
    try:
        delete_account(current_library(), _session().person_id, give_to)
    except InvalidInput as wrong:
        return _delete_page(PostedForm("delete", {"to": line("to")[:MOST_SHOWN]}, wrong.problems))
    return forget_session(back_to(localised("/signed-out"), "", done="deleted"))


def _delete_page(form: PostedForm = NOT_SENT) -> Response:
    packs = my_packs.packs_of(current_library(), _session().person_id)
    status = 422 if form.problems else 200
    return keep_private(page("account_delete.html", indexed=False, form=form, packs=packs, status=status))


def _account_page(form: PostedForm = NOT_SENT) -> Response:
    library, session = current_library(), _session()
    return page(
        "account.html",
        session=session,
        form=form,
        languages=current_settings().languages,
        status=422 if form.problems else 200,
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
