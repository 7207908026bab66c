"""Changing the vocabulary: the lines of the entry that changes, and no other byte of the file.

``header/editing.py`` finds the lines of keys. An entry in braces is written again as a whole, on its own lines. The
result is read again before it is returned: every other entry says what it said, and this one what was asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.header.editing import Edit, Editor, applied
from library.content.header.meaning import inner, meaning_of_node
from library.content.header.yaml_nodes import Mapping, Scalar, Sequence
from library.content.header.yaml_writer import as_read, entry, in_line, item
from library.content.mistakes import Mistakes
from library.content.plain_text import lines_of
from library.content.vocabulary import PATH, tree_in
from library.errors import ContentError, Mistake

if TYPE_CHECKING:
    from collections.abc import Mapping as Group

    from library.content.header.yaml_nodes import Node
    from library.content.header.yaml_writer import Value

_AS_TEXT = "Change this entry in the file itself. The library cannot change it without changing something else."


def change_entry(data: bytes, name: str, at: int, changes: Group[str, Value | None], order: tuple[str, ...]) -> bytes:
    """Change keys of one entry of a list.

    Args:
        data: The whole file.
        name: Of the list, such as ``themes``.
        at: Which entry, counted from 0.
        changes: What each key is to be; ``None`` to remove it. A key that is so already stays as it is written.
        order: The keys that an entry can have, in the order in which new ones are added.

    Raises:
        ContentError: The file cannot be read, or the entry cannot be changed safely.
    """
    tree, editor = _read(data)
    old = _items(tree, name)[at]
    wanted = {key: None if value is None else as_read(value) for key, value in changes.items()}
    if not isinstance(old, Mapping):
        raise _refused(old)
    new = _changed(old, wanted, order)
    if old.is_flow:
        edits = [] if _says(old, new) else [_replaced(editor, old, new)]
    else:
        edits = list(editor.of_group(old, wanted, order))
    return _checked(data, edits, name, {at: new})


def add_entry(data: bytes, name: str, values: Group[str, Value]) -> bytes:
    """Add an entry at the end of a list, written as the one before it; start the list if there is none.

    Args:
        data: The whole file.
        name: Of the list.
        values: Its keys, in order.

    Raises:
        ContentError: The file cannot be read, or the entry cannot be added safely.
    """
    tree, editor = _read(data)
    new = {key: as_read(value) for key, value in values.items()}
    if name not in tree.pairs:
        data = data if data.endswith(b"\n") else data + b"\n"
        end = len(lines_of(data)) + 1
        return _checked(data, [Edit(end, end, (f"{name}:", item(new, "  ")))], name, {0: new})
    items = _items(tree, name)
    node = tree.pairs[name].node
    edit = _put_in(editor, node, new) if not items or _is_flow(node) else _put_below(node, items[-1], new)
    return _checked(data, [edit], name, {len(items): new})


def remove_entry(data: bytes, name: str, at: int) -> bytes:
    """Remove an entry of a list; the comments above it stay.

    Args:
        data: The whole file.
        name: Of the list.
        at: Which entry, counted from 0.

    Raises:
        ContentError: The file cannot be read, or the entry cannot be removed safely: in brackets, or the last one.
    """
    tree, editor = _read(data)
    items, node = _items(tree, name), tree.pairs[name].node
    if len(items) == 1 or not isinstance(node, Sequence) or node.is_flow:
        raise _refused(items[at])
    first = list(editor.hyphens(node))[at]
    return _checked(data, [Edit(first, items[at].span.end.line + 1, ())], name, {at: None})


def texts_of(value: Value | None) -> object:
    """Return a value with all its scalars as text, to compare what two values say."""
    if isinstance(value, dict):
        return {key: texts_of(each) for key, each in value.items()}
    return [texts_of(each) for each in value] if isinstance(value, list | tuple) else str(value)


def _read(data: bytes) -> tuple[Mapping, Editor]:
    mistakes = Mistakes(PATH)
    found = tree_in(data, mistakes)
    if found is None:
        raise mistakes.error()
    tree, text = found
    return tree, Editor(PATH, 1, text.split("\n"))


def _items(tree: Mapping, name: str) -> tuple[Node, ...]:
    node = tree.pairs[name].node
    if not isinstance(node, Sequence):
        raise _refused(node)
    return node.items


def _changed(old: Mapping, wanted: Group[str, Value | None], order: tuple[str, ...]) -> dict[str, Value]:
    """Return what an entry is to be."""
    merged = {**{key: _value(pair.node) for key, pair in old.pairs.items()}, **wanted}
    rank = {key: at for at, key in enumerate((*old.pairs, *order))}
    ordered = sorted(merged.items(), key=lambda each: rank.get(each[0], len(rank)))
    return {key: value for key, value in ordered if value is not None}


def _value(node: Node) -> Value:
    if isinstance(node, Mapping):
        return {key: _value(pair.node) for key, pair in node.pairs.items()}
    if isinstance(node, Sequence):
        return [_value(each) for each in node.items]
    if isinstance(node, Scalar):
        return node.text
    raise _refused(node)


def _says(node: Node, value: Value) -> bool:
    return texts_of(_value(node)) == texts_of(value)


def _is_flow(node: Node) -> bool:
    return isinstance(node, Sequence) and node.is_flow


def _replaced(editor: Editor, old: Node, new: Value) -> Edit:
    """Return the edit that writes an entry again where it is, on one line."""
    (first, column), (last, end) = old.span
    if any(editor.comments(first, last, (old,))) and first != last:
        raise _refused(old)
    line = editor.text(first)[:column] + in_line(new) + editor.text(last)[end:]
    return Edit(first, last + 1, (line.rstrip(),))


def _put_in(editor: Editor, node: Node, new: Value) -> Edit:
    """Return the edit that adds an entry before the bracket that ends a list."""
    line, column = node.span.end
    text, before = editor.text(line), column - 1
    comma = ", " if inner(node) else ""
    return Edit(line, line + 1, (f"{text[:before].rstrip()}{comma}{in_line(new)}{text[before:]}",))


def _put_below(node: Node, last: Node, new: dict[str, Value]) -> Edit:
    """Return the edit that adds an entry below the last one."""
    indent, end = " " * node.span.start.column, last.span.end.line + 1
    if isinstance(last, Mapping) and last.is_flow:
        return Edit(end, end, (item(new, indent),))
    lines = [line for key, value in new.items() for line in entry(key, value, f"{indent}  ")]
    return Edit(end, end, (f"{indent}- {lines[0].lstrip()}", *lines[1:]))


def _checked(data: bytes, edits: list[Edit], name: str, changed: Group[int, Value | None]) -> bytes:
    """Apply edits, unless anything else would say something else.

    Args:
        data: The whole file.
        edits: To apply.
        name: Of the list that changes.
        changed: Its entries that are to be otherwise, by number; ``None`` for one that is to go.
    """
    if not edits:
        return data
    edited = applied(data, edits)
    before, after = _read(data)[0], _read(edited)[0]
    others = [key for key in {**before.pairs, **after.pairs} if key != name]
    same = all(
        key in before.pairs
        and key in after.pairs
        and meaning_of_node(before.pairs[key].node) == meaning_of_node(after.pairs[key].node)
        for key in others
    )
    old = list(_items(before, name)) if name in before.pairs else []
    expected: list[Value | None] = [_value(each) for each in old]
    expected += [None] * (max(changed) + 1 - len(expected))
    for at, value in changed.items():
        expected[at] = value
    right = [texts_of(value) for value in expected if value is not None]
    if not same or right != [texts_of(_value(each)) for each in _items(after, name)]:
        raise ContentError([Mistake(PATH, edits[0].first, _AS_TEXT)])
    return edited


def _refused(node: Node) -> ContentError:
    return ContentError([Mistake(PATH, node.line, _AS_TEXT)])
