"""The languages of the library: the one place that lists them.

To add a language, add a row here. What else it needs (common words, word forms, translations) is where it is used, in
tables by code; ``tests/test_languages.py`` says which languages each table has to cover.
"""

from __future__ import annotations

from dataclasses import dataclass

from library.translation import N_


@dataclass(frozen=True, slots=True)
class Language:
    """A language for documents and for the site's own words.

    Attributes:
        code: ISO 639-1.
        name: In English; translated where it is used.
        own_name: In itself.
        tag: With its country, for office programs and locales (BCP 47).
        celtic: Whether its words change at their beginning, and may have hyphens inside.
        also: What else people call it, in any language.
    """

    code: str
    name: str
    own_name: str
    tag: str
    celtic: bool = False
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name for it, including its code."""
        return (self.code, self.name, self.own_name, *self.also)


ENGLISH = Language("en", N_("English"), "English", "en-GB", also=("Saesneg", "Beurla"))
WELSH = Language("cy", N_("Welsh"), "Cymraeg", "cy-GB", celtic=True, also=("Cuimris",))
GAELIC = Language("gd", N_("Scottish Gaelic"), "Gàidhlig", "gd-GB", celtic=True, also=("Gaelic", "Gaeleg"))

BY_CODE = {each.code: each for each in (ENGLISH, WELSH, GAELIC)}

# Codes: all of them, English first; and those of Celtic languages.
LANGUAGES = tuple(BY_CODE)
CELTIC = frozenset(code for code, each in BY_CODE.items() if each.celtic)

# What search calls every other language, whose words are searched as they are (BCP 47: undetermined).
OTHER = "und"
SEARCHED = (*LANGUAGES, OTHER)

# The language that the site is written in, and that it falls back to.
SOURCE = ENGLISH.code


def passage_language(tag: str) -> str:
    """Return what a passage's language is called: our code for it, such as ``en`` for ``en-GB``, otherwise its tag."""
    primary = tag.partition("-")[0]
    return primary if primary in BY_CODE else tag


def search_language(language: str) -> str:
    """Return the language whose rules search applies to a passage: its own if it is one of ours."""
    return language if language in BY_CODE else OTHER
