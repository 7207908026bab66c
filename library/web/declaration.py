"""The paragraph with which a fictional document says so: readers meet it after the text, not before.

The mark beside the title says it first. The paragraph keeps its anchor, so that every address of it still leads to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from library.model.document import Provenance
from library.model.passage import Part

if TYPE_CHECKING:
    from collections.abc import Container

    from library.model.document import Document

# Nothing but the paragraph: all of it is emphasised, as ``docs/writing.md`` shows it.
_FIRST = re.compile(r'\s*(<p id="p1"[^>]*><em>(?:(?!</?em>).)*</em></p>)\s*', re.DOTALL)
# *Fictional* in English, Welsh and Gaelic, also lenited or mutated.
_SAYS_SO = re.compile(r"fictional|d?dychmygol|mh?ac-meanmn", re.IGNORECASE)


def split_declaration(document: Document, noted: Container[str]) -> tuple[str, str]:
    """Cut the paragraph that says a document is fictional from its body.

    Args:
        document: Any document.
        noted: Anchors that a content note begins at; what has one stays in its place.

    Returns:
        The paragraph, empty where there is none, and the rest of the body. Both are HTML.
    """
    body = document.body_html
    first = _FIRST.match(body)
    if not first or document.provenance is not Provenance.FICTIONAL or "p1" in noted:
        return "", body
    said = next((passage.text for passage in document.passages if passage.part is Part.BODY), "")
    return (first[1], body[first.end() :]) if _SAYS_SO.search(said) else ("", body)
