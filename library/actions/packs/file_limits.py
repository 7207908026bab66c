"""How much a pack's files may hold: more than any workshop needs, and little enough to make every file quickly.

At these limits no file takes over 4 s of processor time or 450 MB (``python -m bench limits``): slides take the most
time, cards the most memory. The limit is the same for all files of a pack and counts notes and translations, so that
one sentence can explain it.
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
    from library.model.workshop import Paragraph, Step

MOST_WORDS = 25_000  # over three hours to read aloud
MOST_LINES = 800  # paragraphs of documents, moments of transcripts and lines of text

# A word and the space after it. Characters are counted, because not every language has spaces.
A_WORD = 6

# Of pictures of texts that go into a file, in order: forty drawings or thirty photographs. Decoded, they take 50 MB.
MOST_PIXELS = 40_000_000

# Of videos and pictures that go into a file, in order; a file gives only the address or description of any others.
MOST_FILM_BYTES = 60_000_000


@dataclass(frozen=True, slots=True)
class FileSize:
    """The size of the steps of a workshop.

    Attributes:
        words: An estimate.
        lines: Paragraphs, moments and lines.
    """

    words: int
    lines: int

    @property
    def is_too_much(self) -> bool:
        """Return whether this is too much for a file."""
        return self.words > MOST_WORDS or self.lines > MOST_LINES


def size_of(steps: Iterable[Step]) -> FileSize:
    """Return the size of steps, including the facilitator's notes."""
    texts = [text for step in steps for text in _texts(step)]
    return FileSize(sum(map(len, texts)) // A_WORD, len(texts))


def steps_on_screen(maker: Steps, usable: Iterable[UsableItem]) -> tuple[Step, ...]:
    """Return the items of a pack as steps of its largest files: what may be printed may be shown on a screen too."""
    return tuple(maker.step(each, Medium.SCREEN) for each in usable)


def refused_as_too_long(steps: Iterable[Step]) -> Refusal | None:
    """Return why no file can be made from steps, or ``None``."""
    return Refusal.LONG_PACK if size_of(steps).is_too_much else None


def require_room(maker: Steps, usable: Iterable[UsableItem]) -> None:
    """Refuse a pack that is too long for files.

    Raises:
        Refused: It is too long.
    """
    refusal = refused_as_too_long(steps_on_screen(maker, usable))
    if refusal:
        raise Refused(refusal)


def with_films(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield steps; videos and pictures that do not fit are replaced by their address or description."""
    room, pixels = MOST_FILM_BYTES, MOST_PIXELS
    for step in steps:
        taken, shown = _film_bytes(step), _pixels(step)
        if taken > room or shown > pixels:
            yield _without_films(step)
        else:
            room, pixels = room - taken, pixels - shown
            yield step


def _without_films(step: Step) -> Step:
    clip = replace(step.clip, file=None, media_type="", poster=None) if step.clip else None
    excerpts = tuple(replace(each, words=_without_pictures(each.words)) for each in step.excerpts)
    return replace(step, clip=clip, words=_without_pictures(step.words), excerpts=excerpts)


def _without_pictures(words: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    return tuple(each.with_files({}) if each.block.pictures else each for each in words)


def film_bytes(steps: Iterable[Step]) -> int:
    """Return how many bytes of videos and pictures go into a file."""
    return sum(map(_film_bytes, with_films(steps)))


def picture_bytes(steps: Iterable[Step]) -> int:
    """Return how many bytes of pictures of texts go into a file, each in its smaller size."""
    pictures = (picture for step in with_films(steps) for words in step.words for picture in words.block.pictures)
    return sum(file.stat().st_size for picture in pictures if (file := picture.small or picture.file))


def poster_bytes(steps: Iterable[Step]) -> int:
    """Return how many bytes of still pictures of videos go into a file."""
    clips = (step.clip for step in with_films(steps) if step.clip)
    return sum(clip.poster.stat().st_size for clip in clips if clip.poster)


def _film_bytes(step: Step) -> int:
    paths = [step.clip.file, step.clip.poster] if step.clip else []
    paths += [picture.file for words in step.words for picture in words.block.pictures]
    return sum(path.stat().st_size for path in paths if path)


def _pixels(step: Step) -> int:
    return sum(each.width * each.height for words in step.words for each in words.block.pictures if each.file)


def _texts(step: Step) -> Iterator[str]:
    yield from (words.text for words in step.words)
    yield from (words.text for words in (step.twin.words if step.twin else ()))
    yield from step.lines
    yield from step.notes.splitlines()
