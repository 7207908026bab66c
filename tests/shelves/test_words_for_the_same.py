"""The library's own synonyms and hidden names: each finds something, and none is an everyday word."""

from __future__ import annotations

from datetime import date

import pytest

from library.actions.find import SearchRequest, find
from library.actions.library import Library, View
from library.actions.publish import publish
from library.actions.search_results import SearchPage
from library.actions.understand import having
from library.model.viewer import ANYBODY
from library.search.query import Group, Phrase
from library.search.words import is_common, words
from tests.making import COORDINATOR, Day, library_at
from tests.shelves.conftest import CONTENT

# A word that more of the documents have is an everyday one.
EVERYDAY = 0.2


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = library_at(tmp_path_factory.mktemp("words"), Day(date(2026, 12, 1)), LIBRARY_CONTENT=str(CONTENT))
    publish(library)
    return library


def search(library: Library, text: str) -> SearchPage:
    return find(library, ANYBODY, SearchRequest(text))


def count(view: View, name: str) -> int:
    found = having(view, Group((Phrase(tuple(words(name))),)))
    return len(found & view.visible)


def test_every_synonym_finds_a_document(published: Library) -> None:
    view = published.view(COORDINATOR)
    idle = [
        each.name for each in view.snapshot.vocabulary.synonyms if not any(count(view, other) for other in each.also)
    ]
    assert idle == []


def test_no_synonym_is_an_everyday_word(published: Library) -> None:
    view = published.view(ANYBODY)
    synonyms = view.snapshot.vocabulary.synonyms
    assert [each.name for each in synonyms if all(map(is_common, words(each.name)))] == []
    most = EVERYDAY * len(view.visible)
    assert [each.name for each in synonyms if count(view, each.name) > most] == []


@pytest.mark.parametrize(
    ("typed", "story"),
    [
        ("fy nhaid", "tells-stories-about-a-horse"),
        ("ofalwyr di-dâl", "thursday-bored"),
        ("gartref gofal", "good-appetite"),
        ("digartref", "the-lamp-was-extra"),
        ("galar", "window-bed"),
        ("mo sheanmhair", "bread-bin"),
        ("luchd-cùraim", "six-nights-no-boat"),
        ("tramp", "the-lamp-was-extra"),
        ("tinkers", "tells-stories-about-a-horse"),
        ("granny", "bread-bin"),
        ("kidney failure", "eleven-stops"),
        ("wife beater", "when-youre-late"),
    ],
)
def test_a_welsh_gaelic_older_or_harsher_word_finds_the_story(published: Library, typed: str, story: str) -> None:
    page = search(published, typed)
    assert story in [each.card.slug for each in page.results]
    assert page.expanded or page.synonyms or page.named


@pytest.mark.parametrize("typed", "kinds house manage train medication response related offended".split())
def test_an_everyday_word_is_no_other_name_for_a_rare_thing(published: Library, typed: str) -> None:
    found = [each.term.id for each in search(published, typed).expanded]
    also = [each.words for each in search(published, typed).synonyms if typed != "medication"]
    assert (found, also) == ([], [])


def test_loss_is_a_bereavement_first_but_not_in_the_name_of_another_loss(published: Library) -> None:
    assert [page.title for page in search(published, "loss").named] == ["Bereavement"]
    for typed in ("sight loss", "loss of confidence", "weight loss"):
        page = search(published, typed)
        assert "bereavement" not in [each.term.id for each in page.expanded]
        assert ("loss", ("grief", "died")) not in [(each.typed, each.words) for each in page.synonyms]


def test_kindness_is_not_found_in_what_kind_of_thing(published: Library) -> None:
    asked, kind = (search(published, typed) for typed in ("what kind", "kindness"))
    assert "personal-outcomes-network-history" in [each.card.slug for each in asked.results]
    assert "personal-outcomes-network-history" not in [each.card.slug for each in kind.results]
