"""What the tests of actions share."""

from pathlib import Path

import pytest

from tests.making import Making


@pytest.fixture
def making(tmp_path: Path) -> Making:
    """A library with a vocabulary and nothing else, not published."""
    return Making(tmp_path)
