"""The addresses of the pages on which a document is written."""

from __future__ import annotations

from library.web.languages import localised

DOCUMENTS = "/desk/documents"


def desk_address(slug: str, page: str = "") -> str:
    """Return the address of the editor of a document, or of another page about it, in the language of the reader.

    Args:
        slug: Of the document.
        page: Such as ``publish`` or ``history``; empty for the editor.
    """
    return localised(f"{DOCUMENTS}/{slug}/{page}" if page else f"{DOCUMENTS}/{slug}")
