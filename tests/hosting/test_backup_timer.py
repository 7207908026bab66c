"""The timer's backup: made while the site runs, without a question, and old ones deleted after it."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from pyrage import x25519

from library.actions.backup.key import BackupKey
from library.actions.backup.restore import check_backup
from library.actions.progress import silent
from tests.hosting.host import ROOT, Host, replaced, sample

UNIT = "commonplace-backup.service"
DAY = 24 * 60 * 60


def run(host: Host, key: str, public: str) -> subprocess.CompletedProcess[str]:
    environment = host.environment | {"LIBRARY_BACKUP_KEY": public, "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    command = host.command(UNIT, key)
    return subprocess.run(
        command, cwd=host.folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )


def test_the_backup_of_the_timer_asks_nothing_and_is_complete(host: Host) -> None:
    secret = x25519.Identity.generate()
    folder = host.folder / "backups"
    folder.mkdir()
    made = run(host, "ExecStart", str(secret.to_public()))
    assert (made.returncode, made.stderr) == (0, "")
    (backup,) = folder.iterdir()
    assert backup.stat().st_mode & 0o077 == 0
    assert check_backup(backup, BackupKey(secret=secret), silent).files > 0

    old, other = folder / "commonplace-20200101-020000.backup", folder / "notes.txt"
    for path in (old, other):
        path.write_bytes(b"x")
        os.utime(path, (time.time() - 40 * DAY,) * 2)
    assert run(host, "ExecStartPost", "").returncode == 0
    assert sorted(folder.iterdir()) == sorted([backup, other])


def test_the_wrapper_runs_a_command_with_the_settings_of_the_site(host: Host, tmp_path: Path) -> None:
    places = {
        "/etc/commonplace/environment": str(tmp_path / "environment"),
        "/var/lib/commonplace": str(host.folder),
        "runuser -u commonplace -- ": "",
        "/opt/commonplace/current/bin/library": host.command("commonplace-work.service")[0],
    }
    lines = [f'{name}="{value}"' for name, value in host.environment.items()]
    (tmp_path / "environment").write_text("\n".join(lines) + "\n")
    wrapper = tmp_path / "library"
    wrapper.write_text(replaced(sample("library"), places))
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    checked = subprocess.run(["sh", wrapper, "check"], env=environment, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert "No mistakes found" in checked.stdout
