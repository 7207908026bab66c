"""``library pin-links``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from library.actions.pin_links import pin_links as pin
from library.bootstrap import library_from_environment

if TYPE_CHECKING:
    from library.actions.pin_links import Pinned


@click.command("pin-links")
@click.option("--changed", is_flag=True, help="Also accept passages that were edited. Check your text first.")
def pin_links(*, changed: bool) -> None:
    """Record the words that collections link to, so that you notice edits."""
    click.echo(_said(pin(library_from_environment(), accept_changed=changed)))


def _said(done: Pinned) -> str:
    """Return which collections were written, and which words to read again."""
    lines = [f"Updated: {path}" for path in done.written]
    if not lines and not done.changed:
        lines.append("Everything is up to date.")
    if done.changed:
        lines += [str(mistake) for mistake in done.changed]
        lines.append("If your text still fits, run: library pin-links --changed")
    return "\n".join(lines)
