"""Editions: what the files of a pack carried when they were made, so that a code on paper can be answered for.

A pack goes on being changed, and so do documents; a file that was taken away does not. Like the pack, an edition holds
no word of any document, only hashes of what stood in the files.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from library.model.pack import Item

# A file is to be checked again after this at the latest, so its code is answered for as long.
LONGEST_USE = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class Printed:
    """What stood in files of one kind of one document, or of a question of one. Each hash is 16 hexadecimal digits.

    Attributes:
        words: Hashes of the document's words, a paragraph or moment each, with their headings and speakers.
        lines: Hashes of what was said of it instead: its summary, its pointers.
        beside: Hash of title, names and year, and of what its picture shows. Begins with the version of these hashes,
            such as ``2:``; those of the first version have none.
        film: SHA-256 of the film and of the picture that were carried along, or empty.
        notes: Ids of the content notes; in the first version their labels.
        stop: Whether the files said that recording has to stop.
        twin: Hashes of title and words in another language; empty where the files had none.
    """

    words: tuple[str, ...]
    lines: tuple[str, ...]
    beside: str
    film: str
    notes: tuple[str, ...]
    stop: bool
    twin: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """One document, or a question of one, as files carried it.

    Attributes:
        number: Its place in the pack, as the files say it.
        item: Which document, how much of it and which of its passages; none of the facilitator's own words.
        screen: What stood in files for screens.
        paper: What stood in files for paper.
    """

    number: int
    item: Item
    screen: Printed
    paper: Printed


@dataclass(frozen=True, slots=True)
class Edition:
    """What all files of a pack carried that bear the same code.

    Attributes:
        mark: Four letters and digits, made of what was carried; stands at the end of the code.
        made_on: The day the first of them was made, in London.
        total: How many items of the pack the files had, own words too.
        carried: In order; may be empty.
    """

    mark: str
    made_on: date
    total: int
    carried: tuple[Carried, ...]
