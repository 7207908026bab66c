"""How two states of a document differ: its header key by key, its text paragraph by paragraph, each word by word.

What only changes how a file is stored (line ends, spaces, a byte-order mark) is no difference to a reader. It is not
shown, but ``DocumentDifference.is_same`` knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from library.content.body.written_blocks import written_blocks
from library.content.header.tree import read_header
from library.content.header.yaml_nodes import Broken
from library.content.mistakes import Mistakes
from library.content.plain_text import decode
from library.content.source import part
from library.errors import ContentError
from library.model.difference import MOST_LINES, Change, Part, difference, new_text, old_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from library.content.header.yaml_nodes import Pair

# What comments and other lines that belong to no key are called.
NO_KEY = ""

# More changes are shown as one, more paragraphs are counted.
MOST_PARTS, MOST_BLOCKS = 1000, 300
# A longer text is not rendered to find its passages.
LONGEST_RENDERED = 200_000  # characters

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class ChangedKey:
    """A key of the header whose lines changed.

    Attributes:
        key: Its name, or ``NO_KEY`` for comments.
        parts: Of its lines, as they are written, without its name.
    """

    key: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ChangedBlock:
    """A paragraph that changed, or another block between blank lines.

    Attributes:
        parts: Of its lines, as they are written, without blank lines around them.
        skipped: How many unchanged blocks are between the changed one before and this.
        anchor: Of the passage in the new text, such as ``p12``; empty if there is none, or nobody can tell.
    """

    parts: tuple[Part, ...]
    skipped: int
    anchor: str


@dataclass(frozen=True, slots=True)
class DocumentDifference:
    """How one state of a document became another.

    Attributes:
        is_same: Whether both have the same bytes.
        keys: Those that changed, in the order of the new header, removed ones last.
        blocks: Those that changed, at most ``MOST_BLOCKS``.
        skipped: How many unchanged blocks follow after the last changed one.
        left_out: How many changed blocks are not in ``blocks``.
    """

    is_same: bool
    keys: tuple[ChangedKey, ...]
    blocks: tuple[ChangedBlock, ...]
    skipped: int
    left_out: int

    @property
    def has_words(self) -> bool:
        """Whether a reader would see a difference; false if there are other spaces or line ends only."""
        return bool(self.keys or self.blocks)


@dataclass(frozen=True, slots=True)
class _State:
    """A file in two parts.

    Attributes:
        keys: The lines of each key, without its name.
        body: As it is written.
        anchors: The passage of each line of the body that has one.
    """

    keys: dict[str, str]
    body: str
    anchors: dict[int, str]


def compare(old: bytes, new: bytes) -> DocumentDifference:
    """Compare two states of a document, in bounded time; neither has to be valid.

    Args:
        old: The whole file.
        new: The whole file.

    Returns:
        The difference.
    """
    before, after = _state(old, anchored=False), _state(new, anchored=True)
    compared = ((key, difference(before.keys.get(key, ""), after.keys.get(key, ""))) for key in _keys(before, after))
    keys = tuple(ChangedKey(key, _few(tuple(_joined(parts)))) for key, parts in compared if _has_words(parts))
    changed, skipped, line = list[ChangedBlock](), 0, 0
    for section, unchanged in _sections(difference(before.body, after.body)):
        for at, parts in _blocks(section):
            if _has_words(parts):
                changed.append(ChangedBlock(_few(parts), skipped, after.anchors.get(line + at, "")))
                skipped = 0
            else:
                skipped += 1
        line += new_text(section).count("\n") + unchanged.count("\n")
        skipped += sum(map(bool, map(str.strip, _BLANK_LINES.split(unchanged))))
    shown = tuple(changed[:MOST_BLOCKS])
    return DocumentDifference(old == new, keys, shown, skipped, len(changed) - len(shown))


def _keys(before: _State, after: _State) -> list[str]:
    return [*after.keys, *(key for key in before.keys if key not in after.keys)]


def _state(data: bytes, *, anchored: bool) -> _State:
    text = decode(data, Mistakes("")) or data.decode("utf-8", "replace")
    lines = text.split("\n")
    source = part(data, Mistakes(""))
    if source is None:
        return _State({}, text, {})
    keys, owners = dict[str, str](), _owners(source.header_line, read_header(source, "").pairs)
    for line in range(source.header_line, source.body_line - 1):
        key = owners.get(line, NO_KEY)
        keys[key] = keys.get(key, "") + lines[line - 1].removeprefix(f"{key}:").removeprefix(" ") + "\n"
    body = "\n".join(lines[source.body_line - 1 :])
    return _State(keys, body, _anchors(source.body) if anchored else {})


def _owners(first: int, pairs: dict[str, Pair]) -> dict[int, str]:
    """Return which key each line of a header belongs to; the lines of a broken one go on to the next key."""
    owners, starts = dict[int, str](), sorted((pair.line, key) for key, pair in pairs.items())
    for (line, key), following in zip(starts, (*starts[1:], None), strict=True):
        node = pairs[key].node
        end = following[0] if following else line + 1
        end = end if isinstance(node, Broken) else node.span.end.line + 1
        owners |= dict.fromkeys(range(max(line, first), end), key)
    return owners


def _anchors(body: str) -> dict[int, str]:
    """Return the passage of each line of a body, counted from 0."""
    if len(body) > LONGEST_RENDERED:
        return {}
    try:
        blocks = written_blocks(body)
    except ContentError:
        return {}
    return {line: block.anchors[0] for block in blocks for line in range(block.first, block.end)}


def _has_words(parts: Iterable[Part]) -> bool:
    return any(part.change is not Change.SAME and part.text.strip() for part in parts)


def _few(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return parts as they are, or so many of them as one change."""
    if len(parts) <= MOST_PARTS:
        return parts
    return Part(Change.REMOVED, old_text(parts)), Part(Change.ADDED, new_text(parts))


def _sections(parts: Iterable[Part]) -> Iterator[tuple[list[Part], str]]:
    """Yield parts up to the end of a block, and the unchanged blocks that follow as they are written.

    Nothing but their number is shown of unchanged blocks, so not each of their lines has to be looked at.
    """
    section = list[Part]()
    for each in parts:
        first, last = each.text.find("\n\n"), each.text.rfind("\n\n")
        if each.change is not Change.SAME or first == last:
            section.append(each)
            continue
        yield [*section, Part(Change.SAME, each.text[: first + 2])], each.text[first + 2 : last + 2]
        rest = each.text[last + 2 :]
        section = [Part(Change.SAME, rest)] if rest else []
    yield section, ""


def _blocks(parts: Sequence[Part]) -> Iterator[tuple[int, tuple[Part, ...]]]:
    """Yield the blocks of a section that have any text, with their first line in the new one, counted from 0.

    A section of too many lines is one block.
    """
    block, line = list[Part](), 0
    is_long = sum(each.text.count("\n") for each in parts) > MOST_LINES
    for piece in (*parts, None) if is_long else _divided(parts):
        if piece is not None:
            block.append(piece)
            continue
        text = new_text(block)
        if text.strip() or old_text(block).strip():
            yield line + text[: len(text) - len(text.lstrip())].count("\n"), tuple(_joined(block))
        line += text.count("\n")
        block.clear()


def _joined(pieces: Sequence[Part]) -> Iterator[Part]:
    """Yield the pieces of a block, neighbours of one change together, without spaces at both ends."""
    full = [at for at, piece in enumerate(pieces) if piece.text.strip()]
    shown = list(pieces[full[0] : full[-1] + 1])
    shown[0] = Part(shown[0].change, shown[0].text.lstrip("\n"))
    shown[-1] = Part(shown[-1].change, shown[-1].text.rstrip())
    for change, group in groupby(shown, lambda piece: piece.change):
        yield Part(change, "".join(piece.text for piece in group))


def _divided(parts: Iterable[Part]) -> Iterator[Part | None]:
    """Yield parts line by line, and ``None`` where a block ends.

    A block ends at a blank line. Several removed blocks are not one with those that were added in their place.
    """
    before, starts = "", {Change.REMOVED: True, Change.ADDED: True}
    for each in parts:
        if each.change is Change.ADDED and (_BLANK_LINE.search(before) or (before and _BLANK_LINE.search(each.text))):
            yield None
        sides = starts if each.change is Change.SAME else [each.change]
        for line in _LINE.findall(each.text):
            yield Part(each.change, line)
            if not line.strip() and line.endswith("\n") and all(starts[side] for side in sides):
                yield None
            starts.update((side, line.endswith("\n") or (starts[side] and not line.strip())) for side in [*sides])
        before = each.text if each.change is Change.REMOVED else ""
    yield None
