"""``library import``: Word files become drafts; a content folder or a zip file is imported as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from library.actions.import_export.exporting import is_zip
from library.actions.import_export.plan import Choices
from library.actions.import_export.received import is_content_folder
from library.content.slugs import SHELVES
from library.terminal.content_import import import_content, list_imports, undo
from library.terminal.word_import import import_word

if TYPE_CHECKING:
    from collections.abc import Sequence

_EACH = "Only for a content folder or zip file. Can be repeated."


@click.command("import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--to", "shelf", type=click.Choice(sorted(SHELVES)), help="Folder for new drafts.  [default: stories]")
@click.option("--name", default="", help="Name of the new file, without .md. Only for one Word file.")
@click.option("--dry-run", is_flag=True, help="Report only. Save nothing.")
@click.option("--apply", "is_applied", is_flag=True, help="Import a content folder or zip file without asking first.")
@click.option("--include", multiple=True, metavar="PATH", help=f"Import this file although it conflicts. {_EACH}")
@click.option("--leave-out", multiple=True, metavar="PATH", help=f"Do not import this file. {_EACH}")
@click.option("--undo", "import_id", default="", metavar="ID", help="Undo an import: put back every file as it was.")
@click.option("--list", "is_list", is_flag=True, help="List the imports of the last 30 days.")
def import_files(
    *,
    files: tuple[Path, ...],
    shelf: str | None,
    name: str,
    dry_run: bool,
    is_applied: bool,
    include: Sequence[str],
    leave_out: Sequence[str],
    import_id: str,
    is_list: bool,
) -> None:
    """Make drafts from Word files, or import a content folder or zip file.

    Each Word file (.docx), or each in a folder, becomes a draft. Hidden text, comments and deleted text are left out,
    and the report says so.

    A content folder is one like that of library export. The report says what would happen to each file. Then all
    files are imported, or none. No file is deleted.

    Nothing is published.
    """
    choices = Choices(frozenset(include), frozenset(leave_out))
    if is_list or import_id:
        if files or (is_list and import_id):
            raise click.UsageError("Use --undo or --list alone.")
        undo(import_id) if import_id else list_imports()
    elif not files:
        raise click.UsageError("Name a Word file, a folder or a zip file.")
    elif any(is_zip(file) or (file.is_dir() and is_content_folder(file)) for file in files):
        if len(files) > 1 or shelf or name or (dry_run and is_applied):
            raise click.UsageError("Import a content folder or zip file alone, without --to and --name.")
        import_content(files[0], choices, is_asked=not (dry_run or is_applied), is_applied=is_applied)
    elif is_applied or choices != Choices():
        raise click.UsageError("Use --apply, --include and --leave-out with a content folder or zip file.")
    else:
        import_word(files, shelf or "stories", name, dry_run=dry_run)
