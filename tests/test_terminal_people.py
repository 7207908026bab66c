"""People in the terminal: the first administrator, and what to do when nobody else can help."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from library.actions.packs.lifecycle import start_pack
from library.actions.packs.my_packs import keep_pack, packs_of
from library.actions.people.accepting import accept
from library.actions.people.listing import can_anyone_sign_in
from library.actions.sign_in.starting import Browser
from library.model.audit import TERMINAL
from library.model.viewer import Role
from library.storage.people_tables import PERSON
from library.terminal.main import main
from library.terminal.person import NO_PEOPLE
from tests.making import Making, library_at

URL = "https://library.example.org/pon"


@pytest.fixture
def making(tmp_path: Path) -> Making:
    return Making(tmp_path)


def run(making: Making, *arguments: str, answer: str = "") -> Result:
    environment = {
        "LIBRARY_CONTENT": str(making.root / "content"),
        "LIBRARY_DATA": str(making.root / "data"),
        "LIBRARY_URL": URL,
    }
    return CliRunner().invoke(main, ["person", *arguments], env=environment, input=answer)


def join(making: Making, email: str, role: Role, name: str = "Ann") -> int:
    """Invite a person and let them accept; return their id."""
    printed = run(making, "add", "--email", email, "--role", role.value).stdout
    secret = re.search(rf"^{URL}/invitations/([\w-]+)$", printed, re.MULTILINE)
    assert secret
    accept(making.library, secret.group(1), name, "en", Browser())
    found = making.library.people.find_by_email(email)
    assert found
    return found.id


def test_add_prints_a_link_that_works_once(making: Making) -> None:
    added = run(making, "add", "--email", "Ann@Example.org", "--role", "administrator", "--name", "Ann")
    assert added.exit_code == 0
    first, link = added.stdout.splitlines()
    assert first == "Open this link to accept. It works once, for 14 days:"
    accept(making.library, link.rpartition("/")[2], "Ann", "en", Browser())
    assert [(each.email, each.role) for each in making.library.people.listed()] == [
        ("ann@example.org", Role.ADMINISTRATOR)
    ]
    again = run(making, "add", "--email", "ann@example.org", "--role", "member")
    assert (again.exit_code, again.stderr) == (1, "This person already has an account.\n")


def test_list_says_who_has_an_account_and_who_is_invited(making: Making) -> None:
    nobody = run(making, "list")
    assert (nobody.stdout, (making.root / "data" / "records.sqlite").exists()) == (f"{NO_PEOPLE}\n", False)
    join(making, "ann@example.org", Role.ADMINISTRATOR)
    run(making, "add", "--email", "bob@example.org", "--role", "member", "--name", "Bob")
    lines = [line.split("\t") for line in run(making, "list").stdout.splitlines()]
    assert [(line[0], line[1], line[4]) for line in lines] == [
        ("ann@example.org", "administrator", "Ann"),
        ("bob@example.org", "member", "Bob"),
    ]
    assert lines[0][3] == f"last seen {datetime.now(UTC).date().isoformat()}"


def test_role_and_remove_change_one_person_and_keep_the_last_administrator(making: Making) -> None:
    ann = join(making, "ann@example.org", Role.ADMINISTRATOR)
    bob = join(making, "bob@example.org", Role.MEMBER)
    only = run(making, "role", "--email", "ann@example.org", "--role", "member")
    assert (only.exit_code, only.stderr) == (1, "Make someone else an administrator first. This is the only one.\n")
    changed = run(making, "role", "--email", "BOB@example.org", "--role", "administrator")
    assert changed.stdout == "bob@example.org was member and is now administrator.\n"
    asked = run(making, "remove", "--email", "ann@example.org", answer="n\n")
    assert (asked.exit_code, making.library.people.count()) == (1, 2)
    removed = run(making, "remove", "--email", "ann@example.org", "--yes")
    assert removed.stdout == "ann@example.org no longer has an account.\n"
    assert making.library.people.with_ids([ann, bob]).keys() == {bob}
    assert [(line.action, line.actor) for line in making.library.audit.lines(most=2)] == [
        ("person.removed", TERMINAL),
        ("person.role", TERMINAL),
    ]


def test_remove_asks_what_should_happen_to_packs(making: Making) -> None:
    ann = join(making, "ann@example.org", Role.ADMINISTRATOR)
    bob, cat = (join(making, f"{name}@example.org", Role.MEMBER) for name in ("bob", "cat"))
    for person_id in (bob, cat):
        new = start_pack(making.library)
        assert keep_pack(making.library, person_id, new.edit)
    for more in ((), ("--delete-packs", "--give-packs-to", "ann@example.org"), ("--give-packs-to", "bob@example.org")):
        assert run(making, "remove", "--email", "bob@example.org", "--yes", *more).exit_code == 1
    run(making, "remove", "--email", "bob@example.org", "--yes", "--give-packs-to", "ann@example.org")
    run(making, "remove", "--email", "cat@example.org", "--yes", "--delete-packs")
    assert making.library.people.with_ids([ann, bob, cat]).keys() == {ann}
    assert [len(packs_of(making.library, each)) for each in (ann, bob, cat)] == [1, 0, 0]


def test_reset_deletes_password_and_app(making: Making) -> None:
    ann = join(making, "ann@example.org", Role.ADMINISTRATOR)
    with making.library.database.writing() as connection:
        connection.execute(update(PERSON).values(password_hash="x", totp_secret=b"x"))
    refused = run(making, "link", "--email", "ann@example.org")
    assert refused.stderr.endswith("For a new one: library person reset-second-factor --email ann@example.org\n")
    done = run(making, "reset-second-factor", "--email", "ann@example.org")
    assert done.stdout.startswith("ann@example.org has no password and no authenticator app now.\n")
    found = making.library.people.find(ann)
    assert found is not None
    assert not found.has_second_factor


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "--email", "ann", "--role", "member"), "Check the address."),
        (("add", "--email", "ann@example.org", "--role", "member", "--name", "x" * 101), "Use a shorter name"),
        (("role", "--email", "ann@example.org", "--role", "member"), "There is no account with it."),
        (("remove", "--email", "ann@example.org", "--yes"), "There is no account with it."),
        (("reset-second-factor", "--email", "ann@example.org"), "There is no account with it."),
    ],
)
def test_a_mistake_says_what_to_correct_and_makes_no_records(
    making: Making, arguments: tuple[str, ...], sentence: str
) -> None:
    failed = run(making, *arguments)
    assert failed.exit_code == 1
    assert sentence in failed.stderr
    assert not (making.root / "data" / "records.sqlite").exists()


def test_while_nobody_can_sign_in_the_site_says_how_to_begin(making: Making) -> None:
    other = library_at(making.root)
    assert not can_anyone_sign_in(other)
    join(making, "ann@example.org", Role.MEMBER)
    assert can_anyone_sign_in(other)
    other.close()
