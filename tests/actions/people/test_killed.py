"""A process that is killed while it invites or accepts leaves all of that or nothing, at every instant."""

from __future__ import annotations

import os
import random
import signal
import time
from itertools import count

import pytest

from library.actions.library import Library
from library.actions.people.accepting import accept
from library.actions.people.inviting import invite, invite_one
from library.actions.sign_in.starting import Browser
from library.errors import NotFound
from library.model.audit import TERMINAL
from library.model.viewer import Role
from tests.actions.people.conftest import Network, entries
from tests.actions.statement_kills import in_a_process, was_killed

PEOPLE = ("Ann", "Bob", "Cat")


def invite_all(library: Library) -> object:
    return invite(library, TERMINAL, entries(*PEOPLE), Role.MEMBER, "en")


def state(network: Network) -> tuple[int, int, int]:
    """Return how many invitations, people and lines of the log there are."""
    library = network.library
    return library.invitations.count(), library.people.count(), library.audit.count()


def test_a_kill_at_any_instant_of_inviting_invites_all_or_nobody(network: Network) -> None:
    assert state(network) == (0, 0, 0)
    network.library.close()
    for instant in count(1):
        killed = was_killed(in_a_process(lambda: invite_all(network.opened()), instant))
        if not killed:
            break
        assert state(network) == (0, 0, 0), instant
        network.library.close()
    assert instant > len(PEOPLE) * 4
    assert state(network) == (3, 0, 3)


def test_a_kill_at_any_instant_of_accepting_leaves_the_link_or_the_account(network: Network) -> None:
    secret = invite_one(network.library, TERMINAL, entries("Ann")[0], Role.MEMBER).secret
    network.library.close()
    for instant in count(1):
        killed = was_killed(in_a_process(lambda: accept(network.opened(), secret, "Ann", "en", Browser()), instant))
        if not killed:
            break
        assert state(network) == (1, 0, 1), instant
        network.library.close()
    assert instant > 12
    (ann,) = network.library.people.listed()
    assert (state(network), len(network.library.sessions.of_person(ann.id, network.clock.now))) == ((0, 1, 3), 1)


@pytest.mark.soak
def test_a_hundred_kills_of_accepting_leave_the_link_or_the_account(network: Network) -> None:
    draw = random.Random(os.environ.get("LIBRARY_KILL_SEED", "18"))  # noqa: S311 - instants, no secrets
    for accepted in range(100):
        secret = invite_one(network.library, TERMINAL, entries(f"P{accepted}")[0], Role.MEMBER).secret
        network.library.close()
        child = in_a_process(lambda: accept(network.opened(), secret, "Ann", "en", Browser()))  # noqa: B023
        time.sleep(draw.uniform(0, 0.06))
        os.kill(child, signal.SIGKILL)
        was_killed(child)
        before = network.library.people.count()
        if before == accepted:  # the link still works
            accept(network.library, secret, "Ann", "en", Browser())
        else:
            with pytest.raises(NotFound):
                accept(network.library, secret, "Ann", "en", Browser())
        assert state(network) == (0, accepted + 1, 3 * (accepted + 1))
