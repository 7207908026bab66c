"""What is stored or given out in place of secrets, addresses and networks: HMACs with the site's key."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from library.storage.event_counts import network_of
from library.storage.signing_key import secret_key

if TYPE_CHECKING:
    from library.actions.library import Library

CODE_DIGITS = 6


def account_key(library: Library, email: str) -> bytes:
    """Return the key that the attempts for an address are counted by, whether someone has it or not."""
    return _keyed(library, "account", email)


def network_key(library: Library, address: str) -> bytes:
    """Return the key that the attempts of a client are counted by; a whole IPv6 /64 is one client."""
    return _keyed(library, "network", network_of(address))


def browser_key(library: Library, browser: str) -> bytes:
    """Return the key that the attempts in a known browser are counted by."""
    return _keyed(library, "browser", browser)


def browser_proof(library: Library, browser: str, account: bytes) -> str:
    """Return what proves that an account signed in with a browser before."""
    return _keyed(library, "known browser", browser, account.hex()).hex()[:32]


def code_of(library: Library, link: str) -> str:
    """Return the six digits that belong to a link, so that a page with the link can show them."""
    number = int.from_bytes(_keyed(library, "code", link)[:8])
    return str(number % 10**CODE_DIGITS).zfill(CODE_DIGITS)


def code_digest(library: Library, link_digest: bytes, code: str) -> bytes:
    """Return what is stored of a code: without the site's key, it cannot be found by trying all codes."""
    return _keyed(library, "code digest", link_digest.hex(), code)


def _keyed(library: Library, *parts: str) -> bytes:
    message = "\0".join(("sign-in", *parts)).encode()
    return hmac.digest(secret_key(library.settings).encode(), message, hashlib.sha256)
