"""Templates: where they are, what they may call, and how a page of them becomes a response."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flask import make_response, render_template
from markupsafe import Markup, escape

from library.web import amounts, labels, languages
from library.web.assets import addresses
from library.web.preview import ROBOTS_OFF, absolute

if TYPE_CHECKING:
    from flask import Flask, Response

    from library.actions.views import Snippet
    from library.settings import Settings
    from library.web.assets import Assets

# The name, the same in every language.
SITE = "Commonplace"

PACKAGED = Path(__file__).parent / "templates"
SOURCE = Path(__file__).parents[2] / "templates"


def find_templates(packaged: Path = PACKAGED, source: Path = SOURCE) -> Path:
    """Return the folder of templates: inside the package in a wheel, at the top of a checkout."""
    return packaged if packaged.is_dir() else source


def page(template: str, *, status: int = 200, indexed: bool = True, **values: object) -> Response:
    """Render a page.

    Args:
        template: The file's name.
        status: Of HTTP.
        indexed: Whether search engines may have it; said in a header and in the page.
        values: What the template is given.
    """
    response = make_response(render_template(template, indexed=indexed, **values), status)
    if not indexed:
        response.headers["X-Robots-Tag"] = ROBOTS_OFF
    return response


def marked(snippet: Snippet) -> Markup:
    """Return a snippet's text, escaped, with its matching words in ``<mark>``."""
    text, parts, done = snippet.text, [], 0
    for start, end in snippet.marks:
        parts += [escape(text[done:start]), Markup("<mark>"), escape(text[start:end]), Markup("</mark>")]
        done = end
    return Markup("").join([*parts, escape(text[done:])])


def teach(app: Flask, settings: Settings, assets: Assets) -> None:
    """Give the templates the functions and words they may use."""
    environment = app.jinja_env
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.globals.update(
        site=SITE,
        labels=labels,
        amounts=amounts,
        url=languages.localised,
        twins=languages.twins,
        words_language=languages.words_language,
        page_language=languages.page_language,
        own_names=languages.OWN_NAMES,
        unchecked=languages.UNCHECKED,
        term_words=labels.term_words,
        marked=marked,
        absolute=absolute,
        static=addresses(assets),
        contact=settings.contact,
    )
