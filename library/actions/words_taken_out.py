"""Hiding real stories whose file has lost words or names, until the new text is published.

A narrower permission can be applied to the served document. Removing one name or paragraph cannot: it is in the text,
the index and files. So if the file of a told document says less than the served version, that version is hidden at
once, with its translations, which may hold the same words. A successful publish shows the new version a moment later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.narrowing import Hidden, translations_of
from library.content.disclosure import read_disclosure
from library.model.disclosure import disclosure_of
from library.model.document import Provenance
from library.model.permission import NOTHING, narrowed

if TYPE_CHECKING:
    from pathlib import Path

    from library.actions.narrowing import ContentChanges
    from library.model.document import Document
    from library.storage.catalogue_writer import CatalogueWriter


def hide_shortened_stories(folder: Path, writer: CatalogueWriter, changes: ContentChanges) -> tuple[Hidden, ...]:
    """Hide every told document whose changed file says less than the served version, and its translations.

    Args:
        folder: The content folder.
        writer: The catalogue being served, after narrowings.
        changes: What has changed.

    Returns:
        What was hidden, in no order.
    """
    rows = {row.id: row for path in changes.changed if (row := changes.rows.get(path)) and row.is_published}
    less = {rows[each].slug for each, document in writer.documents(rows) if _says_less(folder, document)}
    hidden = {
        row.id: Hidden(row.id, row.path, may_return=True, says_less=True) for row in rows.values() if row.slug in less
    }
    for row in translations_of(less, changes.rows.values()):
        hidden.setdefault(row.id, Hidden(row.id, row.path, may_return=True))
    with writer.change() as change:
        for document_id, document in writer.documents(hidden):
            change.narrow(document_id, narrowed(document, NOTHING))
            change.forget_stamps(document_id)
    return tuple(hidden.values())


def _says_less(folder: Path, document: Document) -> bool:
    if document.provenance is not Provenance.TOLD:
        return False
    now = read_disclosure(folder, document.path)
    return now is None or not disclosure_of(document).is_covered_by(now)
