"""Translations whose paragraphs do not match those of the original one for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.folder_files import read_source
from library.content.header.schema import TRANSLATION_OF
from library.content.header.tree import read_header
from library.content.mistakes import Mistakes
from library.errors import Advice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from library.model.document import Document


class TranslationPairs:
    """Counts the paragraphs of documents and of their translations."""

    def __init__(self, folder: Path) -> None:
        """Begin with no document.

        Args:
            folder: The content folder, to find the lines that advice is about.
        """
        self._folder = folder
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
                yield Advice(path, self._line(path), f"{sentence} {fix}")

    def _line(self, path: str) -> int:
        """Return the line of the key in a header; 1 if the file has changed since it was read."""
        source = read_source(self._folder, path, Mistakes(path))
        pair = read_header(source, path).pairs.get(TRANSLATION_OF.name) if source else None
        return pair.line if pair else 1
