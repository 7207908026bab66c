"""Our own words below the web: said in the reader's language, and in English where nobody has translated them yet."""

from datetime import date

import pytest

from library.model.language import LANGUAGES
from library.translation import FOLDER, N_, Translator, has_words

UNKNOWN = "A sentence that no catalogue has, number %(number)s."


def test_a_translated_message_is_said_in_the_readers_language() -> None:
    welsh = Translator("cy")
    assert (welsh.gettext(N_("Themes")), welsh.language_of("Themâu")) == ("Themâu", "cy")


def test_a_message_without_a_translation_is_english_and_says_so() -> None:
    welsh = Translator("cy")
    said = welsh.gettext(UNKNOWN, number=4)
    assert (said, welsh.language_of(said)) == ("A sentence that no catalogue has, number 4.", "en")
    assert welsh.pgettext("somewhere", "Nowhere") == "Nowhere"
    assert welsh.ngettext("%(num)s unheard thing", "%(num)s unheard things", 2) == "2 unheard things"
    assert welsh.untranslated == ("2 unheard things", "A sentence that no catalogue has, number 4.", "Nowhere")


def test_what_one_translator_could_not_say_another_knows_to_be_english() -> None:
    welsh = Translator("cy")
    said = welsh.gettext(UNKNOWN, number=4)
    assert Translator("cy", welsh.untranslated).language_of(said) == "en"


def test_texts_put_together_are_english_only_where_all_of_them_are() -> None:
    welsh = Translator("cy")
    themes, unknown = welsh.gettext("Themes"), welsh.in_english("Unknown")
    assert welsh.language_of(welsh.joined(", ", ("", unknown, unknown))) == "en"
    assert welsh.language_of(welsh.joined(", ", (themes, unknown))) == "cy"


def test_numbers_of_things_follow_the_language() -> None:
    assert [Translator("cy").ngettext("%(num)s minute", "%(num)s minutes", count) for count in (1, 2, 5)] == [
        "1 munud",
        "2 funud",
        "5 munud",
    ]
    assert [Translator().ngettext("%(num)s minute", "%(num)s minutes", count) for count in (1, 2)] == [
        "1 minute",
        "2 minutes",
    ]


def test_days_follow_the_language() -> None:
    assert [Translator(code).day(date(2027, 5, 27)) for code in ("en", "cy")] == ["27 May 2027", "27 Mai 2027"]


@pytest.mark.parametrize("language", ["en", "gd"])
def test_a_language_without_a_catalogue_is_spoken_to_in_english(language: str) -> None:
    english = Translator(language)
    assert (english.language, english.gettext("Themes"), english.untranslated) == ("en", "Themes", ())
    assert english.language_of("Themes") == "en"


def test_every_catalogue_is_one_of_a_language_of_the_library() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} == {
        each for each in LANGUAGES if has_words(each)
    } - {"en"}
