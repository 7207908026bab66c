"""Files of a document: sent in parts, of the right type, under the document's own rule."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient

from library.actions.check import check
from library.actions.packs.adding import document_item
from library.actions.packs.files import FILES
from library.actions.packs.lifecycle import start_pack
from library.content.pictures import drawn
from library.errors import ContentError
from library.model.pack import Pack
from library.web.app import create_app
from tests.making import Making
from tests.pdfs import pdf
from tests.pictures import CAMERA, JPEG, SIZE, from_a_phone, opened, picture
from tests.web.shelves import CAPTIONS, MP4, PDF, SERVED_CAPTIONS

PLACE = "/resources/number-nine/files"
ALL = "{audience: public, uses: [workshop, excerpt, print, record]}"


def test_a_video_can_be_asked_for_in_parts(client: FlaskClient) -> None:
    with client.get(f"{PLACE}/nine.mp4", headers={"Range": "bytes=10-19"}) as response:
        assert (response.status_code, response.data) == (206, MP4[10:20])
        assert response.headers["Content-Range"] == f"bytes 10-19/{len(MP4)}"
        assert response.headers["Cache-Control"] == "no-cache"
    with client.get(f"{PLACE}/nine.mp4", headers={"Range": "bytes=9999-"}) as response:
        assert response.status_code == 416


def test_each_file_has_its_type_and_is_shown_in_place_if_a_browser_can(client: FlaskClient) -> None:
    expected = {
        "nine.mp4": ("video/mp4", MP4),
        "nine.jpg": ("image/jpeg", drawn(JPEG)[0]),
        "nine.en.vtt": ("text/vtt; charset=utf-8", SERVED_CAPTIONS),
        "guide.pdf": ("application/pdf", PDF),
    }
    for name, (media_type, data) in expected.items():
        with client.get(f"{PLACE}/{name}") as response:
            assert (response.headers["Content-Type"], response.data) == (media_type, data)
            assert response.headers["Content-Disposition"].startswith("inline")
            assert response.headers["X-Robots-Tag"] == "noindex, noarchive"


def test_a_kept_copy_is_answered_shortly(client: FlaskClient) -> None:
    with client.get(f"{PLACE}/nine.mp4") as response:
        etag = response.headers["ETag"]
    with client.get(f"{PLACE}/nine.mp4", headers={"If-None-Match": etag}) as response:
        assert (response.status_code, response.data) == (304, b"")


def test_there_is_no_way_to_another_file(client: FlaskClient) -> None:
    names = ["other.mp4", "..%2f..%2fvocabulary.yaml", "number-nine.md", "%2e%2e"]
    assert [client.get(f"{PLACE}/{name}").status_code for name in names] == [404] * len(names)
    assert client.get("/stories/spare-key/files/nine.mp4").status_code == 404


def test_a_file_in_a_folder_below_is_sent_under_its_own_name(tmp_path: Path) -> None:
    making = Making(tmp_path)
    making.content.put("resources/papers/guide.pdf", PDF)
    making.write("below", kind="guidance", attachments='[{file: papers/guide.pdf, title: "A guide"}]', consent=ALL)
    making.publish()
    client = create_app(making.library, making.library.settings).test_client()
    address = "/resources/below/files/papers/guide.pdf"
    assert address in client.get("/resources/below").text
    with client.get(address) as response:
        assert (response.status_code, response.data) == (200, PDF)
        assert response.headers["Content-Disposition"] == "inline; filename=guide.pdf"


FILM = 'file: film.mp4, alt: "A kitchen", duration: "00:00:48"'


def with_poster(making: Making, name: str, data: bytes) -> None:
    """Write a film with a poster; all of it may leave the site."""
    making.content.put("resources/film.mp4", MP4)
    making.content.put(f"resources/{name}", data)
    making.write("film", "Watch it.\n", kind="video", media=f"{{{FILM}, poster: {name}}}", consent=ALL)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("still.jpg", picture("JPEG")),
        ("still.jpg", picture("JPEG", "CMYK")),
        ("still.jpg", from_a_phone()),
        ("still.png", picture("PNG", "RGBA")),
        ("still.png", picture("PNG", "I;16")),
        ("still.png", picture("PNG", "P", transparency=0)),
        ("still.webp", picture("WEBP")),
        ("still.webp", picture("WEBP", "RGBA", lossless=True)),
    ],
)
def test_every_file_of_a_pack_can_be_made_whatever_the_poster_is(tmp_path: Path, name: str, data: bytes) -> None:
    making = Making(tmp_path)
    with_poster(making, name, data)
    making.publish()
    client = create_app(making.library, making.library.settings).test_client()
    edit = start_pack(making.library, Pack(items=(document_item(making.library, "film"),))).edit
    answers = {each: client.get(f"/packs/{edit}/files/{each}") for each in FILES}
    # The film is fictional, so there is nothing to cite.
    assert {each for each, answer in answers.items() if answer.status_code != 200} == {"citations.ris"}
    assert 'src="data:image/' in answers["offline.html"].text
    with ZipFile(BytesIO(answers["slides.pptx"].data)) as slides:
        assert [each for each in slides.namelist() if each.startswith("ppt/media/image")]
    making.library.close()


def test_where_a_picture_was_taken_is_told_to_nobody(tmp_path: Path) -> None:
    making = Making(tmp_path)
    with_poster(making, "still.jpg", from_a_phone())
    making.publish()
    client = create_app(making.library, making.library.settings).test_client()
    with client.get("/resources/film/files/still.jpg") as response:
        served = opened(response.data)
    assert (served.size, dict(served.getexif())) == (SIZE[::-1], {})
    stored = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert CAMERA.encode() not in stored
    making.library.close()


def test_a_webp_picture_is_saved_under_the_name_of_what_it_was_drawn_as(tmp_path: Path) -> None:
    making = Making(tmp_path)
    with_poster(making, "still.webp", picture("WEBP"))
    making.publish()
    client = create_app(making.library, making.library.settings).test_client()
    with client.get("/resources/film/files/still.webp") as response:
        assert response.headers["Content-Type"] == "image/jpeg"
        assert response.headers["Content-Disposition"] == "inline; filename=still.jpg"
    making.library.close()


def test_a_picture_that_cannot_be_shown_stops_its_document_with_file_line_and_fix(tmp_path: Path) -> None:
    making = Making(tmp_path)
    with_poster(making, "still.png", picture("PNG", size=(400, 300))[:-200])
    with pytest.raises(ContentError) as caught:
        making.publish()
    (mistake,) = caught.value.mistakes
    assert (mistake.path, mistake.line) == ("resources/film.md", 9)
    assert mistake.sentence == ("media poster: “still.png” is damaged. Open it and save it again as JPEG or PNG.")
    making.library.close()


FILES_TO_TAKE = {"paper.pdf": PDF, "words.docx": b"PK\x03\x04", "slides.pptx": b"PK\x03\x04", "map.png": picture("PNG")}


@pytest.mark.parametrize(
    ("uses", "offered"),
    [
        ("", set()),
        ("workshop, record, translate, web-search", set()),
        ("print", set()),
        ("excerpt", {"slides.pptx", "map.png"}),
        ("excerpt, print", set(FILES_TO_TAKE)),
    ],
)
@pytest.mark.parametrize("provenance", ["told", "fictional", "published-elsewhere"])
def test_only_files_that_may_leave_the_site_are_offered_and_sent(
    tmp_path: Path, provenance: str, uses: str, offered: set[str]
) -> None:
    making = Making(tmp_path)
    for name, data in (FILES_TO_TAKE | {"film.mp4": MP4, "still.png": picture("PNG"), "said.vtt": CAPTIONS}).items():
        making.content.put(f"resources/{name}", data)
    told = ", shown_as: pseudonym, given: 2026-01-10" if provenance == "told" else ""
    making.write(
        "taken",
        kind="tool",
        provenance=provenance,
        consent=f"{{audience: public, uses: [{uses}]{told}}}",
        attachments=f"[{', '.join(f'{{file: {name}, title: T}}' for name in FILES_TO_TAKE)}]",
        media=f"{{{FILM}, poster: still.png}}",
        transcripts="[{language: en, file: said.vtt}]",
    )
    making.publish()
    client = create_app(making.library, making.library.settings).test_client()
    page, place = client.get("/resources/taken").text, "/resources/taken/files"
    assert {name for name in FILES_TO_TAKE if f'href="{place}/{name}"' in page} == offered
    assert ("We do not have permission to offer this as a download." in page) is (offered != set(FILES_TO_TAKE))
    assert ("nodownload" in page) is ("excerpt" not in uses)
    assert f'src="{place}/film.mp4"' in page
    for name in FILES_TO_TAKE:
        with client.get(f"{place}/{name}") as response:
            assert response.status_code == (200 if name in offered else 403)
            assert (b"have permission to" in response.data) is (name not in offered)
            if name in offered and name.endswith(("docx", "pptx")):
                assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
    for name in ("film.mp4", "still.png", "said.vtt"):
        with client.get(f"{place}/{name}") as response:
            assert response.status_code == 200
    making.library.close()


def test_check_names_the_files_that_readers_are_not_offered(tmp_path: Path) -> None:
    making = Making(tmp_path)
    making.always["published"] = "2020-01-01"
    making.content.put("resources/paper.pdf", pdf("Hello."))
    making.content.put("resources/map.png", FILES_TO_TAKE["map.png"])
    files = "[{file: paper.pdf, title: A}, {file: map.png, title: B}]"
    making.write("all", kind="tool", consent=ALL, attachments=files)
    making.write_told("no-paper", kind="tool", consent="audience: public, uses: [excerpt]", attachments=files)
    making.write_told("nothing", kind="tool", attachments=files)
    making.write_told("withdrawn", kind="tool", attachments=files, status="withdrawn")
    assert [str(advice) for advice in check(making.library).advice] == [
        "resources/no-paper.md:10: attachments: Readers cannot download paper.pdf. "
        "If it was agreed, add print to consent uses. If not, delete the file from this list.",
        "resources/nothing.md:10: attachments: Readers cannot download map.png. "
        "If it was agreed, add excerpt to consent uses. If not, delete the file from this list.",
        "resources/nothing.md:10: attachments: Readers cannot download paper.pdf. "
        "If it was agreed, add excerpt and print to consent uses. If not, delete the file from this list.",
    ]
    making.library.close()
