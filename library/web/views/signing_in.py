"""Signing in by mail, and signing out. Pages that are only looked at use up nothing; their buttons do."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from flask import request

from library.actions.sign_in import by_mail
from library.actions.sign_in.sessions import end_session
from library.errors import RecordsUnavailable, SignInFailed
from library.model.sign_in import SignInProblem
from library.web.caching import keep_private
from library.web.forms import line, redirect_to
from library.web.known_browser import begin_session, current_browser, remember_asking
from library.web.languages import localised
from library.web.posted_form import NOT_SENT, PostedForm
from library.web.private_cookie import can_sign_in
from library.web.rendering import page
from library.web.request_context import current_library, current_settings
from library.web.sign_in_links import next_path
from library.web.signed_in import current_session, forget_session

if TYPE_CHECKING:
    from flask import Response

    from library.actions.sign_in.starting import Started

# Characters of an entry that are shown again.
MOST_SHOWN = 254
STATUSES = {SignInProblem.MANY_MAILS: 429, SignInProblem.MANY_CODES: 429, SignInProblem.OVER: 410}
# What ``Retry-After`` says after too many requests, in seconds.
LATER = "3600"


def show_sign_in() -> Response:
    """Ask for the address of someone who wants to sign in."""
    return _sign_in_page(next_path(request.args.get("next", "")))


def ask_for_mail() -> Response:
    """Send a mail to sign in with, or one that says how else; the answer is the same for every address."""
    typed, then = line("email"), next_path(line("next"))
    if not (_is_possible() and current_settings().mail_url):
        return _sign_in_page(then)
    try:
        secret = by_mail.ask(current_library(), current_browser(), typed, then)
    except SignInFailed as failed:
        return _sign_in_page(then, _form("email", typed, failed))
    return remember_asking(keep_private(redirect_to(localised("/sign-in/sent"))), secret)


def show_sent() -> Response:
    """Ask for the code in the mail; to a browser that asked for none, show where to ask."""
    if not current_browser().asked:
        return keep_private(redirect_to(localised("/sign-in")))
    return _sent_page()


def use_code() -> Response:
    """Sign in with a code."""
    typed = line("code")
    try:
        started = by_mail.sign_in_with_code(current_library(), current_browser(), typed)
    except SignInFailed as failed:
        is_used_up = failed.problem == SignInProblem.WRONG_CODE and not failed.tries_left
        shown = SignInFailed(SignInProblem.OVER) if is_used_up else failed
        return _sent_page(_form("code", typed, shown), shown.tries_left)
    return _signed_in(started)


def show_link(link: str) -> Response:
    """Show the button that signs in, or the code where another browser asked; nothing is used up."""
    if not _is_possible():
        return _sign_in_page("")
    # Some mail programs take the full stop of a sentence into the link.
    return _link_page(link.rstrip(".,;:!?)>"))


def use_link() -> Response:
    """Sign in with a link, in the browser that asked for it; in another, show the code."""
    link = line("link")
    if not _is_possible():
        return _sign_in_page("")
    try:
        started = by_mail.sign_in_with_link(current_library(), current_browser(), link)
    except SignInFailed:
        return _link_page(link)
    return _signed_in(started)


def sign_out() -> Response:
    """End the session of this browser."""
    # If the records do not answer, at least this browser forgets its secret.
    with suppress(RecordsUnavailable):
        if session := current_session():
            end_session(current_library(), session, session.id)
    return forget_session(redirect_to(localised("/signed-out")))


def show_signed_out() -> Response:
    """Say that someone is signed out."""
    return page("signed_out.html", indexed=False)


def later(response: Response) -> Response:
    """Say when to come back, if there were too many requests."""
    if response.status_code == 429:
        response.headers["Retry-After"] = LATER
    return response


def _is_possible() -> bool:
    return can_sign_in(current_settings().url)


def _form(name: str, typed: str, failed: SignInFailed) -> PostedForm:
    return PostedForm(name, {name: typed[:MOST_SHOWN]}, {name: failed.problem})


def _sign_in_page(then: str, form: PostedForm = NOT_SENT) -> Response:
    response = page(
        "sign_in.html",
        indexed=False,
        form=form,
        next_path=then,
        is_possible=_is_possible(),
        has_mail=bool(current_settings().mail_url),
        status=_status(form),
    )
    return later(response)


def _sent_page(form: PostedForm = NOT_SENT, tries_left: int = 0) -> Response:
    is_over = SignInProblem.OVER in form.problems.values()
    shown = page(
        "sign_in_sent.html",
        indexed=False,
        form=form,
        tries_left=tries_left,
        is_over=is_over,
        minutes=by_mail.MINUTES,
        status=_status(form),
    )
    return keep_private(later(shown))


def _link_page(link: str) -> Response:
    try:
        opened = by_mail.opened_link(current_library(), current_browser(), link)
    except SignInFailed:
        opened = None
    shown = page(
        "sign_in_link.html",
        indexed=False,
        opened=opened,
        link=link,
        minutes=by_mail.MINUTES,
        status=200 if opened else 410,
    )
    return keep_private(shown)


def _signed_in(started: Started) -> Response:
    return begin_session(keep_private(redirect_to(started.next or localised("/"))), started)


def _status(form: PostedForm) -> int:
    return next((STATUSES.get(SignInProblem(each), 422) for each in form.problems.values()), 200)
