"""Forms that need password and code again, if both were given more than ten minutes ago.

The page that asks sends what was entered to the same address, together with the form that was sent there. So nobody
has to fill in anything twice.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from flask import request

from library.actions.second_factor.proving import confirm, is_recent
from library.errors import SignInFailed
from library.model.sign_in import SignInProblem
from library.web.caching import keep_private
from library.web.known_browser import current_browser
from library.web.posted_form import NOT_SENT, PostedForm
from library.web.rendering import page
from library.web.request_context import current_library
from library.web.signed_in import current_session

if TYPE_CHECKING:
    from flask import Response

    from library.web.route import ViewFunction

PASSWORD, CODE = "confirm-password", "confirm-code"
STATUSES = {SignInProblem.MANY_PASSWORDS: 429}


def confirmed(view: ViewFunction) -> ViewFunction:
    """Wrap the view of a form to ask for password and code before it is used.

    By then it is certain that the form comes from this site. Otherwise a page of another site could have its own form
    confirmed, or use up someone's tries.
    """

    @wraps(view)
    def used(**parts: str) -> Response:
        return _ask_again() or view(**parts)

    return used


def _ask_again() -> Response | None:
    """Ask for password and code, or take them from the form that was sent; ``None`` if nothing is in the way."""
    session = current_session()
    # Without password and second factor so far, a session has nothing to give again.
    if session is None or session.confirmed_at is None or is_recent(current_library(), session):
        return None
    if PASSWORD not in request.form:
        return _asking(NOT_SENT)
    typed = request.form[PASSWORD], request.form.get(CODE, "")
    try:
        confirm(current_library(), session, current_browser(), *typed)
    except SignInFailed as failed:
        return _asking(PostedForm("confirm", {}, {CODE: failed.problem}))
    return None


def _asking(form: PostedForm) -> Response:
    sent = [(name, value) for name, value in request.form.items(multi=True) if name not in {PASSWORD, CODE}]
    status = next((STATUSES.get(SignInProblem(each), 422) for each in form.problems.values()), 403)
    return keep_private(page("confirm.html", indexed=False, form=form, sent=sent, status=status))
