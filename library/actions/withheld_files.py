"""Files that readers are not offered, because consent does not allow them to leave the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.packs.usable import usable_page
from library.content.header.schema import ATTACHMENTS
from library.content.header.tree import read_header
from library.content.mistakes import Mistakes
from library.content.source import read_source
from library.errors import Advice
from library.model.document import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from library.model.document import Document, Use


def withheld_file_advice(folder: Path, document: Document) -> Iterator[Advice]:
    """Yield advice if a document names files that are not offered, one for each set of missing uses.

    Args:
        folder: The content folder, to find the line.
        document: As it was read; there is no advice about a withdrawn one.
    """
    if document.status is Status.WITHDRAWN:
        return
    withheld: dict[tuple[Use, ...], list[str]] = {}
    for name, uses in usable_page(document).missing_uses.items():
        withheld.setdefault(uses, []).append(name)
    for uses, names in withheld.items():
        sentence = f"{ATTACHMENTS.name}: Readers cannot download {', '.join(names)}."
        fix = f"If it was agreed, add {' and '.join(uses)} to consent uses. If not, delete the file from this list."
        yield Advice(document.path, _line(folder, document.path), f"{sentence} {fix}")


def _line(folder: Path, path: str) -> int:
    """Return the line of the attachments in a header; 1 if the file has changed since it was read."""
    source = read_source(folder, path, Mistakes(path))
    pair = read_header(source, path).pairs.get(ATTACHMENTS.name) if source else None
    return pair.line if pair else 1
