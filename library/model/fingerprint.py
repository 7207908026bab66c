"""Fingerprints of values, to detect that something was made by an earlier version of the code.

The catalogue and the index are rebuilt if the rules that made them have changed. Nobody has to raise a version number,
because the rules themselves are fingerprinted. The same rules give the same fingerprint on every machine and in every
process: sets and mappings are sorted, and an object that is not a plain value counts by name only.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from importlib.metadata import version
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

_SAID = frozenset({"title", "description"})


def fingerprint(*values: object) -> str:
    """Return 16 hexadecimal digits of the SHA-256 of some values: plain ones, collections, patterns and dataclasses."""
    return hashlib.sha256(_canonical(values).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def constants(module: ModuleType) -> dict[str, object]:
    """Return the constants of a module by name, such as tables of rules."""
    return {name: value for name, value in vars(module).items() if name.strip("_").isupper()}


def fields(*types: type) -> object:
    """Return names, types and defaults of all fields of some types, without docstrings."""
    return _without_words(msgspec.json.schema_components(types))


def sources(*paths: Path) -> list[str]:
    """Return the SHA-256 of source files, in order, for rules that are not in a table."""
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]


def versions(*packages: str) -> list[str]:
    """Return the installed versions of packages that affect the result."""
    return [version(package) for package in packages]


def _canonical(value: object) -> str:
    if value is None or isinstance(value, str | int | float | bytes):
        return repr(value)
    if isinstance(value, re.Pattern):
        return f"pattern({value.pattern!r}, {value.flags})"
    if isinstance(value, Collection):
        return _collected(value)
    name: str = getattr(value, "__qualname__", type(value).__qualname__)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return name
    held = ((each.name, getattr(value, each.name)) for each in dataclasses.fields(value))
    return f"{name}({_joined(f'{each}={_canonical(of)}' for each, of in held)})"


def _collected(value: Collection[object]) -> str:
    if isinstance(value, Mapping):
        return f"{{{_joined(sorted(f'{_canonical(each)}: {_canonical(of)}' for each, of in value.items()))}}}"
    each = map(_canonical, value)
    return f"{{{_joined(sorted(each))}}}" if isinstance(value, AbstractSet) else f"[{_joined(each)}]"


def _joined(texts: Iterable[str]) -> str:
    return ", ".join(texts)


def _without_words(schema: object) -> object:
    """Return a JSON schema without its texts for people."""
    if isinstance(schema, dict):
        # A field can be called *title*; only texts are removed.
        remaining = ((name, of) for name, of in schema.items() if not (name in _SAID and isinstance(of, str)))
        return {name: _without_words(of) for name, of in remaining}
    if isinstance(schema, list | tuple):
        return [_without_words(each) for each in schema]
    return schema
