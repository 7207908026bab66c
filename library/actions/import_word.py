"""Importing Word files: each becomes a draft in the content folder. Reading and writing are two steps.

So everything that was left out can be reported before anything is written.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.whole_files import create_file
from library.content.drafts.reading import read_draft
from library.content.folder import scan
from library.content.slugs import RULE, SHELVES, is_slug, slug_of
from library.content.word.archive import MOST_BYTES, OTHER_TEXTS, UnusableWordFile
from library.errors import ImportRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from library.actions.library import Library
    from library.content.drafts.draft import Draft
    from library.model.vocabulary import Vocabulary

WORD = frozenset({".docx", ".docm", ".dotx"})

_NAME = "Choose another name. Use {rule}."
_THERE = (
    "{path} is already there, and nothing was changed. If you imported this Word file before, go on with that file. "
    "If this is another document, run the command again for this file only, with: --name another-name"
)
_NOT_WRITTEN = "Nothing was saved. Check that you can write in the folder {folder} and that the disk has space: {why}."
_NOT_THERE = "There is no such file. Check its folder and name, and put quotation marks around a name that has spaces."
_NOT_READ = "This file cannot be opened. Close it in other programs and check that you are allowed to read it: {why}."
_NO_FILE = "This is not a file. Name a Word file, or a folder of Word files."


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft that is ready to be saved.

    Attributes:
        path: Where it will be, relative to the content folder, with forward slashes.
        draft: The document, its pictures and its report.
    """

    path: str
    draft: Draft


def word_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files to import: those named, and those directly in a folder that hold text.

    Args:
        paths: Files and folders. Of a folder, files that Word made for itself and those of other types are left out.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.iterdir()):
            if file.suffix.lower() in WORD | OTHER_TEXTS and not file.name.startswith(("~$", ".")):
                yield file


def prepare_import(library: Library, file: Path, vocabulary: Vocabulary, shelf: str, name: str = "") -> Prepared:
    """Read a Word file and make a draft of it, without writing anything.

    Args:
        library: Names the content folder.
        file: The Word file.
        vocabulary: The terms to propose.
        shelf: ``stories`` or ``resources``.
        name: The name of the draft without ending, or empty to make one from its title.

    Raises:
        ImportRefused: The file cannot be imported, or the draft is already there.
    """
    if name and not is_slug(name):
        raise ImportRefused(_NAME.format(rule=RULE))
    try:
        draft = read_draft(_read(file), file.stem, shelf, vocabulary, name)
    except UnusableWordFile as error:
        raise ImportRefused(str(error)) from error
    _check_new(library.settings.content, shelf, draft)
    return Prepared(f"{shelf}/{draft.slug}.md", draft)


def save_import(library: Library, prepared: Prepared) -> tuple[str, ...]:
    """Save a draft and its pictures: the pictures first, so that a draft is never without them.

    Returns:
        The paths of the pictures, then that of the draft, relative to the content folder.

    Raises:
        ImportRefused: It could not be saved; nothing is left behind and nothing was changed.
    """
    folder = library.settings.content / prepared.path.partition("/")[0]
    files = [*prepared.draft.pictures, (f"{prepared.draft.slug}.md", prepared.draft.markdown)]
    written: list[Path] = []
    try:
        folder.mkdir(exist_ok=True)
        for name, data in files:
            if not _is_same(folder / name, data):
                create_file(folder / name, data)
                written.append(folder / name)
    except OSError as error:
        for path in written:
            with contextlib.suppress(OSError):
                path.unlink()
        raise ImportRefused(_NOT_WRITTEN.format(folder=folder, why=error.strerror)) from error
    return tuple(f"{folder.name}/{name}" for name, _ in files)


def _read(file: Path) -> bytes:
    if file.exists() and not file.is_file():
        raise ImportRefused(_NO_FILE)
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise ImportRefused(_NOT_THERE) from error
    except OSError as error:
        raise ImportRefused(_NOT_READ.format(why=error.strerror)) from error


def _check_new(folder: Path, shelf: str, draft: Draft) -> None:
    """Check that no document has the draft's name and no other file that of one of its pictures."""
    taken = {slug_of(stamp.path): stamp.path for stamp in scan(folder, SHELVES).documents}
    path = taken.get(draft.slug) or f"{shelf}/{draft.slug}.md"
    if draft.slug in taken or (folder / path).exists():
        raise ImportRefused(_THERE.format(path=path))
    for name, data in draft.pictures:
        picture = folder / shelf / name
        if picture.exists() and not _is_same(picture, data):
            raise ImportRefused(_THERE.format(path=f"{shelf}/{name}"))


def _is_same(path: Path, data: bytes) -> bool:
    """Return whether a picture is there already, from an import that was interrupted."""
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
