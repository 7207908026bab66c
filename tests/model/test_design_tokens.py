"""The look is said once: what shows colours takes them from there, and all of them can be read."""

import re
from pathlib import Path

import pytest

from library.model.design_tokens import DARK, LIGHT, PRINT, Palette, stylesheet

ROOT = Path(__file__).parents[2]
HEX = re.compile(r"#[0-9a-f]{3,8}\b", re.IGNORECASE)
LINK = re.compile(r'href="#[^"]*"')  # a place on the page, not a colour
# Behind a film and on a blank screen, the focus there; a highlighter that shows in a sign of 16 pixels; a slide theme's
# sixth accent.
OF_THEIR_OWN = {"#000", "#757575", "#f2c84b", "#8a6a00"}

# WCAG 2.2, 1.4.3 and 1.4.11: words, and what shows where the focus is.
WORDS, SIGNS = 4.5, 3.0
SEEN_ON = [
    *(
        (ink, ground, WORDS)
        for ink in ("ink", "ink_2", "accent", "accent_2")
        for ground in ("paper", "paper_2", "wash")
    ),
    *(("on_accent", ground, WORDS) for ground in ("accent", "accent_2")),
    ("mark_ink", "mark", WORDS),
    ("accent", "paper", SIGNS),
    ("accent", "paper_2", SIGNS),
]


def luminance(colour: str) -> float:
    """Return relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_contrast_is_worked_out_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("ink", "ground", "least"), SEEN_ON)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_and_signs_can_be_seen_on_every_ground(palette: Palette, ink: str, ground: str, least: float) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= least


def test_words_on_paper_can_be_read_whether_backgrounds_are_printed_or_not() -> None:
    for ink in (PRINT.ink, PRINT.ink_2, PRINT.accent, PRINT.accent_2, PRINT.on_accent, PRINT.mark_ink):
        assert contrast(ink, PRINT.paper) >= WORDS
    assert contrast(PRINT.mark_ink, PRINT.mark) >= WORDS


def test_words_on_a_slide_that_interrupts_can_be_read() -> None:
    assert contrast(LIGHT.paper, LIGHT.accent_2) >= WORDS


def test_the_sites_style_sheet_begins_with_the_tokens_as_they_are_now() -> None:
    sheet = (ROOT / "library/web/static/commonplace.css").read_text(encoding="utf-8")
    written = sheet[sheet.index(":root") : sheet.index("/* ---- ground */")]
    assert written == f"{stylesheet()}\n", "put the new text in commonplace.css"
    assert sheet.count(":root") == written.count(":root")


def test_no_colour_is_written_anywhere_else() -> None:
    places = ("library/web/static/*.css", "library/export/**/*.*", "templates/**/*.html")
    files = [path for place in places for path in ROOT.glob(place) if path.suffix != ".pyc"]
    texts = {path.name: path.read_text(encoding="utf-8").replace(stylesheet(), "") for path in files}
    assert {"commonplace.css", "offline.css", "theme.py", "sheet.typ", "base.html"} <= set(texts)
    found = {name: set(HEX.findall(LINK.sub("", text))) - OF_THEIR_OWN for name, text in texts.items()}
    assert {name: colours for name, colours in found.items() if colours} == {}


def test_the_sites_sign_has_the_same_colours() -> None:
    sign = (ROOT / "library/web/static/icon.svg").read_text(encoding="utf-8")
    assert set(HEX.findall(sign)) <= {LIGHT.paper, LIGHT.ink, LIGHT.accent, *OF_THEIR_OWN}
