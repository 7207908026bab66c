"""What a new LIBRARY_SECRET_KEY changes and what it leaves, as docs/hosting.md says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from library.actions.packs.lifecycle import start_pack
from library.actions.packs.sealed_links import opened_link, sealed_link
from library.actions.second_factor.recovery_codes import recovery_digest
from library.actions.sign_in.keys import code_digest, network_key
from library.model.pack import Pack
from library.model.viewer import Role
from library.storage.sealed import seal, unseal
from tests.web.shelves import Shelves, filled_shelves, open_shelves
from tests.web.signing_in import browser_of, new_person, new_session

BEFORE, AFTER = "a" * 64, "b" * 64


@pytest.fixture
def rotated(tmp_path: Path) -> Iterator[tuple[Shelves, Shelves]]:
    """The same library with its key of before, and with a new one."""
    filled_shelves(tmp_path).library.close()
    both = tuple(open_shelves(tmp_path, LIBRARY_SECRET_KEY=key) for key in (BEFORE, AFTER))
    yield both[0], both[1]
    for each in both:
        each.library.close()


def test_packs_and_sessions_stay_valid(rotated: tuple[Shelves, Shelves]) -> None:
    before, after = rotated
    pack = start_pack(before.library, Pack("Ours"))
    page = after.client.get(f"/packs/{pack.edit}")
    assert page.status_code == 200
    marked = re.search(r"/check/([0-9A-Z-]+)", page.text)
    assert marked
    assert after.client.get(marked[0]).status_code == 200
    session = new_session(before.library, new_person(before.library, Role.MEMBER))
    assert browser_of(after, session).get("/account").status_code == 200
    assert after.client.get("/account").status_code == 303


def test_what_is_encrypted_or_hashed_with_the_key_no_longer_opens(rotated: tuple[Shelves, Shelves]) -> None:
    before, after = (each.library for each in rotated)
    pack = start_pack(before, Pack("Ours"))
    sealed = sealed_link(before, 1, pack.edit)
    assert (opened_link(before, 1, sealed), opened_link(after, 1, sealed)) == (pack.edit, None)
    authenticator = seal(BEFORE, "totp 1", b"key")
    assert (unseal(BEFORE, "totp 1", authenticator), unseal(AFTER, "totp 1", authenticator)) == (b"key", None)
    assert recovery_digest(BEFORE, 1, "AAAA-AAAA") != recovery_digest(AFTER, 1, "AAAA-AAAA")
    assert code_digest(before, b"link", "123456") != code_digest(after, b"link", "123456")
    assert network_key(before, "192.0.2.1") != network_key(after, "192.0.2.1")
