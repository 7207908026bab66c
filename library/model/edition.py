"""Editions: what the files of a pack carried when they were made, so that a code on paper can be answered for.

A pack goes on being changed; a file that was taken away does not. Like the pack, an edition holds no word of any
document: addresses and hashes, and what the documents' uses let go along on that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from library.model.pack import Item


@dataclass(frozen=True, slots=True)
class Carried:
    """One document, or a question of one, as files carried it.

    Attributes:
        number: Its place in the pack, as the files say it.
        item: Which document, how much of it and which of its passages; none of the facilitator's own words.
        on_screen: Whether its words were in files for screens.
        on_paper: Whether they were in files for paper.
        recorded: Whether the files let recording go on.
        twin: The same in another language, where the slides had it, or ``None``.
    """

    number: int
    item: Item
    on_screen: bool
    on_paper: bool
    recorded: bool
    twin: Carried | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """What all files of a pack carried that bear the same code.

    Attributes:
        number: Counted from 1 within the pack; stands at the end of the code.
        made_on: The day the first of them was made, in London.
        total: How many items of the pack the files had, own words too.
        carried: In order; may be empty.
    """

    number: int
    made_on: date
    total: int
    carried: tuple[Carried, ...]
