"""What a document discloses about people (names, words and files), and whether a later version discloses less.

Removing a name or a paragraph from a real story is a narrowing like any other. It cannot be applied word by word to the
served version, so that version is hidden until the new text is published.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.model.document import ShownAs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from library.model.document import Document

_WORD = re.compile(r"\w+")

# Addresses and tooltips, which passages do not hold. Links within the page change when a paragraph is added.
_ATTRIBUTE = re.compile(r' (?:href|title)="([^"#][^"]*)"')

# Compared as whole names and sentences: half a name is a different name.
_LISTS = ("authors", "endorsed_by", "linked_from", "questions")
_LINES = ("title", "summary", "organisation", "source")


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a document discloses about people.

    Attributes:
        shown_as: How the teller is named, or ``None`` if it is not a real story.
        parts: The words, names or sentences of each part, in order, by name of the part.
        files: SHA-256 of every file that is served with it.
    """

    shown_as: ShownAs | None
    parts: Mapping[str, tuple[str, ...]]
    files: frozenset[str]

    def is_covered_by(self, later: Disclosure) -> bool:
        """Return whether a later version only adds: nothing is removed, and the teller is named no less."""
        named = self.shown_as is None or (later.shown_as is not None and later.shown_as.names >= self.shown_as.names)
        parts = all(_is_within(part, later.parts.get(name, ())) for name, part in self.parts.items())
        return named and parts and self.files <= later.files


def disclosure_of(document: Document) -> Disclosure:
    """Return what a document discloses about people."""
    parts: dict[str, list[str]] = defaultdict(list)
    for name in _LISTS:
        parts[name] += getattr(document, name)
    for name in _LINES:
        parts[name] += _WORD.findall(getattr(document, name))
    parts["attachments"] += [attachment.title for attachment in document.attachments]
    parts["attributes"] += _ATTRIBUTE.findall(document.body_html)
    parts["alt"] += _WORD.findall(document.media.alt) if document.media else []
    for passage in document.passages:
        words = f"{passage.heading} {passage.speaker} {passage.text}"
        parts[f"{passage.part} {passage.language}"] += _WORD.findall(words)
    files = frozenset(file.sha256 for file in document.files)
    return Disclosure(document.consent.shown_as, {name: tuple(part) for name, part in parts.items() if part}, files)


def _is_within(some: Iterable[str], every: Iterable[str]) -> bool:
    """Return whether some words are among others, in the same order."""
    rest = iter(every)
    return all(word in rest for word in some)
