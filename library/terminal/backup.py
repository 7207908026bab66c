"""``library backup``."""

from __future__ import annotations

from pathlib import Path

import click

from library.actions.backup.key import key_to_encrypt
from library.actions.backup.make import make_backup
from library.bootstrap import library_from_environment
from library.terminal.backup_key import key_file, key_text
from library.terminal.counts import megabytes
from library.terminal.progress import show_progress


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@key_file
def backup(file: Path, key_file: Path | None) -> None:
    """Back up stories, packs, people and the secret key into one encrypted file.

    The site can run meanwhile. If FILE is a folder, the backup gets a name with date and time in it.

    The passphrase or key comes from --key-file, else from LIBRARY_BACKUP_KEY, else it is asked for. With a public key
    of age (age1…), this computer can make backups but not read them. Keep the passphrase or secret key elsewhere too:
    without it, nobody can restore a backup.

    Exit code 0: the backup is complete. Anything that could not be in it is on standard error. Exit code 1: there is no
    new backup, and standard error says why. An earlier backup of the same name is as it was.
    """
    library = library_from_environment()
    key = key_to_encrypt(key_text(key_file, library.settings.backup_key, is_new=True))
    with show_progress() as progress:
        made = make_backup(library, file, key, progress)
    for sentence in made.left_out:
        click.echo(f"Left out: {sentence}", err=True)
    files = "1 file" if made.files == 1 else f"{made.files} files"
    click.echo(f"Backed up: {files} of content, the records and the secret key. {made.path} ({megabytes(made.size)})")
