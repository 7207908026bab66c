"""What the tests of slides share."""

from pathlib import Path
from shutil import copyfile

import pytest

RESOURCES = Path(__file__).parents[3] / "content" / "resources"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the film and the picture that the sample names."""
    for ending in ("mp4", "jpg"):
        copyfile(RESOURCES / f"the-number-nine.{ending}", tmp_path / f"number-nine.{ending}")
    return tmp_path
