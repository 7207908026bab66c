"""The pictures of six fictional stories, drawn for this library.

    python -m bench.illustrations content/stories

Each shows one thing that its story turns on. The colours are strong enough for a light page and a dark one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.paintbox import HEIGHT, WIDTH, Sheet, curve, ring, turned

if TYPE_CHECKING:
    from collections.abc import Callable

CREAM, CHALK, INK = "#f3e7d3", "#fbf5ea", "#2a2226"
HEATHER, PLUM, GOLD, DUST = "#7b2d63", "#5b1d48", "#ffd874", "#d8c6ab"


def blue_cup() -> Sheet:
    """Draw a cup on a windowsill at night; outside are a street lamp and a hedge."""
    sheet = Sheet("#5d4a63")
    sheet.box(150, 0, 1050, 610, "#26344f")
    for size, colour in ((430, "#2d3d5c"), (300, "#384c6e"), (170, "#566885")):
        sheet.oval(722, 214, size, size, colour)
    sheet.box(793, 215, 807, 560, "#151d2e")
    sheet.line(curve((800, 300), (800, 190), (770, 160), (735, 160)), "#151d2e", 13)
    sheet.shape([(690, 160), (745, 160), (765, 200), (672, 200)], "#151d2e")
    sheet.oval(718, 204, 76, 34, GOLD)
    hedge = curve(
        (150, 470), (220, 432), (300, 452), (380, 424), (470, 450), (560, 426), (660, 452), (750, 430), (850, 456),
        (940, 428), (1050, 452),
    )  # fmt: skip
    sheet.shape([*hedge, (1050, 620), (150, 620)], "#1b2f33")
    for left, top, right, bottom in (
        (150, 0, 178, 610),
        (1022, 0, 1050, 610),
        (586, 0, 614, 610),
        (150, 236, 1050, 258),
    ):
        sheet.box(left, top, right, bottom, CREAM)
    sheet.box(90, 600, 1110, 648, CHALK, 8)
    sheet.box(110, 640, 1090, 668, DUST, 6)
    sheet.oval(420, 622, 250, 26, DUST)
    sheet.line(ring(488, 512, 52, 58, -80, 80), "#2b66a8", 24)
    sheet.shape([(318, 424), (502, 424), (482, 622), (338, 622)], "#3c82cf")
    sheet.shape([(452, 424), (502, 424), (482, 622), (444, 622)], "#2f6db4")
    sheet.oval(410, 622, 144, 22, "#3c82cf")
    sheet.oval(410, 424, 184, 44, "#8fbdec")
    sheet.oval(410, 429, 160, 32, "#2b66a8")
    return sheet


def clipboard() -> Sheet:
    """Draw a clipboard with the doors of an island, and one long shape that has none."""
    sheet = Sheet("#51776f")
    sheet.oval(600, 400, 1180, 820, "#5f877e")
    about = (600, 380)

    def put(points: list[tuple[float, float]], colour: str) -> None:
        sheet.shape(turned(points, about, -5), colour)

    def block(left: float, top: float, right: float, bottom: float, colour: str) -> None:
        put([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    block(292, 72, 932, 742, "#3d5c55")
    block(272, 56, 912, 726, "#8a5a35")
    block(300, 92, 884, 700, CHALK)
    block(490, 34, 694, 96, "#4a4a50")
    block(520, 20, 664, 50, "#6a6a70")
    doors = (
        "#b23a34",
        "#2f6db4",
        "#d99a2b",
        "#3f7d4f",
        "#7b2d63",
        "#4a4a50",
        "#c8643c",
        "#2b7a86",
        "#8a8f3c",
        "#a34f7d",
    )
    places = [(col, row) for row in range(3) for col in range(4)]
    for (col, row), colour in zip([each for each in places if each not in {(3, 1), (3, 2)}], doors, strict=True):
        left, top = 340 + col * 126, 134 + row * 186
        block(left - 8, top - 8, left + 94, top + 136, "#d9d2c4")
        block(left, top, left + 86, top + 136, colour)
        block(left + 14, top + 16, left + 72, top + 56, "#ffffff" if row == 1 else DUST)
        put(ring(left + 72, top + 82, 6, 6), GOLD)
    left, top = 340, 506
    put(
        [
            (left + 22, top + 74),
            (left + 42, top + 74),
            (left + 42, top + 108),
            (left + 66, top + 112),
            (left + 66, top + 128),
            (left + 22, top + 128),
        ],
        INK,
    )
    put(
        [
            (each[0], each[1])
            for each in curve(
                (760, 360),
                (800, 330),
                (836, 372),
                (828, 480),
                (842, 600),
                (800, 650),
                (764, 610),
                (772, 490),
                (760, 360),
            )
        ],
        "#c9cbd0",
    )
    sheet.line(turned([(946, 330), (1010, 610)], about, -5), "#d99a2b", 22)
    sheet.shape(turned([(1000, 612), (1021, 607), (1018, 648)], about, -5), CREAM)
    return sheet


def bus() -> Sheet:
    """Draw a double-decker on its way, and eleven stops below it."""
    sheet = Sheet("#2f6a6e")
    sheet.oval(930, 190, 210, 210, GOLD)
    sheet.shape(
        [*curve((0, 400), (180, 300), (400, 380), (640, 290), (900, 390), (1200, 310)), (1200, 750), (0, 750)],
        "#265659",
    )
    sheet.box(0, 540, 1200, 750, "#1d4447")
    _houses(sheet)
    sheet.box(250, 150, 800, 530, HEATHER, 34)
    sheet.box(250, 310, 800, 346, CREAM)
    sheet.box(250, 470, 800, 530, PLUM, 20)
    for at in range(4):
        sheet.box(286 + at * 108, 188, 378 + at * 108, 288, "#bfe0de", 10)
        if at < 3:
            sheet.box(286 + at * 108, 368, 378 + at * 108, 452, "#bfe0de", 10)
    sheet.box(718, 188, 800, 288, "#d9efec", 12)
    sheet.box(622, 362, 694, 530, "#4a1a3b", 8)
    sheet.box(718, 368, 800, 452, "#d9efec", 12)
    sheet.oval(752, 252, 44, 48, INK)
    sheet.shape([*ring(752, 300, 44, 40, 180, 360), (796, 288), (708, 288)], INK)
    for at in (372, 676):
        sheet.oval(at, 530, 112, 112, INK)
        sheet.oval(at, 530, 46, 46, DUST)
    sheet.box(796, 476, 812, 500, GOLD, 4)
    _stops(sheet)
    return sheet


def _stops(sheet: Sheet) -> None:
    sheet.line([(90, 666), (1110, 666)], CREAM, 8)
    for at in range(11):
        x = 90 + at * 102
        last = at == 10
        sheet.oval(x, 666, 46 if last else 30, 46 if last else 30, GOLD if last else CREAM)
        if last:
            sheet.oval(x, 666, 20, 20, "#1d4447")


def _houses(sheet: Sheet) -> None:
    for left, top, colour in ((40, 330, "#3b7b7d"), (860, 350, "#3b7b7d"), (1010, 320, "#458688")):
        sheet.box(left, top, left + 140, 540, colour)
        sheet.shape([(left - 12, top), (left + 70, top - 56), (left + 152, top)], "#234f52")
        for at in (24, 84):
            sheet.box(left + at, top + 40, left + at + 32, top + 84, GOLD if at == 84 else "#234f52", 3)


def stairs() -> Sheet:
    """Draw thirteen stairs with a telephone at the foot, slippers at the top and a light on the eleventh."""
    sheet = Sheet("#8d7390")
    sheet.shape([(0, 0), (WIDTH, 0), (WIDTH, 190), (0, 640)], "#9a829c")
    wide, high, left, floor = 58, 36, 330, 650
    for at in range(13):
        x, top = left + at * wide, floor - (at + 1) * high
        sheet.box(x, top, WIDTH, floor, "#e9dcc6" if at % 2 else "#f0e5d2")
        sheet.box(x, top, WIDTH, top + 9, GOLD if at == 10 else CHALK)
    sheet.box(0, 642, WIDTH, HEIGHT, "#5a3f4c")
    for at in (0, 4, 8, 12):
        x, top = left + at * wide + 26, floor - (at + 1) * high
        sheet.box(x, top - 190, x + 10, top, PLUM)
    first, last = (left + 31, floor - high - 190), (left + 12 * wide + 31, floor - 13 * high - 190)
    sheet.line([(first[0] - 40, first[1] + 25), (last[0] + 300, last[1] - 168)], PLUM, 20)
    sheet.box(60, 470, 258, 650, "#6d3f2c", 6)
    sheet.box(46, 452, 272, 476, "#8a5539", 6)
    for at, colour in enumerate(("#b23a34", "#2b7a86", "#d99a2b", "#3f7d4f", "#d8c6ab", "#2f6db4")):
        sheet.box(78 + at * 27, 520 - (at % 3) * 10, 100 + at * 27, 634, colour, 3)
    sheet.shape([(96, 452), (222, 452), (204, 386), (114, 386)], INK)
    sheet.oval(159, 420, 58, 50, DUST)
    sheet.oval(159, 420, 24, 20, INK)
    sheet.line(curve((84, 384), (108, 350), (159, 342), (210, 350), (234, 384)), INK, 24)
    for x in (86, 232):
        sheet.oval(x, 386, 50, 38, INK)
    for x in (1096, 1156):
        top = floor - 13 * high
        sheet.shape([*ring(x - 14, top - 8, 24, 24, 180, 360), (x + 10, top - 8)], "#b23a34")
        sheet.line([(x - 34, top - 7), (x + 30, top - 7)], "#7c2420", 11)
    return sheet


def table() -> Sheet:
    """Draw what was on a table: salt, pepper, sauce, jam, two pots of honey, and a peg at the corner."""
    sheet = Sheet("#b5694a")
    sheet.oval(640, 400, 900, 760, "#c17a58")
    sheet.box(0, 560, WIDTH, HEIGHT, "#6e3b2b")
    sheet.box(110, 520, WIDTH, 580, CREAM, 10)
    sheet.box(110, 564, WIDTH, 580, DUST, 4)
    sheet.box(1004, 352, WIDTH, 520, "#5f877e", 24)
    sheet.box(1004, 424, WIDTH, 438, "#51776f")
    sheet.oval(1104, 392, 60, 20, CREAM)
    for x, colour, hole in ((230, CHALK, "#8f8577"), (820, "#3a3236", CREAM)):
        sheet.shape([(x - 44, 520), (x + 44, 520), (x + 32, 392), (x - 32, 392)], colour)
        sheet.shape([*ring(x, 392, 32, 34, 180, 360)], "#b9b6b0")
        for at in (-12, 0, 12):
            sheet.oval(x + at, 374, 6, 6, hole)
    sheet.box(354, 330, 450, 520, "#4d2418", 22)
    sheet.box(380, 250, 424, 350, "#4d2418", 10)
    sheet.box(376, 236, 428, 274, "#2b66a8", 8)
    sheet.box(354, 396, 450, 474, "#e6c07a")
    sheet.oval(402, 435, 46, 46, "#b23a34")
    _jars(sheet)
    for lean, colour in ((-9, "#e8c48f"), (9, "#d3a869")):
        leg = turned([(932, 404), (952, 404), (952, 520), (932, 520)], (942, 420), lean)
        sheet.shape(leg, colour)
        sheet.shape(ring(942 + lean * 0.4, 398, 14, 16), colour)
    sheet.line([(928, 440), (956, 440)], "#8f8577", 9)
    return sheet


def _jars(sheet: Sheet) -> None:
    sheet.box(494, 402, 604, 520, "#9d2347", 20)
    sheet.box(494, 440, 604, 492, CHALK)
    sheet.box(486, 380, 612, 412, HEATHER, 8)
    for x in (640, 716):
        sheet.box(x, 442, x + 66, 520, "#e0a02e", 14)
        sheet.box(x - 4, 428, x + 70, 450, CHALK, 6)
        sheet.oval(x + 33, 486, 34, 28, "#ffe7a8")


def sugar() -> Sheet:
    """Draw a cup of tea and a sugar bowl, whose sugar has gone to one lump; its lid is beside it."""
    sheet = Sheet("#3f6370")
    sheet.oval(600, 330, 980, 820, "#4a7280")
    sheet.box(0, 580, WIDTH, HEIGHT, "#2c4752")
    sheet.oval(600, 630, 1000, 110, "#35545f")
    _cup(sheet)
    sheet.shape(
        [
            (610, 420),
            *curve((610, 420), (612, 520), (660, 590), (716, 616)),
            (844, 616),
            *curve((844, 616), (900, 590), (948, 520), (950, 420)),
        ],
        CHALK,
    )
    sheet.shape(
        [
            (890, 420),
            *curve((950, 420), (948, 520), (900, 590), (844, 616)),
            *curve((812, 616), (862, 576), (892, 510), (890, 420)),
        ],
        "#e7dac4",
    )
    sheet.box(712, 606, 848, 632, CHALK, 8)
    sheet.oval(780, 420, 340, 82, "#efe3cf")
    sheet.oval(780, 428, 300, 60, "#6f8f99")
    sheet.shape(
        curve((672, 436), (684, 372), (742, 338), (812, 346), (872, 384), (890, 438), (780, 462), (672, 436)), "#ffffff"
    )
    sheet.shape(curve((812, 346), (872, 384), (890, 438), (800, 460), (822, 408), (812, 346)), "#dfe6e8")
    for x, y in ((722, 394), (768, 372), (790, 420), (738, 428)):
        sheet.oval(x, y, 9, 7, "#cfd8db")
    sheet.line([(868, 360), (996, 226)], "#c9c4bb", 17)
    sheet.shape(turned(ring(860, 370, 38, 22), (860, 370), -46), "#dad5cc")
    for x in range(640, 930, 48):
        sheet.oval(x, 516 + abs(x - 780) * -0.12 + 16, 22, 22, HEATHER)
        sheet.oval(x, 516 + abs(x - 780) * -0.12 + 16, 8, 8, GOLD)
    sheet.shape([*ring(1050, 632, 108, 66, 180, 360), (1158, 640), (942, 640)], CHALK)
    sheet.box(936, 624, 1164, 644, "#e7dac4", 8)
    sheet.oval(1050, 560, 40, 40, HEATHER)
    return sheet


def _cup(sheet: Sheet) -> None:
    for x, bend in ((318, 18), (372, -18)):
        sheet.line(curve((x, 330), (x + bend, 290), (x - bend, 240), (x + bend * 0.6, 190)), "#7b9aa4", 12)
    sheet.oval(345, 618, 400, 66, CHALK)
    sheet.oval(345, 612, 300, 36, DUST)
    sheet.line(ring(478, 458, 58, 54, -90, 100), CHALK, 24)
    sheet.shape(
        [
            (215, 392),
            *curve((215, 392), (226, 500), (266, 574), (300, 600)),
            (390, 600),
            *curve((390, 600), (424, 574), (464, 500), (475, 392)),
        ],
        CHALK,
    )
    sheet.shape(
        [
            (430, 392),
            *curve((475, 392), (464, 500), (424, 574), (390, 600)),
            *curve((366, 600), (396, 560), (424, 490), (430, 392)),
        ],
        "#e7dac4",
    )
    sheet.oval(345, 392, 260, 62, "#efe3cf")
    sheet.oval(345, 398, 226, 44, "#9c5a2e")


ILLUSTRATIONS: dict[str, Callable[[], Sheet]] = {
    "blue-cup.png": blue_cup,
    "six-nights-no-boat.png": clipboard,
    "eleven-stops.png": bus,
    "let-it-ring.png": stairs,
    "the-peg.png": table,
    "two-sugars.png": sugar,
}


def main() -> None:
    """Draw every picture into the folder that the command line names."""
    folder = Path(sys.argv[1])
    for name, draw in ILLUSTRATIONS.items():
        (folder / name).write_bytes(draw().written())


if __name__ == "__main__":
    main()
