"""Names of terms are found in every form of their own language, and by no word of another one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from library.content.vocabulary import read_vocabulary
from library.model.language import LANGUAGES
from library.model.vocabulary import Axis, Term, Vocabulary
from library.search.dictionary import lemma
from library.search.other_names import Names
from library.search.words import key

OWN_CONTENT = Path(__file__).parents[2] / "content"

# Of the dictionaries' words, the fast test asks one in so many: some 4,000 English, 10,000 Welsh and 1,600 Gaelic ones.
STRIDE = 40


@cache
def own_names() -> Names:
    return Names(read_vocabulary(OWN_CONTENT))


def dictionary(language: str) -> list[str]:
    """Return every word that the dictionary of a language has in small letters, sorted."""
    known = DefaultDictionaryFactory().get_dictionary(language)
    return sorted(word for word in known if word.islower() and word.replace("'", "").isalpha())


def found_by_form(language: str, stride: int) -> Iterator[tuple[str, str, str]]:
    """Give each word of a language that is another form of a name, the name and the name's language.

    A word that is written apart in the name, such as *casenote*, is the same one.
    """
    for word in islice(dictionary(language), 0, None, stride):
        for name in own_names().called([word]):
            if key("".join(name.words), "en") != key(word, "en"):
                yield word, " ".join(name.words), name.language or language_of(name.words)


def language_of(hidden: tuple[str, ...]) -> str:
    """Return the one language that can have given a hidden name its forms; empty for an English one."""
    if all(lemma(word.lower(), "en") for word in hidden):
        return ""
    return next((each for each in ("cy", "gd") if all(lemma(word.lower(), each) for word in hidden)), "")


def check_own_language(language: str, stride: int) -> None:
    for word, name, its_language in found_by_form(language, stride):
        known = [each for each in LANGUAGES if lemma(word, each)]
        assert its_language in known, f"{word}, {known}, is taken for {name}"
        assert its_language in {"cy", "gd"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_taken_for_a_name_in_another_language(language: str) -> None:
    check_own_language(language, STRIDE)


@pytest.mark.soak
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_whole_dictionary_is_taken_for_a_name_in_another_language(language: str) -> None:
    check_own_language(language, 1)


@pytest.mark.soak
def test_one_word_of_the_english_dictionary_is_a_form_of_a_welsh_name() -> None:
    # *lesion* is a Welsh plural of *lles*, too.
    assert [(word, name) for word, name, _ in found_by_form("en", 1)] == [("lesion", "lles")]


@pytest.mark.parametrize(
    "typed", "grapes rap rabbit hot got hung caraid caru nesaf estynnodd les work bride lead train cover gov".split()
)
def test_a_word_that_looks_like_a_mutated_english_name_is_no_name(typed: str) -> None:
    assert [name for name in own_names().called([typed]) if not name.language and language_of(name.words) == ""] == []


VOCABULARY = Vocabulary(
    (
        Term("strengths", Axis.THEME, {"en": "Strengths", "cy": "Cryfderau", "gd": "Neartan"}),
        Term("care", Axis.THEME, {"en": "Care", "gd": "Cùram"}, ("gofalwyr", "carers", "man", "NES")),
        Term("law", Axis.THEME, {"en": "Law"}, ("Deddf Gwasanaethau Cymdeithasol", "Estyn")),
    )
)


def meant(typed: str) -> list[str]:
    return [name.term.id for name in Names(VOCABULARY).called(typed.split())]


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("chryfderau", "strengths"),
        ("gryfder", "strengths"),
        ("ofalwyr", "care"),
        ("gofalwr", "care"),
        ("chùram", "care"),
        ("cùraim", "care"),
        ("curam", "care"),
        ("Ddeddf Gwasanaethau Cymdeithasol", "law"),
        ("carer", "care"),
        ("nes", "care"),
        ("estyn", "law"),
    ],
)
def test_a_name_is_found_in_every_form_of_its_language(typed: str, term: str) -> None:
    assert meant(typed) == [term]


@pytest.mark.parametrize("typed", ["caru", "fan", "nesaf", "estynnodd", "garer"])
def test_a_name_in_english_or_of_something_particular_has_no_celtic_forms(typed: str) -> None:
    assert meant(typed) == []


# Forms of nouns, verbs and adjectives in two treebanks that reach their word as a label, and all there are.
FOUND = {"cy": (2876, 3023), "gd": (1127, 1203)}


@pytest.mark.corpora
@pytest.mark.parametrize("language", FOUND)
def test_forms_that_people_wrote_reach_the_labels_they_are_forms_of(corpora: Path, language: str) -> None:
    with (corpora / "celtic" / f"{language}-form-lemma.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    pairs = [(row["form"], row["lemma"]) for row in rows if row["upos"] in {"NOUN", "VERB", "ADJ"}]
    labels = sorted({word for _, word in pairs if word.isalpha()})
    names = Names(Vocabulary(tuple(Term(word, Axis.THEME, {"en": "-", language: word}) for word in labels)))
    asked = [(form, word) for form, word in pairs if word.isalpha()]
    found = sum(any(name.term.id == word for name in names.called([form])) for form, word in asked)
    assert (found, len(asked)) >= FOUND[language]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("looked after", True),
        ("Looked-after children", True),
        ("look after", False),
        ("looking after", False),
        ("self directed supports", True),
        ("bereave", True),
    ],
)
def test_in_a_name_of_several_words_a_participle_is_typed_as_one(typed: str, found: bool) -> None:
    vocabulary = Vocabulary(
        (
            Term("care", Axis.CIRCUMSTANCE, {"en": "Care experience"}, ("looked after", "looked after children")),
            Term("led", Axis.THEME, {"en": "Person-led"}, ("self-directed support", "bereaved")),
        )
    )
    assert bool(Names(vocabulary).called(typed.replace("-", " ").split())) == found
