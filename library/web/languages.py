"""The language of a page, which depends only on the address, never on a cookie or the browser's settings.

English is at ``/…``, another language at ``/cy/…`` or ``/gd/…`` if ``LIBRARY_LANGUAGES`` includes it. A language can be
switched on before its words are translated. Then its addresses and its vocabulary labels work, the page's own words
stay English, and the page says so.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from flask import g, request

from library.model.language import BY_CODE, SOURCE
from library.translation import Translator, has_words
from library.web.request_context import current_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

# Catalogues that no speaker of the language has checked yet; their pages have a notice.
UNCHECKED = frozenset({"cy"})


@dataclass(frozen=True, slots=True)
class Twin:
    """The same page in one interface language.

    Attributes:
        code: Of the language.
        name: The name of the language, in that language.
        path: Root-relative, without query.
        here: Whether it is the current page.
    """

    code: str
    name: str
    path: str
    here: bool


def page_language() -> str:
    """Return the code of the language that this request's address asks for."""
    return _spoken().page


def words_language() -> str:
    """Return the language that the page's own words are actually in."""
    return _spoken().words


@dataclass(frozen=True, slots=True)
class _Spoken:
    page: str
    words: str


# While a page is rendered: a page needs its language four hundred times, and Flask's ``g`` takes six times as long.
_rendered: ContextVar[_Spoken | None] = ContextVar("_rendered", default=None)


@contextmanager
def cached_language() -> Iterator[None]:
    """Keep the languages of this request in a context variable while its page is rendered."""
    before = _rendered.set(_spoken())
    try:
        yield
    finally:
        _rendered.reset(before)


def _spoken() -> _Spoken:
    """Return the languages of this request."""
    spoken: _Spoken | None = _rendered.get() or g.get("spoken")
    if spoken is None:
        first = request.path.split("/", 2)[1]
        page = first if first != SOURCE and first in current_settings().languages else SOURCE
        spoken = g.spoken = _Spoken(page, page if has_words(page) else SOURCE)
    return spoken


def translator() -> Translator:
    """Return what says the words of the layers below in this request's language."""
    return Translator(words_language())


def locale() -> str:
    """Return Babel's British locale for the language of the page's own words."""
    return BY_CODE[words_language()].tag.replace("-", "_")


def prefix(language: str) -> str:
    """Return the prefix of addresses in a language; empty for English."""
    return "" if language == SOURCE else f"/{language}"


def localised(path: str) -> str:
    """Return the address of a page in this request's language.

    Args:
        path: Root-relative and English, as from actions; may have a query and a fragment.
    """
    return prefix(page_language()) + path


def this_path() -> str:
    """Return this page's own address as a browser may read it: root-relative, without query, percent-encoded."""
    return _this_page()[0]


def this_query() -> str:
    """Return this page's query as a browser may read it, with its question mark; empty if there is none."""
    return _this_page()[1]


def _this_page() -> tuple[str, str]:
    """Return path and query of this page, cached because a list has them in a form for each passage."""
    here: tuple[str, str] | None = g.get("this_page")
    if here is None:
        pairs = list(request.args.items(multi=True)) if request.url_rule else []
        here = g.this_page = quote(request.path), f"?{urlencode(pairs)}" if pairs else ""
    return here


def twins() -> tuple[Twin, ...]:
    """Return this page in every language that is switched on, English first; never empty.

    An unknown address has no twin: then these are the home pages, so that the address is not repeated.
    """
    here = page_language()
    english = (this_path().removeprefix(prefix(here)) or "/") if request.url_rule else "/"
    spoken = (BY_CODE[code] for code in current_settings().languages)
    return tuple(Twin(each.code, each.own_name, prefix(each.code) + english, each.code == here) for each in spoken)
