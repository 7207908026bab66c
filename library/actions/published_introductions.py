"""Introductions when only some files are published: what they rest on may have changed, gone or come back.

The catalogue has each introduction without the paragraphs that nobody may see now, and a digest of its file. A file
that is as it was published is read again if it names a document that is being published, so what depends on the
document returns with it. Another that has changed stays as it was, unless it is to be published too.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from library.content.editorial.introduction_links import check_links, linked_slugs, target_of
from library.content.editorial.introductions import read_introductions
from library.content.folder import scan
from library.content.slugs import COLLECTIONS, THEMES
from library.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from library.errors import Mistake
    from library.model.document import Document
    from library.model.introduction import Introductions
    from library.model.vocabulary import Vocabulary
    from library.storage.catalogue_writer import CatalogueWriter


def introduction_digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file of introductions that can be read, by path."""
    return {path: sha256(data).hexdigest() for path, data in _files(folder).items()}


def introductions_to_publish(
    folder: Path, writer: CatalogueWriter, only: Collection[str], slugs: Collection[str]
) -> frozenset[str]:
    """Return the paths of the introductions that a publish of some files has to read again.

    Args:
        folder: The content folder.
        writer: The catalogue being served.
        only: The paths that are published; introductions may be among them.
        slugs: Of the documents that are published.
    """
    before, names = writer.introduction_digests(), [slug.encode() for slug in slugs]
    files = _files(folder)
    same = {path for path, data in files.items() if before.get(path) == sha256(data).hexdigest()}
    named = {path for path in same if any(name in files[path] for name in names)}
    return frozenset(named | files.keys() & set(only))


def read_some(
    folder: Path,
    writer: CatalogueWriter,
    vocabulary: Vocabulary,
    paths: Collection[str],
    documents: Mapping[str, Document],
    ids: Mapping[str, int],
) -> tuple[Introductions, tuple[Mistake, ...]]:
    """Return all introductions as they are after some are read again, and every mistake in these.

    Args:
        folder: The content folder.
        writer: The catalogue being served.
        vocabulary: The terms that exist.
        paths: Of the introductions to read; one with mistakes stays as it was published.
        documents: Those that are being published, by slug.
        ids: The catalogue's integers of all others that there are, by slug.
    """
    held = writer.introductions()
    mistakes: list[Mistake] = []
    for path in sorted(paths):
        try:
            read = read_introductions(folder, vocabulary, (path,))
        except ContentError as error:
            mistakes += error.mistakes
            continue
        linked = linked_slugs(read)
        served = (each for _, each in writer.documents(ids[slug] for slug in linked - documents.keys() if slug in ids))
        targets = {
            each.slug: target_of(each) for each in (*served, *(documents[slug] for slug in linked & documents.keys()))
        }
        wrong = check_links(read, targets, ids.keys() | documents.keys())
        mistakes += wrong
        held = held if wrong else held.replaced(path, read.introductions)
    return held, tuple(mistakes)


def _files(folder: Path) -> dict[str, bytes]:
    found = {}
    for document in scan(folder, (COLLECTIONS, THEMES)).documents:
        with suppress(OSError):
            found[document.path] = (folder / document.path).read_bytes()
    return found
