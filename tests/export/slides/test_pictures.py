"""Films and pictures on slides, with alternative text."""

import struct
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

from library.export.slides.writer import write_slides
from library.model.pack import ItemKind, Way
from library.model.workshop import Clip, Step
from tests.export import sample
from tests.export.slides.reading import body, read, runs, steps, titled
from tests.pictures import WEBP


def test_a_film_is_carried_along_with_words_for_its_picture(folder: Path) -> None:
    slide = titled(read(sample.workshop(folder)), "The number nine")
    film = next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.MEDIA)
    assert film._element.nvPicPr.cNvPr.get("descr") == "A bus shelter in the rain"
    assert round(film.width / film.height, 2) == round(16 / 9, 2)
    assert body(slide).text.split("\n")[:2] == ["Play from 0:04 to 0:48", sample.STORY.address]
    film_bytes = (folder / "number-nine.mp4").read_bytes()
    with ZipFile(BytesIO(write_slides(sample.workshop(folder)))) as file:
        assert film_bytes in [file.read(name) for name in file.namelist() if name.endswith(".mp4")]


def test_a_film_without_a_picture_is_carried_along_too(folder: Path) -> None:
    clip = replace(sample.clip(folder), poster=None, alt="")
    slide = read(steps(replace(sample.steps()[3], clip=clip)))[2]
    film = next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.MEDIA)
    assert film._element.nvPicPr.cNvPr.get("descr") == "The number nine"


@pytest.mark.parametrize("size", [(400, 100), (100, 400)])
def test_a_film_that_lives_elsewhere_is_a_whole_still_picture(tmp_path: Path, size: tuple[int, int]) -> None:
    poster = tmp_path / "secret-name.png"
    poster.write_bytes(_png(*size))
    clip = Clip(None, "", poster, "A bus shelter in the rain", sample.STORY.address)
    slide = read(steps(replace(sample.steps()[3], clip=clip)))[2]
    picture = next(shape for shape in slide.placeholders if shape.placeholder_format.type == PP_PLACEHOLDER.PICTURE)
    assert picture._element.nvPicPr.cNvPr.get("descr") == "A bus shelter in the rain"
    assert round(picture.width / picture.height, 2) == size[0] / size[1]
    assert (picture.crop_left, picture.crop_top) == (0, 0)
    assert body(slide).text.startswith("Play the recording\n")


@pytest.mark.parametrize("harm", [b"", b"\xff\xd8\xff\xe0", WEBP, None], ids=["empty", "cut", "another kind", "gone"])
def test_a_picture_that_the_disk_has_harmed_is_left_out(folder: Path, harm: bytes | None) -> None:
    poster = folder / "number-nine.jpg"
    poster.unlink() if harm is None else poster.write_bytes(harm)
    clip = sample.clip(folder)
    for each in (clip, replace(clip, file=None)):
        slide = read(steps(replace(sample.steps()[3], clip=each)))[2]
        assert sample.STORY.address in body(slide).text


def test_no_alt_text_and_no_name_of_a_shape_is_the_name_of_a_file(folder: Path) -> None:
    for slide in read(sample.workshop(folder)):
        said = [
            value for shape in slide.shapes for value in shape._element.xpath(".//p:cNvPr/@descr | .//p:cNvPr/@name")
        ]
        assert [each for each in said if "number-nine" in each or each.endswith((".jpg", ".mp4"))] == []


def test_a_sound_or_a_film_without_anything_to_see_is_an_address(folder: Path) -> None:
    sound = replace(sample.clip(), file=folder / "number-nine.mp4", media_type="audio/mp4")
    for clip in (sample.clip(), sound):
        slide = read(steps(replace(sample.steps()[3], clip=clip)))[2]
        assert body(slide).text.split("\n")[:2] == ["Play from 0:04 to 0:48", sample.STORY.address]
        assert next(run for run in runs(body(slide)) if run.hyperlink.address).text == sample.STORY.address


def test_a_document_of_which_nothing_may_be_shown_says_why() -> None:
    step = Step(1, ItemKind.DOCUMENT, "A walk", 3, "0:00", way=Way.ALOUD, withheld="Its teller took it back.")
    assert body(read(steps(step, starts=""))[2]).text == "Its teller took it back."


def _png(width: int, height: int) -> bytes:
    """Return a grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
