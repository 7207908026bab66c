"""The title of a file, read without the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from library.content.titles import title_of_file


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: The kettle\n---\nWords\n", "The kettle"),
        ('---\ntitle: "The: kettle"\nkind: nonsense\n---\n', "The: kettle"),
        ("---\ntitle: The kettle\nsummary: [broken\n---\n", "The kettle"),
        ("---\ntitle: [a, list]\n---\n", ""),
        ("---\nkind: story\n---\n", ""),
        ("No header at all\n", ""),
        ("", ""),
    ],
)
def test_a_title_is_read_from_any_header(tmp_path: Path, text: str, title: str) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert title_of_file(tmp_path, "a.md") == title


def test_a_file_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert title_of_file(tmp_path, "a.md") == ""
