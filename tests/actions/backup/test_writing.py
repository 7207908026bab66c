"""Drafts, histories and comments are in a backup, and a restore brings back nothing that was forgotten since."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from library.actions.backup.archive import About, Packed, pack
from library.actions.backup.content_files import list_content
from library.actions.backup.encryption import encrypt
from library.actions.backup.restore import RestoreOptions
from library.actions.library import Library
from library.actions.writing.forgetting import forget
from library.errors import BackupError
from library.model.revision import Change
from library.storage.records_copy import check_copy, copy_database
from library.storage.signing_key import secret_key
from library.storage.writing_database import WRITING
from tests.actions.backup.library import KEY as BACKUP_KEY
from tests.actions.backup.library import backed_up, restored
from tests.making import Making, library_at
from tests.storage.databases import address, postgresql

__all__ = ["address", "postgresql"]

KEY, KETTLE, NEW = "stories/key.md", "stories/kettle.md", "stories/new.md"
WORDS = "Words that only a draft holds"
NOON = 1_796_000_000


@pytest.fixture
def written(making: Making, address: str) -> Iterator[Making]:
    """A library that is being written in, with each kind of database."""
    if address.startswith("postgresql"):
        making.library.close()
        making.library = making.reopen(LIBRARY_DATABASE_URL=address)
    fill_writing(making)
    yield making
    making.library.close()


def fill_writing(making: Making) -> None:
    """Write in two documents that are published, and in one that has no file yet."""
    for path in (KEY, KETTLE):
        making.write(Path(path).stem, title=path)
    making.publish()
    for path in (KEY, KETTLE, NEW):
        write(making.library, path, "first")


def write(library: Library, path: str, words: str) -> None:
    """Save a draft and comment on it."""
    draft = library.drafts.start(path, b"as it was", "", 1, NOON)
    library.drafts.save(path, f"{WORDS}: {path}, {words}".encode(), draft.version, 1, "a", NOON)
    library.comments.add(path, f"{words} comment on {path}", 1, NOON)
    library.presence.note(path, 1, "a", NOON)
    library.uploads.add(path, "photo.jpg", words.encode())


def held(library: Library, path: str) -> tuple[str, int, int, int]:
    """The words of a draft, and how many revisions, comments and uploads its document has."""
    draft = library.drafts.at(path)
    words = draft.text.decode().rpartition(" ")[2] if draft else ""
    uploads = [file.read_bytes() for file in library.uploads.paths(path).values()]
    return words, len(library.revisions.of(path)), len(library.comments.of(path)), len(uploads)


def test_what_was_written_comes_back(written: Making) -> None:
    library = written.library
    path = backed_up(written)
    later = library.drafts.at(KEY)
    assert later is not None
    library.drafts.save(KEY, b"later", later.version, 1, "a", NOON)
    library.uploads.add(KEY, "later.jpg", b"later")
    restored(library, path)
    assert [held(library, each) for each in (KEY, KETTLE, NEW)] == [("first", 2, 1, 1)] * 3
    assert library.presence.on(KEY, NOON) == ()
    # It can be written on, and no id is used twice.
    write(library, KEY, "again")
    assert held(library, KEY) == ("again", 3, 2, 1)


def test_what_was_forgotten_since_does_not_come_back(written: Making) -> None:
    library = written.library
    path = backed_up(written)
    for each in (KEY, NEW):
        forget(library, each)
    # Published again, it has a history of its own.
    library.revisions.add(KEY, b"again", Change.REPUBLISHED, now=NOON)
    restored(library, path)
    assert held(library, KETTLE) == ("first", 2, 1, 1)
    assert held(library, NEW) == ("", 0, 0, 0)
    assert held(library, KEY)[1:] == (0, 0, 0)


def test_what_was_forgotten_comes_back_on_request(written: Making) -> None:
    path = backed_up(written)
    forget(written.library, KEY, NEW)
    restored(written.library, path, RestoreOptions(replace=True, with_deleted=True))
    assert [held(written.library, each) for each in (KEY, KETTLE, NEW)] == [("first", 2, 1, 1)] * 3


def test_nothing_of_a_document_that_was_withdrawn_comes_back_even_if_all_writing_was_lost(written: Making) -> None:
    library = written.library
    path = backed_up(written)
    written.write("key", title=KEY, status="withdrawn")
    written.delete("kettle")
    written.publish()
    forget(library, KEY, KETTLE, NEW)
    restored(library, path)
    assert [held(library, each) for each in (KEY, KETTLE, NEW)] == [("", 0, 0, 0), ("", 0, 0, 0), ("first", 2, 1, 1)]


def test_a_copy_of_the_records_has_no_word_of_a_story(written: Making, tmp_path: Path) -> None:
    library = written.library
    records = tmp_path / "copy"
    kind = "postgresql" if library.settings.database_url else "sqlite"
    copy_database(library.database, records)
    check_copy(kind, library.database.schema.head, records)
    copy_database(library.writing, tmp_path / "writing")
    check_copy(kind, library.writing.schema.head, tmp_path / "writing", WRITING)
    files = {each.name: each.read_bytes() for each in tmp_path.iterdir() if each.is_file()}
    mine = {name for name, data in files.items() if b"comment on stories" in data}
    assert mine == ({"writing.sql"} if kind == "postgresql" else {"writing"})


def test_drafts_alone_make_a_library(making: Making, tmp_path: Path) -> None:
    fill_writing(making)
    path = backed_up(making)
    other = library_at(tmp_path / "other")
    write(other, NEW, "mine")
    with pytest.raises(BackupError, match="add --replace"):
        restored(other, path, RestoreOptions())
    other.close()


def test_a_damaged_database_of_writing_is_replaced_only_without_a_backup_of_it(making: Making) -> None:
    fill_writing(making)
    path = backed_up(making)
    making.library.close()
    for each in (making.root / "data").glob("writing.sqlite*"):
        each.write_bytes(b"not a database at all" * 500)
    with pytest.raises(BackupError, match=r"add --no-backup"):
        restored(making.library, path)
    restored(making.library, path, RestoreOptions(replace=True, back_up=False))
    assert [held(making.library, each) for each in (KEY, KETTLE, NEW)] == [("first", 2, 1, 1)] * 3


def test_a_copy_in_a_backup_is_one_file_without_a_log(making: Making, tmp_path: Path) -> None:
    fill_writing(making)
    (tmp_path / "folder").mkdir()
    copy_database(making.library.writing, tmp_path / "folder/copy")
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["copy"]
    with closing(sqlite3.connect(tmp_path / "folder/copy")) as copy:
        assert copy.execute("SELECT count(*) FROM presence").fetchone() == (0,)


def test_a_backup_of_the_first_version_leaves_the_writing_that_is_there(making: Making, tmp_path: Path) -> None:
    fill_writing(making)
    records, key, path = tmp_path / "records", tmp_path / "key", tmp_path / "first.backup"
    revision = copy_database(making.library.database, records)
    key.write_text(secret_key(making.library.settings))
    own = [Packed(name, file, file.stat().st_size) for name, file in (("records.sqlite", records), ("secret_key", key))]
    content = list_content(making.root / "content").files
    with path.open("wb") as file:
        encrypt(
            pack(About(1, datetime.now(UTC), "sqlite", revision, len(content), 0), [*own, *content]), file, BACKUP_KEY
        )
    restored(making.library, path)
    assert [held(making.library, each) for each in (KEY, KETTLE, NEW)] == [("first", 2, 1, 1)] * 3
