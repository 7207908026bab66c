"""Pictures of a Word file: decoded and saved again, as every picture is, under names of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.body.pictures import DECORATIVE, MOST
from library.content.changes import Change, guessed, left_out
from library.content.markdown_writer.block import Block, Listing, Picture, Quotation
from library.content.mistakes import quoted
from library.content.pictures import UnusablePicture, drawn
from library.content.word.archive import UnusableWordFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from library.content.word.reading import WordText

_MACHINE_MADE = re.compile(
    r"description (?:automatically )?generated"
    r"|^(?:picture|image|img|dsc|grafik|graphic)[ _-]?[0-9]*$"
    r"|\.(?:jpe?g|png|gif)$",
    re.IGNORECASE,
)

_NO_DESCRIPTION = (
    "A picture has no description: {name}. Write what it shows between the square brackets of its line, ![…]({name})."
)
_NOT_BY_A_PERSON = "Word wrote the description of {name} ({alt}), so it is left out. Write one yourself."
_TOO_MANY = f"More than {MOST} pictures. The rest are left out."


@dataclass(frozen=True, slots=True)
class SavedPictures:
    """The pictures of a document.

    Attributes:
        blocks: The text; descriptions that no person wrote are empty.
        names: The name of each picture's file, by its ``src``.
        files: The name and content of each file, in order.
        changes: What was left out, and what the author has to write.
    """

    blocks: tuple[Block, ...]
    names: dict[str, str]
    files: tuple[tuple[str, bytes], ...]
    changes: tuple[Change, ...]


def save_pictures(word: WordText, blocks: tuple[Block, ...], slug: str) -> SavedPictures:
    """Return the pictures of a text under the names ``<slug>-1.jpg`` and so on, in the order of the text."""
    names: dict[str, str] = {}
    files: list[tuple[str, bytes]] = []
    changes: list[Change] = []
    for picture in _pictures(blocks):
        if picture.source in names or picture.source not in word.pictures:
            continue
        if len(files) == MOST:
            changes.append(left_out(_TOO_MANY))
            break
        try:
            data, file_type = drawn(word.picture(picture.source))
        except (UnusablePicture, UnusableWordFile) as error:
            changes.append(left_out(f"A picture ({quoted(picture.alt or 'no description')}): it {error}"))
            continue
        name = f"{slug}-{len(files) + 1}{file_type.endings[0]}"
        names[picture.source] = name
        files.append((name, data))
        changes += () if picture.source in word.decorative else _about_alt(picture, name)
    return SavedPictures(_only_saved(blocks, word, names), names, tuple(files), tuple(changes))


def _about_alt(picture: Picture, name: str) -> Iterator[Change]:
    if not picture.alt:
        yield guessed(_NO_DESCRIPTION.format(name=name))
    elif _MACHINE_MADE.search(picture.alt):
        yield guessed(_NOT_BY_A_PERSON.format(name=name, alt=quoted(picture.alt)))


def _pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, Quotation):
            yield from _pictures(block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from _pictures(item)


def _only_saved(blocks: tuple[Block, ...], word: WordText, names: Collection[str]) -> tuple[Block, ...]:
    """Return the blocks without the pictures that are left out, and without descriptions that no person wrote."""
    return tuple(saved for block in blocks for saved in _saved(block, word, names))


def _saved(block: Block, word: WordText, names: Collection[str]) -> Iterator[Block]:
    if isinstance(block, Picture):
        if block.source in names or block.source not in word.pictures:
            yield _described(block, word)
    elif isinstance(block, Quotation):
        yield Quotation(_only_saved(block.blocks, word, names))
    elif isinstance(block, Listing):
        items = (_only_saved(item, word, names) for item in block.items)
        yield Listing(tuple(item for item in items if item), block.start)
    else:
        yield block


def _described(picture: Picture, word: WordText) -> Picture:
    if picture.source in word.decorative:
        return Picture(picture.source, "", DECORATIVE)
    return Picture(picture.source, "") if _MACHINE_MADE.search(picture.alt) else picture
