"""Our own words in the page's language. Without a translation they stay in English, and HTML says so.

A screen reader needs to know which words of a Welsh page are English (WCAG 3.1.2). So a phrase is a plain string
everywhere except in HTML, which shows it as ``<span lang="en">…</span>``. Attributes, titles and options cannot contain
elements: templates write ``|plain`` there, and ``tests/web/test_phrases.py`` checks every template for that.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from flask import g
from markupsafe import Markup, escape

from library.translation import Translator
from library.web.languages import words_language

if TYPE_CHECKING:
    from collections.abc import Mapping


class Phrase(str):
    """A message of ours with its values: a string in itself, and in HTML marked with its language."""

    __slots__ = ("_foreign", "_html", "_message", "_values")

    _foreign: str
    _html: Markup | None
    _message: str
    _values: Mapping[str, object]

    def __new__(cls, message: str, foreign: str, values: Mapping[str, object]) -> Phrase:
        """Fill in the values.

        Args:
            message: As it is said, with places such as ``%(day)s`` if there are values.
            foreign: The language that the message is in, if it is not the page's; otherwise empty.
            values: What goes into the places; in HTML each is escaped, or shows its own markup.
        """
        said = message % {name: plain(value) for name, value in values.items()} if values else message
        phrase = super().__new__(cls, said)
        phrase._foreign, phrase._message, phrase._values = foreign, message, values
        phrase._html = None
        return phrase

    def filled(self, values: Mapping[str, object]) -> Phrase:
        """Return the phrase with values in its places."""
        return Phrase(self._message, self._foreign, values)

    def __html__(self) -> Markup:
        """Return what HTML shows."""
        if self._html is None:
            self._html = self._marked()
        return self._html

    def _marked(self) -> Markup:
        # Values without markup are escaped together with the message: a third of the time.
        has_markup = any(hasattr(value, "__html__") for value in self._values.values())
        html = escape(self._message) % self._values if has_markup else escape(str(self))
        return in_language(self._foreign, html) if self._foreign else html


class LazyPhrase:
    """A message of a table, which is said in the language of the page that shows it."""

    __slots__ = ("_message",)

    def __init__(self, message: str) -> None:
        self._message = message

    @property
    def phrase(self) -> Phrase:
        """Return the message in the page's language."""
        return gettext(self._message)

    def __str__(self) -> str:
        return str(self.phrase)

    def __html__(self) -> Markup:
        """Return what HTML shows."""
        return self.phrase.__html__()

    def __mod__(self, values: Mapping[str, object]) -> Phrase:
        return gettext(self._message, **values)


def gettext(message: str, **values: object) -> Phrase:
    """Return a message in the page's language, or in English.

    Args:
        message: In English, with named places such as ``%(day)s``.
        values: What goes into the places.
    """
    phrase = constant_phrase(words_language(), message)
    return phrase.filled(values) if values else phrase


# A page says a hundred and fifty messages, most of them in each of its entries.
@lru_cache(maxsize=4_096)
def constant_phrase(language: str, message: str) -> Phrase:
    """Return a message without values in a language, or in English."""
    translator = Translator(language)
    said = translator.gettext(message)
    return Phrase(said, _foreign(translator, said), {})


def ngettext(one: str, many: str, count: int) -> Phrase:
    """Return a message about a number of things, which also fills ``%(num)s``."""
    translator = _translator()
    said = translator.ngettext(one, many, count)
    return Phrase(said, _foreign(translator, said), {})


def lazy_gettext(message: str) -> LazyPhrase:
    """Return a message that is translated whenever it is shown."""
    return LazyPhrase(message)


def in_language(language: str, words: str) -> Markup:
    """Return words in an element that says their language; ``Markup.format`` would take four times as long."""
    return Markup(f'<span lang="{escape(language)}">{escape(words)}</span>')  # noqa: S704 (escaped)


def plain(words: object) -> str:
    """Return words without markup, for places that hold no elements: an attribute, a title, an option, JSON."""
    return words.striptags() if isinstance(words, Markup) else str(words)


def _foreign(translator: Translator, said: str) -> str:
    """Return the language of a message if it is not the page's, otherwise an empty string."""
    language = translator.language_of(said)
    return "" if language == translator.language else language


def _translator() -> Translator:
    """Return this request's translator, made once, because a page needs about a hundred sentences."""
    translator: Translator | None = g.get("translator")
    if translator is None:
        translator = g.translator = Translator(words_language())
    return translator
