"""The library's own content, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from library.actions.check import CheckResult, check
from library.content.document_files import read_document_file
from library.content.editorial.introductions import read_introductions
from library.content.folder import scan
from library.content.vocabulary import read_vocabulary
from library.model.document import Document, Kind, Status
from library.model.introduction import Introductions
from library.model.vocabulary import Vocabulary
from tests.making import library_at

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"


@dataclass(frozen=True)
class OurShelves:
    """The documents, published or not."""

    vocabulary: Vocabulary
    introductions: Introductions
    documents: tuple[Document, ...]
    checked: CheckResult

    def __getitem__(self, slug: str) -> Document:
        """Return a document by slug."""
        return self._by_slug[slug]

    def __contains__(self, slug: str) -> bool:
        """Return whether there is a document of that slug."""
        return slug in self._by_slug

    @cached_property
    def _by_slug(self) -> dict[str, Document]:
        return {document.slug: document for document in self.documents}

    @cached_property
    def stories(self) -> tuple[Document, ...]:
        """Return published stories and examples in the language they were written in."""
        return tuple(
            document
            for document in self.documents
            if document.kind in {Kind.STORY, Kind.EXAMPLE}
            and document.status is Status.PUBLISHED
            and not document.translation_of
        )

    @cached_property
    def outside(self) -> tuple[Document, ...]:
        """Return published works that live elsewhere."""
        return tuple(
            document
            for document in self.documents
            if document.provenance == "published-elsewhere" and document.status is Status.PUBLISHED
        )


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> OurShelves:
    """The library's own shelves."""
    vocabulary = read_vocabulary(CONTENT)
    documents = tuple(read_document_file(CONTENT, stamp.path, vocabulary) for stamp in scan(CONTENT).documents)
    introductions = read_introductions(CONTENT, vocabulary).introductions
    library = library_at(tmp_path_factory.mktemp("shelves"), LIBRARY_CONTENT=str(CONTENT))
    return OurShelves(vocabulary, introductions, documents, check(library))
