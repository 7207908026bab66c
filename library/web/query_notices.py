"""What the search page says about how a query was understood, and the searches it offers instead.

The action returns what was understood; this adds words and addresses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from babel.lists import format_list
from markupsafe import Markup, escape

from library.actions.find import FACET_AXES, SearchRequest
from library.web.labels import AXES, facet_value, term_words
from library.web.languages import locale, localised
from library.web.phrases import gettext
from library.web.search_page import Chip, address, without_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.actions.pages import TermCount
    from library.actions.search_notices import TypedFilter, Without
    from library.actions.search_results import SearchPage
    from library.model.vocabulary import Ambiguous, Term
    from library.search.filters import Years

# Values of one typed filter that are named; of a common first name there may be many.
MOST_VALUES = 3


@dataclass(frozen=True, slots=True)
class Alternative:
    """A search or page that a reader may want instead.

    Attributes:
        label: In words.
        address: Root-relative.
        count: Documents there, or ``None`` if they were not counted.
    """

    label: str
    address: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """A name that means different things.

    Attributes:
        name: As people type it.
        meanings: A search for each, in English, as in the vocabulary.
    """

    name: str
    meanings: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class QueryNotices:
    """What the page says above the results.

    Attributes:
        filters: Filters that were typed; may be empty.
        expanded: Terms that were searched for too, with the words that name them, without those that the whole query
            names; may be empty.
        nowhere: The typed words that no document has, as in a sentence; may be empty.
        doubts: Names that mean different things; may be empty.
        suggestion: A better query, or ``None``.
        corrected: The query that was answered instead of the typed one, or ``None``.
        as_typed: The address that searches for the typed words only.
        freely: The address that searches for other names and spellings too.
    """

    filters: tuple[Chip, ...]
    expanded: tuple[tuple[str, Alternative], ...]
    nowhere: str
    doubts: tuple[AmbiguousName, ...]
    suggestion: Alternative | None
    corrected: Alternative | None
    as_typed: str
    freely: str


def query_notices(asked: SearchRequest, found: SearchPage) -> QueryNotices:
    """Return what the page says about how a query was understood."""
    return QueryNotices(
        filters=tuple(
            Chip(each.axis, filter_words(each, found), _instead(asked, each.without)) for each in found.filters
        ),
        expanded=tuple((each.typed, _term(each.term)) for each in found.expanded_unnamed),
        nowhere=_one_of(f"“{words}”" for words in found.nowhere) if found.nowhere else "",
        doubts=tuple(_doubt(asked, each) for each in found.ambiguous),
        suggestion=Alternative(found.suggestion, _instead(asked, found.suggestion)) if found.suggestion else None,
        corrected=Alternative(found.corrected, _instead(asked, found.corrected)) if found.corrected else None,
        as_typed=address(replace(asked, as_typed=True, page=1)),
        freely=address(replace(asked, as_typed=False, page=1)),
    )


def filter_words(typed: TypedFilter, found: SearchPage) -> str:
    """Return a typed filter in words, such as *Video*, *not Video* or *from 2019 to 2022*."""
    if typed.years:
        words = _between(typed.years)
    else:
        words = _one_of(facet_value(typed.axis, value, found.vocabulary) for value in typed.values)
    if typed.axis == "author":
        words = gettext("by %(names)s", names=words)
    return gettext("not %(value)s", value=words) if typed.excluded else words


def ways_without(asked: SearchRequest, found: SearchPage) -> tuple[Alternative, ...]:
    """Return searches without one of the filters that give results; may be empty."""
    return tuple(_without(asked, found, each) for each in found.help.without) if found.help else ()


def near_terms(found: SearchPage) -> tuple[Alternative, ...]:
    """Return the terms with names like the typed words; may be empty."""
    return tuple(_term(each.term, each) for each in found.help.terms) if found.help else ()


def _instead(asked: SearchRequest, text: str) -> str:
    return address(replace(asked, text=text, page=1))


def _between(years: Years) -> str:
    """Return years as they were typed, because years without documents are meant as well."""
    first, last = years
    if not last:
        return gettext("from %(year)s onwards", year=first)
    if not first:
        return gettext("up to %(year)s", year=last)
    return first if first == last else gettext("from %(first)s to %(last)s", first=first, last=last)


def _one_of(values: Iterable[str]) -> str:
    """Return alternative values as in a sentence: *A, B or C*."""
    words = [str(escape(value)) for value in values]
    if len(words) > MOST_VALUES:
        words[MOST_VALUES:] = [str(escape(gettext("%(count)s more", count=len(words) - MOST_VALUES)))]
    return Markup(format_list(words, "or", locale()))  # noqa: S704 (each was escaped)


def _doubt(asked: SearchRequest, doubtful: Ambiguous) -> AmbiguousName:
    # Typed otherwise, such as in the plural, the name cannot be replaced in its place.
    name = re.search(rf"\b{re.escape(doubtful.name)}\b", asked.text, re.IGNORECASE)
    before, after = (asked.text[: name.start()], asked.text[name.end() :]) if name else ("", "")
    meanings = (Alternative(each, _instead(asked, f"{before}{each}{after}")) for each in doubtful.meanings)
    return AmbiguousName(doubtful.name, tuple(meanings))


def _without(asked: SearchRequest, found: SearchPage, each: Without) -> Alternative:
    if each.typed is None:
        (value,) = each.values
        label = facet_value(each.axis, value, found.vocabulary)
        return Alternative(label, without_value(asked, each.axis, value), each.count)
    typed = next(one for one in found.filters if one.without == each.typed)
    return Alternative(filter_words(typed, found), _instead(asked, each.typed), each.count)


def _term(term: Term, counted: TermCount | None = None) -> Alternative:
    """Return the link to a term: its page, or a search for its documents."""
    axis = term.axis.name.lower()
    if term.axis in AXES:
        place = localised(f"/{term.axis}/{term.id}")
    elif axis in FACET_AXES:
        place = address(SearchRequest(filters={axis: frozenset({term.id})}))
    else:
        place = address(SearchRequest(f"{axis}:{term.id}"))
    return Alternative(term_words(term), place, counted.count if counted else None)
