"""Templates call our functions as they are, so none of these may need Jinja's context."""

import pytest
from jinja2 import UndefinedError

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


def test_a_function_that_is_not_there_is_an_error(shelves: Shelves) -> None:
    environment = shelves.client.application.jinja_env
    with pytest.raises(UndefinedError):
        environment.from_string("{{ never_was() }}").render()
