"""Checking texts that are not in the content folder yet, as ``library check`` checks files.

References are compared with what is published, and files that a text names are looked for among its uploads, then in
the content folder. What needs a whole library, such as files that nothing uses, is left to the command.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from library.actions.attachment_checks import attachment_advice
from library.actions.consent_dates import consent_in_the_future, days_passed
from library.actions.gate import read_references
from library.actions.link_checks import LinkChecks, linked_slugs
from library.actions.reference_checks import wrong_references
from library.actions.tally import seen_next
from library.actions.translation_pairs import TranslationPairs
from library.actions.undated import undated
from library.actions.uploading.placing import companions_of
from library.content.document import ReadDocument, read_document
from library.content.folder import scan
from library.content.mistakes import Mistakes
from library.content.references import references_of
from library.content.slugs import slug_of
from library.content.source import part
from library.errors import Advice, ContentError, Mistake
from library.storage.builds import current_build
from library.storage.catalogue_writer import CatalogueWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from library.actions.library import Library
    from library.content.source import Source
    from library.model.document import Document


@dataclass(frozen=True, slots=True)
class CheckedTexts:
    """Texts without mistakes.

    Attributes:
        documents: That they would be, by path.
        advice: For their authors; sorted, may be empty.
        seen: Who would see each of them, by path: a word of ``SHOWN`` or ``NOT_SHOWN`` (``tally``).
    """

    documents: Mapping[str, Document]
    advice: tuple[Advice, ...]
    seen: Mapping[str, str]


def check_texts(library: Library, texts: Mapping[str, bytes]) -> CheckedTexts:
    """Check what would be published together.

    Args:
        library: Published.
        texts: The whole file of each document, by path.

    Raises:
        ContentError: Every mistake in any of them, and the advice on all.
        NothingPublished: There is no catalogue yet.
    """
    checks = _Checks(library, texts)
    mistakes, advice = checks.mistakes, checks.advice
    if mistakes:
        raise ContentError(mistakes, advice)
    documents = {each.document.path: each.document for each in checks.read}
    return CheckedTexts(documents, tuple(sorted(advice)), {path: checks.seen[f"/{path[:-3]}"] for path in documents})


class _Checks:
    """What was found in some texts."""

    def __init__(self, library: Library, texts: Mapping[str, bytes]) -> None:
        self._library, self._texts = library, texts
        self.read: list[ReadDocument] = []
        self.mistakes: list[Mistake] = []
        self.advice: list[Advice] = []
        self.seen: Mapping[str, str] = {}
        with CatalogueWriter(current_build(library.settings.data).catalogue) as catalogue:
            self._read_each(catalogue)
            self._compare(catalogue)
        for read in self.read:
            self._of_one(read.document)

    def _source_of(self, path: str) -> Source | None:
        return part(self._texts[path], Mistakes(path)) if path in self._texts else None

    def _read_each(self, catalogue: CatalogueWriter) -> None:
        vocabulary = catalogue.vocabulary()
        for path, data in self._texts.items():
            try:
                self.read.append(read_document(data, path, vocabulary, companions_of(self._library, path)))
                self.advice += self.read[-1].advice
            except ContentError as error:
                self.mistakes += error.mistakes
                self.advice += error.advice

    def _of_one(self, document: Document) -> None:
        today = self._library.today()
        self.mistakes += consent_in_the_future(self._source_of, document, today)
        self.advice += days_passed(self._source_of, document, today)
        self.advice += attachment_advice(self._library, document, self._source_of)
        self.advice += undated(document)

    def _compare(self, catalogue: CatalogueWriter) -> None:
        """Compare the texts with what is published."""
        own = {slug_of(path) for path in self._texts}
        files = {stamp.path for stamp in scan(self._library.settings.content).documents}
        self.mistakes += _clashes(self._texts, files)
        rows = {row.slug: row for row in catalogue.rows() if row.path in files or row.slug in own}
        ours = [references_of(each.document) for each in self.read]
        self.mistakes += wrong_references(
            self._source_of, ours, rows, {slug_of(path) for path in files} | own, catalogue.former
        )
        originals = [read_references(rows[one.translation_of].links) for one in ours if one.translation_of in rows]
        self.seen = seen_next(self._library, [*originals, *ours])
        wanted = {one.translation_of for one in ours} | set(chain.from_iterable(map(linked_slugs, self.read)))
        ids = [rows[slug].id for slug in wanted - own if slug in rows]
        self._advise(catalogue, [document for _, document in catalogue.documents(ids)])

    def _advise(self, catalogue: CatalogueWriter, others: Iterable[Document]) -> None:
        """Add advice that needs the documents that these name or link to."""
        pairs = TranslationPairs(self._source_of)
        links = LinkChecks(self._library.settings.url, catalogue.vocabulary(), self._library.today())
        every = [*self.read, *(ReadDocument(document, ()) for document in others)]
        for read in every:
            pairs.add(read.document)
            links.add(read)
        known = {read.document.slug for read in every}
        unseen = {stamp.slug for stamp in catalogue.rows()} - known
        collections = {each.slug for each in catalogue.introductions().collections}
        found = (*pairs.advice(), *links.advice([references_of(read.document) for read in every], collections, unseen))
        self.advice += (each for each in found if each.path in self._texts)


def _clashes(texts: Mapping[str, bytes], files: Iterable[str]) -> Iterator[Mistake]:
    """Yield a mistake for each text whose name a file in another folder has."""
    places: dict[str, set[str]] = {}
    for path in (*files, *texts):
        places.setdefault(slug_of(path), set()).add(path)
    for path in texts:
        for other in sorted(places[slug_of(path)] - {path})[:1]:
            yield Mistake(path, 1, f"Choose another address: {other} has the same name. Each document needs its own.")
