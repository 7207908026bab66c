"""A full rebuild in a new build, then a swap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.consent_dates import consent_in_the_future
from library.actions.gate import Gate, OriginalsFirst, Read, ended
from library.actions.introduction_checks import IntroductionChecks
from library.actions.publish_steps import Published, copy_files, read_documents, read_terms, store
from library.actions.published_introductions import introduction_digests
from library.content.folder import scan
from library.content.folder_files import sources_in
from library.content.references import References, broken_among, check_references, references_of
from library.content.slugs import slug_of
from library.errors import ContentError
from library.model.document import Status
from library.search.index_entry import entry_of
from library.storage.builds import make_current, new_build
from library.storage.catalogue_writer import CatalogueWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from library.actions.gate import Admitted
    from library.actions.library import Library
    from library.actions.progress import Progress
    from library.model.vocabulary import Vocabulary
    from library.search.index import Entry
    from library.storage.catalogue_change import Change


def rebuild_all(library: Library, before: CatalogueWriter | None, progress: Progress) -> Published:
    """Rebuild everything in a new build, then swap. If anything fails, the served build is unchanged.

    Files are read in other processes while this one fills catalogue and index, in one pass on every core.
    """
    settings = library.settings
    vocabulary, digest = read_terms(settings.content)
    with new_build(settings.data) as build:
        with CatalogueWriter(build.catalogue, after=before.generation() if before else 0) as writer:
            generation, advised = writer.generation() + 1, list[str]()
            days = ended(before.rows() if before else ())
            with writer.change() as change:
                change.set_vocabulary(vocabulary, digest)
                entries = _put_everything(library, change, vocabulary, days, progress, advised)
                library.open_index(build.index).sync(entries, (), generation)
            count, served = len(writer.rows()), writer.served_files()
        make_current(settings.data, build)
    library.keep_only_files(served)
    return Published(count, count, 0, generation, rebuilt=True, advised=len(advised))


def _put_everything(
    library: Library,
    change: Change,
    vocabulary: Vocabulary,
    days: Mapping[str, date],
    progress: Progress,
    advised: list[str],
) -> Iterator[Entry]:
    """Add every document to the new catalogue, and yield its index entry.

    Args:
        library: Names the content folder and the day.
        change: Of the new catalogue.
        vocabulary: The terms that exist.
        days: The last day of each document that was taken down because that day had passed, by slug.
        progress: Called as reading proceeds.
        advised: Gets the path of every document that has advice.

    Raises:
        ContentError: After the last file, with every mistake in all files.
    """
    folder = library.settings.content
    found = scan(folder)
    introduction_checks = IntroductionChecks(folder, vocabulary)
    mistakes, references, ready = list(found.mistakes), list[References](), OriginalsFirst()
    gate = Gate(ready.statement_of, library.today(), days)
    stamps = {stamp.path: stamp for stamp in found.documents}
    for path, answer in read_documents(library, (*stamps, *found.misnamed), vocabulary, progress):
        if isinstance(answer, ContentError):
            mistakes.extend(answer.mistakes)
            continue
        read = Read(stamps[path], found.began_ns, *answer)
        advised += [path] if read.read.advice else []
        references.append(references_of(read.document))
        introduction_checks.add((read.document,))
        mistakes.extend(consent_in_the_future(sources_in(folder), read.document, gate.day))
        for each in ready.after(read, references[-1].statement) if not mistakes else ():
            yield from _put_new(library, change, gate.admit(each), vocabulary)
    mistakes.extend(check_references(sources_in(folder), references, broken_among(found, references)))
    mistakes.extend(introduction_checks.mistakes({slug_of(path) for path in stamps}))
    if mistakes:
        raise ContentError(mistakes)
    change.set_introductions(introduction_checks.introductions, introduction_digests(folder))


def _put_new(library: Library, change: Change, admitted: Admitted, vocabulary: Vocabulary) -> Iterator[Entry]:
    """Add a document, and yield its index entry if it is served."""
    document = admitted.document
    copy_files(library, (document,))
    document_id = store(change, library.settings.content, admitted)
    if document.status is Status.PUBLISHED:
        yield entry_of(document, document_id, vocabulary)
