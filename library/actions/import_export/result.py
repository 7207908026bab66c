"""The content folder as it would be after an import, checked before anything is written to it.

Texts are copied to a folder of their own; the files that documents name are only linked to, because films are large.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from library.actions.check import CheckResult, check
from library.actions.import_export.unchanged import Unchanged
from library.actions.library import Library
from library.actions.progress import Progress, silent
from library.content.companions import HeldCompanions
from library.content.file_kinds import FOLDERS, SINGLE_FILES, FileKind, kind_of
from library.content.vocabulary import PATH
from library.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from library.content.references import References
    from library.errors import Advice, Mistake


@dataclass(frozen=True, slots=True)
class Checked:
    """What is found in the content folder as it would be.

    Attributes:
        mistakes: Those that it does not have now, sorted; may be empty.
        advice: On the files that change, sorted; may be empty.
        result: Everything else, or ``None`` if there are mistakes.
    """

    mistakes: tuple[Mistake, ...]
    advice: tuple[Advice, ...]
    result: CheckResult | None


def check_after(
    library: Library, changes: Mapping[str, Path | None], work: Path, progress: Progress = silent
) -> Checked:
    """Check the content folder as it would be after some changes.

    Args:
        library: Names the content folder.
        changes: The new file of each path that changes, or ``None`` for a deleted one.
        work: An empty folder for this alone, outside the content folder.
        progress: Called as reading proceeds.

    Raises:
        OSError: A file cannot be read or copied.
    """
    with _content_after(library, changes, work) as (after, companions):
        try:
            unchanged = Unchanged(library)
            result = check(after, progress, companions, unchanged.references(changes))
        except ContentError as error:
            known = _mistakes_now(library, changes, unchanged.references({each.path for each in error.mistakes}))
            mistakes = tuple(each for each in error.mistakes if (each.path, each.sentence) not in known)
            return Checked(mistakes, _on(changes, error.advice), None)
    return Checked((), _on(changes, result.advice), result)


def files_of(folder: Path) -> dict[str, Path]:
    """Return each file of a content folder that the library reads, by its path, without following links out of it."""
    root = os.path.realpath(folder)
    walks = (os.walk(f"{root}/{shelf}") for shelf in sorted(FOLDERS))
    below = (Path(place, name) for walk in walks for place, _, names in walk for name in names)
    every = (*below, *(Path(root, name) for name in SINGLE_FILES))
    inside = [path for path in every if os.path.realpath(path).startswith(f"{root}/") and path.is_file()]
    return {name: path for path in inside if kind_of(name := path.relative_to(root).as_posix())}


@contextmanager
def _content_after(
    library: Library, changes: Mapping[str, Path | None], work: Path
) -> Iterator[tuple[Library, HeldCompanions]]:
    files = {name: path for name, path in {**files_of(library.settings.content), **changes}.items() if path}
    companions = {name: path for name, path in files.items() if kind_of(name) is FileKind.COMPANION}
    work.mkdir()
    for name, path in files.items():
        to = work / name
        to.parent.mkdir(parents=True, exist_ok=True)
        if name in companions:
            to.symlink_to(path.absolute())
        else:
            shutil.copyfile(path, to)
    after = Library(replace(library.settings, content=work), library.open_index, library.today, library.now)
    try:
        yield after, HeldCompanions(companions)
    finally:
        after.close()
        shutil.rmtree(work, ignore_errors=True)


def _mistakes_now(
    library: Library, changes: Mapping[str, Path | None], unchanged: Mapping[str, References]
) -> set[tuple[str, str]]:
    """Return the mistakes that files have now which do not change; without terms, nothing can be checked."""
    try:
        check(library, unchanged=unchanged)
    except ContentError as error:
        return {(each.path, each.sentence) for each in error.mistakes if each.path not in {*changes, PATH}}
    return set()


def _on(changes: Mapping[str, Path | None], advice: tuple[Advice, ...]) -> tuple[Advice, ...]:
    return tuple(each for each in advice if each.path in changes)
