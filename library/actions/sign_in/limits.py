"""How often someone may try to sign in, without letting anyone lock another person out.

Failures are counted for one account from one network, for one network, and for one account from all networks. A browser
in which an account has signed in before has a count of its own, which nobody else's failures raise. So an attacker has
these ways, and these are the answers:

* From one network, they use up only what that network has; the person signs in from any other, or from a known browser.
* From very many networks, they use up what the account has. Then codes and mails to unknown browsers stop for a while.
  A link that was mailed before still works, known browsers still get mails and take codes, and an administrator can
  copy a link.

Links are never limited: they have 192 random bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest
from typing import TYPE_CHECKING

from library.actions.sign_in.keys import browser_key, browser_proof, network_key
from library.storage.attempts import MOST_ATTEMPTS, Attempt, AttemptKind, failures

if TYPE_CHECKING:
    from library.actions.library import Library
    from library.storage.records_database import Connection

HOUR, DAY = 3_600, 86_400  # seconds


@dataclass(frozen=True, slots=True)
class Limit:
    """How many attempts of one kind may fail.

    Attributes:
        seconds: In how long.
        browser: In a browser in which the account signed in before.
        account_and_network: For one account from one network.
        network: From one network, which may be that of a whole hospital.
        account: For one account from all networks.
    """

    seconds: int
    browser: int
    account_and_network: int
    network: int
    account: int


# A mail that was asked for counts as a failure: what it is good for is counted when its code is entered. A guess is
# compared with three codes at most, each one of a million: 100 a day for one account are right once in nine years.
LIMITS = {
    AttemptKind.MAIL: Limit(HOUR, browser=10, account_and_network=5, network=100, account=50),
    AttemptKind.CODE: Limit(DAY, browser=30, account_and_network=15, network=300, account=100),
    AttemptKind.PASSWORD: Limit(HOUR, browser=20, account_and_network=10, network=100, account=50),
    AttemptKind.TOTP: Limit(DAY, browser=30, account_and_network=15, network=300, account=50),
    AttemptKind.RECOVERY: Limit(DAY, browser=20, account_and_network=10, network=100, account=50),
}


def attempt_of(library: Library, kind: AttemptKind, account: bytes, address: str, known: str) -> Attempt:
    """Return an attempt as it is counted.

    Args:
        library: Whose key hides address and browser.
        kind: What is attempted.
        account: The key of the account (``account_key``).
        address: Of the client.
        known: What the browser's cookie of an earlier sign-in holds; empty without one.
    """
    browser, _, proof = known.partition(".")
    is_known = bool(browser) and compare_digest(proof.encode(), browser_proof(library, browser, account).encode())
    return Attempt(kind, account, network_key(library, address), browser_key(library, browser) if is_known else None)


def is_limited(connection: Connection, attempt: Attempt, now: int) -> bool:
    """Tell whether there were too many attempts like this one before it; always by the same statements."""
    limit = LIMITS[attempt.kind]
    failed = failures(connection, attempt, now - limit.seconds)
    if attempt.browser_key is not None:
        return failed.browser >= limit.browser
    return (
        failed.account_and_network >= limit.account_and_network
        or failed.network >= limit.network
        or failed.account >= limit.account
        or failed.everything >= MOST_ATTEMPTS
    )
