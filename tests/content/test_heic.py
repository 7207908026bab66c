"""Photographs of iPhones: decoded in a process of their own, within limits, and served as JPEG."""

from __future__ import annotations

import pytest
from PIL import Image

from library.content import pictures
from library.content.file_types import HEAD, HEIC, JPEG, type_of
from library.content.folder_files import FolderFiles
from library.content.header.named_files import copy_bytes
from library.content.pictures import UnusablePicture, drawn, drawn_for_text
from library.process.parent import Limits
from tests.content.test_named_files import attached
from tests.content.writing import VIDEO, Folder
from tests.heic import CAMERA, SIZE, heic
from tests.pictures import opened


def test_a_photograph_of_an_iphone_is_served_as_jpeg() -> None:
    data = heic()
    assert type_of(data[:HEAD], ".heic") is HEIC
    made, kind = drawn(data)
    found = opened(made)
    assert (found.format, found.size, kind) == ("JPEG", SIZE, JPEG)
    dark, light = (found.convert("L").getpixel(place) for place in ((10, 30), (SIZE[0] - 10, 30)))
    assert isinstance(dark, int)
    assert isinstance(light, int)
    assert light - dark > 100
    assert drawn(data)[0] == made


def test_it_is_turned_as_its_camera_says() -> None:
    (made,) = drawn_for_text(heic(turned=True))
    assert (made.width, made.height) == SIZE[::-1]


def test_what_its_camera_notes_is_not_served() -> None:
    said = Image.Exif()
    said[0x010F] = CAMERA.decode()
    data = heic(exif=b"\0\0\0\0" + said.tobytes())
    assert CAMERA in data
    found = opened(drawn(data)[0])
    assert dict(found.getexif()) == {}
    assert CAMERA not in drawn(data)[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (heic(size=(40_000, 40_000)), "is too large for an HEIC picture. Save it as JPEG."),
        (heic()[:-20], "is damaged. Open it and save it again as JPEG or PNG."),
        (heic()[:60], "is damaged. Open it and save it again as JPEG or PNG."),
        (b"\0\0\0\x18ftypheic" + b"\xff" * 4_000, "is damaged. Open it and save it again as JPEG or PNG."),
    ],
    ids=["a billion pixels", "cut off", "only a head", "noise"],
)
def test_a_hostile_or_damaged_file_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(UnusablePicture) as caught:
        drawn(data)
    assert str(caught.value).startswith(words)


def test_a_decoder_that_needs_too_much_memory_stops_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "DECODING_HEIC", Limits(seconds=60, megabytes=8))
    with pytest.raises(UnusablePicture):
        drawn(heic())


@pytest.mark.parametrize("brand", [b"avif", b"hevc", b"msf1"])
def test_other_pictures_in_the_same_container_are_refused_with_what_to_do(folder: Folder, brand: bytes) -> None:
    folder.put("resources/a.heic", b"\0\0\0\x14ftyp" + brand + bytes(20))
    (mistake,) = attached(folder, "a.heic")
    assert "Save this picture as JPEG, which every browser can show." in mistake


def test_it_can_be_a_poster_or_a_picture_of_a_text(folder: Folder) -> None:
    folder.put("resources/gate.heic", heic())
    folder.write(VIDEO, body="![A gate](gate.heic)\n", kind="guidance")
    (file,) = folder.read(VIDEO).files
    assert (file.name, file.media_type) == (f"gate-{SIZE[0]}.jpg", "image/jpeg")
    assert opened(b"".join(copy_bytes(FolderFiles(folder.root), file))).size == SIZE
