"""Why nobody sees a document: its own file says so, or that of its original."""

from __future__ import annotations

import pytest

from library.actions.writing.hidden import Cause
from library.actions.writing.publish_page import publish_page
from library.errors import ContentError
from tests.making import Making

SOMEONE = 1


def shown(making: Making) -> tuple[str, Cause]:
    """Return who sees the translation, and what hides it."""
    page = publish_page(making.library, "cyfieithiad", SOMEONE)
    return page.before, page.hidden_by


@pytest.mark.parametrize(
    ("original", "own", "found"),
    [
        ({}, {}, ("public", Cause.OWN)),
        ({}, {"status": "withdrawn"}, ("withdrawn", Cause.OWN)),
        ({"status": "withdrawn"}, {}, ("withdrawn", Cause.ORIGINAL)),
        ({"status": "withdrawn"}, {"status": "withdrawn"}, ("withdrawn", Cause.OWN)),
        ({"status": "draft"}, {}, ("in draft", Cause.ORIGINAL)),
        ({"status": "draft"}, {"status": "in-review"}, ("in draft", Cause.ORIGINAL)),
        ({}, {"status": "in-review"}, ("in review", Cause.OWN)),
        ({"published": "2199-01-01"}, {}, ("due later", Cause.ORIGINAL)),
        ({}, {"published": "2199-01-01"}, ("due later", Cause.OWN)),
    ],
)
def test_what_hides_a_translation_is_known(
    making: Making, original: dict[str, str], own: dict[str, str], found: tuple[str, Cause]
) -> None:
    making.write("original", **original)
    making.write("cyfieithiad", language="cy", translation_of="original", **own)
    making.publish()
    assert shown(making) == found


def test_a_translation_that_its_original_does_not_permit_any_longer_is_hidden_by_it(making: Making) -> None:
    making.write_told("original", consent="audience: public, uses: [translate]")
    making.write_told("cyfieithiad", language="cy", translation_of="original", consent="audience: public, uses: []")
    making.publish()
    assert shown(making) == ("public", Cause.OWN)
    making.write_told("original")
    with pytest.raises(ContentError):
        making.publish()
    assert shown(making) == ("in draft", Cause.REFUSED)
    making.delete("original")
    with pytest.raises(ContentError):
        making.publish()
    assert shown(making) == ("in draft", Cause.NO_ORIGINAL)
