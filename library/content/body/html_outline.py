"""The outline of a body: levels and ids of its headings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from library.model.document import Heading

_NOT_IN_A_SLUG = re.compile(r"[\W_]+")
_LONGEST_SLUG = 60


@dataclass(slots=True)
class Outline:
    """Assigns each heading its level in the page and an id.

    The page's title is its only first-level heading. So the first heading of a body has level 2, whatever level the
    author used, and no level is skipped on the way down.
    """

    _levels: list[int] = field(default_factory=list)
    _slugs: dict[str, int] = field(default_factory=dict)

    def heading(self, written: int, text: str) -> Heading:
        """Return the next heading; ``written`` is the author's level, 1 to 6."""
        while self._levels and self._levels[-1] >= written:
            self._levels.pop()
        self._levels.append(written)
        return Heading(min(len(self._levels) + 1, 6), self._anchor(text), text)

    def _anchor(self, text: str) -> str:
        plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
        words = _NOT_IN_A_SLUG.sub("-", plain.lower()).strip("-")[:_LONGEST_SLUG].rstrip("-")
        slug = unique = f"h-{words or 'section'}"
        while unique in self._slugs:
            self._slugs[slug] += 1
            unique = f"{slug}-{self._slugs[slug]}"
        self._slugs[unique] = 1
        return unique
