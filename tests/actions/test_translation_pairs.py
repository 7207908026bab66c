"""A translation whose paragraphs do not pair with those of its original is said by a check."""

from __future__ import annotations

import pytest

from library.actions.check import check
from tests.making import Making


@pytest.fixture(autouse=True)
def dated(making: Making) -> None:
    """Give every document a date, without which its author gets advice."""
    making.always["published"] = "2020-01-01"


def test_a_translation_with_another_number_of_paragraphs_is_said_until_they_agree(making: Making) -> None:
    making.write("one", "First.\n\nSecond.\n")
    making.write("one-cy", "Cyntaf.\n\nAil.\n\nTrydydd.\n", language="cy", translation_of="one")
    assert [each.sentence for each in check(making.library).advice] == [
        "translation_of: Give both texts the same paragraphs in the same order. "
        "This has 3 and one has 2, so packs leave the translation out."
    ]
    assert [(each.path, each.line > 1) for each in check(making.library).advice] == [("stories/one-cy.md", True)]
    making.write("one-cy", "Cyntaf.\n\nAil.\n", language="cy", translation_of="one")
    assert check(making.library).advice == ()
