"""Pictures: drawn anew within limits, so that they say nothing but what they show; or refused in words."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from library.content import pictures
from library.content.file_types import JPEG, PNG
from library.content.pictures import LONGEST_SIDE, TEXT_SIDES, DrawnPicture, UnusablePicture, drawn, drawn_for_text
from tests.pictures import CAMERA, SIZE, from_a_phone, moving, opened, picture

TURNED = SIZE[::-1]


def as_file(made: Image.Image, kind: str, **options: object) -> bytes:
    """Return a picture as a file."""
    written = BytesIO()
    made.save(written, kind, **options)
    return written.getvalue()


def note(key: str, text: str) -> PngInfo:
    """Return what a program writes beside the pixels of a PNG."""
    said = PngInfo()
    said.add_text(key, text)
    return said


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a part of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


EVERY_KIND = {
    "JPEG": picture("JPEG"),
    "JPEG in passes": picture("JPEG", progressive=True),
    "grey JPEG": picture("JPEG", "L"),
    "JPEG for a printing press": picture("JPEG", "CMYK"),
    "PNG": picture("PNG"),
    "PNG of 16 bits": picture("PNG", "I;16"),
    "PNG of one bit": picture("PNG", "1"),
    "PNG of two colours": picture("PNG", "P"),
    "WebP": picture("WEBP"),
    "WebP without loss": picture("WEBP", lossless=True),
}
TRANSPARENT = {
    "PNG": picture("PNG", "RGBA"),
    "grey PNG": picture("PNG", "LA"),
    "PNG with a transparent colour": picture("PNG", "P", transparency=0),
    "PNG with half-transparent colours": picture("PNG", "P", transparency=b"\x00\x80"),
    "WebP": picture("WEBP", "RGBA"),
}


@pytest.mark.parametrize("data", EVERY_KIND.values(), ids=EVERY_KIND)
def test_every_kind_becomes_a_plain_picture_that_looks_the_same(data: bytes) -> None:
    made, kind = drawn(data)
    found = opened(made)
    assert (found.format, found.mode) in {("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "RGB"), ("PNG", "L")}
    assert found.format == {JPEG: "JPEG", PNG: "PNG"}[kind]
    before = opened(data)
    assert found.size == before.size == SIZE
    if before.mode != "I;16":
        here, there = ((3, 3), (SIZE[0] - 3, 3))
        for place in (here, there):
            light, was = found.convert("L").getpixel(place), before.convert("RGB").convert("L").getpixel(place)
            assert isinstance(light, int)
            assert isinstance(was, int)
            assert abs(light - was) < 12


@pytest.mark.parametrize("data", TRANSPARENT.values(), ids=TRANSPARENT)
def test_what_shows_through_still_shows_through(data: bytes) -> None:
    made, kind = drawn(data)
    assert kind is PNG
    assert opened(made).mode == "RGBA"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_tells_nothing_of_where_and_with_what_it_was_taken(kind: str) -> None:
    data = from_a_phone(kind)
    assert CAMERA.encode() in data
    made, _ = drawn(data + b"a second picture from before it was cropped")
    found = opened(made)
    assert dict(found.getexif()) == {}
    assert not {"exif", "xmp", "comment", "icc_profile", "photoshop", "mp"} & set(found.info)
    assert CAMERA.encode() not in made
    assert b"cropped" not in made


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_turned_as_its_camera_says(kind: str) -> None:
    assert opened(drawn(from_a_phone(kind))[0]).size == TURNED


def test_a_note_inside_a_picture_is_not_served() -> None:
    assert b"Mrs Orr" not in drawn(picture("JPEG", comment=b"Mrs Orr, at home"))[0]


def test_a_large_picture_is_made_as_small_as_a_page_needs() -> None:
    found = opened(drawn(picture("JPEG", size=(2 * LONGEST_SIDE, LONGEST_SIDE)))[0])
    assert found.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_the_same_picture_gives_the_same_bytes() -> None:
    for data in (*EVERY_KIND.values(), *TRANSPARENT.values()):
        assert drawn(data) == drawn(data)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(kind: str) -> None:
    with pytest.raises(UnusablePicture, match="is animated"):
        drawn(moving(kind))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_is_cut_off_is_refused(kind: str) -> None:
    data = picture(kind, size=(400, 300))
    with pytest.raises(UnusablePicture, match="is damaged"):
        drawn(data[: len(data) // 2])


def test_a_picture_with_more_pixels_than_are_read_is_refused_before_it_is_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", dict.fromkeys(pictures.MOST_PIXELS, SIZE[0] * SIZE[1] - 1))
    for kind in ("JPEG", "PNG", "WEBP"):
        with pytest.raises(UnusablePicture, match="It has 64 × 48 pixels"):
            drawn(picture(kind))


def test_a_file_larger_than_is_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 100)
    with pytest.raises(UnusablePicture, match="is too large"):
        drawn(picture("JPEG"))


def test_a_picture_of_endless_passes_is_refused() -> None:
    data = picture("JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    with pytest.raises(UnusablePicture, match="passes"):
        drawn(data[:last] + data[last:-2] * 50 + data[-2:])


def test_a_picture_in_a_text_is_drawn_for_a_column_and_for_a_phone() -> None:
    large, small = drawn_for_text(picture("JPEG", size=(3_000, 4_000)))
    assert (large.width, large.height, small.width, small.height) == (1_080, 1_440, 540, 720)
    assert [opened(each.data).size for each in (large, small)] == [(1_080, 1_440), (540, 720)]
    assert [each.width for each in drawn_for_text(picture("PNG", size=(720, 500)))] == [720]
    assert TEXT_SIDES == (1_440, 720)


def test_a_photograph_saved_as_png_is_served_as_jpeg_and_a_drawing_as_png() -> None:
    noise = Image.effect_noise((900, 700), 90).convert("RGB")
    assert [each.file_type for each in drawn_for_text(as_file(noise, "PNG"))] == [JPEG, JPEG]
    assert [each.file_type for each in drawn_for_text(picture("PNG", size=(900, 700)))] == [PNG, PNG]


def test_a_transparent_picture_of_too_many_details_is_refused() -> None:
    noise = Image.effect_noise((1_400, 1_400), 90).convert("RGB")
    noise.putalpha(Image.effect_noise((1_400, 1_400), 90))
    with pytest.raises(UnusablePicture, match=r"has too many details for its size. Save it as JPEG\."):
        drawn_for_text(as_file(noise, "PNG"))


POLYGLOTS = {
    "JPEG with a program after it": from_a_phone() + b"<script>alert(1)</script>",
    "PNG with an archive after it": picture("PNG") + b"PK\x03\x04" + b"evil.txt" * 9,
    "PNG with a note": as_file(Image.new("RGB", SIZE), "PNG", pnginfo=note("Comment", "evil.txt, 12 Kitchen Row")),
    "JPEG with a note": picture("JPEG", comment=b"evil.txt, 12 Kitchen Row"),
    "WebP with a place": from_a_phone("WEBP") + b"evil.txt",
}


@pytest.mark.parametrize("data", POLYGLOTS.values(), ids=POLYGLOTS)
def test_nothing_but_the_picture_is_left_of_a_file_that_is_also_something_else(data: bytes) -> None:
    for each in (*drawn_for_text(data), DrawnPicture(*drawn(data), 0, 0)):
        found = opened(each.data)
        assert not {"exif", "xmp", "comment", "Comment", "icc_profile"} & set(found.info)
        for word in (b"script", b"evil", b"Kitchen", CAMERA.encode(), b"PK\x03\x04"):
            assert word not in each.data


REFUSED = {
    "GIF that is a program": picture("GIF", "P") + b"=1;alert(1)//",
    "SVG": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "page": b"<!doctype html><script>alert(1)</script>",
    "PDF": b"%PDF-1.7\n",
    "PNG of a billion pixels": b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 40_000, 40_000, 8, 6, 0, 0, 0)),
    "PNG without an end": picture("PNG", size=(400, 300))[:400],
    "PNG with a chunk of four gigabytes": picture("PNG")[:33] + b"\xff\xff\xff\xffIDAT",
    "empty": b"",
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_is_no_picture_that_a_page_can_show_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UnusablePicture, match=r"^(?:is|has|cannot) .*\.$"):
        drawn_for_text(data)


def test_whatever_is_damaged_is_drawn_or_refused_and_never_raises() -> None:
    chance = random.Random(5)  # noqa: S311 - nothing secret
    for data in (*EVERY_KIND.values(), *TRANSPARENT.values(), from_a_phone(), from_a_phone("WEBP"), moving("WEBP")):
        for _ in range(40):
            harmed = bytearray(data)
            for _ in range(chance.randint(1, 6)):
                harmed[chance.randrange(len(harmed))] = chance.randrange(256)
            try:
                opened(drawn(bytes(harmed[: chance.randint(20, len(harmed))]))[0])
            except UnusablePicture:
                continue


@pytest.mark.corpora
def test_hostile_pictures_are_drawn_or_refused_in_words(corpora: Path) -> None:
    found = {path.name: path for path in sorted((corpora / "hostile" / "images-made").iterdir())}
    assert len(found) > 10
    assert {name: _outcome(path) for name, path in found.items() if path.suffix in {".png", ".jpg"}} == {
        "bomb-20000x20000.png": "is too large",
        "empty.jpg": "is not a picture",
        "html-named.png": "is not a picture",
        "huge-dimensions-60000.png": "is too large",
        "jpeg-header-only.jpg": "is damaged",
        "ok-1x1.png": "drawn",
        "png-with-php-tail.png": "drawn",
        "text-chunk-script.png": "drawn",
        "truncated.png": "drawn",
        "wrong-crc.png": "is damaged",
    }


def _outcome(path: Path) -> str:
    try:
        made, _ = drawn(path.read_bytes())
    except UnusablePicture as wrong:
        return str(wrong).partition(".")[0]
    assert b"<" not in made
    return "drawn"
