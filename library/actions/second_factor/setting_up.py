"""Setting up a password, an authenticator app and recovery codes, and changing them.

The key of a new app is not stored until a code of it was entered. Until then it is in the page that shows it, sealed
for this person.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.packs.secrets import new_secret
from library.actions.second_factor.authenticator import AuthenticatorKey, new_authenticator_key
from library.actions.second_factor.checking import totp_purpose
from library.actions.second_factor.passwords import password_hash, password_problem
from library.actions.second_factor.proving import is_recent
from library.actions.second_factor.recovery_codes import new_recovery_codes, recovery_digest
from library.errors import InvalidInput, NotFound
from library.model.audit import Action, AuditLine, by
from library.model.viewer import Role
from library.storage.audit import record
from library.storage.credentials import lock_credentials, set_password_hash, set_recovery_codes, set_totp
from library.storage.sealed import seal, unseal
from library.storage.sessions import end_other_sessions, end_sessions, start_session
from library.storage.signing_key import secret_key

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.model.person import Person
    from library.model.session import Session
    from library.storage.records_database import Connection

# How apps and people call the site.
LIBRARY_NAME = "Commonplace"
WRONG_CODE = "wrong-app-code"


@dataclass(frozen=True, slots=True)
class NewApp:
    """An authenticator app that is being set up.

    Attributes:
        address: For the QR code.
        key: The same, to be typed.
        sealed: For the form: only the site can read it, and only for this person.
    """

    address: str
    key: str
    sealed: str


@dataclass(frozen=True, slots=True)
class SetUp:
    """What someone gets who has set up password, app and recovery codes.

    Attributes:
        codes: Their recovery codes, which nobody can read again.
        session_secret: For the cookie of the session that now has all rights of their role. Whoever had the secret of
            the one before has nothing.
    """

    codes: tuple[str, ...]
    session_secret: str


def needs_second_factor(session: Session) -> bool:
    """Tell whether the person of a session has to have a second factor for what their role may do."""
    return session.person_role.rank > Role.MEMBER.rank


def may_set_up(library: Library, session: Session) -> bool:
    """Tell whether someone may set up what they sign in with: for the first time, or having given it just now."""
    return needs_second_factor(session) and (is_recent(library, session) or not _has_all(library, session))


def new_app(library: Library, person: Person) -> NewApp:
    """Return a new app to set up; nothing is stored."""
    key = new_authenticator_key()
    sealed = seal(secret_key(library.settings), _setting_up(person.id), key.secret.encode())
    return NewApp(key.address(LIBRARY_NAME, person.email), key.grouped, base64.urlsafe_b64encode(sealed).decode())


def app_again(library: Library, person: Person, sealed: str) -> NewApp:
    """Return an app that is being set up, to show it again; a new one if the form was changed."""
    secret = _unsealed(library, person.id, sealed)
    key = AuthenticatorKey(secret) if secret else None
    return NewApp(key.address(LIBRARY_NAME, person.email), key.grouped, sealed) if key else new_app(library, person)


def set_up(library: Library, session: Session, password: str, sealed: str, code: str) -> SetUp:
    """Set up password, app and recovery codes, sign out everywhere, and start a session with the rights of the role.

    Args:
        library: Where they are stored.
        session: Of the person; ``may_set_up``.
        password: As it was entered.
        sealed: Of the app that is being set up.
        code: Of that app, as it was entered.

    Raises:
        InvalidInput: The password cannot be chosen, or the code is wrong; nothing was changed.
        NotFound: Someone set them up meanwhile, or the person has no account now.
        RecordsUnavailable: Nothing was changed.
    """
    person = _person(library, session)
    problem = password_problem(password, person.name, person.email, LIBRARY_NAME)
    secret = _unsealed(library, person.id, sealed)
    step = AuthenticatorKey(secret).step_of(code, library.now()) if secret else None
    problems = {"password": problem} if problem else {}
    if step is None or problems:
        raise InvalidInput(problems | ({} if step else {"code": WRONG_CODE}))
    hashed, now = password_hash(password), library.now()
    with library.database.writing() as connection:
        # Two who set up the same account at once: the second begins again with what the first chose.
        if lock_credentials(connection, person.id) and not is_recent(library, session):
            raise NotFound
        set_password_hash(connection, person.id, hashed)
        set_totp(connection, person.id, _sealed_key(library, person.id, secret or ""), step)
        codes = _new_codes(library, connection, person.id)
        end_sessions(connection, person.id)
        session_secret = new_secret()
        start_session(connection, person.id, session_secret, session.device, now, with_password=True)
        for action in (Action.PASSWORD_SET, Action.SECOND_FACTOR_SET, Action.RECOVERY_CODES_MADE):
            record(connection, AuditLine(now, by(person.id), action, str(person.id)))
    return SetUp(codes, session_secret)


def change_password(library: Library, session: Session, password: str) -> None:
    """Choose another password, and sign out everywhere else.

    Raises:
        InvalidInput: The password cannot be chosen; nothing was changed.
        RecordsUnavailable: Nothing was changed.
    """
    person = _person(library, session)
    problem = password_problem(password, person.name, person.email, LIBRARY_NAME)
    if problem:
        raise InvalidInput({"password": problem})
    hashed, now = password_hash(password), library.now()
    with library.database.writing() as connection:
        set_password_hash(connection, person.id, hashed)
        end_other_sessions(connection, person.id, session.id)
        record(connection, AuditLine(now, by(person.id), Action.PASSWORD_SET, str(person.id)))


def change_app(library: Library, session: Session, sealed: str, code: str) -> None:
    """Use another authenticator app.

    Raises:
        InvalidInput: The code is wrong; nothing was changed.
        RecordsUnavailable: Nothing was changed.
    """
    person = _person(library, session)
    secret = _unsealed(library, person.id, sealed)
    step = AuthenticatorKey(secret).step_of(code, library.now()) if secret else None
    if step is None:
        raise InvalidInput({"code": WRONG_CODE})
    with library.database.writing() as connection:
        set_totp(connection, person.id, _sealed_key(library, person.id, secret or ""), step)
        end_other_sessions(connection, person.id, session.id)
        record(connection, AuditLine(library.now(), by(person.id), Action.SECOND_FACTOR_SET, str(person.id)))


def change_recovery_codes(library: Library, session: Session) -> tuple[str, ...]:
    """Return new recovery codes; the ones before no longer work.

    Raises:
        RecordsUnavailable: Nothing was changed.
    """
    with library.database.writing() as connection:
        codes = _new_codes(library, connection, session.person_id)
        line = AuditLine(library.now(), by(session.person_id), Action.RECOVERY_CODES_MADE, str(session.person_id))
        record(connection, line)
    return codes


def _has_all(library: Library, session: Session) -> bool:
    found = library.credentials.of(session.person_id)
    return bool(found.password_hash and found.totp_sealed)


def _person(library: Library, session: Session) -> Person:
    person = library.people.find(session.person_id)
    if person is None:
        raise NotFound
    return person


def _setting_up(person_id: int) -> str:
    return f"totp being set up {person_id}"


def _sealed_key(library: Library, person_id: int, secret: str) -> bytes:
    return seal(secret_key(library.settings), totp_purpose(person_id), secret.encode())


def _unsealed(library: Library, person_id: int, sealed: str) -> str | None:
    try:
        value = base64.urlsafe_b64decode(sealed.encode())
    except (binascii.Error, ValueError):
        return None
    secret = unseal(secret_key(library.settings), _setting_up(person_id), value)
    return secret.decode() if secret else None


def _new_codes(library: Library, connection: Connection, person_id: int) -> tuple[str, ...]:
    codes = new_recovery_codes()
    set_recovery_codes(
        connection, person_id, [recovery_digest(secret_key(library.settings), person_id, code) for code in codes]
    )
    return codes
