"""Signing in with password and code, and giving both again before something that matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.second_factor.checking import read_proof, use_proof
from library.actions.sign_in.keys import account_key
from library.actions.sign_in.starting import Started, start
from library.errors import SignInFailed
from library.model.person import normalised_email
from library.model.sign_in import SignInProblem

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.actions.sign_in.starting import Browser
    from library.model.session import Session

# Whoever changes people or erases something gave password and code at most so long before.
RECENT = 600  # seconds


def sign_in_with_password(
    library: Library, browser: Browser, typed: str, password: str, code: str, next_path: str
) -> Started:
    """Sign in a coordinator or administrator.

    Args:
        library: Whose records hold the people.
        browser: That they sign in with.
        typed: An address as it was entered.
        password: As it was entered.
        code: Of an app or from paper, as it was entered.
        next_path: Where to go afterwards: a path of this site, or empty.

    Raises:
        SignInFailed: Something is wrong, and nobody learns what; or there were too many wrong ones before.
        RecordsUnavailable: Nothing was counted or used up.
    """
    email = normalised_email(typed)
    if email is None:
        raise SignInFailed(SignInProblem.NO_EMAIL)
    account = account_key(library, email)
    person = library.people.find_by_email(email) if library.database.exists() else None
    proof = read_proof(library, person, account, browser, password, code)
    with library.database.writing() as connection:
        if use_proof(library, connection, proof):
            return start(
                library,
                connection,
                browser,
                proof.person_id,
                account,
                library.now(),
                next_path=next_path,
                with_password=True,
            )
    # After the transaction, so that the attempt is counted.
    raise SignInFailed(SignInProblem.WRONG_PASSWORD)


def is_recent(library: Library, session: Session) -> bool:
    """Tell whether the person of a session gave password and code a short time ago."""
    return session.confirmed_at is not None and library.now() - session.confirmed_at < RECENT


def confirm(library: Library, session: Session, browser: Browser, password: str, code: str) -> None:
    """Give password and code again.

    Raises:
        SignInFailed: Something is wrong, or there were too many wrong ones before.
        RecordsUnavailable: Nothing was counted or used up.
    """
    person = library.people.find(session.person_id)
    account = account_key(library, person.email if person else "")
    proof = read_proof(library, person, account, browser, password, code)
    with library.database.writing() as connection:
        is_right = use_proof(library, connection, proof)
    if not is_right:
        raise SignInFailed(SignInProblem.WRONG_PASSWORD)
    library.sessions.confirm(session.id, library.now())
