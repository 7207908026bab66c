"""Words of ours: every one can be translated, and reads as plain English until it is."""

import io
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask.testing import FlaskClient
from jinja2 import Environment, nodes

from library.actions.find import FACET_AXES, LAYOUTS
from library.content.document_difference import NO_KEY
from library.content.header.schema import KEYS
from library.model.document import Audience, Evidence, Kind, Provenance, ShownAs, Use
from library.model.reading_time import Length
from library.search.query_reading import AXES
from library.translation import FOLDER
from library.web import labels
from library.web.editor_labels import LABELS, OTHER_LABELS
from library.web.languages import UNCHECKED
from library.web.rendering import find_templates
from tests.plain_english import faults

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(find_templates().rglob("*.html"))
CATALOGUES = sorted(FOLDER.glob("*/LC_MESSAGES/messages.po"))

SPOKEN_ATTRIBUTES = {"alt", "title", "aria-label", "placeholder", "content", "label", "aria-description"}
LETTER = re.compile(r"[^\W\d_]")
# Not words: what a meta element says to machines, and the command that a coordinator types.
NOT_WORDS = {
    "Common\xadplace",
    "width=device-width, initial-scale=1",
    "noindex, noarchive",
    "article",
    "summary",
    "library publish",
}
COLOUR = re.compile(r"#[0-9a-f]{6}")


class Literals(HTMLParser):
    """Collects the words of a template's own markup; what an expression would print is a digit here."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag if tag in {"script", "style"} else ""
        self.found += [value for name, value in attrs if name in SPOKEN_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent = "" if tag == self._silent else self._silent

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


def printed(node: nodes.Node) -> Iterator[nodes.Expr]:
    """Yield what an expression may print: itself, or its branches."""
    if isinstance(node, nodes.CondExpr):
        for branch in (node.expr1, node.expr2):
            if branch is not None:
                yield from printed(branch)
    elif isinstance(node, (nodes.And, nodes.Or, nodes.Add)):
        yield from printed(node.left)
        yield from printed(node.right)
    elif isinstance(node, nodes.Concat):
        for part in node.nodes:
            yield from printed(part)
    elif isinstance(node, nodes.Filter) and node.node is not None:
        yield from printed(node.node)
    elif isinstance(node, nodes.Expr):
        yield node


def unwrapped(source: str) -> list[str]:
    """Return the words of a template that no translator would see."""
    tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(source)
    literals = Literals()
    markup = []
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                markup.append(node.data)
                continue
            markup.append("0")
            constants = (part for part in printed(node) if isinstance(part, nodes.Const))
            literals.found += [part.value for part in constants if isinstance(part.value, str) and " " in part.value]
    literals.feed("".join(markup))
    literals.close()
    words = (" ".join(text.split()) for text in literals.found)
    return [text for text in words if LETTER.search(text) and text not in NOT_WORDS and not COLOUR.fullmatch(text)]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(find_templates())))
def test_every_word_of_a_template_can_be_translated(template: Path) -> None:
    assert unwrapped(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello</p>",
        "<p>{{ _('Hello') }} there</p>",
        "<img src='x.png' alt='A bus'>",
        "<a href='/' aria-label='Go home'>{{ _('x') }}</a>",
        "{% if a %}<b>Yes</b>{% else %}{{ _('No') }}{% endif %}",
        "{{ 'Two words' if a else _('x') }}",
        "{{ name or 'no name' }}",
        "{% macro m() %}<i title='{{ x }} of'>{{ x }}</i>{% endmacro %}",
    ],
)
def test_a_word_that_cannot_is_noticed(source: str) -> None:
    assert unwrapped(source) != []


@pytest.mark.parametrize(
    "source",
    [
        "<p>{{ _('Hello') }}</p>",
        "<p>{% trans trimmed name=n %}Hello {{ name }}{% endtrans %}</p>",
        "<img src='bus.png' alt='{{ _('A bus') }}'>",
        "<p class='a b'>{{ count }} · 12 %</p>",
        "{{ 'kind' if a else 'mark' }}",
    ],
)
def test_words_that_can_are_let_be(source: str) -> None:
    assert unwrapped(source) == []


# What browsers call a mode and keys, and two names of classes.
NOT_SAID = {
    "use strict",
    "insertText",
    "ArrowDown",
    "ArrowUp",
    "ArrowLeft",
    "ArrowRight",
    "Escape",
    "Enter",
    "Home",
    "End",
    "row row-pair",
    "Content-Type",
    "Upload-Offset",
}


def test_scripts_hold_no_words() -> None:
    scripts = [*(ROOT / "library/web/static").glob("*.js"), *(ROOT / "library/export").rglob("*.js")]
    script = "".join(path.read_text(encoding="utf-8") for path in scripts)
    code = re.sub(r"//.*", "", script)
    strings = re.findall(r'"([^"\n]*)"', code)
    found = {text for text in strings if re.search(r"[A-Z][a-z]+|[a-z] [a-z]", text)}
    assert {text for text in found if not re.search(r"[\[.:(]", text)} == NOT_SAID


def texts(message: str | Sequence[str] | None) -> Sequence[str]:
    """Return a message's forms: one, or one for each number."""
    return (message,) if isinstance(message, str) else message or ()


@pytest.fixture(scope="session")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """All messages of code and templates as they are now."""
    file = tmp_path_factory.mktemp("words") / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "pyproject.toml"]
    command += ["-k", "_l", "-k", "lazy_gettext", "-o", str(file), "."]
    subprocess.run(command, cwd=ROOT, check=True)
    with file.open("rb") as opened:
        return read_po(opened)


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as opened:
        return read_po(opened, locale=path.parts[-3])


def test_there_is_a_welsh_catalogue() -> None:
    assert [path.parts[-3] for path in CATALOGUES] == ["cy"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_has_every_message_and_none_that_is_left_over_or_doubtful(path: Path, wanted: Catalog) -> None:
    found = catalogue(path)
    ids = {message.id for message in wanted if message.id}
    assert len(ids) > 200
    assert {message.id for message in found if message.id} == ids
    assert [message.id for message in found if message.id and message.fuzzy] == []
    assert list(found.obsolete) == []


def places(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s", text))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_has_the_places_of_its_message_or_is_empty(path: Path) -> None:
    assert [str(error) for message, errors in catalogue(path).check() for error in errors] == []
    for message in catalogue(path):
        for translation in filter(None, texts(message.string) if message.id else ()):
            wanted_places = {frozenset(places(text)) for text in texts(message.id)}
            assert places(translation) in wanted_places, message.id


def test_our_words_are_plain_english(wanted: Catalog) -> None:
    assert [fault for message in wanted for text in texts(message.id) for fault in faults(text)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_is_fresh(path: Path) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(path))
    assert path.with_suffix(".mo").read_bytes() == compiled.getvalue()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_an_unchecked_catalogue_says_so_in_its_header(path: Path) -> None:
    header = catalogue(path).header_comment
    assert ("UNCHECKED" in header) is (path.parts[-3] in UNCHECKED)


def test_unchecked_pages_say_so_at_the_top(client: FlaskClient) -> None:
    assert "Cyfieithiad heb ei wirio yw hwn" in client.get("/cy/").text
    assert "has not been checked" not in client.get("/").text


def test_a_language_without_words_says_so_and_stays_english(client: FlaskClient) -> None:
    text = client.get("/gd/").text
    assert "menus and buttons are not available in this language yet" in text
    assert '<html lang="en">' in text


def test_numbers_and_dates_follow_the_language(client: FlaskClient) -> None:
    welsh = client.get("/cy/stories/spare-key").text
    assert "20 Tachwedd 2026" in welsh
    assert "4 dogfen" in client.get("/cy/stories").text


def test_whatever_its_kind_what_is_fictional_is_called_so(client: FlaskClient) -> None:
    with client.application.test_request_context("/"):
        assert [kind for kind in Kind if "fictional" not in str(labels.kind_words(kind, "fictional")).lower()] == []


def test_every_value_of_the_model_has_words() -> None:
    assert set(labels.KINDS) == set(labels.FICTIONAL_KINDS) == set(Kind)
    assert set(labels.LENGTHS) == set(Length)
    assert set(labels.PROVENANCE) == set(Provenance)
    assert set(labels.EVIDENCE) == set(Evidence)
    assert set(labels.AUDIENCES) == set(Audience)
    assert set(labels.USES) == set(Use)
    assert set(labels.SHOWN_AS) == set(ShownAs)
    assert set(labels.FACETS) == set(FACET_AXES)
    assert {*KEYS, NO_KEY} <= {*LABELS, *OTHER_LABELS}
    for_themselves = {"author", "year"}
    assert set(labels.FACET_TERMS) | set(labels.FACET_VALUES) | for_themselves == {*FACET_AXES, *AXES.values()}
    assert set(labels.LAYOUTS) == set(LAYOUTS)
