"""Makes the sheet that comes with our exercise *Read it back*, from the words of the exercise itself.

    python -m bench.leaflet

Run it after you change one of the passages that the sheet has. The same words give the same bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typst

from library.content.body.blocks import blocks_of
from library.content.document_files import read_document_file
from library.content.vocabulary import read_vocabulary
from library.model.block import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.model.block import Block
    from library.model.passage import Passage

CONTENT = Path(__file__).parents[1] / "content"
EXERCISE = "resources/read-it-back.md"
SHEET = "resources/read-it-back.pdf"

# The steps; what to keep apart; and what to do if it goes quiet.
PASSAGES = ("p4", "p5", "p6", "p8")

SETUP = """\
#set document(title: "Read it back, on one sheet")
#set page(paper: "a4", margin: 2cm)
#set text(size: 12pt, lang: "en")
#set par(leading: 0.8em, spacing: 1.2em)
"""


def sheet(content: Path = CONTENT) -> bytes:
    """Return the sheet as a PDF."""
    document = read_document_file(content, EXERCISE, read_vocabulary(content))
    blocks = blocks_of(document.body_html)
    chosen = [passage for passage in document.passages if passage.anchor in PASSAGES]
    words = (line for passage in chosen for line in _lines(passage, blocks.get(passage.anchor, PLAIN)))
    return bytes(typst.compile((SETUP + "\n".join(words)).encode(), format="pdf", timestamp=0))


def _lines(passage: Passage, block: Block) -> Iterator[str]:
    """Yield a passage as Typst."""
    if passage.heading:
        yield f"#heading[#{_text(passage.heading)}]"
    for line in block.lines or (passage.text,):
        yield f"#par[#{_text(line)}]"


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'text("{escaped}")'


if __name__ == "__main__":
    (CONTENT / SHEET).write_bytes(sheet())
