"""Find every mistake in the content folder at once, without changing anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.attachment_checks import attachment_advice
from library.actions.consent_dates import consent_in_the_future, days_passed
from library.actions.coverage import Coverage
from library.actions.introduction_checks import IntroductionChecks
from library.actions.link_checks import LinkChecks
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
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from library.actions.library import Library
    from library.actions.tally import Difference
    from library.content.companions import Companions
    from library.content.document import ReadDocument
    from library.content.folder import Scan
    from library.content.references import References
    from library.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A content folder without mistakes.

    Attributes:
        documents: How many there are.
        collections: How many there are.
        themes: How many themes have an introduction.
        advice: What an editor should look at, but which stops nothing; sorted, may be empty.
        coverage: The documents counted by theme, role and so on.
        seen: Who will see each document after a publish, by address: see ``tally``.
        differences: Documents that other people will see than now.
        used: The paths of the files that documents name.
    """

    documents: int
    collections: int
    themes: int
    advice: tuple[Advice, ...]
    coverage: Coverage
    seen: Mapping[str, str]
    differences: tuple[Difference, ...]
    used: frozenset[str]


def check(library: Library, progress: Progress = silent, companions: Companions | None = None) -> CheckResult:
    """Read all content as a publish would.

    Args:
        library: Names the content folder.
        progress: Called as reading proceeds.
        companions: Where the files are that documents name; ``None`` for the content folder.

    Raises:
        ContentError: Every mistake in every file, and the advice on all files.
    """
    folder, found = library.settings.content, scan(library.settings.content)
    vocabulary, advice = _terms(folder, found.mistakes)
    every = _Everything(library, vocabulary, [*found.mistakes], advice)
    paths = [stamp.path for stamp in found.documents]
    reads = read_documents(folder, [*paths, *found.misnamed], vocabulary, companions=companions)
    for done, (_, read) in enumerate(reads, start=1):
        progress(Stage.READING, done, len(paths) + len(found.misnamed))
        every.add(read)
    every.compare(found)
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

    def add(self, read: ReadDocument | ContentError) -> None:
        """Add a document, or the findings about one that cannot be read."""
        self.advice += read.advice
        if isinstance(read, ContentError):
            self.mistakes += read.mistakes
            return
        document = read.document
        self._references.append(references_of(document))
        self._coverage.add(document)
        self._introductions.add((document,))
        self._pairs.add(document)
        self._links.add(read)
        self.mistakes += consent_in_the_future(self._source_of, document, self._today)
        self.advice += days_passed(self._source_of, document, self._today)
        self.advice += attachment_advice(self._library, document, self._source_of)
        self.advice += undated(document)
        self._used.update(file.path for file in document.files)

    def compare(self, scan: Scan) -> None:
        """Add the findings that need every document."""
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
