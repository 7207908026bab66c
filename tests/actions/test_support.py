"""A search whose words say that its writer may be in danger shows who to call, before its results."""

from __future__ import annotations

from pathlib import Path

import pytest

from library.actions.find import SearchRequest, find
from library.actions.search_results import SearchPage
from library.content.vocabulary import read_vocabulary
from library.model.viewer import ANYBODY
from tests.making import Making

CONTENT = Path(__file__).parents[2] / "content"

VOCABULARY = """\
themes: [{id: listening, label: {en: Listening}}]
roles: [{id: nurse, label: {en: Nurse}}]
sectors: [{id: health, label: {en: Health}}]
contacts: [{name: A listening line, phone: "0123 456", about: At any hour}]
support_words: [suicidal, suicidle, kill myself, "can't go on", self-harm, fèin-mhurt]
"""


@pytest.fixture
def shelf(making: Making) -> Making:
    making.content.put("vocabulary.yaml", VOCABULARY)
    making.write("kettle", "A kettle, a spoon and a line.\n")
    making.publish()
    return making


def search(making: Making, text: str, **options: object) -> SearchPage:
    return find(making.library, ANYBODY, SearchRequest(text, **options))  # type: ignore[arg-type]


def named(page: SearchPage) -> list[str]:
    return [each.name for each in page.contacts]


@pytest.mark.parametrize(
    "text",
    [
        "suicidal",
        "I want to KILL MYSELF!",
        "kill  myself kettle",
        "kind:story kill myself",
        '"kill myself"',
        "I can’t go on",
        "i cant go on",
        "self harm",
        "fein-mhurt",
    ],
)
def test_words_of_someone_in_danger_show_the_services(shelf: Making, text: str) -> None:
    assert named(search(shelf, text)) == ["A listening line"]
    assert named(search(shelf, text, as_typed=True)) == ["A listening line"]


@pytest.mark.parametrize("text", ["", "kettle", "kill", "myself kill", "kill time for myself", "can go on"])
def test_other_words_show_none(shelf: Making, text: str) -> None:
    assert named(search(shelf, text)) == []


def test_words_that_are_corrected_show_the_services_too(shelf: Making) -> None:
    shelf.write("found", "A sidle, and notes on suicide.\n")
    shelf.publish()
    page = search(shelf, "suicidle")
    assert page.corrected == "suicide"
    assert named(page) == ["A listening line"]


def test_services_are_shown_while_search_is_down(shelf: Making) -> None:
    for path in shelf.root.rglob("index/*.seg"):
        path.unlink()
    page = find(shelf.reopen(), ANYBODY, SearchRequest("kill myself"))
    assert page.search_down
    assert named(page) == ["A listening line"]


def test_a_vocabulary_without_support_words_shows_none(making: Making) -> None:
    making.write("kettle", "A kettle.\n")
    making.publish()
    assert named(search(making, "suicidal")) == []


def test_the_support_words_of_this_library_have_services() -> None:
    vocabulary = read_vocabulary(CONTENT)
    assert vocabulary.contacts
    assert {"suicidal", "kill myself", "hunanladdiad", "fèin-mhurt"} <= set(vocabulary.support_words)
