"""Roles change and people leave; the last administrator stays, whoever acts at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import insert, select, update

from library.actions.library import Library
from library.actions.people.changing import change_role, remove_person, reset_second_factor
from library.errors import NotFound, Refused
from library.model.audit import TERMINAL, Actor, by
from library.model.refusal import Refusal
from library.model.viewer import Role
from library.storage.credentials import StoredCredentials, set_password_hash, set_totp
from library.storage.people_tables import PERSON, RECOVERY_CODE
from library.storage.sessions import start_session
from tests.actions.people.conftest import NOW, Network

Change = Callable[[Library, Actor, int], object]


def demote(library: Library, actor: Actor, person_id: int) -> object:
    return change_role(library, actor, person_id, Role.MEMBER)


def sign_in(network: Network, person_id: int) -> str:
    secret = f"secret-of-{person_id}"
    with network.library.database.writing() as connection:
        start_session(connection, person_id, secret, "", NOW, with_password=True)
    return secret


@pytest.mark.parametrize("change", [demote, remove_person, reset_second_factor])
def test_a_change_ends_the_sessions_of_that_person_at_once_and_of_no_other(network: Network, change: Change) -> None:
    ada, bob = network.admin(), network.add("Bob", Role.COORDINATOR)
    mine, theirs = sign_in(network, ada.person_id or 0), sign_in(network, bob.id)
    change(network.library, ada, bob.id)
    assert network.library.sessions.open(theirs, NOW) is None
    assert network.library.sessions.open(mine, NOW) is not None


def test_whoever_becomes_a_member_has_no_password_and_chooses_another_when_raised_again(network: Network) -> None:
    ada, bob = network.admin(), network.add("Bob", Role.COORDINATOR)
    with network.library.database.writing() as connection:
        set_password_hash(connection, bob.id, "hash")
        set_totp(connection, bob.id, b"sealed", 1)
    change_role(network.library, ada, bob.id, Role.ADMINISTRATOR)
    assert network.library.credentials.of(bob.id).password_hash == "hash"
    change_role(network.library, ada, bob.id, Role.MEMBER)
    change_role(network.library, ada, bob.id, Role.COORDINATOR)
    assert network.library.credentials.of(bob.id) == StoredCredentials()


def test_a_role_changes_and_the_log_says_from_what_to_what(network: Network) -> None:
    ada, bob = network.admin(), network.add("Bob")
    assert change_role(network.library, ada, bob.id, Role.ADMINISTRATOR) == bob
    change_role(network.library, TERMINAL, bob.id, Role.COORDINATOR)
    # Changing nothing writes nothing.
    change_role(network.library, ada, bob.id, Role.COORDINATOR)
    found = network.library.people.find(bob.id)
    assert found is not None
    assert found.role is Role.COORDINATOR
    assert network.log() == [
        ("person.role", ada, str(bob.id), {"former_role": "member", "role": "administrator"}),
        ("person.role", TERMINAL, str(bob.id), {"former_role": "administrator", "role": "coordinator"}),
    ]


def test_who_is_removed_is_gone_and_the_log_says_so_by_number(network: Network) -> None:
    ada, bob = network.admin(), network.add("Bob")
    assert remove_person(network.library, ada, bob.id) == bob
    assert network.library.people.find(bob.id) is None
    assert network.log() == [("person.removed", ada, str(bob.id), {"role": "member"})]


def test_a_reset_deletes_password_app_and_codes_of_that_person_alone(network: Network) -> None:
    ada, bob = network.admin(), network.add("Bob", Role.COORDINATOR)
    factors = {"password_hash": "x", "totp_secret": b"x", "totp_step": 7}
    with network.library.database.writing() as connection:
        connection.execute(update(PERSON).values(factors))
        for person_id in (ada.person_id, bob.id):
            connection.execute(insert(RECOVERY_CODE).values({"person_id": person_id, "digest": b"d" * 32}))
    reset_second_factor(network.library, ada, bob.id)
    with network.library.database.reading() as connection:
        asked = select(PERSON.c.id, PERSON.c.password_hash, PERSON.c.totp_secret, PERSON.c.totp_step).order_by(
            PERSON.c.id
        )
        rows = [tuple(row) for row in connection.execute(asked)]
        codes = connection.execute(select(RECOVERY_CODE.c.person_id)).scalars().all()
    assert rows == [(ada.person_id, "x", b"x", 7), (bob.id, None, None, None)]
    assert codes == [ada.person_id]
    assert network.log() == [("person.second-factor-reset", ada, str(bob.id), {})]


@pytest.mark.parametrize("change", [demote, remove_person])
@pytest.mark.parametrize("is_terminal", [False, True])
def test_the_last_administrator_stays(network: Network, change: Change, is_terminal: bool) -> None:
    ada = network.admin()
    network.add("Bob", Role.COORDINATOR)
    with pytest.raises(Refused) as caught:
        change(network.library, TERMINAL if is_terminal else ada, ada.person_id or 0)
    assert caught.value.reason == Refusal.LAST_ADMINISTRATOR
    assert (network.library.people.count(Role.ADMINISTRATOR), network.log()) == (1, [])


@pytest.mark.parametrize("first", [demote, remove_person])
@pytest.mark.parametrize("second", [demote, remove_person])
@pytest.mark.parametrize("themselves", [False, True])
def test_of_two_administrators_who_go_at_once_one_is_refused(
    network: Network, first: Change, second: Change, themselves: bool
) -> None:
    """Each removes the other, or each themselves, from processes of their own."""
    libraries, start = [network.opened() for _ in range(2)], Barrier(2)

    def act(number: int, actors: list[Actor]) -> bool:
        actor = actors[number]
        target = actor if themselves else actors[1 - number]
        start.wait()
        try:
            (first, second)[number](libraries[number], actor, target.person_id or 0)
        except (Refused, NotFound):
            return False
        return True

    for each in range(5):
        actors = [network.admin(f"First{each}"), network.admin(f"Second{each}")]
        if each:  # who stayed last time is no administrator this time
            for person in network.library.people.listed():
                if person.role is Role.ADMINISTRATOR and by(person.id) not in actors:
                    demote(network.library, TERMINAL, person.id)
        with ThreadPoolExecutor(2) as threads:
            assert sorted(threads.map(lambda number: act(number, actors), range(2))) == [False, True]  # noqa: B023
        assert network.library.people.count(Role.ADMINISTRATOR) == 1
    for library in libraries:
        library.close()


@pytest.mark.parametrize("change", [demote, remove_person, reset_second_factor])
def test_who_is_no_administrator_now_changes_nobody_and_nobody_unknown_is_changed(
    network: Network, change: Change
) -> None:
    ada, cat = network.admin(), network.add("Cat", Role.COORDINATOR)
    for actor in (by(cat.id), by(999)):
        with pytest.raises(NotFound):
            change(network.library, actor, cat.id)
    with pytest.raises(NotFound):
        change(network.library, ada, 999)
    assert (network.library.people.find(cat.id), network.log()) == (cat, [])
