"""``library transcript``."""

from __future__ import annotations

from pathlib import Path

import click

from library.actions.whole_files import write_file
from library.content.file_types import captions_name
from library.content.transcripts.decoding import MAX_BYTES
from library.content.transcripts.reading import read_transcript
from library.errors import LibraryError


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write. Default: FILE.vtt."
)
def transcript(file: Path, output: Path | None) -> None:
    """Convert a transcript of any kind to WebVTT, and report every guess by line."""
    written = output or file.with_name(captions_name(file.name))
    _check(file, written, replaces=output is not None)
    read = read_transcript(_data(file), str(file))
    _write(written, read.captions)
    click.echo("\n".join([*map(str, read.advice), read.summary, f"Written: {written}"]))


def _check(file: Path, written: Path, *, replaces: bool) -> None:
    """Check that no file is lost.

    Raises:
        LibraryError: The output is the file itself, or exists and was not named.
    """
    if written.exists() and (written.samefile(file) or not replaces):
        raise LibraryError(f"Name another file to write, such as -o new.vtt. {written} would be replaced.")


def _data(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise LibraryError(f"{file} cannot be opened: {error.strerror}.") from error


def _write(file: Path, captions: bytes) -> None:
    try:
        write_file(file, captions)
    except OSError as error:
        raise LibraryError(f"{file} could not be written: {error.strerror}.") from error
