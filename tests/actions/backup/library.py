"""A library to back up, and keys that need no second of work to derive."""

from __future__ import annotations

from pathlib import Path

from pyrage import x25519

from library.actions.backup.key import BackupKey
from library.actions.backup.make import make_backup
from library.actions.backup.restore import RestoredBackup, RestoreOptions, restore_backup
from library.actions.library import Library
from library.actions.packs.lifecycle import start_pack
from library.model.pack import Pack
from tests.content.writing import PDF
from tests.making import Making

SECRET = x25519.Identity.generate()
KEY = BackupKey(public=SECRET.to_public(), secret=SECRET)
REPLACE = RestoreOptions(replace=True)


def fill(making: Making, words: str = "winter") -> str:
    """Write and publish two stories with a file, start a pack, and return its editing secret."""
    making.content.put("stories/leaflet.pdf", PDF + words.encode())
    making.write("one", f"One tells of {words}.\n", attachments="[{file: leaflet.pdf, title: Leaflet}]")
    making.write_told("two", f"Two tells of {words}.\n", "audience: public, uses: [print]")
    making.publish()
    return start_pack(making.library, Pack(title=words)).edit


def backed_up(making: Making, name: str = "a.backup") -> Path:
    """Back up, and return the file."""
    return make_backup(making.library, making.root / name, KEY).path


def restored(library: Library, path: Path, options: RestoreOptions = REPLACE) -> RestoredBackup:
    """Restore, whatever is there."""
    return restore_backup(library, path, KEY, options)


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
