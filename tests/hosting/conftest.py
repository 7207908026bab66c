"""A host for the tests that change nothing in it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosting.host import Host, hosted
from tests.web.shelves import fill


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    """A host with the small library of the tests; the first start publishes it."""
    with tempfile.TemporaryDirectory(prefix="host-") as folder:
        fill(Path(folder))
        with hosted(Host(Path(folder))) as running:
            yield running
