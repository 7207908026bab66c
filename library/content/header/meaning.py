"""What a node of a header says, and a value that is to be written, so that the two can be compared."""

from __future__ import annotations

from collections.abc import Mapping as Group
from datetime import date
from typing import TYPE_CHECKING

from library.content.header.yaml_nodes import Broken, Mapping, Scalar, Sequence
from library.content.header.yaml_writer import is_text

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from library.content.header.yaml_nodes import Node
    from library.content.header.yaml_writer import Value


def meaning_of_node(node: Node) -> Hashable:
    """Return what a node says: its scalars, each with whether every reader takes it for text."""
    if isinstance(node, Scalar):
        return node.text, not node.plain or is_text(node.text)
    if isinstance(node, Mapping):
        return frozenset((name, meaning_of_node(pair.node)) for name, pair in node.pairs.items())
    return tuple(meaning_of_node(each) for each in inner(node))


def meaning_of_value(value: Value) -> Hashable:
    """Return what a value will say once it is written, as ``meaning_of_node`` does."""
    if isinstance(value, str):
        return value, True
    if isinstance(value, int | date):
        return str(value), False
    if isinstance(value, Group):
        return frozenset((name, meaning_of_value(each)) for name, each in value.items())
    return tuple(meaning_of_value(each) for each in value)


def inner(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly in a node."""
    if isinstance(node, Mapping):
        return tuple(pair.node for pair in node.pairs.values())
    return node.items if isinstance(node, Sequence) else ()


def broken_in(node: Node) -> Iterator[Broken]:
    """Yield what cannot be read in a node, at any depth."""
    if isinstance(node, Broken):
        yield node
    elif isinstance(node, Mapping):
        yield from node.strays
    for each in inner(node):
        yield from broken_in(each)
