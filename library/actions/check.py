"""Find every mistake in the content folder at once, without changing anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.consent_dates import days_passed, given_too_late
from library.actions.coverage import Coverage
from library.actions.introduction_checks import Introducing
from library.actions.progress import Progress, Stage, silent
from library.actions.translation_pairs import Pairing
from library.actions.withheld_files import files_withheld
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
class Checked:
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


def check(library: Library, progress: Progress = silent) -> Checked:
    """Read all content as a publish would.

    Args:
        library: Names the content folder.
        progress: Called as reading proceeds.

    Raises:
        ContentError: Every mistake in every file.
    """
    folder = library.settings.content
    found = scan(folder)
    mistakes: list[Mistake] = list(found.mistakes)
    vocabulary = _terms(folder, mistakes)
    references, advice, today = [], list[Advice](), library.today()
    coverage, introducing, pairing = Coverage(vocabulary), Introducing(folder, vocabulary), Pairing(folder)
    paths = [stamp.path for stamp in found.documents]
    for done, (_, read) in enumerate(read_documents(folder, paths, vocabulary), start=1):
        progress(Stage.READING, done, len(paths))
        if isinstance(read, ContentError):
            mistakes.extend(read.mistakes)
        else:
            document = read.document
            references.append(references_of(document))
            coverage.see(document)
            introducing.see((document,))
            pairing.see(document)
            mistakes += given_too_late(folder, document, today)
            advice += (*read.advice, *days_passed(folder, document, today), *files_withheld(folder, document))
    mistakes += check_references(folder, references, broken_among(found, references))
    mistakes += introducing.mistakes({slug_of(path) for path in paths})
    if mistakes:
        raise ContentError(mistakes)
    introductions = introducing.introductions
    advice = sorted((*advice, *pairing.advice(), *introducing.advice()))
    return Checked(len(references), len(introductions.collections), len(introductions.themes), tuple(advice), coverage)


def _terms(folder: Path, mistakes: list[Mistake]) -> Vocabulary:
    """Return the vocabulary.

    Raises:
        ContentError: It has mistakes, reported with those found so far: without terms, no reference can be checked.
    """
    try:
        return read_vocabulary(folder)
    except ContentError as error:
        raise ContentError((*error.mistakes, *mistakes)) from error
