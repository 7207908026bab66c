"""Copying the files of an index, before ``merging`` rewrites those with removed entries."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from library.search.whoosh_index.label_keys import NAME as LABEL_KEYS

if TYPE_CHECKING:
    from pathlib import Path

# Files of an interrupted commit have other names.
_WHOLE = ("*.seg", "*.pairs", "*.toc", "generation", LABEL_KEYS)


def copy_files(source: Path, target: Path) -> None:
    """Link all complete files of an index into another folder; they never change, so both can share them.

    Raises:
        OSError: They cannot be linked or copied.
    """
    target.mkdir(parents=True, exist_ok=True)
    for pattern in _WHOLE:
        for path in source.glob(pattern):
            try:
                os.link(path, target / path.name)
            except OSError:
                shutil.copy2(path, target / path.name)
