"""Files of a document: sent in parts, of the right type, under the document's own rule."""

from pathlib import Path

from flask.testing import FlaskClient

from library.web.app import create_app
from tests.making import Making
from tests.web.shelves import CAPTIONS, JPEG, MP4, PDF

PLACE = "/resources/number-nine/files"


def test_a_video_can_be_asked_for_in_parts(client: FlaskClient) -> None:
    with client.get(f"{PLACE}/nine.mp4", headers={"Range": "bytes=10-19"}) as response:
        assert (response.status_code, response.data) == (206, MP4[10:20])
        assert response.headers["Content-Range"] == f"bytes 10-19/{len(MP4)}"
        assert response.headers["Cache-Control"] == "no-cache"
    with client.get(f"{PLACE}/nine.mp4", headers={"Range": "bytes=9999-"}) as response:
        assert response.status_code == 416


def test_each_file_has_its_type_and_is_shown_in_place_unless_it_is_to_take_away(client: FlaskClient) -> None:
    expected = {
        "nine.mp4": ("video/mp4", MP4, False),
        "nine.jpg": ("image/jpeg", JPEG, False),
        "nine.en.vtt": ("text/vtt; charset=utf-8", CAPTIONS, False),
        "guide.pdf": ("application/pdf", PDF, True),
    }
    for name, (media_type, data, taken_away) in expected.items():
        with client.get(f"{PLACE}/{name}") as response:
            assert (response.headers["Content-Type"], response.data) == (media_type, data)
            assert response.headers["Content-Disposition"].startswith("attachment") is taken_away
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
    making.write("below", kind="guidance", attachments='[{file: papers/guide.pdf, title: "A guide"}]')
    making.publish()
    client = create_app(making.library, making.library.settings).test_client()
    address = "/resources/below/files/papers/guide.pdf"
    assert address in client.get("/resources/below").text
    with client.get(address) as response:
        assert (response.status_code, response.data) == (200, PDF)
        assert response.headers["Content-Disposition"] == "attachment; filename=guide.pdf"
