"""Coordinators download the content, and import a zip file after a look at what it would do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from library.actions.import_export.exporting import Exported, export_zip
from library.actions.import_export.waiting import MOST_WAITING
from library.model.audit import Action
from library.model.viewer import Role
from library.storage.leases import Leases
from tests.actions.backup.library import files_in
from tests.web.reading_html import Html
from tests.web.shelves import Shelves, filled_shelves, open_shelves
from tests.web.signing_in import signed_in

BASE = "https://localhost"
HERE = {"Sec-Fetch-Site": "same-origin"}
HEADER = "---\ntitle: {title}\nkind: story\nsummary: About it.\nthemes: [{theme}]\nroles: [nurse]\nsectors: [health]\n"
DOCUMENT = f"{HEADER}provenance: fictional\npublished: 2026-11-01\n---\n{{words}}\n"


@pytest.fixture
def own_shelves(tmp_path: Path) -> Iterator[Shelves]:
    """A library of its own, because documents are imported into it."""
    filled = filled_shelves(tmp_path)
    yield filled
    filled.library.close()


@pytest.fixture
def browser(own_shelves: Shelves) -> FlaskClient:
    return signed_in(own_shelves, Role.COORDINATOR)


def document(title: str, theme: str = "listening", words: str = "Imported words.") -> str:
    return DOCUMENT.format(title=title, theme=theme, words=words)


def zip_of(files: Mapping[str, str]) -> BytesIO:
    made = BytesIO()
    with ZipFile(made, "w") as opened:
        for name, text in files.items():
            opened.writestr(name, text)
    made.seek(0)
    return made


def post(browser: FlaskClient, address: str, **form: object) -> TestResponse:
    return browser.post(address, base_url=BASE, headers=HERE, data=form)


def uploaded(browser: FlaskClient, files: Mapping[str, str]) -> str:
    """Upload a zip file and return the address of its report."""
    answer = post(browser, "/desk/import/upload", file=(zip_of(files), "a.zip"))
    assert answer.status_code == 303, answer.text
    return answer.location.removeprefix(BASE)


def seen(page: str) -> str:
    """Return the hidden field of a report that says what was seen."""
    (field,) = (each for each in Html(page).all("input") if each.get("name") == "seen")
    return field.get("value") or ""


def content_of(shelves: Shelves) -> dict[str, bytes]:
    return files_in(shelves.library.settings.content)


def test_the_content_is_downloaded_as_it_is_made_and_the_log_says_so(
    own_shelves: Shelves, browser: FlaskClient
) -> None:
    answer = post(browser, "/desk/export/file")
    assert answer.data == b"".join(export_zip(own_shelves.library, Exported()))
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="commonplace-')
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert [line.action for line in own_shelves.library.audit.lines()] == [Action.CONTENT_EXPORTED]


def test_what_could_not_be_read_is_named_in_the_download(
    own_shelves: Shelves, browser: FlaskClient, tmp_path: Path
) -> None:
    path = own_shelves.library.settings.content / "vocabulary.yaml"
    path.rename(tmp_path / "outside.yaml")
    path.symlink_to(tmp_path / "outside.yaml")
    with ZipFile(BytesIO(post(browser, "/desk/export/file").data)) as made:
        assert "vocabulary.yaml:1: Put the file itself here." in made.read("LEFT-OUT.txt").decode()


def test_an_upload_is_looked_at_then_imported_then_undone(own_shelves: Shelves, browser: FlaskClient) -> None:
    before = content_of(own_shelves)
    address = uploaded(browser, {"stories/imported.md": document("Imported"), "README": "Hello"})
    report = browser.get(address, base_url=BASE).text
    assert "stories/imported.md" in report
    assert "The library does not read this file." in report
    assert "Import 1 file<" in report
    assert content_of(own_shelves) == before
    done = post(browser, f"{address}/apply", seen=seen(report))
    assert (done.status_code, done.location) == (303, "/desk/import?done=imported#told")
    page = browser.get("/desk/import?done=imported", base_url=BASE).text
    assert "Imported. Readers see nothing of it before the next publish." in page
    assert content_of(own_shelves).keys() == {*before, "stories/imported.md"}
    assert browser.get(address, base_url=BASE).status_code == 404
    (undo,) = (each.get("action") or "" for each in Html(page).all("form") if "/undo" in (each.get("action") or ""))
    assert post(browser, undo).location == "/desk/import?done=undone#told"
    assert content_of(own_shelves) == before
    assert post(browser, undo).status_code == 422
    actions = [line.action for line in own_shelves.library.audit.lines()]
    assert actions == [Action.IMPORT_UNDONE, Action.CONTENT_IMPORTED]


def test_a_file_with_a_mistake_can_be_left_out(own_shelves: Shelves, browser: FlaskClient) -> None:
    files = {"stories/good.md": document("Good"), "stories/bad.md": document("Bad", "nonsense")}
    address = uploaded(browser, files)
    report = browser.get(address, base_url=BASE).text
    assert "It cannot be imported yet" in report
    assert "Mistake, line 5:" in report
    assert "Import 1 file<" not in report
    assert post(browser, f"{address}/apply", seen=seen(report)).status_code == 200
    assert "stories/good.md" not in content_of(own_shelves)
    again = post(browser, f"{address}/choices", **{"leave-out": "stories/bad.md"}).text
    assert "Import 1 file<" in again
    choices = {"seen": seen(again), "leave-out": "stories/bad.md"}
    assert post(browser, f"{address}/apply", **choices).status_code == 303
    assert "stories/good.md" in content_of(own_shelves)
    assert "stories/bad.md" not in content_of(own_shelves)


def test_a_document_in_conflict_is_imported_if_that_is_chosen(own_shelves: Shelves, browser: FlaskClient) -> None:
    address = uploaded(browser, {"stories/another-key.md": document("The spare key")})
    report = browser.get(address, base_url=BASE).text
    assert "stories/spare-key.md has the title “The spare key” too." in report
    again = post(browser, f"{address}/choices", include="stories/another-key.md").text
    assert post(browser, f"{address}/apply", seen=seen(again), include="stories/another-key.md").status_code == 303
    assert "stories/another-key.md" in content_of(own_shelves)


def test_nothing_is_imported_that_its_sender_has_not_seen(own_shelves: Shelves, browser: FlaskClient) -> None:
    address = uploaded(browser, {"stories/spare-key.md": document("The spare key")})
    report = browser.get(address, base_url=BASE).text
    path = own_shelves.library.settings.content / "stories/spare-key.md"
    path.write_text(document("The spare key", words="Changed meanwhile."))
    before = content_of(own_shelves)
    answer = post(browser, f"{address}/apply", seen=seen(report))
    assert answer.status_code == 409
    assert "Something changed since you saw this page" in answer.text
    assert content_of(own_shelves) == before


def test_only_its_sender_sees_an_upload(own_shelves: Shelves, browser: FlaskClient) -> None:
    address = uploaded(browser, {"stories/imported.md": document("Imported")})
    other = signed_in(own_shelves, Role.ADMINISTRATOR)
    assert other.get(address, base_url=BASE).status_code == 404
    assert [post(other, f"{address}/{each}").status_code for each in ("choices", "apply", "discard")] == [404] * 3
    assert address not in other.get("/desk/import", base_url=BASE).text
    assert address in browser.get("/desk/import", base_url=BASE).text
    assert post(browser, f"{address}/discard").status_code == 303
    assert browser.get(address, base_url=BASE).status_code == 404
    assert not list((own_shelves.library.settings.data / "imports").glob("waiting-*"))


def test_what_is_no_zip_file_is_refused_in_words(browser: FlaskClient) -> None:
    assert "Select a zip file." in post(browser, "/desk/import/upload").text
    answer = post(browser, "/desk/import/upload", file=(BytesIO(b"words"), "a.zip"))
    assert (answer.status_code, "This is not a zip file" in answer.text) == (422, True)


def test_a_zip_file_may_be_as_large_as_a_film(tmp_path: Path) -> None:
    filled_shelves(tmp_path).library.close()
    small = open_shelves(tmp_path, LIBRARY_FILM_SIZE="1")
    browser = signed_in(small, Role.COORDINATOR)
    assert "Up to 1 MB." in browser.get("/desk/import", base_url=BASE).text
    answer = browser.post(
        "/desk/import/upload",
        base_url=BASE,
        headers=HERE,
        input_stream=BytesIO(bytes(1_100_000)),
        content_type="multipart/form-data; boundary=line",
        content_length=1_100_000,
    )
    small.library.close()
    assert answer.status_code == 413


def test_while_another_file_is_read_a_zip_file_is_neither_unpacked_nor_looked_at(
    own_shelves: Shelves, browser: FlaskClient
) -> None:
    library, file = own_shelves.library, {"stories/a.md": document("A")}
    report = uploaded(browser, file)
    library.upload_leases = Leases(library.settings.data / "uploads.lock", 1)
    with library.upload_leases.hold("an upload"):
        for answer in (
            post(browser, "/desk/import/upload", file=(zip_of(file), "a.zip")),
            browser.get(report, base_url=BASE),
        ):
            assert (answer.status_code, "Try again in a minute." in answer.text) == (422, True)
    assert browser.get(report, base_url=BASE).status_code == 200
    assert post(browser, "/desk/import/upload", file=(zip_of(file), "a.zip")).status_code == 303


def test_only_some_uploads_of_a_person_wait_and_keep_nobody_else_from_uploading(
    own_shelves: Shelves, browser: FlaskClient
) -> None:
    for number in range(MOST_WAITING):
        uploaded(browser, {f"stories/number-{number}.md": document("A number")})
    answer = post(browser, "/desk/import/upload", file=(zip_of({"stories/a.md": document("A")}), "a.zip"))
    assert (answer.status_code, f"{MOST_WAITING} wait already." in answer.text) == (422, True)
    uploaded(signed_in(own_shelves, Role.COORDINATOR, "Iain Reid"), {"stories/a.md": document("A")})
