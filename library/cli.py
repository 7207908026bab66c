"""The terminal door: ``library <command>``, one action each.

Exit 0: done. Exit 1: the content or the request is wrong, one line each on standard error; or something in a pack must
be left out. Exit 2: used wrongly.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from library import checking_in_terminal as terminal
from library.actions.check import check as check_content
from library.actions.ending import can_be_served
from library.actions.keep import keep as keep_places
from library.actions.packs.expiry import clean_quietly
from library.actions.publish import count_by_status
from library.actions.publish import publish as publish_content
from library.bootstrap import data_is_read_only, library_from_environment
from library.errors import LibraryError
from library.model.document import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.progress import TaskID

    from library.actions.library import Library
    from library.actions.progress import Progress, Stage
    from library.actions.publish import Published


class Failing(click.Group):
    """A group whose commands end with exit code 1 and a sentence where the library says no."""

    def invoke(self, context: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(context)
        except LibraryError as error:
            click.echo("\n".join([str(error), *getattr(error, "__notes__", ())]), err=True)
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

    # Links that people keep and files take along begin with the address that is served, where nobody named another.
    library = library_from_environment({"LIBRARY_URL": _address(host, port)} | os.environ)
    if (fresh and not data_is_read_only(library.settings)) or not can_be_served(library):
        _say(library, _publish(library, rebuild=False, allow_removals=False))
    click.echo(f"Commonplace is at http://{host}:{port}/ (stop it with Ctrl-C)")
    serve_site(site_of(library), host, port)


@main.command()
@click.option("--coverage", is_flag=True, help="Count documents by theme and sector, role, voice and so on.")
@click.option("--json", "as_json", is_flag=True, help="The coverage, for a machine.")
def check(*, coverage: bool, as_json: bool) -> None:
    """Report every mistake in the content folder; change nothing."""
    library = library_from_environment()
    with _progress() as progress:
        checked = check_content(library, progress)
    if as_json:
        click.echo(terminal.coverage_as_json(checked.coverage))
        return
    click.echo(terminal.checked(checked))
    if coverage:
        click.echo(terminal.coverage(checked.coverage))


@main.command()
@click.option("--changed", is_flag=True, help="Let links stand for words that were changed; read them first.")
def keep(*, changed: bool) -> None:
    """Note in collections what stands at the places they link to."""
    click.echo(terminal.kept(keep_places(library_from_environment(), accept_changed=changed)))


@main.command()
@click.option("--rebuild", is_flag=True, help="Build everything anew beside the old state, then swap.")
@click.option("--allow-removals", is_flag=True, help="Allow over half of the documents to go.")
def publish(*, rebuild: bool, allow_removals: bool) -> None:
    """Bring catalogue and index up to the content folder."""
    library = library_from_environment()
    _say(library, _publish(library, rebuild=rebuild, allow_removals=allow_removals))


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
    # Loaded by the one command that needs it: publishing waits 0.1 s less.
    from library import searching_in_terminal as searching  # noqa: PLC0415

    library = library_from_environment()
    if missed:
        click.echo(searching.missed(library, alone=not words and not filters, as_json=as_json))
    else:
        view = "passages" if passages else "documents"
        click.echo(searching.answer(library, " ".join(words), filters, as_json=as_json, view=view, **options))


@main.group()
def pack() -> None:
    """Check packs, take them along as files, and delete those that nobody opens."""


@pack.command("check")
@click.argument("code")
def check_pack(code: str) -> None:
    """Say whether everything in a pack is still fine to use; exit with 1 where something must be left out."""
    from library import packing_in_terminal as packing  # noqa: PLC0415

    said, all_fine = packing.checked(library_from_environment(), code)
    click.echo(said)
    if not all_fine:
        click.get_current_context().exit(1)


@pack.command("export")
@click.argument("code")
@click.option(
    "--folder", default=".", show_default=True, type=click.Path(file_okay=False, path_type=Path), help="Where to."
)
@click.option("--file", "names", multiple=True, metavar="NAME", help="Only this file, such as slides.pptx.")
def export_pack(code: str, folder: Path, names: Sequence[str]) -> None:
    """Write the files of a pack, the facilitator's notes with them."""
    from library import packing_in_terminal as packing  # noqa: PLC0415

    wanted = packing.wanted(names)
    written = packing.write(library_from_environment(), code, folder, wanted)
    with _bar() as bar:
        for path in bar.track(written, total=len(wanted), description="Writing"):
            click.echo(str(path))


@pack.command("clean")
def clean_packs() -> None:
    """Delete packs that nobody opened for a year."""
    from library import packing_in_terminal as packing  # noqa: PLC0415

    click.echo(packing.cleaned(library_from_environment()))


def _address(host: str, port: int) -> str:
    """Return where a browser on this machine finds what is served at a host and a port."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - served there by whoever asked for it
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _publish(library: Library, *, rebuild: bool, allow_removals: bool) -> Published:
    try:
        with _progress() as progress:
            return publish_content(
                library, rebuild=rebuild, allow_removals=allow_removals, progress=progress, tell=click.echo
            )
    finally:
        clean_quietly(library)


def _say(library: Library, published: Published) -> None:
    counts = dict(count_by_status(library))
    shown, gone = (counts.pop(status, 0) for status in (Status.PUBLISHED, Status.WITHDRAWN))
    parts = [f"{shown} documents shown"]
    parts += [f"{gone} taken down"] if gone else []
    parts += [f"{waiting} not published yet"] if (waiting := sum(counts.values())) else []
    done = "built anew" if published.rebuilt else f"{published.changed} changed, {published.removed} removed"
    click.echo(f"{', '.join(parts)}; {done}.")


@contextmanager
def _progress() -> Iterator[Progress]:
    """Give something to tell progress to: a bar on a terminal, nothing in a pipe."""
    with _bar() as bar:
        tasks: dict[Stage, TaskID] = {}

        def note(stage: Stage, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage.value, total=total)
            bar.update(tasks[stage], completed=done)

        yield note


def _bar() -> Bar:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Bar(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True)


if __name__ == "__main__":
    main()
