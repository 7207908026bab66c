"""Values as YAML, on as few lines as an author would use. Our reader and any other reader get the same values back."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from library.content.header.yaml_messages import is_surprise
from library.model.characters import visible

Value: TypeAlias = "str | int | date | Sequence[Value] | Mapping[str, Value]"

# A longer list has one line for each item, as has a list of groups, and a longer group one for each key.
LONGEST_LINE = 100  # characters

# Text that needs no quotation marks, outside of brackets and within.
_PLAIN = re.compile(r"\w(?:[\w .,'’()/&;+!–—…-]*[\w.')’!…])?")
_PLAIN_IN_BRACKETS = re.compile(r"\w(?:[\w .'’()/&;+!–—…-]*[\w.')’!…])?")
_WORD = re.compile(r"[\w-]+")
# Numbers that are no surprise in a header, and octal ones of YAML 1.2.
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)|0o[0-7]+")
# Marks of direction, which the reader of a file removes where no word is written from right to left.
_DIRECTION = re.compile("[\u061c\u200e\u200f]")


def is_text(plain: str) -> bool:
    """Return whether every reader of YAML takes this for text if it has no quotation marks."""
    return bool(plain) and not is_surprise(plain) and _NUMBER.fullmatch(plain) is None


def as_read(value: Value) -> Value:
    """Return a value with its texts as they are read back: accents composed, no invisible characters."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", _DIRECTION.sub("", visible(value)))
    if isinstance(value, Mapping):
        return {key: as_read(each) for key, each in value.items()}
    return [as_read(each) for each in value] if isinstance(value, Sequence) else value


def entry(name: str, value: Value, indent: str = "") -> list[str]:
    """Return a key and its value, one string for each line.

    Args:
        name: The key.
        value: As ``as_read`` returns it.
        indent: The spaces before the key.
    """
    name = _key(name)
    line = f"{indent}{name}: {in_line(value)}"
    if not value or isinstance(value, str | int | date) or (len(line) <= LONGEST_LINE and not _has_groups(value)):
        return [line]
    within = f"{indent}  "
    if isinstance(value, Mapping):
        return [f"{indent}{name}:", *(line for key, each in value.items() for line in entry(key, each, within))]
    return [f"{indent}{name}:", *(item(each, within) for each in value)]


def _has_groups(value: Sequence[Value] | Mapping[str, Value]) -> bool:
    """Return whether a value is a list of several groups, which are read more easily one below the other."""
    return isinstance(value, Sequence) and len(value) > 1 and isinstance(value[0], Mapping)


def item(value: Value, indent: str) -> str:
    """Return an item of a list, on a line of its own."""
    return f"{indent}- {in_line(value)}"


def in_line(value: Value, plain: re.Pattern[str] = _PLAIN) -> str:
    """Return a value on one line."""
    if isinstance(value, str):
        return value if plain.fullmatch(value) and is_text(value) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {in_line(each, _PLAIN_IN_BRACKETS)}" for key, each in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(in_line(each, _PLAIN_IN_BRACKETS) for each in value) + "]"
    return str(value)


def _key(name: str) -> str:
    return name if _WORD.fullmatch(name) and is_text(name) else json.dumps(name, ensure_ascii=False)
