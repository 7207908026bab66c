"""The encrypted file of a backup: a tar file with an explanation, and what is secret in the format of age.

So a backup can be opened without the library, with ``tar`` and ``age`` (https://age-encryption.org/v1):

* ``READ-ME.txt`` says how.
* ``key.age`` is there if the backup has a passphrase: the secret key of ``backup.age``, encrypted with the passphrase.
  The format of age encrypts a stream to a key; a passphrase alone would need all of the backup in memory.
* ``backup.age`` is the backup.

The stream is authenticated 64 KB at a time and at its end, so nothing is read that was changed or cut off. A passphrase
also proves that its holder made the backup. A public key proves nothing: whoever has it can make a backup.
"""

from __future__ import annotations

import os
import tarfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from pyrage import DecryptError, EncryptError, decrypt_io, encrypt_io, x25519

from library.actions.backup.passphrase import decrypt_with_passphrase, encrypt_with_passphrase
from library.errors import BackupError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path
    from typing import BinaryIO

    from library.actions.backup.key import BackupKey

READ_ME, KEY, BODY = "READ-ME.txt", "key.age", "backup.age"
# A key file of age takes a few hundred bytes.
_LARGEST_KEY = 10_000
_STEP = 1 << 16
_EXPLANATION = b"""This is an encrypted backup of a Commonplace library. To restore it, run: library restore FILE

It can also be opened with tar and age (age-encryption.org).
With a passphrase:    tar xf FILE && age -d -i key.age backup.age | tar x
With a key of age:    tar xf FILE && age -d -i YOUR-KEY-FILE backup.age | tar x
"""


def encrypt(chunks: Iterable[bytes], file: BinaryIO, key: BackupKey) -> None:
    """Encrypt a stream into a file that can be read again from any place.

    Args:
        chunks: The stream, in pieces of any size; no more than two are in memory.
        file: Open for writing, empty.
        key: Has a passphrase or a public key.

    Raises:
        OSError: It cannot be written.
    """
    _add(file, READ_ME, _EXPLANATION)
    recipient = key.public
    if recipient is None:
        identity = x25519.Identity.generate()
        recipient = identity.to_public()
        _add(file, KEY, encrypt_with_passphrase(f"{identity}\n".encode(), key.passphrase))
    header = file.tell()
    file.write(_header(BODY, 0))
    reader, writer = _Reader(chunks), _Writer(file)
    try:
        encrypt_io(reader, writer, [recipient])
    except EncryptError:
        raise reader.error or writer.error or AssertionError from None
    size = file.tell() - header - tarfile.BLOCKSIZE
    file.write(_padding(size) + bytes(2 * tarfile.BLOCKSIZE))
    file.seek(header)
    file.write(_header(BODY, size))


def is_backup(path: Path) -> bool:
    """Return whether a file looks like a backup from outside."""
    try:
        with tarfile.open(path, "r:") as tar:
            return tar.next().name == READ_ME  # type: ignore[union-attr]  # an empty one raises an error
    except (tarfile.TarError, OSError):
        return False


@contextmanager
def decrypted(path: Path, key: BackupKey) -> Iterator[BinaryIO]:
    """Yield the stream that a file holds. The end of the block reads the rest and checks that nothing was cut off.

    Args:
        path: The file.
        key: Has a passphrase or a secret key.

    Raises:
        BackupError: It cannot be opened or is not a backup, the key is another one, or something in it was changed.
    """
    try:
        with path.open("rb") as file:
            identity, body = _parts(path, file, key)
            with _piped(path, identity, body) as plain:
                yield plain
    except OSError as error:
        if error.filename != str(path):
            raise
        raise BackupError(f"Check the name {path}. The backup cannot be opened: {error.strerror}.") from error


def damaged(path: Path) -> BackupError:
    """Return the error for a backup that is not whole."""
    return BackupError(
        f"Use another copy of {path}, or an earlier backup. This one is damaged or was cut off. Nothing was restored."
    )


def _parts(path: Path, file: BinaryIO, key: BackupKey) -> tuple[x25519.Identity, BinaryIO]:
    """Return the key of a backup and its encrypted stream."""
    try:
        with tarfile.open(fileobj=file, mode="r:") as tar:
            return _opened(path, tar, key, os.fstat(file.fileno()).st_size)
    except tarfile.TarError as error:
        raise (damaged(path) if is_backup(path) else _not_a_backup(path)) from error


def _opened(path: Path, tar: tarfile.TarFile, key: BackupKey, size: int) -> tuple[x25519.Identity, BinaryIO]:
    identity, part = key.secret, tar.next()
    if part is None or part.name != READ_ME:
        raise _not_a_backup(path)
    part = tar.next()
    if part is not None and part.name == KEY:
        identity = _identity(path, _content(tar, part).read(_LARGEST_KEY), key)
        part = tar.next()
    if part is None or part.name != BODY or part.offset_data + part.size > size:
        raise damaged(path)
    if identity is None:
        raise _other_kind(path, "the secret key (AGE-SECRET-KEY-…)")
    return identity, _content(tar, part)


def _content(tar: tarfile.TarFile, part: tarfile.TarInfo) -> BinaryIO:
    """Return the bytes of a part, as a file that ends where the part ends."""
    file = tar.extractfile(part)
    if file is None:
        raise tarfile.ReadError
    return cast("BinaryIO", file)


def _identity(path: Path, encrypted: bytes, key: BackupKey) -> x25519.Identity:
    if not key.passphrase:
        raise _other_kind(path, "the passphrase")
    secret = decrypt_with_passphrase(encrypted, key.passphrase)
    if secret is None:
        raise BackupError(f"Check the passphrase. It does not open {path}.")
    return x25519.Identity.from_str(secret.decode().strip())


def _not_a_backup(path: Path) -> BackupError:
    return BackupError(f"Check the name {path}. This file is not a backup of this library.")


def _other_kind(path: Path, kind: str) -> BackupError:
    return BackupError(f"Give {kind} for {path}. What you gave is of another kind.")


@contextmanager
def _piped(path: Path, identity: x25519.Identity, body: BinaryIO) -> Iterator[BinaryIO]:
    """Decrypt in a thread, and yield the end of a pipe to read from."""
    reading, writing = os.pipe()

    def write() -> None:
        with open(writing, "wb", buffering=0) as pipe:  # noqa: PTH123 - a pipe has no path
            decrypt_io(body, pipe, [identity])

    with ThreadPoolExecutor(1) as pool:
        thread = pool.submit(write)
        try:
            with open(reading, "rb") as plain:  # noqa: PTH123 - a pipe has no path
                yield plain
                while plain.read(_STEP):
                    pass
        except Exception:
            _check(path, thread)
            raise
        _check(path, thread)


def _check(path: Path, thread: Future[None]) -> None:
    """Raise what ended decryption, unless it was whole or nobody read to its end."""
    error = thread.exception()
    if isinstance(error, DecryptError) and "key" in str(error):
        raise BackupError(f"Check the key. It does not open {path}.") from error
    if error is not None and not isinstance(error, BrokenPipeError):
        raise damaged(path) from error


class _Reader:
    """Reads a stream of pieces; remembers what went wrong, because pyrage passes on only the words."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = memoryview(b"")
        self.error: BaseException | None = None

    def read(self, size: int) -> bytes:
        """Return at most so many of the next bytes; none at the end."""
        try:
            while not self._rest:
                self._rest = memoryview(next(self._chunks))
        except StopIteration:
            return b""
        except BaseException as error:
            self.error = error
            raise
        piece, self._rest = self._rest[:size], self._rest[size:]
        return bytes(piece)


class _Writer:
    """Writes to a file; remembers what went wrong."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: BaseException | None = None

    def write(self, data: bytes) -> int:
        """Write some bytes."""
        try:
            return self._file.write(data)
        except BaseException as error:
            self.error = error
            raise

    def flush(self) -> None:
        """Leave it to the file when to write to the disk."""


def _add(file: BinaryIO, name: str, data: bytes) -> None:
    file.write(_header(name, len(data)) + data + _padding(len(data)))


def _header(name: str, size: int) -> bytes:
    """Return the one block that names a part, for any size."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT)


def _padding(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)
