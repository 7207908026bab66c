"""The nodes of a YAML tree, each with its line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from library.content.mistakes import quoted


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value, not yet read as text, number, date or anything else.

    Attributes:
        text: As YAML unfolds it; may be empty.
        line: Counted from 1 in the file.
        plain: Written without quotation marks and not as a block.
        cut: Whether a comment follows on its last line, perhaps a ``#`` that was meant as text.
    """

    text: str
    line: int
    plain: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """A node that was refused.

    Attributes:
        line: Counted from 1 in the file.
        sentence: What is wrong and how to correct it.
    """

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list.

    Attributes:
        items: In order; may be empty.
        line: Where it begins, counted from 1 in the file.
    """

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A value and the line of its key, counted from 1 in the file."""

    line: int
    node: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values.

    Attributes:
        pairs: By key, in order; may be empty. The value of a repeated key is a ``Broken``.
        strays: Keys that are not words; may be empty.
        line: Where it begins, counted from 1 in the file.
        misplaced: Words before a colon on indented lines of broken keys, with their lines; perhaps keys themselves.
        suggested: Words before a colon on lines that are comments, with their lines, as in a draft from a Word file.
    """

    pairs: dict[str, Pair]
    strays: tuple[Broken, ...]
    line: int
    misplaced: dict[str, int] = field(default_factory=dict)
    suggested: dict[str, int] = field(default_factory=dict)


Node: TypeAlias = Scalar | Sequence | Mapping | Broken


def twice(name: str, first: Pair, second: Pair) -> Pair:
    """Return the broken value of a repeated key, because it is not known which one is meant."""
    sentence = f"{quoted(name)} appears twice (lines {first.line} and {second.line}). Delete one."
    return Pair(second.line, Broken(second.line, sentence))
