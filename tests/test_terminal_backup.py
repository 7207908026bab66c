"""``library backup`` and ``library restore``: what they say, where the key comes from, and how they end."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from library.terminal.main import main
from tests.actions.backup.library import SECRET, fill
from tests.making import Making

PASSPHRASE = "correct horse battery staple"


class Terminal:
    """A terminal with a library."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def places(self) -> dict[str, str]:
        """Return the environment that names the folders."""
        return {"LIBRARY_CONTENT": str(self.root / "content"), "LIBRARY_DATA": str(self.root / "data")}

    def says(self, *arguments: str | Path, **settings: str) -> tuple[int, str, str]:
        """Run a command and return exit code, output and errors."""
        result = CliRunner().invoke(main, [*map(str, arguments)], env=self.places | settings)
        return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def making(tmp_path: Path) -> Making:
    """A published library."""
    making = Making(tmp_path / "old")
    fill(making)
    making.library.close()
    return making


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """A file with a secret key, as ``age-keygen`` writes it."""
    path = tmp_path / "key.txt"
    path.write_text(f"# created: 2026-11-29T08:00:00Z\n{SECRET}\n")
    return path


def test_backup_and_restore_say_what_they_did_and_what_to_do_next(
    making: Making, key_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.backup"
    (making.root / "content/stories/link.pdf").symlink_to("/etc/hosts")
    code, output, errors = Terminal(making.root).says("backup", path, LIBRARY_BACKUP_KEY=str(SECRET.to_public()))
    assert (code, output) == (
        0,
        f"Backed up: 4 files of content, the records and the secret key. {path} "
        f"({path.stat().st_size / 1_000_000:.1f} MB)\n",
    )
    assert errors == (
        "Left out: stories/link.pdf: Put the file or folder itself there: this is a link, and what it leads to was "
        "not backed up.\n"
    )
    new = Terminal(tmp_path / "new")
    code, output, errors = new.says("restore", path, "--key-file", key_file, "--dry-run")
    assert (code, output.endswith(" MB) is complete. Nothing was restored.\n"), errors) == (0, True, "")
    code, output, errors = new.says("restore", path, "--key-file", key_file)
    lines = output.splitlines()
    assert (code, errors, len(lines)) == (0, "", 3)
    assert lines[0].endswith("is restored. The site shows it after: library publish")
    assert lines[1].startswith("Before you publish, repeat every withdrawal, restriction and deletion since ")
    assert lines[2].endswith("Remove again anyone who has left since.")
    assert new.says("publish")[0] == 0
    code, output, errors = new.says("restore", path, "--key-file", key_file)
    assert (code, output, errors.startswith("Restore into an empty library, or add --replace.")) == (1, "", True)


def test_a_restore_lists_what_stays_and_what_is_left_out(making: Making, key_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    terminal = Terminal(making.root)
    terminal.says("backup", path, "--key-file", key_file)
    making.write_told("two", status="withdrawn")
    making.delete("one")
    terminal.says("publish")
    code, output, errors = terminal.says(
        "restore", path, "--key-file", key_file, "--replace", LIBRARY_SECRET_KEY="another"
    )
    (before,) = (making.root / "data").glob("before-restore-*.backup")
    assert (code, errors) == (0, "")
    assert output.splitlines()[1:-2] == [
        f"What was here before is in {before}. Delete that file when you no longer need it.",
        "Kept as they are now, because they changed or the backup would show more:",
        "  stories/two.md",
        "Left out, because they were deleted since the backup (to restore them: --with-deleted):",
        "  stories/one.md",
    ]
    assert output.splitlines()[-1].startswith("LIBRARY_SECRET_KEY is not the key in the backup.")


def test_without_a_key_and_without_anyone_to_ask_nothing_is_backed_up(making: Making, tmp_path: Path) -> None:
    code, output, errors = Terminal(making.root).says("backup", tmp_path / "a.backup")
    assert (code, output) == (1, "")
    assert errors == "Set LIBRARY_BACKUP_KEY, or add --key-file. The backup needs a passphrase or key.\n"
    assert not (tmp_path / "a.backup").exists()


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "No such file or directory"), (b"\xff\xfe\x00", "it is not text")]
)
def test_a_key_file_that_cannot_be_read_is_named(
    making: Making, tmp_path: Path, content: bytes | None, reason: str
) -> None:
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(content)
    code, _, errors = Terminal(making.root).says("backup", tmp_path / "a.backup", "--key-file", path)
    assert (code, errors) == (1, f"Check --key-file. {path} cannot be read: {reason}.\n")


def test_a_short_passphrase_is_refused_for_a_backup(making: Making, tmp_path: Path) -> None:
    code, _, errors = Terminal(making.root).says("backup", tmp_path / "a.backup", LIBRARY_BACKUP_KEY="secret")
    assert (code, errors) == (
        1,
        "Use a passphrase of at least 16 characters for backups, such as five random words.\n",
    )


def test_a_passphrase_is_asked_for_twice_and_not_shown(making: Making, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "library.terminal", "backup", str(tmp_path / "a.backup")]
    process = subprocess.Popen(
        command, env=os.environ | Terminal(making.root).places, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs
    )
    os.close(theirs)
    seen = b""
    for question in (b"Passphrase for the backup: ", b"Repeat for confirmation: "):
        while question not in seen:
            seen += os.read(ours, 1_000)
        os.write(ours, f"{PASSPHRASE}\n".encode())
    output, _ = process.communicate()
    os.close(ours)
    assert process.returncode == 0
    assert output.startswith(b"Backed up: ")
    assert PASSPHRASE.encode() not in seen + output
    code, said, _ = Terminal(tmp_path / "new").says(
        "restore", tmp_path / "a.backup", "--dry-run", LIBRARY_BACKUP_KEY=PASSPHRASE
    )
    assert (code, said.endswith("is complete. Nothing was restored.\n")) == (0, True)
