"""Languages are declared once; every table by language covers those it has to."""

import re
from pathlib import Path

import pytest
from babel import Locale

from library.content.body import html_writer
from library.export.wording import language_words
from library.export.xml_text import language_tag
from library.model.language import BY_CODE, CELTIC, LANGUAGES, SOURCE
from library.model.vocabulary import Vocabulary
from library.search import dictionary, other_names, words
from library.search.filters import Meanings
from library.search.word_forms import keys
from library.settings import read_settings
from library.translation import Translator
from library.web import labels
from library.web.languages import UNCHECKED

LIBRARY = Path(__file__).parents[1] / "library"


def test_english_comes_first_and_everything_falls_back_to_it() -> None:
    assert (LANGUAGES, SOURCE) == (("en", "cy", "gd"), "en")
    assert frozenset({"cy", "gd"}) == CELTIC


@pytest.mark.parametrize(
    ("table", "covers"),
    [
        (words.COMMON, set(LANGUAGES)),
        (other_names._BETWEEN, set(LANGUAGES)),
        (labels.LANGUAGES, set(LANGUAGES)),
        (html_writer.BACK_TO_THE_TEXT, set(LANGUAGES)),
        (keys._FORMS, set(CELTIC)),
        (words._STEMMERS, set(LANGUAGES) - CELTIC),
    ],
    ids=["common words", "between names", "labels", "back to the text", "word forms", "stemmers"],
)
def test_each_table_by_language_has_a_row_for_every_language_that_needs_one(
    table: dict[str, object], covers: set[str]
) -> None:
    assert set(table) == covers


def test_no_module_but_the_one_that_declares_them_lists_them() -> None:
    listed = re.compile(r"""["']cy["']\s*,\s*["']gd["']""")
    assert [path.name for path in LIBRARY.rglob("*.py") if listed.search(path.read_text("utf-8"))] == []


def test_files_name_a_language_and_its_country_and_keep_a_code_that_nobody_knows() -> None:
    assert [language_words(Translator(), code) for code in (*LANGUAGES, "pl")] == [
        "English",
        "Welsh",
        "Scottish Gaelic",
        "pl",
    ]
    assert [language_tag(code) for code in (*LANGUAGES, "pl")] == ["en-GB", "cy-GB", "gd-GB", "pl"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_has_a_dictionary_and_a_locale_and_may_be_switched_on(code: str) -> None:
    assert dictionary.lemma("a", code) is not None
    assert Locale.parse(BY_CODE[code].tag, sep="-").language == code
    assert read_settings({"LIBRARY_LANGUAGES": f"en,{code}"}).languages == tuple(dict.fromkeys(("en", code)))


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_is_understood_in_a_query_by_everything_that_people_call_it(code: str) -> None:
    meanings = Meanings(Vocabulary(()), other_names.Names(Vocabulary(())), {})
    assert {name: meanings.of("language", name) for name in BY_CODE[code].names} == dict.fromkeys(
        BY_CODE[code].names, frozenset({code})
    )


def test_unchecked_translations_are_of_languages_that_there_are() -> None:
    assert set(LANGUAGES) >= UNCHECKED
