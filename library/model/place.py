"""Places: stored references to passages, and how they are found again after an edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from library.model.passage import Passage


@dataclass(frozen=True, slots=True)
class Place:
    """A document, or a passage of it with a hash of its words when it was chosen.

    Attributes:
        slug: Of the document.
        anchor: Of the passage, or empty for the whole document.
        text_hash: ``Passage.text_hash`` of the chosen words; empty for the whole document, or if they have not been
            recorded yet.
    """

    slug: str
    anchor: str = ""
    text_hash: str = ""

    def __str__(self) -> str:
        """Return it as an author writes it: ``spare-key#p7``."""
        return f"{self.slug}#{self.anchor}" if self.anchor else self.slug


def found_again(place: Place, passages: Iterable[Passage]) -> str | None:
    """Return the current anchor of a place's words.

    The words decide, not the number. After an edit, a passage is found at its new address, and different words at the
    old address are never mistaken for it.

    Args:
        place: Of a passage; its ``text_hash`` is not empty.
        passages: Of its document, in order.

    Returns:
        The place's own anchor if its words are still there, else the first anchor that has them, else ``None``.
    """
    same = [passage.anchor for passage in passages if passage.text_hash == place.text_hash]
    return place.anchor if place.anchor in same else next(iter(same), None)
