"""Editions: what the files of a pack held when they were made, so that a code on paper can be checked.

Packs and documents change; a downloaded file does not. Like a pack, an edition holds no words of any document, only
hashes of what was in the files.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from library.model.pack import Item

# At the end of ``Printed.beside`` of a document that was for members only: no hash has such a character, so what was
# recorded before stays as it is, and so do the codes on paper.
FOR_MEMBERS = "~members"

# A file has to be checked again after this time at the latest, so editions are stored this long.
LONGEST_USE = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class Printed:
    """What files for one medium held of a document or a question. Each hash is 16 hexadecimal digits.

    Attributes:
        words: Hashes of the document's words, a paragraph or moment each, with their headings and speakers.
        lines: Hashes of what was there instead of its words, its summary and pointers; and of its question, if slides
            asked it.
        beside: Hash of title, names and year, and of what its picture shows. Begins with the version of these hashes,
            such as ``3:``; those of the first version have none. Ends with ``FOR_MEMBERS`` if the files were for
            members only.
        film: SHA-256 of the video and picture in the file, or empty.
        notes: Ids of the content notes; in the first version their labels.
        stop: Whether the files said that recording has to stop.
        twin: Hashes of title and words in another language; empty if the files had none.
    """

    words: tuple[str, ...]
    lines: tuple[str, ...]
    beside: str
    film: str
    notes: tuple[str, ...]
    stop: bool
    twin: tuple[str, ...]

    @property
    def beside_for_all(self) -> str:
        """Return ``beside`` without the mark that it was for members only."""
        return self.beside.removesuffix(FOR_MEMBERS)


@dataclass(frozen=True, slots=True)
class Carried:
    """What files held of one document or question.

    Attributes:
        number: Its position in the pack, as in the files.
        item: Which document, how much of it and which passages; none of the facilitator's text.
        screen: What files for screens held.
        paper: What files for paper held.
    """

    number: int
    item: Item
    screen: Printed
    paper: Printed

    @property
    def for_members(self) -> bool:
        """Return whether the files were for members only, by a document that was not public."""
        return self.screen.beside.endswith(FOR_MEMBERS)


@dataclass(frozen=True, slots=True)
class Edition:
    """What all files of a pack with the same code held.

    Attributes:
        mark: Four letters and digits at the end of the code, calculated from the content.
        made_on: The day the first of them was made, in London.
        total: How many items the files had, including the facilitator's text.
        carried: In order; may be empty.
    """

    mark: str
    made_on: date
    total: int
    carried: tuple[Carried, ...]
