"""Zip files and imports for tests."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from library.actions.import_export.importing import carry_out, dry_run, received_from
from library.actions.import_export.plan import Choices, Plan
from library.actions.import_export.record import ImportRecord
from library.actions.library import Library
from library.model.audit import TERMINAL
from tests.actions.backup.library import files_in
from tests.making import Making


def zipped(path: Path, files: Mapping[str, bytes | str]) -> Path:
    """Write a zip file with these files, whatever they are called."""
    with ZipFile(path, "w", ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return path


def planned(library: Library, source: Path, include: Collection[str] = (), leave_out: Collection[str] = ()) -> Plan:
    """Do a dry run of a folder or zip file."""
    with received_from(library, source) as received:
        return dry_run(library, received, Choices(frozenset(include), frozenset(leave_out)))


def imported(
    library: Library, source: Path, include: Collection[str] = (), leave_out: Collection[str] = ()
) -> ImportRecord:
    """Import a folder or zip file."""
    with received_from(library, source) as received:
        plan = dry_run(library, received, Choices(frozenset(include), frozenset(leave_out)))
        return carry_out(library, plan, TERMINAL)


def outcomes(plan: Plan) -> dict[str, str]:
    """Return what happens to each file."""
    return {row.path: row.outcome.value for row in plan.rows}


def why(plan: Plan, path: str) -> str:
    """Return the sentences about a file."""
    return " ".join(sentence for row in plan.rows if row.path == path for sentence in row.sentences)


def content_of(making: Making) -> dict[str, bytes]:
    """Return every file of the content folder."""
    return files_in(making.root / "content")
