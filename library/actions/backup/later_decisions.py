"""What was decided since a backup was made: a restore must not show a story beyond what its teller agrees to now.

A backup knows nothing of a withdrawal, a narrower audience or a deletion that came after it. So before a restore, each
document in it is compared with the library that is there now:

* If its file is there, and it is a *real story* that has changed, or the backup would show more of it, or its header
  cannot be read, it stays as it is now, with its files: words may have been taken out of it.
* If its file is missing, the catalogue still says what was agreed. If the backup would show more, or other words of a
  real story, the document is left out.
* If the catalogue does not have it either, it was deleted, perhaps for its teller. It is left out, unless whoever
  restores asks for it.

A photograph or a transcript of what is left out goes with it, unless another document names it. On a computer without
a library nobody can know any of this; then the restore says what to do (``library restore``).
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

import msgspec

from library.actions.gate import read_references
from library.content.fingerprint import fingerprint_now
from library.content.folder import Stamp, companions, scan
from library.content.named_in_text import WrittenText
from library.content.permission import read_statement
from library.content.slugs import slug_of
from library.model.document import Provenance, Status
from library.model.permission import NOTHING, UNKNOWN, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from library.storage.catalogue_row import Row

_STEP = 1 << 20


@dataclass(frozen=True, slots=True)
class LaterDecisions:
    """Documents of a backup that are not restored; paths relative to the content folder, sorted.

    Attributes:
        kept: They stay as they are now.
        left_out: The backup would show more than was agreed, and their files are missing now.
        deleted: The library does not have them now.
    """

    kept: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()


class _Fate(Enum):
    RESTORED = auto()
    KEPT = auto()
    LEFT_OUT = auto()
    DELETED = auto()


def apply_later_decisions(now: Path, then: Path, rows: Iterable[Row], *, with_deleted: bool) -> LaterDecisions:
    """Change the content of a backup so that it shows no more than the library does now.

    Args:
        now: The content folder; may be empty.
        then: The unpacked content of the backup, which is changed.
        rows: What the catalogue holds of every file.
        with_deleted: Whether to restore documents that the library does not have now.

    Returns:
        What is not restored.
    """
    compared = _Compared(now, then, rows)
    fates: dict[_Fate, list[str]] = {fate: [] for fate in _Fate}
    for document in scan(then).documents:
        fates[compared.fate_of(document.path)].append(document.path)
    deleted = () if with_deleted else tuple(fates[_Fate.DELETED])
    kept = [(path, compared.paths[slug_of(path)]) for path in fates[_Fate.KEPT]]
    unwanted = [*fates[_Fate.LEFT_OUT], *deleted, *(path for path, _ in kept)]
    texts = [WrittenText(then, path) for path in unwanted]
    for path in unwanted:
        (then / path).unlink()
    for _, path in kept:
        _copy_document(now, then, path)
    _delete_files_of(then, texts)
    return LaterDecisions(tuple(sorted(path for _, path in kept)), tuple(fates[_Fate.LEFT_OUT]), deleted)


@dataclass
class _Compared:
    """The content of a backup, compared with a library."""

    now: Path
    then: Path
    catalogue: Iterable[Row]
    # By slug, and by each earlier slug: files and rows of today.
    paths: dict[str, str] = field(init=False)
    rows: dict[str, Row] = field(init=False)
    changed_files: list[str] = field(init=False)

    def __post_init__(self) -> None:
        here = {stamp.path for stamp in scan(self.now).documents}
        self.rows, self.paths = {}, {}
        for row in self.catalogue:
            for slug in (*read_references(row.links).formerly, row.slug):
                self.rows[slug] = row
                self.paths |= {slug: row.path} if row.path in here else {}
        self.paths |= {slug_of(path): path for path in here}
        every = {*companions(self.now), *companions(self.then)}
        self.changed_files = [path for path in every if not _same(self.now / path, self.then / path)]

    def fate_of(self, path: str) -> _Fate:
        """Return what becomes of a document of the backup."""
        slug, then = slug_of(path), read_statement(self.then, path)
        if slug in self.paths:
            return self._fate_with_file(path, self.paths[slug], then)
        if slug not in self.rows:
            return _Fate.DELETED
        row = self.rows[slug]
        agreed = agreed_of(row)
        told = Provenance.TOLD in {then.provenance, agreed.provenance}
        shows_more = then.shows_more_than(agreed) or (told and not self._has_words_of(row))
        return _Fate.LEFT_OUT if shows_more else _Fate.RESTORED

    def _fate_with_file(self, path: str, path_now: str, then: Statement) -> _Fate:
        now = read_statement(self.now, path_now)
        if path == path_now and self._is_same(path):
            return _Fate.RESTORED
        told = Provenance.TOLD in {then.provenance, now.provenance}
        return _Fate.KEPT if told or now == UNKNOWN or then.shows_more_than(now) else _Fate.RESTORED

    def _is_same(self, path: str) -> bool:
        text = WrittenText(self.then, path)
        return _same(self.now / path, self.then / path) and not any(map(text.names, self.changed_files))

    def _has_words_of(self, row: Row) -> bool:
        """Return whether the backup has a document with its files as they were published last."""
        paths = [stamp.path for stamp in msgspec.json.decode(row.stamps, type=tuple[Stamp, ...])]
        return bool(paths) and fingerprint_now(self.then, paths) == row.sha256


def agreed_of(row: Row) -> Statement:
    """Return what was agreed of a document that has no file now."""
    statement = read_references(row.links).statement
    if row.is_hidden_until_read:
        return replace(statement, permission=NOTHING)
    if row.status == Status.WITHDRAWN and row.ended is None:
        return replace(statement, permission=replace(statement.permission, status=Status.WITHDRAWN))
    return statement


def _same(one: Path, other: Path) -> bool:
    """Return whether two files are there and hold the same bytes; ``filecmp`` would answer from a cache."""
    if not (one.is_file() and other.is_file()) or one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        return all(piece == second.read(_STEP) for piece in iter(lambda: first.read(_STEP), b""))


def _copy_document(now: Path, then: Path, path: str) -> None:
    """Copy a document of today with its files."""
    text = WrittenText(now, path)
    for each in (path, *(name for name in companions(now) if text.names(name))):
        (then / each).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(now / each, then / each)


def _delete_files_of(folder: Path, texts: Iterable[WrittenText]) -> None:
    """Delete the files that only documents which are not there any longer name."""
    files = [path for path in companions(folder) if any(text.names(path) for text in texts)]
    remaining = [WrittenText(folder, stamp.path) for stamp in scan(folder).documents] if files else []
    for path in files:
        if not any(text.names(path) for text in remaining):
            (folder / path).unlink()
