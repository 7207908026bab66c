"""What changed in each version of a history, for its line in the list: how many words, and the first of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from library.content.mistakes import Mistakes
from library.content.plain_text import decode
from library.model.difference import Change, difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from library.actions.library import Library
    from library.model.difference import Part
    from library.model.revision import RevisionSummary

# Bytes of all versions that one page compares: a second at the most, and 200 versions of our longest story.
MOST_COMPARED = 2_000_000
# Characters of the first changed words.
MOST_SHOWN = 80

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """How one version became the next.

    Attributes:
        added: How many words.
        removed: How many words.
        was: The first words that changed, as they were; empty if some were only added.
        now: What is in their place; empty if they were only removed.
    """

    added: int = 0
    removed: int = 0
    was: str = ""
    now: str = ""


def changes_of(library: Library, revisions: Sequence[RevisionSummary]) -> Mapping[int, ChangedWords]:
    """Return what changed in revisions, by id: those for which there is an older one to compare with.

    Args:
        library: Holds their texts.
        revisions: That follow one another, newest first. From the first that would be too much to compare, none.
    """
    pairs = tuple(_affordable(revisions))
    different = {each.id for pair in pairs if pair[0].digest != pair[1].digest for each in pair}
    texts = library.revisions.texts(different)
    return {new.id: changed_words(texts.get(old.id, b""), texts.get(new.id, b"")) for new, old in pairs}


def changed_words(old: bytes, new: bytes) -> ChangedWords:
    """Return how one text became another, headers included, in bounded time.

    Args:
        old: The whole file; it need not be valid.
        new: The same.
    """
    parts = difference(_text(old), _text(new))
    changed = [at for at, part in enumerate(parts) if part.change is not Change.SAME and part.text.strip()]
    first = parts[changed[0] : changed[0] + 2] if changed else ()
    was, now = _shown(first[:1], Change.REMOVED), _shown(first, Change.ADDED)
    return ChangedWords(_count(parts, Change.ADDED), _count(parts, Change.REMOVED), was, now)


def _affordable(revisions: Sequence[RevisionSummary]) -> Iterator[tuple[RevisionSummary, RevisionSummary]]:
    size = 0
    for new, old in pairwise(revisions):
        size += new.length + old.length
        if size > MOST_COMPARED:
            return
        yield new, old


def _text(data: bytes) -> str:
    return decode(data, Mistakes("")) or data.decode("utf-8", "replace")


def _count(parts: Sequence[Part], change: Change) -> int:
    return sum(len(_WORD.findall(part.text)) for part in parts if part.change is change)


def _shown(parts: Sequence[Part], change: Change) -> str:
    """Return the start of the words of the first part with a change, on one line."""
    text = next((" ".join(part.text.split()) for part in parts if part.change is change), "")
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN].rstrip()} …"
