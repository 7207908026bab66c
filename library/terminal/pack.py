"""``library pack``: check packs, save their files, delete unused packs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from library.actions.packs.entered_code import MOST_ENTERED, code_entered
from library.actions.packs.expiry import clean
from library.actions.packs.files import FILES, make_file, offered_files
from library.actions.packs.recall import check_code
from library.actions.packs.usable import has_evidence, usable_items
from library.actions.whole_files import write_file
from library.bootstrap import library_from_environment
from library.errors import LibraryError, NotFound, Refused
from library.model.characters import clean as clean_text
from library.model.language import LANGUAGES, SOURCE
from library.model.refusal import SENTENCES, Refusal, sentence
from library.model.viewer import ANYBODY
from library.terminal.progress import progress_bar
from library.translation import Translator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.actions.library import Library
    from library.actions.packs.files import MadeFile
    from library.actions.packs.recall import CheckedFiles
    from library.model.pack import StoredPack

EXAMPLE = "A code looks like 7KQM-2F9T-XBRCE."


@click.group()
def pack() -> None:
    """Check packs, save their files, and delete unused packs."""


@pack.command("check")
@click.argument("code")
def check_pack(code: str) -> None:
    """Check that everything in a pack can still be used. Exits with 1 if anything must be left out."""
    said, all_usable = _checked(library_from_environment(), code)
    click.echo(said)
    if not all_usable:
        click.get_current_context().exit(1)


@pack.command("export")
@click.argument("code")
@click.option(
    "--folder",
    default=".",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to save the files in.",
)
@click.option(
    "--file", "names", multiple=True, metavar="NAME", help="Save only this file, such as slides.pptx. Repeat for more."
)
@click.option(
    "--language",
    default=SOURCE,
    show_default=True,
    type=click.Choice(LANGUAGES),
    help="Language of headings and labels. Documents are not translated.",
)
def export_pack(code: str, folder: Path, names: Sequence[str], language: str) -> None:
    """Save the files of a pack, with the facilitator’s notes."""
    library = library_from_environment()
    stored = _pack(library, code)
    wanted = _wanted(library, stored, names)
    written = _write(library, stored, folder, wanted, language)
    with progress_bar() as bar:
        for path in bar.track(written, total=len(wanted), description="Writing"):
            click.echo(str(path))


@pack.command("clean")
def clean_packs() -> None:
    """Delete packs that nobody has opened for a year."""
    deleted = clean(library_from_environment())
    click.echo(f"Deleted {deleted} {'pack' if deleted == 1 else 'packs'} that nobody had opened for a year.")


def _checked(library: Library, code: str) -> tuple[str, bool]:
    """Report what can no longer be used in the files with a code.

    Returns:
        The report, and whether everything can still be used.

    Raises:
        LibraryError: There is no such pack.
    """
    try:
        found = check_code(library, code)
    except NotFound as error:
        raise _no_pack(code) from error
    if not found.not_fine:
        return f"All {found.files[0].total} items can still be used.", True
    return "\n".join(line for files in found.not_fine for line in _not_fine(library, files)), False


def _wanted(library: Library, stored: StoredPack, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the files to write; if none is given, all that have something in them.

    Raises:
        LibraryError: One of the names is not a file.
    """
    unknown = [name for name in names if name not in FILES]
    if unknown:
        raise LibraryError(f"Choose from: {', '.join(FILES)}. There is no file {unknown[0]}.")
    items = usable_items(library.view(ANYBODY), stored.pack)
    return tuple(names or (each.name for each in offered_files(has_evidence=has_evidence(items))))


def _write(library: Library, stored: StoredPack, folder: Path, names: Sequence[str], language: str) -> Iterator[Path]:
    """Write files of a pack one by one, each whole or not at all.

    Raises:
        LibraryError: A file cannot be made or written.
    """
    for name in names:
        made = _made(library, stored, name, language)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_file(folder / made.name, made.body)
            yield folder / made.name
        except OSError as error:
            raise LibraryError(
                f"Check that you can write to {folder}. {made.name} could not be saved: {error.strerror}."
            ) from error


def _made(library: Library, stored: StoredPack, name: str, language: str) -> MadeFile:
    try:
        return make_file(library, stored, name, language, with_notes=True)
    except Refused as refused:
        raise LibraryError(SENTENCES[Refusal(refused.reason)]) from refused


def _not_fine(library: Library, files: CheckedFiles) -> Iterator[str]:
    made = f", files made on {files.made_on.isoformat()}" if files.made_on else ""
    numbers = {each.number for each in files.leave_out}
    yield f"{files.code}{made}: {len(numbers)} of {files.total} items can no longer be used."
    for each in files.leave_out:
        instead = (
            f" Use instead: {each.instead.title}, {library.settings.url}{each.instead.url}" if each.instead else ""
        )
        yield f"  {sentence(Translator(), each.reason, each.number)}{instead}"


def _pack(library: Library, entered: str) -> StoredPack:
    try:
        stored = library.records.pack_with_code(code_entered(library, entered).code)
    except NotFound:
        stored = None
    if stored is None:
        raise _no_pack(entered)
    return stored


def _no_pack(entered: str) -> LibraryError:
    if len(entered) > MOST_ENTERED:
        return LibraryError(f"This is too long to be a code: it has over {MOST_ENTERED} characters. {EXAMPLE}")
    return LibraryError(f"Check the code {' '.join(clean_text(entered).split())}. No pack has it. {EXAMPLE}")
