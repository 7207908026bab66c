"""Strangers start only so many packs; whoever is refused reads why, and goes on with the packs that are there."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from library.storage.records_tables import PACK
from library.web.server import site_of
from tests.waiting import wait_for
from tests.web.shelves import Shelves, filled_shelves, open_shelves

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A published library; each test opens it with records of its own."""
    shelves = filled_shelves(tmp_path_factory.mktemp("quotas"))
    yield shelves.folder
    shelves.library.close()


@pytest.fixture
def few(filled: Path, tmp_path: Path) -> Iterator[Shelves]:
    """A library in which one address starts three packs a day."""
    records = f"sqlite:///{tmp_path / 'records.sqlite'}"
    limits = {"LIBRARY_NEW_PACKS": "3", "LIBRARY_TRUSTED_PROXIES": "1"}
    shelves = open_shelves(filled, LIBRARY_DATABASE_URL=records, LIBRARY_JOBS="here", **limits)
    yield shelves
    shelves.library.close()


def start(client: FlaskClient, path: str = "/packs/start", address: str = "192.0.2.7", **fields: str) -> TestResponse:
    client.delete_cookie("pack")
    return client.post(path, data=fields, headers=HERE | {"X-Forwarded-For": address})


def test_one_address_starts_so_many_packs_a_day_and_no_more(few: Shelves) -> None:
    answers = [start(few.client) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429, 429]
    assert "Too many packs have been started from your network today." in answers[-1].text
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 25 * 3600
    assert "Set-Cookie" not in answers[-1].headers
    assert start(few.client, address="192.0.2.8").status_code == 303


def test_adding_and_copying_count_as_starting(few: Shelves) -> None:
    pack = urlsplit(start(few.client, "/packs/add", slug="spare-key").headers["Location"]).path
    assert [start(few.client, f"{pack}/duplicate").status_code for _ in range(3)] == [303, 303, 429]
    assert start(few.client, "/packs/add", slug="spare-key").status_code == 429
    assert start(few.client, "/cy/packs/start").status_code == 429


def test_all_addresses_of_an_ipv6_network_are_one(few: Shelves) -> None:
    answers = [start(few.client, address=f"2001:db8:1:2::{number}") for number in range(4)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]


def test_whoever_may_start_no_more_goes_on_with_a_pack_that_is_there(few: Shelves) -> None:
    pack = urlsplit(start(few.client).headers["Location"]).path
    while start(few.client).status_code == 303:
        pass
    added = few.client.post(f"{pack}/items", data={"kind": "note", "text": "Bring the kettle."}, headers=HERE)
    assert added.status_code == 303
    assert "Bring the kettle." in few.client.get(pack).text


def test_processes_count_together(few: Shelves) -> None:
    settings = few.library.settings
    other = open_shelves(
        few.folder,
        LIBRARY_NEW_PACKS="3",
        LIBRARY_DATABASE_URL=settings.database_url,
        LIBRARY_TRUSTED_PROXIES="1",
    )
    answers = [start((few, other)[number % 2].client).status_code for number in range(4)]
    assert answers == [303, 303, 303, 429]
    other.library.close()


def test_thirty_people_behind_one_address_are_never_refused_by_default(filled: Path, tmp_path: Path) -> None:
    shelves = open_shelves(filled, LIBRARY_DATABASE_URL=f"sqlite:///{tmp_path / 'records.sqlite'}")
    # Each starts one, loses it, starts again, and copies it a few times.
    assert {start(shelves.client).status_code for _ in range(30 * 10)} == {303}
    shelves.library.close()


@pytest.fixture
def full(filled: Path, tmp_path: Path) -> Iterator[tuple[Shelves, list[str]]]:
    """A library whose packs take all the room there is, and their addresses."""
    records = f"sqlite:///{tmp_path / 'records.sqlite'}"
    shelves = open_shelves(filled, LIBRARY_PACKS_SIZE="1", LIBRARY_NEW_PACKS="0", LIBRARY_DATABASE_URL=records)
    packs = []
    while (answer := start(shelves.client)).status_code == 303:
        packs.append(urlsplit(answer.headers["Location"]).path)
    yield shelves, packs
    shelves.library.close()


def test_where_there_is_no_room_the_page_says_so_and_nothing_that_was_written_is_lost(
    full: tuple[Shelves, list[str]],
) -> None:
    shelves, packs = full
    answer = start(shelves.client)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")
    assert "There is no space for more packs right now." in answer.text
    assert "You can still open every pack" in answer.text
    for pack in packs:
        words = "".join(chr(0x4E00 + (ord(pack[-1]) * 7_919 + place * place * 31) % 0x5000) for place in range(3_900))
        answer = shelves.client.post(f"{pack}/items", data={"kind": "note", "text": words}, headers=HERE)
        if answer.status_code != 303:
            break
    assert answer.status_code == 503
    assert words in answer.text
    assert shelves.client.get(pack).status_code == 200


def test_a_pack_says_until_when_it_stays(few: Shelves) -> None:
    pack = urlsplit(start(few.client).headers["Location"]).path
    today = few.library.today()
    text = few.client.get(pack).text
    assert f"We will delete this pack after {(today + timedelta(days=365)):%-d %B %Y} unless someone opens it." in text
    assert "We delete packs that no one has opened for a year" in few.client.get("/privacy").text
    assert "We delete packs that no one has opened for a year" in few.client.get("/workshop").text


def test_a_server_deletes_what_nobody_opens_for_a_year(few: Shelves) -> None:
    pack = urlsplit(start(few.client).headers["Location"]).path
    real = few.library.today()
    few.library.today = lambda: real + timedelta(days=365)
    # The first request starts the thread that cleans up.
    assert site_of(few.library).test_client().get("/about").status_code == 200
    # Whoever looks at the pack meanwhile has opened it, so the records are asked.
    wait_for(lambda: None not in days_marked(few))
    few.library.today = lambda: real + timedelta(days=372)
    wait_for(lambda: not days_marked(few))
    assert few.client.get(pack).status_code == 404


def days_marked(few: Shelves) -> list[date | None]:
    """Return for each pack the day on which it was marked as one that nobody has opened for a year."""
    with few.library.database.reading() as connection:
        return list(connection.execute(select(PACK.c.expires_from)).scalars())
