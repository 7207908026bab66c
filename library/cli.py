"""The terminal door: ``library <command>``, one action each.

Exit 0: done. Exit 1: the content or the request is wrong, one line each on standard error. Exit 2: used wrongly.
"""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from library.actions.check import check as check_content
from library.actions.contract import search_answer
from library.actions.find import FACET_AXES, SearchRequest, find
from library.actions.missed import list_missed
from library.actions.publish import publish as publish_content
from library.bootstrap import library_from_environment
from library.errors import CatalogueUnavailable, LibraryError, NothingPublished
from library.model.missed import FLOOR_DAYS
from library.model.viewer import ANYBODY
from library.model.vocabulary import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.progress import TaskID

    from library.actions.library import Library
    from library.actions.progress import Progress, Stage
    from library.actions.publish import Published
    from library.actions.views import SearchPage, Share


class Failing(click.Group):
    """A group whose commands end with exit code 1 and a sentence where the library says no."""

    def invoke(self, context: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(context)
        except LibraryError as error:
            click.echo(str(error), err=True)
            context.exit(1)


@click.group(cls=Failing)
@click.version_option(package_name="commonplace")
def main() -> None:
    """Commonplace: a library of stories, videos and guidance about what matters to people."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--publish", "fresh", is_flag=True, help="Publish first, even if something is published.")
def serve(host: str, port: int, *, fresh: bool) -> None:
    """Serve the library. Publishes first if nothing is published."""
    # The web is loaded by the one command that needs it: publishing waits 0.3 s less.
    from library.web.serving import serve_site, site_of  # noqa: PLC0415

    library = library_from_environment()
    if fresh or not _is_published(library):
        _say(_publish(library, rebuild=False, allow_removals=False))
    click.echo(f"Commonplace is at http://{host}:{port}/ (stop it with Ctrl-C)")
    serve_site(site_of(library), host, port)


@main.command()
def check() -> None:
    """Report every mistake in the content folder; change nothing."""
    library = library_from_environment()
    with _progress() as progress:
        count = check_content(library, progress)
    click.echo(f"{count} documents, no mistakes.")


@main.command()
@click.option("--rebuild", is_flag=True, help="Build everything anew beside the old state, then swap.")
@click.option("--allow-removals", is_flag=True, help="Allow over half of the documents to go.")
def publish(*, rebuild: bool, allow_removals: bool) -> None:
    """Bring catalogue and index up to the content folder."""
    _say(_publish(library_from_environment(), rebuild=rebuild, allow_removals=allow_removals))


@main.command()
@click.argument("words", nargs=-1)
@click.option("--page", default=1, show_default=True, type=click.IntRange(1), help="Which ten results.")
@click.option("--sort", default="relevance", show_default=True, type=click.Choice(["relevance", "newest", "title"]))
@click.option("--json", "as_json", is_flag=True, help="Answer as /search.json does.")
@click.option("--filter", "filters", multiple=True, metavar="AXIS=VALUE", help="Narrow, such as theme=listening.")
@click.option("--passages", is_flag=True, help="The best passages of all documents.")
@click.option("--as-typed", is_flag=True, help="Look for nothing but the words as typed.")
@click.option("--explain", is_flag=True, help="Say which words in which fields gave what.")
@click.option("--missed", is_flag=True, help="List what was looked for on three days or more and hardly found.")
def search(
    words: Sequence[str], *, as_json: bool, passages: bool, filters: Sequence[str], missed: bool, **options: Any
) -> None:
    """Search what everybody may see."""
    if missed:
        _say_missed(alone=not words and not filters, as_json=as_json)
        return
    view = "passages" if passages else "documents"
    request = SearchRequest(" ".join(words), _filters(filters), view=view, **options)
    answer = find(library_from_environment(), ANYBODY, request)
    if answer.search_down:
        raise LibraryError("Search is not available now. Run: library publish")
    click.echo(_as_json(answer) if as_json else _as_text(answer))


def _filters(filters: Sequence[str]) -> dict[str, frozenset[str]]:
    chosen: dict[str, frozenset[str]] = {}
    for each in filters:
        axis, equals, value = each.partition("=")
        if not equals or axis not in FACET_AXES:
            raise click.UsageError(f"--filter is AXIS=VALUE, where AXIS is one of {', '.join(FACET_AXES)}.")
        chosen[axis] = chosen.get(axis, frozenset()) | {value}
    return chosen


def _as_text(page: SearchPage) -> str:
    lines = [f"{page.total} found{' (some of the words)' if page.relaxed else ''}, page {page.page} of {page.pages}"]
    lines += _understood(page)
    for result in page.results:
        lines += ["", f"{result.card.title} ({result.card.kind}, {result.card.provenance})", f"  {result.card.url}"]
        lines += [f"  {snippet.text}\n    {snippet.url}" for snippet in result.snippets]
        lines += [f"  Some of it stands under a content note: {note.label('en')}." for note in result.noted]
        lines += [f"  {share.score:8.3f}  {_share(share)}" for share in result.shares]
    for passage in page.passages:
        card = passage.card
        lines += ["", f"{passage.snippet.text}", f"  {card.title} ({card.kind}, {card.provenance})"]
        lines += [f"    {passage.snippet.url}"]
    return "\n".join(lines)


def _understood(page: SearchPage) -> Iterator[str]:
    """Give a line for each thing that was understood otherwise than it was typed."""
    if page.corrected:
        yield f"Nothing was found for {page.query}. These are for: {page.corrected}"
    if page.suggestion:
        yield f"Did you mean: {page.suggestion}"
    for expansion in page.expanded:
        yield f"Also looked for: {expansion.term.label('en')} ({expansion.typed}). Without it: --as-typed"
    for name in page.ambiguous:
        yield f"{name.name} can mean: {'; '.join(name.meanings)}"
    for each in page.filters:
        yield f"{'Not ' if each.excluded else ''}{each.axis}: {', '.join(each.values)}"
    for text in page.misread:
        yield f"{text} is no filter that is known here: its words were looked for."
    if page.help:
        yield from (f"Without {each.axis} {', '.join(each.values)}: {each.count}" for each in page.help.without)
        yield from (f"Perhaps: {near.term.label('en')} ({near.count})" for near in page.help.terms)


def _share(share: Share) -> str:
    if not share.words:
        return "nearness of the words to one another"
    found_as = f" as {', '.join(share.found_as)}" if share.found_as else ""
    added = " (added)" if share.added else ""
    return f"{share.words}{added}{found_as} in {', '.join(share.fields) or 'the index'}"


def _as_json(page: SearchPage) -> str:
    def label(axis: str, value: str) -> str:
        term = page.vocabulary.get(Axis[axis.upper()], value) if axis.upper() in Axis.__members__ else None
        return term.label("en") if term else value

    return json.dumps(search_answer(page, label), ensure_ascii=False, indent=2)


def _say_missed(*, alone: bool, as_json: bool) -> None:
    if not alone:
        raise click.UsageError("--missed takes no words and no --filter.")
    searches = list_missed(library_from_environment())
    listed = [{"words": each.words, "days": each.days, "last_day": str(each.last_day)} for each in searches]
    lines = [f"{each.words}: on {each.days} days, last on {each.last_day}" for each in searches]
    none = f"No search that found little was made on {FLOOR_DAYS} days or more."
    answer = {"floor_days": FLOOR_DAYS, "missed": listed}
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2) if as_json else "\n".join(lines) or none)


def _is_published(library: Library) -> bool:
    try:
        library.view(ANYBODY)
    except (NothingPublished, CatalogueUnavailable):
        return False
    return True


def _publish(library: Library, *, rebuild: bool, allow_removals: bool) -> Published:
    with _progress() as progress:
        return publish_content(library, rebuild=rebuild, allow_removals=allow_removals, progress=progress)


def _say(published: Published) -> None:
    done = "built anew" if published.rebuilt else f"{published.changed} changed, {published.removed} removed"
    click.echo(f"{published.documents} documents published: {done}.")


@contextmanager
def _progress() -> Iterator[Progress]:
    """Give something to tell progress to: a bar on a terminal, nothing in a pipe."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bar:
        tasks: dict[Stage, TaskID] = {}

        def note(stage: Stage, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage.value, total=total)
            bar.update(tasks[stage], completed=done)

        yield note


if __name__ == "__main__":
    main()
