"""Publishing films and other files: what is served is what was checked."""

from __future__ import annotations

import hashlib
import os
import shutil
import unicodedata

import pytest

from library.actions.publish_steps import Published
from library.actions.read import open_file
from library.errors import (
    ContentError,
    NotFound,
)
from library.model.viewer import ANYBODY
from tests.actions.publishing import files_kept, write_video
from tests.content.writing import CAPTIONS, MP4, PDF
from tests.making import Making
from tests.pictures import JPEG

ALL = "{audience: public, uses: [workshop, excerpt, print]}"


def test_a_file_is_copied_by_its_content(making: Making) -> None:
    write_video(making)
    making.publish()
    opened = open_file(making.library, ANYBODY, "resources", "film", "film.mp4")
    assert opened.path.read_bytes() == MP4
    assert opened.path.name == opened.etag == hashlib.sha256(MP4).hexdigest()
    assert (opened.name, opened.media_type, opened.consented, opened.public) == ("film.mp4", "video/mp4", False, True)
    assert files_kept(making) == {hashlib.sha256(data).hexdigest() for data in (MP4, CAPTIONS)}


def test_a_changed_film_is_a_changed_document(making: Making) -> None:
    write_video(making)
    making.publish()
    making.content.put("resources/film.mp4", MP4 + b"more")
    assert making.publish() == Published(1, 1, 0, 2, rebuilt=False)
    assert open_file(making.library, ANYBODY, "resources", "film", "film.mp4").path.read_bytes() == MP4 + b"more"
    assert files_kept(making) == {hashlib.sha256(data).hexdigest() for data in (MP4 + b"more", CAPTIONS)}


def test_a_film_changed_after_the_publish_is_served_as_it_was(making: Making) -> None:
    write_video(making)
    making.publish()
    making.content.put("resources/film.mp4", MP4 + b"more")
    assert open_file(making.library, ANYBODY, "resources", "film", "film.mp4").path.read_bytes() == MP4


def test_a_missing_film_is_a_mistake_and_the_copy_serves_on(making: Making) -> None:
    write_video(making)
    making.publish()
    (making.root / "content/resources/film.mp4").unlink()
    with pytest.raises(ContentError):
        making.publish()
    assert open_file(making.library, ANYBODY, "resources", "film", "film.mp4").path.read_bytes() == MP4


def test_the_copies_of_a_deleted_document_are_deleted(making: Making) -> None:
    write_video(making)
    making.write("one", kind="guidance", attachments="[{file: leaflet.pdf, title: Leaflet}]")
    making.content.put("resources/leaflet.pdf", PDF)
    making.publish()
    making.delete("film")
    making.publish()
    assert files_kept(making) == {hashlib.sha256(PDF).hexdigest()}


def test_a_withdrawn_document_keeps_no_copies(making: Making) -> None:
    write_video(making)
    making.publish()
    text = (making.root / "content/resources/film.md").read_text()
    making.content.put("resources/film.md", text.replace("kind: video", "kind: video\nstatus: withdrawn"))
    making.publish()
    assert files_kept(making) == set()


def test_copies_that_a_killed_publish_left_are_deleted_by_the_next(making: Making) -> None:
    write_video(making)
    making.publish()
    before = files_kept(making)
    left = making.root / "data/files/ab"
    left.mkdir(exist_ok=True)
    (left / ("ab" * 32)).write_bytes(b"the film of a story that was withdrawn")
    (left / f"{'ab' * 32}.123.new").write_bytes(b"half a film")
    assert making.publish() == Published(1, 0, 0, 1, rebuilt=False)
    assert files_kept(making) == before


def test_a_file_whose_name_a_mac_stores_otherwise_is_served_and_seen_as_unchanged(making: Making) -> None:
    path = making.content.put(f"resources/{unicodedata.normalize('NFD', 'café 1.pdf')}", PDF)
    making.write("one", kind="guidance", attachments="[{file: café 1.pdf, title: A}]", consent=ALL)
    making.publish()
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "café 1.pdf")
        opened = open_file(making.library, ANYBODY, "resources", "one", name)
        assert (opened.name, opened.path.read_bytes()) == ("café 1.pdf", PDF)
    os.utime(path, (1, 1))
    assert making.publish() == Published(1, 0, 0, 1, rebuilt=False)


def test_two_documents_share_one_copy_and_the_last_one_keeps_it(making: Making) -> None:
    making.content.put("resources/a.pdf", PDF)
    making.content.put("resources/b.pdf", PDF)
    making.write("one", kind="guidance", attachments="[{file: a.pdf, title: A}]")
    making.write("two", kind="guidance", attachments="[{file: b.pdf, title: B}]", consent=ALL)
    making.publish()
    making.delete("one")
    making.publish()
    assert open_file(making.library, ANYBODY, "resources", "two", "b.pdf").path.read_bytes() == PDF


@pytest.mark.parametrize("left", [None, b"", MP4[:10]])
def test_a_copy_that_was_lost_or_cut_is_restored_by_the_next_publish(making: Making, left: bytes | None) -> None:
    write_video(making)
    making.publish()
    copy = open_file(making.library, ANYBODY, "resources", "film", "film.mp4").path
    copy.unlink()
    with pytest.raises(NotFound):
        open_file(making.library, ANYBODY, "resources", "film", "film.mp4")
    if left is not None:
        copy.write_bytes(left)
    assert making.publish() == Published(1, 0, 0, 1, rebuilt=False)
    assert open_file(making.library, ANYBODY, "resources", "film", "film.mp4").path.read_bytes() == MP4


def test_a_folder_of_copies_that_was_lost_is_restored_by_the_next_publish(making: Making) -> None:
    write_video(making)
    making.publish()
    before = files_kept(making)
    shutil.rmtree(making.root / "data/files")
    making.publish()
    assert files_kept(making) == before


def test_a_lost_copy_that_would_be_drawn_differently_today_is_made_anew(
    making: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    making.content.put("resources/poster.jpg", JPEG)
    making.content.put("resources/film.mp4", MP4)
    media = '{file: film.mp4, poster: poster.jpg, alt: A kitchen, duration: "00:01:12"}'
    making.write("film", kind="video", media=media)
    # The files look so old that their times prove that they are as they were.
    monkeypatch.setattr("library.content.folder.COARSEST_NS", -1)
    making.publish()
    monkeypatch.setattr("library.content.pictures.QUALITY", 40)
    shutil.rmtree(making.root / "data/files")
    assert making.publish().rebuilt
    assert open_file(making.library, ANYBODY, "resources", "film", "poster.jpg").path.exists()


def test_copies_of_a_withdrawn_film_go_while_another_file_is_broken(making: Making) -> None:
    write_video(making)
    making.write("one")
    making.publish()
    text = (making.root / "content/resources/film.md").read_text()
    making.content.put("resources/film.md", text.replace("kind: video", "kind: video\nstatus: withdrawn"))
    making.write("one", themes="[listning]")
    with pytest.raises(ContentError):
        making.publish()
    assert files_kept(making) == set()


def test_a_file_of_another_name_or_document_is_not_there(making: Making) -> None:
    write_video(making)
    making.write("new", formerly="[old]")
    making.publish()
    for shelf, slug, name in (
        ("resources", "film", "film.md"),
        ("resources", "film", "../film.mp4"),
        ("stories", "film", "film.mp4"),
        ("stories", "old", "film.mp4"),
        ("stories", "nothing", "film.mp4"),
    ):
        with pytest.raises(NotFound):
            open_file(making.library, ANYBODY, shelf, slug, name)
