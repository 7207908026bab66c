"""The sizes that pages give for files are near the true ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from library.actions.packs.adding import adding, document_item, with_frame
from library.actions.packs.files import make_file
from library.actions.packs.page import pack_page
from library.model.pack import Pack, SlideText
from library.translation import Translator
from tests.actions.packs.conftest import FICTIONAL, stored
from tests.making import Making

CONTENT = Path(__file__).parents[3] / "content" / "stories"
STORIES = ("as-far-as-the-bollard", "good-appetite", "in-this-agreement")


@pytest.mark.parametrize("text", SlideText)
def test_a_size_is_within_a_third_of_the_true_one(text: SlideText, tmp_path: Path) -> None:
    making = Making(tmp_path)
    for number, story in enumerate(STORIES):
        body = (CONTENT / f"{story}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
        making.write(f"story-{number}", body, consent=FICTIONAL)
    making.publish()
    items = (replace(document_item(making.library, f"story-{number}"), slides=text) for number in range(3))
    pack = stored(making, with_frame(adding(items), Translator())(Pack()))
    sizes = pack_page(making.library, pack).sizes
    for name in ("slides.pptx", "handout.pdf", "handout.docx", "run-sheet.pdf", "briefs.pdf", "offline.html"):
        made = len(make_file(making.library, pack, name, with_notes=True).body)
        assert 2 / 3 < sizes[name] / made < 4 / 3, (name, sizes[name], made)
    making.library.close()
