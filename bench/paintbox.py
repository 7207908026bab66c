"""Flat shapes on a sheet, drawn large and made smaller, so that their edges are smooth."""

from __future__ import annotations

import math
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Point = tuple[float, float]

WIDTH, HEIGHT = 1_200, 750  # of a finished sheet, in pixels; the unit of every place on it
TIMES = 3
COLOURS = 96


class Sheet:
    """A sheet that is painted from the back to the front."""

    def __init__(self, colour: str) -> None:
        """Begin with one colour."""
        self._image = Image.new("RGB", (WIDTH * TIMES, HEIGHT * TIMES), colour)
        self._draw = ImageDraw.Draw(self._image)

    def shape(self, points: Iterable[Point], colour: str) -> None:
        """Paint a polygon."""
        self._draw.polygon([(x * TIMES, y * TIMES) for x, y in points], fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, radius: float = 0) -> None:
        """Paint a rectangle, with round corners if there is a radius."""
        places = tuple(round(each * TIMES) for each in (left, top, right, bottom))
        self._draw.rounded_rectangle(places, round(radius * TIMES), fill=colour)

    def oval(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Paint an ellipse around a place."""
        self.shape(ring(x, y, width / 2, height / 2), colour)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """Paint a line with round ends and corners."""
        for (x, y), (next_x, next_y) in pairwise(points):
            length = math.hypot(next_x - x, next_y - y) or 1
            across, down = (next_y - y) / length * width / 2, (x - next_x) / length * width / 2
            corners = ((x + across, y + down), (next_x + across, next_y + down))
            self.shape((*corners, (next_x - across, next_y - down), (x - across, y - down)), colour)
        for x, y in points:
            self.oval(x, y, width, width, colour)

    def written(self) -> bytes:
        """Return the sheet as a PNG with few colours."""
        small = self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        written = BytesIO()
        small.quantize(COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
        return written.getvalue()


def ring(x: float, y: float, across: float, down: float, first: float = 0, last: float = 360) -> list[Point]:
    """Return points of an ellipse, or of a part of it, in degrees clockwise from the right."""
    count = 120
    angles = (math.radians(first + (last - first) * each / count) for each in range(count + 1))
    return [(x + across * math.cos(angle), y + down * math.sin(angle)) for angle in angles]


def curve(*places: Point) -> list[Point]:
    """Return points of a smooth line through some places (Catmull-Rom)."""
    ends = [places[0], *places, places[-1]]
    found: list[Point] = []
    for four in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        across, down = zip(*four, strict=True)
        found += [(_between(each / 24, across), _between(each / 24, down)) for each in range(24)]
    return [*found, places[-1]]


def _between(share: float, four: Sequence[float]) -> float:
    before, here, there, after = four
    two, three = share * share, share**3
    bend = 2 * before - 5 * here + 4 * there - after
    return (2 * here + (there - before) * share + bend * two + (3 * (here - there) + after - before) * three) / 2


def turned(points: Iterable[Point], about: Point, degrees: float) -> list[Point]:
    """Return points turned clockwise about a place."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    moved = ((x - about[0], y - about[1]) for x, y in points)
    return [(about[0] + x * cos - y * sin, about[1] + x * sin + y * cos) for x, y in moved]
