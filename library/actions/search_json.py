"""The public contract of ``/search.json`` and ``library search --json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from library.model.document import Provenance

if TYPE_CHECKING:
    from collections.abc import Callable

    from library.actions.search_notices import Help
    from library.actions.search_results import Result, SearchPage, Snippet
    from library.model.vocabulary import Term

# The contract only grows, so the original key stays.
_FORMER = {Provenance.FICTIONAL: "invented"}


def search_answer(found: SearchPage, label: Callable[[str, str], str], path: str = "") -> dict[str, object]:
    """Return a page of results in the form that the contract promises.

    Args:
        found: The page.
        label: Returns the name of a facet's value, given axis and id.
        path: Of the site's address, before every address in the answer; empty at the root of its host.

    Returns:
        The contract's keys, with ``passages`` in the view of passages and ``shares`` if results are explained.
    """
    answer: dict[str, object] = {
        "query": found.query,
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "suggestion": found.suggestion or found.corrected,
        "corrected": found.corrected,
        "typed_total": found.typed_total,
        "relaxed": found.relaxed,
        "with_every_word": found.with_every_word,
        "contacts": [
            {"name": each.name, "phone": each.phone, "web": each.web, "about": each.about} for each in found.contacts
        ],
        "named": [
            {"sort": each.sort, "title": each.title, "url": path + each.url, "count": each.count}
            for each in found.named
        ],
        "expanded": [{"from": each.typed, "to": each.term.labels["en"]} for each in found.expanded],
        "nowhere": found.nowhere,
        "synonyms": [{"from": each.typed, "to": each.words} for each in found.synonyms],
        "ambiguous": [{"name": each.name, "meanings": each.meanings} for each in found.ambiguous],
        "filters": [
            {"axis": each.axis, "values": each.values, "words": each.words, "excluded": each.excluded}
            for each in found.filters
        ],
        "misread": found.misread,
        "help": _help(found.help, path) if found.help else None,
        "facets": {
            axis: [
                {"id": value.id, "label": label(axis, value.id), "count": value.count, "selected": value.selected}
                for value in values
            ]
            for axis, values in found.facets.items()
        },
        "results": [_result(result, path) for result in found.results],
    }
    if found.layout == "passages":
        answer["passages"] = [{"slug": each.card.slug, **_passage(each.snippet, path)} for each in found.passages]
    return answer


def _help(tried: Help, path: str) -> dict[str, object]:
    return {
        "looked_for": tried.looked_for,
        "only_signs": tried.only_signs,
        "words_apart": [{"words": each.words, "count": each.count} for each in tried.words_apart],
        "unfiltered": tried.unfiltered,
        "without": [
            {"axis": each.axis, "values": each.values, "query": each.typed, "count": each.count}
            for each in tried.without
        ],
        "terms": [{**_term(near.term), "count": near.count} for near in tried.terms],
        "collections": [{"title": each.title, "url": path + each.url} for each in tried.collections],
    }


def _term(term: Term) -> dict[str, object]:
    return {"axis": term.axis.name.lower(), "id": term.id, "label": term.labels["en"]}


def _result(result: Result, path: str) -> dict[str, object]:
    card = result.card
    shares = {"shares": [msgspec.to_builtins(share) for share in result.shares]} if result.shares else {}
    return {
        "slug": card.slug,
        "kind": card.kind,
        "title": card.title,
        "url": path + card.url,
        "summary": card.summary,
        "score": result.score,
        "provenance": _FORMER.get(card.provenance, card.provenance),
        "fictional": card.provenance is Provenance.FICTIONAL,
        "lacking": result.lacking,
        "passages": [_passage(each, path) for each in result.snippets],
        **shares,
    }


def _passage(snippet: Snippet, path: str) -> dict[str, object]:
    attachment = {"attachment": snippet.attachment, "page": snippet.page} if snippet.attachment else {}
    return {"text": snippet.text, "url": path + snippet.url, "marks": snippet.marks, **attachment}
