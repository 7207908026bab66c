"""Advice about attachments: files that readers are not offered, and files whose words they cannot search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.actions.attachment_texts import AttachmentTexts
from library.actions.packs.usable import usable_page
from library.actions.uploading.placing import companions_of
from library.content.header.schema import ATTACHMENTS
from library.content.header.tree import read_header
from library.errors import Advice
from library.model.document import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from library.actions.library import Library
    from library.content.source import Source
    from library.model.document import Document, Use


def attachment_advice(
    library: Library, document: Document, source_of: Callable[[str], Source | None]
) -> Iterator[Advice]:
    """Yield advice about the attachments of a document; none about a withdrawn one.

    Args:
        library: Names the content folder, and has the words of attachments that were read before.
        document: As it was read.
        source_of: Returns a file by its path, to find the line.
    """
    if document.status is Status.WITHDRAWN or not document.attachments:
        return
    texts = AttachmentTexts(companions_of(library, document.path), library.texts, is_kept=False)
    for sentence in (*_withheld(document), *texts.problems(document)):
        yield Advice(document.path, _line(source_of(document.path), document.path), f"{ATTACHMENTS.name}: {sentence}")


def _withheld(document: Document) -> Iterator[str]:
    """Yield a sentence for each set of uses that files would need: consent does not allow them to leave the site."""
    withheld: dict[tuple[Use, ...], list[str]] = {}
    for name, uses in usable_page(document).missing_uses.items():
        withheld.setdefault(uses, []).append(name)
    for uses, names in withheld.items():
        fix = f"If it was agreed, add {' and '.join(uses)} to consent uses. If not, delete the file from this list."
        yield f"Readers cannot download {', '.join(names)}. {fix}"


def _line(source: Source | None, path: str) -> int:
    """Return the line of the attachments in a header; 1 if the file has changed since it was read."""
    pair = read_header(source, path).pairs.get(ATTACHMENTS.name) if source else None
    return pair.line if pair else 1
