"""Where a passphrase or key for backups comes from: a file, a setting, or a question; never an argument.

Everyone on the computer can read the arguments of a command.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from library.errors import BackupError

key_file = click.option(
    "--key-file",
    type=click.Path(path_type=Path),
    help="File with the passphrase or age key. Default: LIBRARY_BACKUP_KEY, or ask.",
)


def key_text(file: Path | None, setting: str, *, is_new: bool) -> str:
    """Return the passphrase or key.

    Args:
        file: Where it is, or ``None``.
        setting: The value of ``LIBRARY_BACKUP_KEY``.
        is_new: Whether to ask twice, so that a mistyped passphrase is noticed before it is needed.

    Raises:
        BackupError: There is none, and nobody to ask.
    """
    if file is not None:
        return _read(file)
    if setting:
        return setting
    if not sys.stdin.isatty():
        raise BackupError("Set LIBRARY_BACKUP_KEY, or add --key-file. The backup needs a passphrase or key.")
    asked: str = click.prompt("Passphrase for the backup", hide_input=True, confirmation_prompt=is_new, err=True)
    return asked


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise BackupError(f"Check --key-file. {file} cannot be read: {reason}.") from error
