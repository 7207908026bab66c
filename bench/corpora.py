"""The folder of the test corpora."""

from __future__ import annotations

import os
from pathlib import Path

from bench.missing import Missing


def corpora() -> Path:
    """Return the folder of the corpora.

    Raises:
        Missing: ``LIBRARY_CORPORA`` names none.
    """
    folder = os.environ.get("LIBRARY_CORPORA")
    if not folder or not Path(folder).is_dir():
        raise Missing("LIBRARY_CORPORA names no folder: the corpora lie beside the checkout as ../shared/corpora.")
    return Path(folder)
