"""The valid values of one group of keys, and the table that describes such a group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from library.content.header.entry import Entry, Reading
from library.content.mistakes import quoted
from library.content.nearest import fold, nearest, suggestion

if TYPE_CHECKING:
    from library.content.header.value_types import Shape
    from library.content.header.yaml_nodes import Mapping

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

# What other systems, and people in a hurry, call our keys.
OTHER_NAMES = {
    "alias": "formerly",
    "aliases": "formerly",
    "category": "kind",
    "creator": "authors",
    "date": "published",
    "description": "summary",
    "draft": "status",
    "lang": "language",
    "link": "source",
    "publisher": "organisation",
    "redirect-from": "formerly",
    "state": "status",
    "tags": "themes",
    "type": "kind",
    "url": "source",
    "visibility": "consent",
}


# How similar a word must be to one of these: more than to a key itself, because “draft” is not “date”.
_ALIKE_OTHERS = 0.75


@dataclass(frozen=True, slots=True)
class Key(Generic[T_co]):
    """One key that a file can have.

    Attributes:
        name: As it is written in the file.
        shape: Reads its value.
        required: Whether it must be there.
    """

    name: str
    shape: Shape[T_co]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """The values of one group of keys.

    Attributes:
        mapping: What the author wrote.
        values: The valid values only, by key.
    """

    mapping: Mapping
    values: dict[str, Any]

    def get(self, key: Key[T]) -> T | None:
        """Return a value, or ``None`` if it is missing or wrong."""
        return cast("T | None", self.values.get(key.name))

    def __contains__(self, key: Key[Any]) -> bool:
        """Return whether the author wrote this key, right or wrong."""
        return key.name in self.mapping.pairs

    def line(self, key: Key[Any]) -> int:
        """Return the line of a key, or of the group if it is missing."""
        pair = self.mapping.pairs.get(key.name)
        return self.mapping.line if pair is None else pair.line


def read_group(entry: Entry, keys: tuple[Key[Any], ...]) -> Fields | None:
    """Read a group of keys inside a header, or report that there is none and return ``None``."""
    mapping = entry.mapping(key.name for key in keys)
    return None if mapping is None else read_keys(entry.name, mapping, keys, entry.reading)


def read_keys(name: str, mapping: Mapping, keys: tuple[Key[Any], ...], reading: Reading) -> Fields:
    """Read keys and report every mistake in them.

    Args:
        name: Of the group, or empty for the outermost level of a file.
        mapping: What the author wrote.
        keys: Those that are allowed.
        reading: The file.

    Returns:
        The valid values, possibly with gaps.
    """
    for stray in mapping.strays:
        reading.mistakes.add(stray.line, stray.sentence)
    mistyped = _report_unknown(name, mapping, keys, reading)
    group = Entry(name, mapping, reading)
    values: dict[str, Any] = {}
    for key in keys:
        value = None if key.name in mistyped else _read(group, mapping, key)
        if value is not None:
            values[key.name] = value
    return Fields(mapping, values)


def known_as(name: str, keys: tuple[Key[Any], ...]) -> str | None:
    """Return the key that an unknown word probably means, or ``None``."""
    names = {fold(key.name): key.name for key in keys}
    others = {fold(other): key for other, key in OTHER_NAMES.items() if key in names.values()}
    return others.get(fold(name)) or nearest(name, names) or nearest(name, others, _ALIKE_OTHERS)


def _read(group: Entry, mapping: Mapping, key: Key[T]) -> T | None:
    pair = mapping.pairs.get(key.name)
    if pair is not None:
        return key.shape(replace(group.under(key.name, pair.node), is_required=key.required))
    name = group.under(key.name, mapping).name
    if key.name in mapping.misplaced:
        group.reading.mistakes.add(mapping.misplaced[key.name], f"{name}: Start this line at the left margin.")
    elif key.required:
        line, how = _where_missing(group, mapping, key.name)
        group.reading.mistakes.add(line, f"{name} is missing. {how}")
    return None


def _where_missing(group: Entry, mapping: Mapping, key: str) -> tuple[int, str]:
    """Return the line to change so that a key is no longer missing, and how."""
    if key in mapping.suggested:
        return mapping.suggested[key], "Check or complete this line, then delete the “# ” at its start."
    if group.name:
        return mapping.line, f"Add {key}: and its value, with a comma before it if this is in curly brackets."
    return mapping.line, f"Add a line that starts with {key}:"


def _report_unknown(name: str, mapping: Mapping, keys: tuple[Key[Any], ...], reading: Reading) -> set[str]:
    """Report unknown keys, and return the keys they probably mean, so that these are not reported as missing too."""
    known = {key.name for key in keys}
    mistyped: set[str] = set()
    where = f" in {name}" if name else ""
    for word, pair in mapping.pairs.items():
        if word not in known and not reading.mistakes.full:
            meant = known_as(word, keys)
            reading.mistakes.add(
                pair.line, f"{quoted(word)} is not a key{where}.{suggestion(meant) or ' Delete this line.'}"
            )
            for key in keys:
                if key.name == meant and meant not in mapping.pairs:
                    # Its mistakes are reported now, not after the author has corrected the key.
                    key.shape(Entry(name, mapping, reading).under(key.name, pair.node))
                    mistyped.add(meant)
    return mistyped
