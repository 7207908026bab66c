"""Signing in by mail, for members: a link and a six-digit code, both used up by the first of them.

Mail scanners open links and follow redirects, so only the button of a page uses anything up. A link signs in the
browser that asked for it and no other, so an intercepted mail is of no use. Opened elsewhere, it shows the code, to
enter where the person asked.

An address that nobody has takes the same statements and rows: a request that cannot be completed, and a job that sends
nothing. Coordinators and administrators do not sign in by mail: theirs says to use the password. Only if they have none
yet, or it was reset, do they sign in by mail, as no more than a member, to set one up.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from hmac import compare_digest
from string import digits
from typing import TYPE_CHECKING

from library.actions.jobs.mailing import mail_job, no_mail_job
from library.actions.mails import page_address, password_mail, sign_in_mail
from library.actions.packs.secrets import new_secret
from library.actions.sign_in.keys import CODE_DIGITS, account_key, code_digest, code_of
from library.actions.sign_in.limits import attempt_of, is_limited
from library.actions.sign_in.starting import Started, start
from library.errors import SignInFailed
from library.model.audit import Action, AuditLine
from library.model.person import Person, normalised_email
from library.model.sign_in import SignIn, SignInProblem
from library.model.viewer import Role
from library.storage.attempts import AttemptKind, lock_attempts, record_attempt
from library.storage.audit import record
from library.storage.jobs import add_job
from library.storage.people import find_person, find_person_by_email
from library.storage.sessions import digest_of
from library.storage.sign_ins import add_sign_in, count_try, use_link, use_up

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.actions.sign_in.starting import Browser
    from library.model.audit import Actor
    from library.storage.records_database import Connection

MINUTES = 30
LASTS = MINUTES * 60  # seconds
# A guess is compared with the codes of so many mails, the newest.
NEWEST = 3
# A link that an administrator copies is handed over by hand.
COPIED_LASTS = 24 * 3_600

# Stands in for the person whose address nobody has, so that their mail takes the same work.
_NOBODY = Person(0, "", "", Role.MEMBER, "en", 0)


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """A link that still works, opened in some browser. Opening it uses up nothing.

    Attributes:
        is_here: Whether it signs in this browser.
        code: Six digits to enter where the person asked.
    """

    is_here: bool
    code: str


def ask(library: Library, browser: Browser, typed: str, next_path: str) -> str:
    """Ask for a mail to sign in with.

    Args:
        library: Whose records hold the people.
        browser: That asks.
        typed: An address as it was entered.
        next_path: Where to go afterwards: a path of this site, or empty.

    Returns:
        The secret for the browser's cookie: the one that it has, so that an earlier mail still works too.

    Raises:
        SignInFailed: It is no address, or there were too many requests. Nothing tells whether anyone has the address.
        RecordsUnavailable: The request could not be stored.
    """
    email = normalised_email(typed)
    if email is None:
        raise SignInFailed(SignInProblem.NO_EMAIL)
    account = account_key(library, email)
    attempt = attempt_of(library, AttemptKind.MAIL, account, browser.address, browser.known)
    asked, link = browser.asked or new_secret(), new_secret()
    now = library.now()
    with library.database.writing() as connection:
        lock_attempts(connection)
        if is_limited(connection, attempt, now):
            raise SignInFailed(SignInProblem.MANY_MAILS)
        person = find_person_by_email(connection, email)
        person_id = person.id if person and _signs_in_by_mail(person) else None
        new = _new_sign_in(library, link, digest_of(asked), account, person_id, next_path, now + LASTS)
        if not add_sign_in(connection, new, now, is_trusted=attempt.browser_key is not None):
            raise SignInFailed(SignInProblem.MANY_MAILS)
        record_attempt(connection, attempt, now, succeeded=False)
        _add_mail(library, connection, person, link, now)
    return asked


def opened_link(library: Library, browser: Browser, link: str) -> OpenedLink:
    """Return what a link does in a browser, without using it up.

    Raises:
        SignInFailed: It is used up, out of date, or never was.
    """
    found = library.sign_ins.with_link(digest_of(link), library.now())
    if found is None or found.person_id is None:
        raise SignInFailed(SignInProblem.OVER)
    is_here = found.browser_digest is None or compare_digest(found.browser_digest, digest_of(browser.asked))
    return OpenedLink(is_here, code_of(library, link))


def sign_in_with_link(library: Library, browser: Browser, link: str) -> Started:
    """Sign in with a link, in the browser that asked for it.

    Raises:
        SignInFailed: It is used up or out of date, never was, or another browser asked for it; nothing was used up.
        RecordsUnavailable: Nothing was used up.
    """
    now = library.now()
    with library.database.writing() as connection:
        found = use_link(connection, digest_of(link), digest_of(browser.asked), now)
        if found is None:
            raise SignInFailed(SignInProblem.OVER)
        return _complete(library, connection, browser, found, now)


def sign_in_with_code(library: Library, browser: Browser, typed: str) -> Started:
    """Sign in with a code, in the browser that asked for it.

    Args:
        library: Whose records hold the request.
        browser: That asked.
        typed: What was entered. Only digits count.

    Raises:
        SignInFailed: The code is wrong, which counts as a try, or it can no longer be used.
        RecordsUnavailable: Nothing was counted or used up.
    """
    code = _read_code(typed)
    now = library.now()
    with library.database.writing() as connection:
        lock_attempts(connection)
        waiting = _waiting(connection, browser, now)
        attempt = attempt_of(library, AttemptKind.CODE, waiting[0].account_key, browser.address, browser.known)
        if is_limited(connection, attempt, now):
            raise SignInFailed(SignInProblem.MANY_CODES)
        right = _with_code(library, waiting, code)
        record_attempt(connection, attempt, now, succeeded=right is not None)
        if right:
            return _complete(library, connection, browser, right, now)
    # After the transaction, so that the try is counted.
    raise SignInFailed(SignInProblem.WRONG_CODE, waiting[0].tries_left)


def link_for(library: Library, person: Person, actor: Actor) -> str:
    """Make a link that signs in a person, to be copied by the one who asks: for a day, once, in any browser.

    Args:
        library: Whose records hold the person.
        person: Someone who signs in by mail.
        actor: Who makes it; the audit log says so.

    Returns:
        The absolute address.

    Raises:
        SignInFailed: The person signs in with a password.
        RecordsUnavailable: It could not be stored.
    """
    if not _signs_in_by_mail(person):
        raise SignInFailed(SignInProblem.NEEDS_PASSWORD)
    link = new_secret()
    account = account_key(library, person.email)
    now = library.now()
    with library.database.writing() as connection:
        new = _new_sign_in(library, link, None, account, person.id, "", now + COPIED_LASTS)
        add_sign_in(connection, new, now, is_trusted=True)
        record(connection, AuditLine(now, actor, Action.SIGN_IN_LINK_MADE, str(person.id)))
    return page_address(library, person.language, f"/sign-in/link/{link}")


def _new_sign_in(
    library: Library,
    link: str,
    browser_digest: bytes | None,
    account: bytes,
    person_id: int | None,
    next_path: str,
    expires_at: int,
) -> SignIn:
    link_digest = digest_of(link)
    # A link that is copied has no code, so no code opens it.
    code = code_of(library, link) if browser_digest else secrets.token_hex()
    digest = code_digest(library, link_digest, code)
    return SignIn(0, link_digest, browser_digest, digest, account, person_id, next_path, expires_at)


def _add_mail(library: Library, connection: Connection, person: Person | None, link: str, now: int) -> None:
    to = person or _NOBODY
    if _signs_in_by_mail(to):
        mail = sign_in_mail(library, to, link, code_of(library, link), MINUTES)
    else:
        mail = password_mail(library, to)
    job = mail_job(mail, now, now + LASTS, person_id=to.id) if person else no_mail_job(mail, now)
    add_job(connection, job)


def _signs_in_by_mail(person: Person) -> bool:
    return person.role is Role.MEMBER or not person.has_second_factor


def _read_code(typed: str) -> str:
    code = "".join(each for each in unicodedata.normalize("NFKC", typed) if each in digits)
    if len(code) != CODE_DIGITS:
        raise SignInFailed(SignInProblem.NO_CODE)
    return code


def _waiting(connection: Connection, browser: Browser, now: int) -> list[SignIn]:
    """Count a try, and return the requests of a browser that a code may complete: the newest, for its newest address.

    Otherwise guesses for one account could be counted for another, and with many mails each would be right more often.
    """
    tried = count_try(connection, digest_of(browser.asked), now)
    if not tried:
        raise SignInFailed(SignInProblem.OVER)
    return [each for each in tried if each.account_key == tried[0].account_key][:NEWEST]


def _with_code(library: Library, waiting: list[SignIn], code: str) -> SignIn | None:
    """Return the request that a code completes; each is compared, however many came before."""
    right = [each for each in waiting if compare_digest(each.code_digest, code_digest(library, each.link_digest, code))]
    return next((each for each in right if each.person_id is not None), None)


def _complete(library: Library, connection: Connection, browser: Browser, sign_in: SignIn, now: int) -> Started:
    person = find_person(connection, sign_in.person_id or 0)
    if person is None or not _signs_in_by_mail(person):
        raise SignInFailed(SignInProblem.OVER)
    use_up(connection, sign_in, now)
    # Someone who has to choose a password comes to where they do.
    choosing = page_address(library, person.language, "/account/security").removeprefix(library.settings.url)
    then = sign_in.next if person.role is Role.MEMBER else choosing
    return start(library, connection, browser, person.id, sign_in.account_key, now, next_path=then)
