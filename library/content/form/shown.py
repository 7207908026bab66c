"""What a field shows of a header: the values of its controls, by their names.

A control of ``consent`` is called ``consent.audience``, and one of the second pointer ``pointers.1.text``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from library.content.form.field import Control
from library.content.header.yaml_nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Mapping as Group

    from library.content.form.field import Field

# The values of a control: none if nothing is chosen, one for each line or chosen word.
Values: TypeAlias = "Group[str, tuple[str, ...]]"

# Lists whose words are chosen and not typed, so that the form does not decide their order.
CHOSEN = frozenset({Control.OPTIONS, Control.TERMS})
SEVERAL = CHOSEN | frozenset({Control.NAMES, Control.LINES})


def folded(text: str) -> str:
    """Return a text on one line, as the header's reader has it."""
    return " ".join(text.split())


def shown(field: Field, name: str, node: Node | None) -> Values | None:
    """Return the values of a field, or ``None`` if a form cannot show all that is there.

    Args:
        field: The field.
        name: Of its control.
        node: What the header says; ``None`` if it says nothing.
    """
    if field.control is Control.GROUP:
        return _of_group(field, name, node)
    if field.control is Control.GROUPS:
        return _of_groups(field, name, node)
    found = _texts(field, node)
    return None if found is None else {name: found}


def _texts(field: Field, node: Node | None) -> tuple[str, ...] | None:
    if node is None or (isinstance(node, Scalar) and not node.text.strip()):
        return ()
    if field.control not in SEVERAL:
        return (folded(node.text),) if isinstance(node, Scalar) else None
    if not isinstance(node, Sequence):
        return None
    texts = tuple(folded(item.text) for item in node.items if isinstance(item, Scalar))
    is_whole = len(texts) == len(node.items)
    has_spaces = field.control is Control.NAMES and any(" " in text or "," in text for text in texts)
    return tuple(filter(None, texts)) if is_whole and not has_spaces else None


def _of_group(field: Field, name: str, node: Node | None) -> Values | None:
    if isinstance(node, Scalar) and not node.text.strip():
        node = None
    if node is not None and not isinstance(node, Mapping):
        return None
    pairs = {} if node is None else node.pairs
    if not pairs.keys() <= {part.name for part in field.parts}:
        return None
    values: dict[str, tuple[str, ...]] = {}
    for part in field.parts:
        pair = pairs.get(part.name)
        found = shown(part, f"{name}.{part.name}", pair.node if pair else None)
        if found is None:
            return None
        values |= found
    return values


def _of_groups(field: Field, name: str, node: Node | None) -> Values | None:
    if node is None or (isinstance(node, Scalar) and not node.text.strip()):
        return {}
    if not isinstance(node, Sequence):
        return None
    values: dict[str, tuple[str, ...]] = {}
    for number, item in enumerate(node.items):
        found = _of_group(field, f"{name}.{number}", item)
        if found is None or not any(found.values()):
            return None
        values |= found
    return values
