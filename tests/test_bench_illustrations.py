"""The drawings of six stories: made by our own script, small, and shown by the story that each is of."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from bench.illustrations import ILLUSTRATIONS

STORIES = Path(__file__).parent.parent / "content" / "stories"
MOST_BYTES = 40_000
# Of 255: another version of Pillow may smooth an edge a little differently.
ALIKE = 24


@pytest.mark.parametrize("name", ILLUSTRATIONS)
def test_a_drawing_is_what_the_script_draws_and_its_fictional_story_shows_it(name: str) -> None:
    drawn = ILLUSTRATIONS[name]().written()
    stored = (STORIES / name).read_bytes()
    assert len(stored) < MOST_BYTES
    with Image.open(BytesIO(drawn)) as made, Image.open(BytesIO(stored)) as there:
        difference = ImageChops.difference(made.convert("L"), there.convert("L"))
    assert max(difference.tobytes()) <= ALIKE
    story = (STORIES / name).with_suffix(".md").read_text()
    assert f"]({name}" in story
    assert "provenance: fictional" in story
