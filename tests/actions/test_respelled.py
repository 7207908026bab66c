"""A query in the spelling that may be meant, with the signs between its words."""

import pytest

from library.actions.find import SearchRequest, find
from library.actions.library import View
from library.actions.respelled import respelled
from library.actions.understand import is_nowhere
from library.model.viewer import ANYBODY
from library.search.query import Group
from tests.making import Making


@pytest.fixture
def library(making: Making) -> Making:
    making.write("one", "Kettles. Spoons. An element of dough. Near. Story-telling, storytelling and care. A tail.\n")
    making.write("two", "Divergent.\n")
    making.publish()
    return making


def corrected(making: Making, text: str) -> str | None:
    return respelled(making.library.view(ANYBODY), text)


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("ketles", "kettles"),
        ("ketles/spons", "kettles/spoons"),
        ("ketles OR spons -spons", "kettles OR spoons -spons"),
        ("story-teling", "story-telling"),
        ("story-teling ketles", "story-telling kettles"),
    ],
)
def test_slips_are_corrected_where_they_are(library: Making, text: str, better: str) -> None:
    assert corrected(library, text) == better


@pytest.mark.parametrize("text", ["an-diugh", "an diugh", "An Diugh", "neuro-divergent", "neuro divergent", "mam-gu"])
def test_a_compound_that_a_dictionary_knows_is_right(library: Making, text: str) -> None:
    assert corrected(library, text) is None


@pytest.mark.parametrize("text", ["re-ablement", "near-spons", "ketles-elemnt"])
def test_a_compound_is_only_changed_into_one_that_a_document_has(library: Making, text: str) -> None:
    assert corrected(library, text) is None


def test_words_beside_a_right_compound_are_still_corrected(library: Making) -> None:
    assert corrected(library, "an diugh ketles") == "an diugh kettles"


@pytest.mark.parametrize(("as_typed", "total"), [("ketles care", 2), ("ketles", 0)])
def test_a_corrected_search_says_how_many_results_the_typed_words_have(
    making: Making, as_typed: str, total: int
) -> None:
    making.write("care", "Care.\n")
    making.write("both", "Kettles of the caring kind.\n")
    making.publish()
    page = find(making.library, ANYBODY, SearchRequest(as_typed))
    assert (page.corrected is not None, page.typed_total) == (True, total)
    assert find(making.library, ANYBODY, SearchRequest(as_typed, as_typed=True)).total == total
    assert find(making.library, ANYBODY, SearchRequest("care")).typed_total == 0


def test_results_of_the_typed_words_are_counted_with_the_chosen_filters(making: Making) -> None:
    making.write("care", "Care.\n", themes="[time]")
    making.write("both", "Kettles of the caring kind.\n", themes="[recording]")
    making.publish()
    chosen = {"theme": frozenset({"recording"})}
    assert find(making.library, ANYBODY, SearchRequest("ketles care", chosen)).typed_total == 1


def test_a_word_of_a_dictionary_is_not_looked_for_in_documents_because_it_is_never_corrected(
    library: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def note(view: View, group: Group) -> bool:
        asked.append(group.text)
        return is_nowhere(view, group)

    monkeypatch.setattr("library.actions.respelled.is_nowhere", note)
    assert corrected(library, "The ketles gofal GIRFEC Siobhan bills 24") == "The kettles gofal GIRFEC Siobhan bills 24"
    assert "ketles" in asked
    assert not {"The", "gofal", "GIRFEC", "Siobhan", "bills", "24"}.intersection(asked)
