"""Searches that found little: recorded without anything about readers, and listed for coordinators.

``library.search.personal_data`` decides what may be recorded, before anything is written.
``library.storage.missed_searches`` decides how it is stored, and when it can be read.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from library.errors import MissedUnavailable
from library.search.personal_data import may_be_recorded, normalised

if TYPE_CHECKING:
    from library.actions.find import SearchRequest
    from library.actions.library import Library
    from library.actions.search_results import SearchPage
    from library.model.missed_search import Missed

_log = logging.getLogger(__name__)

# Fewer documents than this is little: a facilitator wants three good examples.
FEW = 3


def note_missed(library: Library, asked: SearchRequest, found: SearchPage) -> None:
    """Record a search that found little, unless its words may be about a person.

    Who asked is not a parameter. If the file cannot be written, the log says so, without the words.

    Args:
        library: The opened library.
        asked: The search; only a first page without chosen filters counts.
        found: What was found.
    """
    if not _found_little(asked, found) or not may_be_recorded(asked.text, found.vocabulary):
        return
    try:
        library.missed.note(normalised(asked.text), library.today())
    except MissedUnavailable as error:
        _log.warning("A search that found little was not counted. %s", error)


def list_missed(library: Library) -> tuple[Missed, ...]:
    """Return the searches that found little on three days or more, most days first; may be empty.

    Nothing needs to be published.

    Raises:
        MissedUnavailable: The file cannot be read.
    """
    return library.missed.above_floor(library.today())


def _found_little(asked: SearchRequest, found: SearchPage) -> bool:
    return found.total < FEW and asked.page == 1 and not asked.filters and not found.search_down
