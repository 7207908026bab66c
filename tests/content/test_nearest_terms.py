"""A word that is no term is answered with the nearest ones: by spelling, by the words of their names, by meaning."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from library.content.header.nearest_terms import MOST_NEAR, called, misspelled, near
from library.content.vocabulary import read_vocabulary
from library.model.vocabulary import Axis, Term, Vocabulary
from tests.content.writing import Folder
from tests.steps import steps

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The library's own vocabulary."""
    return read_vocabulary(CONTENT)


@pytest.mark.parametrize(
    ("axis", "word", "first"),
    [
        (Axis.ROLE, "carer", ["social-care-worker", "care-at-home-worker", "care-home-worker"]),
        (Axis.ROLE, "student", ["social-work-student"]),
        (Axis.ROLE, "all staff", ["nurse"]),
        (Axis.THEME, "neighbourhood", ["community"]),
        (Axis.THEME, "caring unpaid", ["unpaid-care"]),
        (Axis.THEME, "evidence", ["measuring"]),
        (Axis.VOICE, "carers", ["unpaid-carer"]),
        (Axis.SECTOR, "charity sector", ["third-sector"]),
        (Axis.SETTING, "ward in a hospital", ["hospital"]),
        (Axis.THEME, "nothing", []),
        (Axis.THEME, "dementia", []),
        (Axis.ROLE, "the and of", []),
        (Axis.ROLE, "", []),
        (Axis.ROLE, "carer " * 100, []),
    ],
)
def test_the_nearest_terms_share_words_with_it(vocabulary: Vocabulary, axis: Axis, word: str, first: list[str]) -> None:
    found = [each.term.id for each in near(word, vocabulary.on(axis))]
    assert found[: len(first)] == first
    assert bool(found) == bool(first)
    assert len(found) <= MOST_NEAR


@pytest.mark.parametrize(
    ("axis", "word", "meant"),
    [
        (Axis.ROLE, "nurze", ["nurse"]),
        (Axis.ROLE, "Supervisro", ["supervisor"]),
        (Axis.THEME, "lisening", ["listening"]),
        (Axis.THEME, "reflective practise", ["reflective-practice"]),
        (Axis.THEME, "nothing", []),
        (Axis.ROLE, "carer", []),
        (Axis.ROLE, "manger", ["manager"]),
        (Axis.ROLE, "x" * 10_000, []),
    ],
)
def test_one_letter_or_two_that_are_wrong_are_seen(
    vocabulary: Vocabulary, axis: Axis, word: str, meant: list[str]
) -> None:
    found = [term.id for term in misspelled(word, vocabulary.on(axis).values())]
    assert found == meant


@pytest.mark.parametrize(
    ("axis", "word", "meant"),
    [
        (Axis.THEME, "Co-Production", ["working-together"]),
        (Axis.THEME, "goals", ["what-matters", "small-steps"]),
        (Axis.SETTING, "homecare", ["at-home"]),
        (Axis.THEME, "Canlyniadau personol", ["what-matters"]),
        (Axis.THEME, "carer", []),
    ],
)
def test_a_term_is_found_by_each_of_its_names(vocabulary: Vocabulary, axis: Axis, word: str, meant: list[str]) -> None:
    assert [term.id for term in called(word, vocabulary.on(axis).values())] == meant


ROLES = "For all of them, see roles in vocabulary.yaml."


def said(folder: Folder, **changes: str) -> list[str]:
    """Return what is said of a header, read with the library's own vocabulary."""
    folder.vocabulary = read_vocabulary(CONTENT)
    return [mistake.partition(": ")[2] for mistake in folder.mistakes_with(**{"sectors": "[health]", **changes})]


def test_a_wrong_term_is_answered_with_labels_other_names_and_where_all_terms_are(folder: Folder) -> None:
    assert said(folder, roles="[carer]") == [
        f"roles: “carer” is not a job role. {ROLES} Choose from: social-care-worker (Social care worker; paid carer), "
        "care-at-home-worker (Care at home worker; home carer), care-home-worker (Care home worker; care assistant), "
        "residential-child-care-worker (Residential child care worker), "
        "chaplain (Chaplain or spiritual care worker; spiritual care)."
    ]


def test_a_term_of_another_axis_is_named_with_its_key_beside_the_nearest_of_this_one(folder: Folder) -> None:
    (mistake,) = said(folder, roles="[family carer]")
    assert mistake.startswith(
        f"roles: “family carer” is not a job role. Use voice: unpaid-carer. {ROLES} Choose from: "
    )
    assert said(folder, themes="[grief]") == ["themes: “grief” is not a theme. Use circumstances: bereavement."]


def test_nothing_is_not_taken_for_another_word(folder: Folder) -> None:
    (mistake,) = said(folder, themes="[nothing]")
    assert "Did you mean" not in mistake
    assert mistake.endswith("stories-learning, time, courage.")


def test_all_wrong_terms_of_a_header_are_said_at_once(folder: Folder) -> None:
    mistakes = said(folder, themes="[goals, wales]", roles="[carer, nurze]", settings="[zzz]", nation="Walse")
    assert [mistake.partition("” ")[0] for mistake in mistakes] == [
        "themes: “goals",
        "themes: “wales",
        "roles: “carer",
        "roles: “nurze",
        "settings: “zzz",
        "nation: “Walse",
    ]


def test_a_large_vocabulary_is_compared_in_time_that_grows_with_it_and_no_faster() -> None:
    def work(count: int) -> int:
        every = {f"t-{n}": Term(f"t-{n}", Axis.THEME, {"en": f"Term of {n}"}, ("other name",)) for n in range(count)}
        return steps(partial(near, "another term", every)) + steps(partial(misspelled, "anothr", every.values()))

    assert work(400) < 3 * work(200)
