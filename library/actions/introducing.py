"""Introductions on their way from files to readers: read first, checked when every document is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.editorial.introduction_links import Target, changed_places, check_links, linked_slugs, target_of
from library.content.editorial.introductions import ReadIntroductions, read_introductions
from library.errors import ContentError
from library.model.introduction import Introductions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from library.errors import Advice, Mistake
    from library.model.document import Document
    from library.model.vocabulary import Vocabulary


class Introducing:
    """The introductions of a content folder, and what has been seen of the documents they link to."""

    def __init__(self, folder: Path, vocabulary: Vocabulary) -> None:
        """Read the introductions; mistakes in them wait for ``mistakes``."""
        self._targets: dict[str, Target] = {}
        self._mistakes: tuple[Mistake, ...] = ()
        try:
            self._read = read_introductions(folder, vocabulary)
        except ContentError as error:
            self._read, self._mistakes = ReadIntroductions(Introductions(), (), ()), error.mistakes
        self._linked = linked_slugs(self._read)

    @property
    def introductions(self) -> Introductions:
        """Return what was read; nothing where there are mistakes."""
        return self._read.introductions

    @property
    def unseen(self) -> frozenset[str]:
        """Return the slugs of documents that are linked and were not seen yet."""
        return self._linked - self._targets.keys()

    def see(self, documents: Iterable[Document]) -> None:
        """Note what has to be known of documents that are linked."""
        for document in documents:
            if document.slug in self._linked:
                self._targets[document.slug] = target_of(document)

    def mistakes(self, slugs: Collection[str]) -> tuple[Mistake, ...]:
        """Return every mistake, given the slugs of all documents that there will be."""
        return (*self._mistakes, *check_links(self._read, self._targets, slugs))

    def advice(self) -> tuple[Advice, ...]:
        """Return advice on links whose words have changed since."""
        return changed_places(self._read, self._targets)
