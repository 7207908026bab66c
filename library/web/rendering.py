"""Templates: where they are, what they can call, and how a page becomes a response."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flask import make_response, render_template
from markupsafe import Markup, escape

from library.actions.packs.allowed import card_refused_in_pack, refused_audience
from library.export.structure_html import pictures_html, structure_html
from library.model.design_tokens import DARK, LIGHT
from library.model.document import Audience
from library.web import formatting, labels, languages, writing_words
from library.web.adding import button_value, is_first_button
from library.web.assets import addresses
from library.web.editor_page import field_label
from library.web.facet_boxes import facet_boxes
from library.web.introduction_html import block_html
from library.web.my_pack import adding_viewer, my_pack
from library.web.page_metadata import ROBOTS_OFF, absolute
from library.web.phrases import gettext, ngettext, plain
from library.web.sign_in_links import sign_in_address
from library.web.signed_in import current_session
from library.web.template_code import DirectCode, DirectContext
from library.web.typography import typeset_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Flask, Response

    from library.model.card import Card
    from library.model.refusal import Refusal
    from library.settings import Settings
    from library.web.assets import Assets

# The name, the same in every language.
SITE = "Commonplace"

PACKAGED = Path(__file__).parent / "templates"
SOURCE = Path(__file__).parents[2] / "templates"
PACKAGED_GUIDE = Path(__file__).parent / "docs" / "writing.md"
SOURCE_GUIDE = Path(__file__).parents[2] / "docs" / "writing.md"


def find_templates(packaged: Path = PACKAGED, source: Path = SOURCE) -> Path:
    """Return the folder of templates: inside the package in a wheel, at the top of a checkout."""
    return packaged if packaged.is_dir() else source


def find_guide(packaged: Path = PACKAGED_GUIDE, source: Path = SOURCE_GUIDE) -> Path:
    """Return the author's guide: inside the package in a wheel, in ``docs/`` in a checkout."""
    return packaged if packaged.is_file() else source


def page(template: str, *, status: int = 200, indexed: bool = True, **values: object) -> Response:
    """Render a page.

    Args:
        template: The file's name.
        status: Of HTTP.
        indexed: Whether search engines may list it; set in a header and in the page.
        values: What the template gets.
    """
    with languages.cached_language():
        html = render_template(template, indexed=indexed, **values)
    response = make_response(typeset_html(html), status)
    if not indexed:
        response.headers["X-Robots-Tag"] = ROBOTS_OFF
    return response


_NOTHING = Markup()


def marked(text: str, marks: Iterable[tuple[int, int]]) -> Markup:
    """Return a text, escaped, with its matching words in ``<mark>``.

    Args:
        text: Plain text.
        marks: Start and end of each word in code points, sorted, not overlapping.
    """
    parts: list[str] = []
    done = 0
    for start, end in marks:
        parts += (escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>")
        done = end
    parts.append(escape(text[done:]))
    return Markup("".join(parts))  # noqa: S704 (each part was escaped)


def lang(language: str) -> Markup:
    """Return the attribute for words in another language than the page's, after a space; otherwise empty."""
    if language == languages.words_language():
        return _NOTHING
    return Markup(f' lang="{escape(language)}"')  # noqa: S704 (escaped)


def refused_here(card: Card) -> Refusal | None:
    """Return why a document may not be put into the pack of this browser, or ``None`` if it may."""
    is_owner = card.audience is not Audience.PUBLIC and adding_viewer().is_owner
    return card_refused_in_pack(card) or refused_audience(card.audience, is_owner=is_owner)


def teach(app: Flask, settings: Settings, assets: Assets) -> None:
    """Register the functions and values that templates can use."""
    environment = app.jinja_env
    environment.context_class, environment.code_generator_class = DirectContext, DirectCode
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.filters["plain"] = plain
    environment.filters["structure"] = structure_html
    environment.filters["pictures"] = pictures_html
    environment.globals.update(
        _=gettext,
        ngettext=ngettext,
        site=SITE,
        labels=labels,
        field_label=field_label,
        says=writing_words,
        formatting=formatting,
        url=languages.localised,
        twins=languages.twins,
        this_path=languages.this_path,
        this_query=languages.this_query,
        words_language=languages.words_language,
        page_language=languages.page_language,
        unchecked=languages.UNCHECKED,
        term_words=labels.term_words,
        marked=marked,
        facet_boxes=facet_boxes,
        block_html=block_html,
        lang=lang,
        absolute=absolute,
        static=addresses(assets),
        contact=settings.contact,
        light=LIGHT,
        dark=DARK,
        my_pack=my_pack,
        signed_in=current_session,
        sign_in_address=sign_in_address,
        refused_in_pack=card_refused_in_pack,
        refused_here=refused_here,
        button_value=button_value,
        is_first_button=is_first_button,
    )
