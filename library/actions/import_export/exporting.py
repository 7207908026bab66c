"""Giving the content folder back: every file that the library reads, and nothing else.

That is: documents, the files that they name, introductions, and the vocabulary with its synonyms. Packs, people,
drafts, comments, earlier versions and keys are elsewhere and are never in it. A document with mistakes is in it too.
Then nobody knows for certain which files it names, so each file whose name is in its text is in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from glob import escape
from typing import TYPE_CHECKING

from library.actions.progress import Progress, Stage, silent
from library.content.batch import read_documents
from library.content.file_kinds import SINGLE_FILES
from library.content.file_names import plain_name
from library.content.folder import companions, scan
from library.content.folder_files import FolderFiles, read_bytes
from library.content.mistakes import Mistakes
from library.content.named_in_text import WrittenText
from library.content.slugs import COLLECTIONS, THEMES
from library.content.source import LARGEST_FILE
from library.content.vocabulary import read_vocabulary
from library.errors import ContentError, ContentNotExported
from library.export.zip_stream import ZippedFile, zip_stream
from library.model.audit import Action, AuditLine
from library.model.vocabulary import Vocabulary
from library.storage.audit import record
from library.storage.file_permissions import private_files
from library.storage.whole_file import remove_unfinished, replacing
from library.storage.whole_folder import making_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from library.actions.library import Library
    from library.content.document import ReadDocument
    from library.model.audit import Actor

_CHUNK = 1 << 20  # bytes
NOTE = "LEFT-OUT.txt"
_LEFT_OUT = "These files could not be read, so they are not in this zip file:"
_THERE = "Choose another name. {path} is already there, and nothing was changed."
_INSIDE = "Choose a place outside LIBRARY_CONTENT. {path} would be part of the content."
_NO_PARENT = "Make the folder {path} first. It is not there."
_NO_CONTENT = "Check LIBRARY_CONTENT. There is no folder {path}."
_NOT_WRITTEN = "Check {path}, its permissions and the free disk space. {why}. Nothing was exported."


@dataclass(slots=True)
class Exported:
    """What an export holds so far.

    Attributes:
        documents: How many.
        files: How many files in all.
        left_out: A sentence for each file that could not be read, with its path.
    """

    documents: int = 0
    files: int = 0
    left_out: list[str] = field(default_factory=list)


def export_zip(library: Library, exported: Exported, progress: Progress = silent) -> Iterator[bytes]:
    """Yield a zip file of the content, in pieces; the same content gives the same bytes.

    Args:
        library: Names the content folder.
        exported: Filled as the pieces are made.
        progress: Called as work proceeds.

    Raises:
        ContentNotExported: There is no content folder.
    """
    folder = _content(library)
    return zip_stream(_with_note(_Files(folder, exported, progress).every(), exported))


def record_export(library: Library, actor: Actor) -> None:
    """Record in the audit log that someone downloads the content.

    Raises:
        RecordsUnavailable: It could not be recorded.
    """
    with library.database.writing() as connection:
        record(connection, AuditLine(library.now(), actor, Action.CONTENT_EXPORTED))


def write_export(library: Library, target: Path, progress: Progress = silent) -> Exported:
    """Write the content as a zip file, or as a folder.

    Args:
        library: Names the content folder.
        target: A name that is free: with ``.zip`` at its end a zip file, otherwise a folder, which may be there but
            empty.
        progress: Called as work proceeds.

    Returns:
        What is in it.

    Raises:
        ContentNotExported: It cannot be written; nothing is left of it.
    """
    folder, exported = _content(library), Exported()
    _check_place(library, target)
    try:
        with private_files():
            if is_zip(target):
                remove_unfinished(target.absolute().parent, escape(target.name))
                with replacing(target) as file:
                    file.writelines(export_zip(library, exported, progress))
            else:
                with making_folder(target) as new:
                    for each in _Files(folder, exported, progress).every():
                        _write(new, each)
    except OSError as error:
        raise ContentNotExported(_NOT_WRITTEN.format(path=target, why=error.strerror or error)) from error
    return exported


def is_zip(path: Path) -> bool:
    """Return whether a name is that of a zip file."""
    return path.suffix.lower() == ".zip"


def _content(library: Library) -> Path:
    folder = library.settings.content
    if not folder.is_dir():
        raise ContentNotExported(_NO_CONTENT.format(path=folder))
    return folder


def _check_place(library: Library, target: Path) -> None:
    if target.resolve().is_relative_to(library.settings.content.resolve()):
        raise ContentNotExported(_INSIDE.format(path=target))
    if not target.resolve().parent.is_dir():
        raise ContentNotExported(_NO_PARENT.format(path=target.resolve().parent))
    is_empty_folder = target.is_dir() and not is_zip(target) and not any(target.iterdir())
    if target.exists() and not is_empty_folder:
        raise ContentNotExported(_THERE.format(path=target))


def _with_note(files: Iterable[ZippedFile], exported: Exported) -> Iterator[ZippedFile]:
    """Yield files, and at the end a note of what could not be read: whoever downloads them gets no other report."""
    yield from files
    if exported.left_out:
        note = "\n".join((_LEFT_OUT, *exported.left_out, "")).encode()
        yield ZippedFile(NOTE, len(note), (note,))


def _write(folder: Path, file: ZippedFile) -> None:
    path = folder / file.name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as opened:
        opened.writelines(file.pieces)


class _Files:
    """The files of an export, one after another."""

    def __init__(self, folder: Path, exported: Exported, progress: Progress) -> None:
        self._folder, self._exported, self._progress = folder, exported, progress
        self._given: set[str] = set()
        self._all_companions: tuple[str, ...] | None = None

    def every(self) -> Iterator[ZippedFile]:
        """Yield each file once: a document, then the files that it names."""
        introductions = scan(self._folder, (COLLECTIONS, THEMES))
        for path in (*sorted(SINGLE_FILES), *(stamp.path for stamp in introductions.documents)):
            yield from self._text(path)
        found = scan(self._folder)
        paths = sorted([*(stamp.path for stamp in found.documents), *found.misnamed])
        for done, (path, read) in enumerate(read_documents(self._folder, paths, self._vocabulary()), start=1):
            self._progress(Stage.READING, done, len(paths))
            for each in self._text(path):
                self._exported.documents += 1
                yield each
                yield from self._companions(path, read)

    def _vocabulary(self) -> Vocabulary:
        try:
            return read_vocabulary(self._folder)
        except ContentError:
            return Vocabulary(())  # so no document can be read, and each counts as one with mistakes

    def _text(self, path: str) -> Iterator[ZippedFile]:
        if not (self._folder / path).exists():
            return
        mistakes = Mistakes(path)
        data = read_bytes(self._folder, path, LARGEST_FILE, mistakes)
        if data is None:
            self._exported.left_out.append(str(mistakes.error()))
        else:
            yield self._given_out(ZippedFile(path, len(data), (data,)))

    def _companions(self, path: str, read: ReadDocument | ContentError) -> Iterator[ZippedFile]:
        for each in sorted(set(self._named(path, read)) - self._given):
            self._given.add(each)
            try:
                size = (self._folder / FolderFiles(self._folder).find(each)).stat().st_size
                yield self._given_out(ZippedFile(plain_name(each), size, self._pieces(each)))
            except (OSError, ValueError) as error:
                self._exported.left_out.append(f"{each}: {getattr(error, 'strerror', None) or error}")

    def _named(self, path: str, read: ReadDocument | ContentError) -> Iterable[str]:
        if not isinstance(read, ContentError):
            return (file.path for file in read.document.files)
        if self._all_companions is None:
            self._all_companions = tuple(companions(self._folder))
        text = WrittenText(self._folder, path)
        return (each for each in self._all_companions if text.names(each))

    def _pieces(self, path: str) -> Iterator[bytes]:
        with FolderFiles(self._folder).open(path) as file:
            yield from iter(partial(file.read, _CHUNK), b"")

    def _given_out(self, file: ZippedFile) -> ZippedFile:
        self._exported.files += 1
        return file
