"""Our words in the reader's language, for pages, files and the terminal, with Python's ``gettext``.

The catalogues are in ``translations/``. A message without a translation stays in English and is never left out.
``Translator.language_of`` then tells the file to mark it as English, for screen readers.
"""

from __future__ import annotations

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

FOLDER = Path(__file__).parent / "translations"
DOMAIN = "messages"

# The language of messages, and of everything without a translation.
ENGLISH = "en"


def N_(message: str) -> str:  # noqa: N802 - the name in gettext's manual, which extraction knows
    """Mark a message that is translated later, such as one in a table; return it unchanged."""
    return message


@cache
def has_words(language: str) -> bool:
    """Return whether at least some of our words are translated into a language."""
    return language == ENGLISH or (FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.mo").is_file()


class Translator:
    """Translates our words for one reader, and remembers which of them stayed in English.

    Attributes:
        language: The reader's; English if none of our words are in theirs.
    """

    def __init__(self, language: str = ENGLISH, untranslated: Iterable[str] = ()) -> None:
        """Begin.

        Args:
            language: A code of ``library.model.language``.
            untranslated: What an earlier translator for the same reader left in English.
        """
        self.language = language if has_words(language) else ENGLISH
        self._catalogue = catalogue(self.language)
        self._untranslated = set(untranslated)

    @property
    def untranslated(self) -> tuple[str, ...]:
        """Return what stayed in English for lack of a translation, sorted; empty for a reader of English."""
        return tuple(sorted(self._untranslated))

    def gettext(self, message: str, **values: object) -> str:
        """Return a message in the reader's language.

        Args:
            message: In English, with placeholders such as ``%(day)s``.
            values: The values of the placeholders.
        """
        return self._said(self._catalogue.gettext(message), message, values)

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """Return a message with several meanings; the context says which."""
        return self._said(self._catalogue.pgettext(context, message), message, values)

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """Return a message about a number of things; the number also fills ``%(num)s``."""
        found = self._catalogue.ngettext(one, many, count)
        # A compiled catalogue holds the English forms in place of those that are missing.
        return self._said("" if found in {one, many} else found, one if count == 1 else many, {"num": count, **values})

    def day(self, value: date) -> str:
        """Return a date such as ``27 May 2027``."""
        from babel.dates import format_date  # noqa: PLC0415 - publishing names no day

        return format_date(value, "d MMMM y", self.language)

    def in_english(self, text: str) -> str:
        """Return a text unchanged, and remember that it is English."""
        if self.language != ENGLISH:
            self._untranslated.add(text)
        return text

    def joined(self, between: str, parts: Iterable[str]) -> str:
        """Return the parts that are not empty as one text, which is English if all of them are."""
        there = [part for part in parts if part]
        text = between.join(there)
        return self.in_english(text) if self._untranslated.issuperset(there) else text

    def language_of(self, text: str) -> str:
        """Return the language of a text of ours: the reader's, unless it stayed in English."""
        return ENGLISH if text in self._untranslated else self.language

    def _said(self, found: str, message: str, values: dict[str, object]) -> str:
        text = found or message
        said = text % values if values else text
        return said if found else self.in_english(said)


class _Nothing(NullTranslations):
    """Answers for messages without a translation."""

    def gettext(self, message: str) -> str:
        del message
        return ""

    def pgettext(self, context: str, message: str) -> str:
        del context, message
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        del msgid1, msgid2, n
        return ""


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the translations into a language; each is empty where there is none."""
    if language == ENGLISH:
        return _Nothing()
    found = translation(DOMAIN, FOLDER, [language])
    found.add_fallback(_Nothing())
    return found
