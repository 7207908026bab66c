"""Zip files that were made to do harm, or that other computers wrote: what can be read is, the rest is left out."""

from __future__ import annotations

import os
import shutil
import stat
import struct
import tracemalloc
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from library.actions.import_export import zip_reading
from library.actions.import_export.importing import received_from
from library.actions.progress import Stage
from library.errors import ImportRefused
from tests.actions.backup.library import files_in
from tests.actions.import_export.importing import content_of, imported, outcomes, planned, why, zipped
from tests.content.uploads.hostile import long_list
from tests.content.writing import PDF, VOCABULARY
from tests.making import Making


class _OfMac(ZipInfo):
    """A file whose name is in UTF-8 without the flag that says so, as macOS writes it."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - overrides
        return self.filename.encode(), self.flag_bits


HARMFUL = {
    "../outside.md": "leads out of the folder",
    "stories/../../outside.md": "leads out of the folder",
    "/etc/outside.md": "leads out of the folder",
    "C:/outside.md": "leads out of the folder",
    "..\\outside.md": "leads out of the folder",
    "stories/one\n.md": "characters that nobody can see",
    f"stories/{'long' * 100}.md": "too long",
    "__MACOSX/stories/._one.md": "Your computer made this file",
    "stories/.DS_Store": "Your computer made this file",
    "stories/Thumbs.db": "Your computer made this file",
    "stories/~$one.docx": "A program left this file",
    "stories/inner.zip": "a zip file in what you import",
    "notes/one.md": "does not read this file",
    "settings.yaml": "does not read this file",
}


@pytest.mark.parametrize("name", HARMFUL)
def test_a_file_with_a_harmful_or_useless_name_is_left_out(making: Making, tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "a.zip", {name: "harm", "vocabulary.yaml": VOCABULARY})
    plan = planned(making.library, path)
    (left_out,) = (row for row in plan.rows if row.path != "vocabulary.yaml")
    assert left_out.outcome.value == "left out"
    assert HARMFUL[name] in left_out.sentences[0]
    assert not list(tmp_path.rglob("outside*"))


def test_a_link_in_a_zip_file_is_left_out(making: Making, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as made:
        link = ZipInfo("stories/link.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/hosts")
        made.writestr("vocabulary.yaml", VOCABULARY)
    assert "This is a link" in why(planned(making.library, tmp_path / "a.zip"), "stories/link.md")


def test_a_file_that_unpacks_to_far_more_is_left_out(making: Making, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"stories/bomb.md": bytes(30_000_000), "vocabulary.yaml": VOCABULARY})
    assert "unpacks to far more" in why(planned(making.library, path), "stories/bomb.md")


@pytest.mark.parametrize(
    ("limit", "value", "sentence"), [("MOST_BYTES", 100, "unpacks to more"), ("MOST_FILES", 1, "more than 1 files")]
)
def test_a_zip_file_over_a_limit_is_refused(
    making: Making, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, sentence: str
) -> None:
    monkeypatch.setattr(zip_reading, limit, value)
    path = zipped(tmp_path / "a.zip", {"stories/one.md": "words" * 50, "vocabulary.yaml": VOCABULARY})
    with pytest.raises(ImportRefused, match=sentence):
        planned(making.library, path)
    assert files_in(making.root / "data") == {}


@pytest.mark.parametrize(
    ("entries", "comment", "most"), [(300_000, 0, 50_000_000), (1_000, 65_000, 1_000_000)], ids=["many", "long"]
)
def test_a_list_of_files_that_is_too_long_is_refused_before_it_is_in_memory(
    tmp_path: Path, entries: int, comment: int, most: int
) -> None:
    (tmp_path / "a.zip").write_bytes(long_list(entries, comment))
    tracemalloc.start()
    try:
        with pytest.raises(ImportRefused, match="Import it in parts"):
            zip_reading.unpack_zip(tmp_path / "a.zip", tmp_path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < most


def test_a_zip_file_that_does_not_fit_is_refused_before_it_is_unpacked(
    making: Making, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "a.zip", {"stories/film.mp4": os.urandom(2_000_000), "vocabulary.yaml": VOCABULARY})
    # It unpacks to 4 GB, as far as anyone knows before.
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", 2_000_000), b"\xf0\xff\xff\xff"))
    begun: list[int] = []
    monkeypatch.setattr(zip_reading, "SPARE", max(0, shutil.disk_usage(making.root).free - 300_000_000))
    with (
        pytest.raises(ImportRefused, match="Free some space on the disk"),
        received_from(making.library, path, lambda _stage, number, _of: begun.append(number)),
    ):
        pass
    assert not begun
    assert files_in(making.root / "data") == {}


def test_unpacking_stops_when_only_the_spare_room_is_left(
    making: Making, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "a.zip", {"stories/one.md": "1", "stories/two.md": "2", "vocabulary.yaml": VOCABULARY})
    begun: list[int] = []

    def fills_the_disk(stage: Stage, done: int, total: int) -> None:
        assert (stage, total) == (Stage.UNPACKING_FILES, 3)
        begun.append(done)
        if done == 2:
            monkeypatch.setattr(zip_reading, "SPARE", shutil.disk_usage(making.root).total)

    with (
        pytest.raises(ImportRefused, match="Free some space on the disk"),
        received_from(making.library, path, fills_the_disk),
    ):
        pass
    assert begun == [1, 2]
    assert files_in(making.root / "data") == {}


def test_sizes_that_a_zip_file_claims_are_not_believed(making: Making, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"stories/bomb.md": bytes(30_000_000), "vocabulary.yaml": VOCABULARY})
    data = path.read_bytes().replace(struct.pack("<L", 30_000_000), struct.pack("<L", 10))
    path.write_bytes(data)
    plan = planned(making.library, path)
    assert outcomes(plan)["stories/bomb.md"] == "left out"


@pytest.mark.parametrize(
    "names", [("stories/a.md", "stories/a.md"), ("stories/caf\u00e9.jpg", "stories/cafe\u0301.jpg")]
)
def test_of_two_files_with_one_name_neither_is_read(making: Making, tmp_path: Path, names: tuple[str, str]) -> None:
    path = zipped(tmp_path / "a.zip", {"1" * len(names[0].encode()): "1", names[1]: "2", "vocabulary.yaml": VOCABULARY})
    path.write_bytes(path.read_bytes().replace(b"1" * len(names[0].encode()), names[0].encode()))
    rows = [row for row in planned(making.library, tmp_path / "a.zip").rows if row.path != "vocabulary.yaml"]
    assert [row.outcome.value for row in rows] == ["left out", "left out"]
    assert "Two files" in rows[0].sentences[0]


def test_a_locked_file_is_left_out(making: Making, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"stories/one.md": "words", "vocabulary.yaml": VOCABULARY})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)
    assert "locked with a password" in why(planned(making.library, path), "stories/one.md")


def test_a_damaged_file_is_left_out_and_a_damaged_zip_file_refused(making: Making, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"stories/one.md": "words " * 100, "vocabulary.yaml": VOCABULARY})
    data = bytearray(path.read_bytes())
    data[50] ^= 0xFF
    path.write_bytes(data)
    assert "damaged" in why(planned(making.library, path), "stories/one.md")
    path.write_bytes(data[:100])
    with pytest.raises(ImportRefused, match="not a zip file, or it is damaged"):
        planned(making.library, path)


@pytest.mark.parametrize("name", ["stories\\cafe\u0301.pdf", "stories/caf\u00e9.pdf"])
def test_names_of_macs_and_windows_are_read_as_they_look(making: Making, tmp_path: Path, name: str) -> None:
    making.write("one", attachments="[{file: caf\u00e9.pdf, title: Menu}]")
    text = (making.root / "content/stories/one.md").read_bytes()
    making.delete("one")
    with ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("stories/one.md", text)
        made.writestr(_OfMac(name), PDF)
    imported(making.library, tmp_path / "a.zip")
    assert content_of(making)["stories/caf\u00e9.pdf"] == PDF


def test_content_in_one_outer_folder_is_read_as_if_it_were_not(making: Making, tmp_path: Path) -> None:
    making.write("one")
    text = (making.root / "content/stories/one.md").read_bytes()
    making.delete("one")
    path = zipped(
        tmp_path / "a.zip",
        {"My export/stories/one.md": text, "My export/.DS_Store": "x", "__MACOSX/My export/._one.md": "x"},
    )
    assert outcomes(planned(making.library, path))["stories/one.md"] == "new"
