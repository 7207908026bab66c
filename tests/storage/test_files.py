"""Copies of files, kept by content."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from library.content.folder_files import FolderFiles
from library.content.header.named_files import copy_bytes
from library.errors import PublishError
from library.model.document import StoredFile
from library.storage.files import FileStore


def stored(content: Path, path: str, data: bytes) -> StoredFile:
    """Write a file and return how a document names it."""
    file = content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return StoredFile(file.name, path, len(data), sha256(data).hexdigest(), "application/pdf")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    """A store whose folder is not there yet."""
    return FileStore(tmp_path / "files")


def kept(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "files").glob("*/*"))


def test_a_file_is_kept_under_the_hash_of_its_content(store: FileStore, tmp_path: Path) -> None:
    large = bytes(range(256)) * 10_000  # more than is read at once
    file = stored(tmp_path / "content", "resources/a.pdf", large)
    store.keep(file, copy_bytes(FolderFiles(tmp_path / "content"), file))
    assert store.path(file).read_bytes() == large
    assert kept(tmp_path) == [file.sha256]


def test_a_file_that_is_kept_already_is_not_read_again(store: FileStore, tmp_path: Path) -> None:
    file = stored(tmp_path / "content", "resources/a.pdf", b"one")
    store.keep(file, copy_bytes(FolderFiles(tmp_path / "content"), file))
    (tmp_path / "content/resources/a.pdf").unlink()
    store.keep(file, copy_bytes(FolderFiles(tmp_path / "content"), file))
    assert store.path(file).read_bytes() == b"one"


def test_a_file_that_changed_or_went_is_not_kept(store: FileStore, tmp_path: Path) -> None:
    file = stored(tmp_path / "content", "resources/a.pdf", b"one")
    (tmp_path / "content/resources/a.pdf").write_bytes(b"two")
    with pytest.raises(PublishError, match=r"resources/a\.pdf changed while it was being published"):
        store.keep(file, copy_bytes(FolderFiles(tmp_path / "content"), file))
    (tmp_path / "content/resources/a.pdf").unlink()
    with pytest.raises(
        PublishError, match=r"Check resources/a\.pdf and .* could not be copied: No such file or directory"
    ):
        store.keep(file, copy_bytes(FolderFiles(tmp_path / "content"), file))
    assert kept(tmp_path) == []


def test_all_but_what_is_wanted_is_forgotten_with_what_was_left_half_done(store: FileStore, tmp_path: Path) -> None:
    assert store.delete_all_but(()) == 0
    files = [stored(tmp_path / "content", f"resources/{n}.pdf", str(n).encode()) for n in range(3)]
    for file in files:
        store.keep(file, copy_bytes(FolderFiles(tmp_path / "content"), file))
    store.path(files[0]).with_suffix(".99.new").write_bytes(b"half")
    assert store.delete_all_but({files[0].sha256}) == 3
    assert kept(tmp_path) == [files[0].sha256]
