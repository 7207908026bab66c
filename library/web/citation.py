"""Citations of documents, which quote none of their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.model.attribution import maker, outside_source, year_made
from library.web.formatting import day, today
from library.web.labels import kind_words
from library.web.page_metadata import absolute
from library.web.phrases import gettext

if TYPE_CHECKING:
    from datetime import date

    from library.model.document import Document


def citation(document: Document, on: date | None = None) -> str:
    """Return a one-line citation of a document, with its address here and the day it was read.

    Args:
        document: What to name. A fictional one is called so.
        on: The day it was read; today if ``None``.
    """
    words: dict[str, object] = {
        "title": document.title,
        "year": year_made(document) or gettext("no date"),
        "kind": kind_words(document.kind, document.provenance),
        "address": absolute(document.url),
        "day": day(on or today()),
    }
    who = maker(document)
    if source := outside_source(document):
        words["source"] = source
        return _elsewhere(who, words)
    if who:
        return gettext(
            "%(who)s (%(year)s) ‘%(title)s’ [%(kind)s]. Commonplace. %(address)s (accessed %(day)s).",
            who=who,
            **words,
        )
    return gettext("‘%(title)s’ (%(year)s) [%(kind)s]. Commonplace. %(address)s (accessed %(day)s).", **words)


def _elsewhere(who: str, words: dict[str, object]) -> str:
    if who:
        return gettext(
            "%(who)s (%(year)s) ‘%(title)s’ [%(kind)s]. %(source)s. Found in Commonplace, %(address)s (accessed "
            "%(day)s).",
            who=who,
            **words,
        )
    return gettext(
        "‘%(title)s’ (%(year)s) [%(kind)s]. %(source)s. Found in Commonplace, %(address)s (accessed %(day)s).", **words
    )
