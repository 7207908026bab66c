"""Templates call our functions as they are, so none of these may need Jinja's context."""

import pytest
from jinja2 import UndefinedError

from tests.web.shelves import Shelves


def test_no_function_that_templates_get_takes_the_context(few: Shelves) -> None:
    given = few.client.application.jinja_env.globals.values()
    assert not [each for each in given if hasattr(each, "jinja_pass_arg")]


def test_a_macro_gets_its_caller_and_a_loop_its_own_values(few: Shelves) -> None:
    environment = few.client.application.jinja_env
    text = (
        "{% macro row(of) %}<{{ of }}>{{ caller(of) }}{% endmacro %}"
        "{% for each in ['&', 'b'] %}{% call(it) row(each) %}{{ it }}{{ loop.index }}{% endcall %}{% endfor %}"
    )
    assert environment.from_string(text).render() == "<&amp;>&amp;1<b>b2"


def test_a_function_that_is_not_there_is_an_error(few: Shelves) -> None:
    environment = few.client.application.jinja_env
    with pytest.raises(UndefinedError):
        environment.from_string("{{ never_was() }}").render()
