"""Pictures in a text: on its page, under its rule, in every file of a pack that its words are in, and gone with it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from library.actions.packs import file_limits
from library.actions.packs.adding import document_item
from library.actions.packs.files import FILES
from library.actions.packs.lifecycle import start_pack
from library.content.pictures import drawn_for_text
from library.model.pack import Pack, SlideText
from library.web.app import create_app
from tests.making import Making
from tests.pictures import picture
from tests.web.reading_html import Html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

PICTURE = picture("JPEG", size=(1_600, 1_000))
ALT, CAPTION = "A gate that hangs open", "The gate, in May"
FIRST, LAST = "She went out to look at it again, as she did every morning.", "Then she shut it."
BODY = f'{FIRST}\n\n![{ALT}](gate.jpg "{CAPTION}")\n\n{LAST}\n'
ALL = "{audience: public, uses: [workshop, excerpt, print, record]}"
PLACE = "/stories/gate/files"
LOOK = "look-at-the-pack-of-the-gate-001"
NAMES = ("gate-1440.jpg", "gate-720.jpg")


@pytest.fixture
def making(tmp_path: Path) -> Iterator[Making]:
    """A library with a story about a gate, not published yet, and another."""
    made = Making(tmp_path)
    made.content.put("stories/gate.jpg", PICTURE)
    made.write("gate", BODY, consent=ALL)
    made.write("other")
    yield made
    made.library.close()


def published(making: Making) -> FlaskClient:
    """Publish and return a client of the site."""
    making.publish()
    return create_app(making.library, making.library.settings).test_client()


def statuses(client: FlaskClient) -> list[int]:
    """Return what each size of the picture is answered with."""
    found = []
    for name in NAMES:
        with client.get(f"{PLACE}/{name}") as response:
            found.append(response.status_code)
    return found


def pack_of(making: Making, slides: SlideText = SlideText.QUOTE) -> str:
    """Return the secret of a pack with the story."""
    item = replace(document_item(making.library, "gate"), slides=slides)
    return start_pack(making.library, Pack(items=(item,))).edit


def test_a_page_shows_a_picture_in_the_size_that_a_screen_needs_and_nothing_jumps(making: Making) -> None:
    client = published(making)
    page = Html(client.get("/stories/gate").text)
    (image,) = page.all("img")
    assert image.get("src") == f"{PLACE}/gate-720.jpg"
    assert image.get("srcset") == f"{PLACE}/gate-720.jpg 720w, {PLACE}/gate-1440.jpg 1440w"
    assert (image.get("alt"), image.get("width"), image.get("height")) == (ALT, "1440", "900")
    assert image.get("loading") == "lazy"
    assert "pictures.css" in "".join(link.get("href") or "" for link in page.all("link"))
    assert "pictures.css" not in client.get("/stories/other").text


def test_each_size_is_a_new_file_under_its_own_address(making: Making) -> None:
    client = published(making)
    for name, made in zip(NAMES, drawn_for_text(PICTURE), strict=True):
        with client.get(f"{PLACE}/{name}") as response:
            assert (response.status_code, response.data) == (200, made.data)
            assert response.headers["Content-Type"] == "image/jpeg"
    assert client.get(f"{PLACE}/gate.jpg").status_code == 404


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"consent": "{audience: network, uses: []}"}, 404),
        ({"consent": "{audience: coordinators, uses: []}"}, 404),
        ({"status": "draft"}, 404),
        ({"published": "2199-01-01"}, 404),
        ({"status": "withdrawn"}, 410),
    ],
)
def test_a_picture_is_served_under_the_rule_of_its_document(
    making: Making, change: dict[str, str], status: int
) -> None:
    client = published(making)
    assert statuses(client) == [200, 200]
    making.write("gate", BODY, **{"consent": ALL} | change)
    making.publish()
    assert statuses(client) == [status, status]


@pytest.mark.parametrize("how", ["withdrawn", "deleted", "without its picture"])
def test_the_bytes_of_a_picture_leave_the_disk_with_its_document(making: Making, how: str) -> None:
    published(making)
    there = {made.data for made in drawn_for_text(PICTURE)}
    files = making.root / "data" / "files"
    assert there <= {path.read_bytes() for path in files.rglob("*") if path.is_file()}
    if how == "withdrawn":
        making.write("gate", BODY, status="withdrawn")
    elif how == "deleted":
        making.delete("gate")
    else:
        making.write("gate", "She shut it.\n", consent=ALL)
    making.publish()
    assert not there & {path.read_bytes() for path in files.rglob("*") if path.is_file()}
    whole = b"".join(path.read_bytes() for path in (making.root / "data").rglob("*") if path.is_file())
    assert ALT.encode() not in whole
    assert CAPTION.encode() not in whole


def test_what_a_picture_shows_is_found_and_leads_to_it(making: Making) -> None:
    client = published(making)
    for words in ("hangs open", "in May"):
        assert "/stories/gate#p2" in client.get("/search", query_string={"q": words}).text


def test_every_file_of_a_pack_shows_or_describes_a_picture(making: Making) -> None:
    client = published(making)
    edit = pack_of(making)
    files = {name: client.get(f"/packs/{edit}/files/{name}").data for name in FILES}
    assert b"data:image/jpeg;base64" in files["offline.html"]
    assert f'alt="{ALT}"'.encode() in files["offline.html"]
    for name in ("chat.txt", "pack.md"):
        assert f"Picture: {ALT}. {CAPTION}" in files[name].decode()
    for name in ("handout.pdf", "handout-large.pdf", "cards.pdf", "briefs.pdf"):
        assert b"/Subtype /Image" in files[name] or b"/Subtype/Image" in files[name], name
    for name, folder in (("slides.pptx", "ppt"), ("handout.docx", "word")):
        with ZipFile(BytesIO(files[name])) as archive:
            assert drawn_for_text(PICTURE)[0].data in [
                archive.read(each) for each in archive.namelist() if each.startswith(f"{folder}/media/")
            ]
            markup = b"".join(archive.read(each) for each in archive.namelist() if each.endswith(".xml"))
            assert f'descr="{ALT}"'.encode() in markup


def test_pages_of_passages_show_a_picture_too(making: Making) -> None:
    client = published(making)
    edit = pack_of(making)
    stored = making.library.records.pack_to_edit(edit)
    assert stored
    making.library.records.set_view_token(stored.id, LOOK)
    for address in ("/stories/gate/team", f"/shared/{LOOK}"):
        (image,) = Html(client.get(address).text).all("img")
        assert (image.get("src"), image.get("alt")) == (f"{PLACE}/gate-720.jpg", ALT)
    assert f"Picture: {ALT}. {CAPTION}" in client.get("/stories/gate/team.txt").text


@pytest.mark.parametrize("uses", ["[workshop]", "[workshop, print]"])
def test_a_picture_is_in_no_file_that_its_words_may_not_be_in(making: Making, uses: str) -> None:
    making.write("gate", BODY, consent=f"{{audience: public, uses: {uses}}}")
    client = published(making)
    edit = pack_of(making)
    data = drawn_for_text(PICTURE)[0].data
    for name in FILES:
        body = client.get(f"/packs/{edit}/files/{name}").data
        assert ALT.encode() not in body, name
        assert data not in body, name
        assert b"data:image/jpeg" not in body, name
        if name.endswith(("docx", "pptx")):
            with ZipFile(BytesIO(body)) as archive:
                inside = [archive.read(each) for each in archive.namelist()]
            assert data not in inside, name
            assert not any(ALT.encode() in each for each in inside), name


def test_without_the_use_print_a_picture_is_on_screens_only(making: Making) -> None:
    making.write("gate", BODY, consent="{audience: public, uses: [workshop, excerpt]}")
    client = published(making)
    edit = pack_of(making)
    assert ALT in client.get(f"/packs/{edit}/files/offline.html").text
    with ZipFile(BytesIO(client.get(f"/packs/{edit}/files/handout.docx").data)) as archive:
        assert not [each for each in archive.namelist() if each.startswith("word/media/")]


def test_a_code_on_paper_tells_that_a_picture_has_changed(making: Making) -> None:
    client = published(making)
    edit = pack_of(making)
    text = client.get(f"/packs/{edit}/files/chat.txt").text
    code = next(line.rpartition("/check/")[2] for line in text.splitlines() if "/check/" in line)
    assert "pictures have since been edited" not in client.get(f"/check/{code}").text
    making.content.put("stories/gate.jpg", picture("JPEG", size=(1_600, 1_001)))
    making.publish()
    assert "pictures have since been edited" in client.get(f"/check/{code}").text


def test_a_file_has_room_for_so_many_pictures_and_describes_the_rest(
    making: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_limits, "MOST_PIXELS", 1_440 * 900 - 1)
    client = published(making)
    page = client.get(f"/packs/{pack_of(making)}/files/offline.html").text
    assert "data:image/" not in page
    assert f"{ALT}. {CAPTION}" in page


def test_a_content_note_can_be_about_a_picture(making: Making) -> None:
    making.write("gate", BODY, consent=ALL, content_notes="[{note: bereavement, where: [p2]}]")
    page = published(making).get("/stories/gate").text
    note, figure = page.index('class="note-here"'), page.index('<figure id="p2">')
    assert FIRST in page[:note]
    assert page[note:figure].count("<p") == 0
    assert 'href="#p3"' in page[note:figure]
