"""How much a form may send: little, but for the addresses that take a Word file or the text of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, request

from library.content.source import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flask import Flask

# The longest form of all others is an item of a pack with its text, next to someone else’s version.
MOST_OTHER = 256 * 1024
# The file may have so many bytes; a browser sends up to three for one, and the fields besides.
MOST_TEXT = 3 * LARGEST_FILE + MOST_OTHER
# A Word file; those with photographs are rarely larger.
MOST_WORD = 50_000_000 + MOST_OTHER
# A Word file, beside the text of the document that it is added to.
MOST_ADDED = MOST_WORD + MOST_TEXT

SIZES = "commonplace form sizes"


def takes_text(endpoints: Iterable[str]) -> bool:
    """Return whether the text of a document is sent to one of these endpoints."""
    return any(current_app.extensions[SIZES].get(each) for each in endpoints)


def limit_forms(app: Flask, sizes: Mapping[str, int]) -> None:
    """Refuse forms that are too long for their address, before anything reads them.

    Args:
        app: The application.
        sizes: The most bytes for each endpoint; 0 for ``MOST_OTHER``.
    """
    app.config["MAX_CONTENT_LENGTH"] = MOST_OTHER
    app.extensions[SIZES] = {**app.extensions.get(SIZES, {}), **sizes}

    def limit() -> None:
        most = app.extensions[SIZES].get(request.endpoint or "", 0)
        if most:
            request.max_content_length = request.max_form_memory_size = most

    app.before_request(limit)
