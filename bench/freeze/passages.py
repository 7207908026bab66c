"""Anchor and text of every passage, read by the code that is recorded."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from library.content.body.markdown import render
from library.content.document_files import read_document_file
from library.content.vocabulary import read_vocabulary
from library.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from library.model.passage import Passage

_HEADER = re.compile(r"---\n.*?\n---\n", re.DOTALL)


def of_content(content: Path) -> Iterator[str]:
    """Yield a line for each passage of every document of a content folder."""
    vocabulary = read_vocabulary(content)
    for shelf in ("stories", "resources"):
        for file in sorted((content / shelf).glob("*.md")):
            path = f"{shelf}/{file.name}"
            yield from _rows(path, read_document_file(content, path, vocabulary).passages)


def of_corpora(folder: Path) -> Iterator[str]:
    """Yield a line for each passage of every page of the Markdown corpora."""
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".md", ".markdown"}:
            path = file.relative_to(folder).as_posix()
            text = _HEADER.sub("", file.read_text("utf-8", errors="replace"), count=1)
            try:
                yield from _rows(path, render(text, "en").passages)
            except ContentError as error:
                yield f"{path}\trefused\t{error}"


def _rows(path: str, passages: Iterable[Passage]) -> Iterator[str]:
    for each in passages:
        texts = "\t".join(sha256(text.encode()).hexdigest()[:16] for text in (each.text, each.heading, each.speaker))
        yield f"{path}\t{each.part}\t{each.anchor}\t{each.language}\t{each.start}\t{each.end}\t{texts}"
