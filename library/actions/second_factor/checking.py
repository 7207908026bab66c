"""Checking a password and a code together, the same way for everyone and for every reason to refuse.

The code is an app's or a recovery code. It is used up only if the password is right, in the transaction that signs the
person in. Whoever is refused does not learn which of the two was wrong, or whether anyone has the address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.second_factor.authenticator import AuthenticatorKey
from library.actions.second_factor.passwords import is_password
from library.actions.second_factor.recovery_codes import recovery_digest
from library.actions.sign_in.limits import attempt_of, is_limited
from library.errors import SignInFailed
from library.model.audit import Action, AuditLine, by
from library.model.sign_in import SignInProblem
from library.storage.attempts import AttemptKind, lock_attempts, record_attempt
from library.storage.audit import record
from library.storage.credentials import has_credentials, use_recovery_code, use_totp_step
from library.storage.sealed import unseal
from library.storage.signing_key import secret_key

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.actions.sign_in.starting import Browser
    from library.model.person import Person
    from library.storage.attempts import Attempt
    from library.storage.credentials import StoredCredentials
    from library.storage.records_database import Connection


@dataclass(frozen=True, slots=True)
class Proof:
    """A password and a code as they were entered, and everything that they are compared with.

    Attributes:
        person_id: Whose they may be; 0 for nobody.
        code: As it was entered.
        is_password: Whether the password is right.
        credentials: What the person has.
        attempts: How this is counted: as a password and as a code.
    """

    person_id: int
    code: str
    is_password: bool
    credentials: StoredCredentials
    attempts: tuple[Attempt, Attempt]


def totp_purpose(person_id: int) -> str:
    """Return what the key of a person's authenticator app is sealed for."""
    return f"totp {person_id}"


def read_proof(
    library: Library, person: Person | None, account: bytes, browser: Browser, password: str, code: str
) -> Proof:
    """Compare a password with its hash, before any transaction: 20 ms, also for an address that nobody has.

    Args:
        library: Whose records hold the credentials.
        person: Whose password it may be, or ``None``.
        account: The key of the account.
        browser: That it was entered in.
        password: As it was entered.
        code: As it was entered.

    Raises:
        SignInFailed: There were too many wrong ones before; nothing is compared.
    """
    kind = AttemptKind.TOTP if _is_of_app(code) else AttemptKind.RECOVERY
    first, second = (
        attempt_of(library, each, account, browser.address, browser.known) for each in (AttemptKind.PASSWORD, kind)
    )
    with library.database.reading() as connection:
        _refuse_too_many(connection, (first, second), library.now())
    person_id = person.id if person else 0
    credentials = library.credentials.of(person_id)
    is_right = is_password(password, credentials.password_hash)
    return Proof(person_id, code, is_right, credentials, (first, second))


def use_proof(library: Library, connection: Connection, proof: Proof) -> bool:
    """Count an attempt, use up its code if all is right, and return whether it is.

    What was right when it was read may have been changed or reset since, and others may have tried at the same moment.

    Args:
        library: Whose key seals what is stored.
        connection: To the records, for writing. The attempt counts only if the transaction is not undone.
        proof: As ``read_proof`` returned it.

    Raises:
        SignInFailed: There were too many wrong ones before; nothing is counted or used up.
    """
    now = library.now()
    lock_attempts(connection)
    _refuse_too_many(connection, proof.attempts, now)
    is_right = proof.is_password and has_credentials(connection, proof.person_id, proof.credentials)
    is_code = is_right and _use_code(library, connection, proof, now)
    first, second = proof.attempts
    record_attempt(connection, first, now, succeeded=is_right)
    # A wrong password says nothing about the code, and must use up nobody's tries of one.
    if is_right:
        record_attempt(connection, second, now, succeeded=is_code)
    return is_code


def _refuse_too_many(connection: Connection, attempts: tuple[Attempt, Attempt], now: int) -> None:
    # Both are asked, so that the same statements run.
    if any([is_limited(connection, each, now) for each in attempts]):  # noqa: C419 - both
        raise SignInFailed(SignInProblem.MANY_PASSWORDS)


def _use_code(library: Library, connection: Connection, proof: Proof, now: int) -> bool:
    if _is_of_app(proof.code):
        app = _app_of(library, proof)
        step = app.step_of(proof.code, now) if app else None
        return step is not None and use_totp_step(connection, proof.person_id, step)
    digest = recovery_digest(secret_key(library.settings), proof.person_id, proof.code)
    is_used = use_recovery_code(connection, proof.person_id, digest, now)
    if is_used:
        line = AuditLine(now, by(proof.person_id), Action.RECOVERY_CODE_USED, str(proof.person_id))
        record(connection, line)
    return is_used


def _app_of(library: Library, proof: Proof) -> AuthenticatorKey | None:
    """Return the key of a person's app; ``None`` without one, or if the site's secret key has changed since."""
    purpose = totp_purpose(proof.person_id)
    secret = unseal(secret_key(library.settings), purpose, proof.credentials.totp_sealed)
    return AuthenticatorKey(secret.decode()) if secret else None


def _is_of_app(code: str) -> bool:
    return "".join(code.split()).isdecimal()
