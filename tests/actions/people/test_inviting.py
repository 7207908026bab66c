"""Inviting people and accepting: one link opens one account once, whoever asks at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import msgspec
import pytest
from sqlalchemy import select

from library.actions.people import inviting
from library.actions.people.accepting import accept, open_invitation
from library.actions.people.inviting import (
    VALID,
    clean_invitations,
    invite,
    invite_again,
    invite_one,
    withdraw_invitation,
)
from library.actions.sign_in.starting import Browser
from library.errors import InvalidInput, NotFound, Refused
from library.model.audit import TERMINAL, by
from library.model.person import MOST_NAME, Person
from library.model.refusal import Refusal
from library.model.viewer import Role
from library.storage.people_tables import JOB
from tests.actions.people.conftest import NOW, Network, entries

DAY = 86_400
MAIL = {"LIBRARY_MAIL_URL": "smtp://mail.example.org", "LIBRARY_MAIL_FROM": "library@example.org"}


def test_a_list_is_invited_in_one_step_and_those_who_are_there_already_are_named(network: Network) -> None:
    ada, library = network.admin(), network.library
    network.add("Bob")
    first = invite(library, ada, entries("Cat"), Role.MEMBER, "en")
    result = invite(library, ada, entries("Bob", "Cat", "Dee", "Eve"), Role.COORDINATOR, "en")
    assert [each.invitation.email for each in result.invited] == ["dee@example.org", "eve@example.org"]
    assert [each.name for each in result.members] == ["Bob"]
    assert [each.name for each in result.waiting] == ["Cat"]
    for each in (*first.invited, *result.invited):
        assert open_invitation(library, each.secret) == each.invitation
    cat, dee, eve = (str(each.invitation.id) for each in (*first.invited, *result.invited))
    assert network.log() == [
        ("invitation.made", ada, cat, {"role": "member"}),
        ("invitation.made", ada, dee, {"role": "coordinator"}),
        ("invitation.made", ada, eve, {"role": "coordinator"}),
    ]


def test_accepting_opens_an_account_with_a_session_and_uses_the_link_up(network: Network) -> None:
    library, clock = network.library, network.clock
    invited = invite_one(library, TERMINAL, entries("Ann")[0], Role.ADMINISTRATOR)
    clock.now += 60
    browser = Browser(device="Firefox, Windows")
    started = accept(library, invited.secret, "  Ann\u202e  O’Neil ", "cy", browser)
    session = library.sessions.open(started.secret, clock.now)
    assert session is not None
    assert library.people.listed() == (
        Person(
            session.person_id, "ann@example.org", "Ann O’Neil", Role.ADMINISTRATOR, "cy", NOW + 60, NOW // DAY * DAY
        ),
    )
    # Without password and second factor, no more than a member.
    assert (session.role, session.device) == (Role.MEMBER, "Firefox, Windows")
    assert library.invitations.count() == 0
    for act in (
        lambda: open_invitation(library, invited.secret),
        lambda: accept(library, invited.secret, "A", "en", Browser()),
    ):
        with pytest.raises(NotFound):
            act()
    assert network.log() == [
        ("invitation.made", TERMINAL, str(invited.invitation.id), {"role": "administrator"}),
        ("invitation.accepted", by(session.person_id), str(invited.invitation.id), {"role": "administrator"}),
        ("session.started", by(session.person_id), str(session.person_id), {}),
    ]


def test_opening_a_link_uses_up_nothing_and_it_ends_after_two_weeks(network: Network) -> None:
    library, clock = network.library, network.clock
    invited = invite_one(library, TERMINAL, entries("Ann")[0], Role.MEMBER)
    clock.now = NOW + VALID - 1
    assert [open_invitation(library, invited.secret).id for _ in range(3)] == [invited.invitation.id] * 3
    clock.now = NOW + VALID
    with pytest.raises(NotFound):
        open_invitation(library, invited.secret)
    with pytest.raises(NotFound):
        accept(library, invited.secret, "Ann", "en", Browser())
    assert library.invitations.count() == 1
    clean_invitations(library)
    assert library.invitations.count() == 0


@pytest.mark.parametrize(
    ("name", "problem"), [("", "empty"), (" \u200b\u202e ", "empty"), ("x" * (MOST_NAME + 1), "too-long")]
)
def test_without_a_name_that_can_be_shown_nothing_is_used_up(network: Network, name: str, problem: str) -> None:
    invited = invite_one(network.library, TERMINAL, entries("Ann")[0], Role.MEMBER)
    with pytest.raises(InvalidInput) as caught:
        accept(network.library, invited.secret, name, "en", Browser())
    assert caught.value.problems == {"name": problem}
    with pytest.raises(NotFound):
        accept(network.library, "never-was", name, "en", Browser())
    accept(network.library, invited.secret, "x" * MOST_NAME, "en", Browser())
    assert [each.name for each in network.library.people.listed()] == ["x" * MOST_NAME]


def test_of_many_who_accept_one_link_at_once_one_does(network: Network) -> None:
    libraries = [network.opened() for _ in range(2)]
    invited = invite_one(network.library, TERMINAL, entries("Ann")[0], Role.MEMBER)
    start = Barrier(8)

    def come(number: int) -> str:
        start.wait()
        try:
            accept(libraries[number % 2], invited.secret, f"Ann {number}", "en", Browser())
        except NotFound:
            return ""
        return f"Ann {number}"

    with ThreadPoolExecutor(8) as threads:
        accepted = [each for each in threads.map(come, range(8)) if each]
    assert [each.name for each in network.library.people.listed()] == accepted
    assert [line[0] for line in network.log()] == ["invitation.made", "invitation.accepted", "session.started"]
    for library in libraries:
        library.close()


def test_of_many_who_invite_one_address_at_once_one_does(network: Network) -> None:
    ada, libraries = network.admin(), [network.opened() for _ in range(2)]
    start = Barrier(6)

    def ask(number: int) -> int:
        start.wait()
        return len(invite(libraries[number % 2], ada, entries("Ann"), Role.MEMBER, "en").invited)

    with ThreadPoolExecutor(6) as threads:
        assert sorted(threads.map(ask, range(6))) == [0, 0, 0, 0, 0, 1]
    assert [line[0] for line in network.log()] == ["invitation.made"]
    for library in libraries:
        library.close()


def test_a_link_that_was_made_again_replaces_the_one_before(network: Network) -> None:
    ada, library = network.admin(), network.library
    (first,) = invite(library, ada, entries("Ann"), Role.MEMBER, "en").invited
    network.clock.now += VALID
    again = invite_again(library, ada, first.invitation.id, "en")
    with pytest.raises(NotFound):
        open_invitation(library, first.secret)
    assert open_invitation(library, again.secret).expires_at == NOW + 2 * VALID
    withdraw_invitation(library, ada, first.invitation.id)
    for act in (
        lambda: open_invitation(library, again.secret),
        lambda: invite_again(library, ada, first.invitation.id, "en"),
        lambda: withdraw_invitation(library, ada, first.invitation.id),
    ):
        with pytest.raises(NotFound):
            act()
    actions = ["invitation.made", "invitation.renewed", "invitation.withdrawn"]
    assert [line[0] for line in network.log()] == actions


def test_the_terminal_replaces_an_invitation_and_refuses_a_member(network: Network) -> None:
    library, (ann,) = network.library, entries("Ann")
    first = invite_one(library, TERMINAL, ann, Role.MEMBER)
    second = invite_one(library, TERMINAL, ann, Role.ADMINISTRATOR)
    with pytest.raises(NotFound):
        open_invitation(library, first.secret)
    accept(library, second.secret, "Ann", "en", Browser())
    with pytest.raises(Refused) as caught:
        invite_one(library, TERMINAL, ann, Role.MEMBER)
    assert caught.value.reason == Refusal.IS_MEMBER


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COORDINATOR])
def test_who_is_no_administrator_now_can_invite_nobody(network: Network, role: Role) -> None:
    (waiting,) = invite(network.library, network.admin(), entries("Cat"), Role.MEMBER, "en").invited
    bob, before = by(network.add("Bob", role).id), network.log()
    for actor in (bob, by(999)):
        with pytest.raises(NotFound):
            invite(network.library, actor, entries("Ann"), Role.MEMBER, "en")
        with pytest.raises(NotFound):
            invite_one(network.library, actor, entries("Ann")[0], Role.MEMBER)
        with pytest.raises(NotFound):
            invite_again(network.library, actor, waiting.invitation.id, "en")
        with pytest.raises(NotFound):
            withdraw_invitation(network.library, actor, waiting.invitation.id)
    assert (network.log(), network.library.invitations.count()) == (before, 1)
    assert open_invitation(network.library, waiting.secret) == waiting.invitation


def test_so_many_invitations_wait_at_most(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inviting, "MOST_INVITATIONS", 2)
    ada = network.admin()
    with pytest.raises(Refused) as caught:
        invite(network.library, ada, entries("Ann", "Bob", "Cat"), Role.MEMBER, "en")
    assert (caught.value.reason, network.library.invitations.count()) == (Refusal.MANY_INVITATIONS, 0)
    invite(network.library, ada, entries("Ann", "Bob"), Role.MEMBER, "en")
    # Those that have expired make room.
    network.clock.now += VALID
    assert len(invite(network.library, ada, entries("Cat"), Role.MEMBER, "en").invited) == 1


def mails(network: Network) -> list[dict[str, object]]:
    """Return the mails that wait, in order."""
    with network.library.database.reading() as connection:
        return [
            msgspec.json.decode(each) for each in connection.execute(select(JOB.c.payload).order_by(JOB.c.id)).scalars()
        ]


def test_invitations_are_mailed_where_the_site_sends_mail(network: Network) -> None:
    ada, library = network.admin(), network.opened(**MAIL, LIBRARY_LANGUAGES="en,cy")
    invited = (
        *invite(library, ada, entries("Ann"), Role.MEMBER, "en").invited,
        invite_again(library, ada, 1, "cy"),
    )
    waiting = mails(network)
    assert [each["mail"]["to"] for each in waiting] == ["ann@example.org"] * 2  # type: ignore[index]
    first, again = (each["mail"]["text"] for each in waiting)  # type: ignore[index]
    assert f"\n\nhttps://library.example.org/invitations/{invited[0].secret}\n\n" in first
    assert f"\n\nhttps://library.example.org/cy/invitations/{invited[1].secret}\n\n" in again
    assert "Ada has invited you" in first
    assert {each["until"] for each in waiting} == {NOW + VALID}
    invite_one(library, TERMINAL, entries("Bob")[0], Role.MEMBER)
    invite(network.library, ada, entries("Cat"), Role.MEMBER, "en")
    assert len(mails(network)) == 2
    library.close()
