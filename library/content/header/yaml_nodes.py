"""The nodes of a YAML tree, each with its line and with where it starts and ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from library.content.mistakes import quoted


class Position(NamedTuple):
    """A place in a file, in the order of its text.

    Attributes:
        line: Counted from 1.
        column: Characters before it on the line as it is meant, counted from 0.
    """

    line: int
    column: int


class Span(NamedTuple):
    """Where a node is, without comments and blank lines around it.

    Attributes:
        start: Of its first character.
        end: After its last character, on the same line as that.
    """

    start: Position
    end: Position


NOWHERE = Span(Position(0, 0), Position(0, 0))


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value, not yet read as text, number, date or anything else.

    Attributes:
        text: As YAML unfolds it; may be empty.
        line: Counted from 1 in the file.
        plain: Written without quotation marks and not as a block.
        cut: Whether a comment follows on its last line, perhaps a ``#`` that was meant as text.
        span: Where it is.
        is_block: Whether it is a block of lines below ``|`` or ``>``.
    """

    text: str
    line: int
    plain: bool
    cut: bool
    span: Span = field(default=NOWHERE, compare=False)
    is_block: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Broken:
    """A node that was refused.

    Attributes:
        line: Counted from 1 in the file.
        sentence: What is wrong and how to correct it.
        span: Where it is, if it can be read otherwise.
    """

    line: int
    sentence: str
    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list.

    Attributes:
        items: In order; may be empty.
        line: Where it begins, counted from 1 in the file.
        span: Where it is; one below the other, from the first hyphen.
        is_flow: Whether it is in brackets.
    """

    items: tuple[Node, ...]
    line: int
    span: Span = field(default=NOWHERE, compare=False)
    is_flow: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Pair:
    """A value with its key.

    Attributes:
        line: Of the key, counted from 1 in the file.
        node: The value.
        column: Of the key, counted from 0.
    """

    line: int
    node: Node
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values.

    Attributes:
        pairs: By key, in order; may be empty. The value of a repeated key is a ``Broken``.
        strays: Keys that are not words; may be empty.
        line: Where it begins, counted from 1 in the file.
        misplaced: Words before a colon on indented lines of broken keys, with their lines; perhaps keys themselves.
        suggested: Words before a colon on lines that are comments, with their lines, as in a draft from a Word file.
        span: Where it is; one below the other, from the first key.
        is_flow: Whether it is in braces.
    """

    pairs: dict[str, Pair]
    strays: tuple[Broken, ...]
    line: int
    misplaced: dict[str, int] = field(default_factory=dict)
    suggested: dict[str, int] = field(default_factory=dict)
    span: Span = field(default=NOWHERE, compare=False)
    is_flow: bool = field(default=False, compare=False)


Node: TypeAlias = Scalar | Sequence | Mapping | Broken


def twice(name: str, first: Pair, second: Pair) -> Pair:
    """Return the broken value of a repeated key, because it is not known which one is meant."""
    sentence = f"{quoted(name)} appears twice (lines {first.line} and {second.line}). Delete one."
    return Pair(second.line, Broken(second.line, sentence))
