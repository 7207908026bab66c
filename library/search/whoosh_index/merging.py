"""Which segments a commit rewrites: policies for Whoosh's ``commit``.

Whoosh only marks a removed entry; its words stay in their segment until that is rewritten, which takes 2 ms for each
entry. And every word of a query is looked up in every segment. So a publish rewrites the small segments, and a copy
without removed entries only those in which something was removed.

Whoosh's own policy keeps four small segments, and all that have no entry left. With those, at 10,000 documents, a
document that was published four times made each page of results a tenth slower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh.reading import SegmentReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whoosh.writing import SegmentWriter

# A segment is rewritten with the new entries if it has at most this many times as many. With a hundred documents or
# more, there are never more segments than the logarithm of their number to this base, and one.
MOST_TIMES = 8


def merge_small(writer: SegmentWriter, segments: Sequence[Any]) -> list[Any]:
    """Rewrite small segments together with the new entries, and drop those without any.

    Returns:
        The segments that stay as they are.
    """
    together, staying = max(1, writer.docnum), []
    for segment in sorted(segments, key=lambda each: each.doc_count()):
        if segment.doc_count() > MOST_TIMES * together:
            staying.append(segment)
        else:
            _rewrite(writer, segment)
            together += segment.doc_count()
    return staying


def rewrite_without_removed(writer: SegmentWriter, segments: Sequence[Any]) -> list[Any]:
    """Rewrite the segments in which something was removed.

    Returns:
        The segments that stay as they are.
    """
    for segment in segments:
        if segment.has_deletions():
            _rewrite(writer, segment)
    return [segment for segment in segments if not segment.has_deletions()]


def _rewrite(writer: SegmentWriter, segment: Any) -> None:
    if segment.doc_count():
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
