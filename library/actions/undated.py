"""Documents without a date of publication, which readers of the feed never hear of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.header.schema import PUBLISHED
from library.errors import Advice
from library.model.document import Audience, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from library.model.document import Document


def undated(document: Document) -> Iterator[Advice]:
    """Yield advice if a document that everybody may see has no date, so that it is never in the feed or new."""
    is_shown = document.status is Status.PUBLISHED and document.consent.audience is Audience.PUBLIC
    if is_shown and document.published is None:
        sentence = f"Add a line that starts with {PUBLISHED.name}: and the date, such as 2026-11-22."
        yield Advice(document.path, 1, f"{sentence} Without it, this is never in the feed, nor listed as new.")
