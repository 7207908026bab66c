"""What a pack may hold for its files: more than any workshop needs, and what every file can be made of quickly.

At these limits no file takes over 4 s of processor time or 450 MB (``python -m bench limits``): slides take the most
time, cards the most memory. The limit is the same for all files of a pack, and notes and translations count, so that
one sentence says it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from library.errors import Refused
from library.model.refusal import Refusal
from library.model.workshop import Medium

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from library.actions.packs.steps import Steps
    from library.model.usable import UsableItem
    from library.model.workshop import Step

MOST_WORDS = 25_000  # over three hours to read aloud
MOST_LINES = 800  # paragraphs of documents, moments of transcripts and lines of own words

# A word and the blank behind it. Characters are counted, since not every language has blanks.
A_WORD = 6

# Of films and pictures that go into a file, in order; the others are named by their address.
MOST_FILM_BYTES = 60_000_000


@dataclass(frozen=True, slots=True)
class FileSize:
    """How much there is in steps.

    Attributes:
        words: About so many.
        lines: Paragraphs, moments and lines.
    """

    words: int
    lines: int

    @property
    def is_too_much(self) -> bool:
        """Tell whether files may not hold so much."""
        return self.words > MOST_WORDS or self.lines > MOST_LINES


def size_of(steps: Iterable[Step]) -> FileSize:
    """Return how much there is in steps, the facilitator's notes included."""
    texts = [text for step in steps for text in _texts(step)]
    return FileSize(sum(map(len, texts)) // A_WORD, len(texts))


def refused_as_too_long(maker: Steps, usable: Iterable[UsableItem]) -> Refusal | None:
    """Return why no file may be made of the items of a pack, or ``None``."""
    # What may be shown on a screen is all that may be printed, and more.
    steps = [maker.step(each, Medium.SCREEN) for each in usable]
    return Refusal.LONG_PACK if size_of(steps).is_too_much else None


def require_room(maker: Steps, usable: Iterable[UsableItem]) -> None:
    """Let nothing be written of a pack that is too long for files.

    Raises:
        Refused: It is.
    """
    refusal = refused_as_too_long(maker, usable)
    if refusal:
        raise Refused(refusal)


def with_films(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield steps; films and pictures for which there is no room stay where they are, and their address is named."""
    room = MOST_FILM_BYTES
    for step in steps:
        paths = [path for path in (step.clip.file, step.clip.poster) if path] if step.clip else []
        taken = sum(path.stat().st_size for path in paths)
        if step.clip and taken > room:
            yield replace(step, clip=replace(step.clip, file=None, media_type="", poster=None))
        else:
            room -= taken
            yield step


def _texts(step: Step) -> Iterator[str]:
    yield from (words.text for words in step.words)
    yield from (words.text for words in (step.twin.words if step.twin else ()))
    yield from step.lines
    yield from step.notes.splitlines()
