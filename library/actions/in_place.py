"""Publishing a small change in place: changed documents are removed from the served catalogue and added again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.consent_dates import consent_in_the_future
from library.actions.gate import Gate, Read, ended, read_references
from library.actions.introduction_checks import IntroductionChecks
from library.actions.publish_steps import Published, copy_files, read_documents, stamps_of, store
from library.actions.published_introductions import introduction_digests
from library.content.folder_files import sources_in
from library.content.references import References, broken_among, check_references, references_of
from library.content.slugs import slug_of
from library.errors import ContentError
from library.model.document import Provenance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from library.actions.gate import Admitted
    from library.actions.library import Library
    from library.actions.narrowing import ContentChanges
    from library.actions.progress import Progress
    from library.content.folder import Scan
    from library.errors import Mistake
    from library.model.document import Document
    from library.model.introduction import Introductions
    from library.model.vocabulary import Vocabulary
    from library.storage.catalogue_row import Row
    from library.storage.catalogue_writer import CatalogueWriter


def publish_in_place(
    library: Library,
    writer: CatalogueWriter,
    changes: ContentChanges,
    narrowed: Collection[int],
    vocabulary: Vocabulary,
    progress: Progress,
) -> Published:
    """Read the changed files and add their documents to the served catalogue.

    Args:
        library: Names the content folder, the data folder and the day.
        writer: The catalogue being served, after narrowings.
        changes: What has changed.
        narrowed: The catalogue's integers of documents that this publish narrowed or hid.
        vocabulary: The terms, which have not changed.
        progress: Called as reading proceeds.

    Raises:
        ContentError: Every mistake in the changed files; the catalogue is not changed.
    """
    folder = library.settings.content
    paths = (*changes.changed, *changes.scan.misnamed)
    read, mistakes = read_files(library, changes.scan, paths, vocabulary, progress)
    mistakes += changes.scan.mistakes
    documents = [each.document for each in read]
    references = _references(changes, documents)
    introduction_checks = _read_introductions(folder, vocabulary, documents, changes.rows.values(), writer)
    mistakes += (
        wrong for each in documents for wrong in consent_in_the_future(sources_in(folder), each, library.today())
    )
    mistakes += check_references(sources_in(folder), references, broken_among(changes.scan, references))
    mistakes += introduction_checks.mistakes({slug_of(stamp.path) for stamp in changes.scan.documents})
    if mistakes:
        raise ContentError(mistakes)
    by_slug = {each.slug: each for each in references}
    gate = Gate(lambda slug: by_slug[slug].statement, library.today(), ended(changes.rows.values()))
    held = {path: row for path, row in changes.rows.items() if row.id not in narrowed}
    admitted = [gate.admit(each) for each in read]
    introductions, digests = introduction_checks.introductions, introduction_digests(folder)
    changed = put_changed(library, writer, changes.rows, held, admitted, introductions, digests)
    count, advised = len(changes.scan.documents), sum(bool(each.read.advice) for each in read)
    return Published(count, changed, len(changes.gone), writer.generation(), rebuilt=False, advised=advised)


def read_files(
    library: Library, scan: Scan, paths: Sequence[str], vocabulary: Vocabulary, progress: Progress
) -> tuple[list[Read], list[Mistake]]:
    """Return the documents of some files without mistakes, and every mistake in the others."""
    stamps = {stamp.path: stamp for stamp in scan.documents}
    read: list[Read] = []
    mistakes: list[Mistake] = []
    for path, answer in read_documents(library, paths, vocabulary, progress):
        if isinstance(answer, ContentError):
            mistakes.extend(answer.mistakes)
        else:
            read.append(Read(stamps[path], scan.began_ns, *answer))
    return read, mistakes


def _references(changes: ContentChanges, changed: Iterable[Document]) -> list[References]:
    """Return the references of all documents after this publish."""
    new = {document.path: references_of(document) for document in changed}
    there = {stamp.path for stamp in changes.scan.documents}
    unchanged = (row for path, row in changes.rows.items() if path in there and path not in new)
    return [*(read_references(row.links) for row in unchanged), *new.values()]


def put_changed(
    library: Library,
    writer: CatalogueWriter,
    rows: Mapping[str, Row],
    held: Mapping[str, Row],
    admitted: Sequence[Admitted],
    introductions: Introductions,
    digests: Mapping[str, str],
) -> int:
    """Add documents that are not in the catalogue yet, and return how many.

    Args:
        library: Names the content folder.
        writer: The catalogue being served.
        rows: What it held of each file, by path.
        held: Those rows that it still holds unchanged.
        admitted: The documents.
        introductions: Those to show from now on.
        digests: SHA-256 of each file of introductions, by path.
    """
    folder = library.settings.content
    same = {path for each in admitted if (row := held.get(path := each.document.path)) and each.is_held_in(row)}
    different = [each for each in admitted if each.document.path not in same]
    copy_files(library, (each.document for each in admitted))
    with writer.change() as change:
        for each in admitted:
            if each.document.path in same:
                change.restamp(held[each.document.path].id, stamps_of(folder, each))
        before = [row.id for each in different if (row := rows.get(each.document.path))]
        change.remove(before, wipe=_were_told(writer, before))
        for each in different:
            store(change, folder, each)
        change.set_introductions(introductions, digests)
    return len(different)


def _read_introductions(
    folder: Path, vocabulary: Vocabulary, changed: Iterable[Document], rows: Iterable[Row], writer: CatalogueWriter
) -> IntroductionChecks:
    """Read the introductions, and pass them the documents that they link to, changed or as served."""
    introduction_checks = IntroductionChecks(folder, vocabulary)
    introduction_checks.add(changed)
    unseen = introduction_checks.unseen
    introduction_checks.add(document for _, document in writer.documents(row.id for row in rows if row.slug in unseen))
    return introduction_checks


def _were_told(writer: CatalogueWriter, ids: Iterable[int]) -> bool:
    """Return whether any of some documents was told, because a change may be what its teller wanted removed."""
    return any(document.provenance is Provenance.TOLD for _, document in writer.documents(ids))
