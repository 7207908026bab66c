"""What an export holds, and what it never holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from library.actions.import_export.exporting import Exported, export_zip, write_export
from library.actions.packs.lifecycle import start_pack
from library.errors import ContentNotExported
from library.model.pack import Pack
from library.terminal.main import main
from tests.actions.backup.library import files_in
from tests.actions.processes import places
from tests.content.writing import MP4, PDF
from tests.making import Making
from tests.storage.disks import fill_up, small_disk  # noqa: F401 - a fixture


def fill(making: Making) -> None:
    making.content.put("stories/leaflet.pdf", PDF)
    making.content.put("stories/unused.pdf", PDF + b"unused")
    making.content.put("stories/.hidden.md", "hidden")
    making.content.put("notes.txt", "for nobody")
    making.content.put("collections/winter.md", "---\ntitle: Winter\nsummary: Cold days.\norder: 1\n---\nWords.\n")
    making.write("one", attachments="[{file: leaflet.pdf, title: Leaflet}]")
    making.write("two", status="draft")
    making.write("three", status="withdrawn")


def test_an_export_holds_what_the_library_reads_and_nothing_else(making: Making, tmp_path: Path) -> None:
    fill(making)
    making.publish()
    start_pack(making.library, Pack(title="private words"))
    done = write_export(making.library, tmp_path / "out")
    names = {"stories/one.md", "stories/two.md", "stories/three.md", "stories/leaflet.pdf", "collections/winter.md"}
    here = files_in(making.root / "content")
    assert files_in(tmp_path / "out") == {name: here[name] for name in (*names, "vocabulary.yaml")}
    assert (done.documents, done.files, done.left_out) == (3, 6, [])


def test_a_zip_file_and_a_folder_hold_the_same(making: Making, tmp_path: Path) -> None:
    fill(making)
    write_export(making.library, tmp_path / "out")
    write_export(making.library, tmp_path / "out.zip")
    with ZipFile(tmp_path / "out.zip") as made:
        assert made.testzip() is None
        assert {name: made.read(name) for name in made.namelist()} == files_in(tmp_path / "out")


def test_the_same_content_gives_the_same_bytes(making: Making, tmp_path: Path) -> None:
    fill(making)
    write_export(making.library, tmp_path / "a.zip")
    making.content.put("stories/one.md", (making.root / "content/stories/one.md").read_bytes())
    assert b"".join(export_zip(making.library, Exported())) == (tmp_path / "a.zip").read_bytes()


def test_only_its_owner_can_read_an_export(making: Making, tmp_path: Path) -> None:
    fill(making)
    write_export(making.library, tmp_path / "a.zip")
    write_export(making.library, tmp_path / "out")
    modes = {path.stat().st_mode & 0o077 for path in (tmp_path / "a.zip", tmp_path / "out", *tmp_path.glob("out/**/*"))}
    assert modes == {0}


def test_a_film_is_given_out_in_pieces(making: Making) -> None:
    making.content.put("resources/film.mp4", MP4 + bytes(5_000_000))
    making.write(
        "film",
        "See it.\n",
        kind="video",
        media='{file: film.mp4, duration: "00:01:12"}',
        transcripts="[]",
        status="draft",
    )
    pieces = [len(piece) for piece in export_zip(making.library, Exported())]
    assert sum(pieces) > 5_000_000
    assert max(pieces) < 2_000_000


def test_a_document_with_mistakes_is_exported_with_every_file_that_it_may_mean(making: Making, tmp_path: Path) -> None:
    fill(making)
    making.write("one", attachments="[{file: leaflet.pdf, title: Leaflet}]", themes="[nonsense]")
    write_export(making.library, tmp_path / "out")
    assert {"stories/one.md", "stories/leaflet.pdf"} <= files_in(tmp_path / "out").keys()
    assert "stories/unused.pdf" not in files_in(tmp_path / "out")


def test_a_file_outside_the_content_folder_is_left_out_in_words(making: Making, tmp_path: Path) -> None:
    (tmp_path / "vocabulary.yaml").write_bytes((making.root / "content/vocabulary.yaml").read_bytes())
    (making.root / "content/vocabulary.yaml").unlink()
    making.content.link("vocabulary.yaml", tmp_path / "vocabulary.yaml")
    done = write_export(making.library, tmp_path / "out")
    assert [sentence.partition(":")[0] for sentence in done.left_out] == ["vocabulary.yaml"]


@pytest.mark.parametrize("name", ["taken.zip", "taken", "content/new.zip", "missing/new.zip"])
def test_an_export_replaces_nothing_and_stays_out_of_the_content(making: Making, tmp_path: Path, name: str) -> None:
    fill(making)
    (tmp_path / "taken.zip").write_text("mine")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/mine.txt").write_text("mine")
    before = files_in(tmp_path)
    with pytest.raises(ContentNotExported):
        write_export(making.library, tmp_path / name)
    assert files_in(tmp_path) == before


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_a_full_disk_leaves_nothing_of_an_export(making: Making, small_disk: Path, name: str) -> None:  # noqa: F811
    making.content.put("stories/leaflet.pdf", PDF + bytes(30_000))
    making.write("one", attachments="[{file: leaflet.pdf, title: Leaflet}]")
    filler = fill_up(small_disk)
    with pytest.raises(ContentNotExported, match="disk space"):
        write_export(making.library, small_disk / name)
    assert list(small_disk.iterdir()) == [filler]


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_a_killed_export_leaves_no_half_and_the_next_one_tidies_up(making: Making, tmp_path: Path, name: str) -> None:
    fill(making)
    place = tmp_path / "place"
    place.mkdir()
    killed = f"""
import os, signal, sys
from pathlib import Path
from library.actions.import_export import exporting
from library.bootstrap import library_from_environment

def progress(stage, done, total):
    if done == 3:
        os.kill(os.getpid(), signal.SIGKILL)

exporting.write_export(library_from_environment(), Path({str(place / name)!r}), progress)
"""
    done = subprocess.run([sys.executable, "-c", killed], env=places(making), timeout=300, check=False)
    assert done.returncode == -9
    assert not (place / name).exists()
    assert list(place.iterdir()) != []
    write_export(making.library, place / name)
    assert [each.name for each in place.iterdir()] == [name]


def test_the_command_says_what_is_in_the_export_and_where_it_is(making: Making, tmp_path: Path) -> None:
    fill(making)
    done = CliRunner().invoke(main, ["export", "-o", str(tmp_path / "a.zip")], env=places(making))
    assert (done.exit_code, done.stdout) == (0, f"Exported: 3 documents, 6 files in all. {tmp_path / 'a.zip'}\n")
    again = CliRunner().invoke(main, ["export", "-o", str(tmp_path / "a.zip")], env=places(making))
    assert again.exit_code == 1
    assert "Choose another name." in again.stderr
