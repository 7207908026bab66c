"""Publishing: content files → catalogue and index.

In this order, under one lock:

1. *Narrowings*: every withdrawal, deletion and narrower audience or use that can be read is applied at once, whatever
   else is wrong, on a full disk too (``taking_down``). A served file that no longer says who may see it is hidden.
2. *Reading*: every changed file is read and every mistake collected. With any mistake, the last good state keeps
   serving, as narrowed.
3. *The catalogue*, in one transaction: changed documents leave and come back under new integers.
4. *The index*, brought to hold just what the catalogue holds. Until it does, it can miss a document but never show one
   that the catalogue does not have. A publish that finds the index behind, after an interruption, mends it first.

A small change is made in place. A large one, a changed vocabulary, another shape of catalogue or ``rebuild`` fills a
new build beside the old one, which serves until the new one is complete.

At the end, whatever else is wrong, what was withdrawn leaves the disk too (``wiping``).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from library.actions.indexing import bring_up
from library.actions.introducing import Introducing
from library.actions.narrowing import Look, look_at, narrow, remove
from library.actions.progress import Progress, Stage, silent
from library.actions.taking_down import narrow_for_certain, taken_down
from library.actions.wiping import wipe
from library.content.batch import read_documents_and
from library.content.folder import Stamp, scan, stamp
from library.content.named_files import served_bytes
from library.content.references import References, check_references, references_of
from library.content.slugs import slug_of
from library.content.vocabulary import PATH as VOCABULARY
from library.content.vocabulary import read_vocabulary
from library.errors import (
    CatalogueUnavailable,
    ContentError,
    LibraryError,
    NothingPublished,
    PublishError,
    SearchUnavailable,
    SettingsError,
)
from library.model.document import Provenance, Status
from library.search.entry import entry_of
from library.search.lexicon import lexicon_of
from library.storage.builds import (
    forget_other_builds,
    make_current,
    new_build,
    publish_lock,
    stop_serving,
    usable_build,
)
from library.storage.private import make_all_private, private_files
from library.storage.reserve import make_reserve
from library.storage.secret import secret_key
from library.storage.writing import CatalogueWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from library.actions.library import Library
    from library.model.document import Document
    from library.model.lexicon import Lexicon
    from library.model.vocabulary import Vocabulary
    from library.search.index import Entry, SearchIndex
    from library.settings import Settings
    from library.storage.builds import Build
    from library.storage.writing import Change, Row


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish did.

    Attributes:
        documents: How many documents there are now, shown or not.
        changed: How many were new or had changed.
        removed: How many files had gone.
        generation: The catalogue's generation.
        rebuilt: Whether everything was built anew.
    """

    documents: int
    changed: int
    removed: int
    generation: int
    rebuilt: bool


def publish(
    library: Library,
    *,
    rebuild: bool = False,
    allow_removals: bool = False,
    progress: Progress = silent,
    tell: Callable[[str], None] = lambda _: None,
) -> Published:
    """Publish the content folder.

    Args:
        library: The library; it need not have been published.
        rebuild: Whether to build everything anew beside the old state.
        allow_removals: Whether over half of the documents may go.
        progress: Is told how far it is.
        tell: Is given the file of each document that was taken down, as soon as nobody can see it any more.

    Returns:
        What was done.

    Raises:
        ContentError: Every mistake in the files that changed. Narrowings are applied all the same.
        TooManyRemovals: Over half of the documents would go, and that is not allowed.
        PublishBusy: Another publish did not end in time.
        PublishError: The disk is full or a file changed under the reader.
    """
    settings = library.settings
    options = {"rebuild": rebuild, "allow_removals": allow_removals}
    try:
        with private_files(), publish_lock(settings.data, settings.publish_wait):
            try:
                return _publish(library, progress, tell, **options)
            finally:
                _leave_ready(settings)
    except OSError as error:
        what = f"{error.strerror or error} ({error.filename})" if error.filename else error.strerror or str(error)
        raise PublishError(f"Publishing stopped: {what}. What was served before still is.") from error


def _publish(
    library: Library, progress: Progress, tell: Callable[[str], None], *, rebuild: bool, allow_removals: bool
) -> Published:
    """Publish onto what is there, or anew where that is nothing, damaged or of another shape."""
    data, options = library.settings.data, {"rebuild": rebuild, "allow_removals": allow_removals}
    make_all_private(data)
    forget_other_builds(data)
    build = usable_build(data)
    if build is None:
        return _start_anew(library, progress)
    try:
        return _narrow_publish_wipe(library, build, progress, tell, **options)
    except CatalogueUnavailable:
        return _start_anew(library, progress)


def _leave_ready(settings: Settings) -> None:
    """Leave what serving and the next withdrawal need, as far as there is room."""
    make_reserve(settings.data)
    with suppress(SettingsError):
        secret_key(settings)


def _narrow_publish_wipe(
    library: Library,
    build: Build,
    progress: Progress,
    tell: Callable[[str], None],
    *,
    rebuild: bool,
    allow_removals: bool,
) -> Published:
    """Publish where something is published already; what was withdrawn leaves the disk even where the rest fails."""
    options = {"rebuild": rebuild, "allow_removals": allow_removals}
    try:
        with CatalogueWriter(build.catalogue) as writer:
            published = _publish_onto(library, build, writer, progress, tell, **options)
    except CatalogueUnavailable:
        raise
    except (LibraryError, OSError) as error:
        _wipe_too(library, progress, error)
        raise
    wipe(library, progress)
    return published


def _wipe_too(library: Library, progress: Progress, error: Exception) -> None:
    """Wipe where the publish failed; that this fails as well is said with the error."""
    try:
        wipe(library, progress)
    except NothingPublished:
        pass  # serving was stopped
    except PublishError as unwiped:
        error.add_note(str(unwiped))


def _publish_onto(
    library: Library,
    build: Build,
    writer: CatalogueWriter,
    progress: Progress,
    tell: Callable[[str], None],
    *,
    rebuild: bool,
    allow_removals: bool,
) -> Published:
    """Narrow, then read, then change in place or rebuild."""
    folder = library.settings.content
    look = look_at(folder, writer.rows())
    try:
        narrow_for_certain(
            library.settings.data, build, writer, lambda to: _narrow(folder, to, look, allow_removals=allow_removals)
        )
    finally:
        for path in taken_down(look.rows.values(), writer):
            tell(path)
    _restore_files(library, writer, look)
    index = library.open_index(build.index)
    try:
        readable = _is_readable(index)
        if readable:
            bring_up(index, writer, writer.vocabulary(), progress)
        vocabulary, digest = _read_terms(folder)
        same_terms = writer.meta("vocabulary_hash") == digest
        if rebuild or look.is_large or not same_terms or not readable:
            return _rebuild(library, writer, progress)
        published = _in_place(library, writer, look, vocabulary, progress)
        bring_up(index, writer, vocabulary, progress)
        return published
    finally:
        index.close()


def _narrow(folder: Path, writer: CatalogueWriter, look: Look, *, allow_removals: bool) -> None:
    narrow(folder, writer, look)
    remove(writer, look, allow_removals=allow_removals)


def _start_anew(library: Library, progress: Progress) -> Published:
    """Build where nothing usable is; what cannot be narrowed, being damaged, must not be served if that fails."""
    try:
        return _rebuild(library, None, progress)
    except ContentError:
        stop_serving(library.settings.data)
        raise


def _read_terms(folder: Path) -> tuple[Vocabulary, str]:
    vocabulary = read_vocabulary(folder)
    return vocabulary, sha256((folder / VOCABULARY).read_bytes()).hexdigest()


def _is_readable(index: SearchIndex) -> bool:
    try:
        index.ids()
    except SearchUnavailable:
        return False
    return True


def _in_place(
    library: Library, writer: CatalogueWriter, look: Look, vocabulary: Vocabulary, progress: Progress
) -> Published:
    """Read the changed files and put them into the catalogue that serves."""
    folder = library.settings.content
    stamps = {stamp.path: stamp for stamp in look.scan.documents}
    answers = list(_read(folder, look.changed, vocabulary, progress))
    read = [answer for answer in answers if not isinstance(answer, ContentError)]
    mistakes = [
        *look.scan.mistakes,
        *(each for answer in answers if isinstance(answer, ContentError) for each in answer.mistakes),
    ]
    documents = [document for document, _ in read]
    new = {document.path for document in documents}
    kept = (row for path, row in look.rows.items() if path in stamps and path not in new)
    references = [msgspec.json.decode(row.links, type=References) for row in kept]
    introducing = _introducing(folder, vocabulary, documents, look.rows.values(), writer)
    mistakes += check_references(folder, [*references, *map(references_of, documents)])
    mistakes += introducing.mistakes({slug_of(path) for path in stamps})
    if mistakes:
        raise ContentError(mistakes)
    different = [each for each in read if not _says_same(each[0], look.rows.get(each[0].path))]
    same = [document for document in documents if _says_same(document, look.rows.get(document.path))]
    _keep_files(library, (document for document, _ in different))
    with writer.change() as change:
        for document in same:
            change.restamp(look.rows[document.path].id, _stamps(folder, stamps[document.path], document))
        before = [row.id for document, _ in different if (row := look.rows.get(document.path))]
        change.remove(before, wipe=_were_told(writer, before))
        for document, lexicon in different:
            _put(change, folder, stamps[document.path], document, lexicon)
        change.set_introductions(introducing.introductions)
    # Always: a publish that was killed after its change may have left copies of what nobody may see any more.
    library.files.forget_all_but(writer.served_files())
    return Published(len(stamps), len(different), len(look.gone), writer.generation(), rebuilt=False)


def _introducing(
    folder: Path, vocabulary: Vocabulary, changed: Iterable[Document], rows: Iterable[Row], writer: CatalogueWriter
) -> Introducing:
    """Read the introductions and show them what they link to: of what has not changed, what serves."""
    introducing = Introducing(folder, vocabulary)
    introducing.see(changed)
    unseen = introducing.unseen
    introducing.see(document for _, document in writer.documents(row.id for row in rows if row.slug in unseen))
    return introducing


def _were_told(writer: CatalogueWriter, ids: Iterable[int]) -> bool:
    """Tell whether any of some documents was told: what was changed may be what somebody wanted out."""
    return any(document.provenance is Provenance.TOLD for _, document in writer.documents(ids))


def _says_same(document: Document, row: Row | None) -> bool:
    return row is not None and row.sha256 == document.sha256


def _rebuild(library: Library, before: CatalogueWriter | None, progress: Progress) -> Published:
    """Build everything anew beside, then swap. Whatever goes wrong, what serves is left as it is.

    Files are read in other processes while this one fills catalogue and index: one pass, on every core.
    """
    settings = library.settings
    vocabulary, digest = _read_terms(settings.content)
    with new_build(settings.data) as build:
        with CatalogueWriter(build.catalogue, after=before.generation() if before else 0) as writer:
            generation = writer.generation() + 1
            with writer.change() as change:
                change.set_vocabulary(vocabulary, digest)
                entries = _put_everything(library, change, vocabulary, progress)
                library.open_index(build.index).sync(entries, (), generation)
            count, served = len(writer.rows()), writer.served_files()
        make_current(settings.data, build)
    library.files.forget_all_but(served)
    return Published(count, count, 0, generation, rebuilt=True)


def _put_everything(library: Library, change: Change, vocabulary: Vocabulary, progress: Progress) -> Iterator[Entry]:
    """Put every document into a catalogue that nobody sees yet, and give what the index keeps of it.

    Raises:
        ContentError: After the last file, every mistake in all of them.
    """
    folder = library.settings.content
    found = scan(folder)
    introducing = Introducing(folder, vocabulary)
    mistakes, references = list(found.mistakes), []
    paths = [stamp.path for stamp in found.documents]
    for stamped, read in zip(found.documents, _read(folder, paths, vocabulary, progress), strict=True):
        if isinstance(read, ContentError):
            mistakes.extend(read.mistakes)
            continue
        document, lexicon = read
        references.append(references_of(document))
        introducing.see((document,))
        if not mistakes:
            _keep_files(library, (document,))
            document_id = _put(change, folder, stamped, document, lexicon)
            if document.status is Status.PUBLISHED:
                yield entry_of(document, document_id, vocabulary)
    mistakes.extend(check_references(folder, references))
    mistakes.extend(introducing.mistakes({slug_of(path) for path in paths}))
    if mistakes:
        raise ContentError(mistakes)
    change.set_introductions(introducing.introductions)


def _read(
    folder: Path, paths: Sequence[str], vocabulary: Vocabulary, progress: Progress
) -> Iterator[tuple[Document, Lexicon] | ContentError]:
    for done, (_, read) in enumerate(read_documents_and(folder, paths, vocabulary, lexicon_of), start=1):
        progress(Stage.READING, done, len(paths))
        yield read


def _keep_files(library: Library, documents: Iterable[Document]) -> None:
    for document in documents:
        for file in document.files if document.status is Status.PUBLISHED else ():
            library.files.keep(file, served_bytes(library.settings.content, file))


def _restore_files(library: Library, writer: CatalogueWriter, look: Look) -> None:
    """Copy files again whose copies were lost or cut; those of changed documents are copied when these are read."""
    changed = {row.id for path in look.changed if (row := look.rows.get(path))}
    _keep_files(library, (document for id_, document in writer.documents_with_files() if id_ not in changed))


def _put(change: Change, folder: Path, stamped: Stamp, document: Document, lexicon: Lexicon) -> int:
    links = msgspec.json.encode(references_of(document))
    return change.put(document, _stamps(folder, stamped, document), links, lexicon)


def _stamps(folder: Path, stamped: Stamp, document: Document) -> bytes:
    companions = (stamp(folder, file.path) for file in document.files)
    return msgspec.json.encode([stamped, *filter(None, companions)])
