"""What an import would do, file by file, found without writing anything to the content folder."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from library.actions.backup.later_decisions import agreed_of
from library.actions.import_export.likeness import Conflict, Work, conflicts, work_of
from library.actions.import_export.received import digest
from library.actions.import_export.result import check_after, files_of
from library.actions.progress import Progress, Stage, silent
from library.content.file_kinds import FileKind, kind_of
from library.content.file_names import path_on_disk
from library.content.permission import statement_of
from library.content.slugs import slug_of
from library.content.source import LARGEST_FILE
from library.errors import Mistake
from library.model.document import Status
from library.storage.published_rows import published_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from library.actions.import_export.received import Received, ReceivedFile
    from library.actions.library import Library
    from library.actions.tally import Difference
    from library.errors import Finding
    from library.model.permission import Statement

_WITHDRAWN = "Leave it out: it was withdrawn here. To show it again, restore it on its own page first."
_WIDER = "Check that this was agreed: more people could see or use it than now."
_DELETED = "Check that it may come back: it was deleted here, and the site has not been published since."
_IN_THE_WAY = "Rename it: there is a folder or a link with this name, or a file with the name of its folder."
_UNUSED = "No document names this file, so it is not imported."
_CHOSEN = "You left this out."


class Outcome(StrEnum):
    """What an import does with a file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "in conflict"
    UNUSED = "not used"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Row:
    """One file of an import.

    Attributes:
        path: In the content folder; of a file that is left out, as it was named.
        outcome: What happens to it.
        sentences: Why, if it is not simply new, changed or the same; may be empty.
        findings: Mistakes and advice, in order; may be empty.
        can_be_included: Whether it is in conflict, and can be imported all the same.
    """

    path: str
    outcome: Outcome
    sentences: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    can_be_included: bool = False

    @property
    def has_mistakes(self) -> bool:
        """Return whether its findings prevent the import."""
        return any(isinstance(each, Mistake) for each in self.findings)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decided about the files of an import, by their paths.

    Attributes:
        include: Files that are in conflict and are imported all the same.
        leave_out: Files that are not imported.
    """

    include: frozenset[str] = frozenset()
    leave_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be written.

    Attributes:
        path: In the content folder, as it is or will be on the disk.
        file: Where the bytes are.
        was: The digest of what is there now; empty for nothing.
        now: The digest of the bytes.
    """

    path: str
    file: Path
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do.

    Attributes:
        rows: Sorted by path.
        files: To be written; files that documents name come before the documents.
        mistakes: Everything that prevents it; also in files that are not imported.
        differences: Documents that other people would see than now after the next publish.
    """

    rows: tuple[Row, ...]
    files: tuple[NewFile, ...]
    mistakes: tuple[Mistake, ...]
    differences: tuple[Difference, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """Return how many files have an outcome."""
        return sum(row.outcome is outcome for row in self.rows)


@dataclass(slots=True)
class _Sorted:
    """The files of an import by what happens to them, so far."""

    new: dict[str, NewFile] = field(default_factory=dict)
    same: list[str] = field(default_factory=list)
    in_conflict: dict[str, list[Conflict]] = field(default_factory=lambda: defaultdict(list))
    chosen: list[str] = field(default_factory=list)


def plan_import(
    library: Library, received: Received, choices: Choices, work: Path, progress: Progress = silent
) -> Plan:
    """Find what an import would do.

    Args:
        library: Names the content folder.
        received: What was received.
        choices: What was decided about its files.
        work: The name of a folder that is not there, to be used meanwhile.
        progress: Called as work proceeds.

    Raises:
        OSError: A file cannot be read.
    """
    content = library.settings.content
    found = _sorted(content, received, choices)
    for path, why in _conflicts(library, found, progress):
        if why:
            found.in_conflict[path] += why
    include = {path for path, why in found.in_conflict.items() if not any(each.is_final for each in why)}
    refused = found.in_conflict.keys() - (include & choices.include)
    changes = {each.path: each for path, each in found.new.items() if path not in refused}
    checked = check_after(library, {path: each.file for path, each in changes.items()}, work, progress)
    used = checked.result.used if checked.result else frozenset(changes)
    unused = {path for path in changes if kind_of(path) is FileKind.COMPANION and path not in used}
    findings: dict[str, list[Finding]] = defaultdict(list)
    for each in (*checked.mistakes, *checked.advice):
        findings[each.path].append(each)
    rows = [
        *(_row(each, findings[path]) for path, each in changes.items() if path not in unused),
        *(Row(path, Outcome.UNUSED, (_UNUSED,)) for path in unused),
        *(Row(path, Outcome.SAME) for path in found.same),
        *(_in_conflict(path, found.in_conflict[path]) for path in refused),
        *(Row(path, Outcome.LEFT_OUT, (_CHOSEN,)) for path in found.chosen),
        *(Row(each.path, Outcome.LEFT_OUT, (each.sentence,)) for each in received.left_out),
    ]
    files = sorted((each for path, each in changes.items() if path not in unused), key=_order)
    differences = checked.result.differences if checked.result else ()
    return Plan(tuple(sorted(rows, key=lambda row: row.path)), tuple(files), checked.mistakes, differences)


def _row(file: NewFile, findings: list[Finding]) -> Row:
    return Row(file.path, Outcome.CHANGED if file.was else Outcome.NEW, (), tuple(findings))


def _in_conflict(path: str, why: list[Conflict]) -> Row:
    can_be_included = not any(each.is_final for each in why)
    return Row(path, Outcome.CONFLICT, tuple(each.sentence for each in why), can_be_included=can_be_included)


def _order(file: NewFile) -> tuple[bool, str]:
    return (kind_of(file.path) is not FileKind.COMPANION, file.path)


def _sorted(content: Path, received: Received, choices: Choices) -> _Sorted:
    found = _Sorted()
    for each in received.files:
        if each.path in choices.leave_out:
            found.chosen.append(each.path)
            continue
        path = path_on_disk(content, each.path)
        if _is_in_the_way(content, path):
            found.in_conflict[path].append(Conflict(_IN_THE_WAY, is_final=True))
            continue
        was = digest(content / path) if (content / path).exists() else ""
        if was == each.digest:
            found.same.append(path)
        else:
            found.new[path] = _new(each, path, was)
    return found


def _new(file: ReceivedFile, path: str, was: str) -> NewFile:
    return NewFile(path, file.file, was, file.digest)


def _is_in_the_way(content: Path, path: str) -> bool:
    """Return whether a path has a link on it, or is a folder, or is below a file."""
    here = content
    *folders, name = path.split("/")
    for folder in folders:
        here /= folder
        if here.is_symlink() or (here.exists() and not here.is_dir()):
            return True
    return (here / name).is_symlink() or ((here / name).exists() and not (here / name).is_file())


def _conflicts(library: Library, found: _Sorted, progress: Progress) -> Iterator[tuple[str, list[Conflict]]]:
    """Yield why documents should perhaps not be imported."""
    documents = {path: each for path, each in found.new.items() if kind_of(path) is FileKind.DOCUMENT}
    for path, each in documents.items():
        if each.was:
            now = statement_of(_start(library.settings.content / path), path)
            why = _why_wider(now, statement_of(_start(each.file), path))
            yield path, [why] if why else []
    new = {path: each.file for path, each in documents.items() if not each.was}
    if not new:
        return
    yield from _deleted(library, new)
    works = [work_of(_start(file), path) for path, file in new.items()]
    here = [path for path in files_of(library.settings.content) if kind_of(path) is FileKind.DOCUMENT]
    yield from conflicts(works, _works(library.settings.content, here, progress)).items()


def _works(content: Path, paths: list[str], progress: Progress) -> Iterator[Work]:
    for done, path in enumerate(paths, start=1):
        progress(Stage.COMPARING, done, len(paths))
        yield work_of(_start(content / path), path)


def _start(file: Path) -> bytes:
    """Return as much of a file as a document may have."""
    with file.open("rb") as opened:
        return opened.read(LARGEST_FILE)


def _why_wider(now: Statement, then: Statement) -> Conflict | None:
    """Return why a document would be shown beyond what is agreed now, or ``None``."""
    if now.permission.status is Status.WITHDRAWN and then.permission.status is not Status.WITHDRAWN:
        return Conflict(_WITHDRAWN, is_final=True)
    return Conflict(_WIDER, is_final=False) if then.shows_more_than(now) else None


def _deleted(library: Library, new: Mapping[str, Path]) -> Iterator[tuple[str, list[Conflict]]]:
    """Yield new documents of which the site still knows something, although their files are gone.

    If over half of all files are gone, nobody has deleted them one by one; see ``TooManyRemovals``.
    """
    rows = {row.slug: row for row in published_rows(library.settings.data)}
    gone = {slug for slug, row in rows.items() if not (library.settings.content / row.path).exists()}
    is_wiped = 2 * len(gone) > len(rows)
    for path in new:
        if (slug := slug_of(path)) not in gone:
            continue
        why = _why_wider(agreed_of(rows[slug]), statement_of(_start(new[path]), path))
        if why is None and not is_wiped:
            why = Conflict(_DELETED, is_final=False)
        if why:
            yield path, [why]
