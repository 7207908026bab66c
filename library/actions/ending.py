"""Documents whose last day has passed, taken down when a site starts: nobody may publish for months.

They are shown to nobody from the day after, whatever is done. This removes their text, words and files, too, and keeps
them down if the clock is set back.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from library.actions.publish import take_down_what_is_over
from library.errors import LibraryError
from library.model.document import Status
from library.model.viewer import ANYBODY

if TYPE_CHECKING:
    from library.actions.library import Library

_log = logging.getLogger(__name__)


def end_what_is_over(library: Library) -> None:
    """Take down every document whose last day has passed, as a publish would; where that cannot be, only log it.

    Raises:
        NothingPublished: There is no catalogue yet.
        CatalogueUnavailable: It is damaged.
    """
    if not _is_something_over(library):
        return
    try:
        take_down_what_is_over(library)
    except LibraryError as error:
        _log.warning("Documents past their last day are hidden, but still stored. Run: library publish (%s)", error)


def can_be_served(library: Library) -> bool:
    """Tell whether something is published, by the rules of today; what is over is taken down then."""
    if not library.is_published():
        return False
    end_what_is_over(library)
    return True


def _is_something_over(library: Library) -> bool:
    today = library.today()
    every = library.view(ANYBODY).snapshot.by_id.values()
    return any(each.status is Status.PUBLISHED and each.until is not None and each.until < today for each in every)
