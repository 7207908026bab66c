"""Find every mistake in the content folder at once, without changing anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.consent_dates import consent_in_the_future, days_passed
from library.actions.coverage import Coverage
from library.actions.introduction_checks import IntroductionChecks
from library.actions.progress import Progress, Stage, silent
from library.actions.translation_pairs import TranslationPairs
from library.actions.withheld_files import withheld_file_advice
from library.content.batch import read_documents
from library.content.folder import scan
from library.content.references import broken_among, check_references, references_of
from library.content.slugs import slug_of
from library.content.vocabulary import read_vocabulary
from library.errors import Advice, ContentError, Mistake

if TYPE_CHECKING:
    from pathlib import Path

    from library.actions.library import Library
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
    """

    documents: int
    collections: int
    themes: int
    advice: tuple[Advice, ...]
    coverage: Coverage


def check(library: Library, progress: Progress = silent) -> CheckResult:
    """Read all content as a publish would.

    Args:
        library: Names the content folder.
        progress: Called as reading proceeds.

    Raises:
        ContentError: Every mistake in every file.
    """
    folder, found = library.settings.content, scan(library.settings.content)
    mistakes: list[Mistake] = list(found.mistakes)
    vocabulary = _terms(folder, mistakes)
    references, advice, today = [], list[Advice](), library.today()
    coverage, pairs = Coverage(vocabulary), TranslationPairs(folder)
    introduction_checks = IntroductionChecks(folder, vocabulary)
    paths = [stamp.path for stamp in found.documents]
    for done, (_, read) in enumerate(read_documents(folder, paths, vocabulary), start=1):
        progress(Stage.READING, done, len(paths))
        if isinstance(read, ContentError):
            mistakes.extend(read.mistakes)
        else:
            document = read.document
            references.append(references_of(document))
            coverage.add(document)
            introduction_checks.add((document,))
            pairs.add(document)
            mistakes += consent_in_the_future(folder, document, today)
            advice += (*read.advice, *days_passed(folder, document, today), *withheld_file_advice(folder, document))
    mistakes += check_references(folder, references, broken_among(found, references))
    mistakes += introduction_checks.mistakes({slug_of(path) for path in paths})
    if mistakes:
        raise ContentError(mistakes)
    written = introduction_checks.introductions
    advice = sorted((*advice, *pairs.advice(), *introduction_checks.advice()))
    return CheckResult(len(references), len(written.collections), len(written.themes), tuple(advice), coverage)


def _terms(folder: Path, mistakes: list[Mistake]) -> Vocabulary:
    """Return the vocabulary.

    Raises:
        ContentError: It has mistakes, reported with those found so far: without terms, no reference can be checked.
    """
    try:
        return read_vocabulary(folder)
    except ContentError as error:
        raise ContentError((*error.mistakes, *mistakes)) from error
