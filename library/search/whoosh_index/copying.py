"""Copying the index without removed entries.

Whoosh only marks a removed entry; its words stay in their segment until that is rewritten. Segments in which nothing
was removed are linked and not rewritten: 10,000 entries in one segment take 19 s to rewrite, and a link takes no time.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

from whoosh.reading import SegmentReader

from library.search.whoosh_index.label_keys import NAME as LABEL_KEYS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from whoosh.writing import SegmentWriter

# Files of an interrupted commit have other names.
_WHOLE = ("*.seg", "*.toc", "generation", LABEL_KEYS)


def copy_files(source: Path, target: Path) -> None:
    """Link all complete files of an index into another folder; they never change, so both can share them.

    Raises:
        OSError: They cannot be linked or copied.
    """
    target.mkdir(parents=True, exist_ok=True)
    for pattern in _WHOLE:
        for path in source.glob(pattern):
            try:
                os.link(path, target / path.name)
            except OSError:
                shutil.copy2(path, target / path.name)


def rewrite_without_removed(writer: SegmentWriter, segments: Sequence[Any]) -> list[Any]:
    """Rewrite the segments in which something was removed: a merge policy for Whoosh's ``commit``.

    Returns:
        The segments that stay as they are.
    """
    for segment in segments:
        if segment.has_deletions() and segment.doc_count():
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return [segment for segment in segments if not segment.has_deletions()]
