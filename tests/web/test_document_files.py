"""The page of a document's files: what it has, and sending more, with and without scripts."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from library.model.viewer import Role
from library.web.views.document_files import MOST_PART
from tests.content.uploads.hostile import mp4
from tests.pictures import CAMERA, from_a_phone, picture
from tests.web.reading_html import Html
from tests.web.shelves import Shelves, fill, open_shelves
from tests.web.signing_in import signed_in

HERE = {"Sec-Fetch-Site": "same-origin"}
BASE = "https://localhost"
FILES = "/desk/documents/number-nine/files"
PATH = "resources/number-nine.md"
SRT = b"1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n2\n00:09:01,000 --> 00:09:02,000\nLate.\n"
# As people and attackers name files.
NAMES = [
    "../../../etc/passwd",
    "C:\\Users\\Máiri\\allwedd sbâr.jpg",
    "Ключ Ольги.jpg",
    "奥尔加的钥匙.heic",
    "\u202eمفتاح\0.png",
    "x" * 5_000 + ".jpg",
    'a"; filename="b.svg',
]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelves]:
    """A library in which nothing is published: files belong to drafts."""
    folder = tmp_path_factory.mktemp("files")
    fill(folder)
    shelves = open_shelves(folder, LIBRARY_UPLOAD_SIZE="1")
    yield shelves
    shelves.library.close()


@pytest.fixture
def own(opened: Shelves) -> Iterator[Shelves]:
    """The same library, which is as it was after each test."""
    yield opened
    shutil.rmtree(opened.folder / "data" / "uploads", ignore_errors=True)
    opened.library.drafts.drop(PATH)
    fill(opened.folder)


@pytest.fixture
def browser(own: Shelves) -> FlaskClient:
    return signed_in(own, Role.COORDINATOR)


def sent(browser: FlaskClient, purpose: str, data: bytes, name: str = "a.bin", **fields: str) -> TestResponse:
    form = {"file": (io.BytesIO(data), name), **fields}
    return browser.post(f"{FILES}/add/{purpose}", base_url=BASE, headers=HERE, data=form)


def post(
    browser: FlaskClient, address: str, data: object = None, headers: dict[str, str] | None = None
) -> TestResponse:
    return browser.post(f"{FILES}/{address}", base_url=BASE, headers=HERE | (headers or {}), data=data)


def get(browser: FlaskClient, address: str = "") -> TestResponse:
    return browser.get(f"{FILES}{address}", base_url=BASE)


def data_of(browser: FlaskClient, address: str) -> bytes:
    with get(browser, address) as answer:
        data: bytes = answer.data
        return data


def text_of(own: Shelves) -> str:
    draft = own.library.drafts.at(PATH)
    return draft.text.decode() if draft else ""


def stored(own: Shelves) -> set[str]:
    found = (own.folder / "data" / "uploads").rglob("*")
    return {file.name for file in found if file.is_file() and "lock" not in file.name}


def part_of(browser: FlaskClient, data: bytes, purpose: str = "media", **fields: str) -> str:
    answer = post(browser, f"start/{purpose}.json", data={"size": str(len(data)), **fields})
    assert answer.json, answer.text
    return str(answer.json["part"])


def append(browser: FlaskClient, part: str, offset: int, data: bytes) -> TestResponse:
    return post(browser, f"parts/{part}/append.json", data=data, headers={"Upload-Offset": str(offset)})


def test_the_page_names_what_a_document_has_and_what_uses_it(browser: FlaskClient) -> None:
    page = Html(get(browser).text)
    files = [" ".join(item.text.split()) for item in page.all("h3")]
    assert [name.split()[0] for name in files] == ["nine.mp4", "nine.jpg", "nine.en.vtt", "nine.cy.vtt", "guide.pdf"]
    assert [" ".join(each.text.split()) for each in page.all("li") if each.text.strip().startswith("Transcript")] == [
        "Transcript: en",
        "Transcript: cy",
    ]
    assert len([form for form in page.all("form") if form.get("enctype") == "multipart/form-data"]) == 5


def test_a_file_of_every_kind_is_taken_without_scripts_and_the_document_names_it(
    own: Shelves, browser: FlaskClient
) -> None:
    answers = [
        sent(browser, "media", mp4(200)),
        sent(browser, "poster", from_a_phone(), alt="A bus"),
        sent(browser, "transcript", SRT, language="CY"),
        sent(browser, "attachment", picture("PNG"), title="A map: the way"),
    ]
    assert [(each.status_code, each.headers["Location"].split("=")[1]) for each in answers] == [
        (303, "number-nine.mp4#told"),
        (303, "number-nine-poster.jpg#told"),
        (303, "number-nine.cy.vtt#told"),
        (303, "number-nine-file.png#told"),
    ]
    text = text_of(own)
    assert 'media: {file: number-nine.mp4, poster: number-nine-poster.jpg, alt: A bus, duration: "00:03:20"}' in text
    assert "{language: cy, file: number-nine.cy.vtt}" in text
    assert '{file: number-nine-file.png, title: "A map: the way"}' in text


def test_the_report_of_a_transcript_is_shown_line_by_line(browser: FlaskClient) -> None:
    address = sent(browser, "transcript", SRT, language="en").headers["Location"]
    shown = " ".join(Html(browser.get(address, base_url=BASE).text).all("main")[0].text.split())
    assert "Read as SRT. Captions: 2" in shown
    assert "Line 6: Check this caption, or the duration of the media." in shown
    assert data_of(browser, "/number-nine.en.vtt").startswith(b"WEBVTT\n\n00:00:01.000")


def test_a_picture_of_the_text_is_offered_as_a_line_and_put_there(own: Shelves, browser: FlaskClient) -> None:
    sent(browser, "picture", from_a_phone(), alt="A cup [cold]")
    assert "picture.jpg" not in text_of(own)
    assert "![A cup \\[cold\\]](number-nine-picture.jpg)" in get(browser).text
    added = post(browser, "number-nine-picture.jpg/insert")
    assert added.status_code == 303
    assert "The picture is now at the end of the text." in browser.get(added.headers["Location"], base_url=BASE).text
    assert text_of(own).endswith("\n\n![A cup \\[cold\\]](number-nine-picture.jpg)\n")
    assert post(browser, "number-nine-picture.jpg/delete").status_code == 409
    assert CAMERA.encode() not in data_of(browser, "/number-nine-picture.jpg")


def test_the_preview_shows_the_pictures_of_the_draft(own: Shelves, browser: FlaskClient) -> None:
    sent(browser, "picture", picture("PNG", size=(900, 600)), alt="A cup")
    post(browser, "number-nine-picture.png/insert")
    form = {"file": text_of(own)}
    shown = browser.post("/desk/documents/number-nine/preview", base_url=BASE, headers=HERE, data=form).text
    (source, *_) = re.findall(r'<img src="([^"]*/files/[^"]*)"', shown)
    assert source == f"{FILES}/number-nine-picture-720.png"
    assert f"{FILES}/number-nine-picture-900.png 900w" in shown
    assert data_of(browser, "/number-nine-picture-900.png").startswith(b"\x89PNG")
    for name in ("/number-nine-picture-800.png", "/number-nine-picture-900.jpg", "/secret_key-900.png"):
        assert get(browser, name).status_code == 404


def test_an_upload_that_nothing_uses_can_be_deleted(own: Shelves, browser: FlaskClient) -> None:
    sent(browser, "picture", picture("PNG"), decorates="1")
    assert "![](number-nine-picture.png &#34;decorative&#34;)" in get(browser).text
    assert post(browser, "number-nine-picture.png/delete").status_code == 303
    assert stored(own) == set()


def test_the_name_that_a_file_comes_with_is_never_used(own: Shelves, browser: FlaskClient) -> None:
    for name in NAMES:
        answer = sent(browser, "picture", picture("PNG"), name, alt="A key")
        assert (answer.status_code, answer.headers["Location"].endswith("number-nine-picture.png#told")) == (303, True)
        own.library.uploads.forget(PATH)
        assert stored(own) == set()


@pytest.mark.parametrize(
    ("purpose", "data", "fields", "status", "said"),
    [
        ("picture", b"<svg onload='alert(1)'/>", {"alt": "A key"}, 422, "An SVG can contain programs"),
        ("picture", picture("PNG"), {}, 422, "Say what the picture shows"),
        ("picture", b"", {"alt": "A key"}, 422, "Choose a file that is not empty"),
        ("transcript", SRT, {"language": "not one"}, 422, "Enter the language of the transcript"),
        ("attachment", picture("PNG"), {}, 422, "Enter a title"),
        ("media", mp4(), {"duration": "an hour"}, 422, "Enter how long it plays"),
    ],
    ids=["svg", "alt", "empty", "language", "title", "duration"],
)
def test_a_file_that_is_not_taken_is_refused_in_words_and_leaves_nothing(
    own: Shelves, browser: FlaskClient, purpose: str, data: bytes, fields: dict[str, str], status: int, said: str
) -> None:
    answer = sent(browser, purpose, data, **fields)
    (problem,) = (each for each in Html(answer.text).all("section") if each.get("role") == "alert")
    assert (answer.status_code, said in problem.text) == (status, True), problem.text
    assert (stored(own), text_of(own)) == (set(), "")


def test_a_form_that_is_too_large_is_refused_before_it_is_read(own: Shelves, browser: FlaskClient) -> None:
    body = io.BytesIO(bytes(1_100_000))
    answer = browser.post(
        f"{FILES}/add/attachment",
        base_url=BASE,
        headers=HERE,
        input_stream=body,
        content_type="multipart/form-data; boundary=x",
        content_length=1_100_000,
    )
    assert (answer.status_code, "It has 1.1 MB. The limit is 1 MB." in answer.text) == (413, True)
    assert (body.tell(), stored(own)) == (0, set())


def test_a_poster_needs_a_film_first(browser: FlaskClient) -> None:
    address = "/desk/documents/spare-key/files/add/poster"
    form = {"file": (io.BytesIO(picture("PNG")), "a.png"), "alt": "A key"}
    answer = browser.post(address, base_url=BASE, headers=HERE, data=form)
    assert (answer.status_code, "Upload the film or sound first" in answer.text) == (409, True)


def test_a_header_with_mistakes_is_not_changed(own: Shelves, browser: FlaskClient) -> None:
    file = own.folder / "content" / PATH
    file.write_text(file.read_text("utf-8").replace("title: The", "title: a: The"), "utf-8")
    assert sent(browser, "media", mp4()).status_code == 409
    assert stored(own) == set()


def test_a_form_with_two_files_or_too_many_fields_is_refused(own: Shelves, browser: FlaskClient) -> None:
    two = {"file": [(io.BytesIO(b"a"), "a.png"), (io.BytesIO(b"b"), "b.png")], "alt": "A key"}
    many = {"file": (io.BytesIO(b"a"), "a.png"), **{f"field-{number}": "x" for number in range(30)}}
    statuses = [
        browser.post(f"{FILES}/add/picture", base_url=BASE, headers=HERE, data=form).status_code for form in (two, many)
    ]
    assert statuses == [400, 413]
    assert stored(own) == set()


def test_a_connection_that_breaks_in_a_form_leaves_nothing(own: Shelves, browser: FlaskClient) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n' + picture("PNG")
    answer = browser.post(
        f"{FILES}/add/picture",
        base_url=BASE,
        headers=HERE,
        input_stream=io.BytesIO(body),
        content_type="multipart/form-data; boundary=x",
        content_length=len(body) + 1_000,
    )
    assert answer.status_code == 400
    assert stored(own) == set()


def test_a_film_in_parts_goes_on_after_a_break_and_becomes_the_film_of_the_document(
    own: Shelves, browser: FlaskClient
) -> None:
    film = mp4(84, bytes(200_000))
    part = part_of(browser, film)
    assert append(browser, part, 0, film[:100_000]).json == {
        "part": part, "offset": 100_000, "size": len(film), "most": MOST_PART // 2
    }  # fmt: skip
    wrong = append(browser, part, 0, film[:100])
    assert (wrong.status_code, wrong.json) == (409, {"offset": 100_000})
    asked = browser.head(f"{FILES}/parts/{part}.json", base_url=BASE)
    assert (asked.status_code, asked.headers["Upload-Offset"]) == (200, "100000")
    early = post(browser, f"parts/{part}/finish.json")
    assert (early.status_code, early.json and early.json["problem"]) == (409, "incomplete")
    append(browser, part, 100_000, film[100_000:])
    assert post(browser, f"parts/{part}/finish.json").json == {"name": "number-nine.mp4"}
    assert 'media: {file: number-nine.mp4, poster: nine.jpg, alt: A bus, duration: "00:01:24"}' in text_of(own)
    assert data_of(browser, "/number-nine.mp4") == film


def test_a_part_may_not_be_larger_than_the_script_makes_them(browser: FlaskClient) -> None:
    part = part_of(browser, bytes(MOST_PART + 1))
    assert append(browser, part, 0, bytes(MOST_PART + 1)).status_code == 413
    assert append(browser, part, 0, bytes(MOST_PART)).json
    assert append(browser, part, MOST_PART, b"01").status_code == 409


def test_a_cancelled_or_unusable_upload_in_parts_leaves_nothing(own: Shelves, browser: FlaskClient) -> None:
    part = part_of(browser, b"12345")
    append(browser, part, 0, b"123")
    assert post(browser, f"parts/{part}/cancel.json").status_code == 200
    assert browser.get(f"{FILES}/parts/{part}.json", base_url=BASE).status_code == 404
    part = part_of(browser, b"<svg/>", "picture", alt="A key")
    append(browser, part, 0, b"<svg/>")
    refused = post(browser, f"parts/{part}/finish.json")
    assert (refused.status_code, refused.json and "SVG" in refused.json["error"]) == (422, True)
    assert stored(own) == set()


def test_what_is_missing_is_said_before_a_long_upload_begins(browser: FlaskClient) -> None:
    answer = post(browser, "start/picture.json", data={"size": "10"})
    assert (answer.status_code, answer.json and answer.json["problem"]) == (422, "no-alt")
    answer = post(browser, "start/media.json", data={"size": "9000000000"})
    assert (answer.status_code, "It has 9,000 MB. The limit is 2,000 MB." in answer.text) == (413, True)
    answer = post(browser, "start/media.json", data={"size": "none"})
    assert (answer.status_code, answer.json and answer.json["problem"]) == (422, "no-file")


def test_a_part_belongs_to_its_document(browser: FlaskClient) -> None:
    part = part_of(browser, b"12345")
    address = f"/desk/documents/spare-key/files/parts/{part}.json"
    assert browser.get(address, base_url=BASE).status_code == 404


@pytest.mark.parametrize("address", ["/nine.mp4", "/../../../secret_key", "/.number-nine.mp4.report", "/none.svg"])
def test_only_uploads_are_sent(browser: FlaskClient, address: str) -> None:
    assert get(browser, address).status_code == 404


@pytest.mark.parametrize("coming", [Role.ANYONE, Role.MEMBER])
def test_to_others_none_of_it_is_there_and_nothing_of_what_they_send_is_read(own: Shelves, coming: Role) -> None:
    browser = own.client if coming is Role.ANYONE else signed_in(own, coming)
    body = io.BytesIO(bytes(3_000_000))
    answer = browser.post(
        f"{FILES}/add/media",
        base_url=BASE,
        headers=HERE,
        input_stream=body,
        content_type="multipart/form-data; boundary=x",
        content_length=3_000_000,
    )
    assert answer.status_code == (303 if coming is Role.ANYONE else 404)
    assert body.tell() == 0
    assert stored(own) == set()


def test_a_file_from_another_site_is_not_read(own: Shelves, browser: FlaskClient) -> None:
    for address in ("add/picture", "start/media.json", f"parts/{'0' * 32}/append.json", "a.png/delete"):
        headers = {"Sec-Fetch-Site": "cross-site"}
        assert browser.post(f"{FILES}/{address}", base_url=BASE, headers=headers).status_code == 403
    assert stored(own) == set()


def test_a_file_name_on_the_page_cannot_be_markup(own: Shelves, browser: FlaskClient) -> None:
    file = own.folder / "content" / PATH
    file.write_text(file.read_text("utf-8").replace("guide.pdf", "'<b>.pdf'"), "utf-8")
    page = get(browser).text
    assert "<b>.pdf" not in page
    assert re.search("&lt;b&gt;.pdf", page)
