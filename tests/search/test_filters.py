"""What typed filters mean."""

import pytest

from library.model.vocabulary import Axis, Term, Vocabulary
from library.search.filters import Filtered, Meanings, read_years, understand_filters
from library.search.other_names import Names
from library.search.query import assemble
from library.search.query_reading import read

VOCABULARY = Vocabulary(
    (
        Term("listening", Axis.THEME, {"en": "Listening and being heard"}, ("active listening",)),
        Term("person-led", Axis.THEME, {"en": "Led by the person", "cy": "Dan arweiniad"}, ("SDS",)),
        Term("learning", Axis.THEME, {"en": "Led by learning"}),
        Term("social-worker", Axis.ROLE, {"en": "Social worker"}),
        Term("social-work", Axis.SECTOR, {"en": "Social work"}),
        Term("wales", Axis.NATION, {"en": "Wales", "cy": "Cymru"}),
        Term("worker", Axis.VOICE, {"en": "Worker"}, ("staff",)),
        Term("listened-to", Axis.OUTCOME, {"en": "Being listened to"}, ("SDS",)),
    )
)

PRESENT = {"author": ("Emma Miller", "Karen Barrie", "Emma Séan O'Neill"), "year": ("2012", "2019", "2021")}


def understood(text: str) -> Filtered:
    return understand_filters(text, read(text), Meanings(VOCABULARY, Names(VOCABULARY), PRESENT))


def meant(text: str) -> list[tuple[str, list[str]]]:
    return [(each.filter.axis, sorted(each.values)) for each in understood(text).understood]


def words_of(text: str) -> list[str]:
    wanted = assemble(text, understood(text).parts).wanted
    return [" ".join(phrase.words) for group in wanted for phrase in group.typed]


@pytest.mark.parametrize(
    ("value", "years"),
    [
        ("2019", ("2019", "2019")),
        (" 2019..2022 ", ("2019", "2022")),
        ("2022-2019", ("2019", "2022")),
        ("2019 2022", ("2019", "2022")),
        ("2019..2019", ("2019", "2019")),
        ("2019…", ("2019", "")),
        ("..2019", ("", "2019")),
        ("2019?", ("2019", "2019")),
        ("(2019..),", ("2019", "")),
        ("..", None),
        ("soon", None),
        ("20199", None),
        ("", None),
    ],
)
def test_years_are_read_once_for_what_is_found_and_what_is_said(value: str, years: tuple[str, str] | None) -> None:
    assert read_years(value) == years


@pytest.mark.parametrize(
    ("text", "axis", "values"),
    [
        ("theme:listening", "theme", ["listening"]),
        ("theme:LISTENING", "theme", ["listening"]),
        ('theme:"Listening and being heard"', "theme", ["listening"]),
        ("theme:active-listening", "theme", ["listening"]),
        ("theme:SDS", "theme", ["person-led"]),
        ("outcome:SDS", "outcome", ["listened-to"]),
        ("theme:person-led", "theme", ["person-led"]),
        ('theme:"dan arweiniad"', "theme", ["person-led"]),
        ('role:"social workers"', "role", ["social-worker"]),
        ("sector:social-work", "sector", ["social-work"]),
        ("nation:Cymru", "nation", ["wales"]),
        ("nation:Gymru", "nation", ["wales"]),
        ("voice:staff", "voice", ["worker"]),
        ("kind:videos", "kind", ["video"]),
        ("type:film", "kind", ["video"]),
        ("kind:podcast", "kind", ["audio"]),
        ("language:Welsh", "language", ["cy"]),
        ("lang:gd", "language", ["gd"]),
        ("language:Gàidhlig", "language", ["gd"]),
        ("author:miller", "author", ["Emma Miller"]),
        ("by:Emma", "author", ["Emma Miller", "Emma Séan O'Neill"]),
        ("author:sean", "author", ["Emma Séan O'Neill"]),
        ("year:2019", "year", ["2019"]),
        ("year:2012..2019", "year", ["2012", "2019"]),
        ("year:2019..2012", "year", ["2012", "2019"]),
        ("year:2015-2025", "year", ["2019", "2021"]),
        ("year:2019..", "year", ["2019", "2021"]),
        ("year:..2019", "year", ["2012", "2019"]),
        ("year:1999", "year", ["1999"]),
    ],
)
def test_a_value_may_be_an_id_a_label_or_another_name(text: str, axis: str, values: list[str]) -> None:
    assert (meant(text), words_of(text), understood(text).misread) == ([(axis, values)], [], ())


def test_the_first_words_of_one_label_are_enough_but_not_of_two() -> None:
    assert meant('theme:"Led by the"') == [("theme", ["person-led"])]
    assert meant("theme:Led") == []


def test_a_value_goes_on_after_a_space_where_that_makes_it_known() -> None:
    assert (meant("role:social worker tea"), words_of("role:social worker tea")) == (
        [("role", ["social-worker"])],
        ["tea"],
    )
    assert (meant("theme:listening tea"), words_of("theme:listening tea")) == ([("theme", ["listening"])], ["tea"])
    assert meant("theme: listening and being heard") == [("theme", ["listening"])]


@pytest.mark.parametrize(
    ("text", "misread", "words"),
    [
        ("theme:gardening tea", ["theme:gardening"], ["gardening", "tea"]),
        ("author:nobody", ["author:nobody"], ["nobody"]),
        ("year:soon", ["year:soon"], ["soon"]),
        ("year:20", ["year:20"], ["20"]),
        ("kind:poem", ["kind:poem"], ["poem"]),
        ("language:French", ["language:French"], ["French"]),
        ("the third sector: what next", ["sector: what"], ["third", "sector", "next"]),
        ('role:"social butterfly"', ['role:"social butterfly"'], ["social", "butterfly"]),
    ],
)
def test_what_nobody_knows_is_looked_for_as_words(text: str, misread: list[str], words: list[str]) -> None:
    assert (meant(text), list(understood(text).misread), words_of(text)) == ([], misread, words)


def test_an_excluded_filter_that_nobody_knows_excludes_its_words() -> None:
    query = assemble("tea -theme:gardening", understood("tea -theme:gardening").parts)
    assert [phrase.words for phrase in query.unwanted] == [("gardening",)]
    assert [each.filter.excluded for each in understood("-theme:listening").understood] == [True]


def test_a_filter_says_where_it_stands() -> None:
    text = "tea role:social worker kind:video"
    assert [text[slice(*each.span)] for each in understood(text).understood] == ["role:social worker", "kind:video"]
