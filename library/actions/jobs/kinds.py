"""What each kind of job does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from library.actions.jobs.clean_up import CLEAN_UP, clean_up
from library.actions.jobs.mailing import MAIL, NO_MAIL, send_nothing, send_waiting
from library.actions.jobs.publishing import PUBLISH, publish_all
from library.actions.writing.scheduling import PUBLISH_DUE, publish_due
from library.actions.writing.withdrawing import PUBLISH_WITHDRAWAL, finish_withdrawal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from library.actions.library import Library

# A job may run twice, if its process is killed just before it says that it is done.
KINDS: Mapping[str, Callable[[Library, Mapping[str, Any]], None]] = {
    CLEAN_UP: clean_up,
    MAIL: send_waiting,
    NO_MAIL: send_nothing,
    PUBLISH_DUE: publish_due,
    PUBLISH_WITHDRAWAL: finish_withdrawal,
    PUBLISH: publish_all,
}
