"""Publishing some documents: those of a draft, or several that belong together.

Everything has been narrowed before. Of the changed files only those asked for are read, all or none. Other changed
files stay as they were published: their mistakes do not stop this publish, and nothing new in them is shown. For a
translation, its original counts as published or as its file is now, whichever permits less.

Translations whose own files have not changed follow their originals, as in every publish.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.consent_dates import consent_in_the_future
from library.actions.gate import Gate, ended, read_references
from library.actions.in_place import put_changed, read_files
from library.actions.narrowing import statements_now, translations_of
from library.actions.publish_steps import Published
from library.actions.published_introductions import introduction_digests, introductions_to_publish, read_some
from library.actions.reference_checks import wrong_references
from library.content.folder_files import sources_in
from library.content.references import references_of
from library.content.slugs import slug_of
from library.errors import ContentError
from library.model.introduction import Introductions
from library.model.permission import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from library.actions.gate import Admitted, Read
    from library.actions.library import Library
    from library.actions.narrowing import ContentChanges
    from library.actions.progress import Progress
    from library.model.permission import Statement
    from library.model.vocabulary import Vocabulary
    from library.storage.catalogue_writer import CatalogueWriter


def publish_some(
    library: Library,
    writer: CatalogueWriter,
    changes: ContentChanges,
    narrowed: Collection[int],
    only: Collection[str],
    progress: Progress,
) -> Published:
    """Read some files and add their documents to the served catalogue.

    Args:
        library: Names the content folder and the day.
        writer: The catalogue being served, after narrowings.
        changes: What has changed in the whole content folder.
        narrowed: The catalogue's integers of documents that this publish narrowed or hid.
        only: The paths to publish, relative to the content folder.
        progress: Called as reading proceeds.

    Raises:
        ContentError: Every mistake in these files; the catalogue is not changed.
    """
    vocabulary = writer.vocabulary()
    asked = _read_asked(library, writer, changes, only, vocabulary, progress)
    following = _read_following(library, changes, asked, vocabulary, progress)
    gate = _gate(library, changes, asked)
    admitted = [gate.admit(each) for each in (*asked, *following)]
    held = {path: row for path, row in changes.rows.items() if row.id not in narrowed}
    introductions, digests = _introductions(library.settings.content, writer, changes, only, admitted)
    changed = put_changed(library, writer, changes.rows, held, admitted, introductions, digests)
    gone = sum(row.path in only for row in changes.gone)
    count = len(changes.rows.keys() | {each.document.path for each in asked}) - len(changes.gone)
    advised = sum(bool(each.read.advice) for each in asked)
    return Published(count, changed, gone, writer.generation(), rebuilt=False, advised=advised)


def _read_asked(
    library: Library,
    writer: CatalogueWriter,
    changes: ContentChanges,
    only: Collection[str],
    vocabulary: Vocabulary,
    progress: Progress,
) -> list[Read]:
    """Return the documents to publish.

    Raises:
        ContentError: Every mistake in any of them.
    """
    folder, slugs = library.settings.content, {slug_of(path) for path in only}
    there = {stamp.path for stamp in changes.scan.documents}
    asked, mistakes = read_files(library, changes.scan, sorted(there.intersection(only)), vocabulary, progress)
    # Of two files with the same name, either may be the one to publish.
    mistakes += (wrong for wrong in changes.scan.mistakes if slug_of(wrong.path) in slugs)
    for each in asked:
        mistakes += consent_in_the_future(sources_in(folder), each.document, library.today())
    gone = {row.path for row in changes.gone}
    rows = {row.slug: row for row in changes.rows.values() if row.path not in gone}
    files = {slug_of(path) for path in there}
    ours = [references_of(each.document) for each in asked]
    mistakes += wrong_references(sources_in(folder), ours, rows, files, writer.former)
    if mistakes:
        raise ContentError(mistakes)
    return asked


def _introductions(
    folder: Path, writer: CatalogueWriter, changes: ContentChanges, only: Collection[str], admitted: Iterable[Admitted]
) -> tuple[Introductions, dict[str, str]]:
    """Return the introductions to show from now on, and the digest of the file of each.

    Raises:
        ContentError: Every mistake in those to publish.
    """
    documents = {each.document.slug: each.document for each in admitted}
    paths = introductions_to_publish(folder, writer, only, documents)
    ids = {row.slug: row.id for row in changes.rows.values() if row not in changes.gone}
    introductions, mistakes = read_some(folder, writer, writer.vocabulary(), paths, documents, ids)
    ours = [wrong for wrong in mistakes if wrong.path in only]
    if ours:
        raise ContentError(ours)
    now = introduction_digests(folder)
    for path in set(only) - now.keys():
        introductions = introductions.replaced(path, Introductions())
    others = {path: digest for path, digest in writer.introduction_digests().items() if path not in only}
    return introductions, others | {path: now[path] for path in now.keys() & set(only)}


def _read_following(
    library: Library, changes: ContentChanges, asked: Iterable[Read], vocabulary: Vocabulary, progress: Progress
) -> list[Read]:
    """Return the translations of some documents whose own files are as they were published."""
    slugs = {each.document.slug for each in asked}
    rows = {row.path: row for row in translations_of(slugs, changes.rows.values()) if row.slug not in slugs}
    paths = sorted(rows.keys() & {*changes.changed})
    read, _ = read_files(library, changes.scan, paths, vocabulary, progress)
    return [each for each in read if each.document.sha256 == rows[each.document.path].sha256]


def _gate(library: Library, changes: ContentChanges, asked: Iterable[Read]) -> Gate:
    """Return the gate: of every other document, both what was published and what its file says now count."""
    own = {each.document.slug: references_of(each.document).statement for each in asked}
    rows = {row.slug: row for row in changes.rows.values()}
    now = statements_now(library.settings.content, changes)

    def statement_of(slug: str) -> Statement:
        if slug in own:
            return own[slug]
        return now(slug).narrower(read_references(rows[slug].links).statement) if slug in rows else UNKNOWN

    return Gate(statement_of, library.today(), ended(changes.rows.values()))
