"""The commands. Each module is imported when its command runs, so publishing does not wait for the website's code."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

import click

from library.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Iterator

# How many objects more than before a command has when garbage is collected; Python's 700 are soon there, and a small
# publish among 10,000 documents makes 230,000.
_ALLOCATIONS = 1_000_000

# Command → module of this package, which has a command with the module's name.
COMMANDS = {
    "backup": "backup",
    "check": "check",
    "export": "export",
    "import": "import_files",
    "pack": "pack",
    "person": "person",
    "pin-links": "pin_links",
    "publish": "publish",
    "restore": "restore",
    "search": "search",
    "serve": "serve",
    "transcript": "transcript",
    "work": "work",
}


class Commands(click.Group):
    """A group that loads its commands when they run. A command that fails ends with exit code 1 and says why."""

    def list_commands(self, context: click.Context) -> list[str]:  # noqa: ARG002 - click gives it
        """Return the names of all commands, in the order in which help lists them."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:  # noqa: ARG002 - click gives it
        """Return a command, or ``None`` if there is none with that name."""
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"library.terminal.{COMMANDS[name]}"), COMMANDS[name])
        return command

    def invoke(self, context: click.Context) -> object:
        """Run a command."""
        try:
            with _few_collections():
                return super().invoke(context)
        except LibraryError as error:
            click.echo("\n".join([str(error), *getattr(error, "__notes__", ())]), err=True)
            context.exit(1)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Collect garbage seldom: a command ends soon, and what it loads stays. A small publish takes a sixth less.

    A server collects as usual again (``warm_up``).
    """
    usual = gc.get_threshold()
    gc.set_threshold(_ALLOCATIONS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@click.group(cls=Commands)
@click.version_option(package_name="commonplace")
def main() -> None:
    """Commonplace: a library of stories, videos and guidance about what matters to people."""
