"""Real Markdown files are never refused for how they were saved, and mean the same however they are saved."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from bench.saved import pages
from library.content.mistakes import Mistakes
from library.content.plain_text import decode
from library.content.source import part
from tests.content.writing import STORY, Folder

pytestmark = pytest.mark.corpora


def test_no_page_of_a_real_site_is_refused_for_line_ends_or_invisible_characters(corpora: Path) -> None:
    every = pages(corpora / "md")
    assert len(every) > 1_700
    mistakes = Mistakes(STORY)
    for page in every:
        assert decode(page.read_bytes(), mistakes) is not None
    assert len(mistakes) == 0


def test_a_page_is_the_same_however_it_is_saved(corpora: Path) -> None:
    for page in pages(corpora / "md"):
        data = page.read_bytes()
        plain, mistakes = part(data, Mistakes(STORY)), Mistakes(STORY)
        text = unicodedata.normalize("NFD", data.decode().replace("\r\n", "\n").replace("\n", "\r\n"))
        saved = part("\ufeff".encode() + text.encode(), mistakes)
        assert (plain is None) == (saved is None), page
        if plain and saved:
            assert (saved.header, saved.body, saved.body_line) == (plain.header, plain.body, plain.body_line), page


def test_every_header_of_a_real_site_is_read_without_a_crash(corpora: Path, folder: Folder) -> None:
    for page in pages(corpora / "md"):
        header = page.read_bytes().split(b"\n---", 1)[0]
        folder.put(STORY, header + b"\n---\nText.\n")
        assert not any("invisible" in mistake or "UTF-8" in mistake for mistake in folder.mistakes())
