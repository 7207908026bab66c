"""A whole document as a form, and the document that a form was sent for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.content.form.field import FIELDS
from library.content.form.shown import CHOSEN, shown
from library.content.form.text import text_of, with_text
from library.content.form.typed import tidied, value_of
from library.content.header.editing import edit_header
from library.content.header.meaning import broken_in
from library.content.header.schema import KEYS
from library.content.header.tree import read_header
from library.content.header.yaml_nodes import Broken
from library.content.mistakes import Mistakes
from library.content.source import part
from library.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Group

    from library.content.form.field import Field
    from library.content.form.shown import Values
    from library.content.header.yaml_nodes import Node
    from library.content.header.yaml_writer import Value
    from library.content.source import Source

# The name of the control of the text.
TEXT = "text"


@dataclass(frozen=True, slots=True)
class Form:
    """What a form shows of a document.

    Attributes:
        path: Of the file.
        values: Of the controls, by their names; without those of ``as_written``.
        as_written: Keys that a form cannot show, each with its lines.
        header: The lines of the header if it has to be corrected as text, and the form has only the text; else empty.
        text: Below the header, or ``None`` if only the file itself can be shown.
        lines: The first and the last line of each key of the header, counted from 1 in the file.
        text_line: The line where the text begins.
        source: The file, or ``None`` if it has no header at all.
    """

    path: str
    values: Values
    as_written: Group[str, str]
    header: str
    text: str | None
    lines: Group[str, tuple[int, int]]
    text_line: int
    source: Source | None


@dataclass(frozen=True, slots=True)
class Applied:
    """A document with what a form changed.

    Attributes:
        data: The whole file.
        refused: The fields whose values could not be written, and why; the file has their former values.
    """

    data: bytes
    refused: Group[str, str]


def form_of(data: bytes, path: str) -> Form:
    """Return a document as a form.

    Args:
        data: The whole file; it may be incomplete or wrong.
        path: Of the file.
    """
    source = part(data, Mistakes(path))
    if source is None:
        return Form(path, {}, {}, "", None, {}, 1, None)
    tree = read_header(source, path)
    lines = {name: (pair.line, max(pair.line, _last_line(pair.node))) for name, pair in tree.pairs.items()}
    header = source.header.split("\n")
    if any(broken_in(tree)) or tree.is_flow:
        return Form(path, {}, {}, source.header, text_of(source), lines, source.body_line, source)
    values: dict[str, tuple[str, ...]] = {}
    as_written: dict[str, str] = {}
    for field in FIELDS:
        pair = tree.pairs.get(field.name)
        found = shown(field, field.name, pair.node if pair else None)
        if found is None:
            as_written[field.name] = _lines(header, source, lines[field.name])
        else:
            values |= found
    as_written |= {name: _lines(header, source, lines[name]) for name in tree.pairs if name not in KEYS}
    return Form(path, values, as_written, "", text_of(source), lines, source.body_line, source)


def applied(data: bytes, path: str, sent: Values) -> Applied:
    """Return a document with what was changed in a form; what the form left as it was changes no byte.

    Args:
        data: The whole file, as it is now.
        path: Of the file.
        sent: The values of the controls, by their names. A control that was not sent is left as it is.
    """
    form = form_of(data, path)
    edited, refused = _with_changes(data, path, dict(_changes(form, sent)))
    source = part(edited, Mistakes(path))
    if source is not None and form.text is not None and sent.get(TEXT):
        edited = with_text(source, sent[TEXT][0])
    return Applied(edited, refused)


def _changes(form: Form, sent: Values) -> Iterator[tuple[str, Value | None]]:
    if form.source is None or form.header:
        return
    for field in FIELDS:
        if field.name not in form.as_written:
            before = tidied(field, field.name, form.values)
            after = tidied(field, field.name, {**form.values, **sent})
            if _compared(field, before) != _compared(field, after):
                yield field.name, value_of(field, field.name, after, before)


def _compared(field: Field, values: Values) -> Values:
    """Return the values of a field such that those with the same meaning are the same."""
    parts = {field.name: field, **{part.name: part for part in field.parts}}
    return {
        name: tuple(sorted(set(each))) if parts[name.rpartition(".")[2]].control in CHOSEN else each
        for name, each in values.items()
        if each
    }


def _with_changes(data: bytes, path: str, changes: dict[str, Value | None]) -> tuple[bytes, dict[str, str]]:
    """Return a file with all changes, or with all that can be made one by one."""
    try:
        return edit_header(data, path, changes), {}
    except ContentError:
        refused: dict[str, str] = {}
        for name, value in changes.items():
            try:
                data = edit_header(data, path, {name: value})
            except ContentError as error:
                refused[name] = error.mistakes[0].sentence
        return data, refused


def _lines(header: list[str], source: Source, lines: tuple[int, int]) -> str:
    first, last = (line - source.header_line for line in lines)
    return "\n".join(header[first : last + 1])


def _last_line(node: Node) -> int:
    return node.line if isinstance(node, Broken) else node.span.end.line
