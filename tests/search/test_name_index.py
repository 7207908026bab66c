"""A name is matched by a typed word in its other forms, and not by other words of the same stem."""

import pytest

from library.search.name_index import NameIndex


def is_called(name: str, typed: str) -> bool:
    """Return whether some typed words match a name."""
    index: NameIndex[str] = NameIndex()
    index.add(tuple(name.split()), name, "")
    return index.called(typed.split()) == (name,)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("carer", "carers"),
        ("carer", "Carer's"),
        ("child", "Child's"),
        ("hoarding", "hoarded"),
        ("housing", "housing"),
        ("organise", "organize"),
        ("look after", "looks after"),
        ("bed", "beds"),
    ],
)
def test_a_word_matches_in_its_other_forms(name: str, typed: str) -> None:
    assert is_called(name, typed)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("housing", "house"),
        ("house", "housing"),
        ("kid", "kidding"),
        ("train", "training"),
        ("training", "train"),
        ("alcoholic", "alcohol"),
        ("stroke", "stroking"),
    ],
)
def test_another_word_of_the_same_stem_does_not_match(name: str, typed: str) -> None:
    assert not is_called(name, typed)


@pytest.mark.parametrize("typed", ["MS", "ms"])
def test_an_acronym_matches_in_capitals_and_where_it_is_no_word(typed: str) -> None:
    assert is_called("MS", typed)


@pytest.mark.parametrize(
    ("name", "typed"), [("SALT", "SALT"), ("PA", "PAs"), ("GP", "gps"), ("GP", "Gp"), ("SDS", "sds")]
)
def test_an_acronym_matches_in_the_plural_and_as_a_phone_types_it(name: str, typed: str) -> None:
    assert is_called(name, typed)


@pytest.mark.parametrize(("name", "typed"), [("MS", "Ms"), ("SALT", "salt"), ("SALT", "Salt"), ("PA", "pa")])
def test_an_acronym_is_not_the_word_that_is_spelled_like_it(name: str, typed: str) -> None:
    assert not is_called(name, typed)


def test_a_form_of_a_gaelic_word_finds_it_beside_a_word_of_the_same_english_stem() -> None:
    index: NameIndex[str] = NameIndex()
    for word in ("eile", "bi"):
        index.add((word,), word, "gd")
    assert index.called(["eil"]) == ("eile", "bi")
