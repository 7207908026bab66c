"""The nodes of a YAML tree, each with its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from library.content.mistakes import quoted


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text, number, date …, not yet read as any of them.

    Attributes:
        text: As YAML unfolds it; may be empty.
        line: Counted from 1 in the file.
        plain: Written without quotation marks and not as a block.
        cut: A comment follows on its last line, so perhaps a ``#`` that was meant as text.
    """

    text: str
    line: int
    plain: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class Broken:
    """What stands here was refused.

    Attributes:
        line: Counted from 1 in the file.
        sentence: What is wrong and what would be right.
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
        pairs: By key, in order; may be empty. A key that stands twice holds a ``Broken``.
        strays: Keys that are no words; may be empty.
        line: Where it begins, counted from 1 in the file.
    """

    pairs: dict[str, Pair]
    strays: tuple[Broken, ...]
    line: int


Node: TypeAlias = Scalar | Sequence | Mapping | Broken


def twice(name: str, first: Pair, second: Pair) -> Pair:
    """Return what stands for a key that is written twice: nobody can tell which of the two is meant."""
    sentence = f"{quoted(name)} stands twice, on lines {first.line} and {second.line}. Keep one of them."
    return Pair(second.line, Broken(second.line, sentence))
