"""Is it still fine to use? By code, typed as people type, and not by guessing."""

from pathlib import Path

from library.actions.packs.gather import document_item
from library.actions.packs.keeping import start_pack
from library.actions.packs.secrets import shown_code
from library.actions.publish import publish
from library.model.pack import Pack
from tests.web.reading_html import Html
from tests.web.shelves import filled_shelves


def test_a_code_says_what_is_still_fine_and_names_by_number_what_is_not(tmp_path: Path) -> None:
    shelves = filled_shelves(tmp_path)
    found = [document_item(shelves.library, slug) for slug in ("spare-key", "phone-call", "outside")]
    code = start_pack(shelves.library, Pack(items=tuple(found))).kept.code
    asked = shelves.client.get(f"/check?code={code.lower()}")
    assert (asked.status_code, asked.headers["Location"]) == (303, f"/check/{code.lower()}")
    fine = Html(shelves.client.get(asked.headers["Location"]).text)
    assert fine.one("h1").text == "All 3 still fine to use"
    assert f"Code {shown_code(code)}" in fine.text
    story = tmp_path / "content" / "stories" / "phone-call.md"
    story.write_text(
        story.read_text("utf-8").replace("provenance: told", "status: withdrawn\nprovenance: told"), "utf-8"
    )
    publish(shelves.library)
    page = shelves.client.get(f"/check/{code}")
    assert "Leave out number 2. It is not in the library for everybody." in Html(page.text).text
    assert "phone" not in page.text
    assert page.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert page.headers["Referrer-Policy"] == "same-origin"
    shelves.library.close()


def test_nothing_typed_asks_again_and_a_slip_is_not_found(tmp_path: Path) -> None:
    shelves = filled_shelves(tmp_path)
    for typed in ("", "%20", "/", "..", "."):
        assert shelves.client.get(f"/check?code={typed}").status_code == 200
    assert shelves.client.get("/check/7KQM-2F9T-XBRCE").status_code == 404
    shelves.library.close()


def test_guesses_are_slowed_down_and_right_codes_do_not_count(tmp_path: Path) -> None:
    shelves = filled_shelves(tmp_path)
    code = start_pack(shelves.library).kept.code
    client = shelves.client
    assert {client.get(f"/check/{code}").status_code for _ in range(40)} == {200}
    guessed = [client.get("/check/7KQM-2F9T-XBRCE").status_code for _ in range(31)]
    assert guessed == [404] * 30 + [429]
    for address in ("/cy/check/x", "/shared/x", "/packs/x", "/packs/x/files/pack.md"):
        refused = client.get(address)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")
    assert client.get("/check", environ_overrides={"REMOTE_ADDR": "203.0.113.9"}).status_code == 200
    assert client.get("/check/x", environ_overrides={"REMOTE_ADDR": "203.0.113.9"}).status_code == 404
    shelves.library.close()
