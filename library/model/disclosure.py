"""What a document shows of people: names, words and files; and whether a later state shows less.

Taking a name or a paragraph out of a story that somebody told is a narrowing like any other. It cannot be applied to
what is served, word by word, so such a document is hidden until its new text is published.
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

# Addresses and explanations that no passage holds. Places within the page move when a paragraph is added.
_ATTRIBUTE = re.compile(r' (?:href|title)="([^"#][^"]*)"')

# Whole names and sentences: half of a name is another name.
_LISTS = ("authors", "endorsed_by", "linked_from", "questions")
_LINES = ("title", "summary", "organisation", "source")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a document shows of people.

    Attributes:
        shown_as: How the teller is named, or ``None`` where nobody told it.
        parts: By the name of a part, its words, names or sentences in order.
        files: SHA-256 of every file that is served with it.
    """

    shown_as: ShownAs | None
    parts: Mapping[str, tuple[str, ...]]
    files: frozenset[str]

    def is_kept_by(self, later: Wording) -> bool:
        """Tell whether a later state only adds: nothing is gone, and the teller is named no less."""
        named = self.shown_as is None or (later.shown_as is not None and later.shown_as.names >= self.shown_as.names)
        parts = all(_is_within(part, later.parts.get(name, ())) for name, part in self.parts.items())
        return named and parts and self.files <= later.files


def wording_of(document: Document) -> Wording:
    """Return what a document shows of people."""
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
    return Wording(document.consent.shown_as, {name: tuple(part) for name, part in parts.items() if part}, files)


def _is_within(some: Iterable[str], every: Iterable[str]) -> bool:
    """Tell whether some words stand among others, in the same order."""
    rest = iter(every)
    return all(word in rest for word in some)
