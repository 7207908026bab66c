"""Scenes → pictures, drawn from a few shapes in the colours of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from library.model.design_tokens import LIGHT

if TYPE_CHECKING:
    from pathlib import Path

WIDTH, HEIGHT = 960, 540
BLUE, WOOD, CHINA, CLOTH, TEA, RAIN, SKY = "#2f62a8", "#b98a5a", "#ffffff", "#e6a8d1", "#7a4a21", "#8fa5b8", "#cfd9e2"
INK, PAPER = LIGHT.ink, LIGHT.paper
TABLE = 360  # pixels from the top
FONT = "DejaVuSerif.ttf"


def draw(scene: str, title: str, file: Path) -> None:
    """Draw a scene of ``SCENES``, or the title, into a PNG or JPEG file."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    if scene in SCENES:
        SCENES[scene](pen)
    else:
        _title(pen, title)
    picture.save(file)


def _title(pen: ImageDraw.ImageDraw, title: str) -> None:
    pen.text((WIDTH / 2, 220), title, INK, ImageFont.truetype(FONT, 72), anchor="mm")
    lines = "Fictional\nComputer-made voices"
    pen.multiline_text((WIDTH / 2, 340), lines, INK, ImageFont.truetype(FONT, 30), "mm", 12, "center")


def _table(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, TABLE, WIDTH, HEIGHT), WOOD)
    pen.line((0, TABLE, WIDTH, TABLE), INK, 4)


def _cup(pen: ImageDraw.ImageDraw, left: int, bottom: int, *, lid: bool, size: int = 130) -> None:
    top = bottom - size
    pen.arc((left + size - 25, top + 25, left + size + 45, bottom - 25), -90, 90, INK, 10)
    pen.rounded_rectangle((left, top, left + size, bottom), 18, CHINA, INK, 4)
    if lid:
        _lid(pen, left, top, size)
    else:
        pen.ellipse((left + 4, top - 14, left + size - 4, top + 18), TEA, INK, 4)


def _lid(pen: ImageDraw.ImageDraw, left: int, top: int, size: int) -> None:
    pen.rounded_rectangle((left - 8, top - 24, left + size + 8, top + 14), 12, BLUE, INK, 4)
    pen.polygon(
        [(left + 14, top - 22), (left + 4, top - 62), (left + 34, top - 62), (left + 48, top - 22)], BLUE, INK, 4
    )


def _two_cups(pen: ImageDraw.ImageDraw) -> None:
    _table(pen)
    _cup(pen, 270, 450, lid=True)
    _cup(pen, 560, 450, lid=False)


def _pushed_away(pen: ImageDraw.ImageDraw) -> None:
    _table(pen)
    _cup(pen, 20, 400, lid=True, size=90)
    _cup(pen, 480, 470, lid=False, size=160)


def _tray(pen: ImageDraw.ImageDraw) -> None:
    _table(pen)
    pen.rounded_rectangle((230, 400, 730, 500), 20, INK)
    pen.rounded_rectangle((245, 410, 715, 490), 14, CLOTH)
    _cup(pen, 410, 465, lid=False)


def _window(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((200, 60, 760, 480), SKY, INK, 10)
    for at in range(230, 750, 36):
        for below in range(90, 440, 70):
            pen.line((at, below + at % 50, at - 8, below + at % 50 + 26), RAIN, 3)
    pen.line((480, 60, 480, 480), INK, 8)
    pen.line((620, 60, 620, 200), INK, 3)
    pen.rectangle((585, 200, 655, 290), WOOD, INK, 4)
    pen.ellipse((530, 225, 590, 265), TEA, INK, 3)
    pen.ellipse((572, 205, 604, 237), TEA, INK, 3)
    pen.polygon([(602, 216), (620, 222), (602, 228)], INK)


def _drawer(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((160, 200, 800, 430), WOOD, INK, 6)
    pen.rectangle((190, 225, 770, 360), PAPER, INK, 4)
    pen.ellipse((455, 385, 505, 415), INK)
    _lid(pen, 400, 320, 150)


SCENES = {
    "two cups": _two_cups,
    "pushed away": _pushed_away,
    "tray": _tray,
    "window": _window,
    "drawer": _drawer,
}
