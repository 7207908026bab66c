"""Words of ours without a translation: English, marked as such in text, and without markup in attributes and titles."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import render_template_string
from flask.testing import FlaskClient
from jinja2 import Environment, UndefinedError, nodes
from markupsafe import escape
from werkzeug.test import TestResponse

from library import translation
from library.web.languages import cached_language
from library.web.phrases import constant_phrase, gettext, lazy_gettext, ngettext, plain
from library.web.rendering import find_templates
from tests.web.reading_html import VOID, Html
from tests.web.shelves import Shelves, filled_shelves
from tests.web.test_every_page import FAILURES, PAGES
from tests.web.test_packs import HERE

TEMPLATES = sorted(find_templates().rglob("*.html"))
# Elements that hold text and no elements.
TEXT_BLOCKS = {"title", "description"}
TEXT_ONLY = {"title", "option", "textarea", "script", "style"}
# What gives words of ours; all else that an attribute prints is an address, an id or a stored value.
WORDS = {
    "_",
    "ngettext",
    "labels",
    "formatting",
    "term_words",
    "kind",
    "words",
    "heading",
    "lead",
    "marked_title",
    "caller",
}
# Of the site and of languages, and a Welsh example of a search.
NAMES = {"Commonplace", "Common\u00adplace", "English", "Cymraeg", "Gàidhlig", "gryfderau"}


# ---- a phrase


def test_a_message_without_a_translation_is_marked_in_html_and_plain_elsewhere(client: FlaskClient) -> None:
    with client.application.test_request_context("/cy/"):
        phrase = gettext("Neither & here")
        assert phrase == str(lazy_gettext("Neither & here")) == plain(phrase) == "Neither & here"
        assert escape(phrase) == escape(lazy_gettext("Neither & here")) == '<span lang="en">Neither &amp; here</span>'
        assert escape(ngettext("%(num)s teapot", "%(num)s teapots", 2)) == '<span lang="en">2 teapots</span>'


def test_a_translated_message_is_not_marked_and_neither_is_english_on_an_english_page(client: FlaskClient) -> None:
    with client.application.test_request_context("/cy/"):
        assert escape(gettext("Search")) == "Chwilio"
    with client.application.test_request_context("/"):
        assert escape(gettext("Neither here")) == "Neither here"
    with client.application.test_request_context("/gd/"):
        assert escape(gettext("Neither here")) == "Neither here"


def test_a_value_is_escaped_and_shows_its_own_language_within_a_message(client: FlaskClient) -> None:
    with client.application.test_request_context("/cy/"):
        value = gettext("Neither here")
        assert escape(gettext("Code %(code)s", code=value)) == 'Cod <span lang="en">Neither here</span>'
        assert escape(gettext("Code %(code)s", code="<b>")) == "Cod &lt;b&gt;"
        assert gettext("Code %(code)s", code=value) == "Cod Neither here"
        assert lazy_gettext("Code %(code)s") % {"code": "<b>"} == "Cod <b>"


def test_a_page_that_fails_leaves_its_language_to_no_other(client: FlaskClient) -> None:
    with client.application.test_request_context("/cy/"):
        with pytest.raises(UndefinedError), cached_language():
            render_template_string("{{ _('Search') }}{{ never_was() }}")
        with cached_language():
            assert render_template_string("{{ _('Search') }}") == "Chwilio"
    with client.application.test_request_context("/"):
        assert gettext("Search") == "Search"


def test_a_plain_phrase_cannot_break_an_attribute(client: FlaskClient) -> None:
    template = """<p title="{{ _('Say “%(this)s”', this='"><script>')|plain }}">"""
    with client.application.test_request_context("/cy/"):
        assert render_template_string(template) == '<p title="Say “&#34;&gt;&lt;script&gt;”">'


# ---- every template


class Places:
    """Follows the markup of a template and knows where an expression is."""

    TAG = re.compile(r"</?([a-zA-Z][\w-]*)")

    def __init__(self, element: str) -> None:
        self._element = element
        self._tag = ""
        self._quote = ""

    @property
    def holds_text_only(self) -> bool:
        return bool(self._tag) or self._element in TEXT_ONLY

    def read(self, markup: str) -> None:
        at = 0
        while at < len(markup):
            at = self._read_tag(markup, at) if self._tag else self._read_text(markup, at)

    def _read_text(self, markup: str, at: int) -> int:
        found = self.TAG.search(markup, at)
        if found is None:
            return len(markup)
        self._tag = found.group()
        return found.end()

    def _read_tag(self, markup: str, at: int) -> int:
        sign = markup[at]
        if self._quote:
            self._quote = "" if sign == self._quote else self._quote
        elif sign in "\"'":
            self._quote = sign
        elif sign == ">":
            self._element = self._tag[1:].lower() if self._tag[1] != "/" else ""
            self._tag = ""
        return at + 1


def gives_words(expression: nodes.Node) -> bool:
    """Return whether an expression prints words of ours that no ``plain`` holds."""
    if isinstance(expression, nodes.Filter):
        if expression.name in {"plain", "urlencode"}:
            return False
    elif isinstance(expression, nodes.Name):
        return expression.name in WORDS
    elif isinstance(expression, nodes.CondExpr):
        branches = (expression.expr1, expression.expr2)
        return any(gives_words(branch) for branch in branches if branch is not None)
    elif isinstance(expression, nodes.Getattr) and isinstance(expression.node, nodes.Name):
        return expression.node.name in {"labels", "formatting"}
    return any(gives_words(child) for child in expression.iter_child_nodes())


def misplaced(source: str) -> list[int]:
    """Return the lines where an attribute, a title or an option may print an element."""
    tree = Environment(autoescape=True).parse(source)
    titles = {output for block in tree.find_all(nodes.Block) if block.name in TEXT_BLOCKS for output in outputs(block)}
    lines = []
    text, title = Places(""), Places("title")
    for output in outputs(tree):
        place = title if output in titles else text
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                place.read(node.data)
            elif place.holds_text_only and gives_words(node):
                lines.append(node.lineno)
    return lines


def outputs(tree: nodes.Node) -> list[nodes.Output]:
    return list(tree.find_all(nodes.Output))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(find_templates())))
def test_a_template_prints_no_element_in_an_attribute_title_or_option(template: Path) -> None:
    assert misplaced(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        '<p title="{{ _("A") }}">',
        "<p{% if x %} id='{{ x }}'{% endif %} aria-label='{{ labels.KINDS[x] }}'>",
        "<select><option value='1'>{{ words }}</option></select>",
        "{% block title %}{{ _('A') }}{% endblock %}",
        "<input value=\"{{ 'x' if y else formatting.minutes(2) }}\">",
    ],
)
def test_an_element_in_the_wrong_place_is_noticed(source: str) -> None:
    assert misplaced(source) == [1]


@pytest.mark.parametrize(
    "source",
    [
        '<p title="{{ _("A")|plain }}" lang="{{ x }}">{{ _("A") }}</p>',
        "{% block title %}{{ (x or _('A'))|plain }}{% endblock %}{% block main %}{{ _('A') }}{% endblock %}",
        "<option>{{ words|plain }}</option>{{ words }}",
    ],
)
def test_words_in_their_place_are_let_be(source: str) -> None:
    assert misplaced(source) == []


# ---- every page of a language in which nothing is translated yet


class Spoken(HTMLParser):
    """Collects the words of a page by the language that they are marked with, and what should hold no element."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.by_language: dict[str, list[str]] = {}
        self.text_only: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text_only += [value for _name, value in attrs if value]
        before = self._open[-1][1] if self._open else ""
        if tag not in VOID:
            self._open.append((tag, dict(attrs).get("lang") or before))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language = self._open[-1] if self._open else ("", "")
        if tag in TEXT_ONLY:
            self.text_only.append(data)
        elif re.search(r"[^\W\d_]", data):
            self.by_language.setdefault(language, []).append(data.strip())


@pytest.fixture
def untranslated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelves]:
    """A site whose Welsh catalogue is there and empty."""
    compiled = tmp_path / "translations/cy/LC_MESSAGES/messages.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, Catalog(locale="cy"))
    monkeypatch.setattr(translation, "FOLDER", tmp_path / "translations")
    translation.has_words.cache_clear()
    translation.catalogue.cache_clear()
    constant_phrase.cache_clear()
    shelves = filled_shelves(tmp_path)
    yield shelves
    shelves.library.close()
    translation.has_words.cache_clear()
    translation.catalogue.cache_clear()
    constant_phrase.cache_clear()


def pages_of_a_pack(client: FlaskClient) -> Iterator[str]:
    """Yield the pages of a pack with a story and a note, the shared one, and those of forms that come back."""

    def sent(address: str, **fields: str) -> TestResponse:
        return client.post(address, data=fields, headers=HERE)

    pack = urlsplit(sent("/cy/packs/add", slug="spare-key").headers["Location"]).path
    yield sent(f"{pack}/details", starts="25:00", nation="", version="1").text
    sent(f"{pack}/items", kind="note", title="Mine", text="Words")
    sent(f"{pack}/share")
    shown = Html(client.get(f"{pack}?done=started").text)
    _, first, second, _ = (li.get("id").removeprefix("item-") for li in shown.all("li", "pack-item"))
    view = urlsplit(next(each.get("value") for each in shown.all("input") if each.get("id") == "view-link")).path
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{5}", shown.text)
    assert code
    for address in (f"/items/{first}", f"/items/{second}", "/delete", "?done=copied", "?removed=x&version=1"):
        yield client.get(pack + address).text
    for address in (view, f"/cy/check/{code.group()}", "/cy/check/nothing", "/cy/check/0000-0000-00000"):
        yield client.get(address if address.startswith("/cy/") else f"/cy{address}").text
    yield sent("/cy/packs/add", slug="never-was", title="Mine").text
    yield client.post(f"{pack}/share").text
    yield client.put("/cy/about").text


def test_every_page_says_which_words_are_english_and_has_markup_where_it_belongs(untranslated: Shelves) -> None:
    client = untranslated.client
    pages = [client.get(f"/cy{path}").text for path in (*PAGES, *FAILURES)]
    for source in (*pages, *pages_of_a_pack(client)):
        Html(source)
        spoken = Spoken(source)
        assert [text for text in spoken.text_only if "<span" in text or "&lt;span" in text] == []
        assert "Search stories and resources" not in spoken.by_language.get("cy", [])
        assert "Accessibility" in spoken.by_language["en"]


def test_a_page_of_our_words_alone_has_none_that_are_taken_for_welsh(untranslated: Shelves) -> None:
    for path in ("about", "accessibility", "privacy", "check", "search/tips", "workshop"):
        spoken = Spoken(untranslated.client.get(f"/cy/{path}").text)
        assert set(spoken.by_language["cy"]) - NAMES == set(), path
        assert len(spoken.by_language["en"]) > 10


def test_json_holds_no_markup(untranslated: Shelves) -> None:
    for path in ("/cy/search.json?q=kettle", "/gd/search.json?q=kettle", "/cy/suggest.json?q=ke", "/cy/nothing.json"):
        assert "span" not in untranslated.client.get(path).text
