"""A workshop as one HTML file that works from a USB stick, without a network, in any browser since 2020.

People can read, present and search it without a request of any kind: it includes style sheet, script and pictures, and
its content security policy allows nothing else, not even a style attribute. The script and the style sheet are allowed
by their hashes, so markup that got past the escaping could still not run.

Its markup is ``offline.html`` in this folder, where Jinja escapes every text and refuses undefined names. Without
scripts it is a complete page to read; parts that need them are hidden until they run.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from library.export import wording
from library.export.pictures import still
from library.export.plain_text import is_web, lines_of, plain
from library.export.structure_html import pictures_html, structure_html
from library.model.characters import clean
from library.model.design_tokens import stylesheet
from library.model.workshop import with_omissions

if TYPE_CHECKING:
    from jinja2 import Template

    from library.model.block import Picture
    from library.model.workshop import Workshop

FOLDER = Path(__file__).parent
MOST_PICTURE = 300_000  # bytes; a larger picture is left out, so that the file can still be sent
PNG = b"\x89PNG\r\n\x1a\n"


def write_offline(workshop: Workshop) -> bytes:
    """Write a workshop as one HTML file.

    Returns:
        UTF-8 without a byte order mark.
    """
    translator = wording.translator_of(workshop)
    style, script = embedded(stylesheet() + _read("offline.css")), embedded(_read("offline.js"))
    page = _template().render(
        workshop=workshop,
        wording=wording,
        with_omissions=with_omissions,
        picture_of=_picture,
        page_language=translator.language,
        translator=translator,
        language_of=translator.language_of,
        _=translator.gettext,
        style=style,
        script=script,
        policy=_policy(style, script),
    )
    return clean(page).encode()


def embedded(code: str) -> Markup:
    """Return our own script or style sheet, to be put in its element without escaping.

    Raises:
        ValueError: It would end its element.
    """
    if "</" in code or "<!--" in code:
        raise ValueError("A script or style sheet within a page must hold neither “</” nor “<!--”.")
    return Markup(code)  # noqa: S704 - our own file, with nothing of a workshop in it


@cache
def _template() -> Template:
    """Return the page's template, read once in each process."""
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"plain": plain, "lines": lines_of, "dialled": _dialled}
    environment.filters["structure"] = partial(structure_html, source=_embedded_picture)
    environment.filters["pictures"] = partial(pictures_html, source=_embedded_picture)
    environment.tests["web"] = is_web
    return environment.from_string(_read("offline.html"))


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Return a policy under which the page can load only what it includes."""
    rules = {
        "default-src": "'none'",
        "script-src": _hash(script),
        "style-src": _hash(style),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(code: str) -> str:
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"


def _dialled(number: str) -> str:
    """Return the digits of a telephone number to dial; empty if it has none."""
    return "".join(each for each in number if each in "+0123456789")


def _embedded_picture(picture: Picture) -> str:
    return _picture(picture.file) if picture.file else ""


def _picture(file: Path) -> str:
    """Return a picture as a data address; empty if it is too large or damaged."""
    if not still(file) or file.stat().st_size >= MOST_PICTURE:
        return ""
    data = file.read_bytes()
    kind = "image/png" if data.startswith(PNG) else "image/jpeg"
    return f"data:{kind};base64,{b64encode(data).decode()}"
