"""Promises that a swap, a mistake beside, or a form left out must not break."""

import shutil

import pytest

from library.actions.browse import health
from library.actions.find import SearchRequest, find
from library.errors import ContentError, PublishError, SearchUnavailable
from library.model.viewer import ANYBODY
from library.search.whoosh_index.engine import WhooshIndex
from tests.making import Making, reads


def test_a_site_that_runs_while_its_data_is_deleted_and_built_anew_forgets_what_was(making: Making) -> None:
    making.write_told("told", "Her words.\n")
    making.write("other")
    making.publish()
    assert making.reads("told") == "Her words."
    shutil.rmtree(making.root / "data")
    making.write_told("told", "Her words.\n", status="withdrawn")
    making.reopen().close()
    making.publish()
    assert (making.reads("told"), making.found("words")) == ("410", ["other"])


def test_a_teller_who_is_not_to_be_named_is_not_named_as_author(making: Making) -> None:
    consent = "audience: public, uses: []"
    making.write_told("told", authors="[A. Teller]", consent=consent)
    making.publish()
    for shown_as in ("role-only", "not-at-all"):
        hidden = f"{{{consent}, shown_as: {shown_as}, given: 2026-01-10}}"
        making.write("told", provenance="told", authors="[A. Teller]", **{"consent": hidden})
        with pytest.raises(ContentError, match=f"must not be named \\(shown_as: {shown_as}\\)"):
            making.publish()
        assert making.reads("told") == "404"


def test_of_a_withdrawal_without_consent_only_coordinators_hear(making: Making) -> None:
    making.write_told("told", consent="audience: coordinators, uses: []")
    making.publish()
    making.write("told", provenance="told", status="withdrawn", drop="consent")
    making.publish()
    assert making.reads("told") == "404"


def test_an_index_left_behind_is_mended_even_beside_a_mistake(making: Making, monkeypatch: pytest.MonkeyPatch) -> None:
    making.write("one", "Apple.\n")
    making.publish()
    making.write("one", "Pear.\n")

    def stop(*_: object) -> None:
        raise SearchUnavailable("stopped")

    with monkeypatch.context() as broken:
        broken.setattr(WhooshIndex, "sync", stop)
        with pytest.raises(SearchUnavailable):
            making.publish()
    assert (making.reads("one"), making.found("pear")) == ("Pear.", [])
    making.write("two", themes="[lisening]")
    with pytest.raises(ContentError):
        making.publish()
    assert making.found("pear") == ["one"]
    assert health(making.library).search


def test_a_damaged_catalogue_that_cannot_be_replaced_is_served_no_longer(making: Making) -> None:
    making.write_told("told")
    for number in range(30):
        making.write(f"story-{number}", "Many words. " * 60)
    making.publish()
    making.library.close()
    path = making.root / "data/builds/1/catalogue.sqlite"
    path.write_bytes(path.read_bytes()[:20_000])
    making.write_told("told", status="withdrawn")
    making.write("wrong", themes="[lisening]")
    with pytest.raises((ContentError, PublishError)):
        making.publish()
    assert not (making.root / "data/current").exists()
    (making.root / "content/stories/wrong.md").unlink()
    making.publish()
    assert reads(making.reopen(), "told") == "410"


def test_of_a_translated_pair_the_one_with_every_word_is_shown(making: Making) -> None:
    making.write("breakfast", "Elin had porridge.\n")
    making.write("brecwast", "Elin a brecwast.\n", language="cy", translation_of="breakfast")
    making.publish()
    answer = find(making.library, ANYBODY, SearchRequest("Elin brecwast"))
    assert answer.total == 1
    (result,) = answer.results
    assert (result.card.slug, result.twin and result.twin.slug) == ("brecwast", "breakfast")


def test_a_common_word_beside_or_asks_for_nothing(making: Making) -> None:
    making.write("one", "The carer came.\n")
    making.write("two", "The door was open.\n")
    making.publish()
    assert making.found("carer OR the") == ["one"]
