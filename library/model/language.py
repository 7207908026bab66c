"""The languages of the library: the one place that lists them.

A language more is a row here. What each language needs beside it (common words, word forms, translations) stands where
that is used, in tables by code; ``tests/test_languages.py`` says of each which languages it has to cover.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language that documents and the site's own words may be in.

    Attributes:
        code: ISO 639-1.
        name: In English.
        own_name: In itself.
        tag: With its country, as office programs and locales know it (BCP 47).
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
        """Return everything that people call it, its code included."""
        return (self.code, self.name, self.own_name, *self.also)


ENGLISH = Language("en", "English", "English", "en-GB", also=("Saesneg", "Beurla"))
WELSH = Language("cy", "Welsh", "Cymraeg", "cy-GB", celtic=True, also=("Cuimris",))
GAELIC = Language("gd", "Scottish Gaelic", "Gàidhlig", "gd-GB", celtic=True, also=("Gaelic", "Gaeleg"))

BY_CODE = {each.code: each for each in (ENGLISH, WELSH, GAELIC)}

# Codes: all of them, English first; and those of Celtic languages.
LANGUAGES = tuple(BY_CODE)
CELTIC = frozenset(code for code, each in BY_CODE.items() if each.celtic)

# What the site is written in, and what everything falls back to.
SOURCE = ENGLISH.code
