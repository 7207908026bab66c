"""The boxes of a facet: each value escaped, with its own words, however often it was shown before."""

from flask.testing import FlaskClient

from library.actions.search_results import FacetValue
from library.web.facet_boxes import facet_boxes
from library.web.labels import KINDS


def _box(value: FacetValue, label: str) -> str:
    return facet_boxes("kind", [(value, label)], "search")


def test_a_box_is_ticked_where_its_value_is_chosen_and_escapes_what_it_shows() -> None:
    rest = 'type="checkbox" form="search" name="kind" value="&#34;&lt;"{}> <span class="choice-label">&lt;b&gt;</span>'
    for chosen, ticked in ((True, " checked"), (False, "")):
        box = _box(FacetValue('"<', 3, chosen), "<b>")
        assert box == (
            f'<label class="choice"><input {rest.format(ticked)} <span class="choice-count">3</span></label>\n'
        )


def test_the_same_value_has_its_words_in_the_language_of_each_page(client: FlaskClient) -> None:
    value = FacetValue("story", 1, False)
    shown: dict[str, set[str]] = {}
    for path in ("/", "/cy/", "/gd/", "/cy/", "/"):
        with client.application.test_request_context(path):
            shown.setdefault(path, set()).add(_box(value, KINDS["story"].phrase))
    assert [len(boxes) for boxes in shown.values()] == [1, 1, 1]
    assert len(set.union(*shown.values())) > 1
