"""Publishing: from content files to catalogue and index.

The steps in order, under one lock:

1. *Narrowings*: every withdrawal, deletion, narrower audience or use, and every last day that has passed is applied at
   once, whatever else is wrong and even on a full disk (``full_disk``), and to the translations of such a
   document. A served file that no longer says who may see it is hidden, and so is a real story that lost names, words
   or files.
2. *Reading*: every changed file is read and every mistake collected. If there are any, the last good state is still
   served, with the narrowings.
3. *The catalogue*, in one transaction: changed documents are removed and added under new integers.
4. *The index*, updated to hold exactly what the catalogue holds. Until then it can miss a document but never show one
   that is not in the catalogue. If an interruption left the index behind, the next publish updates it first.

A small change is made in place. A large one, a changed vocabulary, a new shape of catalogue or ``rebuild`` fills a new
build, and the old one is served until the new one is complete.

At the end, whatever else is wrong, withdrawn words also leave the disk (``wiping``).

A publish of some documents (``only``) takes the same steps: everything is narrowed, but of the changed files only these
are read (``publish_some``). Nothing else is published, and mistakes elsewhere do not stop it.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.full_disk import narrow_or_block
from library.actions.import_export.applying import finish_locked
from library.actions.in_place import publish_in_place
from library.actions.indexing import update_index
from library.actions.narrowing import ContentChanges, compare_files, narrow, remove
from library.actions.progress import Progress, silent
from library.actions.publish_report import may_return, shown_again, standing, taken_down
from library.actions.publish_some import publish_some
from library.actions.publish_steps import Published, hash_of_terms, read_terms, restore_files
from library.actions.rebuild import rebuild_all
from library.actions.whole_files import remove_abandoned
from library.actions.wiping import wipe
from library.actions.words_taken_out import hide_shortened_stories
from library.errors import (
    CatalogueUnavailable,
    ContentError,
    DataReadOnly,
    ImportRefused,
    LibraryError,
    NothingPublished,
    PublishError,
    SearchUnavailable,
    SettingsError,
    TooManyRemovals,
)
from library.storage.builds import current_build, delete_other_builds, publish_lock, stop_serving, usable_build
from library.storage.catalogue_writer import CatalogueWriter
from library.storage.file_permissions import is_read_only, make_all_private, private_files
from library.storage.reserve import make_reserve
from library.storage.signing_key import secret_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from library.actions.library import Library
    from library.actions.narrowing import Hidden
    from library.model.vocabulary import Vocabulary
    from library.search.index import SearchIndex
    from library.settings import Settings
    from library.storage.builds import Build
    from library.storage.catalogue_row import Row


_NOTHING_SHOWN = "The site will show nothing until you publish successfully."
_FIXED = "you fix the problems above and publish again"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What to publish.

    Attributes:
        only: Paths of the documents to publish, or ``None`` for everything.
        rebuild: Whether to rebuild everything in a new build.
        allow_removals: Whether over half of the documents may be removed.
    """

    only: frozenset[str] | None
    rebuild: bool
    allow_removals: bool


def publish(
    library: Library,
    *,
    only: Collection[str] | None = None,
    rebuild: bool = False,
    allow_removals: bool = False,
    progress: Progress = silent,
    tell: Callable[[str], None] = lambda _: None,
) -> Published:
    """Publish the content folder.

    Args:
        library: The library; it need not have been published, unless ``only`` is given.
        only: Paths of the documents to publish, relative to the content folder: all of them, or none if one has a
            mistake. Everything is narrowed all the same. ``None`` for everything.
        rebuild: Whether to rebuild everything in a new build; not with ``only``.
        allow_removals: Whether over half of the documents may be removed.
        progress: Called as work proceeds.
        tell: Called with a sentence for each document taken down, as soon as nobody can see it; and at the end for each
            that was hidden until its new text was published.

    Returns:
        What was done.

    Raises:
        ContentError: Every mistake in the changed files, or in those to publish. Narrowings have been applied.
        TooManyRemovals: Over half of the documents would be removed, and that is not allowed. Not with ``only``: then
            none are removed.
        PublishBusy: Another publish did not end in time.
        DataReadOnly: The data folder is read-only; nothing was changed or taken down.
        PublishError: The disk is full, or a file changed while it was read.
    """
    settings = library.settings
    wanted = _Wanted(None if only is None else frozenset(only), rebuild, allow_removals)
    try:
        with private_files(), publish_lock(settings.data, settings.publish_wait):
            with suppress(OSError, ImportRefused):  # nothing may hold up a withdrawal
                finish_locked(settings)
            try:
                return _publish(library, wanted, progress, tell)
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
    still = "Apart from anything taken down, the site is unchanged." if is_published else "The site shows nothing yet."
    return PublishError(f"Publishing stopped: {what}. {still}")


def _is_published(data: Path) -> bool:
    try:
        return usable_build(data) is not None
    except OSError:
        return False  # what cannot be opened is not served either


def _publish(library: Library, wanted: _Wanted, progress: Progress, tell: Callable[[str], None]) -> Published:
    """Publish onto the served build, or rebuild if there is none, or it is damaged or has another shape."""
    data = library.settings.data
    if wanted.only is None:
        make_all_private(data)  # every file is looked at
    delete_other_builds(data)
    build = usable_build(data)
    if build is None:
        return _start_anew(library, wanted, progress)
    try:
        return _narrow_publish_wipe(library, build, wanted, progress, tell)
    except CatalogueUnavailable:
        return _start_anew(library, wanted, progress)


def _leave_ready(settings: Settings) -> None:
    """Delete what killed processes left, and prepare what serving and the next withdrawal need, if there is space."""
    remove_abandoned(settings.content)
    make_reserve(settings.data)
    with suppress(SettingsError):
        secret_key(settings)


def _narrow_publish_wipe(
    library: Library, build: Build, wanted: _Wanted, progress: Progress, tell: Callable[[str], None]
) -> Published:
    """Publish onto a served build; withdrawn words leave the disk even if the rest fails."""
    try:
        with CatalogueWriter(build.catalogue) as writer:
            published = _publish_onto(library, build, writer, wanted, progress, tell)
    except CatalogueUnavailable:
        raise
    except (LibraryError, OSError) as error:
        _wipe_too(library, progress, error)
        raise
    wipe(library, progress)
    return published


def _wipe_too(library: Library, progress: Progress, error: Exception) -> None:
    """Wipe after a failed publish; if this fails too, add that to the error."""
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
    wanted: _Wanted,
    progress: Progress,
    tell: Callable[[str], None],
) -> Published:
    """Narrow, then read, then change in place or rebuild."""
    changes, before = compare_files(library.settings.content, writer.rows()), writer.generation()
    hidden: tuple[Hidden, ...] = ()
    gone: dict[str, str] = {}
    with _saying_what_stands(library, changes, writer, gone):
        try:
            hidden = narrow_or_block(
                library.settings.data,
                build,
                writer,
                lambda to: _narrow(library, to, changes, wanted),
            )
        finally:
            waiting = {each.path: each.says_less for each in hidden if each.may_return}
            if writer.generation() != before:
                gone.update(taken_down(changes, _by_path(writer), library.today(), but=waiting))
                _tell(tell, gone.values())
        published = _publish_narrowed(library, build, writer, changes, hidden, wanted, progress)
    returning = may_return(changes, waiting)
    if returning:
        _tell(tell, shown_again(returning, waiting, _rows_of_current(library), library.today()))
    return published


def _tell(tell: Callable[[str], None], sentences: Iterable[str]) -> None:
    for sentence in sentences:
        tell(sentence)


def _rows_of_current(library: Library) -> dict[str, Row]:
    """Return the served documents by path; after a rebuild, from the new catalogue."""
    with CatalogueWriter(current_build(library.settings.data).catalogue) as writer:
        return _by_path(writer)


def _by_path(writer: CatalogueWriter) -> dict[str, Row]:
    return {row.path: row for row in writer.rows()}


@contextmanager
def _saying_what_stands(
    library: Library, changes: ContentChanges, writer: CatalogueWriter, gone: Collection[str]
) -> Iterator[None]:
    """Add to an error which changed documents are hidden or narrowed, and why, except those in ``gone``."""
    try:
        yield
    except CatalogueUnavailable:
        raise
    except LibraryError as error:
        with suppress(LibraryError):
            until = _FIXED if isinstance(error, ContentError) else "a publish succeeds"
            now = _by_path(writer)
            for sentence in standing(library.settings.content, changes, now, library.today(), until, but=gone):
                error.add_note(sentence)
        if isinstance(error, ContentError):
            error.add_note("Nothing new was published. Fix the problems above, then run: library publish")
        raise


def _publish_narrowed(
    library: Library,
    build: Build,
    writer: CatalogueWriter,
    changes: ContentChanges,
    hidden: Iterable[Hidden],
    wanted: _Wanted,
    progress: Progress,
) -> Published:
    """Read, then change in place or rebuild."""
    restored = wanted.only is not None or restore_files(library, writer, changes)
    index = library.open_index(build.index)
    try:
        readable = _is_readable(index)
        held = writer.vocabulary()
        if readable:
            update_index(index, writer, held, progress)
        if wanted.only is not None:
            published = publish_some(library, writer, changes, {each.id for each in hidden}, wanted.only, progress)
            if readable:  # if not, search is down until everything is published
                update_index(index, writer, held, progress)
            return published
        vocabulary, same_terms = _terms(library, writer, held)
        if wanted.rebuild or changes.is_large or not (same_terms and readable and restored):
            return rebuild_all(library, writer, progress)
        published = publish_in_place(library, writer, changes, {each.id for each in hidden}, vocabulary, progress)
        update_index(index, writer, vocabulary, progress)
        return published
    finally:
        index.close()


def _terms(library: Library, writer: CatalogueWriter, held: Vocabulary) -> tuple[Vocabulary, bool]:
    """Return the vocabulary and whether it is the one that was published; then its file need not be read again."""
    folder, published = library.settings.content, writer.meta("vocabulary_hash")
    with suppress(OSError):
        if published == hash_of_terms(folder):
            return held, True
    vocabulary, digest = read_terms(folder)
    return vocabulary, published == digest


def _narrow(library: Library, writer: CatalogueWriter, changes: ContentChanges, wanted: _Wanted) -> tuple[Hidden, ...]:
    """Apply the narrowings; return the documents that the catalogue hides or narrows until they are read."""
    folder = library.settings.content
    hidden = (*narrow(folder, writer, changes, library.today()), *hide_shortened_stories(folder, writer, changes))
    # Do this last: it may refuse, and nothing else may depend on that.
    try:
        remove(writer, changes, allow_removals=wanted.allow_removals)
    except TooManyRemovals:
        if wanted.only is None:
            raise
    return hidden


def _start_anew(library: Library, wanted: _Wanted, progress: Progress) -> Published:
    """Rebuild because no build is usable; if that fails, serve nothing: a damaged build cannot be narrowed."""
    try:
        if wanted.only is not None:
            raise NothingPublished
        return rebuild_all(library, None, progress)
    except (LibraryError, OSError) as error:
        stop_serving(library.settings.data)
        error.add_note(_NOTHING_SHOWN)
        raise


def _is_readable(index: SearchIndex) -> bool:
    try:
        index.ids()
    except SearchUnavailable:
        return False
    return True
