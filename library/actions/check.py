"""Find every mistake in the content folder at once, without changing anything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from library.actions.attachment_checks import attachment_advice
from library.actions.consent_dates import consent_in_the_future, days_passed
from library.actions.coverage import Coverage
from library.actions.introduction_checks import IntroductionChecks
from library.actions.link_checks import LinkChecks, linked_slugs
from library.actions.progress import Progress, Stage, silent
from library.actions.tally import differences, seen_next
from library.actions.translation_pairs import TranslationPairs
from library.actions.undated import undated
from library.actions.unused_files import unused_file_advice
from library.content.batch import read_documents
from library.content.folder import scan
from library.content.folder_files import sources_in
from library.content.references import broken_among, check_references, references_of
from library.content.slugs import slug_of
from library.content.vocabulary import read_vocabulary_with_advice
from library.errors import Advice, ContentError, Mistake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from library.actions.library import Library
    from library.actions.tally import Difference
    from library.content.companions import Companions
    from library.content.document import ReadDocument
    from library.content.folder import Scan
    from library.content.references import References
    from library.model.vocabulary import Vocabulary

_NONE: Mapping[str, References] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A content folder without mistakes.

    Attributes:
        documents: How many there are.
        collections: How many there are.
        themes: How many themes have an introduction.
        advice: What an editor should look at, but which stops nothing; sorted, may be empty.
        coverage: The documents counted by theme, role and so on, without those that need not be read.
        seen: Who will see each document after a publish, by address: see ``tally``.
        differences: Documents that other people will see than now.
        used: The paths of the files that documents name, without those that need not be read.
    """

    documents: int
    collections: int
    themes: int
    advice: tuple[Advice, ...]
    coverage: Coverage
    seen: Mapping[str, str]
    differences: tuple[Difference, ...]
    used: frozenset[str]


def check(
    library: Library,
    progress: Progress = silent,
    companions: Companions | None = None,
    unchanged: Mapping[str, References] = _NONE,
) -> CheckResult:
    """Read all content as a publish would.

    Of documents that need not be read, only those are that others name. There is no advice on the rest, and no mistake
    but in what they say about others.

    Args:
        library: Names the content folder.
        progress: Called as reading proceeds.
        companions: Where the files are that documents name; ``None`` for the content folder.
        unchanged: What documents that need not be read say about others, by path.

    Raises:
        ContentError: Every mistake in every file, and the advice on all files.
    """
    folder, found = library.settings.content, scan(library.settings.content)
    vocabulary, advice = _terms(folder, found.mistakes)
    every = _Everything(library, vocabulary, [*found.mistakes], advice)
    paths = [*(stamp.path for stamp in found.documents), *found.misnamed]

    def read_some(some: Sequence[str], add: Callable[[ReadDocument | ContentError], None]) -> None:
        reads = read_documents(folder, some, vocabulary, companions=companions)
        for done, (_, read) in enumerate(reads, start=1):
            progress(Stage.READING, done, len(some))
            add(read)

    read_some([path for path in paths if path not in unchanged], every.add)
    known = {path: unchanged[path] for path in paths if path in unchanged}
    named = every.named_among(known)
    read_some(named, every.add_named)
    every.know(one for path, one in known.items() if path not in named)
    every.compare(found, paths)
    if every.mistakes:
        raise ContentError(every.mistakes, every.advice)
    return every.result(library)


class _Everything:
    """What is known of a content folder so far."""

    def __init__(self, library: Library, vocabulary: Vocabulary, mistakes: list[Mistake], advice: list[Advice]) -> None:
        self.mistakes, self.advice = mistakes, advice
        self._library, self._folder, self._today = library, library.settings.content, library.today()
        self._source_of = sources_in(self._folder)
        self._references: list[References] = []
        self._used: set[str] = set()
        self._coverage, self._pairs = Coverage(vocabulary), TranslationPairs(self._source_of)
        self._introductions = IntroductionChecks(self._folder, vocabulary)
        self._links = LinkChecks(library.settings.url, vocabulary, self._today)
        self._linked: set[str] = set()

    def add(self, read: ReadDocument | ContentError) -> None:
        """Add a document, or the findings about one that cannot be read."""
        self.advice += read.advice
        if isinstance(read, ContentError):
            self.mistakes += read.mistakes
            return
        self._compare_later(read)
        document = read.document
        self._linked |= linked_slugs(read)
        self._coverage.add(document)
        self.mistakes += consent_in_the_future(self._source_of, document, self._today)
        self.advice += days_passed(self._source_of, document, self._today)
        self.advice += attachment_advice(self._library, document, self._source_of)
        self.advice += undated(document)
        self._used.update(file.path for file in document.files)

    def add_named(self, read: ReadDocument | ContentError) -> None:
        """Add a document that is only read because others name it."""
        if isinstance(read, ContentError):
            self.mistakes += read.mistakes
        else:
            self._compare_later(replace(read, links=()))

    def _compare_later(self, read: ReadDocument) -> None:
        self._references.append(references_of(read.document))
        self._introductions.add((read.document,))
        self._pairs.add(read.document)
        self._links.add(read)

    def named_among(self, unread: Mapping[str, References]) -> list[str]:
        """Return the paths of the documents that those read so far, or introductions, name or link to."""
        slugs = {*self._linked, *self._introductions.unseen, *(one.translation_of for one in self._references)}
        return [path for path, one in unread.items() if not slugs.isdisjoint((one.slug, *one.formerly))]

    def know(self, unread: Iterable[References]) -> None:
        """Add what documents that are not read say about others."""
        self._references += unread

    def compare(self, scan: Scan, paths: Sequence[str]) -> None:
        """Add the findings that need every document.

        Args:
            scan: Of the content folder.
            paths: Of all documents, in order.
        """
        order = {path: number for number, path in enumerate(paths)}
        self._references.sort(key=lambda one: order[one.path])
        broken = broken_among(scan, self._references)
        self.mistakes += check_references(self._source_of, self._references, broken)
        self.mistakes += self._introductions.mistakes({slug_of(stamp.path) for stamp in scan.documents})
        self.advice += (*self._pairs.advice(), *self._introductions.advice())
        collections = {each.slug for each in self._introductions.introductions.collections}
        self.advice += self._links.advice(self._references, collections, broken)
        if not self.mistakes:
            self.advice += unused_file_advice(self._folder, self._used)

    def result(self, library: Library) -> CheckResult:
        """Return what was found, if there are no mistakes."""
        texts, seen = self._introductions.introductions, seen_next(library, self._references)
        return CheckResult(
            documents=len(self._references),
            collections=len(texts.collections),
            themes=len(texts.themes),
            advice=tuple(sorted(self.advice)),
            coverage=self._coverage,
            seen=seen,
            differences=differences(library, seen),
            used=frozenset(self._used),
        )


def _terms(folder: Path, mistakes: Iterable[Mistake]) -> tuple[Vocabulary, list[Advice]]:
    """Return the vocabulary and the advice on it.

    Raises:
        ContentError: It has mistakes, reported with those found so far: without terms, no reference can be checked.
    """
    try:
        read = read_vocabulary_with_advice(folder)
    except ContentError as error:
        raise ContentError((*error.mistakes, *mistakes), error.advice) from error
    return read.vocabulary, list(read.advice)
