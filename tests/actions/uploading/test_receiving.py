"""A file arrives whole or not at all; a publish puts it beside its document, and a removal deletes it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from library.actions.jobs.clean_up import clean_up
from library.actions.library import Library
from library.actions.publish import publish
from library.actions.uploading.placing import companions_of, forget_uploads, place
from library.actions.uploading.receiving import add_pictures, append, cancel, find, finish, limit_of, report_of, start
from library.actions.uploading.using import delete_unused, show_picture, started_draft, use
from library.actions.whole_files import digest_of
from library.actions.writing.discarding import discard
from library.actions.writing.publishing import publish_drafts
from library.actions.writing.withdrawing import withdraw
from library.bootstrap import open_library
from library.content.document import read_document
from library.content.document_files import read_document_file
from library.content.vocabulary import read_vocabulary
from library.errors import ContentError, ContentNotWritten, NotFound, UploadRefused
from library.model.revision import Change
from library.model.upload import Part, Purpose, UploadProblem
from library.settings import read_settings
from library.storage.leases import Leases
from tests.actions.uploading.clamd import VIRUS, clamd_at
from tests.content.uploads.hostile import mp4
from tests.pdfs import pdf
from tests.pictures import from_a_phone, picture
from tests.storage.disks import disk_at, fill_up
from tests.web.shelves import fill, settings_of

PATH = "stories/spare-key.md"
SRT = b"1\n00:00:01,000 --> 00:00:02,000\nHello.\n"
PATIENCE = 120  # seconds, a safety net


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    yield from opened(tmp_path)


def opened(folder: Path, **more: str) -> Iterator[Library]:
    fill(folder)
    library = open_library(read_settings(settings_of(folder, **more)))
    yield library
    library.close()


def arrived(library: Library, purpose: Purpose, data: bytes, path: str = PATH, **details: str) -> Part:
    part = start(library, path, purpose, len(data), details, 7)
    return append(library, path, part.id, 0, [data])


def problem(library: Library, purpose: Purpose, data: bytes) -> UploadProblem:
    with pytest.raises(UploadRefused) as refused:
        finish(library, PATH, arrived(library, purpose, data).id)
    return UploadProblem(refused.value.problem)


def files_in(folder: Path) -> set[str]:
    return {file.name for file in folder.rglob("*") if file.is_file() and "lock" not in file.name}


def test_a_file_that_arrived_is_named_by_its_content_and_named_in_the_draft(library: Library) -> None:
    received = finish(library, PATH, arrived(library, Purpose.TRANSCRIPT, SRT, language="en").id)
    use(library, PATH, received, by=7)
    draft = library.drafts.at(PATH)
    assert draft
    assert b"transcripts: [{language: en, file: spare-key.en.vtt}]\n" in draft.text
    assert draft.base == digest_of((library.settings.content / PATH).read_bytes())
    (latest, *_) = library.revisions.of(PATH)
    assert (latest.actor, latest.what) == (7, Change.SAVED)
    report = report_of(library, PATH, "spare-key.en.vtt")
    assert report == received


def test_a_draft_is_read_with_its_uploads(library: Library) -> None:
    received = finish(library, PATH, arrived(library, Purpose.PICTURE, from_a_phone(), alt="A key").id)
    draft = show_picture(library, PATH, received.name, by=7)
    assert draft.text.endswith(b"\n\n![A key](spare-key-picture.jpg)\n")
    vocabulary = read_vocabulary(library.settings.content)
    document = read_document(draft.text, PATH, vocabulary, companions_of(library, PATH)).document
    assert [each.file.path for each in document.pictures] == ["stories/spare-key-picture.jpg"]


def test_a_name_that_a_file_of_the_content_folder_has_is_not_given_again(library: Library) -> None:
    (library.settings.content / "stories/spare-key.mp4").write_bytes(b"")
    assert finish(library, PATH, arrived(library, Purpose.MEDIA, mp4()).id).name == "spare-key-2.mp4"


def test_a_publish_gets_the_files_that_the_text_names_and_no_other(library: Library) -> None:
    film = finish(library, PATH, arrived(library, Purpose.MEDIA, mp4()).id)
    unused = finish(library, PATH, arrived(library, Purpose.PICTURE, picture("PNG")).id)
    draft, content = use(library, PATH, film, by=7), library.settings.content
    assert place(library, PATH, draft.text) == ("stories/spare-key.mp4",)
    assert (content / "stories/spare-key.mp4").read_bytes() == mp4()
    assert not (content / "stories" / unused.name).exists()
    assert place(library, PATH, draft.text) == ("stories/spare-key.mp4",)
    (content / "stories/spare-key.mp4").write_bytes(b"another")
    with pytest.raises(ContentNotWritten, match="another file has this name"):
        place(library, PATH, draft.text)
    assert (content / "stories/spare-key.mp4").read_bytes() == b"another"


def test_a_document_that_goes_takes_its_uploads_from_the_disk(library: Library) -> None:
    finish(library, PATH, arrived(library, Purpose.TRANSCRIPT, SRT.replace(b"Hello", b"Sentinel"), language="en").id)
    forget_uploads(library, PATH)
    kept = (library.settings.data / "uploads").rglob("*")
    assert [file for file in kept if file.is_file() and b"Sentinel" in file.read_bytes()] == []


def test_a_published_draft_has_its_files_and_a_withdrawn_document_leaves_no_upload(library: Library) -> None:
    publish(library)
    film = finish(library, PATH, arrived(library, Purpose.MEDIA, mp4()).id)
    use(library, PATH, film, by=7)
    leaflet = pdf("A sentinel leaflet")
    use(library, PATH, finish(library, PATH, arrived(library, Purpose.ATTACHMENT, leaflet, title="A leaflet").id), by=7)
    publish_drafts(library, [PATH], 7)
    document = read_document_file(library.settings.content, PATH, read_vocabulary(library.settings.content))
    assert [each.path for each in document.files] == ["stories/spare-key.mp4", "stories/spare-key-file.pdf"]
    assert (library.uploads.of(PATH), library.drafts.at(PATH)) == ((), None)
    finish(library, PATH, arrived(library, Purpose.ATTACHMENT, leaflet, title="Another").id)
    started_draft(library, PATH, by=7)
    withdraw(library, PATH, 7)
    assert files_in(library.settings.data / "uploads") == set()


def test_a_draft_with_a_mistake_leaves_its_uploads_where_they_are(library: Library) -> None:
    publish(library)
    use(library, PATH, finish(library, PATH, arrived(library, Purpose.TRANSCRIPT, SRT, language="en").id), by=7)
    with pytest.raises(ContentError):
        publish_drafts(library, [PATH], 7)
    assert not (library.settings.content / "stories/spare-key.en.vtt").exists()
    assert len(library.uploads.of(PATH)) == 1


def test_a_draft_that_is_discarded_takes_its_uploads_along(library: Library) -> None:
    received = finish(library, PATH, arrived(library, Purpose.TRANSCRIPT, SRT, language="en").id)
    draft = use(library, PATH, received, by=7)
    discard(library, "spare-key", draft.version)
    assert files_in(library.settings.data / "uploads") == set()
    assert (library.settings.content / PATH).exists()


def test_an_upload_that_the_draft_names_cannot_be_deleted(library: Library) -> None:
    received = finish(library, PATH, arrived(library, Purpose.MEDIA, mp4()).id)
    draft = use(library, PATH, received, by=7)
    with pytest.raises(UploadRefused, match="in-use"):
        delete_unused(library, PATH, received.name)
    library.drafts.save(PATH, draft.text.replace(b"spare-key.mp4", b"another.mp4"), draft.version, 7, "", library.now())
    delete_unused(library, PATH, received.name)
    assert library.uploads.of(PATH) == ()


@pytest.mark.parametrize(
    ("purpose", "megabytes"),
    [(Purpose.MEDIA, 3), (Purpose.ATTACHMENT, 2), (Purpose.PICTURE, 2), (Purpose.TRANSCRIPT, 2)],
)
def test_each_file_has_a_limit_which_the_refusal_says(tmp_path: Path, purpose: Purpose, megabytes: int) -> None:
    for library in opened(tmp_path, LIBRARY_FILM_SIZE="3", LIBRARY_UPLOAD_SIZE="2"):
        limit = megabytes * 1_000_000
        assert limit_of(library, purpose) == limit
        with pytest.raises(UploadRefused, match="too-large") as refused:
            start(library, PATH, purpose, limit + 1, {}, 7)
        assert (refused.value.size, refused.value.limit) == (limit + 1, limit)


def test_a_refused_file_leaves_nothing_behind(library: Library) -> None:
    assert problem(library, Purpose.PICTURE, b"<svg/>") is UploadProblem.CONTENT
    assert problem(library, Purpose.PICTURE, b"") is UploadProblem.NO_FILE
    part = arrived(library, Purpose.PICTURE, picture("PNG"))
    cancel(library, PATH, part.id)
    assert files_in(library.settings.data / "uploads") == set()


def test_a_file_of_which_a_part_is_missing_is_not_checked_and_goes_on(library: Library) -> None:
    data = mp4()
    part = start(library, PATH, Purpose.MEDIA, len(data), {}, 7)
    append(library, PATH, part.id, 0, [data[:50]])
    with pytest.raises(UploadRefused, match="incomplete"):
        finish(library, PATH, part.id)
    append(library, PATH, part.id, 50, [data[50:]])
    assert finish(library, PATH, part.id).checked.seconds == 84


def test_a_part_is_found_by_its_own_document_only(library: Library) -> None:
    part = arrived(library, Purpose.MEDIA, mp4())
    with pytest.raises(NotFound):
        find(library, "stories/phone-call.md", part.id)


def test_without_the_scanner_of_the_settings_nothing_is_taken_and_nothing_lost(tmp_path: Path) -> None:
    for library in opened(tmp_path, LIBRARY_CLAMD=str(tmp_path / "none.ctl")):
        part = arrived(library, Purpose.PICTURE, picture("PNG"))
        with pytest.raises(UploadRefused, match="no-scanner"):
            finish(library, PATH, part.id)
        assert (find(library, PATH, part.id).offset, library.uploads.of(PATH)) == (part.size, ())


def test_a_file_in_which_the_scanner_finds_something_is_deleted(tmp_path: Path) -> None:
    with TemporaryDirectory() as folder, clamd_at(socket.AF_UNIX, f"{folder}/clamd.ctl") as (scanner, _):
        for library in opened(tmp_path, LIBRARY_CLAMD=f"{folder}/clamd.ctl"):
            assert problem(library, Purpose.PICTURE, picture("PNG") + VIRUS) is UploadProblem.VIRUS
            assert files_in(library.settings.data / "uploads") == set()
            assert finish(library, PATH, arrived(library, Purpose.PICTURE, picture("PNG")).id).checked.ending == ".png"
            assert len(scanner.seen) == 2


def test_while_one_file_is_checked_others_wait_and_are_told_so(library: Library) -> None:
    library.upload_leases = Leases(library.settings.data / "uploads.lock", 1)
    part = arrived(library, Purpose.PICTURE, picture("PNG"))
    with library.upload_leases.hold("another upload"), pytest.raises(UploadRefused, match="busy"):
        finish(library, PATH, part.id)
    assert finish(library, PATH, part.id).name == "spare-key-picture.png"


def test_on_a_full_disk_nothing_is_half_written_and_the_reason_is_said(tmp_path: Path) -> None:
    with disk_at(tmp_path / "data", "60m") as disk:
        for library in opened(tmp_path):
            part = start(library, PATH, Purpose.MEDIA, 6_000_000, {}, 7)
            append(library, PATH, part.id, 0, [bytes(1_000_000)])
            filler = fill_up(disk)
            with pytest.raises(UploadRefused, match="disk-full"):
                append(library, PATH, part.id, 1_000_000, [bytes(1_000), bytes(4_000_000)])
            assert find(library, PATH, part.id).offset == 1_000_000
            with pytest.raises(UploadRefused, match="disk-full"):
                start(library, PATH, Purpose.MEDIA, 1_000, {}, 7)
            filler.unlink()
            assert append(library, PATH, part.id, 1_000_000, [bytes(4_000_000)]).offset == 5_000_000


def test_pictures_of_a_word_file_are_stored_under_their_names_or_not_at_all(tmp_path: Path) -> None:
    for library in opened(tmp_path, LIBRARY_UPLOADS_SIZE="1"):
        add_pictures(library, 7, PATH, [("spare-key-1.png", b"one"), ("spare-key-2.jpg", b"two")])
        assert [each.name for each in library.uploads.of(PATH)] == ["spare-key-1.png", "spare-key-2.jpg"]
        with pytest.raises(UploadRefused, match="uploads-full"):
            add_pictures(library, 7, "stories/other.md", [("other-1.png", bytes(1_000_000))])
        assert library.uploads.of("stories/other.md") == ()
        assert files_in(library.settings.data / "uploads" / "parts") == set()


def test_pictures_that_cannot_be_stored_take_no_other_file_of_their_document_along(library: Library) -> None:
    add_pictures(library, 7, PATH, [("spare-key-1.png", b"one")])
    # A folder that is not empty, where the last picture would be.
    (library.uploads.find(PATH, "spare-key-1.png").parent / "new-2.png" / "x").mkdir(parents=True)
    with pytest.raises(UploadRefused):
        add_pictures(library, 7, PATH, [("new-1.png", b"two"), ("new-2.png", b"three")])
    names = [each.name for each in library.uploads.of(PATH)]
    assert "spare-key-1.png" in names
    assert "new-1.png" not in names


def test_what_was_given_up_is_deleted_after_a_day_and_what_a_draft_has_is_not(library: Library) -> None:
    started_draft(library, PATH, by=7)
    for path in (PATH, "stories/dropped.md"):
        library.uploads.add(path, "a-1.png", b"data")
    part = arrived(library, Purpose.MEDIA, mp4())
    clean_up(library, {})
    assert (len(library.uploads.of("stories/dropped.md")), find(library, PATH, part.id).size) == (1, part.size)
    now = library.now
    library.now = lambda: now() + 86_401
    clean_up(library, {})
    assert [len(library.uploads.of(path)) for path in (PATH, "stories/dropped.md")] == [1, 0]
    with pytest.raises(NotFound):
        find(library, PATH, part.id)


SENDING = """
import sys
from library.actions.uploading.receiving import append
from library.bootstrap import library_from_environment
library, part = library_from_environment(), sys.argv[1]
def pieces():
    for number in range(256):
        yield bytes([number]) * 4096
        print(number, flush=True)
append(library, sys.argv[2], part, 0, pieces())
"""


@pytest.mark.parametrize("killed_after", [1, 40, 200])
def test_a_process_that_is_killed_leaves_a_beginning_of_the_file_and_sending_goes_on(
    tmp_path: Path, killed_after: int
) -> None:
    whole = b"".join(bytes([number]) * 4096 for number in range(256))
    for library in opened(tmp_path):
        part = start(library, PATH, Purpose.MEDIA, len(whole), {}, 7)
        environment = os.environ | settings_of(tmp_path)
        command = [sys.executable, "-c", SENDING, part.id, PATH]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            try:
                for _ in range(killed_after):
                    process.stdout.readline()
            finally:
                process.send_signal(signal.SIGKILL)
                process.wait(PATIENCE)
        there = find(library, PATH, part.id).offset
        assert there >= killed_after * 4096
        assert library.upload_parts.received(part).read_bytes() == whole[:there]
        assert append(library, PATH, part.id, there, [whole[there:]]).offset == len(whole)
        assert library.upload_parts.received(part).read_bytes() == whole
