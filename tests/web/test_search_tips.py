"""Search help: every example means what its sentence says, on the library's own content."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from library.actions.find import SearchRequest, find
from library.actions.library import Library
from library.actions.publish import publish
from library.actions.understand import understand
from library.bootstrap import open_library
from library.model.viewer import ANYBODY
from library.search.query_reading import parse
from library.settings import read_settings
from library.web.search_tips import PLACES, TIPS, Tip
from tests.web.reading_html import Html

ROOT = Path(__file__).parents[2]
EXAMPLES = [tip for group in TIPS for tip in group.tips]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library's own content."""
    data = tmp_path_factory.mktemp("own")
    library = open_library(read_settings({"LIBRARY_CONTENT": str(ROOT / "content"), "LIBRARY_DATA": str(data)}))
    publish(library)
    yield library
    library.close()


@pytest.fixture(params=EXAMPLES, ids=lambda tip: tip.example)
def tip(request: pytest.FixtureRequest) -> Tip:
    assert isinstance(request.param, Tip)
    return request.param


def test_every_example_is_understood_as_the_tip_says(tip: Tip, own: Library) -> None:
    means = tip.means
    asked = understand(own.view(ANYBODY), means.corrected or tip.example, as_typed=False)
    if means.words:
        wanted = [tuple(" ".join(phrase.words) for phrase in group.typed) for group in asked.query.wanted]
        assert tuple(wanted) == means.words
    assert tuple(" ".join(phrase.words) for phrase in asked.query.unwanted) == means.unwanted
    assert [each.filter.axis for each in asked.filters] == [axis for axis, _ in means.filters]
    for each, (_, pattern) in zip(asked.filters, means.filters, strict=True):
        assert [value for value in each.values if not re.fullmatch(pattern, value)] == []
        assert each.filter.excluded is means.excluded
    assert asked.misread == ()


def test_every_example_finds_something_and_the_page_says_how_it_was_read(tip: Tip, own: Library) -> None:
    found = find(own, ANYBODY, SearchRequest(tip.example))
    assert found.total > 0
    # For another name of a topic, every result has the topic.
    assert found.with_every_word or (tip.means.term and not found.relaxed)
    assert found.misread == ()
    if tip.means.corrected or not tip.means.term:
        assert found.corrected == tip.means.corrected
    assert not tip.means.term or tip.means.term in {each.term.id for each in found.expanded}


def test_every_example_means_one_thing_and_no_two_the_same() -> None:
    assert all(any((tip.means.words, tip.means.filters, tip.means.term)) for tip in EXAMPLES)
    assert len({tip.example for tip in EXAMPLES}) == len(EXAMPLES)
    asked = {filter.axis for tip in PLACES.tips for filter in parse(tip.example).filters}
    assert asked == {"theme", "role", "sector", "circumstance", "kind", "voice", "nation", "author", "year"}


@pytest.mark.parametrize("prefix", ["", "/cy", "/gd"])
def test_every_example_is_a_link_to_its_search_in_the_same_language(prefix: str, client: FlaskClient) -> None:
    page = Html(client.get(f"{prefix}/search/tips").text)
    links = page.all("a", "tip-example")
    assert [link.text for link in links] == [tip.example for tip in EXAMPLES]
    addresses = [urlsplit(link.get("href")) for link in links]
    assert {address.path for address in addresses} == {f"{prefix}/search"}
    assert [parse_qs(address.query)["q"] for address in addresses] == [[tip.example] for tip in EXAMPLES]
    ours = "cy" if prefix == "/cy" else "en"
    assert [link.get("lang") for link in links] == ["" if tip.language == ours else tip.language for tip in EXAMPLES]
    assert len(page.all("dd")) == len(EXAMPLES)


def test_the_search_box_and_the_foot_of_every_page_lead_to_the_tips(client: FlaskClient) -> None:
    assert Html(client.get("/search").text).link("Search help") == "/search/tips"
    assert Html(client.get("/about").text).link("Search help") == "/search/tips"
    assert Html(client.get("/cy/search?q=x").text).all("a", "tap")
    assert '/cy/search/tips"' in client.get("/cy/search?q=x").text
