"""Introductions in a publish: read first, checked once every document is known."""

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


class IntroductionChecks:
    """The introductions of a content folder, and what is known so far of the documents that they link to."""

    def __init__(self, folder: Path, vocabulary: Vocabulary) -> None:
        """Read the introductions; ``mistakes`` reports mistakes in them."""
        self._targets: dict[str, Target] = {}
        self._mistakes: tuple[Mistake, ...] = ()
        try:
            self._read = read_introductions(folder, vocabulary)
        except ContentError as error:
            self._read, self._mistakes = ReadIntroductions(Introductions(), advice=error.advice), error.mistakes
        self._linked = linked_slugs(self._read)

    @property
    def introductions(self) -> Introductions:
        """Return the introductions; empty if there are mistakes."""
        return self._read.introductions

    @property
    def unseen(self) -> frozenset[str]:
        """Return the slugs of linked documents that ``see`` has not had yet."""
        return self._linked - self._targets.keys()

    def add(self, documents: Iterable[Document]) -> None:
        """Record what the links need to know of these documents."""
        for document in documents:
            if document.slug in self._linked:
                self._targets[document.slug] = target_of(document)

    def mistakes(self, slugs: Collection[str]) -> tuple[Mistake, ...]:
        """Return every mistake, given the slugs of all documents after this publish."""
        return (*self._mistakes, *check_links(self._read, self._targets, slugs))

    def advice(self) -> tuple[Advice, ...]:
        """Return advice on the introductions, also on links whose words have changed since."""
        return (*self._read.advice, *changed_places(self._read, self._targets))
