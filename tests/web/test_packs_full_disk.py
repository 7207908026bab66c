"""A full disk in the browser: packs are shown, and a save that fails gives the words back."""

from pathlib import Path
from urllib.parse import urlsplit

from tests.storage.disks import fill_up, small_disk
from tests.web.shelves import filled_shelves, open_shelves

__all__ = ["small_disk"]

HERE = {"Sec-Fetch-Site": "same-origin"}


def test_on_a_full_disk_packs_are_shown_and_no_word_is_lost(small_disk: Path, tmp_path: Path) -> None:
    filled = filled_shelves(tmp_path / "library")
    records = f"sqlite:///{small_disk / 'records.sqlite'}"
    shelves = open_shelves(filled.folder, LIBRARY_DATABASE_URL=records)
    client = shelves.client
    pack = urlsplit(client.post("/packs/add", data={"slug": "spare-key"}, headers=HERE).headers["Location"]).path
    shared = client.post(f"{pack}/share", headers=HERE)
    assert shared.status_code == 303
    made = client.get(f"{pack}/files/pack.md")
    code = made.headers["Content-Disposition"].partition('"')[2].removesuffix('-pack.md"')
    fill_up(small_disk)
    assert "The spare key" in client.get(pack).text
    assert client.get(f"/check/{code}").status_code == 200
    assert client.get(f"{pack}/files/pack.md").data == made.data
    words = "Words that took me an hour.\nAnd a second line."
    answer = client.post(f"{pack}/items", data={"kind": "note", "text": words}, headers=HERE)
    assert answer.status_code == 503
    assert "Nothing has changed." in answer.text
    assert words in answer.text
    assert words not in client.get(pack).text
    (small_disk / "filler").unlink()
    assert client.post(f"{pack}/items", data={"kind": "note", "text": words}, headers=HERE).status_code == 303
    for each in (filled, shelves):
        each.library.close()
