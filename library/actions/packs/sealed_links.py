"""Editing links of packs, encrypted for their owners: the records alone open no pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.storage.sealed import seal, unseal
from library.storage.signing_key import secret_key

if TYPE_CHECKING:
    from library.actions.library import Library


def sealed_link(library: Library, pack_id: int, edit: str) -> bytes:
    """Return the secret of an editing link, encrypted for this pack."""
    return seal(secret_key(library.settings), f"pack {pack_id}", edit.encode())


def opened_link(library: Library, pack_id: int, sealed: bytes) -> str | None:
    """Return the secret of an editing link, or ``None`` if the site's secret key has changed since."""
    secret = unseal(secret_key(library.settings), f"pack {pack_id}", sealed)
    return secret.decode() if secret else None
