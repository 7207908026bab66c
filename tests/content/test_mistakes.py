"""Mistakes stop a document; advice about the same file does not."""

from __future__ import annotations

import pytest

from library.content.mistakes import MOST, Mistakes
from library.errors import Advice, Mistake


def test_advice_about_a_file_is_no_mistake() -> None:
    found = Mistakes("stories/a.md")
    found.advise(3, "This has a new name.")
    assert len(found) == 0
    assert found.advice == (Advice("stories/a.md", 3, "This has a new name."),)
    with pytest.raises(ValueError, match="no mistake"):
        found.error()


def test_mistakes_are_reported_without_the_advice() -> None:
    found = Mistakes("stories/a.md")
    found.advise(3, "This has a new name.")
    found.add(4, "This is wrong.")
    assert found.error().mistakes == (Mistake("stories/a.md", 4, "This is wrong."),)


def test_advice_about_one_file_has_a_limit() -> None:
    found = Mistakes("stories/a.md")
    for line in range(MOST + 50):
        found.advise(line, "This has a new name.")
    assert len(found.advice) == MOST
    assert not found.full
