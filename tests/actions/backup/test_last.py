"""The last backup and the last restore are known, whatever happens to the small file that says so."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from library.actions.backup.last import last_backups
from library.model.audit import Action
from library.model.backups import Backups
from library.storage.audit import AuditLog
from library.storage.last_backups import record_backup, record_restore
from tests.actions.backup.library import backed_up, fill, restored
from tests.making import Making, library_at

MADE = datetime(2026, 11, 29, 3, 0, 5, tzinfo=UTC)
RESTORED = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)


def test_a_library_that_was_never_backed_up_says_so(tmp_path: Path) -> None:
    assert last_backups(library_at(tmp_path)) == Backups(None, None, None)


def test_the_last_backup_and_the_last_restore_are_recorded_apart(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.settings.data.mkdir()
    record_backup(library.settings.data, RESTORED)
    record_restore(library.settings.data, RESTORED, MADE)
    assert last_backups(library) == Backups(RESTORED, RESTORED, MADE)
    record_backup(library.settings.data, MADE)
    assert last_backups(library) == Backups(MADE, RESTORED, MADE)
    assert (library.settings.data / "backups.json").stat().st_mode & 0o777 == 0o600


def test_the_audit_log_says_that_a_backup_was_made_and_restored(making: Making) -> None:
    fill(making)
    log = AuditLog(making.library.database)
    restored(making.library, backed_up(making))
    assert [line.action for line in log.lines()] == [Action.BACKUP_RESTORED]
    backed_up(making)
    assert [line.action for line in log.lines()] == [Action.BACKUP_MADE, Action.BACKUP_RESTORED]


def test_a_damaged_note_of_the_last_backup_says_nothing(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    library.settings.data.mkdir()
    (library.settings.data / "backups.json").write_text('{"made": "yester')
    assert last_backups(library) == Backups()
