"""What the vocabulary adds to a query: other names of what was typed, and nothing to what is quoted."""

import pytest

from library.model.vocabulary import Ambiguous, Axis, Term, Vocabulary
from library.search.expansion import Expanded, expand
from library.search.other_names import Names
from library.search.query import Phrase, Tagged, assemble
from library.search.query_reading import read

VOCABULARY = Vocabulary(
    (
        Term("person-led", Axis.THEME, {"en": "Led by the person"}, ("self-directed support", "SDS", "choice")),
        Term("policy", Axis.THEME, {"en": "Policy and law"}, ("GIRFE", "Getting it right for everyone")),
        Term("children", Axis.THEME, {"en": "Children"}, ("GIRFEC", "Getting it right for every child")),
        Term("strengths", Axis.THEME, {"en": "Strengths", "cy": "Cryfderau"}),
        Term("person", Axis.VOICE, {"en": "Person using support"}, ("service user", "client")),
        Term("wellbeing", Axis.OUTCOME, {"en": "Well-being (Welsh Act)"}, ("wellbeing", "well-being", "llesiant")),
        Term("partner", Axis.SECTOR, {"en": "Social care"}, ("HSCP", "Health and Social Care Partnership")),
        Term("sounds", Axis.THEME, {"en": "Sound and noise"}, ("hearing sounds",)),
        Term("grief", Axis.CONTENT_NOTE, {"en": "Death"}, ("grief",)),
        Term("hearing", Axis.THEME, {"en": "Being heard"}, ("being listened to",)),
    ),
    (Ambiguous("DST", ("digital storytelling", "decision support tool")),),
)

NAMES = Names(VOCABULARY)


def expanded(text: str) -> Expanded:
    return expand(text, read(text), NAMES)


def added(text: str) -> list[set[str]]:
    """Return what is added to each wanted group, written as ``theme:id`` or as words."""
    return [
        {f"{each.axis}:{each.term}" if isinstance(each, Tagged) else " ".join(each.words) for each in group.added}
        for group in assemble(text, expanded(text).parts).wanted
    ]


def told(text: str) -> list[tuple[str, str]]:
    return [(typed, term.id) for typed, term in expanded(text).terms]


SDS = {"theme:person-led", "Led by the person", "self directed support"}


def test_a_hidden_name_reaches_its_term_the_label_and_the_same_name_written_out() -> None:
    assert added("SDS") == [SDS]
    assert added("tea SDS budget") == [set(), SDS, set()]
    assert told("tea SDS budget") == [("SDS", "person-led")]


def test_other_words_for_a_term_will_do_but_not_the_names_of_particular_things() -> None:
    assert added("choice") == [{"theme:person-led", "Led by the person", "self directed support"}]
    assert added("client") == [{"voice:person", "Person using support", "service user"}]


def test_terms_with_the_same_label_are_told_once_and_both_searched() -> None:
    labels = {"en": "Domestic abuse"}
    terms = (
        Term("abuse", Axis.CIRCUMSTANCE, labels, ("battered wife",)),
        Term("abuse", Axis.CONTENT_NOTE, labels, ("battered wife",)),
    )
    found = expand("battered wife", read("battered wife"), Names(Vocabulary(terms)))
    assert [(typed, term.axis) for typed, term in found.terms] == [("battered wife", Axis.CIRCUMSTANCE)]
    tags = {each.axis for part in found.parts for each in part.added if isinstance(each, Tagged)}
    assert tags == {"circumstance", "content_note"}


def test_each_part_of_a_label_that_names_two_things_will_do() -> None:
    assert added("hearing sounds") == [{"theme:sounds", "hearing sounds", "Sound and noise", "Sound", "noise"}] * 2


def test_every_telling_word_of_a_name_takes_what_is_added_in_its_place() -> None:
    person = {"voice:person", "Person using support", "client"}
    assert added("service user") == [person | {"service user"}] * 2
    assert added("service users budget") == [person | {"service users"}] * 2 + [set()]
    assert added("being listened to") == [{"theme:hearing", "being listened to", "Being heard"}] * 2
    assert told("service users") == [("service users", "person")]


def test_punctuation_around_a_name_is_no_part_of_it() -> None:
    assert told("do you have anything on strengths?") == told("Strengths, (strengths)!") == []
    assert told("SDS, client; service users?") == [
        ("SDS", "person-led"),
        ("client", "person"),
    ]
    assert told("client/SDS") == [("client", "person"), ("SDS", "person-led")]
    assert told("the S.D.S. budget") == [("S.D.S", "person-led")]


def test_the_longest_name_is_meant() -> None:
    assert told("getting it right for every child") == [("getting it right for every child", "children")]


def test_names_that_look_alike_never_merge() -> None:
    assert added("GIRFE") == [{"theme:policy", "Policy and law", "Getting it right for everyone"}]
    assert added("girfec") == [{"theme:children", "Children", "Getting it right for every child"}]
    assert told("GIRFE GIRFEC") == [("GIRFE", "policy"), ("GIRFEC", "children")]


@pytest.mark.parametrize("typed", ["wellbeing", "well-being", "Well being", "llesiant"])
def test_spellings_and_languages_of_a_name_reach_one_term(typed: str) -> None:
    groups = added(typed)
    assert all("outcome:wellbeing" in group for group in groups)
    assert all({"wellbeing", "llesiant"} & (group | {typed}) for group in groups)


def test_a_name_in_hyphens_is_the_name_without_them() -> None:
    assert "well being" in added("wellbeing")[0]
    assert "wellbeing" in added("well-being")[0]


def test_letters_stand_for_words_with_small_words_or_without() -> None:
    assert "Health and Social Care Partnership" in added("HSCP")[0]
    assert "HSCP" in added("Health and Social Care Partnership")[0]


def test_a_label_in_any_language_reaches_the_others_and_is_told_of_where_it_is_another() -> None:
    assert added("Cryfderau") == [{"theme:strengths", "Strengths"}]
    assert told("Cryfderau") == [("Cryfderau", "strengths")]
    assert (added("strengths"), told("strengths")) == ([{"theme:strengths", "Cryfderau"}], [])


def test_a_label_in_another_language_reaches_the_parts_of_the_english_one() -> None:
    names = Names(Vocabulary((Term("s", Axis.THEME, {"en": "Strengths and assets", "cy": "Cryfderau"}),)))
    (part,) = expand("gryfderau", read("gryfderau"), names).parts
    assert {Phrase(("Strengths",)), Phrase(("assets",))} < set(part.added)


def test_a_mutated_label_reaches_its_term() -> None:
    assert told("chryfderau") == [("chryfderau", "strengths")]
    assert told("gryfderau") == [("gryfderau", "strengths")]


def test_what_is_quoted_or_excluded_is_left_as_it_is() -> None:
    assert (added('"SDS"'), told('"SDS"')) == ([set()], [])
    assert told("tea -SDS") == []


def test_each_of_words_joined_by_or_may_be_a_name() -> None:
    assert added("SDS OR tea") == [SDS]
    assert told("tea OR client") == [("client", "person")]


def test_an_ambiguous_name_is_said_to_be_so_and_nothing_is_chosen() -> None:
    answer = expanded("a DST please")
    assert [each.name for each in answer.ambiguous] == ["DST"]
    assert (added("a DST please"), answer.terms) == ([set(), set()], ())


def test_a_content_note_is_reached_by_a_part_of_its_label_or_another_name() -> None:
    names = Names(
        Vocabulary((Term("loss", Axis.CONTENT_NOTE, {"en": "Death and bereavement", "cy": "Galar"}, ("grief",)),))
    )
    for typed in ("bereavement", "grief", "alar"):
        (part,) = expand(typed, read(typed), names).parts
        assert Tagged("content_note", "loss") in part.added


def test_a_term_is_told_of_once() -> None:
    assert told("SDS choice") == [("SDS", "person-led")]
    assert Phrase(("Led", "by", "the", "person")) in expanded("SDS").parts[0].added


def test_nothing_is_added_to_nothing() -> None:
    assert expanded("") == Expanded((), (), ())
    assert expand("SDS", read("SDS"), Names(Vocabulary(()))).terms == ()
