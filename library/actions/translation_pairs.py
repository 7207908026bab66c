"""Translations whose paragraphs do not match those of the original one for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.header.schema import TRANSLATION_OF
from library.content.references import line_of_original
from library.errors import Advice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from library.content.source import Source
    from library.model.document import Document


class TranslationPairs:
    """Counts the paragraphs of documents and of their translations."""

    def __init__(self, source_of: Callable[[str], Source | None]) -> None:
        """Begin with no document.

        Args:
            source_of: Returns a file by its path, to find the lines that advice is about.
        """
        self._source_of = source_of
        self._paragraphs: dict[str, int] = {}
        self._translations: list[tuple[str, str, int]] = []

    def add(self, document: Document) -> None:
        """Count a document."""
        self._paragraphs[document.slug] = document.paragraphs
        if document.translation_of:
            self._translations.append((document.path, document.translation_of, document.paragraphs))

    def advice(self) -> Iterator[Advice]:
        """Yield advice; call this once ``see`` has had every document."""
        for path, original, count in self._translations:
            of_original = self._paragraphs.get(original, count)
            if count != of_original:
                sentence = f"{TRANSLATION_OF.name}: Give both texts the same paragraphs in the same order."
                fix = f"This has {count} and {original} has {of_original}, so packs leave the translation out."
                yield Advice(path, line_of_original(self._source_of(path), path), f"{sentence} {fix}")
