"""Changing a header: the lines of the keys that change, and no other byte of the file.

A key has the lines from its name to the end of its value. Those of a changed key are written again; of a group or list
that has a line for each part, only the parts that differ. Comments stay: where they were, or above the key if the lines
that held them are written again. A new key comes where the schema has it, or below the comment that suggests it.

The result is read again before it is returned, so an edit is right or refused. A header that the library cannot read
for certain is never edited: its author corrects it as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Group
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from library.content.header.meaning import broken_in, inner, meaning_of_node, meaning_of_value
from library.content.header.schema import KEYS
from library.content.header.tree import read_header
from library.content.header.yaml_nodes import Mapping, Scalar, Sequence
from library.content.header.yaml_tree import parse
from library.content.header.yaml_writer import Value, as_read, entry, item
from library.content.mistakes import Mistakes
from library.content.plain_text import lines_of
from library.content.source import part
from library.errors import ContentError, Mistake
from library.model.alignment import Run, common_runs

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from library.content.header.yaml_nodes import Node, Pair, Span
    from library.content.source import Source

Changes: TypeAlias = "Group[str, Value | None]"

_COMMENT = re.compile(r"(?:^|(?<=\s))#")

# A line that goes on with the suggestion above it.
_GOES_ON = re.compile(r"#\s{2,}\S")

_OWN_LINE = "Start this key on a line of its own. The library can change only keys that have one."
_AS_TEXT = "Change this line as text. The library cannot change it without changing something else."


def edit_header(data: bytes, path: str, changes: Changes, order: tuple[str, ...] = KEYS) -> bytes:
    """Change keys of a header.

    Args:
        data: The whole file.
        path: Of the file, for mistakes.
        changes: What each key is to be; ``None`` to remove it. A key that is so already is left as it is written.
        order: The keys that the header can have, in the order in which new ones are added.

    Returns:
        The whole file. Every byte outside the lines of changed keys is as it was.

    Raises:
        ContentError: The header has mistakes in its YAML, or one of these keys cannot be changed safely; with lines.
    """
    source, tree = _read(data, path)
    wanted = {key: None if value is None else as_read(value) for key, value in changes.items()}
    edits = list(Editor(path, source.header_line, source.header.split("\n")).of_header(tree, wanted, order))
    if not edits:
        return data
    edited = applied(data, edits)
    wrong = _wrong_keys({**_by_key(tree), **_wanted_by_key(wanted)}, edited, path)
    if wrong:
        lines = [tree.pairs[name].line for name in wrong if name in tree.pairs]
        raise ContentError([Mistake(path, min(lines, default=source.header_line), _AS_TEXT)])
    return edited


def _read(data: bytes, path: str) -> tuple[Source, Mapping]:
    """Return a file and the tree of its header, in which nothing is broken."""
    mistakes = Mistakes(path)
    source = part(data, mistakes)
    found = mistakes.error().mistakes if len(mistakes) else ()
    # Mistakes in the body, such as a comment without an end, are in lines that stay as they are.
    wrong = [mistake for mistake in found if source is None or mistake.line < source.body_line]
    if source is None or wrong:
        raise ContentError(wrong)
    tree = read_header(source, path)
    broken = [Mistake(path, each.line, each.sentence) for each in broken_in(tree)]
    if broken:
        raise ContentError(broken)
    return source, tree


@dataclass(frozen=True, slots=True)
class Edit:
    """New lines in place of others.

    Attributes:
        first: The first line to replace, counted from 1 in the file.
        end: The line after the last one; the same as ``first`` to replace none.
        lines: Without line ends.
    """

    first: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Editor:
    """Finds the edits of one header.

    Attributes:
        path: Of the file, for mistakes.
        first_line: Of the header, counted from 1 in the file.
        lines: Of the header, as they are meant.
    """

    path: str
    first_line: int
    lines: list[str]

    def of_header(self, tree: Mapping, wanted: Changes, order: tuple[str, ...]) -> Iterator[Edit]:
        """Yield the edits of a whole header."""
        if tree.is_flow:
            raise self._refused(tree.line, _OWN_LINE)
        yield from self.of_group(tree, wanted, order)

    def of_group(self, group: Mapping, wanted: Changes, order: tuple[str, ...]) -> Iterator[Edit]:
        """Yield the edits of a group that has a line for each key."""
        rank = {name: at for at, name in enumerate(order)}
        for name in sorted(wanted, key=lambda name: rank.get(name, len(rank))):
            pair, value = group.pairs.get(name), wanted[name]
            if pair is not None:
                yield from self._of_pair(name, pair, value)
            elif value is not None:
                yield self._added(group, name, value, rank)

    def _of_pair(self, name: str, pair: Pair, value: Value | None) -> Iterator[Edit]:
        node = pair.node
        if value is not None and meaning_of_node(node) == meaning_of_value(value):
            return
        if self.text(pair.line)[: pair.column].strip():
            raise self._refused(pair.line, _OWN_LINE)
        if isinstance(node, Mapping) and isinstance(value, Group) and value and not node.is_flow:
            yield from self.of_group(node, {**dict.fromkeys(node.pairs), **value}, tuple(value))
        elif isinstance(node, Sequence) and isinstance(value, list) and value and not node.is_flow:
            yield from self._of_list(node, value)
        else:
            yield self._rewritten(name, pair, value)

    def _rewritten(self, name: str, pair: Pair, value: Value | None) -> Edit:
        """Return new lines for all of a key; a comment at its end stays there if the value is on that line."""
        indent, end = " " * pair.column, pair.node.span.end
        lines = [] if value is None else entry(name, value, indent)
        above = list(self.comments(pair.line, end.line, (pair.node,)))
        if above and above[-1][:2] >= end and len(lines) == 1:
            lines = [lines[0] + self.text(end.line)[end.column :].rstrip()]
            above.pop()
        return Edit(pair.line, end.line + 1, (*(f"{indent}{words}" for _, _, words in above), *lines))

    def _of_list(self, old: Sequence, new: list[Value]) -> Iterator[Edit]:
        """Yield edits of the items that differ."""
        column = old.span.start.column
        firsts = [*self.hyphens(old), old.span.end.line + 1]
        before, after = [meaning_of_node(each) for each in old.items], [meaning_of_value(each) for each in new]
        at = other = 0
        for run in (*common_runs(before, after), Run(len(before), len(after), 0)):
            items, values, start = old.items[at : run.old], new[other : run.new], at
            at, other = run.old + run.length, run.new + run.length
            if not items and not values:
                continue
            # After the item before, so that comments above the next one stay with it.
            end = old.items[run.old - 1].span.end.line + 1 if run.old else firsts[0]
            first = firsts[start] if items else end
            above = [f"{' ' * column}{words}" for _, _, words in self.comments(first, end - 1, items)]
            yield Edit(first, end, (*above, *(item(each, " " * column) for each in values)))

    def hyphens(self, node: Sequence) -> Iterator[int]:
        """Yield the line of the hyphen of each item, which may be above the item."""
        column = node.span.start.column
        for each in node.items:
            line = each.span.start.line
            while self.text(line)[: column + 1] != " " * column + "-":
                line -= 1
            yield line

    def _added(self, group: Mapping, name: str, value: Value, rank: dict[str, int]) -> Edit:
        column = next((pair.column for pair in group.pairs.values()), 0)
        lines = tuple(entry(name, value, " " * column))
        suggested = group.suggested.get(name)
        if suggested is not None:
            end = suggested + 1
            while _GOES_ON.match(self.text(end)):
                end += 1
            return self._accepted(suggested, value) or Edit(end, end, lines)
        place = self._place(group, rank, rank.get(name, len(rank)))
        return Edit(place, place, lines)

    def _accepted(self, line: int, value: Value) -> Edit | None:
        """Return the edit that accepts a suggestion unchanged; ``None`` if it says something else."""
        words = self.text(line).removeprefix("#").removeprefix(" ")
        try:
            pairs = parse(words, line, self.path).pairs
        except ContentError:
            return None
        is_so = [meaning_of_node(pair.node) for pair in pairs.values()] == [meaning_of_value(value)]
        return Edit(line, line + 1, (words,)) if is_so else None

    def _place(self, group: Mapping, rank: dict[str, int], mine: int) -> int:
        """Return the line at which to add a key: after the nearest one before it in the order that is there."""
        there = sorted((rank[name], name) for name in group.pairs if name in rank)
        before = [name for at, name in there if at < mine] if mine < len(rank) else list(group.pairs)
        if before:
            return group.pairs[before[-1]].node.span.end.line + 1
        return group.pairs[there[0][1]].line if there else group.span.end.line + 1 if group.pairs else self._end

    @property
    def _end(self) -> int:
        return self.first_line + len(self.lines) - 1

    def comments(self, first: int, last: int, nodes: Iterable[Node]) -> Iterator[tuple[int, int, str]]:
        """Yield the comments on some lines, which hold these nodes: line, column and words, with the mark."""
        spans = [span for node in nodes for span in _words(node)]
        for line in range(first, last + 1):
            text = self.text(line)
            for found in _COMMENT.finditer(text):
                if not any(span.start <= (line, found.start()) < span.end for span in spans):
                    yield line, found.start(), text[found.start() :].rstrip()
                    break

    def text(self, line: int) -> str:
        """Return a line, counted from 1 in the file."""
        return self.lines[line - self.first_line]

    def _refused(self, line: int, sentence: str) -> ContentError:
        return ContentError([Mistake(self.path, line, sentence)])


def _words(node: Node) -> Iterator[Span]:
    """Yield where a node has text, in which a # is no comment."""
    if isinstance(node, Scalar):
        start = node.span.start
        yield node.span._replace(start=start._replace(line=start.line + 1, column=0)) if node.is_block else node.span
    for each in inner(node):
        yield from _words(each)


def applied(data: bytes, edits: list[Edit]) -> bytes:
    """Return a file with these edits; new lines end as its first line does."""
    lines = lines_of(data)
    ending = lines[0][len(lines[0].rstrip(b"\r\n")) :]
    parts, at = list[bytes](), 0
    for edit in sorted(edits, key=lambda edit: (edit.first, edit.end)):
        parts += lines[at : edit.first - 1]
        parts += (line.encode() + ending for line in edit.lines)
        at = edit.end - 1
    return b"".join([*parts, *lines[at:]])


def _wrong_keys(expected: Group[str, Hashable], data: bytes, path: str) -> list[str]:
    """Return the keys that do not have these values in a file; ``None`` is expected of one that is not there."""
    try:
        _, tree = _read(data, path)
    except ContentError:
        return list(expected)
    found = _by_key(tree)
    return [name for name in {**expected, **found} if found.get(name) != expected.get(name)]


def _by_key(tree: Mapping) -> dict[str, Hashable]:
    return {name: meaning_of_node(pair.node) for name, pair in tree.pairs.items()}


def _wanted_by_key(wanted: Changes) -> dict[str, Hashable]:
    return {name: None if value is None else meaning_of_value(value) for name, value in wanted.items()}
