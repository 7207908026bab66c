"""Welsh and Gaelic of our own: there, and shown to nobody but coordinators until a speaker has checked it."""

from __future__ import annotations

from library.model.document import Audience
from tests.shelves.conftest import OurShelves

# Welsh words that public bodies' own pages use.
ATTESTED = {"canlyniadau personol", "cryfderau", "lles", "llesiant", "gofalwyr", "cymru"}


def test_there_are_three_stories_in_welsh_and_one_in_gaelic(ours: OurShelves) -> None:
    languages = [document.language for document in ours.documents if document.translation_of in ours]
    assert languages.count("cy") >= 3
    assert languages.count("gd") >= 1


def test_they_wait_for_a_speaker_and_are_for_coordinators(ours: OurShelves) -> None:
    own = [document for document in ours.documents if document.language != "en"]
    assert {(each.translation, each.consent.audience) for each in own} == {("awaiting-check", Audience.COORDINATORS)}


def test_each_has_a_passage_for_each_passage_of_its_original_and_the_same_three_minutes(ours: OurShelves) -> None:
    for document in ours.documents:
        if document.language != "en":
            original = ours[document.translation_of]
            assert len(document.passages) == len(original.passages), document.slug
            assert document.short in {(), original.short}, document.slug


def test_no_term_has_a_label_that_is_not_attested(ours: OurShelves) -> None:
    labels = [label for term in ours.vocabulary.terms for language, label in term.labels.items() if language != "en"]
    assert {label.casefold() for label in labels} <= ATTESTED
