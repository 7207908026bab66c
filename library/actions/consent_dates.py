"""Dates of consent compared with today: those that have passed, and a date of consent in the future."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.header.groups import GIVEN, REVIEW, UNTIL
from library.content.header.schema import CONSENT
from library.content.header.tree import read_header
from library.content.header.yaml_nodes import Mapping
from library.errors import Advice, Mistake
from library.model.document import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from typing import Any

    from library.content.header.fields import Key
    from library.content.source import Source
    from library.model.document import Document


def consent_in_the_future(
    source_of: Callable[[str], Source | None], document: Document, today: date
) -> Iterator[Mistake]:
    """Yield a mistake if the date of consent is in the future.

    Args:
        source_of: Returns a file by its path, to find the line.
        document: As it was read.
        today: The day it is in London.
    """
    given = document.consent.given
    if given and given > today:
        sentence = f"consent given: Write the date when consent was given. {given} is in the future."
        yield Mistake(document.path, _line(source_of(document.path), document.path, GIVEN), sentence)


def days_passed(source_of: Callable[[str], Source | None], document: Document, today: date) -> Iterator[Advice]:
    """Yield advice if the last day, or the day to ask again, has passed.

    Args:
        source_of: Returns a file by its path, to find the line.
        document: As it was read; there is no advice about one that is not published.
        today: The day it is in London.
    """
    consent = document.consent
    if document.status is not Status.PUBLISHED:
        return
    if consent.until and consent.until < today:
        sentence = f"consent until: The last day, {consent.until}, has passed, so nobody can see this."
        fix = "To show it again, ask the storyteller for new consent."
        yield Advice(document.path, _line(source_of(document.path), document.path, UNTIL), f"{sentence} {fix}")
    elif consent.review and consent.review < today:
        sentence = "consent review: Ask the storyteller again, then write the new dates."
        fix = f"{consent.review} has passed. The story is still shown."
        yield Advice(document.path, _line(source_of(document.path), document.path, REVIEW), f"{sentence} {fix}")


def _line(source: Source | None, path: str, key: Key[Any]) -> int:
    """Return the line of a key in the consent block; 1 if the file has changed since it was read."""
    consent = read_header(source, path).pairs.get(CONSENT.name) if source else None
    if consent is None:
        return 1
    pair = consent.node.pairs.get(key.name) if isinstance(consent.node, Mapping) else None
    return pair.line if pair else consent.line
