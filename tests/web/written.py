"""Fixtures of tests that write drafts, comments and histories: a library of their own, empty of these for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from library.storage.forgetting import forget_writing
from tests.web.shelves import Shelves, filled_shelves

# The document that they write about.
PATH = "stories/spare-key.md"


@pytest.fixture(scope="module")
def written_shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelves]:
    """A library of its own, because a test file writes in it."""
    filled = filled_shelves(tmp_path_factory.mktemp("written"))
    yield filled
    filled.library.close()


@pytest.fixture
def shelves(written_shelves: Shelves) -> Shelves:
    """The same without drafts, comments and history."""
    forget_writing(written_shelves.library.writing, [PATH])
    return written_shelves
