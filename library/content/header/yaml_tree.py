"""YAML as a small tree with line numbers, every scalar with the characters that the author wrote.

``yaml.safe_load`` is not used because it stores no lines, reads ``no`` as false, ``1:12`` as 72 and ``007`` as 7,
silently uses the last of two equal keys, copies aliases (300 bytes can grow to gigabytes) and recurses into each level,
so that deep nesting ends the process. Here the C parser's flat events are read one by one. A limit stops reading at the
first event beyond it. What content files do not need (aliases, tags, merge keys, several documents) is refused with a
line and a sentence.

A refused node stays in the tree as ``Broken``, and the code that reads it reports it. So reading one key reports
exactly the mistakes in that key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from library.content.header.yaml_messages import explain, is_surprise
from library.content.header.yaml_nodes import (
    NOWHERE,
    Broken,
    Mapping,
    Node,
    Pair,
    Position,
    Scalar,
    Sequence,
    Span,
    twice,
)
from library.content.mistakes import quoted
from library.errors import ContentError, Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTE_OR_REPEAT = "Put quotation marks around the whole value, or write the value out in full."


# How a block of lines begins.
_BLOCK_STYLES = frozenset({"|", ">"})


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on the YAML to read.

    Attributes:
        size: Bytes of UTF-8.
        nodes: Keys, values and lists together.
        depth: Levels, the outermost counted as 1.
    """

    size: int
    nodes: int
    depth: int = 6


HEADER = Limits(size=64 * 1024, nodes=5_000)


def parse(text: str, first_line: int, path: str, limits: Limits = HEADER) -> Mapping:
    """Read YAML whose outermost level is keys and values.

    Args:
        text: With Unix line ends and no other control characters.
        first_line: The line of the file on which the text begins, counted from 1.
        path: The file, for mistakes.
        limits: How much to read.

    Returns:
        The outermost level; empty for an empty text.

    Raises:
        ContentError: It is not YAML, too long, or not keys and values; always exactly one mistake.
    """
    try:
        return _Reader(text, first_line, limits).document()
    except _RefusedError as refused:
        raise ContentError([Mistake(path, refused.line, refused.sentence)]) from refused
    except yaml.YAMLError as error:
        line, sentence = explain(error)
        raise ContentError([Mistake(path, first_line + line, sentence)]) from error


class _RefusedError(Exception):
    """Reading cannot go on."""

    def __init__(self, line: int, sentence: str) -> None:
        self.line = line
        self.sentence = sentence
        super().__init__(sentence)


class _Reader:
    """Turns the events of one text into nodes; recurses once for each level, so never deeper than the limit."""

    def __init__(self, text: str, first_line: int, limits: Limits) -> None:
        if len(text.encode()) > limits.size:
            raise _RefusedError(first_line, f"Shorten this. It is larger than {limits.size // 1024} KB.")
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self._lines = text.split("\n")
        self._first_line = first_line
        self._limits = limits
        self._nodes = 0

    def document(self) -> Mapping:
        """Return the one document of the text."""
        next(self._events)
        start = next(self._events)
        if not isinstance(start, yaml.DocumentStartEvent):
            return Mapping({}, (), self._first_line)
        if start.version or start.tags:
            raise _RefusedError(self._line(start), "Delete this line. A line cannot start with %.")
        root = self._node(next(self._events), 1)
        self._finish()
        if isinstance(root, Mapping):
            return root
        line, sentence = root.line, "Write a key, a colon, a space and a value on each line, such as: kind: story"
        raise _RefusedError(line, root.sentence if isinstance(root, Broken) else sentence)

    def _finish(self) -> None:
        next(self._events)
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            raise _RefusedError(
                self._line(after),
                "Delete this line, or what follows it. A line that starts with --- or ... ends the header.",
            )

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._count(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            return _checked(event.anchor, event.tag, self._scalar(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return _checked(event.anchor, event.tag, self._sequence(event, depth))
        if isinstance(event, yaml.MappingStartEvent):
            return _checked(event.anchor, event.tag, self._mapping(event, depth))
        # The only kind of event that is left.
        span = Span(self._start(event), self._end(event))
        return Broken(self._line(event), f"*{getattr(event, 'anchor', '')} is a YAML alias. {QUOTE_OR_REPEAT}", span)

    def _count(self, event: yaml.Event, depth: int) -> None:
        self._nodes += 1
        if self._nodes > self._limits.nodes:
            sentence = f"Remove something. There are more than {self._limits.nodes} values."
            raise _RefusedError(self._line(event), sentence)
        if depth > self._limits.depth:
            raise _RefusedError(self._line(event), "Check the brackets. Lists inside lists go too deep here.")

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        plain, is_block = not event.style, event.style in _BLOCK_STYLES
        span = Span(self._start(event), self._last_words(event) if is_block else self._end(event))
        return Scalar(event.value, self._line(event), plain, plain and self._is_cut(event), span, is_block)

    def _is_cut(self, event: yaml.ScalarEvent) -> bool:
        end = event.end_mark
        return end is not None and end.line < len(self._lines) and _is_comment(self._lines[end.line][end.column :])

    def _last_words(self, event: yaml.Event) -> Position:
        """Return where a block of lines ends: libyaml counts the blank lines after it too."""
        line, column = self._end(event)
        text = self._text(line)[:column]
        while not text.strip():
            line -= 1
            text = self._text(line)
        return Position(line, len(text))

    def _text(self, line: int) -> str:
        return self._lines[line - self._first_line]

    def _sequence(self, event: yaml.SequenceStartEvent, depth: int) -> Sequence:
        items = []
        while not isinstance(item := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(item, depth + 1))
        start, is_flow = self._start(event), bool(event.flow_style)
        end = self._end(item) if is_flow else items[-1].span.end
        return Sequence(tuple(items), self._line(event), Span(start, end), is_flow)

    def _mapping(self, event: yaml.MappingStartEvent, depth: int) -> Mapping:
        pairs: dict[str, Pair] = {}
        strays: list[Broken] = []
        end = NOWHERE.end
        while not isinstance(key_event := next(self._events), yaml.MappingEndEvent):
            key = self._node(key_event, depth + 1)
            pair = Pair(key.line, self._node(next(self._events), depth + 1), self._start(key_event).column)
            end = pair.node.span.end
            name = _name(key)
            if isinstance(name, Broken):
                strays.append(name)
            else:
                pairs[name] = twice(name, pairs[name], pair) if name in pairs else pair
        start, is_flow = self._start(event), bool(event.flow_style)
        end = self._end(key_event) if is_flow else end
        return Mapping(pairs, tuple(strays), self._line(event), span=Span(start, end), is_flow=is_flow)

    def _line(self, event: yaml.Event) -> int:
        return self._start(event).line

    def _start(self, event: yaml.Event) -> Position:
        mark = event.start_mark  # each event has both marks
        return Position(self._first_line + (mark.line if mark else 0), mark.column if mark else 0)

    def _end(self, event: yaml.Event) -> Position:
        mark = event.end_mark
        return Position(self._first_line + (mark.line if mark else 0), mark.column if mark else 0)


def _is_comment(rest: str) -> bool:
    return rest.lstrip().startswith("#")


def _checked(anchor: str | None, tag: str | None, node: Node) -> Node:
    """Return the node, or what is wrong with having an anchor or tag."""
    if anchor is not None:
        return Broken(node.line, f"&{anchor} is a YAML anchor. {QUOTE_OR_REPEAT}", node.span)
    if tag is not None:
        return Broken(node.line, f"{quoted(tag)} is a YAML tag. {QUOTE_OR_REPEAT}", node.span)
    return node


def _name(key: Node) -> str | Broken:
    """Return the word of a key, or what is wrong with it."""
    if isinstance(key, Broken):
        return key
    if not isinstance(key, Scalar):
        return Broken(key.line, "Check the brackets. A key must be one word, not a list.")
    if key.plain and key.text == "<<":
        return Broken(key.line, "Write the keys out in full. << (a YAML merge key) cannot be used here.")
    if not key.text or (key.plain and is_surprise(key.text)):
        return Broken(key.line, f"Write a word and a colon at the start. {quoted(key.text)} is not a key.")
    return key.text
