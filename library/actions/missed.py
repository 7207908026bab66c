"""Searches that found little: noting them without a word about anybody, and listing them for coordinators.

What may be noted at all is decided by ``library.search.personal``, before anything is written; how it is kept, and from
when on it can be read, by ``library.storage.missed``.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from library.errors import MissedUnavailable
from library.search.personal import may_be_kept, normalised

if TYPE_CHECKING:
    from library.actions.find import SearchRequest
    from library.actions.library import Library
    from library.actions.views import SearchPage
    from library.model.missed import Missed

_log = logging.getLogger(__name__)

# Fewer documents than this are little: a facilitator looks for three good examples.
FEW = 3


def note_missed(library: Library, asked: SearchRequest, found: SearchPage) -> None:
    """Note a search that found little, unless its words may be about somebody.

    Who asked is not a parameter. A file that cannot be written costs a line in the log, without the words.

    Args:
        library: The opened library.
        asked: What was asked for; only a first page without chosen filters counts.
        found: What was found.
    """
    if not _found_little(asked, found) or not may_be_kept(asked.text, found.vocabulary):
        return
    try:
        library.missed.note(normalised(asked.text), library.today())
    except MissedUnavailable as error:
        _log.warning("A search that found little was not counted. %s", error)


def list_missed(library: Library) -> tuple[Missed, ...]:
    """Return what was looked for with little found on three days or more; most days first, may be empty.

    Nothing needs to be published.

    Raises:
        MissedUnavailable: The file cannot be read.
    """
    return library.missed.above_floor(library.today())


def _found_little(asked: SearchRequest, found: SearchPage) -> bool:
    return found.total < FEW and asked.page == 1 and not asked.filters and not found.search_down
