"""One small published library for all tests of the web; none of them changes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.shelves import Shelves, filled_shelves, open_shelves


@pytest.fixture(scope="session")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelves]:
    """A library with public, told, hidden, withdrawn, translated and outside documents; English, Welsh, Gaelic."""
    filled = filled_shelves(tmp_path_factory.mktemp("shelves"))
    yield filled
    filled.library.close()


@pytest.fixture
def client(shelves: Shelves) -> FlaskClient:
    """A browser on that library."""
    return shelves.client


@pytest.fixture
def empty_client(tmp_path: Path) -> Iterator[FlaskClient]:
    """A browser on a library in which nothing was ever published."""
    shelves = open_shelves(tmp_path)
    yield shelves.client
    shelves.library.close()
