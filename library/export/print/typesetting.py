"""Typesets a document as PDF/UA-1, from one of the sources in ``typst/`` and from data.

The data reach the source as JSON and are never read as markup. The fonts come from two packages and from Typst itself,
never from the machine, so the same data give the same bytes and the same look everywhere.

No set of fonts has every character (these have no Chinese, Japanese or Korean ones), and PDF/UA forbids the empty box
for a missing one, so Typst would refuse the whole file for one character. Such characters are found first and replaced
with ``MISSING``; the file then says where to read the words (``missing`` in its data).
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from library.errors import ExportFailed
from library.model.characters import clean
from library.model.design_tokens import PRINT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

SOURCES = Path(__file__).parent / "typst"

FONT_PACKAGES = ("manimgx_fonts", "fontpkg_rubik")

# In this order; Typst uses its own serif fonts for anything that these lack, such as ☐ and ≤.
FONTS = (
    *("Noto Sans", "Noto Sans Hebrew", "Rubik", "Noto Sans Symbols", "Noto Emoji"),
    *("Noto Sans Arabic", "Noto Sans Armenian", "Noto Sans Bengali", "Noto Sans Devanagari", "Noto Sans Ethiopic"),
    *("Noto Sans Georgian", "Noto Sans Gujarati", "Noto Sans Gurmukhi", "Noto Sans Kannada", "Noto Sans Khmer"),
    *("Noto Sans Lao", "Noto Sans Malayalam", "Noto Sans Myanmar", "Noto Sans Oriya", "Noto Sans Sinhala"),
    *("Noto Sans Tamil", "Noto Sans Telugu", "Noto Sans Thai"),
)

MISSING = "[not in this font]"

# How often Typst may name another character before all marks are left out, and then all characters beyond ASCII. Each
# try sets the whole file again. Accents of European languages are not marks, because texts are composed.
MOST_TRIES = 3

# Invisible characters that change the direction of all following text; marks for one place are allowed.

_NAMED = re.compile(r"codepoint `\"(.+)\"`|the text `\"(.+)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def typeset(
    source: str, title: str, data: Mapping[str, object], day: date, pictures: Mapping[str, object] | None = None
) -> bytes:
    """Return a PDF/UA-1 file.

    Args:
        source: Name of a file in ``typst/``.
        title: Of the document; its properties have all of it, including characters that cannot be set.
        data: What the source reads as ``data``; ``missing`` is added: whether any characters could not be set.
        day: The date in the document's properties.
        pictures: What the source reads as ``pictures``: by the name that the data have, where each file is.

    Raises:
        ExportFailed: Typst refuses the data or the source.
    """
    tidy = {key: _changed(value, _tidy) for key, value in data.items()}
    letters = _letters(tidy)
    gone = _without_glyph(letters)
    tried = 0
    while True:
        try:
            return _compiled(source, _tidy(title), _settable(tidy, gone), day, pictures or {})
        except typst.TypstError as error:
            tried += 1
            more = _to_leave_out(str(error), letters - gone, _json(tidy, ascii_only=False), tried)
            if not more:
                raise ExportFailed("the PDF could not be laid out") from error
            gone |= more


def _compiled(source: str, title: str, data: dict[str, object], day: date, pictures: Mapping[str, object]) -> bytes:
    """Return the PDF that Typst makes from a source."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return typst.compile(
        SOURCES / source,
        # Pictures are in the data folder, wherever that is; only our sources name files.
        root=Path("/") if pictures else SOURCES,
        format="pdf",
        pdf_standards="ua-1",
        timestamp=int(noon.timestamp()),
        sys_inputs={
            "data": _json(data),
            "pictures": _json(pictures),
            "title": title,
            "day": day.isoformat(),
            "fonts": _json(FONTS),
            "colours": _json(asdict(PRINT)),
        },
        font_paths=_font_folders(),
        ignore_system_fonts=True,
    )


def _font_folders() -> list[Path]:
    """Return the folders of fonts; without a package, Typst's own fonts are used."""
    specs = filter(None, (find_spec(name) for name in FONT_PACKAGES))
    return [Path(folder) for spec in specs for folder in spec.submodule_search_locations or ()]


# ---- characters that cannot be set


def _without_glyph(letters: Collection[str]) -> frozenset[str]:
    """Return those characters that no font has, by the empty box that Typst sets (21,000 take 0.5 s)."""
    found = typst.query(
        SOURCES / "missing.typ",
        "<missing>",
        field="value",
        one=True,
        root=SOURCES,
        sys_inputs={"letters": _json(sorted(letters)), "fonts": _json(FONTS)},
        font_paths=_font_folders(),
        ignore_system_fonts=True,
    )
    return frozenset(json.loads(found))


def _to_leave_out(message: str, letters: frozenset[str], words: str, tried: int) -> frozenset[str]:
    """Return which characters to leave out after an error: the marks on the one it names, else that one, else more.

    A character can have a glyph but fail because of a mark on it that only another font has.

    Args:
        message: Of Typst.
        letters: All characters beyond ASCII that are not left out yet.
        words: All texts, to find the character in.
        tried: How often Typst has refused.

    Returns:
        Empty if the error is not about characters, or if none is left that could be the cause.
    """
    found = _NAMED.search(message)
    if not found:
        return frozenset()
    named = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1] or found[2])
    marks = "".join(sorted(filter(_is_mark, letters)))
    on_it = re.findall(f"{re.escape(named)}([{marks}]+)", words) if marks else []
    narrow = (frozenset("".join(on_it)), frozenset(named) & letters) if tried < MOST_TRIES else ()
    wide = (frozenset(marks),) if tried <= MOST_TRIES else ()
    return next(filter(None, (*narrow, *wide)), letters)


def _settable(data: dict[str, object], gone: frozenset[str]) -> dict[str, object]:
    """Return data with ``MISSING`` for each run of characters that cannot be set, and whether there was one."""
    if not gone:
        return data | {"missing": ""}
    one = f"[{re.escape(''.join(sorted(gone)))}]"
    marks = "".join(sorted(filter(_is_mark, _letters(data))))
    # Spaces and punctuation between two such characters belong to the run, and marks on the last one.
    run = re.compile(rf"{one}(?:\W*{one})*" + (f"[{re.escape(marks)}]*" if marks else ""))
    without = {key: _changed(value, lambda text: run.sub(MISSING, text)) for key, value in data.items()}
    return without | {"missing": MISSING}


def _is_mark(letter: str) -> bool:
    """Return whether a character combines with the previous one."""
    return unicodedata.category(letter).startswith("M")


def _letters(data: object) -> frozenset[str]:
    """Return the characters beyond ASCII of all texts in data."""
    return frozenset(filter(_beyond_ascii, _json(data, ascii_only=False)))


def _beyond_ascii(letter: str) -> bool:
    """Return whether a character is not among the 128 that every font has."""
    return not letter.isascii()


# ---- data


def _tidy(text: str) -> str:
    """Return a text in its composed form, with spaces for tabs, without what cannot be in a PDF."""
    return clean(unicodedata.normalize("NFC", text)).replace("\t", " ").replace("\ufeff", "")


def _changed(data: object, change: Callable[[str], str]) -> object:
    """Return data with every text changed; keys of mappings are ours and stay."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, list | tuple):
        return [_changed(each, change) for each in data]
    if isinstance(data, dict):
        return {key: _changed(value, change) for key, value in data.items()}
    return data


def _json(data: object, *, ascii_only: bool = True) -> str:
    """Return data as JSON."""
    return json.dumps(data, ensure_ascii=ascii_only)
