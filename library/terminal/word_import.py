"""``library import`` of Word files: their reports, and where their drafts are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from library.actions.import_word import prepare_import, save_import, word_files
from library.bootstrap import library_from_environment
from library.content.changes import Effect
from library.content.mistakes import printable
from library.content.vocabulary import read_vocabulary
from library.errors import ImportRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from library.actions.library import Library
    from library.content.changes import Change
    from library.model.vocabulary import Vocabulary

_TITLES = {
    Effect.LEFT_OUT: "Left out. Readers will not see:",
    Effect.CHANGED: "Changed:",
    Effect.GUESSED: "Guessed. Please check:",
}
_NEXT = """\
Next: open the file in a text editor such as Notepad and follow the lines at its top.
Its name becomes the address of its page. If the name identifies someone, rename the file.
Then run: library check"""


def import_word(files: Sequence[Path], shelf: str, name: str, *, dry_run: bool) -> None:
    """Make drafts from Word files, or from all Word files in a folder.

    Args:
        files: Files and folders.
        shelf: ``stories`` or ``resources``.
        name: Of the draft, without ending; or empty to make one from its title.
        dry_run: Whether to report only.
    """
    found = list(word_files(files))
    if not found:
        raise ImportRefused("There are no Word files in this folder. Their names end in .docx.")
    if name and len(found) > 1:
        raise click.UsageError("Use --name with one Word file only.")
    library = library_from_environment()
    vocabulary = read_vocabulary(library.settings.content)
    done = [_import(library, vocabulary, file, shelf, name, dry_run=dry_run) for file in found]
    click.echo(_summary(done, dry_run=dry_run))
    if not all(done):
        click.get_current_context().exit(1)


def _import(library: Library, vocabulary: Vocabulary, file: Path, shelf: str, name: str, *, dry_run: bool) -> bool:
    """Import one file, with its report first; return whether that worked."""
    try:
        prepared = prepare_import(library, file, vocabulary, shelf, name)
        click.echo("\n".join([printable(file.name), *_report(prepared.draft.changes)]))
        if not dry_run:
            click.echo("\n".join(_saved(library, save_import(library, prepared))))
    except ImportRefused as error:
        click.echo(f"{printable(file.name)}\n  Not imported. {error}\n", err=True)
        return False
    click.echo("")
    return True


def _report(changes: Sequence[Change]) -> Iterator[str]:
    for effect, title in _TITLES.items():
        sentences = [change.sentence for change in changes if change.effect is effect]
        if sentences:
            yield f"  {title}"
            yield from (f"    - {sentence}" for sentence in sentences)


def _saved(library: Library, paths: Sequence[str]) -> Iterator[str]:
    *pictures, draft = paths
    yield f"  Saved: {library.settings.content / draft}"
    yield from (f"  Saved: {library.settings.content / picture}" for picture in pictures)


def _summary(done: Sequence[bool], *, dry_run: bool) -> str:
    count, failed = sum(done), len(done) - sum(done)
    files = "1 Word file" if count == 1 else f"{count} Word files"
    lines = [f"{files} read. Nothing was saved." if dry_run else f"{files} imported."]
    if failed:
        lines.append(f"{failed} not imported. The reason is after the name of the file.")
    return "\n".join([*lines, *([_NEXT] if count and not dry_run else [])])
