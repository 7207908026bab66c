"""Templates call our functions as they are, so none of these may need Jinja's context."""

import pytest
from jinja2 import UndefinedError

from library.web.phrases import Phrase
from tests.web.shelves import Shelves


def test_no_function_that_templates_get_takes_the_context(shelves: Shelves) -> None:
    app = shelves.client.application
    with app.test_request_context("/"):
        taking = {name for name, given in app.jinja_env.globals.items() if hasattr(given, "jinja_pass_arg")}
    assert not taking


def test_a_macro_gets_its_caller_and_a_loop_its_own_values(shelves: Shelves) -> None:
    environment = shelves.client.application.jinja_env
    text = (
        "{% macro row(of) %}<{{ of }}>{{ caller(of) }}{% endmacro %}"
        "{% for each in ['&', 'b'] %}{% call(it) row(each) %}{{ it }}{{ loop.index }}{% endcall %}{% endfor %}"
    )
    assert environment.from_string(text).render() == "<&amp;>&amp;1<b>b2"


def test_what_a_template_shows_is_escaped_once_and_markup_never(shelves: Shelves) -> None:
    environment = shelves.client.application.jinja_env
    text = (
        "{% macro bold(of) %}<b>{{ of }}</b>{% endmacro %}{% set caught %}<i>{{ '&' }}</i>{% endset %}"
        "{{ text }}{{ bold(text) }}{{ caught }}{{ text|safe }}{{ phrase }}{{ 1 }}{{ none }}"
        "{% for each in [text] %}{% set text = each ~ each %}{{ text }}{% endfor %}"
    )
    shown = environment.from_string(text).render(text="<", phrase=Phrase("%(a)s", "gd", {"a": "<"}))
    assert shown == '&lt;<b>&lt;</b><i>&amp;</i><<span lang="gd">&lt;</span>1None&lt;&lt;'


def test_a_template_without_escaping_shows_what_it_gets(shelves: Shelves) -> None:
    environment = shelves.client.application.jinja_env
    assert environment.from_string("{% autoescape false %}{{ '<' }}{% endautoescape %}{{ '<' }}").render() == "<&lt;"


def test_a_function_that_is_not_there_is_an_error(shelves: Shelves) -> None:
    environment = shelves.client.application.jinja_env
    with pytest.raises(UndefinedError):
        environment.from_string("{{ never_was() }}").render()
