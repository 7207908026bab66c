"""Signing in with password and code, and choosing both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from library.actions.second_factor import setting_up
from library.actions.second_factor.proving import sign_in_with_password
from library.errors import InvalidInput, NotFound, SignInFailed
from library.model.sign_in import SignInProblem
from library.web.caching import keep_private
from library.web.forms import TOLD, back_to, line, redirect_to
from library.web.known_browser import begin_session, current_browser
from library.web.languages import localised
from library.web.posted_form import NOT_SENT, PostedForm
from library.web.private_cookie import can_sign_in
from library.web.qr_code import qr_code
from library.web.rendering import page
from library.web.request_context import current_library, current_settings
from library.web.sign_in_links import next_path
from library.web.signed_in import current_session, keep_signed_in
from library.web.views.signing_in import MOST_SHOWN, later

if TYPE_CHECKING:
    from flask import Response

    from library.model.session import Session

SET_UP, PASSWORD, APP = "set-up", "password", "app"


def show_password() -> Response:
    """Ask a coordinator or administrator for address, password and code."""
    return _password_page(next_path(request.args.get("next", "")))


def use_password() -> Response:
    """Sign in with address, password and code; the answer is the same whichever of them is wrong."""
    typed, then = line("email"), next_path(line("next"))
    if not can_sign_in(current_settings().url):
        return _password_page(then)
    given = request.form.get("password", ""), line("code")
    try:
        started = sign_in_with_password(current_library(), current_browser(), typed, *given, then)
    except SignInFailed as failed:
        at = "email" if failed.problem is SignInProblem.NO_EMAIL else "code"
        return _password_page(then, PostedForm(PASSWORD, {"email": typed[:MOST_SHOWN]}, {at: failed.problem}))
    return begin_session(keep_private(redirect_to(started.next or localised("/desk"))), started)


def show_security() -> Response:
    """Show how a coordinator or administrator sets up or changes what they sign in with."""
    return _security_page(_session())


def set_up() -> Response:
    """Set up password and app for the first time, and show the recovery codes once."""
    session = _session()
    if not setting_up.may_set_up(current_library(), session):
        raise NotFound
    given = request.form.get("password", ""), line("app"), line("code")
    try:
        done = setting_up.set_up(current_library(), session, *given)
    except InvalidInput as wrong:
        return _security_page(session, PostedForm(SET_UP, {}, wrong.problems))
    # The page is still that of the session before, whose header has no desk yet.
    return keep_signed_in(_codes_page(done.codes), done.session_secret)


def change_password() -> Response:
    """Choose another password."""
    session = _session_with_password()
    try:
        setting_up.change_password(current_library(), session, request.form.get("password", ""))
    except InvalidInput as wrong:
        return _security_page(session, PostedForm(PASSWORD, {}, wrong.problems))
    return back_to(localised("/account/security"), TOLD, done="saved")


def change_app() -> Response:
    """Use another authenticator app."""
    session = _session_with_password()
    try:
        setting_up.change_app(current_library(), session, line("app"), line("code"))
    except InvalidInput as wrong:
        return _security_page(session, PostedForm(APP, {}, wrong.problems))
    return back_to(localised("/account/security"), TOLD, done="saved")


def change_codes() -> Response:
    """Make new recovery codes, and show them once."""
    return _codes_page(setting_up.change_recovery_codes(current_library(), _session_with_password()))


def _session() -> Session:
    """Return the session of someone who needs a second factor; for members there is none of these pages."""
    session = current_session()
    if session is None or not setting_up.needs_second_factor(session):
        raise NotFound
    return session


def _session_with_password() -> Session:
    session = _session()
    if session.confirmed_at is None:
        raise NotFound
    return session


def _password_page(then: str, form: PostedForm = NOT_SENT) -> Response:
    status = 429 if SignInProblem.MANY_PASSWORDS in form.problems.values() else 422 if form.problems else 200
    shown = page(
        "sign_in_password.html",
        indexed=False,
        form=form,
        next_path=then,
        is_possible=can_sign_in(current_settings().url),
        status=status,
    )
    return later(shown)


def _security_page(session: Session, form: PostedForm = NOT_SENT) -> Response:
    library = current_library()
    person, has = library.people.find(session.person_id), library.credentials.of(session.person_id)
    is_first = not (has.password_hash and has.totp_sealed)
    if person is None or (session.confirmed_at is None and not is_first):
        # Theirs are set up already, so they sign in with them first.
        return keep_private(redirect_to(localised("/sign-in/password?next=/account/security")))
    sealed = line("app")
    app = setting_up.app_again(library, person, sealed) if sealed else setting_up.new_app(library, person)
    shown = page(
        "security.html",
        indexed=False,
        form=form,
        person=person,
        app=app,
        qr_code=qr_code,
        is_first=is_first,
        codes_left=has.recovery_codes,
        status=422 if form.problems else 200,
    )
    return keep_private(shown)


def _codes_page(codes: tuple[str, ...]) -> Response:
    return keep_private(page("recovery_codes.html", indexed=False, codes=codes))
