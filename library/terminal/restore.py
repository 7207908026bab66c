"""``library restore``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from library.actions.backup.key import read_key
from library.actions.backup.restore import RestoreOptions, check_backup, restore_backup
from library.bootstrap import library_from_environment
from library.terminal.backup_key import key_file, key_text
from library.terminal.counts import megabytes
from library.terminal.progress import show_progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from library.actions.backup.archive import About
    from library.actions.backup.restore import RestoredBackup


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@key_file
@click.option("--dry-run", is_flag=True, help="Check every file in the backup. Restore nothing.")
@click.option("--replace", is_flag=True, help="Replace the library that is here. It is backed up first.")
@click.option("--no-backup", is_flag=True, help="With --replace: do not back it up first.")
@click.option("--with-deleted", is_flag=True, help="With --replace: also restore documents that were deleted since.")
def restore(
    file: Path, key_file: Path | None, *, dry_run: bool, replace: bool, no_backup: bool, with_deleted: bool
) -> None:
    """Restore a library from a backup, after checking every file in it.

    Stop the site first, and start it after the next publish. If you interrupt a restore, the library is as before or as
    in the backup, never half of each.

    Everyone has to sign in again, and links to sign in and invitations no longer work. With --replace, real stories and
    everything that was withdrawn, restricted or deleted since the backup stay as they are now.

    Restore only backups that you trust. Anyone who has your public key can make one.

    Exit code 0: done. Exit code 1: nothing was restored, and standard error says why.
    """
    library = library_from_environment()
    key = read_key(key_text(key_file, library.settings.backup_key, is_new=False))
    with show_progress() as progress:
        if dry_run:
            said = _checked(check_backup(file, key, progress))
        else:
            options = RestoreOptions(replace, not no_backup, with_deleted)
            said = "\n".join(_restored(restore_backup(library, file, key, options, progress)))
    click.echo(said)


def _checked(about: About) -> str:
    return f"{_described(about)} is complete. Nothing was restored."


def _described(about: About) -> str:
    files = "1 file" if about.files == 1 else f"{about.files} files"
    return f"The backup of {_when(about)} ({files} of content, {megabytes(about.size)})"


def _when(about: About) -> str:
    return f"{about.made.day} {about.made:%B %Y, %H:%M} UTC"


def _restored(restored: RestoredBackup) -> Iterator[str]:
    about, decisions = restored.about, restored.decisions
    yield f"{_described(about)} is restored. The site shows it after: library publish"
    if restored.before:
        yield f"What was here before is in {restored.before}. Delete that file when you no longer need it."
    yield from _listed("Kept as they are now, because they changed or the backup would show more:", decisions.kept)
    yield from _listed("Left out, because the backup would show more than was agreed:", decisions.left_out)
    yield from _listed(
        "Left out, because they were deleted since the backup (to restore them: --with-deleted):", decisions.deleted
    )
    if restored.was_empty:
        yield (
            f"Before you publish, repeat every withdrawal, restriction and deletion since {_when(about)}. "
            "This backup does not know of them."
        )
    yield f"People, roles and passwords are those of {_when(about)}. Remove again anyone who has left since."
    if restored.key_is_set:
        yield (
            "LIBRARY_SECRET_KEY is not the key in the backup. With another key, authenticator apps no longer work. "
            "To use the one in the backup, remove that setting."
        )


def _listed(title: str, paths: Sequence[str]) -> Iterator[str]:
    if paths:
        yield title
        yield from (f"  {path}" for path in paths)
