"""Check a pack is still OK to use By code, typed as people type, and not by guessing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask.testing import FlaskClient

from library.actions.packs.adding import document_item
from library.actions.packs.lifecycle import change_pack, delete, share, start_pack
from library.actions.packs.secrets import shown_code
from library.actions.publish import publish
from library.errors import RecordsUnavailable
from library.model.pack import Pack
from library.storage.records import Records
from tests.web.reading_html import Html
from tests.web.shelves import URL, Shelves, filled_shelves, open_shelves


def test_a_code_says_what_is_still_fine_and_names_by_number_what_is_not(tmp_path: Path) -> None:
    shelves = filled_shelves(tmp_path)
    found = [document_item(shelves.library, slug) for slug in ("spare-key", "phone-call", "outside")]
    code = start_pack(shelves.library, Pack(items=tuple(found))).stored.code
    asked = shelves.client.get(f"/check?code={code.lower()}")
    assert (asked.status_code, asked.headers["Location"]) == (303, f"/check/{shown_code(code)}")
    fine = Html(shelves.client.get(asked.headers["Location"]).text)
    assert fine.one("h1").text == "You can still use everything in this pack as it is today"
    assert f"Code {shown_code(code)}" in fine.text
    story = tmp_path / "content" / "stories" / "phone-call.md"
    story.write_text(
        story.read_text("utf-8").replace("provenance: told", "status: withdrawn\nprovenance: told"), "utf-8"
    )
    publish(shelves.library)
    page = shelves.client.get(f"/check/{code}")
    assert "Do not use item 2. This is not publicly available." in Html(page.text).text
    assert "phone" not in page.text
    assert page.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert page.headers["Referrer-Policy"] == "same-origin"
    shelves.library.close()


def taken_away(shelves: Shelves, edit: str) -> str:
    """Take a file away and return the code on it."""
    name = shelves.client.get(f"/packs/{edit}/files/chat.txt").headers["Content-Disposition"]
    return name.partition('"')[2].partition("-chat.txt")[0]


def test_files_of_one_pack_are_told_apart_by_the_end_of_their_code(tmp_path: Path) -> None:
    shelves = filled_shelves(tmp_path)
    first, second = (document_item(shelves.library, slug) for slug in ("spare-key", "phone-call"))
    started = start_pack(shelves.library, Pack(items=(first, second)))
    code = shown_code(started.stored.code)
    before = taken_away(shelves, started.edit)
    change_pack(shelves.library, started.edit, lambda pack: pack.without(second.id))
    after = taken_away(shelves, started.edit)
    story = tmp_path / "content" / "stories" / "phone-call.md"
    story.write_text(
        story.read_text("utf-8").replace("provenance: told", "status: withdrawn\nprovenance: told"), "utf-8"
    )
    publish(shelves.library)
    all_of_them = Html(shelves.client.get(f"/check/{code}").text)
    assert all_of_them.one("h1").text == "Some of this pack has changed or can no longer be used"
    day = f"{shelves.library.today():%-d %B %Y}"
    assert f"Files with code {before}, first created on {day}" in all_of_them.text
    assert "You can still use this pack’s other files. The last part of their code is different." in all_of_them.text
    assert "Do not use item 2." in Html(shelves.client.get(f"/check/{before}").text).text
    fine = Html(shelves.client.get(f"/check/{after}").text)
    assert fine.one("h1").text == "You can still use everything in this pack"
    assert f"Checked on {day}." in fine.text
    assert shelves.client.get(f"/check/{code}-0000").status_code == 404
    # The pack itself is fine; that it was not always so is said where it is opened again.
    pack = Html(shelves.client.get(f"/packs/{started.edit}").text)
    assert pack.link("Check what to remove from files you have already downloaded") == f"/check/{code}"
    shelves.library.close()


def test_a_pack_that_was_deleted_is_not_called_fine(tmp_path: Path) -> None:
    shelves = filled_shelves(tmp_path)
    started = start_pack(shelves.library)
    delete(shelves.library, started.edit)
    page = shelves.client.get(f"/check/{started.stored.code}")
    assert (page.status_code, Html(page.text).one("h1").text) == (404, "We cannot find a pack with this code")
    assert "Do not use the file or printed page" in page.text
    assert Html(page.text).value("code") == started.stored.code
    shelves.library.close()


def test_nothing_typed_asks_again_and_a_slip_is_not_found(tmp_path: Path) -> None:
    shelves = filled_shelves(tmp_path)
    for typed in ("", "%20", "/", "..", "."):
        asked = shelves.client.get(f"/check?code={typed}")
        assert (asked.status_code, "Enter the code." in asked.text) == (200, True)
    assert "Enter the code." not in shelves.client.get("/check").text
    assert shelves.client.get("/check/7KQM-2F9T-XBRCE").status_code == 404
    wrong = shelves.client.get("/check/hello")
    assert (wrong.status_code, Html(wrong.text).one("h1").text) == (404, "Enter a valid code")
    assert "Do not use the file or printed page" not in wrong.text
    shelves.library.close()


def test_the_link_of_a_pack_or_of_a_shared_page_stands_for_its_code(tmp_path: Path) -> None:
    shelves = filled_shelves(tmp_path)
    started = start_pack(shelves.library, Pack(items=(document_item(shelves.library, "spare-key"),)))
    view, answer = share(shelves.library, started.edit), f"/check/{shown_code(started.stored.code)}"
    for link in (
        f"{URL}/shared/{view}",
        f"{URL}/cy/shared/{view}/files/handout.pdf",
        f"See {URL}/packs/{started.edit}.",
        f"/packs/{started.edit}#away",
    ):
        asked = shelves.client.get("/check", query_string={"code": link})
        assert (asked.status_code, asked.headers.get("Location")) == (303, answer)
    assert shelves.client.get("/cy/check", query_string={"code": view}).status_code == 404
    shelves.library.close()


@pytest.mark.parametrize("entered", ["x" * 301, "Code 7KQM-2F9T-XBRCE" + "-" * 5000, "💥" * 9999, "<b>" * 200])
def test_what_is_too_long_to_be_a_code_is_said_to_be(entered: str, client: FlaskClient) -> None:
    answer = client.get("/check", query_string={"code": entered})
    assert answer.status_code == 404
    page = Html(answer.text)
    assert "This is too long to be a code." in page.text
    assert page.one("title").text.startswith("Error: ")
    assert len(page.value("code")) <= 300


NO_CODE = "7KQM-2F9T-XBRCE"
MISSES = (
    "/check/x",
    "/check?code=x",
    f"/check?code=/shared/{'x' * 32}",
    f"/check/{NO_CODE}",
    "/cy/check/x",
    "/shared/x",
    "/packs/x",
    "/packs/x/files/pack.md",
)
OTHER = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def guessed(tmp_path: Path) -> Iterator[Shelves]:
    """A library at one moment in time."""
    with time_machine.travel("2026-11-27 10:03:00Z", tick=False):
        shelves = filled_shelves(tmp_path)
        yield shelves
        shelves.library.close()


def guess(client: FlaskClient, times: int = 30) -> set[int]:
    return {client.get(f"/check/{NO_CODE}").status_code for _ in range(times)}


def test_guesses_are_slowed_down_in_every_place(guessed: Shelves) -> None:
    client = guessed.client
    assert guess(client) == {404}
    for address in MISSES:
        refused = client.get(address)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")
    sent = client.post("/packs/x/details", data={"title": "Mine"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert (sent.status_code, "Mine" in sent.text) == (429, True)
    assert client.get("/check/x", environ_overrides=OTHER).status_code == 404


def test_nobody_who_looks_up_what_is_there_is_refused(guessed: Shelves) -> None:
    started = start_pack(guessed.library, Pack(items=(document_item(guessed.library, "spare-key"),)))
    view = share(guessed.library, started.edit)
    there = (
        f"/packs/{started.edit}",
        f"/cy/packs/{started.edit}",
        f"/packs/{started.edit}/files/pack.md",
        f"/shared/{view}",
        f"/shared/{view}/files/chat.txt",
        f"/check/{started.stored.code}",
        "/check",
        "/check?code=",
        "/stories/spare-key",
    )
    client = guessed.client
    assert {client.get(address).status_code for address in there for _ in range(6)} == {200}
    guess(client, 40)
    assert client.get("/check/x").status_code == 429
    assert {address: client.get(address).status_code for address in there} == dict.fromkeys(there, 200)


def test_processes_count_guesses_together(guessed: Shelves) -> None:
    assert guess(guessed.client, 20) == {404}
    other = open_shelves(guessed.folder)
    assert guess(other.client, 10) == {404}
    assert guess(other.client, 1) == guess(guessed.client, 1) == {429}
    other.library.close()


def test_ten_minutes_later_a_look_up_is_a_look_up_again(guessed: Shelves) -> None:
    assert guess(guessed.client, 31) == {404, 429}
    with time_machine.travel("2026-11-27 10:13:00Z", tick=False):
        assert guess(guessed.client, 1) == {404}


def test_where_nothing_can_be_counted_looking_up_goes_on(guessed: Shelves, monkeypatch: pytest.MonkeyPatch) -> None:
    started = start_pack(guessed.library)

    def full(*_: object) -> int:
        raise RecordsUnavailable

    monkeypatch.setattr(Records, "count_event", full)
    assert guess(guessed.client, 40) == {404}
    assert guessed.client.get(f"/check/{started.stored.code}").status_code == 200


def test_no_address_of_a_guesser_is_stored(guessed: Shelves) -> None:
    client = guessed.client
    client.get("/check/x", environ_overrides=OTHER)
    stored = b"".join(path.read_bytes() for path in (guessed.folder / "data").glob("records*"))
    assert b"guess" in stored
    assert b"203.0.113" not in stored


def test_the_box_for_a_code_says_how_long_it_is_on_a_file_and_on_the_page_of_a_pack(client: FlaskClient) -> None:
    hint = Html(client.get("/check").text).one("p", "hint").text
    assert "13 or 17 letters and numbers" in hint
