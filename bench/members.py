"""The search page of a member who is signed in, compared with that of a reader who is not."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from bench.figures import Figure, p50_p95
from bench.search import PageTimer, load, search_address
from bench.workspace import open_place
from library.actions.packs.secrets import new_secret
from library.model.viewer import Role
from library.storage.people import add_person
from library.storage.sessions import start_session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.workspace import Workspace
    from library.actions.library import Library

MOST = 1.10
ROUNDS = 3


def measure_members(workspace: Workspace) -> Iterator[Figure]:
    """Measure search pages for a member and a reader in turns, by processor time."""
    warm, measured = load(workspace)
    library = open_place(workspace.large)
    reader, member = PageTimer(library), PageTimer(library, f"session={_secret_of_a_member(library)}")
    for query in warm:
        for fetch in (reader, member):
            fetch(search_address(query))
    shares = [_share(reader, member, search_address(query)) for query in measured]
    library.close()
    theirs, ours = (p50_p95(each.worked[len(warm) :])[0] for each in (reader, member))
    how = f"{len(measured)} queries, {ROUNDS} times each in turns; p50 {ours:.1f} ms, for a reader {theirs:.1f} ms"
    yield Figure(
        "search page for a member, as a share of a reader's", (statistics.median(shares),), (MOST,), "", how=how
    )


def _share(reader: PageTimer, member: PageTimer, path: str) -> float:
    """Return the processor time of a page for a member as a share of that for a reader, the least of a few of each."""
    for turn in range(ROUNDS):
        for fetch in (reader, member) if turn % 2 else (member, reader):
            fetch(path)
    return min(member.worked[-ROUNDS:]) / min(reader.worked[-ROUNDS:])


def _secret_of_a_member(library: Library) -> str:
    """Sign in someone new, and return the secret of their cookie."""
    secret, now = new_secret(), library.now()
    with library.database.writing() as connection:
        person = add_person(connection, f"{secret.lower()}@example.org", "A member", Role.MEMBER, "en", now)
        start_session(connection, person.id, secret, "", now, with_password=False)
    return secret
