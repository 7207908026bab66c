"""Told stories that lost words or names: hidden until their new text is published.

A narrower permission can be put on what is served. A name or a paragraph cannot be taken out of it alone: it stands in
the text, in the index, in files. Where a told document says less than what is served, that is hidden at once, with its
translations, which may hold the same words. A successful publish shows the new version a moment later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.narrowing import Hidden, translations_of
from library.content.wording import read_wording
from library.model.document import Provenance
from library.model.permission import NOTHING, narrowed
from library.model.wording import wording_of

if TYPE_CHECKING:
    from pathlib import Path

    from library.actions.narrowing import ContentChanges
    from library.model.document import Document
    from library.storage.catalogue_writer import CatalogueWriter


def hide_what_says_less(folder: Path, writer: CatalogueWriter, changes: ContentChanges) -> tuple[Hidden, ...]:
    """Hide every told document whose changed file says less than what is served, and its translations.

    Args:
        folder: The content folder.
        writer: The catalogue that serves, narrowed.
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
    now = read_wording(folder, document.path)
    return now is None or not wording_of(document).is_kept_by(now)
