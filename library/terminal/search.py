"""``library search``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from library.actions.find import FACET_AXES, SearchRequest, find
from library.actions.missed_searches import list_missed
from library.actions.search_json import search_answer
from library.bootstrap import library_from_environment
from library.errors import LibraryError
from library.model.missed_search import FLOOR_DAYS
from library.model.viewer import ANYBODY
from library.model.vocabulary import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.actions.library import Library
    from library.actions.search_notices import Help
    from library.actions.search_results import SearchPage, Share, Snippet


@click.command()
@click.argument("words", nargs=-1)
@click.option("--page", default=1, show_default=True, type=click.IntRange(1), help="Page of results (10 on each page).")
@click.option("--sort", default="relevance", show_default=True, type=click.Choice(["relevance", "newest", "title"]))
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON, as /search.json gives them.")
@click.option("--filter", "filters", multiple=True, metavar="AXIS=VALUE", help="Filter, such as theme=listening.")
@click.option("--passages", is_flag=True, help="Show passages instead of documents.")
@click.option("--as-typed", is_flag=True, help="Search only for the words as typed.")
@click.option("--explain", is_flag=True, help="Show how each result was scored.")
@click.option("--missed", is_flag=True, help="List searches made on 3 or more days that found few or no results.")
def search(
    words: Sequence[str], *, as_json: bool, passages: bool, filters: Sequence[str], missed: bool, **options: Any
) -> None:
    """Search everything that is public."""
    library = library_from_environment()
    if missed:
        click.echo(_missed(library, alone=not words and not filters, as_json=as_json))
    else:
        layout = "passages" if passages else "documents"
        click.echo(_answer(library, " ".join(words), filters, as_json=as_json, layout=layout, **options))


def _answer(library: Library, text: str, filters: Sequence[str], *, as_json: bool, **options: Any) -> str:
    """Return the results of a search as the terminal shows them.

    Args:
        library: The opened library.
        text: The query.
        filters: Each ``AXIS=VALUE``.
        as_json: Whether a machine reads it.
        options: The other fields of a ``SearchRequest``.

    Raises:
        LibraryError: Search cannot answer now.
        UsageError: A filter is not valid.
    """
    page = find(library, ANYBODY, SearchRequest(text, _filters(filters), **options))
    if page.search_down:
        raise LibraryError("Search is not available. Run: library publish")
    return _as_json(page, library.settings.path) if as_json else _as_text(page)


def _missed(library: Library, *, alone: bool, as_json: bool) -> str:
    """Return the list of unsuccessful searches.

    Args:
        library: The library; nothing has to be published.
        alone: Whether no other option was given.
        as_json: Whether a machine reads it.

    Raises:
        UsageError: Another option was given.
    """
    if not alone:
        raise click.UsageError("Use --missed without words and without --filter.")
    searches = list_missed(library)
    if as_json:
        listed = [{"words": each.words, "days": each.days, "last_day": str(each.last_day)} for each in searches]
        return json.dumps({"floor_days": FLOOR_DAYS, "missed": listed}, ensure_ascii=False, indent=2)
    lines = [f"{each.words}: on {each.days} days, last on {each.last_day}" for each in searches]
    return "\n".join(lines) or "No unsuccessful searches to report."


def _filters(filters: Sequence[str]) -> dict[str, frozenset[str]]:
    chosen: dict[str, frozenset[str]] = {}
    for each in filters:
        axis, equals, value = each.partition("=")
        if not equals or axis not in FACET_AXES:
            raise click.UsageError(f"Write --filter AXIS=VALUE. AXIS is one of: {', '.join(FACET_AXES)}.")
        chosen[axis] = chosen.get(axis, frozenset()) | {value}
    return chosen


def _as_text(page: SearchPage) -> str:
    words = "this word" if page.has_one_word else "all the words"
    complete = f" ({page.with_every_word} with {words})" if page.some_lack_words else ""
    lines = [f"{page.total} found{complete}, page {page.page} of {page.pages}"]
    lines += _understood(page)
    for result in page.results:
        lines += ["", f"{result.card.title} ({result.card.kind}, {result.card.provenance})", f"  {result.card.url}"]
        lines += [f"  {snippet.text}\n    {_place(snippet)}" for snippet in result.snippets]
        lines += [f"  Missing: {', '.join(result.lacking)}"] if result.lacking else []
        lines += [f"  Part of this has a content note: {note.label('en')}." for note in result.noted]
        lines += [f"  {share.score:8.3f}  {_share(share)}" for share in result.shares]
    for passage in page.passages:
        card = passage.card
        lines += ["", f"{passage.snippet.text}", f"  {card.title} ({card.kind}, {card.provenance})"]
        lines += [f"    {_place(passage.snippet)}"]
    return "\n".join(lines)


def _place(snippet: Snippet) -> str:
    """Return the address of a passage, with the attachment and page that it is in."""
    page = f", page {snippet.page}" if snippet.page else ""
    return f"{snippet.url} ({snippet.attachment}{page})" if snippet.attachment else snippet.url


def _understood(page: SearchPage) -> Iterator[str]:
    """Yield a line for each part of the query that was understood differently from what was typed."""
    for named in page.named:
        sort = "Job role" if named.sort == "role" else named.sort.capitalize()
        yield f"{sort}: {named.title}{f' ({named.count})' if named.count else ''} {named.url}"
    if page.corrected:
        results = "1 result" if page.typed_total == 1 else f"{page.typed_total or 'No'} results"
        shown = "Showing results for" if page.total else "Also searched for"
        yield f"{results} for {page.query}. {shown}: {page.corrected}"
    if page.suggestion:
        yield f"Did you mean: {page.suggestion}"
    for expansion in page.expanded_unnamed:
        yield f"Also searched for: {expansion.term.label('en')} ({expansion.typed}). Without it: --as-typed"
    if page.nowhere:
        yield f"No story or resource uses {' or '.join(f'“{words}”' for words in page.nowhere)}."
    for also in page.synonyms:
        yield f"Also searched for: {', '.join(also.words)} ({also.typed}). Without it: --as-typed"
    if page.expanded and not (page.expanded_unnamed or page.synonyms):
        yield "Search only for the words as typed: --as-typed"
    for name in page.ambiguous:
        yield f"{name.name} can mean: {'; '.join(name.meanings)}"
    for each in page.filters:
        yield f"{'Not ' if each.excluded else ''}{each.axis}: {', '.join(each.values)}"
    for text in page.misread:
        yield f"{text} is not a filter, so its words were searched for."
    if page.help:
        yield from _to_try(page.help)


def _to_try(tried: Help) -> Iterator[str]:
    """Yield what may help after a search that found nothing."""
    if tried.only_signs:
        yield "There are no words to search for. Enter a word."
    for apart in tried.words_apart:
        yield f"Results for {apart.words}{' without quotation marks' if apart.unquoted else ''}: {apart.count}"
    yield from (f"Without {each.axis} {', '.join(each.values)}: {each.count}" for each in tried.without)
    yield from (f"Related: {near.term.label('en')} ({near.count})" for near in tried.terms)


def _share(share: Share) -> str:
    if not share.words:
        return "words close together" if share.score > 0 else "words under a content note"
    found_as = f" as {', '.join(share.found_as)}" if share.found_as else ""
    added = " (added)" if share.added else ""
    return f"{share.words}{added}{found_as} in {', '.join(share.fields) or 'the index'}"


def _as_json(page: SearchPage, path: str) -> str:
    def label(axis: str, value: str) -> str:
        term = page.vocabulary.get(Axis[axis.upper()], value) if axis.upper() in Axis.__members__ else None
        return term.label("en") if term else value

    return json.dumps(search_answer(page, label, path), ensure_ascii=False, indent=2)
