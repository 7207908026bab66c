"""Bringing the index up to date with the catalogue: the difference between two sets of integers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.progress import Stage
from library.search.index_entry import entry_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyroaring import BitMap

    from library.actions.progress import Progress
    from library.model.vocabulary import Vocabulary
    from library.search.index import Entry, SearchIndex
    from library.storage.catalogue_writer import CatalogueWriter


def update_index(index: SearchIndex, writer: CatalogueWriter, vocabulary: Vocabulary, progress: Progress) -> None:
    """Make the index hold exactly what the catalogue holds.

    Raises:
        SearchUnavailable: The index cannot be read.
        PublishError: It cannot be written.
    """
    generation = writer.generation()
    if index.generation() != generation:
        served, held = writer.published_ids(), index.ids()
        missing, extra = served - held, held - served
        index.sync(_entries(writer, missing, vocabulary, progress), list(extra), generation)


def _entries(writer: CatalogueWriter, ids: BitMap, vocabulary: Vocabulary, progress: Progress) -> Iterator[Entry]:
    for done, (document_id, document) in enumerate(writer.documents(ids), start=1):
        yield entry_of(document, document_id, vocabulary)
        progress(Stage.INDEXING, done, len(ids))
