"""What the tests of content readers share."""

from pathlib import Path

import pytest

from tests.content.writing import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A content folder with a vocabulary and nothing else."""
    return Folder(tmp_path / "content")
