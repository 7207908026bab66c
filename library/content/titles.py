"""The title and other texts of a header, read without the rest and right or wrong, for lists and comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.folder_files import read_source
from library.content.header.schema import TITLE
from library.content.header.tree import read_header
from library.content.header.yaml_nodes import Scalar
from library.content.mistakes import Mistakes
from library.content.source import part

if TYPE_CHECKING:
    from pathlib import Path

    from library.content.source import Source


def title_of_file(folder: Path, path: str) -> str:
    """Return what a file has as its title, right or wrong; empty if it cannot be read.

    Args:
        folder: The content folder.
        path: Relative to it, with forward slashes.
    """
    return texts_in(read_source(folder, path, Mistakes(path)), path).get(TITLE.name, "")


def title_in(data: bytes, path: str) -> str:
    """Return what the bytes of a file have as its title, as ``title_of_file`` does."""
    return texts_in(part(data, Mistakes(path)), path).get(TITLE.name, "")


def title_or_path(data: bytes, path: str) -> str:
    """Return what the bytes of a file have as its title, or its path if they have none."""
    return title_in(data, path) or path


def texts_in(source: Source | None, path: str) -> dict[str, str]:
    """Return the keys of a header that have one text each, right or wrong; empty without a file."""
    pairs = read_header(source, path).pairs if source else {}
    return {name: pair.node.text for name, pair in pairs.items() if isinstance(pair.node, Scalar)}
