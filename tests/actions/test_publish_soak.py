"""Publishing many times while threads take turns as often as they can: it never ends in an accident."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.making import Making

DOCUMENTS = 600
PUBLISHES = 300

# A large one takes long to pickle, which is when another thread may ask it.
VOCABULARY = Path(__file__).parents[2] / "content/vocabulary.yaml"

# Seconds; 5,000 times as often as usual.
SWITCH_INTERVAL = 1e-6


@pytest.fixture
def restless() -> Iterator[None]:
    """Let threads take turns at nearly every step."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_INTERVAL)
    yield
    sys.setswitchinterval(before)


@pytest.mark.soak
@pytest.mark.usefixtures("restless")
def test_hundreds_of_publishes_by_several_processes_end_well(making: Making) -> None:
    for number in range(DOCUMENTS):
        making.write(f"story-{number}")
    shutil.copyfile(VOCABULARY, making.root / "content/vocabulary.yaml")
    for _ in range(PUBLISHES):
        published = making.publish(rebuild=True)
        assert (published.documents, published.rebuilt) == (DOCUMENTS, True)
