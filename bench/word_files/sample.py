"""One Word file for the benchmark, with what must and must not be in its draft."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from library.content.word.found import Kind

# So that people and programs see real words of several languages and directions around the counted ones.
PROSE = (
    "She said “it tips” – and it did…",
    "Mae hi’n bwrw glaw, meddai’r hen wraig yn y tŷ bach twt.",
    "Bha i aig an uinneig, agus cha robh duine a’ bruidhinn.",
    "قالت إن الكرسي الأحمر لا يعجبها",
    "היא אמרה שהכיסא נוטה",
    "5 * 3 < 20 [name removed] #notatag 1. 2019. a_b_c `x` \\ | ~~ :",
)


@dataclass(slots=True)
class Sample:
    """A Word file.

    Attributes:
        name: Where it comes from, and its number.
        data: The file; empty until it is made.
        seen: Words that must be in the passages of the draft.
        unseen: Words that must not be in the draft at all.
        kinds: What the report must name.
    """

    name: str
    data: bytes = b""
    seen: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    kinds: set[Kind] = field(default_factory=set)

    def show(self) -> str:
        """Return a new word that readers must see."""
        self.seen.append(f"seen{len(self.seen) + 1}")
        return self.seen[-1]

    def hide(self, kind: Kind) -> str:
        """Return a new word that readers must not see, and which the report must name as this kind."""
        self.kinds.add(kind)
        self.unseen.append(f"hush{len(self.unseen) + 1}")
        return self.unseen[-1]

    def note(self, kind: Kind) -> str:
        """Return a new word that readers must see, in something that the report must name as this kind."""
        self.kinds.add(kind)
        return self.show()
