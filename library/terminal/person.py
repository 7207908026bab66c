"""``library person``: add people, list them, change their roles, remove them."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from library.actions.mails import invitation_link
from library.actions.packs.my_packs import packs_of
from library.actions.people.changing import change_role, remove_person, reset_second_factor
from library.actions.people.inviting import invite_one
from library.actions.people.pasted_list import Entry
from library.actions.sign_in.by_mail import link_for
from library.bootstrap import library_from_environment, make_data_folder
from library.errors import LibraryError, Refused, SignInFailed
from library.model.audit import TERMINAL
from library.model.person import MOST_NAME, ROLES, normalised_email, person_name
from library.model.refusal import SENTENCES, Refusal
from library.model.sign_in import SignInProblem
from library.model.viewer import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.actions.library import Library
    from library.model.person import Person

_BATCH = 500
# Why a sign-in link cannot be made.
NO_LINK = {
    SignInProblem.NEEDS_PASSWORD: "{email} signs in with a password. "
    "For a new one: library person reset-second-factor --email {email}",
    SignInProblem.MANY_MAILS: "Wait an hour. Too many sign-in links are waiting.",
}
NO_PEOPLE = "Nobody can sign in yet. To add yourself: library person add --email you@example.org --role administrator"

of_person = click.option("--email", required=True, help="Address of the person.")
with_role = click.option(
    "--role", required=True, type=click.Choice([role.value for role in ROLES]), help="What the person may do."
)


@click.group()
def person() -> None:
    """Add people who can sign in, list them, change their roles, remove them."""


@person.command("add")
@of_person
@with_role
@click.option("--name", default="", help="What the person is called. They can change it.")
def add(email: str, role: str, name: str) -> None:
    """Invite a person, and print the link that opens their account. It works once, for 14 days."""
    called = person_name(name)
    if len(called) > MOST_NAME:
        raise LibraryError(f"Use a shorter name: {MOST_NAME} characters or fewer.")
    address = _address(email)
    library = library_from_environment()
    make_data_folder(library.settings)
    with _refusals_said():
        invited = invite_one(library, TERMINAL, Entry(1, address, called), Role(role))
    click.echo(f"Open this link to accept. It works once, for 14 days:\n{invitation_link(library, invited.secret)}")


@person.command("list")
def list_people() -> None:
    """List the people who have an account, and those who are invited."""
    library = library_from_environment()
    lines = [*_people(library), *_invitations(library)] if library.database.exists() else []
    click.echo("\n".join(lines) if lines else NO_PEOPLE)


@person.command("role")
@of_person
@with_role
def role_of(email: str, role: str) -> None:
    """Change the role of a person. They have to sign in again."""
    library = library_from_environment()
    found = _found(library, email)
    with _refusals_said():
        before = change_role(library, TERMINAL, found.id, Role(role))
    click.echo(f"{found.email} was {before.role} and is now {role}.")


@person.command("remove")
@of_person
@click.option("--give-packs-to", default="", metavar="EMAIL", help="Who gets the packs of the person.")
@click.option("--delete-packs", is_flag=True, help="Delete the packs of the person.")
@click.confirmation_option(prompt="Delete this account?", help="Do not ask.")
def remove(email: str, give_packs_to: str, *, delete_packs: bool) -> None:
    """Delete the account of a person, and sign them out everywhere."""
    library = library_from_environment()
    found = _found(library, email)
    if packs_of(library, found.id) and bool(give_packs_to) == delete_packs:
        raise LibraryError("Say what should happen to their packs: --give-packs-to EMAIL or --delete-packs.")
    heir = _found(library, give_packs_to).email if give_packs_to else None if delete_packs else ""
    if heir == found.email:
        raise LibraryError("Give the packs to someone else.")
    with _refusals_said():
        remove_person(library, TERMINAL, found.id, heir)
    click.echo(f"{found.email} no longer has an account.")


@person.command("link")
@of_person
def link(email: str) -> None:
    """Print a link that signs a person in. It works once, for 24 hours."""
    library = library_from_environment()
    click.echo(f"Open this link to sign in. It works once, for 24 hours:\n{_link(library, _found(library, email))}")


@person.command("reset-second-factor")
@of_person
def reset(email: str) -> None:
    """Delete the password, authenticator app and recovery codes of a person, and print a link to set up new ones."""
    library = library_from_environment()
    found = reset_second_factor(library, TERMINAL, _found(library, email).id)
    click.echo(f"{found.email} has no password and no authenticator app now.")
    click.echo(f"Open this link to set up new ones. It works once, for 24 hours:\n{_link(library, found)}")


def _people(library: Library) -> Iterator[str]:
    for start in range(0, library.people.count(), _BATCH):
        for each in library.people.listed(start=start, most=_BATCH):
            seen = "never" if each.seen_on is None else _day(each.seen_on)
            yield "\t".join((each.email, each.role, f"joined {_day(each.joined_at)}", f"last seen {seen}", each.name))


def _invitations(library: Library) -> Iterator[str]:
    for start in range(0, library.invitations.count(), _BATCH):
        for each in library.invitations.listed(start, _BATCH):
            yield "\t".join((each.email, each.role, f"invited until {_day(each.expires_at)}", "", each.name))


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()


def _address(email: str) -> str:
    address = normalised_email(email)
    if address is None:
        raise LibraryError("Check the address. It must be one that mail can be sent to, such as ann@example.org.")
    return address


def _found(library: Library, email: str) -> Person:
    address = _address(email)
    found = library.people.find_by_email(address) if library.database.exists() else None
    if found is None:
        raise LibraryError(f"Check the address {address}. There is no account with it. To see all: library person list")
    return found


def _link(library: Library, found: Person) -> str:
    try:
        return link_for(library, found, TERMINAL)
    except SignInFailed as failed:
        raise LibraryError(NO_LINK[SignInProblem(failed.problem)].format(email=found.email)) from failed


@contextmanager
def _refusals_said() -> Iterator[None]:
    """Turn a refusal into an error with its sentence.

    Raises:
        LibraryError: The action was refused.
    """
    try:
        yield
    except Refused as refused:
        raise LibraryError(SENTENCES[Refusal(refused.reason)]) from refused
