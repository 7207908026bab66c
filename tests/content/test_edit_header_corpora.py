"""Headers that others wrote, of every shape: changed on the lines of one key, or refused with a line."""

from __future__ import annotations

import re
from datetime import date
from itertools import cycle
from pathlib import Path

import pytest

from library.content.header.editing import edit_header
from library.content.header.yaml_writer import Value
from library.errors import ContentError
from tests.content.headers import by_ruamel, is_on_lines_of, pages

pytestmark = pytest.mark.corpora

VALUES: tuple[Value | None, ...] = (
    None,
    "Something: else",
    "# 12",
    date(2026, 11, 22),
    7,
    [],
    ["a", "b, c"],
    [{"note": "bereavement", "where": ["p1", "p2"]}, {"note": "A sentence that takes all the room there is " * 3}],
    {"audience": "public", "uses": ["print"]},
)


@pytest.mark.parametrize(("folder", "least"), [("18f", 250), ("hugodocs", 300), ("plainlanguage", 80)])
def test_one_key_changes_and_every_other_byte_stays(corpora: Path, folder: str, least: int) -> None:
    values, changed = cycle(VALUES), 0
    for data in pages(corpora / "md" / folder):
        before = by_ruamel(data)
        if before is None or _refused(data):
            continue
        changed += 1
        keys = [key for key in before if re.fullmatch(r"[\w-]+", key)]
        for key, value in zip([*keys, "added_key"], values, strict=False):
            after = edit_header(data, "a.md", {key: value})
            expected = {name: each for name, each in before.items() if name != key}
            assert by_ruamel(after) == (expected if value is None else {**expected, key: value})
            assert is_on_lines_of(key, before, data, after), (key, value, data[:2000], after[:2000])
    assert changed >= least


def _refused(data: bytes) -> bool:
    """Return whether nothing in a header can be changed; then every mistake has its line."""
    try:
        edit_header(data, "a.md", {"added_key": "x"})
    except ContentError as error:
        return all(mistake.line > 0 for mistake in error.mistakes)
    return False
