"""The title of a file, read without the rest, for lists of documents that are not published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.folder_files import read_source
from library.content.header.schema import TITLE
from library.content.header.tree import read_header
from library.content.header.yaml_nodes import Scalar
from library.content.mistakes import Mistakes

if TYPE_CHECKING:
    from pathlib import Path


def title_of_file(folder: Path, path: str) -> str:
    """Return what a file has as its title, right or wrong; empty if it cannot be read.

    Args:
        folder: The content folder.
        path: Relative to it, with forward slashes.
    """
    source = read_source(folder, path, Mistakes(path))
    pair = read_header(source, path).pairs.get(TITLE.name) if source else None
    return pair.node.text if pair and isinstance(pair.node, Scalar) else ""
