"""Publishing: content files → catalogue and index.

In this order, under one lock:

1. *Narrowings*: every withdrawal, deletion, narrower audience or use and every last day that has passed is applied at
   once, whatever else is wrong, on a full disk too (``taking_down``); to translations of such a document, too. A served
   file that no longer says who may see it is hidden, and so is a told story that lost names, words or files.
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

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from library.actions.days import given_too_late
from library.actions.gate import Gate, OriginalsFirst, Read, ended, read_references
from library.actions.hiding import hide_what_says_less
from library.actions.indexing import bring_up
from library.actions.introducing import Introducing
from library.actions.narrowing import ContentChanges, compare_files, narrow, no_changes, remove
from library.actions.progress import Progress, Stage, silent
from library.actions.standing import may_return, shown_again, standing, taken_down
from library.actions.taking_down import narrow_for_certain
from library.actions.wiping import wipe
from library.content.batch import read_documents_and
from library.content.folder import scan, stamp
from library.content.header.named_files import served_bytes
from library.content.references import References, broken_among, check_references, references_of
from library.content.slugs import slug_of
from library.content.version import reading_version
from library.content.vocabulary import PATH as VOCABULARY
from library.content.vocabulary import read_vocabulary
from library.errors import (
    CatalogueUnavailable,
    ContentError,
    DataReadOnly,
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
    current_build,
    forget_other_builds,
    make_current,
    new_build,
    publish_lock,
    stop_serving,
    usable_build,
)
from library.storage.private import is_read_only, make_all_private, private_files
from library.storage.reserve import make_reserve
from library.storage.secret import secret_key
from library.storage.writing import CatalogueWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from library.actions.gate import Admitted
    from library.actions.library import Library
    from library.actions.narrowing import Hidden
    from library.errors import Mistake
    from library.model.document import Document
    from library.model.lexicon import Lexicon
    from library.model.vocabulary import Vocabulary
    from library.search.index import Entry, SearchIndex
    from library.settings import Settings
    from library.storage.builds import Build
    from library.storage.writing import Change, Row


_NOTHING_SHOWN = "Nothing is shown until a publish succeeds."


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
        tell: Is given a sentence for each document that was taken down, as soon as nobody can see it any more; and at
            the end one for each that could not be shown until its new text was published.

    Returns:
        What was done.

    Raises:
        ContentError: Every mistake in the files that changed. Narrowings are applied all the same.
        TooManyRemovals: Over half of the documents would go, and that is not allowed.
        PublishBusy: Another publish did not end in time.
        DataReadOnly: The data folder can only be read; nothing was changed, and nothing was taken down.
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
        raise _stopped(settings.data, error) from error


def _stopped(data: Path, error: OSError) -> PublishError:
    """Return why a publish stopped and what readers see now."""
    is_published = _is_published(data)
    if is_read_only(data):
        return DataReadOnly(data, is_published=is_published)
    what = f"{error.strerror or error} ({error.filename})" if error.filename else error.strerror or str(error)
    still = "What was served before still is." if is_published else "Nothing has been published here yet."
    return PublishError(f"Publishing stopped: {what}. {still}")


def _is_published(data: Path) -> bool:
    try:
        return usable_build(data) is not None
    except OSError:
        return False  # what cannot be opened is not served either


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
    changes, before = compare_files(library.settings.content, writer.rows()), writer.generation()
    hidden: tuple[Hidden, ...] = ()
    with _saying_what_stands(library, changes, writer):
        try:
            hidden = narrow_for_certain(
                library.settings.data,
                build,
                writer,
                lambda to: _narrow(library, to, changes, allow_removals=allow_removals),
            )
        finally:
            waiting = {each.path: each.says_less for each in hidden if each.may_return}
            if writer.generation() != before:
                _tell(tell, taken_down(changes, writer.published_paths(), library.today(), but=waiting))
        published = _publish_narrowed(library, build, writer, changes, hidden, progress, rebuild=rebuild)
    returning = may_return(changes, waiting)
    if returning:
        _tell(tell, shown_again(returning, waiting, _rows_of_current(library)))
    return published


def _tell(tell: Callable[[str], None], sentences: Iterable[str]) -> None:
    for sentence in sentences:
        tell(sentence)


def _rows_of_current(library: Library) -> dict[str, Row]:
    """Return what is served now, by path: after a rebuild, that is another catalogue."""
    with CatalogueWriter(current_build(library.settings.data).catalogue) as writer:
        return {row.path: row for row in writer.rows()}


@contextmanager
def _saying_what_stands(library: Library, changes: ContentChanges, writer: CatalogueWriter) -> Iterator[None]:
    """Say with an error which changed documents are not shown, or less than before, and why."""
    try:
        yield
    except CatalogueUnavailable:
        raise
    except LibraryError as error:
        with suppress(LibraryError):
            now = {row.path: row for row in writer.rows()}
            until = "the mistakes above are mended" if isinstance(error, ContentError) else "a publish succeeds"
            for sentence in standing(library.settings.content, changes, now, library.today(), until):
                error.add_note(sentence)
        if isinstance(error, ContentError):
            error.add_note("Nothing else was published. Mend the lines above and publish again.")
        raise


def _publish_narrowed(
    library: Library,
    build: Build,
    writer: CatalogueWriter,
    changes: ContentChanges,
    hidden: Iterable[Hidden],
    progress: Progress,
    *,
    rebuild: bool,
) -> Published:
    """Read, then change in place or rebuild."""
    restored = _restore_files(library, writer, changes)
    index = library.open_index(build.index)
    try:
        readable = _is_readable(index)
        if readable:
            bring_up(index, writer, writer.vocabulary(), progress)
        vocabulary, digest = _read_terms(library.settings.content)
        same_terms = writer.meta("vocabulary_hash") == digest
        if rebuild or changes.is_large or not (same_terms and readable and restored):
            return _rebuild(library, writer, progress)
        published = _in_place(library, writer, changes, {each.id for each in hidden}, vocabulary, progress)
        bring_up(index, writer, vocabulary, progress)
        return published
    finally:
        index.close()


def _narrow(
    library: Library, writer: CatalogueWriter, changes: ContentChanges, *, allow_removals: bool
) -> tuple[Hidden, ...]:
    """Apply what cannot wait; return the documents of which the catalogue now holds less than their files say."""
    folder = library.settings.content
    hidden = (*narrow(folder, writer, changes, library.today()), *hide_what_says_less(folder, writer, changes))
    # Last: it may refuse, and nothing else may wait for that.
    remove(writer, changes, allow_removals=allow_removals)
    return hidden


def count_by_status(library: Library) -> Mapping[str, int]:
    """Return how many documents of each status there are now; one whose last day has passed counts as withdrawn.

    Raises:
        NothingPublished: There is no catalogue yet.
    """
    with CatalogueWriter(current_build(library.settings.data).catalogue) as writer:
        return writer.count_by_status()


def take_down_what_is_over(library: Library) -> None:
    """Take down what is served and has passed its last day; read no content.

    Raises:
        PublishError: Another publish did not end in time, or the data folder cannot be written.
        CatalogueUnavailable: The catalogue is damaged.
    """
    settings = library.settings
    try:
        with private_files(), publish_lock(settings.data, settings.publish_wait):
            build = usable_build(settings.data)
            if build is not None:
                with CatalogueWriter(build.catalogue) as writer:
                    _take_down(library, build, writer)
                wipe(library, silent)
    except OSError as error:
        raise PublishError(error.strerror or str(error)) from error


def _take_down(library: Library, build: Build, writer: CatalogueWriter) -> None:
    narrow(library.settings.content, writer, no_changes(writer.rows()), library.today())
    index = library.open_index(build.index)
    try:
        bring_up(index, writer, writer.vocabulary(), silent)
    finally:
        index.close()


def _start_anew(library: Library, progress: Progress) -> Published:
    """Build where nothing usable is; what cannot be narrowed, being damaged, must not be served if that fails."""
    try:
        return _rebuild(library, None, progress)
    except (LibraryError, OSError) as error:
        stop_serving(library.settings.data)
        error.add_note(_NOTHING_SHOWN)
        raise


def _read_terms(folder: Path) -> tuple[Vocabulary, str]:
    """Return the vocabulary, and what names it and the rules of reading: where either changes, all is built anew."""
    vocabulary = read_vocabulary(folder)
    return vocabulary, sha256((folder / VOCABULARY).read_bytes() + reading_version().encode()).hexdigest()


def _is_readable(index: SearchIndex) -> bool:
    try:
        index.ids()
    except SearchUnavailable:
        return False
    return True


def _in_place(
    library: Library,
    writer: CatalogueWriter,
    changes: ContentChanges,
    narrowed: Collection[int],
    vocabulary: Vocabulary,
    progress: Progress,
) -> Published:
    """Read the changed files and put them into the catalogue that serves."""
    folder = library.settings.content
    read, mistakes = _read_changed(folder, changes, vocabulary, progress)
    documents = [each.document for each in read]
    references = _references(changes, documents)
    introducing = _introducing(folder, vocabulary, documents, changes.rows.values(), writer)
    mistakes += (wrong for each in documents for wrong in given_too_late(folder, each, library.today()))
    mistakes += check_references(folder, references, broken_among(changes.scan, references))
    mistakes += introducing.mistakes({slug_of(stamp.path) for stamp in changes.scan.documents})
    if mistakes:
        raise ContentError(mistakes)
    by_slug = {each.slug: each for each in references}
    gate = Gate(lambda slug: by_slug[slug].statement, library.today(), ended(changes.rows.values()))
    held = {path: row for path, row in changes.rows.items() if row.id not in narrowed}
    changed = _put_changed(library, writer, changes.rows, held, [gate.admit(each) for each in read], introducing)
    # Always: a publish that was killed after its change may have left copies of what nobody may see any more.
    library.files.forget_all_but(writer.served_files())
    return Published(len(changes.scan.documents), changed, len(changes.gone), writer.generation(), rebuilt=False)


def _read_changed(
    folder: Path, changes: ContentChanges, vocabulary: Vocabulary, progress: Progress
) -> tuple[list[Read], list[Mistake]]:
    """Return what changed, as far as it is right, and every mistake in it."""
    stamps = {stamp.path: stamp for stamp in changes.scan.documents}
    read, mistakes = [], list(changes.scan.mistakes)
    for path, answer in _read(folder, changes.changed, vocabulary, progress):
        if isinstance(answer, ContentError):
            mistakes.extend(answer.mistakes)
        else:
            read.append(Read(stamps[path], changes.scan.began_ns, *answer))
    return read, mistakes


def _references(changes: ContentChanges, changed: Iterable[Document]) -> list[References]:
    """Return what all documents that there will be say of one another."""
    new = {document.path: references_of(document) for document in changed}
    there = {stamp.path for stamp in changes.scan.documents}
    kept = (row for path, row in changes.rows.items() if path in there and path not in new)
    return [*(read_references(row.links) for row in kept), *new.values()]


def _put_changed(
    library: Library,
    writer: CatalogueWriter,
    rows: Mapping[str, Row],
    held: Mapping[str, Row],
    admitted: Sequence[Admitted],
    introducing: Introducing,
) -> int:
    """Put in what is not held already; return how many documents that were."""
    folder = library.settings.content
    same = {path for each in admitted if (row := held.get(path := each.document.path)) and each.is_held_in(row)}
    different = [each for each in admitted if each.document.path not in same]
    _keep_files(library, (each.document for each in admitted))
    with writer.change() as change:
        for each in admitted:
            if each.document.path in same:
                change.restamp(held[each.document.path].id, _stamps(folder, each))
        before = [row.id for each in different if (row := rows.get(each.document.path))]
        change.remove(before, wipe=_were_told(writer, before))
        for each in different:
            _put(change, folder, each)
        change.set_introductions(introducing.introductions)
    return len(different)


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


def _rebuild(library: Library, before: CatalogueWriter | None, progress: Progress) -> Published:
    """Build everything anew beside, then swap. Whatever goes wrong, what serves is left as it is.

    Files are read in other processes while this one fills catalogue and index: one pass, on every core.
    """
    settings = library.settings
    vocabulary, digest = _read_terms(settings.content)
    with new_build(settings.data) as build:
        with CatalogueWriter(build.catalogue, after=before.generation() if before else 0) as writer:
            generation = writer.generation() + 1
            days = ended(before.rows() if before else ())
            with writer.change() as change:
                change.set_vocabulary(vocabulary, digest)
                entries = _put_everything(library, change, vocabulary, days, progress)
                library.open_index(build.index).sync(entries, (), generation)
            count, served = len(writer.rows()), writer.served_files()
        make_current(settings.data, build)
    library.files.forget_all_but(served)
    return Published(count, count, 0, generation, rebuilt=True)


def _put_everything(
    library: Library, change: Change, vocabulary: Vocabulary, days: Mapping[str, date], progress: Progress
) -> Iterator[Entry]:
    """Put every document into a catalogue that nobody sees yet, and give what the index keeps of it.

    Raises:
        ContentError: After the last file, every mistake in all of them.
    """
    folder = library.settings.content
    found = scan(folder)
    introducing = Introducing(folder, vocabulary)
    mistakes, references, ready = list(found.mistakes), list[References](), OriginalsFirst()
    gate = Gate(ready.statement_of, library.today(), days)
    stamps = {stamp.path: stamp for stamp in found.documents}
    for path, answer in _read(folder, tuple(stamps), vocabulary, progress):
        if isinstance(answer, ContentError):
            mistakes.extend(answer.mistakes)
            continue
        read = Read(stamps[path], found.began_ns, *answer)
        references.append(references_of(read.document))
        introducing.see((read.document,))
        mistakes.extend(given_too_late(folder, read.document, gate.day))
        for each in ready.after(read, references[-1].statement) if not mistakes else ():
            yield from _put_new(library, change, gate.admit(each), vocabulary)
    mistakes.extend(check_references(folder, references, broken_among(found, references)))
    mistakes.extend(introducing.mistakes({slug_of(path) for path in stamps}))
    if mistakes:
        raise ContentError(mistakes)
    change.set_introductions(introducing.introductions)


def _put_new(library: Library, change: Change, admitted: Admitted, vocabulary: Vocabulary) -> Iterator[Entry]:
    """Put a document in, and give what the index keeps of it where it is served."""
    document = admitted.document
    _keep_files(library, (document,))
    document_id = _put(change, library.settings.content, admitted)
    if document.status is Status.PUBLISHED:
        yield entry_of(document, document_id, vocabulary)


def _read(
    folder: Path, paths: Sequence[str], vocabulary: Vocabulary, progress: Progress
) -> Iterator[tuple[str, tuple[Document, Lexicon] | ContentError]]:
    for done, (path, read) in enumerate(read_documents_and(folder, paths, vocabulary, lexicon_of), start=1):
        progress(Stage.READING, done, len(paths))
        yield path, read


def _keep_files(library: Library, documents: Iterable[Document]) -> None:
    for document in documents:
        for file in document.files if document.status is Status.PUBLISHED else ():
            library.files.keep(file, served_bytes(library.settings.content, file))


def _restore_files(library: Library, writer: CatalogueWriter, changes: ContentChanges) -> bool:
    """Copy files again whose copies were lost or cut; those of changed documents are copied when these are read.

    Returns:
        False where one comes out differently, as a picture may that another version of the decoder draws.
    """
    changed = {row.id for path in changes.changed if (row := changes.rows.get(path))}
    try:
        _keep_files(library, (document for id_, document in writer.documents_with_files() if id_ not in changed))
    except PublishError:
        return False
    return True


def _put(change: Change, folder: Path, admitted: Admitted) -> int:
    links = msgspec.json.encode(references_of(admitted.read.document))
    stamps = _stamps(folder, admitted)
    return change.put(admitted.document, stamps, links, admitted.read.lexicon, admitted.agreed)


def _stamps(folder: Path, admitted: Admitted) -> bytes:
    companions = (stamp(folder, file.path, admitted.read.began_ns) for file in admitted.document.files)
    return msgspec.json.encode([admitted.read.stamp, *filter(None, companions)])
