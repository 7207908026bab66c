"""``python -m release [FOLDER]``: writes a release to a folder, ``dist`` by default."""

from __future__ import annotations

import sys
from pathlib import Path

from release.make import make_release

if __name__ == "__main__":
    try:
        for made in make_release(Path(sys.argv[1] if len(sys.argv) > 1 else "dist")):
            print(made)
    except FileExistsError as error:
        sys.exit(str(error))
