"""Markdown files as others saved them, each checked as a document: refusals that no author can understand, and time.

The files are written for other programs, so nearly all have mistakes in their headers. What counts here are mistakes
about how a file is saved (line ends, a byte-order mark, invisible characters), errors that are no mistakes, and the
slowest file.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.corpora import corpora
from bench.figures import Figure
from bench.workspace import OWN_CONTENT, say
from library.content.document_files import read_file_with_advice
from library.content.mistakes import Mistakes
from library.content.plain_text import decode
from library.content.vocabulary import PATH, read_vocabulary
from library.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench.workspace import Workspace
    from library.model.vocabulary import Vocabulary

SLOWEST = 200.0  # ms


@dataclass(slots=True)
class _Found:
    """What checking found so far.

    Attributes:
        lines: Mistakes of all kinds.
        refused: Mistakes about how a file is saved.
        advised: Files with advice about how they are saved.
        crashed: Files that ended in another error, with its name.
        times: Milliseconds of processor time by file.
    """

    lines: int = 0
    refused: int = 0
    advised: int = 0
    crashed: Counter[str] = field(default_factory=Counter)
    times: dict[str, float] = field(default_factory=dict)


def measure_saved(workspace: Workspace) -> Iterator[Figure]:
    """Check every Markdown file of the corpora.

    Raises:
        Missing: There are no corpora.
    """
    root = corpora() / "md"
    folder = workspace.folder / "saved"
    (folder / "stories").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(OWN_CONTENT / PATH, folder / PATH)
    vocabulary, found = read_vocabulary(folder), _Found()
    for number, path in enumerate(pages(root)):
        _check(folder, f"stories/page-{number:05}.md", path, vocabulary, found)
    for name, count in found.crashed.items():
        say(f"  crashed {count} times: {name}")
    slowest = max(found.times, key=found.times.__getitem__)
    files = f"{len(found.times):,} files, {found.lines:,} lines of mistakes"
    yield Figure("refused for line ends or invisible characters", (found.refused,), (0,), "lines", how=files)
    yield Figure("advised about characters", (found.advised,), (), "files")
    yield Figure("crashes", (found.crashed.total(),), (0,), "files")
    yield Figure("slowest file to check", (found.times[slowest],), (SLOWEST,), how=slowest)


def pages(root: Path) -> list[Path]:
    """Return every Markdown file below a folder, sorted."""
    return sorted(path for path in root.rglob("*") if path.suffix in {".md", ".markdown"})


def _check(folder: Path, name: str, page: Path, vocabulary: Vocabulary, found: _Found) -> None:
    data, heard = page.read_bytes(), Mistakes(name)
    decode(data, heard)
    found.refused += len(heard)
    found.advised += bool(heard.advice)
    (folder / name).write_bytes(data)
    began = time.process_time()
    try:
        read_file_with_advice(folder, name, vocabulary)
    except ContentError as error:
        found.lines += len(error.mistakes)
    except Exception as error:  # noqa: BLE001 (any crash is what is counted)
        found.crashed[type(error).__name__] += 1
    found.times["/".join(page.parts[-3:])] = (time.process_time() - began) * 1_000
